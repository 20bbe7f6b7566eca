"""Commands for the document signers of identity cards."""

from pathlib import Path

import click

from idp.cli.context import services
from idp.factors.chip_card.revoked_signers import LARGEST
from idp.factors.der import MalformedDer
from idp.platform.operating_system import operator


@click.command("import-crl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "said", required=True, help="A remark: who imports it.")
def import_revocations(file: Path, said: str) -> None:
    """Verify a list of revoked document signers and put it in force; its older one is replaced.

    FILE is the list in DER or PEM, as the authority of identity cards publishes it. It has to be
    signed by a root that two persons added with `idp anchors`. When the list in force is overdue,
    no identity card counts until a newer one is imported.

    \b
    Example:  idp import-crl csca-vietnam.crl --by an.nguyen
    """
    try:
        with services() as opened, file.open("rb") as content:
            read = opened.chip_cards.signers.import_list(
                content.read(LARGEST + 1), actor=operator(said)
            )
    except (OSError, MalformedDer) as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(
        f"number {read.number} is in force with {len(read.serials)} revoked signers; "
        f"the next one is due on {read.due_at:%Y-%m-%d}"
    )

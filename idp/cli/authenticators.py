"""Commands for metadata about models of authenticators."""

from pathlib import Path

import click

from idp.cli.context import services
from idp.factors.metadata.signature import LARGEST, UnusableMetadata
from idp.platform.operating_system import operator

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-metadata")
@click.argument("blob", type=_FILE)
@click.option("--root", type=_FILE, required=True, help="The publisher's root certificate, PEM.")
@click.option("--by", "said", default="", help="A remark: who does this.")
def import_metadata(blob: Path, root: Path, said: str) -> None:
    """Verify a FIDO metadata BLOB and put it in force; the one before is replaced.

    From then on a new passkey is asked which model it is, and a model that was revoked counts
    for less at the next sign-in. Once two persons have set `biometric_passkeys`, a passkey whose
    every way to verify its user is a biometric proves possession and a biometric, until 30 days
    after a file should have been followed by the next one.

    \b
    Example:  idp import-metadata blob.jwt --root root-r3.pem --by an.nguyen
    """
    try:
        with services() as opened:
            read = opened.authenticator_metadata.import_blob(
                _bounded(blob), root=_bounded(root), actor=operator(said)
            )
    except (OSError, UnusableMetadata) as error:
        raise click.ClickException(f"{blob}: {error}") from error
    click.echo(
        f"number {read.number} is in force with {len(read.models)} models; "
        f"the next one is due on {read.next_update:%Y-%m-%d}"
    )


def _bounded(file: Path) -> bytes:
    """The file up to a limit, to see that it is too large."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)

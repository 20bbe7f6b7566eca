"""Commands for keys of the national application: a person's, and revocation lists."""

from pathlib import Path

import click

from idp.cli.context import services, show
from idp.factors.attestations.revoked_attestations import LARGEST, UnusableRevocationList
from idp.factors.domain import CredentialKind
from idp.platform.operating_system import operator

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("app-keys")
def app_keys() -> None:
    """Application keys: look at a person's, import what was revoked.

    \b
    Example:  idp app-keys list minh.an
    """


@app_keys.command("list")
@click.argument("username")
def list_keys(username: str) -> None:
    """Show the keys of an account, one JSON line each, as they are believed today.

    \b
    Example:  idp app-keys list minh.an
    """
    with services(reads_only=True) as opened:
        account = opened.accounts.by_username(username)
        if account is None:
            raise click.ClickException(f"{username}: no such account")
        for each in opened.credentials.held(account.subject_id):
            if each.kind is CredentialKind.APP_KEY:
                show(each)


@app_keys.command("import-revocations")
@click.argument("document", type=_FILE)
@click.option("--by", "said", default="", help="A remark: who does this.")
def import_revocations(document: Path, said: str) -> None:
    """Put a list of revoked attestation certificates in force; the one before is replaced.

    The shape is the one Google publishes at android.googleapis.com/attestation/status. Keys below a
    listed certificate count for less at once, and no new one is added.

    \b
    Example:  idp app-keys import-revocations status.json --by an.nguyen
    """
    try:
        with services() as opened, document.open("rb") as file:
            revocations = opened.app_keys.revocations
            count = revocations.import_list(file.read(LARGEST + 1), actor=operator(said))
    except (OSError, UnusableRevocationList) as error:
        raise click.ClickException(f"{document}: {error}") from error
    click.echo(f"{count} certificates vouch for nothing from now on")

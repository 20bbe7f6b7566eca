"""Commands for trust anchors: root certificates approved by two persons."""

from pathlib import Path

import click

from idp.cli.context import granted, plays_both, services, show
from idp.platform.operating_system import operator
from idp.policy.anchors import AnchorKind
from idp.policy.trust_anchors import LARGEST, NotACertificate

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def anchors() -> None:
    """Propose, approve, withdraw and list root certificates; two persons add one.

    \b
    Example:  idp anchors propose csca csca-2026.pem --by an.nguyen
    """


@anchors.command("propose")
@click.argument("kind", type=click.Choice([each.value for each in AnchorKind]))
@click.argument("certificate", type=_FILE)
@click.option("--by", required=True, help="A remark: who proposes.")
def propose(kind: str, certificate: Path, by: str) -> None:
    """Enter a certificate, PEM or DER; nothing changes until another person approves.

    Compare the fingerprint shown here with the one its authority publishes.

    \b
    Example:  idp anchors propose android google-root.pem --by an.nguyen
    """
    with services() as opened, certificate.open("rb") as file:
        read = file.read(LARGEST + 1)
        try:
            proposed = opened.trust_anchors.propose(AnchorKind(kind), read, operator(by))
        except NotACertificate as error:
            raise click.ClickException(f"{certificate}: {error}") from error
    show(granted(proposed))


@anchors.command("approve")
@click.argument("anchor_id", type=click.UUID)
@click.option("--by", required=True, help="A remark: who approves.")
def approve(anchor_id: object, by: str) -> None:
    """Approve a proposed certificate: it counts as a trust anchor from now on.

    Only in the demonstration, which plays both people; in production this is refused: a name proves
    no person, and approving waits for the desk of officers.

    \b
    Example:  idp anchors approve 0198… --by binh.tran
    """
    plays_both()
    with services() as opened:
        show(granted(opened.trust_anchors.approve(str(anchor_id), operator(by))))


@anchors.command("withdraw")
@click.argument("anchor_id", type=click.UUID)
@click.option("--by", required=True, help="A remark: who withdraws it.")
def withdraw(anchor_id: object, by: str) -> None:
    """Withdraw a certificate, at once.

    \b
    Example:  idp anchors withdraw 0198… --by an.nguyen
    """
    with services() as opened:
        show(granted(opened.trust_anchors.withdraw(str(anchor_id), operator(by))))


@anchors.command("list")
def list_anchors() -> None:
    """Show every certificate there ever was, as JSON lines.

    \b
    Example:  idp anchors list
    """
    with services(reads_only=True) as opened:
        for anchor in opened.trust_anchors.all():
            show(anchor)

"""Commands for officers: the table of powers, who they are, and what they decided."""

from dataclasses import asdict

import click

from idp.access.table import markdown
from idp.cli.context import services, show
from idp.officers.domain.decisions import Decision


@click.group()
def officers() -> None:
    """Show officers, their powers and their decisions.

    \b
    Example:  idp officers list
    """


@officers.command("powers")
def powers() -> None:
    """Print the table of powers as it stands in docs/officers.md.

    \b
    Example:  idp officers powers
    """
    click.echo(markdown())


@officers.command("list")
def list_officers() -> None:
    """Show every officer with all appointments and delegations, as JSON lines.

    \b
    Example:  idp officers list
    """
    with services(reads_only=True) as opened:
        now = opened.clock.now()
        for each in opened.officers.all():
            held = [one.id for one in each.appointments if one.in_force(now)]
            show({**asdict(each), "in_force": held})


@officers.command("decisions")
def decisions() -> None:
    """Show every decision with its signatures as JSON lines, newest first.

    \b
    Example:  idp officers decisions
    """
    with services(reads_only=True) as opened:
        for each in opened.decisions.iterate():
            signed = opened.decisions.signatures(each.id)
            people = [{"act": one.act, "officer": one.signer.officer_id} for one in signed]
            show({**_told(each), "signed_by": people})


def _told(decision: Decision) -> dict[str, object]:
    document = decision.document
    return {
        "id": decision.id,
        "procedure": decision.procedure,
        "event": decision.event,
        "state": decision.state,
        "shown": document["shown"],
        "digest": decision.digest.hex(),
        "opened_at": decision.opened_at,
        "expires_at": decision.expires_at,
    }

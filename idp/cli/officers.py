"""Commands for officers: the table of powers, who they are, and proposals. Never an approval."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

import click

from idp.access.desks import DeskKind
from idp.access.powers import DELEGABLE, POWERS, Power
from idp.access.table import markdown
from idp.cli.context import granted, services, show
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Refused
from idp.officers.domain.appointments import AppointmentDraft, DelegationDraft, NotADraft
from idp.officers.domain.decisions import Decision
from idp.platform.operating_system import operator

_DAYS = click.option(
    "--days", type=click.IntRange(1, 5 * 365), default=365, show_default=True, help="For how long."
)
_ENOUGH = 3
_ROLES = [each.value for each in OfficerRole]
_DELEGABLE = sorted(each.value for each in DELEGABLE)


@click.group()
def officers() -> None:
    """Show officers and their powers, and propose appointments, which two officers sign.

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


@officers.command("check")
def check() -> None:
    """Warn before too few people are left who approve; the exit status is 1 when some are missing.

    A decision takes two people, and who proposes does not approve: with fewer than three one
    illness stops the work.

    \b
    Example:  idp officers check
    """
    with services(reads_only=True) as opened:
        able = {
            power: opened.officers.able(power)
            for power, rule in POWERS.items()
            if rule.second_person
        }
    for power, people in able.items():
        if people < _ENOUGH:
            show({"power": power, "people": people, "enough": _ENOUGH})
    sys.exit(1 if any(people < _ENOUGH for people in able.values()) else 0)


@officers.command("propose")
@click.argument("username")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(_ROLES))
@click.option("--desk", required=True, help="The name of the desk.")
@click.option("--desk-kind", required=True, type=click.Choice([each.value for each in DeskKind]))
@_DAYS
def propose(username: str, roles: tuple[str, ...], desk: str, desk_kind: str, days: int) -> None:
    """Propose to appoint a person; nothing changes until two officers have signed it.

    \b
    Example:  idp officers propose an.nguyen --role hotline --desk "Tổng đài" --desk-kind hotline
    """
    with services() as opened:
        now = opened.clock.now()
        draft = AppointmentDraft(
            username=username,
            roles=tuple(OfficerRole(each) for each in roles),
            desk=desk,
            desk_kind=DeskKind(desk_kind),
            valid_from=now,
            valid_until=now + timedelta(days=days),
        )
        show(_proposed(lambda: opened.appointments.propose(draft, operator())))


@officers.command("delegate")
@click.argument("officer_id", type=click.UUID)
@click.option("--power", "powers", multiple=True, required=True, type=click.Choice(_DELEGABLE))
@_DAYS
def delegate(officer_id: object, powers: tuple[str, ...], days: int) -> None:
    """Propose to delegate powers of the Director; the Director and another officer sign it (D16).

    \b
    Example:  idp officers delegate 0198… --power account_lock --days 30
    """
    with services() as opened:
        now = opened.clock.now()
        draft = DelegationDraft(
            officer_id=str(officer_id),
            powers=tuple(Power(each) for each in powers),
            valid_from=now,
            valid_until=now + timedelta(days=days),
        )
        show(_proposed(lambda: opened.appointments.delegate(draft, operator())))


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


def _proposed(propose: Callable[[], Decision | Refused]) -> dict[str, object]:
    try:
        return _told(granted(propose()))
    except NotADraft as error:
        raise click.ClickException(str(error)) from error


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

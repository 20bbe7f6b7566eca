"""Officers as signers: who signed, in words, and whether an officer may sign a decision now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from idp.access.powers import POWERS, Power, may
from idp.casework.domain.cases import Case, authors_in, owner_refusal
from idp.casework.domain.procedure import Transition
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.officers.appointments import PROCEDURE, power_to_approve
from idp.officers.domain.decisions import Decision, act_of
from idp.officers.domain.signing import SigningAct, same_person
from idp.web.current import services
from idp.web.officer.officer_names import officer_name
from idp.web.officer.values import Kind, Value, code
from idp.web.pages.officer_roles import ROLES


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Why one officer may not do it, and the roles that may (message ids)."""

    reason: Reason
    roles: tuple[str, ...]


def officer_value(
    officer_id: Id, appointment_id: Id | None, *, at: datetime | None = None
) -> Value:
    """An officer by name, with the roles and the desk of the appointment; `at`: when they acted.

    Their id, where no register has the person any more.
    """
    name = officer_name(officer_id)
    if name is None:
        return code(officer_id)
    held = services().officers.appointment(appointment_id)
    return Value(
        Kind.OFFICER,
        name,
        at=at,
        words=() if held is None else tuple(ROLES[each] for each in held.roles),
        desk="" if held is None else held.desk,
        until=None if held is None else held.valid_until,
    )


def roles_with(*powers: Power) -> tuple[str, ...]:
    """The roles that hold one of these powers, as message ids, in the order of the roles."""
    held = {role for power in powers for role in POWERS[power].roles}
    return tuple(label for role, label in ROLES.items() if role in held)


def signing_closed(decision: Decision, officer: Officer) -> NotTheirs | None:
    """Why this officer may not sign an open decision; None where they may.

    A missing fresh sign-in is no reason: the page leads to it.
    """
    power = _power_to_approve(decision)
    roles = () if power is None else roles_with(power)
    signer = services().officers.signer(officer)
    if isinstance(signer, Refused):
        return NotTheirs(signer.reason, roles)
    act = act_of(decision, signer, services().decisions.signatures(decision.id))
    if isinstance(act, Reason):
        return NotTheirs(act, roles)
    if act is SigningAct.PROPOSE or power is None:
        return None
    reason = may(officer, power, services().clock.now())
    unfit = reason is not None and reason is not Reason.FRESH_SIGN_IN_REQUIRED
    return NotTheirs(reason, roles) if reason is not None and unfit else None


def needs_sign_in(decision: Decision, officer: Officer) -> bool:
    """Whether an officer who approves it has to sign in anew before."""
    power = _power_to_approve(decision)
    if power is None or _proposed(decision, officer):
        return False
    return may(officer, power, services().clock.now()) is Reason.FRESH_SIGN_IN_REQUIRED


def _proposed(decision: Decision, officer: Officer) -> bool:
    opened_by = decision.opened_by
    return opened_by is not None and opened_by.officer_id == officer.officer_id


def refusing_closed(decision: Decision, officer: Officer) -> NotTheirs | None:
    """Why this officer may neither withdraw an open decision nor refuse it.

    A missing fresh sign-in is no reason: the page leads to it.
    """
    opened_by = decision.opened_by
    signer = services().officers.signer(officer)
    if isinstance(signer, Refused):
        return NotTheirs(signer.reason, ())
    if opened_by is not None and same_person(opened_by, signer):
        return None
    power = _power_to_approve(decision)
    if power is None:
        return NotTheirs(Reason.NOT_AUTHORISED, ())
    reason = may(officer, power, services().clock.now())
    if reason is None or reason is Reason.FRESH_SIGN_IN_REQUIRED:
        return None
    return NotTheirs(reason, roles_with(power))


def own_matter(
    subject_id: Id | None, events: Iterable[str], officer: Officer
) -> Mapping[str, NotTheirs]:
    """These acts, closed to the officer who is the person they are about, with any account."""
    if subject_id is None or not services().cases.permissions.is_own(officer, subject_id):
        return {}
    return dict.fromkeys(events, NotTheirs(Reason.OWN_MATTER, ()))


def case_of_another(
    case: Case, moves: Iterable[Transition], officer: Officer
) -> Mapping[str, NotTheirs]:
    """The moves of the case that its owner alone makes, closed to an officer who is another."""
    found = ((each.event.value, owner_refusal(case, each, officer)) for each in moves)
    return {event: NotTheirs(reason, ()) for event, reason in found if reason is not None}


def signing_of_case_closed(case: Case, officer: Officer, power: Power) -> NotTheirs | None:
    """The same of the move of a case that waits for a second person, who needs the power.

    Without an open decision who acted in the case last may propose it, who acted before may not.
    """
    now = services().clock.now()
    waiting = [each for each in services().decisions.of_case(case.id) if each.open_at(now)]
    if waiting:
        return signing_closed(waiting[-1], officer)
    acted = [
        each.officer_id
        for each in authors_in(services().cases.events(case.id))
        if isinstance(each, Officer)
    ]
    if officer.officer_id in acted[:-1] and acted[-1] != officer.officer_id:
        return NotTheirs(Reason.FOUR_EYES, roles_with(power))
    return None


def _power_to_approve(decision: Decision) -> Power | None:
    if decision.procedure == PROCEDURE:
        return power_to_approve(decision.event)
    procedure = services().work_list.procedures.get(decision.procedure)
    moves = () if procedure is None else procedure.transitions
    found = (each.power for each in moves if each.second_person and each.event == decision.event)
    return next(found, None)

"""Giving a case to a colleague who may move it, to oneself, or back to its queue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, request

from idp.access.powers import may
from idp.casework.domain.cases import Case, owner_of
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.officer.case_contents import owner_of_case
from idp.web.officer.guards import at_desk, refused_page
from idp.web.officer.officer_names import OwnerNames
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.records import Register
from idp.web.officer.registers import case_and_register
from idp.web.officer.signers import officer_value
from idp.web.officer.values import Value
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other

_CONFLICT = 409
_WRONG = 422
QUEUE = "queue"
"""What the form says for nobody: the case waits for whoever takes it."""
NO_CHOICE = N_("Nothing was done: choose who shall have the case.")


@dataclass(frozen=True, slots=True)
class Colleague:
    officer_id: Id
    who: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPage:
    """`colleagues`: who may move the case now, without who has it. `version`: what was shown."""

    number: str
    path: str
    action: str
    owner: Value
    version: int
    colleagues: tuple[Colleague, ...]


@at_desk
def ask(at: AtDesk, case: str) -> Response:
    """GET /officer/assign/<case>: who may have it."""
    found, register = _case(case)
    refused = _closed(at, found, register)
    return refused_page(at, refused) if refused is not None else _page(at, found, register)


@at_desk
def assign(at: AtDesk, case: str) -> Response:
    """POST /officer/assign/<case>: give it, if the case is what the page showed."""
    found, register = _case(case)
    refused = _closed(at, found, register)
    if refused is not None:
        return refused_page(at, refused)
    asked, version = request.form.get("officer", ""), request.form.get("version", "")
    owner = _at_work(asked, found)
    if (owner is None and asked != QUEUE) or not (version.isascii() and version.isdigit()):
        return _page(at, found, register, status=_WRONG, problem=NO_CHOICE)
    given = services().cases.assign(found.id, at.officer, owner=owner, version=int(version[:9]))
    if isinstance(given, Refused):
        now, _ = _case(case)
        return _page(at, now, register, status=_CONFLICT, problem=why_not(given.reason))
    return see_other(f"{HOME}/{register.path}/{found.number}?told=given")


def _page(
    at: AtDesk, case: Case, register: Register, *, status: int = 200, problem: str | None = None
) -> Response:
    action = f"{HOME}/assign/{case.number}"
    view = AssignPage(
        number=case.number,
        path=f"{HOME}/{register.path}/{case.number}",
        action=action,
        owner=owner_of_case(case, OwnerNames()),
        version=case.version,
        colleagues=tuple(_colleagues(case)),
    )
    return show(at, "assign", view, status=status, problem=problem, address=action)


def _case(number: str) -> tuple[Case, Register]:
    found = case_and_register(number)
    if found is None:
        abort(404)
    return found


def _closed(at: AtDesk, case: Case, register: Register) -> Reason | None:
    """Why this officer may not give the case away."""
    if case.closed_at is not None:
        return Reason.STATE_ALREADY_HOLDS
    moves = services().work_list.procedures[case.procedure].moves_from(case.state)
    return at.closed_case(case, register.reads) or at.refusal_of_all(each.power for each in moves)


def _colleagues(case: Case) -> Iterator[Colleague]:
    """Every officer who may make a move of the case's state, and does not have it already."""
    now, found = services().clock.now(), dict[Id, Officer]()
    able = _able(case, now)
    for each in services().officers.at_work(now):
        if able(each) and owner_of(each) != case.owner:
            found.setdefault(each.officer_id, each)
    for each in found.values():
        yield Colleague(each.officer_id, officer_value(each.officer_id, each.appointment_id))


def _at_work(officer_id: str, case: Case) -> Officer | None:
    """The officer in the appointment that may move the case, else in another one in force."""
    now = services().clock.now()
    held = [each for each in services().officers.at_work(now) if each.officer_id == officer_id]
    return next(filter(_able(case, now), held), held[0] if held else None)


def _able(case: Case, now: datetime) -> Callable[[Officer], bool]:
    """Whether an officer may make a move of the state that the case is in."""
    matter = services().subjects.matter_of(case.subject_id)
    moves = services().work_list.procedures[case.procedure].moves_from(case.state)
    powers = {each.power for each in moves if each.of_officers}
    return lambda officer: any(may(officer, each, now, matter) is None for each in powers)

"""Face and finger of an applicant at a counter: two pictures in, what the machine said out."""

from dataclasses import dataclass
from typing import Final

from flask import Response, abort, request

from idp.access.powers import Power
from idp.casework.domain.cases import Case
from idp.issuance.domain import CONFIRMATION_TEXT, FieldRefused
from idp.issuance.procedures import FOREIGNER_LEVEL_2, ISSUANCE
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.officer.guards import refused_page, with_power
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.record_page import SHOWN, shown_again
from idp.web.officer.records import Record, Register
from idp.web.officer.registers import case_and_register
from idp.web.officer.registers.applications import PROBLEMS
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other

COMPARE: Final = "/officer/applications/<case>/compare"
CONFIRMATION: Final = "/officer/applications/<case>/confirmation"
_WRONG: Final = 422
_CONFLICT: Final = 409
_LARGEST: Final = 2_097_152
"""Of one picture, in bytes."""
NO_PICTURE: Final = N_("Nothing was compared yet: it takes a picture of the face and of a finger.")


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`digest`: of the case as the page showed it. `foreign`: of a foreigner."""

    number: str
    case: str
    action: str
    digest: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class ConfirmationPage:
    """What the person reads and signs on paper, where they write their name.

    It names the case, and `told`: what would be changed by an amendment, with its message ids.
    """

    number: str
    case: str
    told: tuple[tuple[str, str], ...]
    text_version: str
    foreign: bool


@with_power(Power.ISSUANCE_RECEIVE)
def ask(at: AtDesk, case: str) -> Response:
    """GET /officer/applications/<case>/compare: for two pictures of the capture devices."""
    register, record, found = _found(case)
    closed = at.closed_case(found, register.reads)
    if closed is not None:
        return refused_page(at, closed)
    return _page(at, register, record, foreign=_is_foreign(found))


@with_power(Power.ISSUANCE_RECEIVE)
def compare(at: AtDesk, case: str) -> Response:
    """POST /officer/applications/<case>/compare: what the machine said is kept, no picture is."""
    register, record, found = _found(case)
    closed = at.closed_case(found, register.reads)
    if closed is not None:
        return refused_page(at, closed)
    if request.form.get(SHOWN) != record.digest:
        problem = why_not(Reason.PAGE_CHANGED)
        return shown_again(at, register, record, problem, status=_CONFLICT)
    pictures = [_picture(name) for name in ("face", "fingerprint")]
    if not all(pictures):
        return _page(
            at,
            register,
            record,
            foreign=_is_foreign(found),
            problem=NO_PICTURE,
            status=_WRONG,
        )
    said = services().issuance.compare(
        found.id, face=pictures[0], finger=pictures[1], version=found.version, actor=at.officer
    )
    if not isinstance(said, Refused):
        return see_other(f"{HOME}/{register.path}/{found.number}?told=done")
    if isinstance(said, FieldRefused):
        problem = PROBLEMS[said.reason]
        return _page(
            at, register, record, foreign=_is_foreign(found), problem=problem, status=_WRONG
        )
    _, now, _ = _found(case)
    return shown_again(at, register, now, why_not(said.reason), status=_CONFLICT)


@with_power(Power.ISSUANCE_RECEIVE)
def confirmation(at: AtDesk, case: str) -> Response:
    """GET /officer/applications/<case>/confirmation: the paper that the person signs (D10.2b-3)."""
    register, record, found = _found(case)
    closed = at.closed_case(found, register.reads)
    if closed is not None:
        return refused_page(at, closed)
    asked = services().issuance.application(found)
    told = (
        (N_("Telephone number"), asked.phone),
        (N_("E-mail address"), asked.email),
        (N_("User name"), asked.username),
    )
    view = ConfirmationPage(
        number=record.key,
        case=f"{HOME}/{register.path}/{found.number}",
        told=tuple((label, value) for label, value in told if value),
        text_version=CONFIRMATION_TEXT,
        foreign=_is_foreign(found),
    )
    return show(at, "confirmation", view)


def _is_foreign(case: Case) -> bool:
    return case.procedure == FOREIGNER_LEVEL_2.name


def _found(number: str) -> tuple[Register, Record, Case]:
    found = case_and_register(number)
    if found is None or found[0].procedure not in {each.name for each in ISSUANCE}:
        abort(404)
    case, register = found
    record = register.record(case.number)
    if record is None:
        abort(404)
    return register, record, case


def _page(
    at: AtDesk,
    register: Register,
    record: Record,
    *,
    foreign: bool,
    problem: str | None = None,
    status: int = 200,
) -> Response:
    action = COMPARE.replace("<case>", record.key)
    back = f"{HOME}/{register.path}/{record.key}"
    view = ComparePage(record.key, back, action, record.digest, foreign)
    return show(at, "compare", view, problem=problem, status=status)


def _picture(name: str) -> bytes:
    """The picture of a field; empty without one."""
    sent = request.files.get(name)
    return b"" if sent is None else sent.stream.read(_LARGEST + 1)

"""Finding a person: exactly, for a case and a purpose, and never unseen by that person (D17.3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from flask import Response, request

from idp.access.powers import Power
from idp.kernel.refusals import Refused
from idp.officers.domain.looks import Purpose, is_number
from idp.web.current import services
from idp.web.officer.case_words import LOOK_PURPOSES
from idp.web.officer.forms import FAULTY, NO_PROBLEMS, Ask, Filled, Problems, filled, read
from idp.web.officer.guards import at_desk, refused_page, with_power
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.officer.registers.accounts import AccountRegister
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other

_WRONG: Final = 422
_ONWARD: Final = re.compile(
    rf"{HOME}/(letters/VB(-[0-9A-Z]{{4}}){{3}}/(read|pdf)|history\?words=[0-9a-f-]{{36}})"
)
"""The pages that ask for a look and are gone on to: a letter, and a search of history."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Whom an officer looks for, and why; the person reads it in their history."""

    who: Annotated[
        str,
        Ask(
            N_("User name, identification number or id of the person"),
            hint=N_("Exactly as it is written; nothing is guessed."),
        ),
    ]
    case: Annotated[str, Ask(N_("Case"), hint=N_("The number of the case it is for."))]
    purpose: Annotated[Purpose, Ask(N_("Purpose"), choices=LOOK_PURPOSES)]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    fields: tuple[Filled, ...]
    next: str


@with_power(Power.PERSON_LOOK)
def ask(at: AtDesk) -> Response:
    """GET /officer/people."""
    return show(at, "people", PeoplePage(filled(Looking, request.args), _next(request.args)))


@at_desk
def look(at: AtDesk) -> Response:
    """POST /officer/people: record the look, then show the account.

    A form that cannot be read is a refused look too, and what it names is looked up nowhere.
    """
    asked, looks = read(Looking, request.form), services().looks
    closed = at.refusal(Power.PERSON_LOOK)
    if isinstance(asked, Problems):
        number, purpose = request.form.get("case", "").strip(), request.form.get("purpose", "")
        looks.look(at.officer, "", number=number if is_number(number) else "", purpose=purpose)
        return _again(at, asked) if closed is None else refused_page(at, closed)
    whom = looks.look(at.officer, asked.who, number=asked.case, purpose=asked.purpose)
    if closed is not None:
        return refused_page(at, closed)
    if isinstance(whom, Refused):
        return _again(at, NO_PROBLEMS, why_not(whom.reason))
    return see_other(_next(request.form) or f"{HOME}/{AccountRegister().path}/{whom}")


def _next(given: Mapping[str, str]) -> str:
    """The page to go on to, where that asked for the look; empty for the person's own."""
    asked = given.get("next", "")
    return asked if _ONWARD.fullmatch(asked) else ""


def _again(at: AtDesk, problems: Problems, sentence: str = FAULTY) -> Response:
    view = PeoplePage(filled(Looking, request.form, problems), _next(request.form))
    return show(at, "people", view, status=_WRONG, problem=sentence, address=f"{HOME}/people")

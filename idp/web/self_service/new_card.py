"""Adding one's identity card: the application reads it whole, and only its key is kept."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EvidenceKind
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages import cookies
from idp.web.pages.app_links import card_link
from idp.web.pages.rendering import see_other
from idp.web.self_service.means import PATH as MEANS
from idp.web.self_service.presence import Person, barred, own, sentence_of, show

PATH: Final = f"{MEANS}/card"
GIVES: Final = frozenset({EvidenceKind.CHIP_CARD})
_WRONG: Final = 422
_LATER: Final = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """`application`: where the card is read. `answer` comes again when nobody could check it."""

    action: str
    application: str | None
    answer: str = ""
    problem: str | None = None


@own
def ask(person: Person) -> Response:
    """GET: the question, with a fresh challenge for this browser."""
    return _elsewhere(person) or show(person, "new_card", _view(person))


@own
def add(person: Person) -> Response:
    """POST: what the application brought back."""
    elsewhere = _elsewhere(person)
    if elsewhere is not None:
        return elsewhere
    answer = request.form.get("answer", "")
    added = services().chip_cards.enrol(
        person.subject_id, audience=cookies.audience(), answer=answer
    )
    if not isinstance(added, Refused):
        return see_other(f"{MEANS}?done=added")
    later = added.reason is Reason.SERVICE_UNAVAILABLE
    view = _view(person, problem=sentence_of(added), answer=answer if later else "")
    return show(person, "new_card", view, status=_LATER if later else _WRONG)


def _elsewhere(person: Person) -> Response | None:
    """Where no card can be added there is no such page, and adding needs a fresh sign-in."""
    if not services().chip_cards.available():
        return see_other(MEANS)
    return barred(person, back=PATH, gives=GIVES)


def _view(person: Person, *, problem: str | None = None, answer: str = "") -> NewCard:
    handle = services().chip_cards.begin_enrolment(
        person.subject_id, audience=cookies.audience(), return_to=PATH
    )
    return NewCard(action=PATH, application=card_link(handle), answer=answer, problem=problem)

"""A letter as an officer reads it: after a recorded look at the person it is to or about."""

from dataclasses import dataclass

from flask import Response, abort

from idp.access.powers import Power
from idp.letters.domain import NumberedLetter
from idp.letters.domain.content import LetterContent
from idp.platform.sealing import CannotOpen
from idp.web.current import services
from idp.web.officer.guards import with_power
from idp.web.officer.page import HOME, AtDesk, show
from idp.web.pages.kept_files import as_letter
from idp.web.pages.rendering import see_other


@dataclass(frozen=True, slots=True)
class LetterAtDesk:
    """`sealed`: whether its PDF was made."""

    number: str
    content: LetterContent
    sealed: bool


@with_power(Power.LETTER_READ)
def read(at: AtDesk, number: str) -> Response:
    """GET /officer/letters/<number>/read."""
    letter = _letter(number)
    if not _may_read(at, letter):
        return _to_look(letter, "read")
    try:
        content = services().letters.content(letter)
    except (CannotOpen, LookupError):
        abort(404)
    return show(at, "letter", LetterAtDesk(letter.number, content, letter.digest is not None))


@with_power(Power.LETTER_READ)
def pdf(at: AtDesk, number: str) -> Response:
    """GET /officer/letters/<number>/pdf: the sealed PDF."""
    letter = _letter(number)
    if not _may_read(at, letter):
        return _to_look(letter, "pdf")
    content = services().letters.pdf(letter)
    if content is None:
        abort(404)
    return as_letter(letter.number, content)


def _letter(number: str) -> NumberedLetter:
    found = services().letters.by_number(number)
    if found is None:
        abort(404)
    return found


def _may_read(at: AtDesk, letter: NumberedLetter) -> bool:
    """Whether a look at the person was recorded (D17.3); a letter about no person needs none."""
    return letter.subject_id is None or services().looks.has_looked(at.officer, letter.subject_id)


def _to_look(letter: NumberedLetter, page: str) -> Response:
    back = f"{HOME}/letters/{letter.number}/{page}"
    return see_other(f"{HOME}/people?who={letter.subject_id}&next={back}")

"""The numbered letters to a person: a list, each as a page, and its sealed PDF (S3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response

from idp.kernel.actors import Person
from idp.letters.domain import NumberedLetter
from idp.letters.domain.content import LetterContent
from idp.platform.sealing import CannotOpen
from idp.web.current import services
from idp.web.pages.kept_files import as_letter
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page
from idp.web.self_service.guards import AccountHolder, login_required, show

PATH: Final = "/me/letters"
NO_LETTER: Final = N_("There is no such letter.")
OF_A_LATER_RELEASE: Final = N_(
    "This letter is of a new kind. The service is being brought up to date: open the letter again "
    "in a few minutes, or read its PDF."
)
NOT_YET: Final = N_("The PDF of this letter is being made. Open it again in a minute.")


@dataclass(frozen=True, slots=True)
class ListedLetter:
    """`sealed`: its PDF can be downloaded."""

    number: str
    title: str
    dated_at: datetime
    sealed: bool


@dataclass(frozen=True, slots=True)
class LettersPage:
    letters: tuple[ListedLetter, ...]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The words of the letter in its own language; `sealed`: its PDF can be downloaded."""

    number: str
    content: LetterContent
    sealed: bool


@login_required
def letters(person: AccountHolder) -> Response:
    """GET /me/letters."""
    mine = services().letters.of_person(person.subject_id)
    listed = (
        ListedLetter(
            each.number,
            services().letters.title(each.kind, person.lang),
            each.dated_at,
            sealed=each.digest is not None,
        )
        for each in mine
    )
    return show(person, "letters", LettersPage(tuple(listed)))


@login_required
def one(person: AccountHolder, number: str) -> Response:
    """GET: the letter as a page, which proves that its recipient opened it."""
    letter = _own(person, number)
    if letter is None:
        return error_page(404, NO_LETTER)
    if not letter.kind.is_known:
        return error_page(503, OF_A_LATER_RELEASE)
    try:
        content = services().letters.content(letter)
    except (CannotOpen, LookupError):
        return error_page(404, NO_LETTER)
    _record_opened(person, letter)
    view = LetterPage(letter.number, content, sealed=letter.digest is not None)
    return show(person, "letter", view)


@login_required
def pdf(person: AccountHolder, number: str) -> Response:
    """GET: the sealed PDF, as a file to be kept."""
    letter = _own(person, number)
    if letter is None:
        return error_page(404, NO_LETTER)
    content = services().letters.pdf(letter)
    if content is None:
        return error_page(404, NOT_YET)
    _record_opened(person, letter)
    return as_letter(letter.number, content)


def _own(person: AccountHolder, number: str) -> NumberedLetter | None:
    """The letter, where this person is its recipient."""
    letter = services().letters.by_number(number)
    mine = letter is not None and letter.to_person and letter.subject_id == person.subject_id
    return letter if mine else None


def _record_opened(person: AccountHolder, letter: NumberedLetter) -> None:
    event = person.session.event
    actor = Person(
        subject_id=person.subject_id,
        session_id=person.session.id,
        level=event.level,
        authenticated_at=event.authenticated_at,
    )
    services().letters.opened(letter, actor)

"""Adding an identity card: the application reads its files, and only its key is stored."""

from dataclasses import dataclass
from typing import Any, Final

from flask import Response, request
from markupsafe import Markup

from idp.factors.chip_card.requests import Arrival
from idp.factors.domain import Binding
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.spoken_dates import moment
from idp.platform.logs import logger
from idp.platform.qr_codes import qr_code
from idp.web.current import services, settings
from idp.web.pages import cookies, language_links
from idp.web.pages.app_links import card_link
from idp.web.pages.app_texts import in_all_languages
from idp.web.pages.device_names import device_name, is_handheld
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, see_other, words
from idp.web.self_service.guards import (
    ACTS,
    SENTENCES,
    AccountHolder,
    login_required,
    refusal_message,
    require_recent_authentication,
    show,
)
from idp.web.self_service.means import PATH as MEANS

PATH: Final = f"{MEANS}/card"
RETURN: Final = f"{PATH}/return"
ASTRAY: Final = N_(
    "This card was asked for in another browser, so nothing was added. If you began it yourself in "
    "another browser of this phone, begin again in this one. If somebody sent you a link, it is a "
    "scam: do not hold your card to the phone again, and tell the help line."
)
_ADDING: Final = N_("Adding this card to your account as a way to sign in")
_WRONG: Final = 422
_LATER: Final = 503
_LONGEST: Final = 128
_LOG: Final = logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCardPage:
    """`application`: the link to read the card; None where no application is configured.

    `own_page`: a picture of the address of this page, for the phone. `answer`: the handle of an
    answer kept while the register was unavailable, to try again.
    """

    action: str
    application: str | None
    on_a_phone: bool
    own_page: Markup
    answer: str | None = None
    problem: str | None = None


@login_required
def ask(person: AccountHolder) -> Response:
    """GET: a new challenge for this browser."""
    made = _ceremony(person)
    if not isinstance(made, Binding):
        return made
    said = language_links.parameters()
    return show(person, "new_card", _view(person)) if said is None else _told(person, *said)


def come_back() -> Response:
    """GET `answer`: opened by the application in the browser of the same telephone.

    The request uses the answer up, whether this browser began or not.
    """
    said = language_links.parameters()
    if said is not None:
        return _astray(*said)
    arrival = services().chip_cards.arrive(request.args.get("answer", "")[:_LONGEST])
    if arrival is None:
        return see_other(PATH)
    if services().sessions.by_token(cookies.session()) is None:
        services().chip_cards.end_stray(arrival)
        reference = new_id()
        _LOG.info("card asked for in another browser", reference=reference)
        return _astray(reference)
    return _judge(arrival)


def _astray(reference: str) -> Response:
    """The warning, with the same reference in the other language; the answer is used up."""
    at = language_links.address(RETURN, [reference]).removeprefix(RETURN)
    return error_page(403, ASTRAY, reference, at=at)


@login_required
def add(person: AccountHolder) -> Response:
    """POST `answer`: try again with the answer kept while the register was unavailable."""
    arrival = services().chip_cards.kept(
        request.form.get("answer", "")[:_LONGEST], audience=cookies.audience()
    )
    if arrival is not None:
        return _judge(arrival)
    made = _ceremony(person)
    if not isinstance(made, Binding):
        return made
    return _told(person, SENTENCES[Reason.EXPIRED], status=_WRONG)


@login_required
def _judge(person: AccountHolder, arrival: Arrival) -> Response:
    made = _ceremony(person)
    if not isinstance(made, Binding):
        return made
    audience, by = cookies.audience(), person.session.basis
    added = services().chip_cards.enrol(
        person.subject_id, audience=audience, arrival=arrival, binding=made, by=by
    )
    if not isinstance(added, Refused):
        return see_other(f"{MEANS}?done=added")
    later = added.reason is Reason.SERVICE_UNAVAILABLE
    kept = services().chip_cards.keep(arrival, audience=cookies.audience()) if later else None
    return _told(person, refusal_message(added), kept, status=_LATER if later else _WRONG)


def _told(
    person: AccountHolder, problem: str, kept: str | None = None, *, status: int = 200
) -> Response:
    """The page with the problem; its link to the other language has the handle of the answer."""
    view = _view(person, problem=problem, kept=kept)
    at = language_links.address(PATH, [problem, kept])
    return show(person, "new_card", view, status=status, at=at)


def _ceremony(person: AccountHolder) -> Binding | Response:
    """The binding for a new card; a redirect where none can be added or a sign-in is needed."""
    if not services().chip_cards.available():
        return see_other(MEANS)
    return require_recent_authentication(person, purpose=ACTS[PATH], back=PATH)


def _view(
    person: AccountHolder, *, problem: str | None = None, kept: str | None = None
) -> NewCardPage:
    handle = services().chip_cards.begin_enrolment(
        person.subject_id,
        audience=cookies.audience(),
        return_to=RETURN,
        shown=in_all_languages(_app_text, person.lang),
    )
    return NewCardPage(
        action=PATH,
        application=card_link(handle) if settings().app_link else None,
        on_a_phone=is_handheld(request.headers.get("User-Agent", "")),
        own_page=qr_code(f"{settings().issuer}{PATH}"),
        answer=kept,
        problem=problem,
    )


def _app_text(lang: Lang) -> dict[str, Any]:
    """The text in the application before a card is read: who asks, for what, from which browser."""
    return {
        "party": settings().brand_name,
        "party_kind": "",
        "purpose": words(lang, _ADDING),
        "level": None,
        "items": [],
        "browser": device_name(request.headers.get("User-Agent", ""), lang),
        "at": moment(services().clock.now(), lang),
        "lang": lang,
    }

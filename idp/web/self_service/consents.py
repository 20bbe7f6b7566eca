"""What the person agreed to share: withdraw it, keep the receipt of it (X15.2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Response

from idp.consent.domain.record import Consent
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, see_other
from idp.web.pages.words import in_language, item_label
from idp.web.self_service.letters import letter
from idp.web.self_service.presence import Person, own, sentence_of, show


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConsent:
    """`items` are labels of `words.item_label`."""

    id: str
    party: str
    provider: str | None
    items: tuple[tuple[str, str | None], ...]
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    live: bool
    statutory: bool


@dataclass(frozen=True, slots=True)
class Consents:
    given: tuple[GivenConsent, ...]
    problem: str | None = None


@own
def consents(person: Person) -> Response:
    """GET /me/consents."""
    return _page(person)


@own
def withdraw(person: Person, consent_id: UUID) -> Response:
    """POST: the consent ends, and every token and session that stood on it."""
    done = services().tokens.withdraw(person.subject_id, str(consent_id))
    if isinstance(done, Refused):
        return _page(person, problem=sentence_of(done))
    return see_other("/me/consents")


@own
def receipt(person: Person, consent_id: UUID) -> Response:
    """GET: the signed receipt as a file."""
    consent = services().consents.by_id(str(consent_id))
    if consent is None or consent.subject_id != person.subject_id:
        return error_page(404, "There is no such receipt.")
    return letter(services().consents.receipt(consent), name=f"consent-{consent.id}")


def party_name(client_id: str, lang: Lang) -> str:
    """A relying party's name, also of one that is suspended now."""
    client = services().relying_parties.client(client_id)
    return client_id if client is None else in_language(client.name, lang)


def _page(person: Person, *, problem: str | None = None) -> Response:
    given = services().consents.of(person.subject_id)
    view = Consents(tuple(_given(each, person.lang) for each in given), problem)
    return show(person, "consents", view, status=200 if problem is None else 422)


def _given(consent: Consent, lang: Lang) -> GivenConsent:
    return GivenConsent(
        id=consent.id,
        party=party_name(consent.client_id, lang),
        provider=consent.provider,
        items=tuple(map(item_label, consent.items)),
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        withdrawn_at=consent.withdrawn_at,
        live=consent.is_live(services().clock.now()),
        statutory=consent.legal_basis == "statutory",
    )

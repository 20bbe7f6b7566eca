"""The person's consents: list, withdraw, receipt (X15.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response

from idp.consent.domain.record import Consent
from idp.consent.domain.request import LANGUAGE_OF_RECORD
from idp.history.domain import EntryBent
from idp.kernel import spoken_dates
from idp.kernel.refusals import Refused
from idp.relying_parties.domain.disclosure import MATCHES
from idp.subjects.domain import Datum
from idp.tokens.domain.claims import claim_values
from idp.web.current import services
from idp.web.pages.labels import N_, OWN_PURPOSES, WITH_AUTHENTICATION, in_language, item_label
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, see_other, words
from idp.web.pages.values import COVERED, item_text, value_text
from idp.web.self_service import numbered_letters
from idp.web.self_service.guards import (
    AccountHolder,
    display_name,
    login_required,
    own_query,
    redirect_with_refusal,
    refusal_in_query,
    show,
)
from idp.web.self_service.letters import letter

PATH: Final = "/me/consents"
BY_LAW: Final = N_("A legal basis: it was told to you and not asked")
BY_CONSENT: Final = N_("Your consent")
NO_RECEIPT: Final = N_("There is no such receipt.")
NOT_SIGNED: Final = N_(
    "What is stored is no longer what was written then, so it is not signed. Call the help line."
)
TOLD: Final = tuple(dict.fromkeys(WITH_AUTHENTICATION.values()))

DONE: Final = {
    "withdrawn": N_("Done: the consent is withdrawn, and the access it gave has ended."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentItem:
    """`value` is what an answer sends now, in its form.

    None where nothing is sent: nothing is on record, the consent has ended, or (`valueless`) the
    item has no value. `covered`: masked at first.
    """

    label: str
    value: str | None
    covered: bool
    valueless: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConsent:
    id: str
    party: str
    provider: str | None
    items: tuple[SentItem, ...]
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    live: bool
    statutory: bool
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptItem:
    """`purpose` as it is on record, in the language `lang`; `own` is a message id of ours instead.

    It is in the language of the page as long as the party's words for it are the same.
    """

    label: tuple[str, str | None]
    purpose: str
    lang: str
    own: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReceiptPage:
    """A consent as a page to read and print (X15.1); the same as the signed file says, and a name.

    `told` are message ids of the data sent with the authentication. `digest` is of the page that
    was shown, in hexadecimal. `disputed_at`: when its sign-in was found not to be the person's.
    """

    id: str
    name: str
    username: str
    party: str
    client_id: str
    provider: str | None
    statutory: bool
    items: tuple[ReceiptItem, ...]
    declined: tuple[tuple[str, str | None], ...]
    told: tuple[str, ...]
    level: int
    transaction_id: str
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    text_version: str
    digest: str
    disputed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    """`told` are message ids of the data sent with every authentication."""

    given: tuple[GivenConsent, ...]
    told: tuple[str, ...] = TOLD
    problem: str | None = None
    done: str | None = None


@login_required
def consents(person: AccountHolder) -> Response:
    """GET /me/consents."""
    given = services().consents.for_subject(person.subject_id)
    disputed = services().consents.disputed(person.subject_id, given)
    data = services().subjects.identity(person.subject_id).data
    view = ConsentsPage(
        tuple(
            given_consent(each, data, person.lang, disputed=each.id in disputed) for each in given
        ),
        problem=refusal_in_query(),
        done=DONE.get(own_query("done")),
    )
    return show(person, "consents", view)


@login_required
def withdraw(person: AccountHolder, consent_id: UUID) -> Response:
    """POST: the consent ends, and every token and session based on it."""
    done = services().tokens.withdraw_consent(
        person.subject_id, str(consent_id), actor=person.actor
    )
    if isinstance(done, Refused):
        return redirect_with_refusal(PATH, done)
    return see_other(f"{PATH}?done=withdrawn")


@login_required
def one(person: AccountHolder, consent_id: UUID) -> Response:
    """GET: the receipt as a page, also of a consent that has ended."""
    consent = services().consents.by_id(str(consent_id))
    if consent is None or consent.subject_id != person.subject_id:
        return error_page(404, NO_RECEIPT)
    return show(person, "consent_receipt", _receipt(person, consent))


@login_required
def receipt(person: AccountHolder, consent_id: UUID) -> Response:
    """GET: the signed receipt as a file."""
    consent = services().consents.by_id(str(consent_id))
    if consent is None or consent.subject_id != person.subject_id:
        return error_page(404, NO_RECEIPT)
    try:
        signed = services().consents.receipt(consent)
    except EntryBent:
        return error_page(409, NOT_SIGNED)
    return letter(signed, name=f"consent-{consent.id}")


@login_required
def paper(person: AccountHolder, consent_id: UUID) -> Response:
    """POST: the receipt as a letter, whose sealed PDF a worker makes; of what it says now."""
    consent = services().consents.by_id(str(consent_id))
    if consent is None or consent.subject_id != person.subject_id:
        return error_page(404, NO_RECEIPT)
    try:
        services().consents.require_intact(consent)
    except EntryBent:
        return error_page(409, NOT_SIGNED)
    view = _receipt(person, consent)
    made = services().letters.receipt_of_consent(
        person.actor,
        items=[*_lines(consent, view, person.lang)],
        data={name: said for name, said in _paper(consent, view, person.lang).items() if said},
        language=person.lang,
    )
    return see_other(f"{numbered_letters.PATH}/{made.number}")


def _lines(consent: Consent, view: ConsentReceiptPage, lang: Lang) -> Iterator[str]:
    """Each item with its purpose, in one language as far as its party has the words."""
    for name, item in zip(consent.items, view.items, strict=True):
        yield f"{item_text(name, lang)}: {words(lang, item.own) if item.own else item.purpose}"


def _paper(consent: Consent, view: ConsentReceiptPage, lang: Lang) -> dict[str, str]:
    """What the page tells, under the names that the form of the letter knows."""

    def at(moment: datetime | None) -> str:
        return "" if moment is None else spoken_dates.moment(moment, lang)

    return {
        "username": view.username,
        "party": f"{view.party} ({view.client_id})",
        "provider": view.provider or "",
        "given_as": words(lang, BY_LAW if view.statutory else BY_CONSENT),
        "given_at": at(view.given_at),
        "expires_at": at(view.expires_at),
        "withdrawn_at": at(view.withdrawn_at),
        "disputed_at": at(view.disputed_at),
        "told": "; ".join(words(lang, each) for each in view.told),
        "declined": "; ".join(item_text(each, lang) for each in consent.declined),
        "level": str(view.level),
        "receipt": view.id,
        "transaction": view.transaction_id,
        "text_version": view.text_version,
        "digest": view.digest,
    }


def party_name(client_id: str, lang: Lang) -> str:
    """A relying party's name, also of one that is suspended now."""
    client = services().relying_parties.client(client_id)
    return client_id if client is None else in_language(client.name, lang)


def _receipt(person: AccountHolder, consent: Consent) -> ConsentReceiptPage:
    return ConsentReceiptPage(
        id=consent.id,
        name=display_name(person),
        username=person.account.username,
        party=party_name(consent.client_id, person.lang),
        client_id=consent.client_id,
        provider=consent.provider,
        statutory=consent.legal_basis == "statutory",
        items=tuple(_item(consent, name, person.lang) for name in consent.items),
        declined=tuple(map(item_label, consent.declined)),
        told=TOLD,
        level=consent.level,
        transaction_id=consent.transaction_id,
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        withdrawn_at=consent.withdrawn_at,
        text_version=consent.text_version,
        digest=consent.text_digest,
        disputed_at=services().consents.disputed(person.subject_id, [consent]).get(consent.id),
    )


def _item(consent: Consent, name: str, lang: Lang) -> ReceiptItem:
    purpose, said_in = consent.purposes[name], LANGUAGE_OF_RECORD
    client = services().relying_parties.client(consent.client_id)
    approved = None if client is None else client.claims.get(name)
    if approved is not None and approved.text.get(LANGUAGE_OF_RECORD) == purpose:
        purpose, said_in = in_language(approved.text, lang), lang
    return ReceiptItem(
        label=item_label(name), purpose=purpose, lang=said_in, own=OWN_PURPOSES.get(name)
    )


def _sent(consent: Consent, data: Mapping[str, Datum], lang: Lang) -> Iterator[SentItem]:
    """The items with what an answer to the party would send now."""
    live = consent.is_live(services().clock.now())
    values = claim_values(data, consent.items) if live else {}
    for name in consent.items:
        value = values.get(name)
        yield SentItem(
            label=item_text(name, lang),
            value=None if value is None else value_text(name, value, lang),
            covered=name in COVERED,
            valueless=not live or name in OWN_PURPOSES or name.endswith(MATCHES),
        )


def given_consent(
    consent: Consent, data: Mapping[str, Datum], lang: Lang, *, disputed: bool
) -> GivenConsent:
    """A consent with what it sends now of these data, which are its subject's."""
    return GivenConsent(
        id=consent.id,
        party=party_name(consent.client_id, lang),
        provider=consent.provider,
        items=tuple(_sent(consent, data, lang)),
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        withdrawn_at=consent.withdrawn_at,
        live=consent.is_live(services().clock.now()),
        statutory=consent.legal_basis == "statutory",
        disputed=disputed,
    )

"""What leaves, to whom, for what and for how long; nothing is ticked beforehand (X15.1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, request

from idp.authorization.domain.steps import AskConsent, Notify
from idp.authorization.visit import Visit
from idp.consent.domain.asking import AUTHENTICATION, OFFLINE_ACCESS, Item
from idp.consent.domain.record import DEFAULT_DAYS, DURATIONS, days_from
from idp.web.current import services
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words
from idp.web.pages.words import N_, in_language, item_label
from idp.web.signin.card import Asker, asker_of
from idp.web.signin.transaction import (
    Way,
    cancel_path,
    decline,
    in_transaction,
    language_of,
    on,
    show,
)

OWN_PURPOSES = {
    AUTHENTICATION: N_("To know that it is you who signs in"),
    OFFLINE_ACCESS: N_("To look up what you allowed here until the consent ends"),
}


@dataclass(frozen=True, slots=True)
class AskedItem:
    """`label` is what `words.item_label` gives; `purpose` is text in the page's language."""

    name: str
    label: tuple[str, str | None]
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """`statutory`: the party acts on a legal basis and the page is a notice (D19.3-3)."""

    asker: Asker
    action: str
    cancel: str
    essential: tuple[AskedItem, ...]
    optional: tuple[AskedItem, ...]
    durations: tuple[int, ...]
    default_duration: int
    statutory: bool
    ways: tuple[Way, ...] = ()


@in_transaction(AskConsent, Notify)
def ask(visit: Visit) -> Response:
    """GET: the question, or the notice."""
    lang = language_of(visit)
    missing = _missing(visit)
    view = Consent(
        asker=asker_of(visit, lang),
        action=f"/consent/{visit.transaction.id}",
        cancel=cancel_path(visit),
        essential=_shown(visit, (item for item in missing if item.essential), lang),
        optional=_shown(visit, (item for item in missing if not item.essential), lang),
        durations=DURATIONS,
        default_duration=DEFAULT_DAYS,
        statutory=isinstance(visit.step, Notify),
    )
    return show(visit, "signin/consent", view)


@in_transaction(AskConsent, Notify)
def answer(visit: Visit) -> Response:
    """POST: a yes to the items that were ticked; anything else is a no."""
    if request.form.get("decision") != "allow":
        return decline(visit)
    services().authorization.agree(
        visit,
        chosen=frozenset(request.form.getlist("item")),
        days=days_from(request.form.get("days")),
        lang=language_of(visit),
    )
    return on(visit)


def _missing(visit: Visit) -> tuple[Item, ...]:
    return visit.step.missing if isinstance(visit.step, AskConsent | Notify) else ()


def _shown(visit: Visit, items: Iterable[Item], lang: Lang) -> tuple[AskedItem, ...]:
    return tuple(
        AskedItem(item.name, item_label(item.name), purpose_of(visit, item, lang)) for item in items
    )


def purpose_of(visit: Visit, item: Item, lang: Lang) -> str:
    """What an item is for, as the operator approved it."""
    if item.name in OWN_PURPOSES:
        return words(lang, OWN_PURPOSES[item.name])
    approved = None if visit.client is None else visit.client.claims.get(item.name)
    return item.purpose if approved is None else in_language(approved.text, lang)

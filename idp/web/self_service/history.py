"""Everything that happened to the account, newest first, with signed evidence (D14.3, D17.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from idp.assurance.kinds import RULES, Means
from idp.history.domain import Entry, EntryBent, Happening, Sealed
from idp.web.current import services, settings
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page
from idp.web.pages.words import ITEMS, MEANS, item_label
from idp.web.self_service.consents import NOT_SIGNED, party_name
from idp.web.self_service.letters import letter
from idp.web.self_service.presence import Person, own, show
from idp.web.self_service.words import HAPPENINGS, TROUBLE

_PAGE: Final = 50
_AT_A_LEVEL: Final = frozenset(
    {Happening.SIGNED_IN, Happening.SIGN_IN_CONTINUED, Happening.CONSENT_GIVEN}
)
_BY_NAME: Final[Mapping[str, Means]] = {kind.value: rule.means for kind, rule in RULES.items()} | {
    means.value: means for means in Means
}
_PROVABLE: Final = frozenset({Happening.SIGNED_IN, Happening.SIGN_IN_CONTINUED})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """`statement` links to the signed evidence of the transaction, if there was one.

    `bent`: it does not say any more what was written. `disputed`: a means that was used or added
    was found later to be in wrong hands.
    """

    at: datetime
    what: str
    trouble: bool
    bent: bool
    disputed: bool
    party: str | None
    level: int | None
    means: tuple[str, ...]
    items: tuple[tuple[str, str | None], ...]
    consent: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class History:
    """`older` links to the page of what happened before."""

    entries: tuple[HistoryEntry, ...]
    years: int
    older: str | None


@own
def history(person: Person) -> Response:
    """GET /me/history."""
    entries = services().history.of(person.subject_id, before=_before(), limit=_PAGE)
    older = f"/me/history?before={entries[-1].id}" if len(entries) == _PAGE else None
    disputed = services().history.disputed_among(person.subject_id, entries)
    shown = tuple(_shown(entry, person.lang, disputed=entry.id in disputed) for entry in entries)
    return show(person, "history", History(shown, settings().history_years, older))


@own
def statement(person: Person, transaction_id: UUID) -> Response:
    """GET: the signed evidence of one transaction of the person as a file."""
    try:
        signed = services().history.statement(person.subject_id, str(transaction_id))
    except EntryBent:
        return error_page(409, NOT_SIGNED)
    if signed is None:
        return error_page(404, "There is no such evidence.")
    return letter(signed, name=f"evidence-{transaction_id}")


def _before() -> str | None:
    try:
        return str(UUID(request.args.get("before", "")))
    except ValueError:
        return None


def _shown(entry: Entry, lang: Lang, *, disputed: bool) -> HistoryEntry:
    facts, happening = entry.facts, entry.happening
    return HistoryEntry(
        at=entry.happened_at,
        what=HAPPENINGS[happening],
        trouble=happening in TROUBLE,
        bent=entry.sealed is Sealed.NOT,
        disputed=disputed,
        party=None if entry.client_id is None else party_name(entry.client_id, lang),
        level=facts.get("level") if happening in _AT_A_LEVEL else None,
        means=tuple(dict.fromkeys(_means(facts))),
        items=tuple(item_label(name) for name in facts.get("items", ()) if _known(name)),
        consent=facts.get("consent_id") or facts.get("consent"),
        statement=f"/me/history/{entry.transaction_id}/statement"
        if happening in _PROVABLE and entry.transaction_id
        else None,
    )


def _known(name: str) -> bool:
    return name.removesuffix("_matches") in ITEMS


def _means(facts: Mapping[str, Any]) -> Iterator[str]:
    """Message ids of the means an entry names, as kinds of evidence or as the means itself."""
    named = facts.get("means") or facts.get("kind") or ()
    for name in (named,) if isinstance(named, str) else named:
        if name in _BY_NAME:
            yield MEANS[_BY_NAME[name]]

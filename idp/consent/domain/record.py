"""A consent record, and the items it covers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from idp.consent.domain.request import TEXT_VERSION, ConsentRequest, Item
from idp.kernel.ids import Id
from idp.relying_parties.domain.disclosure import MATCHES

DURATIONS: Final = (1, 90, 365)
"""The durations in days: once, a season, a year. No consent is without an end."""

DEFAULT_DAYS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """`items` may be disclosed, each for its purpose in `purposes`, until `expires_at`.

    `declined` are the optional items the person saw and left unticked. `provider` names the
    provider the relying party comes through, if any. `level` is the level at which it was given.
    `questions`: how many values were compared on it so far.
    """

    id: Id
    subject_id: Id
    client_id: str
    provider: str | None
    items: tuple[str, ...]
    purposes: Mapping[str, str]
    declined: tuple[str, ...]
    text_version: str
    text_digest: str
    lang: str
    legal_basis: str
    level: int
    transaction_id: Id
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    questions: int = 0

    def is_live(self, now: datetime) -> bool:
        return self.withdrawn_at is None and now < self.expires_at


class Agreed(NamedTuple):
    """The content of a consent record that follows from a person's answer."""

    items: tuple[str, ...]
    purposes: Mapping[str, str]
    declined: tuple[str, ...]
    expires_at: datetime


def days_from(text: str | None) -> int:
    """The duration a form asks for; anything that is not offered is the default."""
    return next((days for days in DURATIONS if str(days) == text), DEFAULT_DAYS)


def missing(ask: ConsentRequest, consent: Consent | None, now: datetime) -> tuple[Item, ...]:
    """The items still to be asked; empty when the consent on record covers them all.

    Without a live consent, or with another text version: all items. Otherwise new items and those
    with another purpose now. An optional item once left unticked is not asked again while that
    answer is live, so that people are not pressed into consent (X15.1).
    """
    if consent is None or not consent.is_live(now) or consent.text_version != TEXT_VERSION:
        return ask.items
    return tuple(item for item in ask.items if not _is_answered(item, consent))


def not_covered(names: Iterable[str], consent: Consent | None, now: datetime) -> frozenset[str]:
    """The names no live consent covers; an answer must not contain them (C08)."""
    if consent is None or not consent.is_live(now):
        return frozenset(names)
    return frozenset(names).difference(consent.items)


def agree(
    ask: ConsentRequest, before: Consent | None, *, chosen: frozenset[str], days: int, now: datetime
) -> Agreed:
    """The record that follows from an answer to what a page showed.

    Essential items are agreed with the form, optional ones only when ticked. Items agreed to before
    that this page did not show are kept, but never for longer than was agreed then: with items
    kept, the earlier of both ends holds. `days` is one of DURATIONS. Where a page showed a yes/no
    question, earlier ones lapse: the few answers of a consent are for what it showed.
    """
    if days not in DURATIONS:
        raise ValueError(days)
    kept, kept_declined = _not_shown(ask.items, before, now)
    given = [item for item in ask.items if item.essential or item.name in chosen]
    declined = [item.name for item in ask.items if not item.essential and item not in given]
    end = now + timedelta(days=days)
    return Agreed(
        items=(*(item.name for item in given), *kept),
        purposes={item.name: item.purpose for item in ask.items}
        | ({name: before.purposes[name] for name in (*kept, *kept_declined)} if before else {}),
        declined=(*declined, *kept_declined),
        expires_at=min(end, before.expires_at) if before and kept else end,
    )


def changes(before: Consent | None, after: Consent) -> bool:
    """Whether a consent differs from the one it replaces.

    A shift of the end by less than a day does not count: repeating a consent shifts it by the time
    passed.
    """
    if before is None or before.text_version != after.text_version:
        return True
    if set(before.items) != set(after.items):
        return True
    if any(before.purposes.get(name) != after.purposes.get(name) for name in after.items):
        return True
    return abs(after.expires_at - before.expires_at) >= timedelta(days=1)


def _is_answered(item: Item, consent: Consent) -> bool:
    if consent.purposes.get(item.name) != item.purpose:
        return False
    return item.name in consent.items or (not item.essential and item.name in consent.declined)


def kept_beside(shown: Collection[Item], before: Consent | None, now: datetime) -> tuple[str, ...]:
    """The items agreed to before that stay agreed to beside an answer about the items shown."""
    return _not_shown(shown, before, now)[0]


def _not_shown(
    asked: Collection[Item], before: Consent | None, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if before is None or not before.is_live(now) or before.text_version != TEXT_VERSION:
        return (), ()
    shown = {item.name for item in asked}
    lapsing = any(name.endswith(MATCHES) for name in shown)
    kept = tuple(
        name
        for name in before.items
        if name not in shown and not (lapsing and name.endswith(MATCHES))
    )
    return kept, tuple(name for name in before.declined if name not in shown)

"""The level of evidence of an email address or telephone number, by a code (factors.md 1.4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from idp.assurance.pieces import LEAST
from idp.kernel.clock import civil_day

MOST: Final = 2
"""The highest bound of a contact: access to a mailbox or a SIM proves no more."""
CHANGED_LATELY: Final = timedelta(days=7)
CONFIRMED_FOR: Final = timedelta(days=365)
"""Operators reassign numbers, and mailboxes are abandoned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """A contact without its value; every instant is aware.

    `bound`: 1 or 2, by the session that set it. `lost_at`: since when it counts as lost, because
    its telephone was reported lost or the person did not name it at a counter; it was not confirmed
    since. `replaced_at`: from when on another one stands in its place.
    """

    bound: int
    set_at: datetime
    effective_at: datetime
    confirmed_at: datetime | None = None
    lost_at: datetime | None = None
    replaced_at: datetime | None = None


def is_confirmed(confirmed_at: datetime | None, lost_at: datetime | None, now: datetime) -> bool:
    """Whether a contact was confirmed lately enough to be its person's still, and is not lost."""
    return confirmed_at is not None and lost_at is None and now - confirmed_at < CONFIRMED_FOR


def contact_bound(
    contact: ContactFacts,
    now: datetime,
    *,
    shared: bool = False,
    registered: bool = False,
    fourteen_from: date | None = None,
) -> int:
    """The level, 1 or 2, at which a code to this contact is bound now.

    `shared`: other accounts have it too. `registered`: it came with the identity and was never
    changed, so it need not settle. `fourteen_from` is the day on which the person is 14: a
    contact set before that day is the guardian's and binds nothing any more.
    """
    stands = contact.effective_at <= now and not _replaced(contact, now)
    settled = registered or now - contact.set_at >= CHANGED_LATELY
    confirmed = is_confirmed(contact.confirmed_at, contact.lost_at, now)
    own = not shared and not of_a_guardian(contact, now, fourteen_from)
    counts = stands and settled and confirmed and own
    return min(contact.bound, MOST) if counts else LEAST


def _replaced(contact: ContactFacts, now: datetime) -> bool:
    return contact.replaced_at is not None and contact.replaced_at <= now


def of_a_guardian(contact: ContactFacts, now: datetime, fourteen_from: date | None) -> bool:
    """Whether it was set while the person was under 14, and the person is not any more.

    By the days of Viet Nam, as every age: from the midnight on at which the person acts alone.
    """
    if fourteen_from is None:
        return False
    return civil_day(contact.set_at) < fourteen_from <= civil_day(now)

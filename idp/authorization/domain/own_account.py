"""What a person must prove before they may change how they prove themselves."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level, level_of_kinds, reachable
from idp.sessions.domain import Event

CHANGES_WITHIN: Final = timedelta(minutes=5)
"""How long after a sign-in the person may still change their means of authentication."""

_LIFTS_NOTHING: Final = frozenset({EvidenceKind.RECOVERY_CODE})


def level_for_change(held: Collection[EvidenceKind], gives: Collection[EvidenceKind] = ()) -> Level:
    """The level a change of means demands (hostile cases A09 and A22).

    The highest the person's own means reach, so that no weaker sign-in removes or replaces a
    stronger one; and at least what the new means gives alone, so that enrolling never lifts.
    """
    own = reachable(frozenset(held) - _LIFTS_NOTHING)
    return max(own, level_of_kinds(gives), Level.ONE)


def may_change(event: Event, needed: Level, now: datetime) -> bool:
    """Whether this sign-in is strong and fresh enough for the change."""
    return event.level >= needed and now - event.authenticated_at <= CHANGES_WITHIN

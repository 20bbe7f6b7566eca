"""What a person must prove before they may change how they prove themselves."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from idp.assurance.allowances import bodiless
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


def level_without_body(held: Collection[EvidenceKind]) -> Level:
    """The level a change demands even if no biometric counts: a body recovers nothing.

    A finger on somebody's telephone, or a face before a camera, must not be what replaces the
    password that its owner forgot or a stranger never knew.
    """
    return reachable(bodiless(held) - _LIFTS_NOTHING)


def may_replace(
    proven: Collection[EvidenceKind],
    *,
    held: Collection[EvidenceKind],
    gives: Collection[EvidenceKind] = (),
) -> bool:
    """The rule of recovery: whether what was proven may add, replace or remove a means.

    Only what is as strong as everything the person has, with and without the biometrics in it,
    opens the way. Whoever can show no such thing goes to a counter, with their identity card.
    """
    strong = level_of_kinds(proven) >= level_for_change(held, gives)
    return strong and level_of_kinds(bodiless(proven)) >= level_without_body(held)


def proven_anew(event: Event, level: Level, now: datetime) -> bool:
    """Whether this sign-in reached a level, just now."""
    return event.level >= level and now - event.authenticated_at <= CHANGES_WITHIN


def may_change(
    event: Event,
    now: datetime,
    *,
    held: Collection[EvidenceKind],
    gives: Collection[EvidenceKind] = (),
) -> bool:
    """Whether this sign-in is strong and fresh enough for the change."""
    fresh = now - event.authenticated_at <= CHANGES_WITHIN
    return fresh and may_replace(event.kinds, held=held, gives=gives)

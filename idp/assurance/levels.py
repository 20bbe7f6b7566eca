"""The level engine: the level is a pure function of the evidence of one transaction (X16.1)."""

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache

from idp.assurance.kinds import TAKES_BIOMETRIC_DATA, Categories, Category, EvidenceKind, counted
from idp.kernel.ids import Id


class Level(IntEnum):
    """Authentication level of one transaction (D20.1); NONE reaches no relying party."""

    NONE = 0
    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4


FRESH_FOR: dict[Level, timedelta] = {
    # Past its age a level drops although the session lives. Levels 3 and 4 are always a fresh
    # ceremony, so they are never continued at all (D19.4-3).
    Level.NONE: timedelta(0),
    Level.ONE: timedelta(hours=8),
    Level.TWO: timedelta(hours=1),
    Level.THREE: timedelta(0),
    Level.FOUR: timedelta(0),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One verified means inside one authentication transaction; nothing else can be a factor."""

    transaction_id: Id
    subject_id: Id
    kind: EvidenceKind
    credential_id: Id
    proven_at: datetime


class ForeignEvidence(ValueError):
    """Evidence of another transaction or another person was offered (D19.4-2)."""


def level_of_categories(proven: Categories) -> Level:
    """The law's table over the set of factor kinds (D20.1a to D20.1d, X16.1)."""
    if proven == frozenset(Category):
        return Level.FOUR
    if Category.BIOMETRIC in proven:
        return Level.THREE if len(proven) > 1 else Level.NONE
    return Level(min(len(proven), Level.TWO))


def _worst(alternatives: Iterable[tuple[Categories, ...]]) -> Level:
    worlds = itertools.product(*alternatives)
    return min(level_of_categories(frozenset[Category]().union(*world)) for world in worlds)


@cache
def _level_of_kinds(kinds: frozenset[EvidenceKind]) -> Level:
    return max(level for level in Level if _worst(counted(kinds, level)) >= level)


def level_of_kinds(kinds: Collection[EvidenceKind]) -> Level:
    """The highest level that holds in the worst alternative of what counts towards it.

    Repeats of a kind add nothing.
    """
    return _level_of_kinds(frozenset(kinds))


def level_of(evidence: Iterable[Evidence], *, transaction_id: Id) -> Level:
    """The level of one transaction.

    Raises `ForeignEvidence` when a piece belongs to another transaction or when the pieces name
    two people: a result of elsewhere is no factor here (D19.4-2).
    """
    pieces = tuple(evidence)
    if any(piece.transaction_id != transaction_id for piece in pieces):
        raise ForeignEvidence("factor_from_other_transaction")
    if len({piece.subject_id for piece in pieces}) > 1:
        raise ForeignEvidence("evidence of two people")
    return level_of_kinds(frozenset(piece.kind for piece in pieces))


def level_still_held(level: Level, authenticated_at: datetime, now: datetime) -> Level:
    """What is left of `level` at `now`: each level has its own maximum age."""
    age = now - authenticated_at
    held = (lower for lower in Level if lower <= level and age <= FRESH_FOR[lower])
    return max(held, default=Level.NONE)


@cache
def _paths(
    target: Level, available: frozenset[EvidenceKind]
) -> tuple[frozenset[EvidenceKind], ...]:
    """Minimal sets of available kinds that reach the target; no kind in them is idle."""
    found: list[frozenset[EvidenceKind]] = []
    for size in range(1, len(Category) + 1):
        for chosen in map(frozenset, itertools.combinations(sorted(available), size)):
            if level_of_kinds(chosen) >= target and not any(path <= chosen for path in found):
                found.append(chosen)
    return tuple(found)


def leads_to(
    target: Level, *, done: Collection[EvidenceKind], available: Collection[EvidenceKind]
) -> frozenset[EvidenceKind]:
    """The kinds worth proving next: each lies on a shortest way from `done` to the target.

    Empty when the target is reached already, or cannot be reached with what is available. No
    biometric sample is asked for where the level does without one (D20.1a, D20.1b).
    """
    have, offered = frozenset(done), frozenset(available)
    if level_of_kinds(have) >= target:
        return frozenset()
    modest = offered if target >= Level.THREE else offered - TAKES_BIOMETRIC_DATA
    return _next(target, have, modest) or _next(target, have, offered)


def _next(
    target: Level, have: frozenset[EvidenceKind], available: frozenset[EvidenceKind]
) -> frozenset[EvidenceKind]:
    rests = [path - have for path in _paths(target, available | have)]
    shortest = min((len(rest) for rest in rests), default=0)
    started = bool(have)
    return frozenset[EvidenceKind]().union(
        *(rest for rest in rests if not started or len(rest) == shortest)
    )


def reachable(available: Collection[EvidenceKind]) -> Level:
    """The highest level these kinds could reach together."""
    return max(level for level in Level if level == 0 or _paths(level, frozenset(available)))

"""The level engine: the level is a pure function of the evidence of one transaction (X16.1)."""

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import lru_cache

from idp.assurance.kinds import TAKES_BIOMETRIC_DATA, Categories, Category, EvidenceKind
from idp.assurance.pieces import Piece, Pieces, ShownPiece, counted, kinds_in
from idp.kernel.ids import Id

_REMEMBERED = 1 << 15
"""The cache size of sets of pieces; as they carry no names, there are few."""


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
    """One verified factor of one authentication transaction."""

    transaction_id: Id
    subject_id: Id
    piece: Piece
    credential_id: Id
    proven_at: datetime

    @property
    def kind(self) -> EvidenceKind:
        return self.piece.kind

    @property
    def shown(self) -> ShownPiece:
        return ShownPiece(self.piece, self.credential_id)


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


@lru_cache(_REMEMBERED)
def _level_of_pieces(pieces: Pieces) -> Level:
    return max(level for level in Level if _worst(counted(pieces, level)) >= level)


def level_of_pieces(pieces: Iterable[Piece]) -> Level:
    """The highest level of the pieces, each at its weakest alternative.

    Repeats of a piece add nothing.
    """
    return _level_of_pieces(frozenset(pieces))


def level_of(evidence: Iterable[Evidence], *, transaction_id: Id) -> Level:
    """The level of one transaction.

    Raises `ForeignEvidence` when a piece belongs to another transaction or when the pieces name
    two people: a result of elsewhere is no factor here (D19.4-2).
    """
    shown = tuple(evidence)
    if any(each.transaction_id != transaction_id for each in shown):
        raise ForeignEvidence("factor_from_other_transaction")
    if len({each.subject_id for each in shown}) > 1:
        raise ForeignEvidence("evidence of two people")
    return level_of_pieces(each.piece for each in shown)


def level_still_held(level: Level, authenticated_at: datetime, now: datetime) -> Level:
    """The level of a sign-in at `now`: each level has its own maximum age."""
    age = now - authenticated_at
    held = (lower for lower in Level if lower <= level and age <= FRESH_FOR[lower])
    return max(held, default=Level.NONE)


@lru_cache(_REMEMBERED)
def _paths(target: Level, available: Pieces) -> tuple[Pieces, ...]:
    """Minimal sets of available pieces that reach the target, none of them superfluous."""
    found: list[Pieces] = []
    for size in range(1, len(Category) + 1):
        for chosen in map(frozenset, itertools.combinations(sorted(available), size)):
            if level_of_pieces(chosen) >= target and not any(path <= chosen for path in found):
                found.append(chosen)
    return tuple(found)


def leads_to(
    target: Level, *, done: Collection[Piece], available: Collection[Piece]
) -> frozenset[EvidenceKind]:
    """The kinds worth proving next: each lies on a shortest way from `done` to the target.

    Empty when the target is reached already, or cannot be reached with what is available. No
    biometric sample is asked for where the level does without one (D20.1a, D20.1b).
    """
    have, offered = frozenset(done), best_of(available)
    if level_of_pieces(have) >= target:
        return frozenset()
    samples = frozenset(piece for piece in offered if piece.kind in TAKES_BIOMETRIC_DATA)
    modest = offered if target >= Level.THREE else offered - samples
    return kinds_in(_next(target, have, modest) or _next(target, have, offered))


def ways_to(
    target: Level, *, done: Collection[Piece], available: Collection[Piece]
) -> frozenset[EvidenceKind]:
    """The kinds on any way from `done` to the target in which no step is superfluous.

    `leads_to` are those of the shortest ways; these are offered as alternatives as well.
    """
    rests = rests_to(target, done=done, available=available)
    return kinds_in(frozenset[Piece]().union(*rests))


def rests_to(
    target: Level, *, done: Collection[Piece], available: Collection[Piece]
) -> tuple[Pieces, ...]:
    """What is still missing on each of the ways that `ways_to` offers; empty as that is."""
    have, offered = frozenset(done), best_of(available)
    if level_of_pieces(have) >= target:
        return ()
    samples = frozenset(piece for piece in offered if piece.kind in TAKES_BIOMETRIC_DATA)
    modest = offered if target >= Level.THREE else offered - samples
    return _lean(target, have, modest) or _lean(target, have, offered)


def _lean(target: Level, have: Pieces, available: Pieces) -> tuple[Pieces, ...]:
    rests = {path - have for path in _paths(target, available | have)}
    return tuple(rest for rest in rests if not any(other < rest for other in rests))


def _next(target: Level, have: Pieces, available: Pieces) -> Pieces:
    rests = [path - have for path in _paths(target, available | have)]
    shortest = min((len(rest) for rest in rests), default=0)
    started = bool(have)
    return frozenset[Piece]().union(
        *(rest for rest in rests if not started or len(rest) == shortest)
    )


def best_of(pieces: Iterable[Piece]) -> Pieces:
    """Without pieces that another one of their kind dominates."""
    return _best_of(frozenset(pieces))


@lru_cache(_REMEMBERED)
def _best_of(whole: Pieces) -> Pieces:
    return frozenset(piece for piece in whole if not any(_surpasses(more, piece) for more in whole))


def _surpasses(more: Piece, piece: Piece) -> bool:
    return (
        more.kind is piece.kind
        and more != piece
        and more.bound >= piece.bound
        and more.identity >= piece.identity
        and more.resistant >= piece.resistant
    )


def shortest_way(
    available: Iterable[Piece], *, begins: Collection[EvidenceKind]
) -> tuple[Piece, ...]:
    """The fewest of these pieces that reach the level of all, earlier kinds first.

    The first is of a kind that a sign-in `begins` with; empty where none is.
    """
    order = {kind: place for place, kind in enumerate(EvidenceKind)}
    pieces = sorted(
        best_of(available), key=lambda piece: (piece.kind not in begins, order[piece.kind])
    )
    goal = level_of_pieces(pieces)
    sizes = range(len(pieces) + 1)
    ways = (way for size in sizes for way in itertools.combinations(pieces, size))
    enough = (way for way in ways if level_of_pieces(way) >= goal)
    return next((way for way in enough if not kinds_in(way).isdisjoint(begins)), ())


def reachable(available: Iterable[Piece]) -> Level:
    """The highest level these pieces could reach together: more evidence never lowers one."""
    return level_of_pieces(best_of(available))

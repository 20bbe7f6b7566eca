"""A piece of evidence: its kind, and the level at which its credential is bound.

By the kind alone, a stolen password could enrol a code app, and both together a telephone. So a
piece carries the level at which its credential is bound, and counts towards no higher one.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from idp.assurance.kinds import (
    EVIDENCE_RULES,
    TAKES_BIOMETRIC_DATA,
    Categories,
    Category,
    EvidenceKind,
)
from idp.kernel.ids import Id

LEAST: Final = 1
"""The bound of every credential that a person can add at all."""
UTMOST: Final = 4
_LIFTED_FROM: Final = 2
_LIFTED_TO: Final = 3
_BODY_OF_THE_PERSON: Final = 3
"""From this level on a biometric counts only when it was bound to the person's identity."""
_BODY: Final = frozenset({Category.BIOMETRIC})


class Piece(NamedTuple):
    """One piece of evidence, without the credential's id: equal pieces count the same.

    `bound`: 1 to 4, at the time it was shown. `identity`: bound to the identified person, not only
    to the person who enrolled it. `resistant`: bound in a phishing-resistant ceremony.
    """

    kind: EvidenceKind
    bound: int
    identity: bool = False
    resistant: bool = False


Pieces = frozenset[Piece]


class ShownPiece(NamedTuple):
    """A piece with the id of its credential, or of the comparison."""

    piece: Piece
    credential_id: Id


def compared(kind: EvidenceKind) -> Piece:
    """A biometric compared with the State's record of the person."""
    return Piece(kind, UTMOST, identity=kind in TAKES_BIOMETRIC_DATA)


def at_best(kinds: Iterable[EvidenceKind]) -> Pieces:
    """These kinds with the best possible binding: what an unknown person could show."""
    return _at_best(frozenset(kinds))


@lru_cache(maxsize=256)
def _at_best(kinds: frozenset[EvidenceKind]) -> Pieces:
    return frozenset(
        Piece(
            kind,
            UTMOST,
            identity=kind in OF_THE_PERSON,
            resistant=EVIDENCE_RULES[kind].resists_phishing,
        )
        for kind in kinds
    )


OF_THE_PERSON: Final = TAKES_BIOMETRIC_DATA | {EvidenceKind.APP_KEY_IDENTITY_BOUND}
"""Kinds that are biometric and compared with a record of the person."""


def kinds_in(pieces: Iterable[Piece]) -> frozenset[EvidenceKind]:
    """The kinds of these pieces, whatever their binding."""
    return frozenset(piece.kind for piece in pieces)


def counted(pieces: Collection[Piece], level: int) -> tuple[tuple[Categories, ...], ...]:
    """The alternatives of each piece, as far as they count towards this level (Q11, Q12).

    A biometric compared with the State's record says that the person is there, so beside it what is
    bound at 2 counts towards level 3, and beside their identity card towards level 4 (D20.1c).
    """
    lifted = _lift(pieces)
    chosen = [piece for piece in pieces if _reaches(piece, level, lifted)]
    seen = any(EVIDENCE_RULES[piece.kind].device for piece in chosen)
    return tuple(
        _serving(piece, level)
        for piece in chosen
        if seen or not EVIDENCE_RULES[piece.kind].beside_device
    )


def _lift(pieces: Collection[Piece]) -> int:
    """The level to which the person's presence lifts credentials bound at 2 or more; 0 for none."""
    if not any(piece.kind in TAKES_BIOMETRIC_DATA and piece.identity for piece in pieces):
        return 0
    return UTMOST if holds_card(pieces) else _LIFTED_TO


def holds_card(pieces: Iterable[Piece]) -> bool:
    """Whether the person's identity card is among the pieces."""
    return any(piece.kind is EvidenceKind.CHIP_CARD and piece.bound >= UTMOST for piece in pieces)


def _reaches(piece: Piece, level: int, lifted: int) -> bool:
    bound = max(piece.bound, lifted) if piece.bound >= _LIFTED_FROM else piece.bound
    return min(EVIDENCE_RULES[piece.kind].part_of, bound) >= level


def _serving(piece: Piece, level: int) -> tuple[Categories, ...]:
    alternatives = EVIDENCE_RULES[piece.kind].alternatives
    if level < _BODY_OF_THE_PERSON or piece.identity:
        return alternatives
    return tuple(alternative - _BODY for alternative in alternatives)


Words = tuple[str, str, int, bool, bool]


def to_words(shown: ShownPiece) -> Words:
    """A shown piece as JSON: kind, credential, bound, identity, resistant."""
    piece = shown.piece
    return piece.kind.value, shown.credential_id, piece.bound, piece.identity, piece.resistant


def from_words(words: Sequence[Any]) -> ShownPiece:
    """The shown piece that `to_words` wrote."""
    kind, credential_id, bound, identity, resistant = words
    return ShownPiece(Piece(EvidenceKind(kind), bound, identity, resistant), credential_id)

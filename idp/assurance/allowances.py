"""Allowances: the evidence that counts at one relying party.

An allowance only restricts: other evidence does not count there at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from idp.assurance.kinds import EVIDENCE_RULES, Category, EvidenceKind
from idp.assurance.levels import Level, level_of_pieces, reachable
from idp.assurance.pieces import Piece, Pieces

EVERY_KIND: Final = frozenset(EvidenceKind)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`kinds[level]` may count towards that level; a higher level never allows more.

    `among`: kinds of which one must be part of it, of a credential bound in a phishing-resistant
    ceremony; None without this restriction.
    """

    kinds: tuple[frozenset[EvidenceKind], ...] = (EVERY_KIND,) * len(Level)
    among: frozenset[EvidenceKind] | None = None

    def towards(self, level: Level) -> frozenset[EvidenceKind]:
        """The kinds of evidence that may count towards this level."""
        return self.kinds[level]

    def essential(self, level: Level) -> frozenset[EvidenceKind]:
        """The kinds of which one is required towards this level."""
        allowed = self.towards(level)
        return allowed if self.among is None else allowed & self.among

    def counting(self, pieces: Iterable[Piece], level: Level) -> Pieces:
        """The pieces that count towards this level."""
        allowed = self.towards(level)
        return frozenset(
            piece
            for piece in pieces
            if piece.kind in allowed
            and (self.among is None or piece.resistant or not _is_a_thing(piece.kind))
        )

    def carried(self, pieces: Iterable[Piece], level: Level) -> bool:
        """Whether one of these pieces is of a required kind."""
        essential = self.essential(level)
        return any(piece.kind in essential for piece in self.counting(pieces, level))


EVERYTHING: Final = Allowance()


def level_counted(pieces: Iterable[Piece], allowance: Allowance) -> Level:
    """The highest level that the allowed pieces reach."""
    if allowance is EVERYTHING:  # the usual case, and called several times at each step
        return level_of_pieces(pieces)
    proven = frozenset(pieces)
    return max(level for level in Level if not level or _holds(proven, level, allowance))


def _holds(proven: Pieces, level: Level, allowance: Allowance) -> bool:
    counting = allowance.counting(proven, level)
    return allowance.carried(counting, level) and level_of_pieces(counting) >= level


def reachable_within(available: Iterable[Piece], allowance: Allowance) -> Level:
    """The highest level these pieces could reach together under this allowance."""
    if allowance is EVERYTHING:
        return reachable(available)
    return level_counted(available, allowance)


def needs_biometric(kind: EvidenceKind) -> bool:
    """Whether it always proves a biometric; a device that takes a code as well does not."""
    return all(Category.BIOMETRIC in each for each in EVIDENCE_RULES[kind].alternatives)


WITHOUT_BIOMETRICS: Final[dict[EvidenceKind, EvidenceKind]] = {
    EvidenceKind.PASSKEY_BIOMETRIC: EvidenceKind.PASSKEY_PRESENT,
    EvidenceKind.APP_KEY_BIOMETRIC: EvidenceKind.APP_KEY,
    EvidenceKind.APP_KEY_IDENTITY_BOUND: EvidenceKind.APP_KEY,
}
"""Kinds that need a biometric -> the kind that is left without it."""


def without_biometrics(pieces: Iterable[Piece]) -> Pieces:
    """Evidence with biometric factors removed; a face alone leaves nothing."""
    return frozenset(
        piece._replace(kind=WITHOUT_BIOMETRICS.get(piece.kind, piece.kind), identity=False)
        for piece in pieces
        if piece.kind in WITHOUT_BIOMETRICS or not needs_biometric(piece.kind)
    )


def kinds_without_biometrics(kinds: frozenset[EvidenceKind]) -> frozenset[EvidenceKind]:
    """These kinds without biometrics, for a relying party that wants none (X16.2)."""
    return frozenset(kind for kind in kinds if not needs_biometric(kind))


def resisting_phishing(kinds: frozenset[EvidenceKind]) -> frozenset[EvidenceKind]:
    """These kinds without possession factors that do not resist phishing."""
    return frozenset(kind for kind in kinds if _bound(kind) or not _is_a_thing(kind))


PHISHING_RESISTANT: Final = frozenset(
    kind for kind in EvidenceKind if EVIDENCE_RULES[kind].resists_phishing
)
"""At least one of these must be part of such a sign-in: a phished password alone then fails."""


def _bound(kind: EvidenceKind) -> bool:
    return EVIDENCE_RULES[kind].resists_phishing


def _is_a_thing(kind: EvidenceKind) -> bool:
    """A possession factor, or nothing: neither knowledge nor a biometric."""
    categories = frozenset[Category]().union(*EVIDENCE_RULES[kind].alternatives)
    return Category.POSSESSION in categories or not categories

"""Which evidence counts at one relying party: some kinds from some level on, or beside another.

An allowance only ever takes away: what is not allowed is no evidence there, whatever it proved.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from idp.assurance.kinds import RULES, Category, EvidenceKind
from idp.assurance.levels import Level, level_of_kinds, reachable

EVERY_KIND: Final = frozenset(EvidenceKind)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`kinds[level]` may count towards that level; a higher level never allows more.

    `among`: kinds of which one must be part of it for anything to count; None for no such wish.
    """

    kinds: tuple[frozenset[EvidenceKind], ...] = (EVERY_KIND,) * len(Level)
    among: frozenset[EvidenceKind] | None = None

    def towards(self, level: Level) -> frozenset[EvidenceKind]:
        """What may be part of this level."""
        return self.kinds[level]

    def essential(self, level: Level) -> frozenset[EvidenceKind]:
        """The kinds without any of which nothing is worth anything towards this level."""
        allowed = self.towards(level)
        return allowed if self.among is None else allowed & self.among


EVERYTHING: Final = Allowance()


def level_counted(kinds: Collection[EvidenceKind], allowance: Allowance) -> Level:
    """The highest level that what is allowed towards it reaches."""
    proven = frozenset(kinds)
    if allowance is EVERYTHING:  # nearly always, and asked several times at each step
        return level_of_kinds(proven)
    return max(level for level in Level if not level or _holds(proven, level, allowance))


def _holds(proven: frozenset[EvidenceKind], level: Level, allowance: Allowance) -> bool:
    carried = not proven.isdisjoint(allowance.essential(level))
    return carried and level_of_kinds(proven & allowance.towards(level)) >= level


def reachable_within(available: Collection[EvidenceKind], allowance: Allowance) -> Level:
    """The highest level these kinds could reach together where only so much is allowed."""
    kinds = frozenset(available)
    if allowance is EVERYTHING:
        return reachable(kinds)
    return max(
        level
        for level in Level
        if not level
        or (
            not kinds.isdisjoint(allowance.essential(level))
            and reachable(kinds & allowance.towards(level)) >= level
        )
    )


def needs_biometric(kind: EvidenceKind) -> bool:
    """Whether nobody proves it without their body; a device that takes a code as well is free."""
    return all(Category.BIOMETRIC in each for each in RULES[kind].alternatives)


BODILESS: Final[dict[EvidenceKind, EvidenceKind]] = {
    EvidenceKind.PASSKEY_BIOMETRIC: EvidenceKind.PASSKEY_PRESENT,
    EvidenceKind.APP_KEY_BIOMETRIC: EvidenceKind.APP_KEY,
    EvidenceKind.APP_KEY_ANCHORED: EvidenceKind.APP_KEY,
}
"""What is left of a kind that needs a biometric, once the biometric counts for nothing."""


def bodiless(kinds: Collection[EvidenceKind]) -> frozenset[EvidenceKind]:
    """The same evidence with every body left out: of a face alone nothing is left."""
    free = frozenset(kind for kind in kinds if not needs_biometric(kind))
    return free | {BODILESS[kind] for kind in kinds if kind in BODILESS}


def without_biometrics(kinds: frozenset[EvidenceKind]) -> frozenset[EvidenceKind]:
    """What is left for a relying party that wants no biometrics (X16.2)."""
    return frozenset(kind for kind in kinds if not needs_biometric(kind))


def resisting_phishing(kinds: frozenset[EvidenceKind]) -> frozenset[EvidenceKind]:
    """What is left where a false site must gain nothing: of the things one has, only bound ones."""
    return frozenset(kind for kind in kinds if _bound(kind) or not _is_a_thing(kind))


PHISHING_RESISTANT: Final = frozenset(kind for kind in EvidenceKind if RULES[kind].resists_phishing)
"""What must be part of such a sign-in: a password got out of somebody is then worth nothing."""


def _bound(kind: EvidenceKind) -> bool:
    return RULES[kind].resists_phishing


def _is_a_thing(kind: EvidenceKind) -> bool:
    """Something one has, or nothing at all: neither knowledge nor the body."""
    categories = frozenset[Category]().union(*RULES[kind].alternatives)
    return Category.POSSESSION in categories or not categories

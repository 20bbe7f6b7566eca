"""The level in tokens: values of `acr` and `amr`."""

from collections.abc import Collection

from idp.assurance.kinds import EVIDENCE_RULES, EvidenceKind
from idp.assurance.levels import Level

NAMED = (Level.ONE, Level.TWO, Level.THREE, Level.FOUR)


def acr(issuer: str, level: Level) -> str:
    """The `acr` value of a level, a URI under the issuer."""
    return f"{issuer}/loa/{int(level)}"


def level_from_acr(issuer: str, value: object) -> Level | None:
    """The level an `acr` value names, None for a value that is not ours."""
    return next((level for level in NAMED if value == acr(issuer, level)), None)


def amr_of(kinds: Collection[EvidenceKind], level: Level) -> tuple[str, ...]:
    """The RFC 8176 methods that were proven, with `mfa` from level 2 on."""
    values = {value for kind in kinds for value in EVIDENCE_RULES[kind].amr}
    if level >= Level.TWO:
        values.add("mfa")
    return tuple(sorted(values))

"""The levels page, and the same as JSON, from the rules of `assurance` (D20.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response, jsonify

from idp.assurance.acr import NAMED, acr
from idp.assurance.kinds import EVIDENCE_RULES, Categories, Category, EvidenceKind, EvidenceRule
from idp.assurance.levels import Level, level_of_pieces
from idp.assurance.pieces import at_best
from idp.assurance.vectors import VECTORS, Vector, biometric_in, table
from idp.web.current import settings
from idp.web.pages.labels import CATEGORIES, EVIDENCE, LEVELS, N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render

PLAINLY: Final[Mapping[Level, str]] = {
    Level.ONE: N_("One thing shows that it is you, for example your password."),
    Level.TWO: N_(
        "Two things of different kinds show it, for example your password and a code from your "
        "phone, or a passkey that asks for your screen lock."
    ),
    Level.THREE: N_(
        "Two kinds show it, and one of them is your face or your fingerprint, for example in the "
        "identification application on your phone."
    ),
    Level.FOUR: N_(
        "All three kinds show it in one sign-in: something you know, something you have, and your "
        "face or your fingerprint."
    ),
}


@dataclass(frozen=True, slots=True)
class LevelListing:
    """`plainly`: a message id for people; `acr` is the value for relying parties."""

    level: int
    name: str
    plainly: str
    acr: str


@dataclass(frozen=True, slots=True)
class EvidenceListing:
    """`alternatives`: the category sets it may have proven; with several, the weakest counts.

    The rest are its limits, as in `idp.assurance.kinds.EvidenceRule`; `level_alone` is the best
    there is.
    """

    name: str
    evidence: str
    alternatives: tuple[tuple[str, ...], ...]
    level_alone: int
    part_of: int
    biometric_in: int
    beside_device: bool


@dataclass(frozen=True, slots=True)
class VectorListing:
    """`evidence`: the name of each piece, and the bound of its credential."""

    evidence: tuple[tuple[str, int], ...]
    level: int


@dataclass(frozen=True, slots=True)
class LevelsPage:
    levels: tuple[LevelListing, ...]
    evidence: tuple[EvidenceListing, ...]
    vectors: tuple[VectorListing, ...]


def levels() -> Response:
    """GET /public/levels."""
    issuer = settings().issuer
    view = LevelsPage(
        levels=tuple(
            LevelListing(int(each), LEVELS[each], PLAINLY[each], acr(issuer, each))
            for each in NAMED
        ),
        evidence=tuple(_row(kind, rule) for kind, rule in EVIDENCE_RULES.items()),
        vectors=tuple(
            VectorListing(
                tuple((EVIDENCE[piece.kind], piece.bound) for piece in each.pieces),
                int(each.level),
            )
            for each in VECTORS
        ),
    )
    return render("public/levels", view, lang=negotiate_language())


def levels_as_data() -> Response:
    """GET /public/levels.json: `levels` by `acr`, the `table`, and test `vectors`."""
    issuer = settings().issuer
    return jsonify(
        levels={acr(issuer, each): int(each) for each in NAMED},
        table=table(),
        vectors=list(map(_as_data, VECTORS)),
    )


def _as_data(vector: Vector) -> dict[str, object]:
    """`bound` and `identity` are beside the kind they belong to."""
    return {
        "evidence": list(vector.kinds),
        "bound": [piece.bound for piece in vector.pieces],
        "identity": [piece.identity for piece in vector.pieces],
        "level": int(vector.level),
    }


def _row(kind: EvidenceKind, rule: EvidenceRule) -> EvidenceListing:
    return EvidenceListing(
        name=EVIDENCE[kind],
        evidence=kind.value,
        alternatives=tuple(map(_category_names, rule.alternatives)),
        level_alone=int(level_of_pieces(at_best((kind,)))),
        part_of=rule.part_of,
        biometric_in=biometric_in(kind),
        beside_device=rule.beside_device,
    )


def _category_names(proven: Categories) -> tuple[str, ...]:
    return tuple(CATEGORIES[each] for each in Category if each in proven)

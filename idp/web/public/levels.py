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
from idp.kernel.accounts_mode import AccountsMode
from idp.web.current import settings
from idp.web.pages.labels import CATEGORIES, EVIDENCE, LEVELS, N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render


@dataclass(frozen=True, slots=True)
class Way:
    """What a person shows in one sign-in, as a message id; its level is computed, never written."""

    words: str
    kinds: tuple[EvidenceKind, ...]


WAYS: Final = (
    Way(N_("Your password"), (EvidenceKind.PASSWORD,)),
    Way(N_("A recovery code from your sheet"), (EvidenceKind.RECOVERY_CODE,)),
    Way(
        N_("Password + code from your phone"),
        (EvidenceKind.PASSWORD, EvidenceKind.TOTP),
    ),
    Way(N_("A passkey that asks for your screen lock"), (EvidenceKind.PASSKEY_VERIFIED,)),
    Way(N_("The identification application on your phone"), (EvidenceKind.APP_KEY_BIOMETRIC,)),
    Way(
        N_("Identity card + your face before the camera"),
        (EvidenceKind.CHIP_CARD, EvidenceKind.FACE_ON_PAGE),
    ),
    Way(
        N_("The application with your finger, once it is bound to you (counter, or card and face)"),
        (EvidenceKind.APP_KEY_IDENTITY_BOUND,),
    ),
    Way(
        N_("Password + identity card + your face before the camera"),
        (EvidenceKind.PASSWORD, EvidenceKind.CHIP_CARD, EvidenceKind.FACE_ON_PAGE),
    ),
    Way(
        N_("Password + that application with your finger"),
        (EvidenceKind.PASSWORD, EvidenceKind.APP_KEY_IDENTITY_BOUND),
    ),
)
"""The usual ways, of which each has the level of its evidence at best."""

OPENS: Final[Mapping[Level, str]] = {
    Level.ONE: N_("Services that ask for no more, and the pages of your own account."),
    Level.TWO: N_("For example your files at a service, or an application to it."),
    Level.THREE: N_("For example what is done in your name and binds you."),
    Level.FOUR: N_("The few services that must be as sure as they can be."),
}
REACHED: Final[Mapping[Level, str]] = {
    Level.ONE: N_("You have it as soon as your account is active."),
    Level.TWO: N_(
        "If your account has a second way already, show both. If it has a password alone, begin "
        "with your identity card, as for level 3: what you add with the password alone counts for "
        "no more than the password."
    ),
    Level.THREE: N_(
        "Add your identity card under “Ways to sign in”, or have the application bound to you at a "
        "counter. What is new may have to wait some days before it counts."
    ),
    Level.FOUR: N_(
        "As for level 3, and show your password or PIN too. “Ways to sign in” says up to which "
        "level each of them counts."
    ),
}
REACHED_OF_OWN: Final[Mapping[Level, str]] = {
    **REACHED,
    Level.TWO: N_(
        "An account that you made yourself stays at level 1, whatever you add: nobody examined who "
        "you are. If this operator gave you the account and it has a second way, show both."
    ),
    Level.THREE: N_(
        "Not with an account that you made yourself. If this operator gave you the account under "
        "your personal number, add your identity card, where “Ways to sign in” offers it."
    ),
}
"""Where the accounts are an operator's own (Art. 9(4)): no register stands behind those that people
made, so no card and no counter can bind anything to their person."""


@dataclass(frozen=True, slots=True)
class LevelListing:
    """`shown`, `opens` and `reached` are message ids; `acr` is the value for relying parties."""

    level: int
    name: str
    shown: tuple[str, ...]
    opens: str
    reached: str
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
    own = settings().accounts_mode is AccountsMode.SELF_CREATED
    reached = REACHED_OF_OWN if own else REACHED
    view = LevelsPage(
        levels=tuple(
            LevelListing(
                int(each), LEVELS[each], _ways(each), OPENS[each], reached[each], acr(issuer, each)
            )
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


def _ways(level: Level) -> tuple[str, ...]:
    return tuple(way.words for way in WAYS if level_of_pieces(at_best(way.kinds)) == level)


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

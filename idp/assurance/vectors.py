"""The decision table as data, with test vectors (D20.2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from idp.assurance.kinds import EVIDENCE_RULES, Category, EvidenceKind
from idp.assurance.levels import Level, level_of_pieces
from idp.assurance.pieces import OF_THE_PERSON, Piece, at_best


@dataclass(frozen=True, slots=True)
class Vector:
    """Verified pieces of one transaction and the level they must give."""

    pieces: tuple[Piece, ...]
    level: Level

    @property
    def kinds(self) -> tuple[EvidenceKind, ...]:
        return tuple(piece.kind for piece in self.pieces)


def _best(kinds: Iterable[EvidenceKind], level: Level) -> Vector:
    """Each with the best binding."""
    return Vector(tuple(piece for kind in kinds for piece in at_best((kind,))), level)


def _bound(level: Level, *bounds: tuple[EvidenceKind, int]) -> Vector:
    return Vector(
        tuple(Piece(kind, bound, identity=kind in OF_THE_PERSON) for kind, bound in bounds), level
    )


_E = EvidenceKind
VECTORS: tuple[Vector, ...] = (
    _best((), Level.NONE),
    _best((_E.PASSWORD,), Level.ONE),
    _best((_E.TOTP,), Level.ONE),
    _best((_E.PASSKEY_PRESENT,), Level.ONE),
    _best((_E.RECOVERY_CODE,), Level.ONE),
    _best((_E.PASSWORD, _E.PIN), Level.ONE),
    _best((_E.TOTP, _E.PASSKEY_PRESENT), Level.ONE),
    _best((_E.PASSWORD, _E.RECOVERY_CODE), Level.ONE),
    _best((_E.TOTP, _E.RECOVERY_CODE), Level.ONE),
    _best((_E.PASSWORD, _E.TOTP), Level.TWO),
    _best((_E.PASSWORD, _E.PASSKEY_PRESENT), Level.TWO),
    _best((_E.PASSKEY_VERIFIED,), Level.TWO),
    _best((_E.PASSKEY_VERIFIED, _E.PASSWORD), Level.TWO),
    _best((_E.PASSKEY_VERIFIED, _E.TOTP), Level.TWO),
    _best((_E.FACE,), Level.NONE),
    _best((_E.FACE, _E.FINGERPRINT), Level.NONE),
    _best((_E.FACE, _E.PASSWORD), Level.THREE),
    _best((_E.FINGERPRINT, _E.PASSKEY_PRESENT), Level.THREE),
    _best((_E.CHIP_CARD, _E.FACE), Level.THREE),
    _best((_E.FACE_ON_PAGE,), Level.NONE),
    _best((_E.FACE_ON_PAGE, _E.PASSWORD), Level.ONE),
    _best((_E.FACE_ON_PAGE, _E.PASSWORD, _E.TOTP), Level.TWO),
    _best((_E.FACE_ON_PAGE, _E.PASSKEY_PRESENT), Level.THREE),
    _best((_E.FACE_ON_PAGE, _E.CHIP_CARD), Level.THREE),
    _best((_E.FACE_ON_PAGE, _E.CHIP_CARD, _E.PIN), Level.FOUR),
    _best((_E.PASSWORD, _E.SMS_CODE), Level.TWO),
    _best((_E.PASSWORD, _E.SMS_CODE, _E.FACE), Level.THREE),
    _best((_E.APP_KEY,), Level.ONE),
    _best((_E.APP_KEY_VERIFIED,), Level.TWO),
    _best((_E.APP_KEY_VERIFIED, _E.PASSWORD), Level.TWO),
    _best((_E.APP_KEY_CROSS_DEVICE,), Level.TWO),
    _best((_E.APP_KEY_CROSS_DEVICE, _E.PASSWORD), Level.TWO),
    _best((_E.APP_KEY_CROSS_DEVICE, _E.PASSWORD, _E.FACE_ON_PAGE), Level.TWO),
    _best((_E.CHIP_CARD_CROSS_DEVICE,), Level.ONE),
    _best((_E.CHIP_CARD_CROSS_DEVICE, _E.PASSWORD), Level.TWO),
    _best((_E.CHIP_CARD_CROSS_DEVICE, _E.PASSWORD, _E.FACE_ON_PAGE), Level.TWO),
    _best((_E.APP_KEY_BIOMETRIC,), Level.TWO),
    _best((_E.APP_KEY_BIOMETRIC, _E.PASSWORD), Level.TWO),
    _best((_E.APP_KEY_BIOMETRIC, _E.PASSWORD, _E.FACE_ON_PAGE), Level.FOUR),
    _best((_E.APP_KEY_IDENTITY_BOUND,), Level.THREE),
    _best((_E.APP_KEY_IDENTITY_BOUND, _E.PASSWORD), Level.FOUR),
    _best((_E.APP_KEY_IDENTITY_BOUND, _E.PIN), Level.FOUR),
    _best((_E.APP_KEY_IDENTITY_BOUND, _E.TOTP), Level.THREE),
    _best((_E.PASSKEY_BIOMETRIC,), Level.TWO),
    _best((_E.PASSKEY_BIOMETRIC, _E.PASSWORD), Level.TWO),
    _best((_E.PASSKEY_BIOMETRIC, _E.PASSWORD, _E.FACE_ON_PAGE), Level.FOUR),
    _best((_E.PASSWORD, _E.PASSKEY_PRESENT, _E.FACE), Level.FOUR),
    _best((_E.PASSWORD, _E.TOTP, _E.VOICE), Level.FOUR),
    _best((_E.CHIP_CARD, _E.PIN, _E.FACE), Level.FOUR),
    _best((_E.PASSKEY_VERIFIED, _E.PASSWORD, _E.FACE), Level.FOUR),
    # -- the binding limits the level
    _bound(Level.ONE, (_E.PASSWORD, 2), (_E.TOTP, 1)),
    _bound(Level.ONE, (_E.PASSWORD, 1), (_E.TOTP, 2)),
    _bound(Level.TWO, (_E.PASSWORD, 2), (_E.TOTP, 2)),
    _bound(Level.TWO, (_E.PASSWORD, 2), (_E.APP_KEY_BIOMETRIC, 2)),
    _bound(Level.ONE, (_E.PASSKEY_VERIFIED, 1)),
    _bound(Level.ONE, (_E.PASSWORD, 2), (_E.APP_KEY_BIOMETRIC, 1)),
    _bound(Level.ONE, (_E.PASSWORD, 4), (_E.PIN, 4), (_E.RECOVERY_CODE, 4)),
    _bound(Level.TWO, (_E.PASSWORD, 2), (_E.CHIP_CARD, 4)),
    _bound(Level.THREE, (_E.PASSWORD, 2), (_E.APP_KEY_IDENTITY_BOUND, 4)),
    _bound(Level.THREE, (_E.PASSWORD, 3), (_E.APP_KEY_IDENTITY_BOUND, 3)),
    # -- a face compared with the State's record, alone and with the identity card
    _bound(Level.TWO, (_E.FACE_ON_PAGE, 4), (_E.CHIP_CARD_CROSS_DEVICE, 4), (_E.PASSWORD, 2)),
    _bound(Level.ONE, (_E.FACE, 4), (_E.PASSWORD, 1)),
    _bound(Level.THREE, (_E.FACE, 4), (_E.PASSWORD, 2)),
    _bound(Level.ONE, (_E.FACE_ON_PAGE, 4), (_E.PASSKEY_PRESENT, 1)),
    _bound(Level.THREE, (_E.FACE_ON_PAGE, 4), (_E.PASSKEY_PRESENT, 2), (_E.PASSWORD, 2)),
    _bound(Level.THREE, (_E.FACE_ON_PAGE, 4), (_E.CHIP_CARD, 4), (_E.PASSWORD, 1)),
    _bound(Level.FOUR, (_E.FACE_ON_PAGE, 4), (_E.CHIP_CARD, 4), (_E.PASSWORD, 2)),
)


def table() -> list[dict[str, object]]:
    """One JSON-ready row per kind of evidence; `level_alone` is for the best binding."""
    return [
        {
            "evidence": kind.value,
            "means": rule.means.value,
            "alternatives": [sorted(alternative) for alternative in rule.alternatives],
            "amr": list(rule.amr),
            "part_of": rule.part_of,
            "biometric_in": biometric_in(kind),
            "beside_device": rule.beside_device,
            "level_alone": int(level_of_pieces(at_best((kind,)))),
        }
        for kind, rule in EVIDENCE_RULES.items()
    ]


def biometric_in(kind: EvidenceKind) -> int:
    """The highest level a kind's biometric counts for; 4 for a kind without one."""
    body = any(Category.BIOMETRIC in each for each in EVIDENCE_RULES[kind].alternatives)
    return 2 if body and kind not in OF_THE_PERSON else 4

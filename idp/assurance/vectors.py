"""The decision table as data, with worked examples anybody can test against (D20.2)."""

from dataclasses import dataclass

from idp.assurance.kinds import RULES, EvidenceKind
from idp.assurance.levels import Level, level_of_kinds


@dataclass(frozen=True, slots=True)
class Vector:
    """Verified kinds of one transaction and the level they must give."""

    kinds: tuple[EvidenceKind, ...]
    level: Level


_E = EvidenceKind
VECTORS: tuple[Vector, ...] = (
    Vector((), Level.NONE),
    Vector((_E.PASSWORD,), Level.ONE),
    Vector((_E.TOTP,), Level.ONE),
    Vector((_E.PASSKEY_PRESENT,), Level.ONE),
    Vector((_E.RECOVERY_CODE,), Level.ONE),
    Vector((_E.PASSWORD, _E.PIN), Level.ONE),
    Vector((_E.TOTP, _E.PASSKEY_PRESENT), Level.ONE),
    Vector((_E.PASSWORD, _E.RECOVERY_CODE), Level.ONE),
    Vector((_E.TOTP, _E.RECOVERY_CODE), Level.ONE),
    Vector((_E.PASSWORD, _E.TOTP), Level.TWO),
    Vector((_E.PASSWORD, _E.PASSKEY_PRESENT), Level.TWO),
    Vector((_E.PASSKEY_VERIFIED,), Level.TWO),
    Vector((_E.PASSKEY_VERIFIED, _E.PASSWORD), Level.TWO),
    Vector((_E.PASSKEY_VERIFIED, _E.TOTP), Level.TWO),
    Vector((_E.FACE,), Level.NONE),
    Vector((_E.FACE, _E.FINGERPRINT), Level.NONE),
    Vector((_E.FACE, _E.PASSWORD), Level.THREE),
    Vector((_E.FINGERPRINT, _E.PASSKEY_PRESENT), Level.THREE),
    Vector((_E.CHIP_CARD, _E.FACE), Level.THREE),
    Vector((_E.FACE_ON_PAGE,), Level.NONE),
    Vector((_E.FACE_ON_PAGE, _E.PASSWORD), Level.ONE),
    Vector((_E.FACE_ON_PAGE, _E.PASSWORD, _E.TOTP), Level.TWO),
    Vector((_E.FACE_ON_PAGE, _E.PASSKEY_PRESENT), Level.THREE),
    Vector((_E.FACE_ON_PAGE, _E.CHIP_CARD), Level.THREE),
    Vector((_E.FACE_ON_PAGE, _E.CHIP_CARD, _E.PIN), Level.FOUR),
    Vector((_E.PASSWORD, _E.SMS_CODE), Level.TWO),
    Vector((_E.PASSWORD, _E.SMS_CODE, _E.FACE), Level.THREE),
    Vector((_E.APP_KEY,), Level.ONE),
    Vector((_E.APP_KEY_VERIFIED,), Level.TWO),
    Vector((_E.APP_KEY_VERIFIED, _E.PASSWORD), Level.TWO),
    Vector((_E.APP_KEY_ELSEWHERE,), Level.TWO),
    Vector((_E.APP_KEY_ELSEWHERE, _E.PASSWORD), Level.TWO),
    Vector((_E.APP_KEY_ELSEWHERE, _E.PASSWORD, _E.FACE_ON_PAGE), Level.TWO),
    Vector((_E.APP_KEY_BIOMETRIC,), Level.THREE),
    Vector((_E.APP_KEY_BIOMETRIC, _E.PASSWORD), Level.THREE),
    Vector((_E.APP_KEY_BIOMETRIC, _E.PASSWORD, _E.FACE_ON_PAGE), Level.FOUR),
    Vector((_E.APP_KEY_ANCHORED,), Level.THREE),
    Vector((_E.APP_KEY_ANCHORED, _E.PASSWORD), Level.FOUR),
    Vector((_E.APP_KEY_ANCHORED, _E.PIN), Level.FOUR),
    Vector((_E.APP_KEY_ANCHORED, _E.TOTP), Level.THREE),
    Vector((_E.PASSKEY_BIOMETRIC,), Level.THREE),
    Vector((_E.PASSKEY_BIOMETRIC, _E.PASSWORD), Level.THREE),
    Vector((_E.PASSKEY_BIOMETRIC, _E.PASSWORD, _E.FACE_ON_PAGE), Level.FOUR),
    Vector((_E.PASSWORD, _E.PASSKEY_PRESENT, _E.FACE), Level.FOUR),
    Vector((_E.PASSWORD, _E.TOTP, _E.VOICE), Level.FOUR),
    Vector((_E.CHIP_CARD, _E.PIN, _E.FACE), Level.FOUR),
    Vector((_E.PASSKEY_VERIFIED, _E.PASSWORD, _E.FACE), Level.FOUR),
)


def table() -> list[dict[str, object]]:
    """One JSON-ready row per kind of evidence: means, alternatives, methods, level alone."""
    return [
        {
            "evidence": kind.value,
            "means": rule.means.value,
            "alternatives": [sorted(alternative) for alternative in rule.alternatives],
            "amr": list(rule.amr),
            "part_of": rule.part_of,
            "biometric_in": rule.biometric_in,
            "beside_device": rule.beside_device,
            "level_alone": int(level_of_kinds((kind,))),
        }
        for kind, rule in RULES.items()
    ]

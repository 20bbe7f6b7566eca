"""What each kind of evidence proves: one row of `EVIDENCE_RULES` each.

A kind of evidence is the result of one ceremony, so one credential can have several: a passkey
shows possession when it was only touched, and possession together with *either* knowledge *or* a
biometric when it verified its user, because the server cannot tell a PIN from a finger (X16.3).
Such a row lists its alternatives and the level engine assumes the weakest.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final


class Category(StrEnum):
    """The three categories of authentication factors (D3.7)."""

    KNOWLEDGE = "knowledge"
    POSSESSION = "possession"
    BIOMETRIC = "biometric"


class Means(StrEnum):
    """Means of authentication in the law's open list that the product supports (D3.8)."""

    PASSWORD = "password"
    PIN = "pin"
    TOTP = "totp"
    SMS_CODE = "sms_code"
    PASSKEY = "passkey"
    APP_KEY = "app_key"
    CHIP_CARD = "chip_card"
    FACE = "face"
    FINGERPRINT = "fingerprint"
    VOICE = "voice"
    IRIS = "iris"
    PRINTED_QR = "printed_qr"
    RECOVERY_CODE = "recovery_code"


class EvidenceKind(StrEnum):
    """The result of one verified ceremony."""

    PASSWORD = "password"
    PIN = "pin"
    TOTP = "totp"
    SMS_CODE = "sms_code"
    PASSKEY_PRESENT = "passkey_present"
    PASSKEY_VERIFIED = "passkey_verified"
    PASSKEY_BIOMETRIC = "passkey_biometric"
    APP_KEY = "app_key"
    APP_KEY_VERIFIED = "app_key_verified"
    APP_KEY_BIOMETRIC = "app_key_biometric"
    APP_KEY_IDENTITY_BOUND = "app_key_anchored"
    APP_KEY_CROSS_DEVICE = "app_key_elsewhere"
    CHIP_CARD = "chip_card"
    CHIP_CARD_CROSS_DEVICE = "chip_card_elsewhere"
    FACE = "face"
    FACE_ON_PAGE = "face_on_page"
    FINGERPRINT = "fingerprint"
    VOICE = "voice"
    IRIS = "iris"
    PRINTED_QR = "printed_qr"
    RECOVERY_CODE = "recovery_code"


Categories = frozenset[Category]
_K = frozenset({Category.KNOWLEDGE})
_P = frozenset({Category.POSSESSION})
_B = frozenset({Category.BIOMETRIC})


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Which factor categories one kind of evidence proves, and its limits.

    `alternatives`: the category sets it may have proven; `amr`: RFC 8176 values it adds. `part_of`
    is the highest level it may be part of at all. `device`: a registered device or card has signed
    with its own key; `beside_device`: it counts only together with such evidence in the same
    transaction. `resists_phishing` (NIST SP 800-63B section 5.2.5): it is bound to this transaction
    in this browser and cannot be typed into another.
    """

    means: Means
    alternatives: tuple[Categories, ...]
    amr: tuple[str, ...]
    part_of: int = 4
    device: bool = False
    beside_device: bool = False
    resists_phishing: bool = False


_FROM_AFAR: Final = 2
"""Codes that can be phished by telephone are no part of levels 3 and 4."""


def _device(means: Means, *alternatives: Categories, amr: tuple[str, ...]) -> EvidenceRule:
    return EvidenceRule(means, alternatives, amr, device=True, resists_phishing=True)


EVIDENCE_RULES: dict[EvidenceKind, EvidenceRule] = {
    EvidenceKind.PASSWORD: EvidenceRule(Means.PASSWORD, (_K,), ("pwd",)),
    EvidenceKind.PIN: EvidenceRule(Means.PIN, (_K,), ("pin",)),
    EvidenceKind.TOTP: EvidenceRule(Means.TOTP, (_P,), ("otp",)),
    EvidenceKind.SMS_CODE: EvidenceRule(Means.SMS_CODE, (_P,), ("sms", "otp"), part_of=_FROM_AFAR),
    # `swk`: without a verified attestation it is unknown whether the key lives in hardware.
    EvidenceKind.PASSKEY_PRESENT: _device(Means.PASSKEY, _P, amr=("swk", "user")),
    EvidenceKind.PASSKEY_VERIFIED: _device(Means.PASSKEY, _P | _K, _P | _B, amr=("swk", "user")),
    # The finger was enrolled on the device unobserved: no part of levels 3 and 4 (Q12).
    EvidenceKind.PASSKEY_BIOMETRIC: _device(Means.PASSKEY, _P | _B, amr=("hwk", "user")),
    # `swk`: also for a key whose attestation is not valid any more.
    EvidenceKind.APP_KEY: _device(Means.APP_KEY, _P, amr=("swk",)),
    EvidenceKind.APP_KEY_VERIFIED: _device(Means.APP_KEY, _P | _K, _P | _B, amr=("hwk", "user")),
    EvidenceKind.APP_KEY_BIOMETRIC: _device(Means.APP_KEY, _P | _B, amr=("hwk", "user")),
    # Created before an officer, or in a sign-in that matched the national record, and destroyed
    # when another finger is enrolled: this biometric is the person's own (Q12).
    EvidenceKind.APP_KEY_IDENTITY_BOUND: _device(Means.APP_KEY, _P | _B, amr=("hwk", "user")),
    # Approved on a phone for a browser that may be anywhere, so it may be relayed; typing a number
    # does not protect a person who is talked into it (RFC 10027).
    EvidenceKind.APP_KEY_CROSS_DEVICE: EvidenceRule(
        Means.APP_KEY, (_P | _K, _P | _B), ("hwk", "user"), part_of=_FROM_AFAR
    ),
    EvidenceKind.CHIP_CARD: _device(Means.CHIP_CARD, _P, amr=("sc",)),
    # Read by a phone for a browser that may be anywhere: relayed as easily as such an approval.
    EvidenceKind.CHIP_CARD_CROSS_DEVICE: EvidenceRule(
        Means.CHIP_CARD, (_P,), ("sc",), part_of=_FROM_AFAR
    ),
    # Captured by a registered device; a capture by a page is FACE_ON_PAGE.
    EvidenceKind.FACE: EvidenceRule(Means.FACE, (_B,), ("face",)),
    EvidenceKind.FACE_ON_PAGE: EvidenceRule(Means.FACE, (_B,), ("face",), beside_device=True),
    EvidenceKind.FINGERPRINT: EvidenceRule(Means.FINGERPRINT, (_B,), ("fpt",)),
    EvidenceKind.VOICE: EvidenceRule(Means.VOICE, (_B,), ("vbm",)),
    EvidenceKind.IRIS: EvidenceRule(Means.IRIS, (_B,), ("iris",)),
    # The law's text lists the printed barcode as knowledge (D20.1d); a picture that anybody can
    # copy proves nothing and is not asked for (X16.3).
    EvidenceKind.PRINTED_QR: EvidenceRule(Means.PRINTED_QR, (frozenset(),), ()),
    # A recovery code may be memorised or on paper: at its weakest it is knowledge, so beside a
    # password it raises no level (hostile case A22).
    EvidenceKind.RECOVERY_CODE: EvidenceRule(Means.RECOVERY_CODE, (_K, _P), ("kba",)),
}


TAKES_BIOMETRIC_DATA: Final = frozenset(
    kind for kind, rule in EVIDENCE_RULES.items() if rule.alternatives == (_B,)
)
"""Kinds for which we get a sample; not those with a biometric verified on a device."""


@cache
def kinds_of(means: Means) -> frozenset[EvidenceKind]:
    """The kinds of evidence of a means."""
    return frozenset(kind for kind, rule in EVIDENCE_RULES.items() if rule.means is means)

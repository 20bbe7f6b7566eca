"""What each verified means of authentication proves: one row per kind of evidence.

A kind of evidence is what a ceremony really showed, so one means can have several: a passkey
shows possession when it was only touched, and possession together with *either* knowledge *or*
a biometric when it verified its user, because the server cannot tell a PIN from a finger
(X16.3). Such a row lists its alternatives and the level engine believes the worst.
"""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The three kinds of authentication factor, and there is no fourth (D3.7)."""

    KNOWLEDGE = "knowledge"
    POSSESSION = "possession"
    BIOMETRIC = "biometric"


class Means(StrEnum):
    """Means of authentication of the law's open list that the product has a word for (D3.8)."""

    PASSWORD = "password"  # noqa: S105 - the name of a means, not a secret
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
    """What one verified ceremony showed."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind, not a secret
    PIN = "pin"
    TOTP = "totp"
    SMS_CODE = "sms_code"
    PASSKEY_PRESENT = "passkey_present"
    PASSKEY_VERIFIED = "passkey_verified"
    PASSKEY_BIOMETRIC = "passkey_biometric"
    APP_KEY = "app_key"
    APP_KEY_VERIFIED = "app_key_verified"
    APP_KEY_BIOMETRIC = "app_key_biometric"
    CHIP_CARD = "chip_card"
    FACE = "face"
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
class Rule:
    """`alternatives`: the category sets it may have proven; `amr`: RFC 8176 values it adds."""

    means: Means
    alternatives: tuple[Categories, ...]
    amr: tuple[str, ...]


RULES: dict[EvidenceKind, Rule] = {
    EvidenceKind.PASSWORD: Rule(Means.PASSWORD, (_K,), ("pwd",)),
    EvidenceKind.PIN: Rule(Means.PIN, (_K,), ("pin",)),
    EvidenceKind.TOTP: Rule(Means.TOTP, (_P,), ("otp",)),
    EvidenceKind.SMS_CODE: Rule(Means.SMS_CODE, (_P,), ("sms", "otp")),
    # `swk`: without a verified attestation nobody knows that the key lives in hardware.
    EvidenceKind.PASSKEY_PRESENT: Rule(Means.PASSKEY, (_P,), ("swk", "user")),
    EvidenceKind.PASSKEY_VERIFIED: Rule(Means.PASSKEY, (_P | _K, _P | _B), ("swk", "user")),
    EvidenceKind.PASSKEY_BIOMETRIC: Rule(Means.PASSKEY, (_P | _B,), ("hwk", "user")),
    EvidenceKind.APP_KEY: Rule(Means.APP_KEY, (_P,), ("hwk",)),
    EvidenceKind.APP_KEY_VERIFIED: Rule(Means.APP_KEY, (_P | _K, _P | _B), ("hwk", "user")),
    EvidenceKind.APP_KEY_BIOMETRIC: Rule(Means.APP_KEY, (_P | _B,), ("hwk", "user")),
    EvidenceKind.CHIP_CARD: Rule(Means.CHIP_CARD, (_P,), ("sc",)),
    EvidenceKind.FACE: Rule(Means.FACE, (_B,), ("face",)),
    EvidenceKind.FINGERPRINT: Rule(Means.FINGERPRINT, (_B,), ("fpt",)),
    EvidenceKind.VOICE: Rule(Means.VOICE, (_B,), ("vbm",)),
    EvidenceKind.IRIS: Rule(Means.IRIS, (_B,), ("iris",)),
    # The law's text lists the printed barcode as knowledge; a copyable picture proves nothing,
    # so it counts only while the operator's two-person switch says so (X16.3, D20.1d).
    EvidenceKind.PRINTED_QR: Rule(Means.PRINTED_QR, (frozenset(),), ()),
    # A recovery code may be known by heart or held on paper: in the worst case it is one more
    # thing known, so beside a password it never lifts anything (hostile case A22).
    EvidenceKind.RECOVERY_CODE: Rule(Means.RECOVERY_CODE, (_K, _P), ("kba",)),
}


def kinds_of(means: Means) -> frozenset[EvidenceKind]:
    """Every kind of evidence a means can leave."""
    return frozenset(kind for kind, rule in RULES.items() if rule.means is means)

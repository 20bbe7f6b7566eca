"""For each kind of credential the table of its secret, and how its enrolment is told."""

from typing import Final

from idp.factors.domain import CredentialKind
from idp.factors.tables import (
    APP_KEY,
    CHIP_CARD,
    PASSKEY,
    PASSWORD,
    PIN,
    RECOVERY_CODE,
    TOTP,
)
from idp.history.domain import EventType

ENROLLED: Final = {
    CredentialKind.PASSWORD: EventType.PASSWORD_SET,
    CredentialKind.PIN: EventType.PIN_SET,
    CredentialKind.TOTP: EventType.TOTP_ENROLLED,
    CredentialKind.PASSKEY: EventType.PASSKEY_ENROLLED,
    CredentialKind.APP_KEY: EventType.APP_KEY_ENROLLED,
    CredentialKind.CHIP_CARD: EventType.CHIP_CARD_ENROLLED,
    CredentialKind.RECOVERY_CODES: EventType.RECOVERY_CODES_RENEWED,
}
SECRETS: Final = {
    CredentialKind.PASSWORD: PASSWORD,
    CredentialKind.PIN: PIN,
    CredentialKind.TOTP: TOTP,
    CredentialKind.PASSKEY: PASSKEY,
    CredentialKind.APP_KEY: APP_KEY,
    CredentialKind.CHIP_CARD: CHIP_CARD,
    CredentialKind.RECOVERY_CODES: RECOVERY_CODE,
}

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
from idp.history.domain import Happening

ENROLLED: Final = {
    CredentialKind.PASSWORD: Happening.PASSWORD_SET,
    CredentialKind.PIN: Happening.PIN_SET,
    CredentialKind.TOTP: Happening.TOTP_ENROLLED,
    CredentialKind.PASSKEY: Happening.PASSKEY_ENROLLED,
    CredentialKind.APP_KEY: Happening.APP_KEY_ENROLLED,
    CredentialKind.CHIP_CARD: Happening.CHIP_CARD_ENROLLED,
    CredentialKind.RECOVERY_CODES: Happening.RECOVERY_CODES_RENEWED,
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

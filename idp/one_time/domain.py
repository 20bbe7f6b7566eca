"""A one-time token: kind, audience, person, expiry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from idp.kernel.ids import Id


class OneTimeTokenKind(StrEnum):
    """The kinds of tokens; one is never valid as another."""

    PASSKEY_CHALLENGE = "passkey_challenge"
    PASSKEY_REGISTRATION = "passkey_registration"
    PUSHED_REQUEST = "pushed_request"
    CLIENT_ASSERTION = "client_assertion"
    COUNTER_CODE = "counter_code"
    CARD_CHALLENGE = "card_challenge"
    CARD_REQUEST = "card_request"
    CARD_ANSWER = "card_answer"
    SIGNED_REQUEST = "signed_request"
    TOTP_ENROLMENT = "totp_enrolment"
    APP_KEY_ENROLMENT = "app_key_enrolment"
    APP_KEY_WORD = "app_key_word"
    APP_INSTANCE = "app_instance"
    """A challenge for an installed application whose user has no account yet."""
    BIOMETRIC_CAPTURE = "biometric_capture"
    LOSS_LINK = "loss_link"
    UNDO_LINK = "undo_link"
    PASSWORD_LINK = "password_link"
    PASSWORD_LINK_CODE = "password_link_code"
    CHANGE_MADE = "change_made"
    CONTACT_CODE = "contact_code"
    INSTALLATION_LINK = "installation_link"
    ACTIVATION_STEP = "activation_step"
    """The number of a person was typed on the page of their activation link."""
    SIGN_UP_CODE = "sign_up_code"
    SIGN_UP_LINK = "sign_up_link"
    """Of a message with a code: whoever reads it goes on in a browser of their own."""
    SIGN_UP_STEP = "sign_up_step"
    """A contact was proven on the page of a sign-up, and what was declared since."""
    SIGN_UP_OVER = "sign_up_over"
    """The code or the link of a message was used, or the sign-up ended without an account."""
    LOGOUT_QUESTION = "logout_question"
    RECOVERY_CODES = "recovery_codes"
    """New recovery codes that can still be shown."""
    ANSWER_OF_KEY = "answer_of_key"
    """What a write of the admin API with an idempotency key was answered with."""


@dataclass(frozen=True, slots=True)
class OneTimeToken:
    """An issued token. `audience` is the browser or client that must bring it back."""

    id: Id
    kind: OneTimeTokenKind
    subject_id: Id | None
    transaction_id: Id | None
    audience: str
    content: Mapping[str, Any]
    expires_at: datetime

"""Kinds and channels of notices; the letters stand in `letters`, their words in `words`."""

from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"
    PROVIDER = "provider"
    """A letter to a licensed provider about a person of its clients (D32.3)."""
    LOGOUT = "logout"
    """A logout token to a relying party (OpenID Connect Back-Channel Logout 1.0)."""
    PING = "ping"
    """To a relying party: its person has answered (OpenID CIBA Core 10.2)."""


TRIED_ONCE: Final = frozenset({Channel.PING})
"""What is worth nothing later: whoever was not pinged asks by itself."""


class NoticeKind(StrEnum):
    """What a person is told without having asked."""

    CREDENTIAL_ADDED = "credential_added"
    CREDENTIAL_REMOVED = "credential_removed"
    CREDENTIAL_FLAGGED = "credential_flagged"
    MEANS_STOPPED = "means_stopped"
    MEANS_DISPUTED = "means_disputed"
    KEY_ANCHORED = "key_anchored"
    KEY_RETIRED = "key_retired"
    LOSS_LINK = "loss_link"
    LOSS_REPORTED = "loss_reported"
    LOSS_STOPPED_FOR_NOW = "loss_stopped_for_now"
    LOSS_TAKEN_BACK = "loss_taken_back"
    MEANS_RECOVERED = "means_recovered"
    BIOMETRIC_ATTACK = "biometric_attack"
    BIOMETRIC_STOPPED = "biometric_stopped"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a notice, not a secret
    RECOVERY_CODES_USED = "recovery_codes_used"
    FIRST_SIGN_IN = "first_sign_in"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ACCOUNT_LOCKED = "account_locked"
    GUARDIANSHIP_RECORDED = "guardianship_recorded"
    GUARDIANSHIP_ENDED = "guardianship_ended"
    COUNTER_CANCELLED = "counter_cancelled"


class NoticeState(StrEnum):
    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


__all__ = ["TRIED_ONCE", "Channel", "NoticeKind", "NoticeState"]

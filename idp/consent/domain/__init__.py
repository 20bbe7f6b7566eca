"""Words and rules of the slice: what is asked, what was agreed, and what is covered."""

from idp.consent.domain.asking import (
    AUTHENTICATION,
    LANGUAGE_OF_RECORD,
    OFFLINE_ACCESS,
    TEXT_VERSION,
    Ask,
    Item,
    ask_of,
    claims_by_scope,
    text_digest,
    unapproved,
)
from idp.consent.domain.record import (
    DEFAULT_DAYS,
    DURATIONS,
    Consent,
    days_from,
    missing,
    outside,
)

__all__ = [
    "AUTHENTICATION",
    "DEFAULT_DAYS",
    "DURATIONS",
    "LANGUAGE_OF_RECORD",
    "OFFLINE_ACCESS",
    "TEXT_VERSION",
    "Ask",
    "Consent",
    "Item",
    "ask_of",
    "claims_by_scope",
    "days_from",
    "missing",
    "outside",
    "text_digest",
    "unapproved",
]

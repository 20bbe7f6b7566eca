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
    unapproved,
)
from idp.consent.domain.page import Page, page_of
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
    "Page",
    "ask_of",
    "claims_by_scope",
    "days_from",
    "missing",
    "outside",
    "page_of",
    "unapproved",
]

"""Consent records, requests, pages, and which items a consent covers. Pure."""

from idp.consent.domain.page import ConsentText, page_of
from idp.consent.domain.record import (
    DEFAULT_DAYS,
    DURATIONS,
    Consent,
    days_from,
    missing,
    not_covered,
)
from idp.consent.domain.request import (
    AUTHENTICATION,
    LANGUAGE_OF_RECORD,
    OFFLINE_ACCESS,
    TEXT_VERSION,
    ConsentRequest,
    Item,
    claims_by_scope,
    consent_request,
    unapproved,
)

__all__ = [
    "AUTHENTICATION",
    "DEFAULT_DAYS",
    "DURATIONS",
    "LANGUAGE_OF_RECORD",
    "OFFLINE_ACCESS",
    "TEXT_VERSION",
    "Consent",
    "ConsentRequest",
    "ConsentText",
    "Item",
    "claims_by_scope",
    "consent_request",
    "days_from",
    "missing",
    "not_covered",
    "page_of",
    "unapproved",
]

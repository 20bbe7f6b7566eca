"""Claims of the application's messages about CIBA requests, other than approvals."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from idp.consent.domain.record import DURATIONS
from idp.kernel.ids import Id, is_id

MESSAGE_TYPE: Final = "minhdanh-counter+jwt"
_MOST_ITEMS: Final = 64
_LONGEST: Final = 64


class MessagePurpose(StrEnum):
    """Named inside the message, so that it is valid for one purpose only."""

    CODE = "counter-code"
    REQUESTS = "counter-requests"
    NUMBER = "counter-number"
    PIN = "counter-pin"
    DENIAL = "counter-denial"


@dataclass(frozen=True, slots=True)
class ConsentChoice:
    """The person's choices in an approval.

    The optional items they ticked, and for how many days. `page` is the digest of the page shown on
    the phone; empty when an earlier approval of the request carried it.
    """

    chosen: frozenset[str]
    days: int
    page: str = ""


def consent_choice(claims: Mapping[str, Any]) -> ConsentChoice:
    """The choice in a message; an unclear one counts as no item and one day."""
    items, days = claims.get("items"), claims.get("days")
    listed = items[:_MOST_ITEMS] if isinstance(items, list) else []
    return ConsentChoice(
        frozenset(each for each in listed if isinstance(each, str)),
        days if type(days) is int and days in DURATIONS else min(DURATIONS),
    )


def request_in(claims: Mapping[str, Any]) -> Id | None:
    """The request named in a message."""
    txn = claims.get("txn")
    return txn if isinstance(txn, str) and is_id(txn) else None


def digits_in(claims: Mapping[str, Any], name: str) -> str | None:
    """A claim of typed digits, of limited length."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        return None
    return value if value.isascii() and value.isdigit() else None

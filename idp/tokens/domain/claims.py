"""The claims of an answer: a pure function of identity, request and consent.

Every answer is built from the items of the live consent and then compared with it again by
`assert_consented`, which is independent of how the answer was built (C08).
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from idp.consent.domain.record import Consent, not_covered
from idp.relying_parties.domain.disclosure import (
    ABOUT_THE_SIGN_IN,
    ACT,
    CLAIMS_BY_SCOPE,
    DISCLOSABLE,
    match_item,
)
from idp.subjects.domain import Datum
from idp.tokens.domain.grant import MATCHES

_MOST_CHARACTERS: Final = 1024
_URL: Final = re.compile(r"https?://[!-~]{1,1000}")
_LOCALE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_BIRTHDATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")


class MoreThanConsented(Exception):
    """An answer held more than the consent on record: a bug, so no answer is sent."""


def requested_claims(
    scope: Collection[str], asked: Iterable[str], consent: Consent, now: datetime
) -> tuple[str, ...]:
    """The claims to answer: requested by scope or name, known, and covered by the consent."""
    by_scope = (name for each in CLAIMS_BY_SCOPE if each in scope for name in CLAIMS_BY_SCOPE[each])
    names = [name for name in dict.fromkeys((*by_scope, *asked)) if name in DISCLOSABLE]
    uncovered = not_covered(names, consent, now)
    return tuple(name for name in names if name not in uncovered)


def claim_values(data: Mapping[str, Datum], names: Iterable[str]) -> dict[str, Any]:
    """The named claims in the types of OpenID Connect Core 5.1, without missing ones."""
    found = ((name, _SHAPES[name](data[name].value)) for name in names if name in data)
    return {name: value for name, value in found if value is not None}


def matches(
    data: Mapping[str, Datum], comparisons: Mapping[str, Any], consent: Consent, now: datetime
) -> dict[str, Any]:
    """For each value whether it equals that on record, and the record's source (D3.6)."""
    names = [name for name in comparisons if name in DISCLOSABLE and name in data]
    uncovered = not_covered(map(match_item, names), consent, now)
    return {
        name: {
            "matches": _alike(data[name].value, comparisons[name]),
            "source": str(data[name].source),
        }
        for name in names
        if match_item(name) not in uncovered
    }


def items_in(answer: Mapping[str, Any]) -> frozenset[str]:
    """The consent items that an answer discloses, derived from the answer itself."""
    compared = answer.get(MATCHES, {})
    return frozenset(answer).difference(ABOUT_THE_SIGN_IN, {ACT, MATCHES}) | frozenset(
        map(match_item, compared)
    )


def assert_consented(answer: Mapping[str, Any], consent: Consent | None, now: datetime) -> None:
    """Raises MoreThanConsented when the answer holds a claim outside the live consent."""
    more = not_covered(items_in(answer), consent, now)
    if more:
        raise MoreThanConsented(", ".join(sorted(more)))


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFC", value).strip()
    return text if 0 < len(text) <= _MOST_CHARACTERS and text.lower() != "null" else None


def _written_as(shape: re.Pattern[str]) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        text = _text(value)
        return text if text is not None and shape.fullmatch(text) else None

    return check


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _seconds(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _address(value: object) -> dict[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    lines = {str(name): _text(line) for name, line in value.items()}
    return {name: line for name, line in lines.items() if line is not None} or None


_SHAPES: Final[Mapping[str, Callable[[object], Any]]] = {
    **dict.fromkeys(DISCLOSABLE, _text),
    **dict.fromkeys(("profile", "picture", "website"), _written_as(_URL)),
    **dict.fromkeys(("email_verified", "phone_number_verified"), _yes_or_no),
    "address": _address,
    "birthdate": _written_as(_BIRTHDATE),
    "email": _written_as(_EMAIL),
    "locale": _written_as(_LOCALE),
    "updated_at": _seconds,
    "zoneinfo": _written_as(_ZONE),
}


def _alike(on_record: object, said: object) -> bool:
    """Equality without regard to case, spaces and Unicode normalisation."""
    if isinstance(on_record, str) and isinstance(said, str):
        return _plain(on_record) == _plain(said)
    return type(on_record) is type(said) and on_record == said


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())

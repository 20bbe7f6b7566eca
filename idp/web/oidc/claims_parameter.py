"""The `claims` parameter (OpenID Connect Core 5.5): bounded, then read leniently.

Unknown members and unknown claims are ignored whatever is inside them (`verified_claims` of other
servers goes deep), and so is a malformed request for a known claim, which then counts as a plain
one. Only a value that is no JSON object is `invalid_request`. Strings are checked after decoding,
because JSON can write a control character in plain ASCII.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from idp.relying_parties.domain.disclosure import ABOUT_THE_SIGN_IN, DISCLOSABLE

KNOWN_CLAIMS: Final = DISCLOSABLE | ABOUT_THE_SIGN_IN
"""Every other name is ignored (OpenID Connect Core 5.5)."""

_DEEPEST: Final = 64
"""Deeper nesting is an attack on the parser (hostile case J11)."""

_STRING: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{0,512}")
_NAME: Final = re.compile(r"[A-Za-z0-9_:/.#\-]{1,128}")


class InvalidClaims(ValueError):
    """The parameter is no JSON object, or ambiguous for parsers."""


@dataclass(frozen=True, slots=True)
class ClaimRequest:
    """The request for one claim: essential or not, and the acceptable values, best first.

    `limited`: only `values` are acceptable; with none of them readable, no value is.
    """

    essential: bool = False
    values: tuple[str | int | bool, ...] = ()
    limited: bool = False


@dataclass(frozen=True, slots=True)
class ClaimsParameter:
    """`matches` maps a claim to the value to compare it with (yes or no, D3.6)."""

    id_token: Mapping[str, ClaimRequest] = field(default_factory=dict)
    userinfo: Mapping[str, ClaimRequest] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)


def parse_claims(text: str | None) -> ClaimsParameter:
    """Parse the parameter; None asks for nothing. Raises `InvalidClaims`."""
    if text is None:
        return ClaimsParameter()
    asked = _loaded(text)
    if not isinstance(asked, dict):
        raise InvalidClaims
    userinfo = _members(asked.get("userinfo"))
    return ClaimsParameter(
        id_token=_claim_requests(_members(asked.get("id_token"))),
        userinfo=_claim_requests(
            {name: how for name, how in userinfo.items() if name != "matches"}
        ),
        matches=_comparisons(_members(userinfo.get("matches"))),
    )


def _loaded(text: str) -> object:
    try:
        value = json.loads(text, object_pairs_hook=_no_repetition, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InvalidClaims from None
    if _is_deeper(value, _DEEPEST):
        raise InvalidClaims
    return value


def _is_deeper(value: object, depth: int) -> bool:
    match value:
        case dict():
            inner: Iterable[object] = value.values()
        case list():
            inner = value
        case _:
            return False
    return depth == 0 or any(_is_deeper(each, depth - 1) for each in inner)


def _no_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise InvalidClaims
    return members


def _no_constant(_: str) -> object:
    raise InvalidClaims


def _members(value: object) -> dict[str, Any]:
    """The members of an object; empty for any other value."""
    return value if isinstance(value, dict) else {}


def _claim_requests(asked: Mapping[str, Any]) -> dict[str, ClaimRequest]:
    return {
        name: _claim_request(_members(how)) for name, how in asked.items() if _NAME.fullmatch(name)
    }


def _claim_request(how: Mapping[str, Any]) -> ClaimRequest:
    """The known members of one claim's request; `value` takes precedence over `values`."""
    named = how.get("values") if how.get("value") is None else [how["value"]]
    values = named if isinstance(named, list) else []
    return ClaimRequest(
        essential=how.get("essential") is True,
        values=tuple(value for value in values if _text(value) or _whole(value)),
        limited=named is not None and named != [],
    )


def _text(value: object) -> bool:
    return isinstance(value, str) and _STRING.fullmatch(value) is not None


def _whole(value: object) -> bool:
    """A boolean or an integer that every JSON reader keeps exactly (RFC 8259 §6)."""
    return isinstance(value, int) and abs(value) < 2**53


def _comparisons(asked: Mapping[str, Any]) -> dict[str, str]:
    """The values to compare, by claim."""
    return {name: value for name, value in asked.items() if name in KNOWN_CLAIMS and _text(value)}

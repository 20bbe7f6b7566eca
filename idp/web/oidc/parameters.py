"""Parameter parsing: raw bytes become named, validated values, or an error without their text.

An empty value counts as absent (RFC 6749 section 3.1), unknown names are ignored, and repeated ones
reported (sections 3.1, 3.2). Each known name has one rule: length and characters.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

FORM = "application/x-www-form-urlencoded"

MAX_BYTES = 65_536
"""Bytes of a query or a form; more is refused before parsing."""

MAX_FIELDS = 100

LONGEST_ECHO = MAX_BYTES
"""Characters of a `state` or `nonce`, which are returned unchanged: as long as a request can be."""

Rules = Mapping[str, re.Pattern[str]]


class Malformed(Exception):
    """The query or form cannot be parsed; the exception carries nothing of it."""


def _visible(most: int) -> re.Pattern[str]:
    """Printable ASCII with space: VSCHAR of RFC 6749 appendix A."""
    return re.compile(rf"[\x20-\x7e]{{1,{most}}}")


def _words(most: int) -> re.Pattern[str]:
    """Space-separated NQCHAR of RFC 6749 appendix A: printable ASCII, no quote, no backslash."""
    return re.compile(rf"[\x20-\x21\x23-\x5b\x5d-\x7e]{{1,{most}}}")


def _uri(most: int) -> re.Pattern[str]:
    """Only characters a URI may hold (RFC 3986), so that no reader sees another URI in it."""
    return re.compile(rf"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{{1,{most}}}")


def _text(most: int) -> re.Pattern[str]:
    """Any script, without control characters, line separators and lone surrogates."""
    return re.compile(rf"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{{1,{most}}}")


_JSON = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]{1,8192}")
_COMPACT = re.compile(r"[A-Za-z0-9\-_.]{1,8192}")
_OWN_TOKEN = re.compile(rf"[A-Za-z0-9\-_.]{{1,{MAX_BYTES}}}")
"""An ID token is as long as its `nonce` makes it."""
_LANGUAGES = re.compile(r"[A-Za-z0-9\- ]{1,256}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")

CLIENT_AUTHENTICATION: Rules = {
    "client_id": _visible(128),
    "client_secret": _visible(256),
    "client_assertion_type": _uri(128),
    "client_assertion": _COMPACT,
}

AUTHORIZE: Rules = {
    "client_id": _visible(128),
    "redirect_uri": _uri(2048),
    "response_type": re.compile(r"[a-z_ ]{1,64}"),
    "response_mode": re.compile(r"[a-z_.]{1,32}"),
    "scope": _words(1024),
    "state": _text(LONGEST_ECHO),
    "nonce": _text(LONGEST_ECHO),
    "code_challenge": _words(128),
    "code_challenge_method": re.compile(r"[A-Za-z0-9]{1,16}"),
    "prompt": _words(64),
    "max_age": re.compile(r"[0-9]{1,9}"),
    "display": _words(32),
    "ui_locales": _LANGUAGES,
    "claims_locales": _LANGUAGES,
    "id_token_hint": _OWN_TOKEN,
    "login_hint": _text(256),
    "acr_values": _words(1024),
    "claims": _JSON,
    "resource": _uri(512),
    "request": _COMPACT,
    "request_uri": _uri(512),
}

WISHES = frozenset({"acr_values", "claims_locales", "display", "login_hint", "ui_locales"})
"""Optional wishes of a client: a malformed one counts as absent (Core 3.1.2.1)."""

PUSHED: Rules = {**AUTHORIZE, **CLIENT_AUTHENTICATION}

TOKEN: Rules = {
    **CLIENT_AUTHENTICATION,
    "grant_type": _words(128),
    "code": _TOKEN,
    "redirect_uri": _uri(2048),
    "code_verifier": _visible(256),
    "refresh_token": _TOKEN,
    "auth_req_id": _TOKEN,
    "assertion": _OWN_TOKEN,
    "subject_token": _OWN_TOKEN,
    "actor_token": _OWN_TOKEN,
    "password": _text(MAX_BYTES),
    "scope": _words(1024),
    "resource": _uri(512),
}

BACKCHANNEL_REQUEST: Rules = {
    "scope": _words(1024),
    "client_notification_token": re.compile(r"[A-Za-z0-9\-._~+/]{22,1024}=*"),
    "acr_values": _words(1024),
    "login_hint_token": _COMPACT,
    "id_token_hint": _OWN_TOKEN,
    "login_hint": _text(256),
    "binding_message": _text(256),
    "user_code": _text(128),
    "requested_expiry": re.compile(r"[0-9]{1,9}"),
    "claims": _JSON,
}
"""The members of a signed CIBA request (CIBA Core 7.1)."""

BACKCHANNEL: Rules = {**BACKCHANNEL_REQUEST, **CLIENT_AUTHENTICATION, "request": _COMPACT}

TOKEN_QUESTION: Rules = {
    **CLIENT_AUTHENTICATION,
    "token": _TOKEN,
    "token_type_hint": _words(64),
}

USERINFO: Rules = {"access_token": _TOKEN}

LOGOUT: Rules = {
    "id_token_hint": _OWN_TOKEN,
    "logout_hint": _text(256),
    "client_id": _visible(128),
    "post_logout_redirect_uri": _uri(2048),
    "state": _text(LONGEST_ECHO),
    "ui_locales": _LANGUAGES,
    "question": _visible(128),  # our own: set by the language link of the page
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """The valid known parameters; `bad` and `repeated` are names, never values."""

    values: Mapping[str, str]
    repeated: frozenset[str] = frozenset()
    bad: frozenset[str] = frozenset()

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def words(self, name: str) -> tuple[str, ...]:
        """A space-separated list without its repetitions, in the order sent."""
        return tuple(dict.fromkeys(self.values.get(name, "").split()))

    @property
    def sound(self) -> bool:
        return not self.repeated and not self.bad


def parse(rules: Rules, *sources: bytes) -> Parameters:
    """The known parameters of a query, a form, or both together.

    Raises `Malformed` when there is too much to read.
    """
    values: dict[str, str] = {}
    seen: set[str] = set()
    repeated: set[str] = set()
    bad: set[str] = set()
    for name, value in _fields(rules, sources):
        if name in seen:
            repeated.add(name)
        elif value is None or (value and not rules[name].fullmatch(value)):
            bad.add(name)
        elif value:
            values[name] = value
        seen.add(name)
    for name in repeated:
        values.pop(name, None)
    return Parameters(values, frozenset(repeated), frozenset(bad))


def members(rules: Rules, claims: Mapping[str, object]) -> Parameters:
    """The known members of a signed request, under the rules of a form (CIBA Core 7.1.1).

    A whole number counts as its digits, and an object as its JSON.
    """
    values: dict[str, str] = {}
    bad: set[str] = set()
    for name in rules.keys() & claims.keys():
        text = _written(claims[name])
        if text is None or not rules[name].fullmatch(text):
            bad.add(name)
        else:
            values[name] = text
    return Parameters(values, bad=frozenset(bad))


def _written(value: object) -> str | None:
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 <= value < 1 << 53 else None
    return value if isinstance(value, str) else None


def _fields(rules: Rules, sources: Iterable[bytes]) -> Iterable[tuple[str, str | None]]:
    for source in sources:
        if len(source) > MAX_BYTES or source.count(b"&") >= MAX_FIELDS:
            raise Malformed
        for pair in source.split(b"&"):
            name, _, value = pair.partition(b"=")
            known = _plain(name)
            if known is not None and known in rules:
                yield known, _plain(value)


def _plain(escaped: bytes) -> str | None:
    """Form-decoded text, or None when it is not UTF-8."""
    try:
        if b"%" in escaped or b"+" in escaped:
            escaped = unquote_to_bytes(escaped.replace(b"+", b" "))
        return escaped.decode()
    except UnicodeDecodeError:
        return None


def is_form(content_type: str | None) -> bool:
    """Whether the body claims to be a form; it is UTF-8 always (RFC 6749 appendix B).

    The type has no parameters (WHATWG URL, IANA registration): any are ignored.
    """
    return (content_type or "").partition(";")[0].strip().lower() == FORM

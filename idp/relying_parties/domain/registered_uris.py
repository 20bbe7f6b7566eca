"""Validation of addresses in a registration (hostile cases R02, R03, R09, R12).

An address is parsed, never compared by prefix, and kept exactly as written: at use it is equal to a
registered one, character by character, or it is refused.
"""

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_CHARACTERS: Final = 1024
_VISIBLE_ASCII: Final = re.compile(r"[!-~]+")
_NEVER: Final = frozenset('\\<>"^`{|}*')
_HOST_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?",
    re.IGNORECASE,
)
_NUMBER: Final = r"(?:0[xX][0-9a-fA-F]*|[0-9]+)"
_ADDRESS_IN_DISGUISE: Final = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}?)*")
_DOTTED_QUAD: Final = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")
_PRIVATE_USE: Final = re.compile(
    r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:(/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)?(\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?"
)
_LOOPBACK_ADDRESS: Final = re.compile(
    r"http://(?P<host>127\.0\.0\.1|\[::1\])(:(?P<port>[0-9]{1,5}))?(?P<rest>[/?].*)?"
)
_LAST_PORT: Final = 65_535
_INDEX: Final = re.compile(r"[\[.]")
_OF_A_RESPONSE: Final = frozenset(
    {
        "access_token",
        "code",
        "error",
        "error_description",
        "error_uri",
        "expires_in",
        "id_token",
        "iss",
        "response",
        "session_state",
        "state",
        "token_type",
    }
)


def is_acceptable(address: str, *, loopback: bool) -> bool:
    """True for an https address, or with `loopback` an http one on this very machine.

    No user information, fragment, wildcard, dot segment, control or non-ASCII character, and no
    other scheme: `javascript:`, `data:` and custom schemes run code or leave to another program.
    """
    if len(address) > MAX_CHARACTERS or not _VISIBLE_ASCII.fullmatch(address):
        return False
    if _NEVER.intersection(address) or "#" in address:
        return False
    parts = _split(address)
    return parts is not None and _is_plain(parts) and _scheme_fits(parts, loopback=loopback)


def is_private_use(address: str) -> bool:
    """Whether the address has a private-use scheme (RFC 8252 section 7.1).

    The scheme is a domain name in reverse order, so it has a dot: `vn.example.app:/cb`.
    """
    if len(address) > MAX_CHARACTERS or not _PRIVATE_USE.fullmatch(address):
        return False
    parts = _split(address)
    return parts is not None and not parts.username and _is_plain_path(parts.path)


def is_origin(text: str, *, loopback: bool) -> bool:
    """Whether a text is the origin of an acceptable address and nothing more (RFC 6454)."""
    if text != text.lower() or not is_acceptable(text, loopback=loopback):
        return False
    parts = urlsplit(text)
    usual = {"https": 443, "http": 80}[parts.scheme]
    return text == f"{parts.scheme}://{parts.netloc}" and parts.port != usual


def carries_response(address: str) -> bool:
    """Whether the query of an address has a parameter of our response (RFC 6749, RFC 9207).

    A parser that takes the first of two would use the registered one. Names are compared as
    frameworks read them: decoded, case-insensitive, without an index, separated by `;` too.
    """
    parts = _split(address)
    query = "" if parts is None else parts.query
    names = (unquote_plus(pair.partition("=")[0]) for pair in re.split("[&;]", query))
    return any(_INDEX.split(name.strip().casefold(), 1)[0] in _OF_A_RESPONSE for name in names)


def is_registered(address: str, registered: Collection[str], *, any_port: bool) -> bool:
    """Whether an address equals a registered one, character by character.

    With `any_port` an http address of this machine, written as 127.0.0.1 or [::1], may name
    another port: a native application gets a free one when it starts (RFC 8252 section 7.3).
    """
    if address in registered:
        return True
    found = _LOOPBACK_ADDRESS.fullmatch(address) if any_port else None
    if found is None or not 0 < int(found["port"] or 80) <= _LAST_PORT:
        return False
    return any(
        (other := _LOOPBACK_ADDRESS.fullmatch(each)) is not None
        and (other["host"], other["rest"]) == (found["host"], found["rest"])
        for each in registered
    )


def host_of(address: str) -> str:
    """The lower-case host of an acceptable address; empty for what is none."""
    parts = _split(address)
    return "" if parts is None else parts.hostname or ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_plain(parts: SplitResult) -> bool:
    if "@" in parts.netloc or not _is_host(parts.hostname or ""):
        return False
    return _is_plain_path(parts.path)


def _is_plain_path(escaped: str) -> bool:
    path = unquote(escaped)
    if "\\" in path or "%" in path or any(ord(character) < ord("!") for character in path):
        return False
    return not any(segment.split(";")[0] in {".", ".."} for segment in path.split("/"))


def _is_host(host: str) -> bool:
    if host in LOOPBACK:
        return True
    if _ADDRESS_IN_DISGUISE.fullmatch(host):
        return _DOTTED_QUAD.fullmatch(host) is not None
    return _HOST_NAME.fullmatch(host) is not None


def _scheme_fits(parts: SplitResult, *, loopback: bool) -> bool:
    if parts.scheme == "https":
        return True
    return loopback and parts.scheme == "http" and parts.hostname in LOOPBACK

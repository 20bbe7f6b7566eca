"""Which addresses a client may register (hostile cases R02, R03, R09, R12).

An address is parsed, never compared by prefix, and kept exactly as written: at use it is equal to
a registered one, character by character, or it is refused.
"""

import re
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

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


def host_of(address: str) -> str:
    """The lower-case host of an acceptable address."""
    return urlsplit(address).hostname or ""


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
    path = unquote(parts.path)
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

"""The answer of the application for a card: one line of text, parsed once.

Base64url of a JSON object: `handle` as it was given, `signature` by the chip, and for an enrolment
`files`, the raw EF.SOD and data groups by name. Each value in it is base64url itself.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

LONGEST: Final = 64 * 1024
SECURITY_OBJECT: Final = "sod"
GROUPS: Final[Mapping[str, int]] = {"dg1": 1, "dg14": 14, "dg15": 15}
_LONGEST_HANDLE: Final = 64


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """`security_object` is None and `groups` empty when no files were sent."""

    handle: str
    signature: bytes
    security_object: bytes | None
    groups: Mapping[int, bytes]


def read_answer(text: str) -> CardAnswer | None:
    """The answer in a line of text, None when it is malformed."""
    try:
        return _answer(_object(text))
    except (KeyError, TypeError, ValueError, RecursionError):
        return None


def _object(text: str) -> dict[str, Any]:
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise ValueError("too long")
    value = json.loads(_bytes(stripped))
    if not isinstance(value, dict):
        raise TypeError("no object")
    return value


def _answer(said: dict[str, Any]) -> CardAnswer:
    handle = said["handle"]
    if not isinstance(handle, str) or not 0 < len(handle) <= _LONGEST_HANDLE:
        raise ValueError("no handle")
    files = said.get("files", {})
    if not isinstance(files, dict) or not files.keys() <= {SECURITY_OBJECT, *GROUPS}:
        raise ValueError("files that were not asked for")
    return CardAnswer(
        handle=handle,
        signature=_bytes(said["signature"]),
        security_object=_bytes(files[SECURITY_OBJECT]) if SECURITY_OBJECT in files else None,
        groups={number: _bytes(files[name]) for name, number in GROUPS.items() if name in files},
    )


def _bytes(text: object) -> bytes:
    """Raises TypeError or ValueError for malformed base64url."""
    if not isinstance(text, str):
        raise TypeError("no text")
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)

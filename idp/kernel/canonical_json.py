"""Canonical JSON: one sequence of bytes for one value, so that a digest of it can be signed.

RFC 8785 (JCS) without fractions: objects, arrays, texts, whole numbers, true, false and null.
Members are sorted by the UTF-16 code units of their names, nothing stands between tokens, texts are
escaped as little as JSON allows, and the bytes are UTF-8. Numbers are exact in IEEE 754 (RFC 7493).
Bytes that are read back must be the canonical ones: `parse` refuses every other spelling.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

_LARGEST: Final = 2**53 - 1
_DEEPEST: Final = 16


class NotCanonical(ValueError):
    """A value without a canonical form, or bytes that are not the canonical ones."""


def canonical(value: Any) -> bytes:  # noqa: ANN401 - any JSON
    """The canonical bytes of a JSON value. Raises NotCanonical for any other value."""
    try:
        ordered = _ordered(value, _DEEPEST)
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a text with half a character") from error


def parse(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The value of canonical bytes. Raises NotCanonical."""
    try:
        value = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    if canonical(value) != data:
        raise NotCanonical("another spelling of the same JSON")
    return value


def _ordered(value: Any, deeper: int) -> Any:  # noqa: ANN401 - any JSON
    if not deeper:
        raise NotCanonical("nested too deeply")
    if isinstance(value, Mapping):
        if not all(isinstance(name, str) for name in value):
            raise NotCanonical("a name that is no text")
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: _ordered(value[name], deeper - 1) for name in names}
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_ordered(each, deeper - 1) for each in value]
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return value
    raise NotCanonical(f"no canonical form for {type(value).__name__}")

"""Seals of entries: with the database alone a changed entry cannot be sealed again.

A seal is a keyed digest of all columns of an entry, under a key derived from the setting `secret`,
which is not in the database. It protects single entries; a missing entry is not detected.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from idp.history.domain import Sealed

KEY_PURPOSE: Final = "history-seal"
"""The purpose of the derived key; see `idp.platform.keyring.derived`."""
_MARKS: Final = {b"\x01": Sealed.WHEN_WRITTEN, b"\x02": Sealed.AT_UPGRADE}
"""The first byte is the kind of seal and its format, which never changes."""
_TO_JSON: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_MEMBERS: Final = (
    "id",
    "happening",
    "subject_id",
    "actor",
    "client_id",
    "transaction_id",
    "facts",
    "fields_act",
)


def seal(key: bytes, row: Mapping[str, Any], *, at_upgrade: bool = False) -> bytes:
    """One byte of format and 32 of HMAC-SHA256 over a row of history."""
    mark = b"\x02" if at_upgrade else b"\x01"
    return mark + hmac.digest(key, mark + _canonical(row), hashlib.sha256)


def verify(key: bytes, row: Mapping[str, Any]) -> Sealed:
    """Whether the row is unchanged since it was sealed, and which kind of seal it has."""
    made = row["seal"] or b""
    known = _MARKS.get(bytes(made[:1]))
    if known is None:
        return Sealed.NOT
    fits = hmac.compare_digest(bytes(made), seal(key, row, at_upgrade=known is Sealed.AT_UPGRADE))
    return known if fits else Sealed.NOT


def _canonical(row: Mapping[str, Any]) -> bytes:
    """The same bytes for the same row on either database: JSON with sorted names."""
    happened_at: datetime = row["happened_at"]
    said = {name: row[name] for name in _MEMBERS}
    said["happened_at"] = happened_at.astimezone(UTC).isoformat(timespec="microseconds")
    return _TO_JSON(said).encode()

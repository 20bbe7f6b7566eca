"""Seals of entries: with the database alone a changed entry cannot be sealed again.

A seal is a keyed digest of all columns of an entry, under a key derived from the setting `secret`,
which is not in the database. It protects single entries; a missing entry is not detected.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from idp.history.domain import Sealed

KEY_PURPOSE: Final = "history-seal"
"""The purpose of the derived key; see `idp.platform.keyring.derived`."""
_PLAIN: Final = b"\x01"
_LATER: Final = b"\x02"
_WITH_DETAILS: Final = b"\x03"
_MARKS: Final = {
    _PLAIN: Sealed.WHEN_WRITTEN,
    _LATER: Sealed.AT_UPGRADE,
    _WITH_DETAILS: Sealed.WHEN_WRITTEN,
}
"""The first byte is the kind of seal and its format, which never changes.

The first two are of entries without details of who acted, of this release and of earlier ones.
"""
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
_DETAILS: Final = ("actor_details", "actor_id")
"""Columns that only the last format covers; a row of the other formats has none of them."""


def seal(key: bytes, row: Mapping[str, Any], *, at_upgrade: bool = False) -> bytes:
    """One byte of format and 32 of HMAC-SHA256 over a row of history."""
    written_now = _WITH_DETAILS if _has_details(row) else _PLAIN
    return _seal(key, row, _LATER if at_upgrade else written_now)


def verify(key: bytes, row: Mapping[str, Any]) -> Sealed:
    """Whether the row is unchanged since it was sealed, and which kind of seal it has."""
    made = bytes(row["seal"] or b"")
    mark = made[:1]
    known = _MARKS.get(mark)
    if known is None or _has_details(row) is not (mark == _WITH_DETAILS):
        return Sealed.NOT
    return known if hmac.compare_digest(made, _seal(key, row, mark)) else Sealed.NOT


def _has_details(row: Mapping[str, Any]) -> bool:
    return any(row.get(name) is not None for name in _DETAILS)


def _seal(key: bytes, row: Mapping[str, Any], mark: bytes) -> bytes:
    members = _MEMBERS + _DETAILS if mark == _WITH_DETAILS else _MEMBERS
    return mark + hmac.digest(key, mark + _canonical(row, members), hashlib.sha256)


def _canonical(row: Mapping[str, Any], members: Iterable[str]) -> bytes:
    """The same bytes for the same row on either database: JSON with sorted names."""
    happened_at: datetime = row["happened_at"]
    said = {name: row[name] for name in members}
    said["happened_at"] = happened_at.astimezone(UTC).isoformat(timespec="microseconds")
    return _TO_JSON(said).encode()

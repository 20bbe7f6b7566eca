"""Seals of entries: with the database alone a changed entry cannot be sealed again.

A seal is a keyed digest of all columns of an entry, under a key derived from the setting `secret`,
which is not in the database. It protects single entries; a missing entry is not detected.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
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


def sealer(key: bytes, common: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], bytes]:
    """Seals the rows of a batch, each by the columns in which it differs, as `seal` does.

    What they have in common, when and by whom among it, is written as JSON once, and so are facts
    that the row before had as well, as one object.
    """
    mark = _WITH_DETAILS if _has_details(common) else _PLAIN
    said = {name: common[name] for name in _members(mark) if name in common}
    said["happened_at"] = _instant(common["happened_at"])
    written = [
        (name, f'"{name}":{_TO_JSON(said[name])}' if name in said else None)
        for name in sorted((*_members(mark), "happened_at"))
    ]

    before: Any = None
    said_before = _TO_JSON(before)

    def facts_as_json(facts: object) -> str:
        nonlocal before, said_before
        if facts is not before:
            before, said_before = facts, _TO_JSON(facts)
        return said_before

    def seal_row(own: Mapping[str, Any]) -> bytes:
        members = [
            text or f'"{name}":{(facts_as_json if name == "facts" else _TO_JSON)(own[name])}'
            for name, text in written
        ]
        return _sealed(key, mark, f"{{{','.join(members)}}}")

    return seal_row


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
    return _sealed(key, mark, _canonical(row, _members(mark)))


def _sealed(key: bytes, mark: bytes, canonical: str) -> bytes:
    return mark + hmac.digest(key, mark + canonical.encode(), hashlib.sha256)


def _members(mark: bytes) -> tuple[str, ...]:
    return _MEMBERS + _DETAILS if mark == _WITH_DETAILS else _MEMBERS


def _canonical(row: Mapping[str, Any], members: Iterable[str]) -> str:
    """The same text for the same row on either database: JSON with sorted names."""
    said = {name: row[name] for name in members}
    said["happened_at"] = _instant(row["happened_at"])
    return _TO_JSON(said)


def _instant(happened_at: datetime) -> str:
    return happened_at.astimezone(UTC).isoformat(timespec="microseconds")

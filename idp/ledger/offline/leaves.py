"""The format of leaves: canonical JSON that commits to one row of history as it is stored.

A leaf holds the id and the time of its entry, when it was chained, and the digest of the whole row,
so that it can stay when the row is purged. Personal data in a row is sealed: erasing the key that
opens it changes nothing here.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from idp.ledger.offline.merkle import leaf_hash

FORMAT: Final = 1
"""The format of new leaves. A new column of history is one more member of a new format."""
TOLD: Final[Mapping[int, tuple[str, ...]]] = {
    1: (
        "client_id",
        "facts",
        "fields_act",
        "happened_at",
        "happening",
        "id",
        "subject_id",
        "transaction_id",
    ),
}
"""The columns that a statement tells the person, for each format."""
KEPT_BACK: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("actor", "actor_details", "actor_id", "seal"),
}
"""All other columns: who acted for the provider, and the seal, which nobody outside can guess."""
MEMBERS: Final[Mapping[int, frozenset[str]]] = {
    each: frozenset((*TOLD[each], *KEPT_BACK[each])) for each in TOLD
}
"""The columns of history that a leaf of each format commits to: all there were."""

_CANONICAL: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True
).encode


def canonical(value: object) -> bytes:
    """JSON with sorted names, without spaces, in ASCII: the same bytes for the same value."""
    return _CANONICAL(value).encode("ascii")


def instant(value: datetime) -> str:
    """An aware instant as text, in UTC with microseconds."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def row_of(columns: Mapping[str, Any], *, made_in: int = FORMAT) -> dict[str, Any]:
    """The row of an entry as JSON: instants as text, bytes in hexadecimal."""
    return {name: _plain(columns[name]) for name in MEMBERS[made_in]}


def leaf_of(row: Mapping[str, Any], *, chained_at: str, made_in: int = FORMAT) -> dict[str, Any]:
    """The leaf of an entry, as JSON."""
    return {
        "chained_at": chained_at,
        "entry": row_digest(row, made_in=made_in).hex(),
        "format": made_in,
        "happened_at": row["happened_at"],
        "id": row["id"],
    }


def row_digest(row: Mapping[str, Any], *, made_in: int = FORMAT) -> bytes:
    """The digest of a row that its leaf holds: over the digests of its two parts."""
    return parts_digest(part_digest(told_part(row, made_in=made_in)), rest_digest(row, made_in))


def told_part(row: Mapping[str, Any], *, made_in: int = FORMAT) -> dict[str, Any]:
    """What a statement may tell of a row."""
    return {name: row[name] for name in TOLD[made_in]}


def rest_digest(row: Mapping[str, Any], made_in: int) -> bytes:
    """The digest of the part that a statement does not tell; the seal in it hides the others."""
    return part_digest({name: row[name] for name in KEPT_BACK[made_in]})


def part_digest(part: Mapping[str, Any]) -> bytes:
    return sha256(canonical(part)).digest()


def parts_digest(told: bytes, rest: bytes) -> bytes:
    return sha256(told + rest).digest()


def hash_of(leaf: Mapping[str, Any]) -> bytes:
    """The hash of a leaf in the tree."""
    return leaf_hash(canonical(leaf))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    return bytes(value).hex() if isinstance(value, (bytes, bytearray, memoryview)) else value

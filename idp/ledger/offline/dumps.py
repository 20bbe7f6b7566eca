"""Dumps of a database, read as an export: a SQLite file, or what `pg_dump` wrote as plain text.

Signed decisions are read too, where the dump has their tables.

Needs the standard library alone. The tables of a PostgreSQL dump are put into a temporary SQLite
file first, as a dump has them in any order.
"""

import contextlib
import json
import re
import sqlite3
import tempfile
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from idp.ledger.offline import leaves

_SQLITE: Final = b"SQLite format 3\x00"
_COPY: Final = re.compile(rb'COPY (?:"?\w+"?\.)?"?(\w+)"? \(([^)]*)\) FROM stdin;\r?\n')
_TABLES: Final = ("history", "ledger_leaf", "ledger_checkpoint")
_OF_DECISIONS: Final = ("decision", "signed_decision")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ESCAPED: Final = re.compile(r"\\([bfnrtv\\])")
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_IDS: Final = frozenset({"id", "subject_id", "transaction_id", "entry_id"})
_INSTANTS: Final = frozenset({"happened_at", "chained_at", "made_at"})
_DOCUMENTS: Final = frozenset({"facts", "actor_details"})
_BYTES: Final = frozenset({"seal", "entry_digest", "hash"})
_SIGNED_BYTES: Final = (
    "statement",
    "digest",
    "public_key",
    "authenticator_data",
    "client_data",
    "signature",
)


class NoDump(ValueError):
    """A file is no dump, or one without the tables of the ledger."""


@dataclass(frozen=True)
class Dump:
    """A dump that is read: the lines of the export that is made of it, once.

    `has_decisions`: whether it has the tables of signed decisions.
    """

    lines: Iterator[bytes]
    has_decisions: bool

    def __iter__(self) -> Iterator[bytes]:
        return self.lines


def is_dump(path: Path) -> bool:
    """Whether a file is a dump rather than an export. Raises OSError."""
    with path.open("rb") as file:
        return not file.read(len(_SQLITE)).startswith(b'{"export":')


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Dump]:
    """A dump, to be read as an export. Raises NoDump, OSError."""
    with path.open("rb") as file:
        is_sqlite = file.read(len(_SQLITE)) == _SQLITE
    with tempfile.TemporaryDirectory() as home:
        found = path if is_sqlite else Path(home) / "dump.db"
        if not is_sqlite:
            _load(path, found)
        address = f"file:{found.resolve().as_posix().replace('?', '%3f')}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            has_decisions = _has_decisions(connection)
            yield Dump(_with_end(_said(connection, decisions=has_decisions)), has_decisions)


def _with_end(said: Iterator[Mapping[str, Any]]) -> Iterator[bytes]:
    digest, count = sha256(), 0
    for each in said:
        line = leaves.canonical(each) + b"\n"
        digest.update(line)
        count += 1
        yield line
    yield leaves.canonical({"end": {"lines": count, "sha256": digest.hexdigest()}}) + b"\n"


def _has_decisions(connection: sqlite3.Connection) -> bool:
    named = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return {row["name"] for row in _rows(connection, named)}.issuperset(_OF_DECISIONS)


def _said(connection: sqlite3.Connection, *, decisions: bool) -> Iterator[dict[str, Any]]:
    yield {"export": 1, "exported_at": ""}
    for row in _rows(connection, "SELECT note FROM ledger_checkpoint ORDER BY size + 0"):
        yield {"checkpoint": row["note"]}
    columns = [row[1] for row in connection.execute("PRAGMA table_info(history)")]
    named = ", ".join(f'h."{each}" AS "row_{each}"' for each in columns)
    joined = (
        f"SELECT l.*, {named} FROM ledger_leaf AS l LEFT JOIN history AS h ON h.id = l.entry_id"  # noqa: S608
        " ORDER BY l.position + 0"
    )
    for row in _rows(connection, joined):
        yield _leaf(dict(row), columns)
    lacking = "SELECT * FROM history WHERE id NOT IN (SELECT entry_id FROM ledger_leaf)"
    for row in _rows(connection, lacking):
        yield {"unchained": _row(dict(row), leaves.FORMAT)}
    if decisions:
        for row in _rows(connection, "SELECT * FROM decision ORDER BY id"):
            of_it = "SELECT * FROM signed_decision WHERE decision_id = ? ORDER BY id"
            signatures = _rows(connection, of_it, row["id"])
            yield {"decision": _decision(row, [_signature(each) for each in signatures])}


def _rows(connection: sqlite3.Connection, statement: str, *values: str) -> Iterator[sqlite3.Row]:
    try:
        yield from connection.execute(statement, values)
    except sqlite3.DatabaseError as error:
        raise NoDump(f"no dump of a provider with a ledger: {error}") from error


def _leaf(found: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    made_in = int(found["format"])
    said: dict[str, Any] = {
        "hash": _bytes(found["hash"]).hex(),
        "index": int(found["position"]),
        "leaf": {
            "chained_at": _instant(found["chained_at"]),
            "entry": _bytes(found["entry_digest"]).hex(),
            "format": made_in,
            "happened_at": _instant(found["happened_at"]),
            "id": _id(found["entry_id"]),
        },
    }
    if found["row_id"] is not None:
        said["row"] = _row({each: found[f"row_{each}"] for each in columns}, made_in)
    return said


def _decision(row: sqlite3.Row, signatures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A decision as an export has it."""
    return {
        "content": _base64(row["content"]),
        "id": _id(row["id"]),
        "signatures": signatures,
        "state": row["state"],
    }


def _signature(row: sqlite3.Row) -> dict[str, Any]:
    told = {name: _base64(row[name]) for name in _SIGNED_BYTES}
    return {
        **told,
        "algorithm": int(row["algorithm"]),
        "credential": _id(row["credential_id"]),
        "means": row["means"],
        "signed_at": _instant(row["signed_at"]).replace("+00:00", "Z"),
    }


def _base64(stored: bytes | str) -> str:
    return urlsafe_b64encode(_bytes(stored)).rstrip(b"=").decode()


def _row(columns: Mapping[str, Any], made_in: int) -> dict[str, Any]:
    """The columns of an entry as its leaf spells them; one that is missing is null."""
    return {
        name: None if columns.get(name) is None else _value(name, columns[name])
        for name in leaves.MEMBERS.get(made_in, leaves.MEMBERS[leaves.FORMAT])
    }


def _value(name: str, stored: Any) -> object:  # noqa: ANN401 - of SQLite or of a dump
    if name in _IDS:
        return _id(stored)
    if name in _INSTANTS:
        return _instant(stored)
    if name in _BYTES:
        return _bytes(stored).hex()
    return _json(stored) if name in _DOCUMENTS else stored


def _id(stored: str) -> str:
    try:
        return str(uuid.UUID(stored))
    except ValueError:
        return stored


def _instant(stored: int | str) -> str:
    """Microseconds of SQLite, or the text of PostgreSQL, with whatever zone the dump has."""
    try:
        if isinstance(stored, int):
            return leaves.instant(_EPOCH + timedelta(microseconds=stored))
        return leaves.instant(datetime.fromisoformat(stored))
    except (ValueError, OverflowError):
        return str(stored)


def _bytes(stored: bytes | str) -> bytes:
    """Bytes of SQLite, or the hexadecimal text of PostgreSQL."""
    if isinstance(stored, bytes):
        return stored
    try:
        return bytes.fromhex(stored.removeprefix("\\x"))
    except ValueError:
        return stored.encode()


def _json(stored: str) -> object:
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return stored


def _load(path: Path, into: Path) -> None:
    """Put the tables of a PostgreSQL dump into a SQLite file. Raises NoDump."""
    with (
        contextlib.closing(sqlite3.connect(into)) as connection,
        connection,
        path.open("rb") as file,
    ):
        found = set()
        for line in file:
            named = _COPY.fullmatch(line)
            if named is None or named[1].decode() not in (*_TABLES, *_OF_DECISIONS):
                continue
            table = named[1].decode()
            columns = [each.strip().strip('"') for each in named[2].decode().split(",")]
            _load_table(connection, table, columns, _copied(file))
            found.add(table)
        if not found.issuperset(_TABLES):
            raise NoDump(f"no plain dump of {', '.join(_TABLES)}: neither an export, nor SQLite")
        connection.execute("CREATE INDEX history_id ON history (id)")
        connection.execute("CREATE INDEX leaf_entry ON ledger_leaf (entry_id)")
        if "signed_decision" in found:
            connection.execute("CREATE INDEX signed_decision_of ON signed_decision (decision_id)")


def _load_table(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterator[list[str | None]],
) -> None:
    names = ", ".join(f'"{each}"' for each in columns)
    marks = ", ".join("?" for _ in columns)
    try:
        connection.execute(f'CREATE TABLE "{table}" ({names})')
        connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
    except sqlite3.Error as error:
        raise NoDump(f"the table {table} of the dump cannot be read: {error}") from error


def _copied(file: Iterator[bytes]) -> Iterator[list[str | None]]:
    """The rows of a COPY, in its text format."""
    for line in file:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        if text == "\\.":
            return
        yield [_copied_value(each) for each in text.split("\t")]


def _copied_value(text: str) -> str | None:
    return None if text == "\\N" else _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    return _ESCAPES[found[1]]

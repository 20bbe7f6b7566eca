"""Many rows in one statement, for what writes thousands at once."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Executable,
    LargeBinary,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from idp.platform.database.columns import Instant
from idp.platform.database.prepared import NoRow, Prepared
from idp.platform.database.unit_of_work import Database

_ROWS: Final = "all_rows"
_TO_JSON: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def insert_together(database: Database, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that name the same columns, now, inside a unit of work.

    PostgreSQL takes all of them as one JSON array, whose texts cost less to send and to read than a
    statement for each row or arrays of each column. A value that all rows share is sent once.
    """
    if not rows:
        return
    if database.engine.dialect.name == "sqlite":
        database.execute_many(_one_by_one(table, tuple(rows[0])), rows)
        return
    first = rows[0]
    columns: dict[str, Sequence[Any]] = {}
    shared: dict[str, Any] = {}
    for name in first:
        values = [row[name] for row in rows]
        if columns and all(value is first[name] for value in values):
            shared[name] = first[name]
        else:
            columns[name] = _texts(table, name, values)
    each = zip(*columns.values(), strict=True)
    database.execute(
        _statement(table, tuple(columns), tuple(shared)),
        **{_ROWS: _TO_JSON([dict(zip(columns, values, strict=True)) for values in each])},
        **shared,
    )


@lru_cache(maxsize=64)
def _one_by_one(table: Table, names: tuple[str, ...]) -> Prepared[NoRow]:
    return Prepared(insert(table).values({name: bindparam(name) for name in names}))


@lru_cache(maxsize=64)
def _statement(table: Table, names: tuple[str, ...], shared: tuple[str, ...]) -> Executable:
    each = (
        func.jsonb_to_recordset(cast(bindparam(_ROWS, type_=Text), JSONB))
        .table_valued(*(column(name, _sent_as(table, name)) for name in names))
        .render_derived(with_types=True)
    )
    own = (_read(table, name, each.c[name]) for name in names)
    kinds = {name: table.c[name].type for name in shared}
    once = (cast(bindparam(name, type_=kind), kind) for name, kind in kinds.items())
    return insert(table).from_select([*names, *shared], select(*own, *once).select_from(each))


def _sent_as(table: Table, name: str) -> Any:  # noqa: ANN401 - a type of SQLAlchemy
    kind = table.c[name].type
    return Text() if isinstance(kind, LargeBinary) else kind


def _read(table: Table, name: str, sent: ColumnElement[Any]) -> ColumnElement[Any]:
    """The value of a column: bytes were sent in hexadecimal digits."""
    if isinstance(table.c[name].type, LargeBinary):
        return func.decode(sent, "hex")
    return sent


def _texts(table: Table, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as JSON has them."""
    kind = table.c[name].type
    if isinstance(kind, LargeBinary):
        return [None if value is None else value.hex() for value in values]
    if isinstance(kind, Instant):
        known = {value: None if value is None else value.isoformat() for value in set(values)}
        return [known[value] for value in values]
    return values

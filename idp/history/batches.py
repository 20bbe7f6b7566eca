"""Entries that differ in their facts alone, written together: the batches of a worker."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Text, bindparam, cast, column, func, insert, select

from idp.history.tables import HISTORY
from idp.platform.database import Database, Prepared

_C: Final = HISTORY.c
_EACH: Final = (
    func.jsonb_to_recordset(cast(bindparam("entries", type_=Text), _C.facts.type))
    .table_valued(column("id", _C.id.type), column("facts", _C.facts.type), column("seal", Text))
    .render_derived(with_types=True)
)
_OWN: Final = {
    "id": _EACH.c.id,
    "facts": _EACH.c.facts,
    "seal": func.decode(_EACH.c.seal, "hex"),
}
_TOGETHER: Final = Prepared(
    insert(HISTORY).from_select(
        [each.name for each in _C],
        select(
            *(
                _OWN.get(each.name, cast(bindparam(each.name, type_=each.type), each.type))
                for each in _C
            )
        ).select_from(_EACH),
    )
)
"""One row for each element of a JSON array, whose texts cost less to send than arrays; PostgreSQL
only."""
_ONE: Final = Prepared(insert(HISTORY))


def insert_entries(
    database: Database, common: Mapping[str, Any], own: Sequence[Mapping[str, Any]]
) -> None:
    """Write one row for each of `own`: its id, facts and seal, and what all have in common."""
    if database.engine.dialect.name == "sqlite":
        for each in own:
            database.enqueue(_ONE, **common, **each)
    elif own:
        entries = json.dumps([{**each, "seal": each["seal"].hex()} for each in own])
        database.enqueue(_TOGETHER, **common, entries=entries)

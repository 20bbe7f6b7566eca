"""Entries that differ in little, written together: the batches of a worker and of an import."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Text, bindparam, cast, column, func, insert, select

from idp.history.actors import kept
from idp.history.domain import EventType
from idp.history.seals import sealer
from idp.history.tables import HISTORY
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, Prepared, insert_together

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


def shared_by_all(
    happening: EventType, actor: Actor, *, now: datetime, fields_act: str
) -> dict[str, Any]:
    """What all entries of a batch have in common, besides whom they are about: no client."""
    who = kept(actor, subject_id=None, client_id=None)
    return {
        "happened_at": now,
        "happening": happening,
        "actor": who.word,
        "actor_details": who.details,
        "actor_id": who.id,
        "client_id": None,
        "transaction_id": None,
        "fields_act": fields_act,
    }


def insert_entries(
    database: Database,
    common: Mapping[str, Any],
    facts: Sequence[Mapping[str, Any]],
    *,
    key: bytes,
) -> None:
    """Write one entry about nobody for each of `facts`, inside a unit of work.

    `common`: of `shared_by_all`. `key` is derived for `seals.KEY_PURPOSE`.
    """
    common = {**common, "subject_id": None}
    own: list[dict[str, Any]] = [{"id": new_id(), "facts": dict(each)} for each in facts]
    seal = sealer(key, common)
    for each in own:
        each["seal"] = seal(each)
    if database.engine.dialect.name == "sqlite":
        for each in own:
            database.enqueue(_ONE, **common, **each)
    elif own:
        entries = json.dumps([{**each, "seal": each["seal"].hex()} for each in own])
        database.enqueue(_TOGETHER, **common, entries=entries)


def insert_about(
    database: Database,
    common: Mapping[str, Any],
    about: Sequence[tuple[Id, Mapping[str, Any]]],
    *,
    key: bytes,
) -> None:
    """Write one entry about each of these persons, with its facts, inside a unit of work.

    `common` and `key` as in `insert_entries`.
    """
    seal, rows = sealer(key, common), []
    for subject_id, facts in about:
        own = {"id": new_id(), "subject_id": subject_id, "facts": facts}
        rows.append({**common, **own, "seal": seal(own)})
    insert_together(database, HISTORY, rows)

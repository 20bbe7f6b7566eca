"""Rows of cases and events as values, and the statements that read and write one case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from idp.casework.domain.cases import NO_TERM, Case, CaseEvent
from idp.casework.tables import CASE_EVENT, CASE_FILE
from idp.history.actors import from_text, to_text
from idp.kernel.ids import Id
from idp.platform.database import Prepared, Row, among


class StoredCase(NamedTuple):
    """A row of `CASE`, the relation that slices join to rows of their own by `id`."""

    id: Id
    number: str
    procedure: str
    rule_set: str
    subject_id: Id | None
    client_id: str | None
    body_id: Id | None
    desk: str
    owner: str | None
    state: str
    version: int
    opened_at: datetime
    closed_at: datetime | None
    due_by: datetime


class CaseNumber(NamedTuple):
    """What a list says of the case of something else."""

    id: Id
    number: str


class _StoredEvent(NamedTuple):
    case_id: Id
    version: int
    event: str
    state: str
    actor: str
    facts: Mapping[str, Any]
    at: datetime
    decision_id: Id | None
    due_by: datetime


CASE: Final = CASE_FILE
EVENT: Final = CASE_EVENT
_C: Final = CASE_FILE.c
INSERT_CASE: Final = Prepared(insert(CASE_FILE))
INSERT_EVENT: Final = Prepared(insert(CASE_EVENT))
LOCKED: Final = Prepared(
    select(CASE_FILE).where(_C.id == bindparam("case")).with_for_update(), StoredCase
)
ONE: Final = Prepared(select(CASE_FILE).where(_C.id == bindparam("case")), StoredCase)
BY_NUMBER: Final = Prepared(select(CASE_FILE).where(_C.number == bindparam("number")), StoredCase)
SOME: Final = Prepared(select(CASE_FILE).where(among(_C.id, "cases")), StoredCase)
NUMBERS: Final = Prepared(select(_C.id, _C.number).where(among(_C.id, "cases")), CaseNumber)
EVENTS: Final = Prepared(
    select(CASE_EVENT)
    .where(CASE_EVENT.c.case_id == bindparam("case"))
    .order_by(CASE_EVENT.c.version),
    _StoredEvent,
)
EVENTS_OF: Final = Prepared(
    select(CASE_EVENT)
    .where(among(CASE_EVENT.c.case_id, "cases"))
    .order_by(CASE_EVENT.c.case_id, CASE_EVENT.c.version),
    _StoredEvent,
)
MOVE: Final = Prepared(
    update(CASE_FILE)
    .where(
        _C.id == bindparam("case"),
        _C.state == bindparam("before"),
        _C.version == bindparam("from_version"),
    )
    .values(
        state=bindparam("after"),
        version=bindparam("to_version"),
        owner=bindparam("new_owner"),
        closed_at=bindparam("ended_at"),
        due_by=bindparam("due"),
    )
)


def case_from(row: StoredCase | Row) -> Case:
    """The case of a row, which has the columns of `CASE` in their order."""
    said: dict[str, Any] = dict(zip(StoredCase._fields, row, strict=True))
    if row.due_by == NO_TERM:
        said["due_by"] = None
    return Case(**said)


def case_columns(case: Case) -> dict[str, Any]:
    """The columns of a new row."""
    named = {name: getattr(case, name) for name in StoredCase._fields}
    return named | {"due_by": case.due_by or NO_TERM}


def event_from(row: _StoredEvent | Row) -> CaseEvent:
    """The event of a row."""
    due_by = None if row.due_by == NO_TERM else row.due_by
    return CaseEvent(**row._asdict() | {"actor": from_text(row.actor), "due_by": due_by})


def event_columns(event: CaseEvent) -> dict[str, Any]:
    """The columns of a new row."""
    named = {name: getattr(event, name) for name in _StoredEvent._fields}
    plain = {"actor": to_text(event.actor), "facts": dict(event.facts)}
    return named | plain | {"due_by": event.due_by or NO_TERM}

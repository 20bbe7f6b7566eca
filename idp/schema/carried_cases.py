"""Cases of releases without an engine, under the engine: each row gets its case, once.

Runs at the end of every `idp migrate`, in one transaction. Processes of an older release may go on
beside the new schema: `CarriedCases` follows what they open and move meanwhile, in every
`idp migrate` and, some rows at a time, in the worker. The case has the id of the row. It begins
with the opening as far as that is known, and where the row had moved on, one event says in which
state it was found and which names stood there: they were typed and prove nobody, so no such case
has an owner.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from idp.casework.domain.cases import CARRIED_OVER, OPENED, Case, CaseEvent
from idp.casework.domain.procedure import Procedure
from idp.casework.rows import CASE, EVENT, case_columns, event_columns
from idp.casework.service import Cases, new_number
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD
from idp.history.actors import from_text
from idp.kernel.actors import ActingClient, Actor, System, Through, Unproven
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.rule_sets import RuleSetName
from idp.losses.procedures import LOSS
from idp.platform.clock import SystemClock
from idp.platform.database import Database, Instant, insert_new
from idp.policy.domain import Switch
from idp.policy.procedures import TRUST_ANCHOR, procedure_of
from idp.violations.procedures import MISUSE

_RULE: Final = System(rule="policy cases of earlier releases")
_AT_ONCE: Final = 1_000
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
Read = Mapping[str, Any]
_ID: Final = sa.Uuid(as_uuid=False)
_WORDS: Final = ("issued_to", "shown_by", "owner", "state", "outcome")
_VIOLATION: Final = sa.table(
    "violation",
    *(sa.column(name, _ID) for name in ("id", "subject_id")),
    sa.column("opened_at", Instant()),
    *(
        sa.column(name, sa.Text())
        for name in ("issued_to", "shown_by", "owner", "state", "outcome")
    ),
)
_POLICY_CHANGE: Final = sa.table(
    "policy_change",
    sa.column("id", _ID),
    sa.column("proposed_at", Instant()),
    *(sa.column(name, sa.Text()) for name in ("switch", "state", "proposed_by", "approved_by")),
)
_ANCHOR_WORDS: Final = ("state", "proposed_by", "approved_by", "withdrawn_by")
_TRUST_ANCHOR: Final = sa.table(
    "trust_anchor",
    sa.column("id", _ID),
    *(sa.column(name, sa.Text()) for name in _ANCHOR_WORDS),
)
_LOSS_WORDS: Final = ("number", "reported_by", "state", "owner", "outcome")
_LOSS_CASE: Final = sa.table(
    "loss_case",
    *(sa.column(name, _ID) for name in ("id", "subject_id")),
    sa.column("reported_at", Instant()),
    *(sa.column(name, sa.Text()) for name in _LOSS_WORDS),
)
_RECORD_WORDS: Final = ("state", "proposed_by", "approved_by", "retired_by")
_BIOMETRIC: Final = tuple(
    sa.table(
        name, sa.column("id", _ID), *(sa.column(column, sa.Text()) for column in _RECORD_WORDS)
    )
    for name in ("biometric_provider", "biometric_assurance")
)


@dataclass(frozen=True)
class EarlierRows:
    """The rows of one slice: how each of them reads as a case.

    `remarks`: the columns with names that were typed, and with what was found. `known`: which rows
    have a procedure still.
    """

    table: sa.TableClause
    procedure: Callable[[Read], Procedure]
    opened_by: Callable[[Read], Actor]
    opened_at: Callable[[Read], datetime]
    remarks: tuple[str, ...]
    subject: str | None = None
    client: str | None = None
    number: str | None = None
    known: tuple[sa.ColumnElement[bool], ...] = ()


def made_at(row: Read) -> datetime:
    """The instant in the row's id (UUIDv7, RFC 9562 section 5.7)."""
    return datetime.fromtimestamp((UUID(row["id"]).int >> 80) / 1000, UTC)


def _proposed_by(row: Read) -> Actor:
    return from_text(row["proposed_by"])


def _reported_by(row: Read) -> Actor:
    """Nothing kept there proves who reported, and the history has it."""
    return Unproven(through=Through.UNKNOWN, said=row["reported_by"])


def _shown_by(row: Read) -> Actor:
    who = row["shown_by"]
    return Unproven(through=Through.CLIENT) if who is None else ActingClient(client_id=who)


SOURCES: Final = (
    EarlierRows(
        _VIOLATION,
        procedure=lambda _: MISUSE,
        opened_by=_shown_by,
        opened_at=lambda row: row["opened_at"],
        remarks=("owner", "outcome"),
        subject="subject_id",
        client="issued_to",
    ),
    EarlierRows(
        _POLICY_CHANGE,
        procedure=lambda row: procedure_of(Switch(row["switch"])),
        opened_by=_proposed_by,
        opened_at=lambda row: row["proposed_at"],
        remarks=("approved_by",),
        known=(_POLICY_CHANGE.c.switch.in_([each.value for each in Switch]),),
    ),
    EarlierRows(
        _TRUST_ANCHOR,
        procedure=lambda _: TRUST_ANCHOR,
        opened_by=_proposed_by,
        opened_at=made_at,
        remarks=("approved_by", "withdrawn_by"),
    ),
    EarlierRows(
        _LOSS_CASE,
        procedure=lambda _: LOSS,
        opened_by=_reported_by,
        opened_at=lambda row: row["reported_at"],
        remarks=("owner", "outcome"),
        subject="subject_id",
        number="number",
    ),
    *(
        EarlierRows(
            table,
            procedure=lambda _: BIOMETRIC_RECORD,
            opened_by=_proposed_by,
            opened_at=made_at,
            remarks=("approved_by", "retired_by"),
        )
        for table in _BIOMETRIC
    ),
)
"""Every slice whose rows were cases before."""


def carry(engine: Engine, rule_set: RuleSetName) -> int:
    """Make the missing cases, which go on under this rule set; how many. One transaction."""
    with engine.begin() as connection:
        if not sa.inspect(connection).has_table(CASE.name):
            return 0
        return sum(_carry(connection, source, rule_set) for source in SOURCES)


class CarriedCases:
    """Follows what processes of an earlier release do to their rows.

    A window is the next `_AT_ONCE` rows of a slice, found by their keys.
    """

    def __init__(
        self, database: Database, cases: Cases, clock: Clock, rule_set: RuleSetName
    ) -> None:
        self._database = database
        self._cases = cases
        self._clock = clock
        self._rule_set = rule_set
        self._next = dict.fromkeys(range(len(SOURCES)), _AFTER_ALL)

    def step(self) -> int:
        """Follow the newest rows of each slice, and one more window of the rest; how many."""
        done = 0
        for place, source in enumerate(SOURCES):
            newest = self._window(source, _AFTER_ALL)
            done += newest.followed
            before = newest.last if self._next[place] == _AFTER_ALL else self._next[place]
            rest = self._window(source, before) if before != _AFTER_ALL else newest
            done += rest.followed if rest is not newest else 0
            self._next[place] = rest.last
        return done

    def all(self) -> int:
        """Follow every row; how many cases changed or were made."""
        done = 0
        for source in SOURCES:
            before, more = _AFTER_ALL, True
            while more:
                window = self._window(source, before)
                done, before = done + window.followed, window.last
                more = before != _AFTER_ALL
        return done

    def _window(self, source: EarlierRows, before: Id) -> "_Window":
        key = source.table.c.id
        query = (
            sa.select(source.table, CASE.c.state.label("case_state"))
            .outerjoin_from(source.table, CASE, CASE.c.id == key)
            .where(key < before, *source.known)
            .order_by(key.desc())
            .limit(_AT_ONCE)
        )
        rows = [row._asdict() for row in self._database.all(query)]
        behind = [row["id"] for row in rows if row["case_state"] != row["state"]]
        followed = sum(self._follow(source, each) for each in behind)
        return _Window(followed, rows[-1]["id"] if len(rows) == _AT_ONCE else _AFTER_ALL)

    def _follow(self, source: EarlierRows, row_id: Id) -> bool:
        """The case is held before its row is read, as by every move of the engine."""
        database = self._database
        with database.transaction():
            self._cases.hold([row_id])
            found = database.one(sa.select(source.table).where(source.table.c.id == row_id))
            if found is None:
                return False
            row = found._asdict()
            if database.one(sa.select(CASE.c.id).where(CASE.c.id == row_id)) is None:
                return self._make(row, source)
            remarks = {name: _plain(row[name]) for name in source.remarks}
            return self._cases.carried_over(row_id, row["state"], remarks) is not None

    def _make(self, row: Read, source: EarlierRows) -> bool:
        case, events = _case(row, source, self._clock.now(), self._rule_set)
        if not self._database.execute(insert_new(CASE), **case_columns(case)):
            return False
        self._database.execute_many(sa.insert(EVENT), [event_columns(each) for each in events])
        return True


class _Window(NamedTuple):
    """How many cases changed, and the last row that was looked at; `_AFTER_ALL` at the end."""

    followed: int
    last: Id


def _carry(connection: Connection, source: EarlierRows, rule_set: RuleSetName) -> int:
    made = 0
    for rows in _without_a_case(connection, source):
        now = SystemClock().now()
        cases = [_case(row, source, now, rule_set) for row in rows]
        connection.execute(sa.insert(CASE), [case_columns(case) for case, _ in cases])
        events = [event_columns(event) for _, past in cases for event in past]
        connection.execute(sa.insert(EVENT), events)
        made += len(rows)
    return made


def _without_a_case(connection: Connection, source: EarlierRows) -> Iterator[Sequence[Read]]:
    key = source.table.c.id
    query = (
        sa.select(source.table)
        .where(~sa.exists().where(CASE.c.id == key), *source.known)
        .order_by(key)
        .limit(_AT_ONCE)
    )
    while rows := [dict(row) for row in connection.execute(query).mappings()]:
        yield rows


def _case(
    row: Read, source: EarlierRows, now: datetime, rule_set: RuleSetName
) -> tuple[Case, list[CaseEvent]]:
    procedure, state = source.procedure(row), str(row["state"])
    lapse = procedure.lapse_of(state)
    case = Case(
        id=row["id"],
        number=row[source.number] if source.number else new_number(),
        procedure=procedure.name,
        rule_set=rule_set,
        subject_id=_named(row, source.subject),
        client_id=_named(row, source.client),
        body_id=None,
        desk=procedure.desk,
        owner=None,
        state=state,
        version=2,
        opened_at=source.opened_at(row),
        closed_at=None if procedure.owes_work(state) else now,
        due_by=None if lapse is None else now + lapse.after,
    )
    opened_by = source.opened_by(row)
    first = _event(case, 1, OPENED, procedure.initial, opened_by, case.opened_at, {})
    remarks = {name: _plain(row[name]) for name in source.remarks}
    return case, [first, _event(case, 2, CARRIED_OVER, state, _RULE, now, remarks)]


def _event(
    case: Case,
    version: int,
    event: str,
    state: str,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any],
) -> CaseEvent:
    return CaseEvent(
        case_id=case.id,
        version=version,
        event=event,
        state=state,
        actor=actor,
        facts=facts,
        at=at,
        decision_id=None,
        due_by=case.due_by,
    )


def _named(row: Read, column: str | None) -> Id | None:
    return None if column is None else row[column]


def _plain(value: Any) -> object:  # noqa: ANN401 - a value of any column
    return value.isoformat() if isinstance(value, datetime) else value

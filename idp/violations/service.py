"""Violation cases: opened by the system, taken and closed by officers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, select, update

from idp.history.actors import from_text, to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.service import NO_FACTS
from idp.kernel.actors import ActingClient, Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Row, insert_new
from idp.violations.domain import EVENT_TYPES, CaseState, ViolationCase, ViolationKind, fingerprint
from idp.violations.tables import VIOLATION

_OPEN: Final = insert_new(VIOLATION)
_COUNT_REPEAT: Final = (
    update(VIOLATION)
    .where(VIOLATION.c.fingerprint == bindparam("act"))
    .values(times=VIOLATION.c.times + 1, last_at=bindparam("now"))
    .returning(VIOLATION.c.id)
)
_CASE_COLUMNS: Final = [column for column in VIOLATION.c if column.name != "fingerprint"]
_ONE: Final = select(*_CASE_COLUMNS).where(VIOLATION.c.id == bindparam("id"))
_PAGE: Final = 200
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_NEWEST: Final = (
    select(*_CASE_COLUMNS)
    .where(VIOLATION.c.id < bindparam("before"))
    .order_by(VIOLATION.c.id.desc())
    .limit(bindparam("limit"))
)
_ALL: Final = _NEWEST
_IN_STATE: Final = _NEWEST.where(VIOLATION.c.state == bindparam("state"))
_UNASSIGNED: Final = {"state": CaseState.OPEN, "owner": None, "outcome": None, "times": 1}


@dataclass(frozen=True)
class Violations:
    context: ServiceContext

    def open(
        self,
        kind: ViolationKind,
        *,
        issued_to: str | None,
        actor: ActingClient,
        subject_id: Id | None = None,
        evidence: Mapping[str, Any] = NO_FACTS,
    ) -> Id:
        """The case of this act, opened now or already open (D4.5).

        `issued_to` is the client id of the party the result was issued to, `actor` showed it.
        Evidence is JSON and holds ids, never the token itself.
        """
        now = self.context.clock.now()
        parties = {"issued_to": issued_to, "shown_by": actor.client_id, "subject_id": subject_id}
        act = fingerprint(kind, parties, evidence)
        row = {
            **_UNASSIGNED,
            **parties,
            "id": new_id(),
            "kind": kind,
            "opened_at": now,
            "evidence": dict(evidence),
            "last_at": now,
            "fingerprint": act,
        }
        with self.context.database.transaction():
            again = self.context.database.one(_COUNT_REPEAT, act=act, now=now)
            while again is None and not self.context.database.execute(_OPEN, **row):
                again = self.context.database.one(_COUNT_REPEAT, act=act, now=now)
            if again is None:
                self._record_opened(row, actor)
        return str(row["id"] if again is None else again.id)

    def cases(self, state: CaseState | None = None) -> list[ViolationCase]:
        """Cases, newest first."""
        return list(self.iterate(state))

    def iterate(self, state: CaseState | None = None) -> Iterator[ViolationCase]:
        """The same, read from the database a page at a time as they are asked for."""
        asked, only = (_ALL, {}) if state is None else (_IN_STATE, {"state": state})
        before, more = _AFTER_ALL, True
        while more:
            rows = self.context.database.all(asked, before=before, limit=_PAGE, **only)
            yield from map(_case, rows)
            more = len(rows) == _PAGE
            before = rows[-1].id if rows else before

    def take(self, case_id: Id, actor: Actor) -> ViolationCase | Refused:
        """Take a case. Refused: STATE_ALREADY_HOLDS, NOT_FOUND."""
        return self._move(
            case_id,
            VIOLATION.c.state == CaseState.OPEN,
            EventType.VIOLATION_TAKEN,
            actor,
            state=CaseState.TAKEN,
            owner=to_text(actor),
        )

    def close(self, case_id: Id, outcome: str, actor: Actor) -> ViolationCase | Refused:
        """Close a taken case. Refused: NOT_AUTHORISED while it has no owner, NOT_FOUND."""
        return self._move(
            case_id,
            VIOLATION.c.state == CaseState.TAKEN,
            EventType.VIOLATION_CLOSED,
            actor,
            state=CaseState.CLOSED,
            outcome=outcome,
            fingerprint=None,
        )

    def _move(
        self,
        case_id: Id,
        condition: ColumnElement[bool],
        happening: EventType,
        actor: Actor,
        **values: object,
    ) -> ViolationCase | Refused:
        with self.context.database.transaction():
            mine = update(VIOLATION).where(VIOLATION.c.id == case_id, condition)
            moved = self.context.database.execute(mine.values(**values)) == 1
            row = self.context.database.one(_ONE, id=case_id)
            if row is None:
                return Refused(Reason.NOT_FOUND)
            if not moved:
                return Refused(_refusal_reason(row.state, happening))
            facts = {"case": case_id, "outcome": row.outcome}
            self.context.history.append(happening, actor=actor, facts=facts)
            return _case(row)

    def _record_opened(self, row: Mapping[str, Any], actor: ActingClient) -> None:
        self.context.history.append(
            EVENT_TYPES[row["kind"]],
            subject_id=row["subject_id"],
            client_id=row["issued_to"],
            actor=actor,
            facts={"case": row["id"], "kind": row["kind"], "shown_by": row["shown_by"]},
        )


def _refusal_reason(state: str, happening: EventType) -> Reason:
    if happening is EventType.VIOLATION_CLOSED and state == CaseState.OPEN:
        return Reason.NOT_AUTHORISED
    return Reason.STATE_ALREADY_HOLDS


def _case(row: Row) -> ViolationCase:
    kind, state = ViolationKind(row.kind), CaseState(row.state)
    owner = None if row.owner is None else from_text(row.owner)
    return ViolationCase(**row._asdict() | {"kind": kind, "state": state, "owner": owner})

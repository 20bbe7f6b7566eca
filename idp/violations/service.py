"""Misuse cases: opened by the system, one for each act, and moved by the engine of cases."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select, update

from idp.casework.domain.cases import name_of_owner
from idp.casework.domain.moves import About, Done, Move, Moved
from idp.casework.rows import CASE
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.history.service import NO_FACTS
from idp.kernel.actors import ActingClient, Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Refused
from idp.platform.database import Database, Prepared, Row, among, insert_new
from idp.violations.domain import EVENT_TYPES, CaseState, ViolationCase, ViolationKind, fingerprint
from idp.violations.procedures import MISUSE, MisuseEvent, MisuseOutcome
from idp.violations.tables import VIOLATION

_OPEN: Final = insert_new(VIOLATION)
_COUNT_REPEAT: Final = (
    update(VIOLATION)
    .where(VIOLATION.c.fingerprint == bindparam("act"))
    .values(times=VIOLATION.c.times + 1, last_at=bindparam("now"))
    .returning(VIOLATION.c.id)
)
_OUTCOME: Final = (
    update(VIOLATION)
    .where(VIOLATION.c.id == bindparam("case"))
    .values(outcome=bindparam("found"), fingerprint=None, state=CaseState.CLOSED)
)
_TAKEN: Final = (
    update(VIOLATION).where(VIOLATION.c.id == bindparam("case")).values(state=CaseState.TAKEN)
)
_CASES: Final = select(
    *(c for c in VIOLATION.c if c.name not in {"fingerprint", "state", "owner"}),
    CASE.c.state,
    CASE.c.owner,
).join_from(VIOLATION, CASE, CASE.c.id == VIOLATION.c.id)
_ONE: Final = _CASES.where(VIOLATION.c.id == bindparam("id"))


class MisuseInList(NamedTuple):
    """What a list says of a misuse case: what happened, and the client id it was issued to."""

    id: Id
    kind: str
    issued_to: str | None


_IN_LIST: Final = Prepared(
    select(VIOLATION.c.id, VIOLATION.c.kind, VIOLATION.c.issued_to).where(
        among(VIOLATION.c.id, "cases")
    ),
    MisuseInList,
)
_PAGE: Final = 200
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"
_ALL: Final = (
    _CASES.where(VIOLATION.c.id < bindparam("before"))
    .order_by(VIOLATION.c.id.desc())
    .limit(bindparam("limit"))
)
_IN_STATE: Final = (
    _CASES.where(
        CASE.c.procedure == MISUSE.name,
        CASE.c.state == bindparam("state"),
        CASE.c.id < bindparam("before"),
    )
    .order_by(CASE.c.id.desc())
    .limit(bindparam("limit"))
)
_NEW: Final = {"state": CaseState.OPEN, "owner": None, "outcome": None, "times": 1}


@dataclass(frozen=True)
class MisuseEffects:
    """What changes beside a misuse case when it moves."""

    database: Database
    texts: TypedTexts

    def take(self, move: Move) -> Done:
        """The row says so too: processes of an earlier release read it there."""
        self.database.execute(_TAKEN, case=move.case.id)
        return Done()

    def close(self, move: Move) -> Done:
        """The outcome is kept, and the same act opens another case from now on."""
        found = move.facts.outcome
        kept = self.texts.column(move.case.subject_id, found)
        self.database.execute(_OUTCOME, case=move.case.id, found=kept)
        return Done(told={"outcome": found})


@dataclass(frozen=True)
class Violations:
    database: Database
    clock: Clock
    engine: Cases
    texts: TypedTexts

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
        now = self.clock.now()
        parties = {"issued_to": issued_to, "shown_by": actor.client_id, "subject_id": subject_id}
        act = fingerprint(kind, parties, evidence)
        row = {
            **_NEW,
            **parties,
            "id": new_id(),
            "kind": kind,
            "opened_at": now,
            "evidence": dict(evidence),
            "last_at": now,
            "fingerprint": act,
        }
        with self.database.transaction():
            again = self.database.one(_COUNT_REPEAT, act=act, now=now)
            while again is None and not self.database.execute(_OPEN, **row):
                again = self.database.one(_COUNT_REPEAT, act=act, now=now)
            if again is None:
                self._open_case(row, actor)
        return str(row["id"] if again is None else again.id)

    def cases(self, state: CaseState | None = None) -> list[ViolationCase]:
        """Cases, newest first."""
        return list(self.iterate(state))

    def iterate(self, state: CaseState | None = None) -> Iterator[ViolationCase]:
        """The same, read from the database a page at a time as they are asked for."""
        asked, only = (_ALL, {}) if state is None else (_IN_STATE, {"state": state})
        before, more = _AFTER_ALL, True
        while more:
            rows = self.database.all(asked, before=before, limit=_PAGE, **only)
            yield from map(self._case, rows)
            more = len(rows) == _PAGE
            before = rows[-1].id if rows else before

    def one(self, case_id: Id) -> ViolationCase | None:
        """The case with this id."""
        row = self.database.one(_ONE, id=case_id)
        return None if row is None else self._case(row)

    def in_list(self, case_ids: Collection[Id]) -> Mapping[Id, MisuseInList]:
        """What a list says of those of these cases that there are, by id: one statement."""
        return {row.id: row for row in self.database.all(_IN_LIST, cases=list(case_ids))}

    def take(self, case_id: Id, actor: Actor) -> ViolationCase | Refused:
        """Take a case. Refused: STATE_ALREADY_HOLDS, and as `Cases.fire`."""
        return self._moved(self.engine.fire(case_id, MisuseEvent.TAKE, actor))

    def close(self, case_id: Id, outcome: str, actor: Actor) -> ViolationCase | Refused:
        """Close a taken case. Refused: NOT_AUTHORISED while nobody took it, as `Cases.fire`."""
        return self._moved(
            self.engine.fire(case_id, MisuseEvent.CLOSE, actor, MisuseOutcome(outcome))
        )

    def _moved(self, answer: Moved | Refused) -> ViolationCase | Refused:
        if isinstance(answer, Refused):
            return answer
        row = self.database.one(_ONE, id=answer.case.id)
        if row is None:
            raise LookupError(answer.case.id)
        return self._case(row)

    def _case(self, row: Row) -> ViolationCase:
        typed = {"kind": ViolationKind(row.kind), "state": CaseState(row.state)}
        outcome = self.texts.from_column(row.subject_id, row.outcome)
        said = {"owner": name_of_owner(row.owner), "outcome": outcome}
        return ViolationCase(**row._asdict() | typed | said)

    def _open_case(self, row: Mapping[str, Any], actor: ActingClient) -> None:
        self.engine.open(
            MISUSE,
            actor,
            EVENT_TYPES[row["kind"]],
            about=About(subject_id=row["subject_id"], client_id=row["issued_to"]),
            told={"kind": row["kind"], "shown_by": row["shown_by"]},
            case_id=row["id"],
        )

"""What each of several agents was asked to agree to, and said; kept for whichever slice asks.

A request is about a record of representation, so that it is of the person of that record: also of
one who is registered here only later, and of one whose two registrations were joined.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, delete, or_, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, IdColumn, Row, insert_new
from idp.representation.domain import AgreementRequest, AgreementState
from idp.representation.tables import AGREEMENT_REQUEST

_AT_ONCE: Final = 100
_R: Final = AGREEMENT_REQUEST.c
_ADD: Final = insert_new(AGREEMENT_REQUEST)
_OF_CASE: Final = select(AGREEMENT_REQUEST).where(_R.case_id == bindparam("case")).order_by(_R.id)
_OF_RECORDS: Final = (
    select(AGREEMENT_REQUEST)
    .where(_R.record_id.in_(bindparam("records", type_=IdColumn, expanding=True)))
    .order_by(_R.id.desc())
    .limit(_AT_ONCE)
)
_SILENT: Final = (
    select(AGREEMENT_REQUEST)
    .where(
        _R.state == AgreementState.SENT,
        or_(_R.reminded_at.is_(None), _R.reminded_at <= bindparam("before")),
        or_(_R.sent_at.is_(None), _R.sent_at <= bindparam("before")),
        _R.id > bindparam("after"),
    )
    .order_by(_R.id)
    .limit(_AT_ONCE)
)
_ANSWER: Final = (
    update(AGREEMENT_REQUEST)
    .where(_R.id == bindparam("request"), _R.state == AgreementState.SENT)
    .values(state=bindparam("said"), answered_at=bindparam("now"))
)
_BEFORE: Final = bindparam("reminded_before", type_=_R.reminded_at.type)
_TELL: Final = (
    update(AGREEMENT_REQUEST)
    .where(
        _R.id == bindparam("request"),
        _R.state == AgreementState.SENT,
        _R.reminded_at.is_not_distinct_from(_BEFORE),
    )
    .values(sent_at=bindparam("sent"), reminded_at=bindparam("reminded"))
)
_END: Final = (
    update(AGREEMENT_REQUEST)
    .where(_R.case_id == bindparam("case"), _R.state == AgreementState.SENT)
    .values(state=AgreementState.EXPIRED)
)


_MINE: Final = (_R.case_id == bindparam("case")) & (_R.record_id == bindparam("record"))
_AGREE: Final = (
    update(AGREEMENT_REQUEST)
    .where(_MINE)
    .values(
        state=AgreementState.AGREED,
        answered_at=bindparam("now"),
        version=bindparam("of", type_=_R.version.type),
    )
)
_TAKE_BACK: Final = (
    update(AGREEMENT_REQUEST)
    .where(_MINE, _R.state == AgreementState.AGREED)
    .values(state=AgreementState.REFUSED)
)
_FORGET: Final = delete(AGREEMENT_REQUEST).where(_R.case_id == bindparam("case"))
ASKED: Final = select(_R.case_id, _R.record_id).subquery("asked_to_agree")
"""A relation to join: who was asked, by which record."""


@dataclass(frozen=True)
class Agreements:
    """Every verb but the reads joins the unit of work of the case, which is locked."""

    database: Database
    clock: Clock

    def of_case(self, case_id: Id, agents: Mapping[Id, Id | None]) -> list[AgreementRequest]:
        """Who was asked about a case, the first one first; `agents`: of each record."""
        rows = self.database.all(_OF_CASE, case=case_id)
        return [_request(row, agents.get(row.record_id)) for row in rows]

    def of_records(self, records: Collection[Id], agent_id: Id) -> list[AgreementRequest]:
        """The newest requests by these records of one agent, answered ones too."""
        if not records:
            return []
        rows = self.database.all(_OF_RECORDS, records=list(records))
        return [_request(row, agent_id) for row in rows]

    def add(self, case_id: Id, record_id: Id, *, sent: bool) -> bool:
        """Whether this case did not ask by this record before. `sent`: the agent was told."""
        now = self.clock.now() if sent else None
        new = self.database.execute(
            _ADD,
            id=new_id(),
            case_id=case_id,
            record_id=record_id,
            state=AgreementState.SENT,
            sent_at=now,
            reminded_at=None,
            answered_at=None,
            version=None,
        )
        return new == 1

    def answer(self, request_id: Id, said: AgreementState) -> bool:
        """Whether this was the first answer to it."""
        now = self.clock.now()
        return self.database.execute(_ANSWER, request=request_id, said=said, now=now) == 1

    def agree(self, case_id: Id, record_id: Id, version: bytes) -> None:
        """Keep that the agent of this record agrees now to what has this version; also anew."""
        self.add(case_id, record_id, sent=True)
        now = self.clock.now()
        self.database.execute(_AGREE, case=case_id, record=record_id, now=now, of=version)

    def take_back(self, case_id: Id, record_id: Id) -> bool:
        """Whether the agent of this record had agreed, and does so no more."""
        return self.database.execute(_TAKE_BACK, case=case_id, record=record_id) == 1

    def forget(self, case_id: Id) -> None:
        """What was agreed to is done, or can be done no more; histories tell of it."""
        self.database.execute(_FORGET, case=case_id)

    def end(self, case_id: Id) -> None:
        """Nobody is asked about this case any more."""
        self.database.execute(_END, case=case_id)

    def silent(self, after: Id, *, since: timedelta) -> list[AgreementRequest]:
        """Who did not answer for so long, or could not be asked; a page of them by their ids."""
        before = self.clock.now() - since
        rows = self.database.all(_SILENT, before=before, after=after)
        return [_request(row, None) for row in rows]

    def mark_told(self, request: AgreementRequest) -> bool:
        """Keep that the agent is asked now, or reminded; False where another worker did."""
        now = self.clock.now()
        touched = self.database.execute(
            _TELL,
            request=request.id,
            reminded_before=request.reminded_at,
            sent=request.sent_at or now,
            reminded=now,
        )
        return touched == 1


def _request(row: Row, agent_id: Id | None) -> AgreementRequest:
    return AgreementRequest(
        id=row.id,
        case_id=row.case_id,
        record_id=row.record_id,
        agent_id=agent_id,
        state=AgreementState(row.state),
        sent_at=row.sent_at,
        reminded_at=row.reminded_at,
        answered_at=row.answered_at,
        version=None if row.version is None else bytes(row.version),
    )

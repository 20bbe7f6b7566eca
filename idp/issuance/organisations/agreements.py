"""What each other representative of an organisation is asked and says (D12.3-1).

A request is about a record of representation, so that it is of the person of that record: also of
one who is registered here only later, and of one whose two registrations were joined.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, exists, or_, select, update

from idp.casework.rows import CASE
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.issuance.organisations.domain import AgreementRequest, AgreementState, ceased
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT
from idp.issuance.organisations.tables import AGREEMENT_REQUEST
from idp.kernel.actors import Actor
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, new_id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import IdColumn, Row, insert_new
from idp.representation.domain import Representation
from idp.representation.service import HEADING, Representations

REMINDED_EVERY: Final = timedelta(days=7)
_LATELY: Final = timedelta(days=90)
"""Longer than an application is open: whoever begins to represent the body earlier was asked."""
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
_ASKED: Final = exists().where(_R.case_id == CASE.c.id, _R.record_id == HEADING.c.id)
_UNASKED: Final = (
    select(CASE.c.id)
    .distinct()
    .join(HEADING, HEADING.c.principal_id == CASE.c.subject_id)
    .where(
        CASE.c.procedure == ORGANISATION_ACCOUNT.name,
        CASE.c.state.in_(bindparam("states", expanding=True)),
        or_(
            HEADING.c.recorded_at >= CASE.c.opened_at,
            HEADING.c.starts_on >= bindparam("lately", type_=HEADING.c.starts_on.type),
        ),
        ~_ASKED,
        CASE.c.id > bindparam("after", type_=CASE.c.id.type),
    )
    .order_by(CASE.c.id)
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


@dataclass(frozen=True)
class AgreementRequests:
    """Every verb but the reads joins the unit of work of the case, which is locked."""

    context: ServiceContext
    representations: Representations
    notices: Notices

    def of_case(self, case_id: Id, principal_id: Id) -> tuple[AgreementRequest, ...]:
        """Who was asked about a case, the first one first; `principal_id` is its organisation."""
        rows = self.context.database.all(_OF_CASE, case=case_id)
        agents = _agents(self.representations.of_principal(principal_id)) if rows else {}
        found = [_request(row, agents.get(row.record_id)) for row in rows]
        return ceased(found, self.representations.in_force(principal_id)) if found else ()

    def of_agent(self, agent_id: Id) -> tuple[AgreementRequest, ...]:
        """The newest requests to a person, those they answered too."""
        records = [each.id for each in self.representations.of_agent(agent_id)]
        if not records:
            return ()
        rows = self.context.database.all(_OF_RECORDS, records=records)
        return tuple(_request(row, agent_id) for row in rows)

    def ask(
        self, case_id: Id, missing: Iterable[Representation], told: Mapping[str, str], *, by: Actor
    ) -> None:
        """Ask whom this case did not ask before; who is not registered here is asked once they are.

        `told`: facts of the message.
        """
        now = self.context.clock.now()
        for each in missing:
            known = each.agent_id is not None
            new = self.context.database.execute(
                _ADD,
                id=new_id(),
                case_id=case_id,
                record_id=each.id,
                state=AgreementState.SENT,
                sent_at=now if known else None,
                reminded_at=None,
                answered_at=None,
            )
            if new and each.agent_id is not None:
                self._write(NoticeKind.AGREEMENT_ASKED, each.agent_id, told)
                self.tell(EventType.CO_REPRESENTATIVE_ASKED, each.agent_id, case_id, told, by=by)

    def unasked(self, states: Collection[str], after: Id) -> list[Id]:
        """Open cases where somebody may represent it now who was not asked; a page by their ids."""
        lately = civil_day(self.context.clock.now()) - _LATELY
        rows = self.context.database.all(
            _UNASKED, states=sorted(states), lately=lately, after=after
        )
        return [row.id for row in rows]

    def answer(self, request: AgreementRequest, said: AgreementState) -> bool:
        """Whether this was the first answer to it."""
        now = self.context.clock.now()
        return self.context.database.execute(_ANSWER, request=request.id, said=said, now=now) == 1

    def end(self, case_id: Id) -> None:
        """Nobody is asked about this case any more."""
        self.context.database.execute(_END, case=case_id)

    def silent(self, after: Id) -> list[AgreementRequest]:
        """Who did not answer for a while, or could not be asked; a page of them by their ids."""
        before = self.context.clock.now() - REMINDED_EVERY
        rows = self.context.database.all(_SILENT, before=before, after=after)
        return [_request(row, None) for row in rows]

    def remind(
        self, request: AgreementRequest, agent_id: Id, told: Mapping[str, str], *, by: Actor
    ) -> bool:
        """Ask who could not be asked before, or again; False where another worker did."""
        now, first = self.context.clock.now(), request.sent_at is None
        touched = self.context.database.execute(
            _TELL,
            request=request.id,
            reminded_before=request.reminded_at,
            sent=request.sent_at or now,
            reminded=now,
        )
        if not touched:
            return False
        kind = NoticeKind.AGREEMENT_ASKED if first else NoticeKind.AGREEMENT_REMINDER
        self._write(kind, agent_id, told)
        if first:
            happening = EventType.CO_REPRESENTATIVE_ASKED
            self.tell(happening, agent_id, request.case_id, told, by=by)
        return True

    def tell(
        self,
        happening: EventType,
        whose: Id,
        case_id: Id,
        told: Mapping[str, Any],
        *,
        by: Actor,
    ) -> None:
        """In the history of a representative; that of the organisation has the move of the case."""
        facts = {"case": case_id, "number": told["number"], "other": told["organisation"]}
        self.context.history.append(happening, subject_id=whose, actor=by, facts=facts)

    def _write(self, kind: NoticeKind, agent_id: Id, told: Mapping[str, str]) -> None:
        facts = {"number": told["number"], "body": told["body"]}
        self.notices.notify(agent_id, text_key=kind, facts=facts)


def _agents(records: Iterable[Representation]) -> dict[Id, Id | None]:
    return {each.id: each.agent_id for each in records}


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
    )

"""What each other representative of an organisation is asked and says (D12.3-1)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, exists, or_, select

from idp.casework.rows import CASE
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT
from idp.kernel.actors import Actor
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.representation.agreements import ASKED, Agreements
from idp.representation.domain import AgreementRequest, AgreementState, Representation, ceased
from idp.representation.service import HEADING, Representations

REMINDED_EVERY: Final = timedelta(days=7)
_LATELY: Final = timedelta(days=90)
"""Longer than an application is open: whoever begins to represent the body earlier was asked."""
_AT_ONCE: Final = 100
_ASKED: Final = exists().where(ASKED.c.case_id == CASE.c.id, ASKED.c.record_id == HEADING.c.id)
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


@dataclass(frozen=True)
class AgreementRequests:
    """Every verb but the reads joins the unit of work of the case, which is locked."""

    context: ServiceContext
    kept: Agreements
    representations: Representations
    notices: Notices

    def of_case(self, case_id: Id, principal_id: Id) -> tuple[AgreementRequest, ...]:
        """Who was asked about a case, the first one first; `principal_id` is its organisation."""
        agents = _agents(self.representations.of_principal(principal_id))
        found = self.kept.of_case(case_id, agents)
        return ceased(found, self.representations.in_force(principal_id)) if found else ()

    def of_agent(self, agent_id: Id) -> tuple[AgreementRequest, ...]:
        """The newest requests to a person, those they answered too."""
        records = [each.id for each in self.representations.of_agent(agent_id)]
        return tuple(self.kept.of_records(records, agent_id))

    def ask(
        self, case_id: Id, missing: Iterable[Representation], told: Mapping[str, str], *, by: Actor
    ) -> None:
        """Ask whom this case did not ask before; who is not registered here is asked once they are.

        `told`: facts of the message.
        """
        for each in missing:
            new = self.kept.add(case_id, each.id, sent=each.agent_id is not None)
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
        return self.kept.answer(request.id, said)

    def end(self, case_id: Id) -> None:
        """Nobody is asked about this case any more."""
        self.kept.end(case_id)

    def silent(self, after: Id) -> list[AgreementRequest]:
        """Who did not answer for a while, or could not be asked; a page of them by their ids."""
        return self.kept.silent(after, since=REMINDED_EVERY)

    def remind(
        self, request: AgreementRequest, agent_id: Id, told: Mapping[str, str], *, by: Actor
    ) -> bool:
        """Ask who could not be asked before, or again; False where another worker did."""
        first = request.sent_at is None
        if not self.kept.mark_told(request):
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

"""Recording wards, and who acts for whom: one officer proposes, another signs (X9.1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from idp.access.powers import Power
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import About, Done, Move
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.work_list import WorkList
from idp.documents.service import Documents
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.representation.domain import StatedAgent
from idp.representation.procedures import (
    GUARDIANSHIP_RECORD,
    AgentAsked,
    AgentChange,
    GuardianshipState,
    WardAsked,
    WardChange,
)
from idp.representation.service import DecidedBy, Representations
from idp.representation.ward_decisions import WardDecisions
from idp.subjects.service import Subjects

_TOLD: Final = {
    AgentChange.BEGINS: (NoticeKind.AGENT_RECORDED, NoticeKind.ACTING_RECORDED),
    AgentChange.ENDS: (NoticeKind.AGENT_ENDED, NoticeKind.ACTING_ENDED),
}
"""The letter to the person, and that to who acts."""
_OF_WARDS: Final = frozenset(each.value for each in WardChange)


class BodyDecision(NamedTuple):
    """The paper an officer read: who decided, its number and its day."""

    body: str
    number: str
    day: date


def decision_asked_in(told: Mapping[str, Any]) -> AgentAsked | WardAsked | None:
    """What a case proposes, in what was `told` in it, its texts in clear.

    None of a person whose key was erased, as nobody knows whom it means.
    """
    if told["change"] in _OF_WARDS:
        return facts_of(WardAsked, told)
    return None if told["agent_number"] is None else facts_of(AgentAsked, told)


def _asked(case: Case, engine: Cases) -> AgentAsked | WardAsked | None:
    """The same of a case. Raises LookupError for one of another procedure."""
    if case.procedure != GUARDIANSHIP_RECORD.name:
        raise LookupError("a case about no body's decision")
    return decision_asked_in(engine.texts.opened(case.subject_id, facts_in(engine.events(case.id))))


@dataclass(frozen=True)
class GuardianshipProposals:
    """Opens the cases; `GuardianshipEffects` are what they change."""

    database: Database
    engine: Cases
    permissions: Permissions
    work_list: WorkList
    subjects: Subjects
    representations: Representations
    wards: WardDecisions

    def propose_ward(
        self, principal_id: Id, change: WardChange, *, by: BodyDecision, actor: Actor
    ) -> Case | Refused:
        """Propose that a person is a ward, or is none any more, as a body decided.

        Nothing changes before a second officer. Refused: as `Permissions.strict`; as
        `WardDecisions.refusal`; OWN_MATTER of who acts for the person by any record; CASE_OPEN
        while the same is proposed.
        """
        with self.database.transaction():
            power = Power.GUARDIANSHIP_PROPOSE
            refused = self.permissions.strict(actor, power, about=principal_id)
            if refused is None:
                self.wards.lock(principal_id)
                refused = self.wards.refusal(principal_id, change)
            if refused is not None:
                return Refused(refused)
            asked = WardAsked(
                change=change,
                deciding_body=by.body,
                decision_number=by.number,
                decision_day=by.day,
            )
            return self._open(principal_id, asked, actor)

    def propose_agent(
        self, principal_id: Id, stated: StatedAgent, *, by: BodyDecision, actor: Actor
    ) -> Case | Refused:
        """Propose whom a body appointed for a person; nothing changes before a second officer.

        Refused: as `Permissions.strict`; as `Representations.naming_refusal`; FOUR_EYES where the
        officer recorded the guardianship, or one would have had both in hand; OWN_MATTER where the
        officer acts for the person or would; CASE_OPEN while the same is proposed.
        """
        with self.database.transaction():
            refused = self._opening_refusal(principal_id, actor)
            records = self.representations
            if refused is None:
                refused = records.naming_refusal(principal_id, stated, body=by.body)
            if refused is None and records.recorded_guardianship(principal_id, actor):
                refused = Reason.FOUR_EYES
            if refused is not None:
                return Refused(refused)
            asked = AgentAsked(
                change=AgentChange.BEGINS,
                agent=records.person_with(stated.number) or "",
                agent_number=stated.number,
                acts_as=stated.kind,
                first_day=stated.starts_on,
                last_day=_text(stated.ends_on),
                together=stated.jointly,
                deciding_body=by.body,
                decision_number=by.number,
                decision_day=by.day,
                ended_record="",
            )
            return self._open(principal_id, asked, actor)

    def propose_end(
        self, principal_id: Id, record_id: Id, *, by: BodyDecision, actor: Actor
    ) -> Case | Refused:
        """Propose that what a body recorded ends; nothing changes before a second officer.

        Refused: as `Permissions.strict`; as `Representations.ending_refusal`; OWN_MATTER of who
        acts for the person, by it or with others; CASE_OPEN while the same is proposed.
        """
        with self.database.transaction():
            refused = self._opening_refusal(principal_id, actor)
            if refused is None:
                refused = self.representations.ending_refusal(principal_id, record_id)
            if refused is not None:
                return Refused(refused)
            held = self.representations.of_principal(principal_id)
            record = next(each for each in held if each.id == record_id)
            asked = AgentAsked(
                change=AgentChange.ENDS,
                agent=record.agent_id or "",
                agent_number="",
                acts_as=record.kind,
                first_day=record.starts_on,
                last_day=_text(record.ends_on),
                together=record.jointly,
                deciding_body=by.body,
                decision_number=by.number,
                decision_day=by.day,
                ended_record=record_id,
            )
            return self._open(principal_id, asked, actor)

    def _opening_refusal(self, principal_id: Id, actor: Actor) -> Reason | None:
        """Asked of who may at all before the person is looked up; locks the person."""
        power = Power.GUARDIANSHIP_PROPOSE
        refused = self.permissions.strict(actor, power, about=principal_id)
        if refused is None:
            self.subjects.lock(principal_id)
        return refused

    def _open(
        self, principal_id: Id, asked: AgentAsked | WardAsked, actor: Actor
    ) -> Case | Refused:
        acting = self.representations.acting_for(principal_id)
        if _is_party(self.permissions, (actor,), {_agent_in(asked), *acting}):
            return Refused(Reason.OWN_MATTER)
        if self._is_proposed(principal_id, asked):
            return Refused(Reason.CASE_OPEN)
        return self.engine.open(
            GUARDIANSHIP_RECORD,
            actor,
            EventType.REPRESENTATION_PROPOSED,
            about=About(subject_id=principal_id),
            facts=asked,
            told=_told_of(asked),
        )

    def _is_proposed(self, principal_id: Id, asked: AgentAsked | WardAsked) -> bool:
        """Whether the same change of the same person waits; the person is locked by the caller.

        No case is: who signs one has locked it, and waits for the person.
        """
        return any(
            _same(_asked(case, self.engine), asked)
            for case in self.work_list.of_person(principal_id)
            if case.procedure == GUARDIANSHIP_RECORD.name
            and case.state == GuardianshipState.PENDING
            and self.engine.owes_work(case)
        )


@dataclass(frozen=True)
class GuardianshipEffects:
    """What a case asks before each move, and what it changes beside itself."""

    engine: Cases
    permissions: Permissions
    subjects: Subjects
    representations: Representations
    notices: Notices
    documents: Documents
    wards: WardDecisions

    def may_approve(self, move: Move) -> Refused | None:
        """Everything that was asked when it was proposed, of what holds now; locks the person.

        Refused: OWN_MATTER where one of the two officers is the person, or acts for them by any
        record; DECISION_MISSING while the case has no document, which the second officer would
        have read; NOT_FOUND of who was erased; CASE_MOVED where who acts is somebody else by now
        than the page shows, or the guardianship is another one, in which two record anew who acts
        and that it ends; as `Representations.naming_refusal`, `Representations.ending_refusal` and
        `WardDecisions.refusal`.
        """
        principal_id = _person_of(move.case)
        asked = _asked(move.case, self.engine)
        if isinstance(asked, WardAsked):
            self.wards.lock(principal_id)
        else:
            self.subjects.lock(principal_id)
            asked = _asked(move.case, self.engine)  # The key may have been erased until then.
        if asked is None:
            return Refused(Reason.NOT_FOUND)
        reason = self._party(asked, principal_id, (move.actor, *move.authors))
        if reason is None and not self.documents.of_case(move.case.number):
            reason = Reason.DECISION_MISSING
        reason = reason or self._not_now(principal_id, asked, move.case.opened_at)
        return None if reason is None else Refused(reason)

    def _not_now(
        self, principal_id: Id, asked: AgentAsked | WardAsked, proposed_at: datetime
    ) -> Reason | None:
        """Why it cannot be recorded as it was proposed then."""
        records = self.representations
        if isinstance(asked, WardAsked):
            reason = self.wards.refusal(principal_id, asked.change)
            moved = records.is_ward_since(principal_id, proposed_at)
        elif asked.change is AgentChange.ENDS:
            reason = records.ending_refusal(principal_id, asked.ended_record)
            held = {each.id: each.agent_id or "" for each in records.of_principal(principal_id)}
            moved = held.get(asked.ended_record) != asked.agent
        else:
            stated, body = _stated(asked), asked.deciding_body
            reason = records.naming_refusal(principal_id, stated, body=body)
            other = (records.person_with(asked.agent_number) or "") != asked.agent
            moved = other or records.is_ward_since(principal_id, proposed_at)
        return reason or (Reason.CASE_MOVED if moved else None)

    def approve(self, move: Move) -> Done:
        """It is on record from now on; `may_approve` has locked the person and asked everything."""
        principal_id, asked = _person_of(move.case), _asked(move.case, self.engine)
        if asked is None:
            raise LookupError(move.case.id)
        by = DecidedBy(asked.deciding_body, move.case.number, move.authors[0], move.actor)
        if isinstance(asked, WardAsked):
            self.wards.record(principal_id, asked, by)
            return Done({"change": asked.change})
        if asked.change is AgentChange.ENDS:
            self.representations.end(principal_id, asked.ended_record, by)
        else:
            self.representations.name(principal_id, _stated(asked), by)
        of_person, of_agent = _TOLD[asked.change]
        facts = {"body": asked.deciding_body}
        self.notices.notify(principal_id, text_key=of_person, facts=facts)
        if asked.agent:
            self.notices.notify(asked.agent, text_key=of_agent, facts=facts)
        return Done({"change": asked.change, "other": asked.agent or None})

    def may_stop(self, move: Move) -> Refused | None:
        """Whoever has the power, but for who acts for the person or would. Refused: OWN_MATTER."""
        asked = _asked(move.case, self.engine)
        own = asked is not None and self._party(asked, _person_of(move.case), (move.actor,))
        return Refused(own) if own else None

    def refuse(self, move: Move) -> Done:
        """Nothing changes; why is kept under the key of the person."""
        return Done({"ground": move.facts.ground})

    def withdraw(self, _: Move) -> Done:
        """Nothing changes."""
        return Done()

    def _party(
        self, asked: AgentAsked | WardAsked, principal_id: Id, who: Collection[Actor]
    ) -> Reason | None:
        acting = self.representations.acting_for(principal_id)
        own = _is_party(self.permissions, who, {principal_id, _agent_in(asked), *acting})
        return Reason.OWN_MATTER if own else None


def _is_party(permissions: Permissions, who: Collection[Actor], parties: Collection[str]) -> bool:
    """Whether one of these officers is one of the people; "" is nobody.

    Who acts with others holds the more, the fewer they are: a party too.
    """
    return any(permissions.is_own(actor, each) for actor in who for each in parties if each)


def _person_of(case: Case) -> Id:
    """Whom a case is about. Raises LookupError for a case about nobody."""
    if case.subject_id is None:
        raise LookupError(case.id)
    return case.subject_id


def _stated(asked: AgentAsked) -> StatedAgent:
    return StatedAgent(
        number=asked.agent_number,
        kind=asked.acts_as,
        starts_on=asked.first_day,
        ends_on=date.fromisoformat(asked.last_day) if asked.last_day else None,
        jointly=asked.together,
    )


def _agent_in(asked: AgentAsked | WardAsked) -> str:
    """Who acts by it; "" is nobody, or nobody registered here."""
    return asked.agent if isinstance(asked, AgentAsked) else ""


def _told_of(asked: AgentAsked | WardAsked) -> Mapping[str, Any]:
    """What the history says of a proposal."""
    if isinstance(asked, WardAsked):
        return {"change": asked.change}
    return {"change": asked.change, "kind": asked.acts_as, "other": asked.agent or None}


def _same(one: AgentAsked | WardAsked | None, other: AgentAsked | WardAsked) -> bool:
    """Whether both are about the same record, name the same person, or make the same a ward."""
    if isinstance(one, WardAsked) or isinstance(other, WardAsked):
        return one is not None and one.change is other.change
    if one is None or one.change is not other.change:
        return False
    return (one.ended_record, one.agent_number) == (other.ended_record, other.agent_number)


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()

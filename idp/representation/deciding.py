"""Recording who acts for a person, and its end: one officer proposes, another signs (X9.1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from idp.access.powers import Power
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import About, Done, Move
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.work_list import WorkList
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
)
from idp.representation.service import DecidedBy, Representations
from idp.subjects.service import Subjects

_TOLD: Final = {
    AgentChange.BEGINS: (NoticeKind.AGENT_RECORDED, NoticeKind.ACTING_RECORDED),
    AgentChange.ENDS: (NoticeKind.AGENT_ENDED, NoticeKind.ACTING_ENDED),
}
"""The letter to the person, and that to who acts."""


class BodyDecision(NamedTuple):
    """The paper an officer read: who decided, its number and its day."""

    body: str
    number: str
    day: date


def agent_asked_in(told: Mapping[str, Any]) -> AgentAsked | None:
    """What a case proposes, in what was `told` in it, its texts in clear.

    None of a person whose key was erased, as nobody knows whom it means.
    """
    return None if told["agent_number"] is None else facts_of(AgentAsked, told)


def _asked(case: Case, engine: Cases) -> AgentAsked | None:
    """The same of a case. Raises LookupError for one of another procedure."""
    if case.procedure != GUARDIANSHIP_RECORD.name:
        raise LookupError("a case about nobody who acts")
    return agent_asked_in(engine.texts.opened(case.subject_id, facts_in(engine.events(case.id))))


@dataclass(frozen=True)
class GuardianshipProposals:
    """Opens the cases; `GuardianshipEffects` are what they change."""

    database: Database
    engine: Cases
    permissions: Permissions
    work_list: WorkList
    subjects: Subjects
    representations: Representations

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

    def _open(self, principal_id: Id, asked: AgentAsked, actor: Actor) -> Case | Refused:
        acting = self.representations.acting_for(principal_id)
        if _is_party(self.permissions, (actor,), {asked.agent, *acting}):
            return Refused(Reason.OWN_MATTER)
        if self._is_proposed(principal_id, asked):
            return Refused(Reason.CASE_OPEN)
        return self.engine.open(
            GUARDIANSHIP_RECORD,
            actor,
            EventType.REPRESENTATION_PROPOSED,
            about=About(subject_id=principal_id),
            facts=asked,
            told={"change": asked.change, "kind": asked.acts_as, "other": asked.agent or None},
        )

    def _is_proposed(self, principal_id: Id, asked: AgentAsked) -> bool:
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

    def may_approve(self, move: Move) -> Refused | None:
        """Everything that was asked when it was proposed, of what holds now; locks the person.

        Refused: OWN_MATTER where one of the two officers is the person, or acts for them by any
        record; NOT_FOUND of who was erased; CASE_MOVED where who acts is somebody else by now than
        the page shows, or the guardianship is another one, in which two record anew who acts; as
        `Representations.naming_refusal` and `Representations.ending_refusal`.
        """
        principal_id = _person_of(move.case)
        self.subjects.lock(principal_id)
        asked = _asked(move.case, self.engine)
        if asked is None:
            return Refused(Reason.NOT_FOUND)
        reason = self._party(asked, principal_id, (move.actor, *move.authors))
        records = self.representations
        if reason is None and asked.change is AgentChange.ENDS:
            reason = records.ending_refusal(principal_id, asked.ended_record)
            held = {each.id: each.agent_id or "" for each in records.of_principal(principal_id)}
            moved = held.get(asked.ended_record) != asked.agent
        else:
            reason = reason or records.naming_refusal(
                principal_id, _stated(asked), body=asked.deciding_body
            )
            other = (records.person_with(asked.agent_number) or "") != asked.agent
            moved = other or records.is_ward_since(principal_id, move.case.opened_at)
        reason = reason or (Reason.CASE_MOVED if moved else None)
        return None if reason is None else Refused(reason)

    def approve(self, move: Move) -> Done:
        """It is on record from now on; `may_approve` has locked the person and asked everything."""
        principal_id, asked = _person_of(move.case), _asked(move.case, self.engine)
        if asked is None:
            raise LookupError(move.case.id)
        by = DecidedBy(asked.deciding_body, move.case.number, move.authors[0], move.actor)
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

    def _party(self, asked: AgentAsked, principal_id: Id, who: Collection[Actor]) -> Reason | None:
        acting = self.representations.acting_for(principal_id)
        own = _is_party(self.permissions, who, {principal_id, asked.agent, *acting})
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


def _same(one: AgentAsked | None, other: AgentAsked) -> bool:
    """Whether both are about the same record, or name the same person."""
    if one is None or one.change is not other.change:
        return False
    return (one.ended_record, one.agent_number) == (other.ended_record, other.agent_number)


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()

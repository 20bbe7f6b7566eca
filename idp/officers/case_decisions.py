"""Decisions about cases: two people sign what a move does, then the engine makes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from idp.access.powers import Power
from idp.casework.domain.cases import Case, authors_in, lapses_at
from idp.casework.domain.facts import NoFacts, facts_of
from idp.casework.domain.moves import Moved
from idp.casework.domain.procedure import Procedure, Transition
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.kernel.actors import ActingClient, Officer, Operator
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone
from idp.officers.decisions import OnPhone, Signed, SignedDecisions
from idp.officers.domain.case_contents import (
    CaseContents,
    content_of_case,
    second_person_move,
)
from idp.officers.domain.decisions import Decision
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class CaseSigned:
    """A signature that was kept, and the move of the case when it was the second one."""

    signed: Signed
    moved: Moved | None = None


class _Undone(Exception):
    """Ends the unit of work so that nothing of it is kept."""

    def __init__(self, decision: Decision, refused: Refused) -> None:
        self.decision, self.refused = decision, refused
        super().__init__(refused.reason)


@dataclass(frozen=True)
class CaseDecisions:
    database: Database
    clock: Clock
    permissions: Permissions
    procedures: Mapping[str, Procedure]
    cases: Cases
    decisions: SignedDecisions
    contents: CaseContents

    def of_case(
        self, number: str, officer: Officer, facts: object = NoFacts()
    ) -> Decision | Refused:
        """The decision about the move of a case that waits for a second person, opened if needed.

        It is proposed by the officer who acted in the case last, or by a command; every officer
        who acted before may not sign it. Refused: NOT_FOUND, STATE_ALREADY_HOLDS where nothing
        waits, NOT_AUTHORISED for what somebody unproven proposed, as `may` for who sees no cases,
        and as `SignedDecisions.open`.
        """
        case = self.cases.by_number(number)
        if case is None:
            return Refused(Reason.NOT_FOUND)
        move = second_person_move(self.procedures[case.procedure], case.state)
        if move is None:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        content = content_of_case(case, move, self.contents.of(case), facts=facts)
        with self.database.transaction():
            self.database.advisory_lock(f"a decision about {case.id}")
            now = self.clock.now()
            for each in self.decisions.of_case(case.id):
                if each.is_about(content) and each.open_at(now):
                    return each
            refused = self.permissions.strict(officer, Power.WORK_SEE)
            if refused is not None:
                return Refused(refused)
            past = self.cases.events(case.id)
            proposers = authors_in(past)
            officers = [each for each in proposers if isinstance(each, Officer)]
            last = proposers[-1] if proposers else None
            by = last if isinstance(last, Officer | Operator | ActingClient) else None
            if by is None:
                return Refused(Reason.NOT_AUTHORISED)
            before = {each.officer_id: each for each in officers if each is not last}
            framed = replace(content, excluded=tuple(before.values()))
            lapse = self.procedures[case.procedure].lapse_of(case.state)
            ends = None if lapse is None else lapses_at(lapse, past)
            return self.decisions.open(framed, by, pressed_by=officer, until=ends)

    def is_stale(self, decision: Decision) -> bool:
        """Whether an open decision would do other than it shows, as its register has changed."""
        case = self._case(decision)
        if case is None or not decision.open_at(self.clock.now()):
            return False
        move = second_person_move(self.procedures[case.procedure], case.state)
        if move is None:
            return True
        facts: object = facts_of(move.needs, decision.document["data"]["facts"])
        return not decision.is_about(
            content_of_case(case, move, self.contents.of(case), facts=facts)
        )

    def sign(
        self, decision_id: Id, officer: Officer, response: str | OnPhone
    ) -> CaseSigned | Refused:
        """Keep an officer's signature; the second one has the engine make the move.

        When the move is refused the signature is not kept. A refused try is in the history, but for
        a decision that does not exist. Not to be called inside a transaction. Refused: NOT_FOUND,
        as `may`, PAGE_CHANGED for what is stale, as `SignedDecisions.sign`, and as `Cases.approve`.
        """
        try:
            with self.database.transaction():
                return self._sign(decision_id, officer, response)
        except _Undone as undone:
            self.decisions.refused(undone.decision, officer, undone.refused.reason)
            return undone.refused

    def refuse(self, decision_id: Id, officer: Officer) -> Decision | Refused:
        """Withdraw what the officer proposed, or refuse it with the power of the move.

        The case stays where it is, and another decision can be opened about it. Refused: NOT_FOUND,
        CASE_MOVED, OWN_MATTER, and as `SignedDecisions.refuse`.
        """
        decision = self.decisions.find(decision_id)
        case = None if decision is None else self._case(decision)
        if decision is None or case is None:
            return Refused(Reason.NOT_FOUND)
        move = second_person_move(self.procedures[case.procedure], case.state)
        if move is None or case.version != decision.version:
            return Refused(Reason.CASE_MOVED)
        if self.permissions.is_own(officer, case.subject_id):
            return Refused(Reason.OWN_MATTER)
        return self.decisions.refuse(decision_id, officer, move.power)

    def _sign(
        self, decision_id: Id, officer: Officer, response: str | OnPhone
    ) -> CaseSigned | Refused:
        decision = self.decisions.find(decision_id)
        if decision is not None:  # the case before its decision, as the engine locks them
            self.cases.hold([decision.case_id])
        case = None if decision is None else self._case(decision)
        if decision is None or case is None:
            return Refused(Reason.NOT_FOUND)
        move = second_person_move(self.procedures[case.procedure], case.state)
        if move is None or case.version != decision.version:
            return self.decisions.refused(decision, officer, Reason.CASE_MOVED)
        refused = self._power_refusal(decision, move, officer)
        if refused is not None:
            return self.decisions.refused(decision, officer, refused)
        # What a case meets in its register may not change between here and the move.
        self.database.advisory_lock(f"decisions of {case.procedure}")
        if self.is_stale(decision):
            return self.decisions.refused(decision, officer, Reason.PAGE_CHANGED)
        signed = self.decisions.sign(decision_id, officer, response)
        if isinstance(signed, Refused) or not signed.complete:
            return signed if isinstance(signed, Refused) else CaseSigned(signed)
        facts: object = facts_of(move.needs, decision.document["data"]["facts"])
        moved = self._approved(case, officer, facts, decision)
        if isinstance(moved, Refused):
            raise _Undone(decision, moved)
        return CaseSigned(signed, moved)

    def _approved(
        self, case: Case, officer: Officer, facts: object, decision: Decision
    ) -> Moved | Refused:
        """As `Cases.approve`, also where the effect was refused halfway: the caller undoes it."""
        version, signature = decision.version, decision.id
        try:
            return self.cases.approve(case.id, officer, facts, version=version, signature=signature)
        except Undone as undone:
            return undone.refused

    def _case(self, decision: Decision) -> Case | None:
        if decision.procedure not in self.procedures:
            return None
        return self.cases.by_number(decision.document["data"]["number"])

    def _power_refusal(
        self, decision: Decision, move: Transition, officer: Officer
    ) -> Reason | None:
        """An approval takes the power of the move; who proposed it had theirs.

        Neither is about the officer themself.
        """
        opened_by = decision.opened_by
        proposes = opened_by is not None and opened_by.officer_id == officer.officer_id
        power = Power.WORK_SEE if proposes else move.power
        whose = decision.document["data"].get("subject")
        return self.permissions.strict(officer, power, about=whose)

"""Second persons of the engine of cases: two people who signed, and nothing less."""

from collections.abc import Sequence

from idp.casework.domain.moves import Move
from idp.casework.ports import Approvals
from idp.kernel.actors import Actor, Officer
from idp.kernel.canonical_json import canonical
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.officers.decisions import SignedDecisions
from idp.officers.domain.case_contents import CaseContents, content_of_case


class SignedApprovals:
    """A move that takes a second person is made by a decision that two people signed.

    `unsigned` decides about commands; outside the demonstration it refuses them. `demo`: there an
    officer's approval without a signature is taken too. The engine is made before officers can be,
    so the decisions are bound later, once.
    """

    def __init__(self, unsigned: Approvals, *, demo: bool) -> None:
        self._unsigned = unsigned
        self._demo = demo
        self._signed: tuple[SignedDecisions, CaseContents] | None = None

    def bind(self, decisions: SignedDecisions, contents: CaseContents) -> None:
        """From now on signatures are looked up here."""
        self._signed = (decisions, contents)

    def refusal(self, actor: Actor, authors: Sequence[Actor]) -> Reason | None:
        """Why this actor is no second person after these.

        An officer who opened or moved the case before is told so; whether two people sign is
        decided by their signatures.
        """
        if not isinstance(actor, Officer):
            return self._unsigned.refusal(actor, authors)
        before = [each for each in authors if isinstance(each, Officer)]
        again = any(
            each.officer_id == actor.officer_id or each.subject_id == actor.subject_id
            for each in before
        )
        return Reason.FOUR_EYES if again else None

    def moved(self, case_id: Id, actor: Actor) -> None:
        """Void the decision that waited for signatures, with an entry: the case is another now."""
        if self._signed is not None:
            self._signed[0].void(case_id, actor, Reason.CASE_MOVED)

    def accept(self, move: Move, signature: object) -> Id | Refused | None:
        """Execute the decision with the id `signature`; returns it.

        Refused: FOUR_EYES, NOT_PROVEN without a signature, PAGE_CHANGED when what was signed is
        not what would be done, and as `SignedDecisions.execute`.
        """
        if not isinstance(move.actor, Officer):
            return self._unsigned.accept(move, signature)
        again = self.refusal(move.actor, move.authors)
        if again is not None:
            return Refused(again)
        if isinstance(signature, str):
            return self._execute(move, move.actor, signature)
        unsigned = self._unsigned.accept(move, signature)
        if isinstance(unsigned, Refused):
            return unsigned
        return None if self._demo else Refused(Reason.NOT_PROVEN)

    def _execute(self, move: Move, officer: Officer, decision_id: Id) -> Id | Refused:
        if self._signed is None:
            return Refused(Reason.NOT_PROVEN)
        decisions, contents = self._signed
        decision = decisions.find(decision_id)
        if decision is None:
            return Refused(Reason.NOT_FOUND)
        now = content_of_case(move.case, move.transition, contents.of(move.case), facts=move.facts)
        said = decision.document
        same = (
            (decision.case_id, decision.version, decision.procedure, decision.event)
            == (now.case_id, now.version, now.procedure, now.event)
        ) and canonical(said["data"]) == canonical(now.data)
        if not same:
            return Refused(Reason.PAGE_CHANGED)
        executed = decisions.execute(decision_id, officer)
        return executed if isinstance(executed, Refused) else executed.id

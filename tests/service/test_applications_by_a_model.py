"""Applications against a model: whatever is done in whatever order, the case is what it says."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.issuance.domain import MOST_COMPARISONS, IssuanceGround, Missing
from idp.issuance.procedures import IssuanceEvent
from idp.kernel.refusals import Reason, Refused
from tests.support.issuance import PERSON, WITH_CARD, Counter, counter
from tests.support.world import World, sure

_NUMBERS = count(100)
BEFORE, RUNNING = ("submitted", "incomplete"), ("complete_valid", "verified")
OVER = Reason.STATE_ALREADY_HOLDS


@dataclass
class Dossier:
    """What the law says of one application, in a few words."""

    joint: bool
    state: str = "submitted"
    signed: bool = False
    matched: bool = False
    compared: int = 0
    has_card: bool = False
    renamed: bool = False
    """A register says since that the person has another name."""

    def biometrics(self) -> Reason | None:
        return None if self.matched else Reason.BIOMETRIC_MISMATCH

    def changed(self) -> Reason | None:
        return Reason.MATCH_MISSING if self.renamed else None

    def compare(self) -> Reason | None:
        where = ("complete_valid",) if self.joint else BEFORE
        if self.state not in where:
            early = self.joint and self.state in BEFORE
            return Reason.DOSSIER_INCOMPLETE if early else OVER
        return Reason.BIOMETRIC_DISABLED if self.compared >= MOST_COMPARISONS else None

    def complete(self) -> Reason | None:
        if self.state not in BEFORE:
            return OVER
        if not self.signed:
            return Reason.SUBJECT_CONFIRMATION_MISSING
        return (None if self.joint else self.biometrics()) or self.changed()

    def verify(self) -> Reason | None:
        if self.state in BEFORE:
            return Reason.DOSSIER_INCOMPLETE
        if self.state != "complete_valid":
            return OVER
        if self.joint and not self.has_card:
            return Reason.IDENTITY_CARD_REQUIRED
        return (self.biometrics() if self.joint else None) or self.changed()


class Applications(RuleBasedStateMachine):
    """One person, who may apply several times."""

    def __init__(self, at: Counter) -> None:
        super().__init__()
        self.at = at
        self.level: int | None = None

    @initialize(account=st.booleans(), joint=st.booleans())
    def arrives(self, *, account: bool, joint: bool) -> None:
        self.number = f"001190{next(_NUMBERS):06}"
        self.phone = f"+8491{next(_NUMBERS):07}"
        self.names = count()
        record = {**PERSON, "personal_number": self.number}
        for each in (self.at.population, self.at.identity):
            each.records[self.number] = record
        self.at.subscribers.records[self.phone] = {"personal_number": self.number}
        if account:
            self.at.world.person(level=1, totp=False, data={**record, "status": "living"})
            self.level = 1
        self.case = sure(self.apply(joint=joint))
        self.model = Dossier(joint)

    def apply(self, *, joint: bool) -> Case | Refused:
        name = self.at.population.records[self.number]["name"]
        told = replace(
            WITH_CARD,
            shown=replace(WITH_CARD.shown, number=self.number, name=name),
            phone=self.phone,
            card_number="" if joint else WITH_CARD.card_number,
            card_application="CC-1" if joint else "",
            username=f"person.{self.number[6:]}.x",
        )
        return self.at.apply(told)

    def agrees(self, answer: Moved | Case | Refused, reason: Reason | None, state: str) -> None:
        """The answer is what the model says, and so is where the dossier is then."""
        found = answer.reason if isinstance(answer, Refused) else None
        assert found is reason, (found, reason, self.model)
        if reason is None:
            self.model.state = state

    @rule(face=st.booleans(), finger=st.booleans())
    def compare(self, *, face: bool, finger: bool) -> None:
        reason = self.model.compare()
        self.agrees(self.at.compare(self.case, face=face, finger=finger), reason, self.model.state)
        if reason is None:
            self.model.compared += 1
            self.model.matched = face and finger

    @precondition(lambda self: not self.model.signed)
    @rule()
    def sign(self) -> None:
        self.at.sign(self.case)
        self.model.signed = True

    @rule()
    def complete(self) -> None:
        reason = self.model.complete()
        self.agrees(self.at.complete(self.case), reason, "complete_valid")

    @rule()
    def verify(self) -> None:
        reason = self.model.verify()
        self.agrees(self.at.verify(self.case), reason, "verified")

    @precondition(lambda self: self.model.state == "verified")
    @rule()
    def grant(self) -> None:
        self.agrees(self.at.grant(self.case), self.model.changed(), "granted")
        if self.model.state == "granted":
            self.level = 2

    @rule()
    def send_back(self) -> None:
        received = self.model.state == "submitted"
        officer = (self.at.receiver if received else self.at.reviewer).officer
        fire = self.at.world.services.cases.fire
        possible = self.model.state in ("submitted", *RUNNING)
        answer = fire(self.case.id, IssuanceEvent.RETURN, officer, Missing("A paper."))
        self.agrees(answer, None if possible else OVER, "incomplete")

    @rule()
    def refuse(self) -> None:
        fire = self.at.world.services.cases.fire
        possible = self.model.state in (*BEFORE, *RUNNING)
        ground, officer = IssuanceGround("So."), self.at.reviewer.officer
        answer = fire(self.case.id, IssuanceEvent.REFUSE, officer, ground)
        self.agrees(answer, None if possible else OVER, "refused")

    @rule()
    def withdraw(self) -> None:
        fire = self.at.world.services.cases.fire
        possible = self.model.state in (*BEFORE, *RUNNING)
        answer = fire(self.case.id, IssuanceEvent.WITHDRAW, self.at.receiver.officer)
        self.agrees(answer, None if possible else OVER, "withdrawn")

    @rule()
    def amend(self) -> None:
        self.at.world.clock.advance(timedelta(seconds=1))
        answer = self.at.issuance.amend(
            self.case.id,
            phone=self.phone,
            email="",
            username="",
            version=self.at.now(self.case).version,
            actor=self.at.receiver.officer,
        )
        possible = self.model.state in BEFORE
        self.agrees(answer, None if possible else OVER, self.model.state)
        if possible:
            self.model.signed = False

    @precondition(lambda self: self.model.joint)
    @rule()
    def card_is_issued(self) -> None:
        issue, version = self.at.issuance.card_issued, self.at.now(self.case).version
        answer = issue(self.case.id, "001234567", version=version, actor=self.at.receiver.officer)
        early = self.model.state in BEFORE
        possible = self.model.state == "complete_valid"
        reason = None if possible else Reason.DOSSIER_INCOMPLETE if early else OVER
        self.agrees(answer, reason, self.model.state)
        self.model.has_card = self.model.has_card or possible

    @rule()
    def register_renames(self) -> None:
        name = f"Nguyễn Thị Sáu {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[next(self.names) % 26]}"
        for each in (self.at.population, self.at.identity):
            each.records[self.number] = {**each.records[self.number], "name": name}
        services, person = self.at.world.services, self.case.subject_id
        assert person is not None
        held = services.subjects.identity(person).data["name"]
        with services.database.transaction():
            told = {"name": replace(held, value=name)}
            services.subjects.amend(person, told, from_then=self.at.world.clock.now())
        self.model.renamed = True

    @rule(joint=st.booleans())
    def applies_again(self, *, joint: bool) -> None:
        answer, is_open = self.apply(joint=joint), self.model.state in (*BEFORE, *RUNNING)
        if isinstance(answer, Refused):
            assert answer.reason is (OVER if self.level == 2 else Reason.CASE_OPEN)
            assert is_open or self.level == 2
            return
        assert not is_open
        self.case, self.model = answer, Dossier(joint)

    @invariant()
    def is_as_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        services = self.at.world.services
        assert self.at.now(self.case).state == self.model.state
        clocks = services.deadlines.of_case(self.case.id)
        running = [each for each in clocks if each.stopped_at is None]
        assert len(running) == (self.model.state in RUNNING)
        assert self.case.subject_id is not None
        account = services.accounts.by_subject(self.case.subject_id)
        assert (None if account is None else account.level) == self.level


def test_applications_are_what_the_model_says(world: World) -> None:
    with counter(world) as at:

        class Here(Applications):
            def __init__(self) -> None:
                super().__init__(at)

        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=12,
                stateful_step_count=16,
                deadline=None,
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_model_can_be_granted(world: World) -> None:
    """The walk that the machine finds rarely, so that the model is known to reach its end."""
    with counter(world) as at:
        machine = Applications(at)
        machine.arrives(account=False, joint=False)
        machine.compare(face=True, finger=True)
        machine.sign()
        machine.complete()
        machine.verify()
        machine.grant()
        machine.is_as_the_model_says()
        assert machine.level == 2

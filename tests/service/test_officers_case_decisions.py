"""A second person's move of a case is made by what two people signed, and by nothing less."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from idp.access.powers import Power, may
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Done, Effect
from idp.casework.domain.procedure import Procedure, Refusal, Transition
from idp.casework.effects import Effects
from idp.casework.permissions import Permissions
from idp.casework.ports import UnsignedApprovals
from idp.casework.service import Cases
from idp.casework.tables import CASE_FILE
from idp.factors.biometrics.domain import (
    Assurance,
    AssuranceKind,
    BiometricProvider,
    RecordState,
)
from idp.factors.biometrics.tables import PROVIDER
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, Actor, Officer, OfficerRole, Operator, SecondPerson
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason, Refused
from idp.law.citations import INTEGRITY
from idp.officers.approvals import SignedApprovals
from idp.officers.case_decisions import CaseDecisions, CaseSigned
from idp.officers.domain.case_contents import CaseContent
from idp.officers.domain.decisions import Decision, DecisionState
from idp.officers.domain.signing import ShownValue
from idp.officers.offline import verify_decisions
from idp.platform.cached import SEEN_FOR
from idp.policy.domain import Switch
from idp.violations.domain import ViolationKind
from tests.support import databases
from tests.support.biometrics import matcher, report
from tests.support.desks import Desk, desk_of, end_by_two
from tests.support.races import race
from tests.support.world import World, sure

HERE = "http://127.0.0.1:9"
SHELL = Operator(user="root", host="db1", said="An.Nguyen ")


class State(StrEnum):
    PENDING = "pending"
    DONE = "done"


class Event(StrEnum):
    APPROVE = "approve"


CHANGE = Procedure(
    name="change",
    citation=INTEGRITY,
    desk="operation",
    states=State,
    events=Event,
    initial=State.PENDING,
    final={State.DONE},
    opening=Power.POLICY_PROPOSE,
    transitions=(
        Transition(
            source=State.PENDING,
            event=Event.APPROVE,
            target=State.DONE,
            power=Power.POLICY_APPROVE,
            second_person=True,
            happening=EventType.POLICY_APPROVED,
            if_refused=EventType.POLICY_APPROVAL_REFUSED,
        ),
    ),
    refusals=(
        Refusal(states={State.DONE}, event=Event.APPROVE, reason=Reason.STATE_ALREADY_HOLDS),
    ),
)


@dataclass
class Register:
    """What the cases are about: a value that can be edited."""

    value: str = "all"

    def of(self, case: Case) -> CaseContent:
        shown = ShownValue("sso", "same_client", self.value)
        return CaseContent(
            CHANGE.citation.vi, (shown,), {"value": self.value, "of": case.procedure}
        )


@dataclass
class Engine:
    """An engine as in production, where a name at a command is no second person."""

    world: World
    register: Register
    cases: Cases
    decisions: CaseDecisions

    def begun(self, actor: Actor) -> Case:
        return sure(self.cases.open(CHANGE, actor, EventType.POLICY_PROPOSED))

    def decision(self, case: Case, desk: Desk) -> Decision:
        return sure(self.decisions.of_case(case.number, desk.officer))

    def sign(self, desk: Desk, decision: Decision) -> CaseSigned | Refused:
        page = self.world.services.decisions.page(decision.id, desk.officer)
        if isinstance(page, Refused):
            return page
        return self.decisions.sign(decision.id, desk.officer, desk.answer(page))


@pytest.fixture
def engine(world: World) -> Engine:
    services, register = world.services, Register()
    approvals = SignedApprovals(UnsignedApprovals(SecondPerson()), demo=False)
    permissions = Permissions(world.clock, may, services.subjects)
    made: Any = {
        "context": ServiceContext(services.database, world.clock, services.history),
        "procedures": {CHANGE.name: CHANGE},
        "effects": Effects({}),
        "permissions": permissions,
        "approvals": approvals,
        "deadlines": services.deadlines,
        "rule_set": "draft-2024",
        "texts": services.cases.texts,
    }
    cases = Cases(**made)
    approvals.bind(services.decisions, register)
    decisions = CaseDecisions(
        database=services.database,
        clock=world.clock,
        permissions=permissions,
        procedures={CHANGE.name: CHANGE},
        cases=cases,
        decisions=services.decisions,
        contents=register,
    )
    return Engine(world, register, cases, decisions)


@pytest.fixture
def first(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def second(world: World) -> Desk:
    return desk_of(world)


def refusal(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def state(engine: Engine, case: Case) -> str | None:
    found = engine.cases.by_number(case.number)
    return None if found is None else found.state


def test_the_second_signature_moves_the_case(engine: Engine, first: Desk, second: Desk) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, second)
    assert engine.decision(case, first).id == decision.id
    assert decision.shown[1] == ShownValue("sso", "same_client", "all")
    assert sure(engine.sign(first, decision)).moved is None
    assert state(engine, case) == State.PENDING
    moved = sure(engine.sign(second, decision)).moved
    assert moved is not None
    assert moved.case.state == State.DONE
    last = engine.cases.events(case.id)[-1]
    assert last.decision_id == decision.id
    assert isinstance(last.actor, Officer)
    exported = list(engine.world.services.decisions.export())
    issuer = engine.world.settings.issuer
    assert list(verify_decisions(exported, issuer=issuer)) == []


def test_a_case_whose_terms_were_counted_anew_is_decided_as_before(
    engine: Engine, first: Desk, second: Desk
) -> None:
    case = engine.begun(first.officer)
    with engine.world.services.database.transaction():
        engine.cases.hold([case.id])
        engine.cases.recounted([case.id])
    decision = engine.decision(case, second)
    assert decision.opened_by is not None
    assert decision.opened_by.officer_id == first.officer.officer_id
    assert sure(engine.sign(first, decision)).moved is None
    assert sure(engine.sign(second, decision)).moved is not None


def test_nothing_less_moves_it(engine: Engine, first: Desk, second: Desk) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    approve = engine.cases.approve
    assert refusal(approve(case.id, second.officer)) is Reason.NOT_PROVEN
    for forged in (decision.id, "x", case.id):
        refused = refusal(approve(case.id, second.officer, signature=forged))
        assert refused in {Reason.FOUR_EYES, Reason.NOT_FOUND}
    assert refusal(approve(case.id, first.officer, signature=decision.id)) is Reason.FOUR_EYES
    refused = refusal(approve(case.id, SHELL, signature=decision.id))
    assert refused in {Reason.COMMANDS_PROPOSE, Reason.NOT_AUTHORISED}
    assert state(engine, case) == State.PENDING


def test_what_a_command_proposed_takes_two_officers(
    engine: Engine, first: Desk, second: Desk
) -> None:
    case = engine.begun(SHELL)
    decision = engine.decision(case, first)
    assert sure(engine.sign(first, decision)).moved is None
    assert refusal(engine.sign(first, decision)) is Reason.FOUR_EYES
    assert sure(engine.sign(second, decision)).moved is not None


def test_a_decision_over_other_content_does_nothing(
    engine: Engine, first: Desk, second: Desk
) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    engine.register.value = "off"
    assert refusal(engine.sign(second, decision)) is Reason.PAGE_CHANGED
    assert state(engine, case) == State.PENDING
    signed = engine.world.services.decisions.signatures(decision.id)
    assert [each.act for each in signed] == ["propose"]
    anew = engine.decision(case, second)
    assert anew.id != decision.id
    assert refusal(engine.sign(first, decision)) is Reason.STATE_ALREADY_HOLDS


def test_an_approver_without_the_power_signs_nothing(engine: Engine, world: World) -> None:
    first, auditor = desk_of(world), desk_of(world, OfficerRole.AUDITOR)
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    assert refusal(engine.sign(auditor, decision)) is Reason.NOT_AUTHORISED


def tries(engine: Engine, desk: Desk, decision: Decision) -> list[Reason]:
    """Why signatures of this officer were refused, oldest first, as the history tells it."""
    told = engine.world.services.history.of_actor(desk.officer.officer_id)
    refused = [each for each in told if each.happening is EventType.DECISION_REFUSED]
    assert {each.facts["decision"] for each in refused} <= {decision.id}
    return [Reason(each.facts["reason"]) for each in reversed(refused)]


@pytest.mark.norm("D4.8", limb="a refused signature is in the history, with its officer and reason")
def test_each_refused_signature_is_in_the_history(
    engine: Engine, first: Desk, second: Desk
) -> None:
    auditor, third = desk_of(engine.world, OfficerRole.AUDITOR), desk_of(engine.world)
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    assert refusal(engine.sign(auditor, decision)) is Reason.NOT_AUTHORISED
    assert tries(engine, auditor, decision) == [Reason.NOT_AUTHORISED]
    of_another = third.answer(third.page(decision))
    forged = engine.decisions.sign(decision.id, second.officer, of_another)
    assert refusal(forged) is Reason.NOT_PROVEN
    engine.register.value = "off"
    assert refusal(engine.sign(second, decision)) is Reason.PAGE_CHANGED
    engine.register.value = "all"
    late = third.answer(third.page(decision))
    sure(engine.cases.assign(case.id, first.officer, owner=first.officer))
    answer = engine.decisions.sign(decision.id, third.officer, late)
    assert refusal(answer) is Reason.CASE_MOVED
    assert tries(engine, second, decision) == [Reason.NOT_PROVEN, Reason.PAGE_CHANGED]
    assert tries(engine, third, decision) == [Reason.CASE_MOVED]
    assert state(engine, case) == State.PENDING


def test_a_signature_whose_move_is_refused_is_not_kept_and_is_told(
    engine: Engine, first: Desk, second: Desk
) -> None:
    effects = Effects({CHANGE.name: CHANGE})
    locked = Effect(lambda _: Done(), lambda _: Refused(Reason.ACCOUNT_LOCKED))
    effects.add(CHANGE, {Event.APPROVE: locked})
    cases = replace(engine.cases, effects=effects)
    strict = replace(engine, cases=cases, decisions=replace(engine.decisions, cases=cases))
    case = strict.begun(first.officer)
    decision = strict.decision(case, first)
    sure(strict.sign(first, decision))
    assert refusal(strict.sign(second, decision)) is Reason.ACCOUNT_LOCKED
    signatures = engine.world.services.decisions.signatures(decision.id)
    assert [each.act for each in signatures] == ["propose"]
    assert tries(strict, second, decision) == [Reason.ACCOUNT_LOCKED]


def test_who_is_no_officer_any_more_is_told_too(engine: Engine, first: Desk, second: Desk) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    officer, answer = second.officer, second.answer(second.page(decision))
    services, locked = engine.world.services, {"ground": "g", "body": "b", "remedy": "r"}
    sure(services.endings.lock(second.person.subject_id, **locked, actor=SHELL))
    refused = engine.decisions.sign(decision.id, officer, answer)
    assert refusal(refused) is Reason.ACCOUNT_LOCKED
    told = services.history.of_actor(officer.officer_id)
    reasons = [
        each.facts["reason"] for each in told if each.happening is EventType.DECISION_REFUSED
    ]
    assert reasons == [Reason.ACCOUNT_LOCKED]


def test_an_old_sign_in_does_not_approve(engine: Engine, first: Desk, second: Desk) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    old = second.officer
    page = second.page(decision)
    engine.world.clock.advance(timedelta(minutes=4))
    stale = replace(old, authenticated_at=old.authenticated_at - timedelta(hours=1))
    answer = engine.decisions.sign(decision.id, stale, second.answer(page))
    assert refusal(answer) is Reason.FRESH_SIGN_IN_REQUIRED


def test_a_case_that_was_decided_is_not_decided_again(
    engine: Engine, first: Desk, second: Desk
) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    for desk in (first, second):
        sure(engine.sign(desk, decision))
    again = engine.decisions.of_case(case.number, first.officer)
    assert refusal(again) is Reason.STATE_ALREADY_HOLDS
    assert refusal(engine.decisions.of_case("none", first.officer)) is Reason.NOT_FOUND


def test_a_case_that_moves_voids_what_waits_for_signatures(
    engine: Engine, first: Desk, second: Desk
) -> None:
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    sure(engine.cases.assign(case.id, second.officer, owner=second.officer))
    found = engine.world.services.decisions.find(decision.id)
    assert found is not None
    assert found.state is DecisionState.VOID
    told = engine.world.services.history.of_actor(second.officer.officer_id)
    reasons = [
        each.facts["reason"] for each in told if each.happening is EventType.DECISION_REFUSED
    ]
    assert reasons == [Reason.CASE_MOVED]
    assert refusal(engine.decisions.refuse(decision.id, first.officer)) is Reason.CASE_MOVED


def test_a_decision_of_a_case_is_withdrawn_or_refused_by_who_may_sign(
    engine: Engine, first: Desk, second: Desk
) -> None:
    auditor = desk_of(engine.world, OfficerRole.AUDITOR)
    case = engine.begun(first.officer)
    for desk in (first, second):
        decision = engine.decision(case, first)
        refused = engine.decisions.refuse(decision.id, auditor.officer)
        assert refusal(refused) is Reason.NOT_AUTHORISED
        sure(engine.decisions.refuse(decision.id, desk.officer))
        assert refusal(engine.sign(second, decision)) is Reason.DECLINED
    assert state(engine, case) == State.PENDING


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_approvers_at_once_move_it_once(engine: Engine, first: Desk, second: Desk) -> None:
    third = desk_of(engine.world)
    case = engine.begun(first.officer)
    decision = engine.decision(case, first)
    sure(engine.sign(first, decision))
    shown = [(each.officer, each.answer(each.page(decision))) for each in (second, third)]

    def approve() -> CaseSigned | Refused:
        officer, answer = shown.pop()
        return engine.decisions.sign(decision.id, officer, answer)

    answers = race(approve, times=2)
    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]
    assert len(engine.cases.events(case.id)) == 2


def test_a_switch_is_changed_by_what_two_officers_signed(
    world: World, first: Desk, second: Desk
) -> None:
    services = world.services
    change = sure(services.policy.propose(Switch.SSO, "same_client", first.officer))
    with services.database.transaction():
        row = services.database.one(select(CASE_FILE.c.number).where(CASE_FILE.c.id == change.id))
    assert row is not None
    decision = sure(services.case_decisions.of_case(row.number, first.officer))
    assert decision.shown[1] == ShownValue("sso", "all", "same_client")
    for desk in (first, second):
        page = sure(services.decisions.page(decision.id, desk.officer))
        sure(services.case_decisions.sign(decision.id, desk.officer, desk.answer(page)))
    world.clock.advance(SEEN_FOR + timedelta(seconds=1))
    assert services.policy.value(Switch.SSO) == "same_client"


def test_ending_an_appointment_gives_open_cases_back(
    world: World, first: Desk, second: Desk
) -> None:
    reviewer = desk_of(world, OfficerRole.REVIEWER)
    services, me = world.services, reviewer.officer
    opened = services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to="a", actor=ActingClient(client_id="b")
    )
    sure(services.violations.take(opened, me))
    end_by_two(first, second, reviewer)
    with services.database.transaction():
        row = services.database.one(select(CASE_FILE.c.owner).where(CASE_FILE.c.id == opened))
    assert row is not None
    assert row.owner is None


def test_all_that_is_entered_about_a_biometric_service_is_shown(world: World, first: Desk) -> None:
    services = world.services
    proposed = services.biometric_providers.propose(
        matcher(HERE), token="t" * 43, actor=first.officer
    )
    made = sure(proposed)
    with services.database.transaction():
        row = services.database.one(select(CASE_FILE.c.number).where(CASE_FILE.c.id == made.id))
    assert row is not None
    decision = sure(services.case_decisions.of_case(row.number, first.officer))
    shown = {each.label: each.after for each in decision.shown}
    assert shown["endpoint"] == made.endpoint
    assert {"name", "role", "interface", "gallery", "modalities", "profile"} <= set(shown)
    assert "t" * 43 not in decision.content.decode()


@pytest.fixture
def service(world: World, first: Desk) -> BiometricProvider:
    """A service that an officer proposed."""
    return sure(world.services.biometric_providers.propose(matcher(HERE), actor=first.officer))


def decided(world: World, record: BiometricProvider | Assurance, desk: Desk) -> Decision:
    case = world.services.work_list.by_id(record.id)
    assert case is not None
    return sure(world.services.case_decisions.of_case(case.number, desk.officer))


def signed(world: World, desk: Desk, decision: Decision) -> CaseSigned | Refused:
    answer = desk.answer(desk.page(decision))
    return world.services.case_decisions.sign(decision.id, desk.officer, answer)


def test_a_service_that_is_not_as_it_was_proposed_is_signed_by_no_one(
    world: World, first: Desk, second: Desk, service: BiometricProvider
) -> None:
    services, decision = world.services, decided(world, service, first)

    def becomes(endpoint: str) -> None:
        """By somebody whom the guards of the table do not stop."""
        with databases.past_the_guards(services.database) as work:
            mine = update(PROVIDER).where(PROVIDER.c.id == service.id)
            work.execute(mine.values(endpoint=endpoint))

    becomes("https://elsewhere.example")
    assert refusal(signed(world, first, decision)) is Reason.PAGE_CHANGED
    becomes(service.endpoint)
    assert sure(signed(world, first, decision)).moved is None
    becomes("https://elsewhere.example")
    assert services.case_decisions.is_stale(decision)
    assert refusal(signed(world, second, decision)) is Reason.PAGE_CHANGED
    found = services.biometric_providers.one(service.id)
    assert found is not None
    assert found.state is RecordState.PENDING


def test_a_service_is_decided_beside_those_that_are_in_force_then(
    world: World, first: Desk, second: Desk, service: BiometricProvider
) -> None:
    services = world.services
    rival = sure(
        services.biometric_providers.propose(
            matcher(HERE, name="Rival", modalities=(Modality.FACE,)), actor=first.officer
        )
    )
    before = decided(world, service, first)
    assert {each.label: each.after for each in before.shown}["in_force"] == "[]"
    sure(signed(world, first, before))
    theirs = decided(world, rival, first)
    for desk in (first, second):
        sure(signed(world, desk, theirs))
    assert refusal(signed(world, second, before)) is Reason.PAGE_CHANGED
    anew = decided(world, service, first)
    assert anew.id != before.id
    assert "Rival" in str({each.label: each.after for each in anew.shown}["in_force"])
    sure(signed(world, first, anew))
    assert sure(signed(world, second, anew)).moved is not None


def test_a_report_is_decided_about_the_service_as_it_is(
    world: World, first: Desk, second: Desk, service: BiometricProvider
) -> None:
    providers = world.services.biometric_providers
    made = sure(
        providers.propose_assurance(
            report(world, service, AssuranceKind.FALSE_MATCH), actor=first.officer
        )
    )
    decision = decided(world, made, first)
    assert {each.label: each.after for each in decision.shown}["service"] == (
        f"{service.name}, {service.endpoint}"
    )
    sure(signed(world, first, decision))
    sure(providers.retire(service.id, actor=second.officer))
    assert refusal(signed(world, second, decision)) is Reason.PAGE_CHANGED
    assert providers.one(made.id) == made


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_services_signed_at_once_one_is_decided_on_what_it_shows(world: World) -> None:
    """The last signature of each, on two connections: the second one shows a register of before."""
    services = world.services
    first, second = desk_of(world), desk_of(world, OfficerRole.APPROVER)
    made = [
        sure(services.biometric_providers.propose(matcher(HERE, name=name), actor=first.officer))
        for name in ("One", "Two")
    ]
    decisions = [decided(world, each, first) for each in made]
    for decision in decisions:
        sure(signed(world, first, decision))
    answers = [second.answer(second.page(decision)) for decision in decisions]
    sign = services.case_decisions.sign
    waiting = [
        partial(sign, decision.id, second.officer, answer)
        for decision, answer in zip(decisions, answers, strict=True)
    ]

    def sign_one() -> CaseSigned | Refused:
        return waiting.pop()()

    got = race(sign_one, times=2)
    refused = [each.reason for each in got if isinstance(each, Refused)]
    assert refused == [Reason.PAGE_CHANGED]

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select

from idp.history.actors import to_document
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import (
    ActingClient,
    Actor,
    OfficerRole,
    Operator,
    Person,
    System,
    Through,
    Unproven,
)
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.platform.database import Database
from idp.policy.domain import SWITCH_RULES, ChangeState, PolicyChange, Switch, default_of
from idp.policy.procedures import PROPOSED_FOR
from idp.policy.service import Policy
from idp.policy.tables import POLICY_CHANGE, POLICY_VALUE
from idp.schema.carried_cases import carry
from tests.support.engines import policy_of
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import AN, BINH, CHI, OPERATOR, officer
from tests.support.races import meanwhile, race
from tests.support.world import sure

EXCEPTION = {
    "issued_to": "a",
    "recipient": "b",
    "basis": "an act",
    "data": ["acr"],
    "since": "2026-01-01",
    "until": "2026-12-31",
}


@pytest.fixture
def policy(context: ServiceContext) -> Policy:
    return policy_of(context)


TOLD = """
    SELECT happening, actor_id FROM history WHERE substr(happening, 1, 8) <> 'deadline' ORDER BY id
"""
"""Without the terms of the cases, which run by themselves."""


def told(database: Database) -> list[tuple[str, str]]:
    with database.transaction() as connection:
        rows = connection.exec_driver_sql(TOLD).all()
    return [(row.happening, row.actor_id) for row in rows]


def test_a_value_that_an_upgrade_kept_is_told_until_somebody_decides(
    policy: Policy, database: Database
) -> None:
    with database.transaction() as connection:
        connection.execute(delete(POLICY_VALUE))
        connection.execute(insert(POLICY_VALUE).values(switch=Switch.SSO, value="all"))
    assert policy.kept() == [Switch.SSO]
    change = sure(policy.propose(Switch.SSO, "all", AN))
    assert policy.kept() == [Switch.SSO]
    sure(policy.approve(change.id, BINH))
    assert policy.kept() == []


@pytest.mark.norm("D4.8")
def test_one_administrator_alone_changes_nothing(policy: Policy, database: Database) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    assert change.state == "pending_second_approval"
    assert policy.approve(change.id, AN) == Refused(Reason.FOUR_EYES)
    assert policy.value(Switch.SSO) == "all"
    assert [each.state for each in policy.changes()] == [ChangeState.PENDING]
    assert told(database) == [
        ("policy_proposed", AN.officer_id),
        ("policy_approval_refused", AN.officer_id),
    ]


def test_one_person_with_two_appointments_or_sessions_is_no_second_person(policy: Policy) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    for other in (
        officer(OfficerRole.APPROVER, subject_id=AN.subject_id),
        replace(AN, session_id=new_id(), desk="another"),
        Person(subject_id=AN.subject_id, session_id=new_id()),
    ):
        assert policy.approve(change.id, other) == Refused(Reason.FOUR_EYES)
    assert policy.value(Switch.SSO) == "all"


@pytest.mark.norm("D4.8", limb="a typed name is no second person")
@pytest.mark.parametrize(
    "second",
    [
        replace(OPERATOR, said="binh"),
        Unproven(through=Through.UNKNOWN, said="binh"),
        System(rule="D4.8"),
        ActingClient(client_id="binh"),
    ],
)
def test_who_is_not_proven_is_no_second_person(
    policy: Policy, database: Database, second: Actor
) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    typed = isinstance(second, Operator)
    reason = Reason.COMMANDS_PROPOSE if typed else Reason.NOT_AUTHORISED
    assert policy.approve(change.id, second) == Refused(reason)
    assert told(database)[-1][0] == "policy_approval_refused"
    proposed = sure(policy.propose(Switch.SSO, "off", replace(OPERATOR, said="an")))
    assert policy.approve(proposed.id, second) == Refused(reason)
    assert policy.approve(proposed.id, BINH) == Refused(Reason.NOT_AUTHORISED)
    assert policy.value(Switch.SSO) == "all"


def test_the_demonstration_plays_both_people_by_what_was_typed(context: ServiceContext) -> None:
    policy = policy_of(context, demo=True)
    change = sure(policy.propose(Switch.SSO, "off", replace(OPERATOR, said="an")))
    same = policy.approve(change.id, replace(OPERATOR, said="an"))
    assert same == Refused(Reason.FOUR_EYES)
    approved = policy.approve(change.id, replace(OPERATOR, said="binh"))
    assert isinstance(approved, PolicyChange)


def test_a_proposal_of_an_earlier_release_names_nobody(policy: Policy, database: Database) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    with database.transaction() as work:
        columns = [each.name for each in POLICY_CHANGE.c]
        row = work.execute(select(POLICY_CHANGE)).one()
        older = dict(zip(columns, row, strict=True)) | {"id": new_id(), "proposed_by": "an"}
        work.execute(insert(POLICY_CHANGE).values(**older))
    (before,) = [each for each in policy.changes() if each.id != change.id]
    assert before.proposed_by == Unproven(through=Through.UNKNOWN, said="an")
    assert carry(database.engine, RuleSetName.DRAFT_2024) == 1
    assert policy.approve(before.id, BINH) == Refused(Reason.NOT_AUTHORISED)
    assert isinstance(policy.withdraw(before.id, BINH), PolicyChange)


@pytest.mark.norm("D4.8", limb="before and after are kept")
def test_a_second_person_puts_a_change_in_force_once(policy: Policy) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    approved = policy.approve(change.id, BINH)
    assert isinstance(approved, PolicyChange)
    assert (approved.state, approved.approved_by) == (ChangeState.IN_FORCE, BINH)
    assert (approved.before, policy.value(Switch.SSO)) == ("all", "off")
    assert policy.approve(change.id, CHI) == Refused(Reason.STATE_ALREADY_HOLDS)


@pytest.mark.norm("X16.3", limb="switching the evidence table is audited")
@pytest.mark.norm("D4.8", limb="before and after are kept")
def test_believing_the_models_of_passkeys_is_in_the_history(
    policy: Policy, database: Database
) -> None:
    assert policy.value(Switch.BIOMETRIC_PASSKEYS) is False
    change = sure(policy.propose(Switch.BIOMETRIC_PASSKEYS, value=True, actor=AN))
    policy.approve(change.id, BINH)
    assert policy.value(Switch.BIOMETRIC_PASSKEYS) is True
    assert told(database)[-1] == (EventType.POLICY_APPROVED, BINH.officer_id)
    with database.transaction() as connection:
        written = select(HISTORY.c.facts).order_by(HISTORY.c.id.desc()).limit(1)
        facts = connection.execute(written).scalar_one()
    assert (facts["switch"], facts["before"], facts["after"]) == ("biometric_passkeys", False, True)
    assert facts["proposed_by"] == to_document(AN)


@pytest.mark.norm("D3.8", limb="two operators switch a means off and on")
def test_a_means_is_disabled_and_enabled_again(policy: Policy) -> None:
    for value in (["voice"], []):
        policy.approve(sure(policy.propose(Switch.DISABLED_MEANS, value, AN)).id, BINH)
        assert policy.value(Switch.DISABLED_MEANS) == value


def test_another_process_sees_a_change_within_five_seconds(
    policy: Policy, context: ServiceContext, clock: FrozenClock
) -> None:
    elsewhere = policy_of(context)
    assert elsewhere.value(Switch.SSO) == "all"
    policy.approve(sure(policy.propose(Switch.SSO, "same_client", AN)).id, BINH)
    assert elsewhere.value(Switch.SSO) == "all"
    clock.advance(timedelta(seconds=5))
    assert elsewhere.value(Switch.SSO) == "same_client"


def test_two_racing_approvals_count_once(policy: Policy) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    answers = race(lambda: policy.approve(change.id, BINH), times=6)
    assert sum(isinstance(answer, PolicyChange) for answer in answers) == 1


@pytest.mark.parametrize(
    ("switch", "value"),
    [
        (Switch.SSO, "everywhere"),
        (Switch.SSO, None),
        (Switch.BIOMETRIC_PASSKEYS, 1),
        (Switch.STATUTORY_BASIS, "yes"),
        (Switch.SHARING_EXCEPTIONS, {}),
        (Switch.SHARING_EXCEPTIONS, ["portal"]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"data": []}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"data": ["name"]}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"data": [["acr"]]}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"basis": " "}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"recipient": "a"}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"until": "2025-12-31"}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"since": "tomorrow"}]),
        (Switch.SHARING_EXCEPTIONS, [EXCEPTION | {"more": 1}]),
        (Switch.DISABLED_MEANS, "voice"),
        (Switch.DISABLED_MEANS, ["telepathy"]),
        (Switch.DISABLED_MEANS, [["voice"]]),
    ],
)
def test_a_switch_takes_only_its_own_values(policy: Policy, switch: Switch, value: object) -> None:
    with pytest.raises(ValueError, match=switch):
        policy.propose(switch, value, AN)


def test_nothing_unknown_is_approved(policy: Policy) -> None:
    assert policy.approve(new_id(), BINH) == Refused(Reason.NOT_FOUND)


def test_every_switch_has_a_rule_that_admits_its_default(policy: Policy) -> None:
    assert set(SWITCH_RULES) == set(Switch)
    for switch, rule in SWITCH_RULES.items():
        assert rule.accepts(rule.default)
        assert policy.value(switch) == default_of(switch, policy.mode)


def test_two_changes_of_one_switch_at_once_say_what_each_replaced(
    policy: Policy, database: Database
) -> None:
    first = sure(policy.propose(Switch.SSO, "off", AN))
    second = sure(policy.propose(Switch.SSO, "same_client", AN))
    late = meanwhile(
        database,
        lambda: policy.approve(first.id, BINH),
        lambda: policy.approve(second.id, BINH),
    )
    assert isinstance(late, PolicyChange)
    assert (late.before, late.after) == ("off", "same_client")


def test_a_proposal_that_nobody_approves_lapses(policy: Policy, clock: FrozenClock) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    clock.advance(PROPOSED_FOR)
    late = replace(BINH, authenticated_at=clock.now())
    assert policy.approve(change.id, late) == Refused(Reason.EXPIRED)
    assert policy.engine.lapse() == 1
    assert [each.state for each in policy.changes()] == [ChangeState.WITHDRAWN]
    assert policy.approve(change.id, late) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert policy.value(Switch.SSO) == "all"


def test_a_proposal_is_withdrawn(policy: Policy, database: Database) -> None:
    change = sure(policy.propose(Switch.SSO, "off", AN))
    withdrawn = policy.withdraw(change.id, AN)
    assert isinstance(withdrawn, PolicyChange)
    assert withdrawn.state is ChangeState.WITHDRAWN
    assert told(database)[-1] == ("policy_withdrawn", AN.officer_id)
    again = sure(policy.propose(Switch.SSO, "off", AN))
    assert again.id != change.id


def test_who_has_no_power_proposes_nothing(policy: Policy, database: Database) -> None:
    hotline = officer(OfficerRole.HOTLINE)
    assert policy.propose(Switch.SSO, "off", hotline) == Refused(Reason.NOT_AUTHORISED)
    assert (policy.changes(), told(database)) == ([], [])
    rules = officer(OfficerRole.CONNECTION_REVIEWER)
    assert isinstance(policy.propose(Switch.MEANS_RULES, [], rules), PolicyChange)
    assert policy.propose(Switch.SSO, "off", rules) == Refused(Reason.NOT_AUTHORISED)

from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import Cached
from idp.platform.database import Database
from idp.policy.domain import SWITCH_RULES, ChangeState, PolicyChange, Switch
from idp.policy.service import Policy
from tests.support.frozen_clock import FrozenClock
from tests.support.races import meanwhile, race

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
    return Policy(context, Cached(context.clock))


def told(database: Database) -> list[tuple[str, str]]:
    with database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT happening, actor FROM history ORDER BY id").all()
    return [(row.happening, row.actor) for row in rows]


@pytest.mark.norm("D4.8")
def test_one_administrator_alone_changes_nothing(policy: Policy, database: Database) -> None:
    change = policy.propose(Switch.SSO, "off", "an")
    assert change.state == "pending_second_approval"
    assert policy.approve(change.id, "an") == Refused(Reason.FOUR_EYES)
    assert policy.value(Switch.SSO) == "all"
    assert [each.state for each in policy.changes()] == [ChangeState.PENDING]
    assert told(database) == [("policy_proposed", "an"), ("policy_approval_refused", "an")]


@pytest.mark.norm("D4.8", limb="before and after are kept")
def test_a_second_person_puts_a_change_in_force_once(policy: Policy) -> None:
    change = policy.propose(Switch.SSO, "off", "an")
    approved = policy.approve(change.id, "binh")
    assert isinstance(approved, PolicyChange)
    assert (approved.state, approved.approved_by) == (ChangeState.IN_FORCE, "binh")
    assert (approved.before, policy.value(Switch.SSO)) == ("all", "off")
    assert policy.approve(change.id, "chi") == Refused(Reason.STATE_ALREADY_HOLDS)


@pytest.mark.norm("X16.3", limb="switching the evidence table is audited")
@pytest.mark.norm("D4.8", limb="before and after are kept")
def test_believing_the_models_of_passkeys_is_in_the_history(
    policy: Policy, database: Database
) -> None:
    assert policy.value(Switch.BIOMETRIC_PASSKEYS) is False
    change = policy.propose(Switch.BIOMETRIC_PASSKEYS, value=True, by="an")
    policy.approve(change.id, "binh")
    assert policy.value(Switch.BIOMETRIC_PASSKEYS) is True
    assert told(database)[-1] == (EventType.POLICY_APPROVED, "binh")
    with database.transaction() as connection:
        written = select(HISTORY.c.facts).order_by(HISTORY.c.id.desc()).limit(1)
        facts = connection.execute(written).scalar_one()
    assert (facts["switch"], facts["before"], facts["after"]) == ("biometric_passkeys", False, True)
    assert facts["proposed_by"] == "an"


@pytest.mark.norm("D3.8", limb="two operators switch a means off and on")
def test_a_means_is_disabled_and_enabled_again(policy: Policy) -> None:
    for value in (["voice"], []):
        policy.approve(policy.propose(Switch.DISABLED_MEANS, value, "an").id, "binh")
        assert policy.value(Switch.DISABLED_MEANS) == value


def test_another_process_sees_a_change_within_five_seconds(
    policy: Policy, context: ServiceContext, clock: FrozenClock
) -> None:
    elsewhere = Policy(context, Cached(clock))
    assert elsewhere.value(Switch.SSO) == "all"
    policy.approve(policy.propose(Switch.SSO, "same_client", "an").id, "binh")
    assert elsewhere.value(Switch.SSO) == "all"
    clock.advance(timedelta(seconds=5))
    assert elsewhere.value(Switch.SSO) == "same_client"


def test_two_racing_approvals_count_once(policy: Policy) -> None:
    change = policy.propose(Switch.SSO, "off", "an")
    answers = race(lambda: policy.approve(change.id, "binh"), times=6)
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
        policy.propose(switch, value, "an")


def test_nothing_unknown_is_approved(policy: Policy) -> None:
    assert policy.approve(new_id(), "binh") == Refused(Reason.NOT_FOUND)


def test_every_switch_has_a_rule_that_admits_its_default(policy: Policy) -> None:
    assert set(SWITCH_RULES) == set(Switch)
    for switch, rule in SWITCH_RULES.items():
        assert rule.accepts(rule.default)
        assert policy.value(switch) == rule.default


def test_two_changes_of_one_switch_at_once_say_what_each_replaced(
    policy: Policy, database: Database
) -> None:
    first = policy.propose(Switch.SSO, "off", "an")
    second = policy.propose(Switch.SSO, "same_client", "an")
    late = meanwhile(
        database,
        lambda: policy.approve(first.id, "binh"),
        lambda: policy.approve(second.id, "binh"),
    )
    assert isinstance(late, PolicyChange)
    assert (late.before, late.after) == ("off", "same_client")

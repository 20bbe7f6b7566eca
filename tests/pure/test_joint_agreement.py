"""Who act together for a ward: how many agreed, and who is the last one."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.representation.domain import (
    Representation,
    RepresentationKind,
    is_agreed,
    joint_agreement,
)

UNTIL = datetime(2026, 11, 30, tzinfo=UTC)
AGENTS = ("a", "b", "c", "d")


def record(agent: str | None, *, jointly: bool = True, number: int = 0) -> Representation:
    return Representation(
        id=f"{agent}{number}",
        principal_id="ward",
        agent_id=agent,
        kind=RepresentationKind.GUARDIAN,
        source="population",
        starts_on=date(2020, 1, 1),
        ends_on=None,
        ended_at=None,
        jointly=jointly,
    )


together = st.lists(st.sampled_from((*AGENTS, None)), max_size=5).map(
    lambda found: [record(each, number=i) for i, each in enumerate(found)]
)


@pytest.mark.norm("X9.1", limb="all who act jointly have to agree")
@given(held=together, agreed=st.sets(st.sampled_from(AGENTS)), me=st.sampled_from(AGENTS))
def test_one_is_the_last_exactly_when_every_other_one_agreed(
    held: list[Representation], agreed: set[str], me: str
) -> None:
    held = [record(me, number=9), *held]
    joint = joint_agreement(held, dict.fromkeys(agreed, UNTIL), me)
    others = {each.agent_id for each in held} - {me}
    assert joint.last == (others <= agreed)
    assert joint.able == (None not in others)
    assert joint.last <= joint.able
    assert joint.last == is_agreed(held, {*agreed, me})
    assert joint.agreed == len(agreed & {each.agent_id for each in held})
    assert joint.agreed <= joint.needed
    assert (joint.mine is None) == (me not in agreed)


def test_who_agreed_and_acts_no_more_helps_nobody() -> None:
    joint = joint_agreement([record("a"), record("b")], {"c": UNTIL}, "a")
    assert (joint.agreed, joint.needed, joint.last) == (0, 2, False)


def test_one_without_an_account_is_counted_and_missing() -> None:
    joint = joint_agreement([record("a"), record(None), record("a", number=2)], {}, "a")
    assert (joint.needed, joint.last, joint.able) == (2, False, False)

"""Who act together for a ward: how many agreed, and who is the last one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.representation.domain import (
    AgreementRequest,
    AgreementState,
    Representation,
    RepresentationKind,
    agreed_among,
    answers_to,
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


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(AGENTS),
        st.sampled_from((b"this", b"another", None)),
        st.sampled_from((AgreementState.AGREED, AgreementState.REFUSED)),
        st.integers(0, 14) | st.none(),
    ),
    max_size=4,
    unique_by=lambda each: each[0],
)


@pytest.mark.norm("X9.1", limb="an agreement counts for what it was given to, in its time alone")
@given(said=ANSWERS, lasts=st.integers(1, 9))
def test_an_answer_counts_for_its_version_and_in_its_time(
    said: list[tuple[str, bytes | None, AgreementState, int | None]], lasts: int
) -> None:
    """Days ago each was given; None: not yet."""
    requests = [
        AgreementRequest(
            id=agent,
            case_id="ward",
            record_id=agent,
            agent_id=agent,
            state=state,
            sent_at=None,
            reminded_at=None,
            answered_at=None if ago is None else UNTIL - timedelta(days=ago),
            version=version,
        )
        for agent, version, state, ago in said
    ]
    answers = answers_to(requests, b"this", UNTIL, until=lambda at: at + timedelta(days=lasts))
    counted = {
        agent: state
        for agent, version, state, ago in said
        if version == b"this" and ago is not None and ago < lasts
    }
    assert {agent: state for agent, (state, _) in answers.items()} == counted
    assert all(until > UNTIL for _, until in answers.values())
    agreed = {agent for agent, state in counted.items() if state is AgreementState.AGREED}
    assert agreed_among(answers).keys() == agreed

"""The head is told of terms that are nearly over and of those that were not kept (X7.2)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from idp.deadlines.domain import Deadline, DeadlineState
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from idp.kernel.ids import new_id
from idp.law.terms import TermId
from idp.notices.domain import NoticeKind
from idp.officers.domain.appointments import Appointment
from tests.support.desks import Desk, desk_of
from tests.support.letters import letters
from tests.support.races import race
from tests.support.world import World, sure

OVER, NOT_KEPT = NoticeKind.TERMS_NEARLY_OVER, NoticeKind.TERMS_NOT_KEPT


def begun(world: World) -> Deadline:
    return sure(
        world.services.deadlines.start(
            new_id(), TermId.TAKE_LOSS_CASE, world.clock.now(), case_kind="loss"
        )
    )


def told(desk: Desk, kind: NoticeKind) -> Sequence[Mapping[str, Any]]:
    return letters(desk.world, desk.person, kind)


@pytest.mark.norm("X7.2", limb="a term that passes: the case as it was, breach, head told, report")
def test_a_term_that_passes_is_recorded_told_and_reported(world: World) -> None:
    head, other = desk_of(world), desk_of(world, OfficerRole.HOTLINE)
    term = begun(world)
    world.clock.advance(term.escalate_at - world.clock.now())
    assert world.services.deadline_letters.evaluate() == 1
    assert [each["number"] for each in told(head, OVER)] == ["1"]
    world.clock.advance(term.due_at - world.clock.now())
    assert world.services.deadline_letters.evaluate() == 1
    assert [each["number"] for each in told(head, NOT_KEPT)] == ["1"]
    assert world.services.deadline_letters.evaluate() == 0
    assert len(told(head, OVER)) == len(told(head, NOT_KEPT)) == 1
    assert not told(other, OVER)
    assert not told(other, NOT_KEPT)
    (now,) = world.services.deadlines.of_case(term.case_id)
    assert (now.state(world.clock.now()), now.stopped_at) == (DeadlineState.OVERDUE, None)
    month = civil_day(term.due_at - timedelta(seconds=1))
    assert [each.id for each in world.services.deadlines.breached(month)] == [term.id]


def test_a_warning_writes_no_letter(world: World) -> None:
    head, term = desk_of(world), begun(world)
    world.clock.advance(term.most_at - world.clock.now())
    assert world.services.deadline_letters.evaluate() == 1
    assert not told(head, OVER)


def test_one_letter_tells_of_a_whole_batch(world: World) -> None:
    head = desk_of(world)
    for _ in range(5):
        begun(world)
    world.clock.advance(timedelta(days=30))
    world.services.deadline_letters.evaluate()
    assert [each["number"] for each in told(head, NOT_KEPT)] == ["5"]
    assert not told(head, OVER)


def test_who_was_the_head_is_not_told(world: World) -> None:
    former = desk_of(world, days=1)
    begun(world)
    world.clock.advance(timedelta(days=30))
    world.services.deadline_letters.evaluate()
    assert not told(former, NOT_KEPT)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_workers_one_writes(world: World) -> None:
    head, term = desk_of(world), begun(world)
    world.clock.advance(timedelta(days=30))
    race(world.services.deadline_letters.evaluate, times=4)
    assert len(told(head, NOT_KEPT)) == 1
    happened = world.services.database.all(
        select(HISTORY.c.facts).where(HISTORY.c.happening == EventType.DEADLINE_BREACHED)
    )
    assert [each.facts["case"] for each in happened] == [term.case_id]


def test_a_letter_that_cannot_be_written_leaves_the_breach_for_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entry and letter are of one transaction."""
    head, term = desk_of(world), begun(world)
    world.clock.advance(timedelta(days=30))
    with monkeypatch.context() as broken:
        broken.setattr(Appointment, "in_force", None)
        with pytest.raises(TypeError):
            world.services.deadline_letters.evaluate()
    (now,) = world.services.deadlines.of_case(term.case_id)
    assert now.breached_at is None
    world.services.deadline_letters.evaluate()
    assert len(told(head, NOT_KEPT)) == 1

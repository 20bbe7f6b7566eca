"""Those who act jointly agree at the same moment, each on a connection of their own (X9.1)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.history.domain import EventType
from idp.kernel.actors import Person as Actor
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.wards.activation import WardAccount
from tests.support.families import CHILD, signed_in, told
from tests.support.races import race
from tests.support.world import Person, World, sure

PASSWORD: Final = "con be di hoc som 17"


def acting(world: World, person: Person) -> Actor:
    """In a session of level 2 of their own."""
    now, session = world.clock.now(), signed_in(world, person).session
    return Actor(subject_id=person.subject_id, session_id=session.id, level=2, authenticated_at=now)


@pytest.mark.norm("X9.1", limb="of those who act jointly each agreement counts, and once")
def test_two_agree_at_once_and_the_last_one_activates_once(world: World) -> None:
    mother, father, aunt = (world.person() for _ in range(3))
    child, services = world.granted(data=CHILD), world.services
    told(world, child, mother, father, aunt, jointly=True)
    by, ward = services.activations_by_guardian, child.subject_id

    def page(person: Person) -> WardAccount:
        return sure(by.find(ward, person.subject_id))

    def agreeing(person: Person) -> Callable[[], Reason | None]:
        shown, actor = page(person).version, acting(world, person)

        def agree() -> Reason | None:
            done = by.agree(ward, shown=shown, terms_version=CURRENT_TERMS, actor=actor)
            return done.reason if isinstance(done, Refused) else None

        return agree

    gone = replace(acting(world, mother), session_id=new_id())
    late = by.agree(ward, shown=page(mother).version, terms_version=CURRENT_TERMS, actor=gone)
    assert late == Refused(Reason.FRESH_SIGN_IN_REQUIRED), "in a session that ended meanwhile"
    both = [agreeing(mother), agreeing(father)]

    def one_of_both() -> Reason | None:
        return both.pop()()

    assert race(one_of_both, times=2) == [None, None]
    progress = by.progress(ward)
    assert progress is not None
    assert (progress.agreed, progress.needed) == (2, 3)
    assert progress.until is not None
    shown, actor = page(aunt).version, acting(world, aunt)

    def activate() -> Reason | None:
        done = by.activate(ward, PASSWORD, shown=shown, terms_version=CURRENT_TERMS, actor=actor)
        return done.reason if isinstance(done, Refused) else None

    answers = race(activate, times=2)
    assert answers.count(None) == 1
    assert set(answers) - {None} <= {Reason.STATE_ALREADY_HOLDS, Reason.PAGE_CHANGED}
    status = services.accounts.status_of(ward)
    assert status is not None
    assert status.state is AccountState.ACTIVE
    assert by.progress(ward) is None
    told_of = [each.happening for each in services.history.for_subject(ward, limit=200)]
    assert told_of.count(EventType.WARD_AGREED) == 2
    assert told_of.count(EventType.ACCOUNT_ACTIVATED) == 1
    for each in (mother, father, aunt):
        theirs = services.history.for_subject(each.subject_id, limit=200)
        assert [it.happening for it in theirs].count(EventType.WARD_ACTIVATED) == 1


@pytest.mark.norm("X9.1", limb="where only one is missing, the other one sees that before it acts")
def test_of_two_who_agree_at_once_the_second_sees_that_it_is_the_last(world: World) -> None:
    mother, father = world.person(), world.person()
    child, by = world.granted(data=CHILD), world.services.activations_by_guardian
    told(world, child, mother, father, jointly=True)
    ward, shown = child.subject_id, {}
    for each in (mother, father):
        shown[each.subject_id] = sure(by.find(ward, each.subject_id)).version
    actors = [acting(world, mother), acting(world, father)]

    def agree() -> Reason | None:
        actor = actors.pop()
        version = shown[actor.subject_id]
        done = by.agree(ward, shown=version, terms_version=CURRENT_TERMS, actor=actor)
        return done.reason if isinstance(done, Refused) else None

    answers = race(agree, times=2)
    assert sorted(answers, key=str) == [None, Reason.PAGE_CHANGED]
    progress = by.progress(ward)
    assert progress is not None
    assert (progress.agreed, progress.needed) == (1, 2)

"""A merge beside other verbs about the same people, each on a connection of its own."""

from dataclasses import replace

import pytest

from idp.accounts.domain import AccountState
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.refusals import Reason, Refused
from tests.service.test_registration_merges import at, state, sub_at
from tests.support.officers import OPERATOR
from tests.support.races import meanwhile
from tests.support.registry_merges import Twice, twice
from tests.support.world import World, sure

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def approve(world: World, both: Twice, case_id: str) -> object:
    """The move itself, as the second signature has it made; the demonstration takes it unsigned."""
    return sure(world.services.cases.approve(case_id, both.second.officer))


@pytest.mark.parametrize("merge_first", [True, False])
def test_a_sign_in_and_a_merge(world: World, *, merge_first: bool) -> None:
    """Whoever comes first, no party learns a second `sub` of who goes on."""
    both = twice(world)
    old = at(world, both.told)
    sub = sub_at(old)
    case, new = both.proposed(), at(world, both.holder, old.party)
    code = new.code()
    first, second = (lambda: approve(world, both, case.id)), (lambda: new.redeem(code))
    answer = meanwhile(
        world.services.database, *((first, second) if merge_first else (second, first))
    )
    if merge_first:
        assert isinstance(answer, Refused)
        assert sub_at(at(world, both.holder, old.party)) == sub
    else:
        assert sub_at(at(world, both.holder, old.party)) != sub, "the party knew both"
    assert state(world, both.told) is AccountState.LOCKED


@pytest.mark.parametrize("goes", [True, False])
def test_a_refresh_and_a_merge(world: World, *, goes: bool) -> None:
    both = twice(world)
    person = both.told if goes else both.holder
    mine = at(world, person)
    offline = mine.issued(("openid", "offline_access"))
    case = both.proposed()
    answer = meanwhile(
        world.services.database,
        lambda: approve(world, both, case.id),
        lambda: mine.refresh(offline.refresh_token),
    )
    assert isinstance(answer, Refused)


def test_an_erasure_and_a_merge(world: World) -> None:
    both = twice(world)
    erasures = replace(world.services.erasures, mode=AccountsMode.SELF_CREATED)
    case = both.proposed()
    answer = meanwhile(
        world.services.database,
        lambda: erasures.erase(both.holder.subject_id, actor=OPERATOR),
        lambda: world.services.cases.approve(case.id, both.second.officer),
    )
    assert isinstance(answer, Refused)
    assert answer.reason in {Reason.NOT_FOUND, Reason.CASE_MOVED, Reason.CASE_OPEN}
    assert world.services.subjects.joined_to(both.told.subject_id) is None
    assert state(world, both.told) is AccountState.ACTIVE


def test_two_cases_about_one_registration_are_not_opened(world: World) -> None:
    both = twice(world)
    other = twice(world, told=world.person(), holder=both.told, event_id="e2")
    answer = meanwhile(world.services.database, lambda: sure(both.opened()), other.opened)
    assert answer == Refused(Reason.CASE_OPEN)


def test_a_merge_is_made_once(world: World) -> None:
    both = twice(world)
    case = both.proposed()
    answer = meanwhile(
        world.services.database,
        lambda: approve(world, both, case.id),
        lambda: world.services.cases.approve(case.id, both.second.officer),
    )
    assert answer == Refused(Reason.STATE_ALREADY_HOLDS)
    (join,) = world.services.registry_updates.joins.joins.of_subject(both.told.subject_id)
    assert join.surviving_id == both.holder.subject_id

"""A merge, and its undoing, while something is under way at a counter or on a connection."""

from datetime import timedelta

import pytest

from idp.kernel.refusals import Refused
from idp.registries.procedures import GoesOn
from idp.tokens.domain import TokenResponse
from tests.service.test_endings_elsewhere import approved
from tests.service.test_registration_merges import at, sub_at
from tests.support.counters import Desk, Hand, desk, hand
from tests.support.races import meanwhile
from tests.support.registry_merges import twice
from tests.support.world import World, sure


def taken(here: Desk, citizen: Hand) -> str:
    """The `sub` in what a counter fetched."""
    issued = here.take(approved(here, citizen))
    assert isinstance(issued, TokenResponse)
    claims = here.world.services.keyring.verify(issued.id_token or "", typ=None)
    assert claims is not None
    return str(claims["sub"])


@pytest.mark.parametrize("goes_on", list(GoesOn))
def test_what_waits_at_a_counter_ends_with_a_merge_and_its_undoing(
    world: World, goes_on: GoesOn
) -> None:
    here, told, holder = desk(world), hand(world), hand(world)
    both = twice(world, told.person, holder.person)
    goes, stays = (holder, told) if goes_on is GoesOn.TOLD else (told, holder)
    known = taken(here, goes)
    world.clock.advance(timedelta(minutes=5))
    waiting, shown = approved(here, goes), stays.code()
    join = both.merged(goes_on)
    assert isinstance(here.take(waiting), Refused)
    assert isinstance(here.ask(shown), Refused), "a code of before calls nobody to the phone"
    assert isinstance(goes.counter.show_code(goes.phone), Refused)
    assert taken(here, stays) == known
    waiting = approved(here, stays)
    sure(both.part(join))
    assert isinstance(here.take(waiting), Refused)
    assert taken(here, goes) == known
    assert taken(here, stays) != known


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("part_first", [True, False])
def test_a_sign_in_and_the_undoing_of_a_merge(world: World, *, part_first: bool) -> None:
    """No party learns the `sub` of who went for who is left, once the two are parted."""
    both = twice(world)
    old = at(world, both.told)
    sub = sub_at(old)
    join = both.merged()
    new = at(world, both.holder, old.party)
    code = new.code()
    first, second = (lambda: both.part(join)), (lambda: new.redeem(code))
    answer = meanwhile(
        world.services.database, *((first, second) if part_first else (second, first))
    )
    if part_first:
        assert isinstance(answer, Refused)
    else:
        assert not isinstance(answer, Refused)
        again = at(world, both.holder, old.party)
        assert sub_at(again) != sub
    assert sub_at(at(world, both.told, old.party)) == sub

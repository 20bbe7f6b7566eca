"""What happens to a pair of registrations while two officers decide about it, and after it."""

from dataclasses import replace

import pytest

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.refusals import Reason, Refused
from idp.registries.procedures import GoesOn, MergeEvent, MergeRefused
from tests.service.test_registration_merges import at, sub_at
from tests.support.officers import OPERATOR
from tests.support.registry_feeds import Feed, polled
from tests.support.registry_merges import NAME, twice, waits_at_the_desk
from tests.support.world import Person, World, sure


def number_of(world: World, person: Person) -> str:
    return world.services.subjects.identity(person.subject_id).number


def test_who_was_parted_is_merged_no_second_time_by_the_event_of_before(world: World) -> None:
    for index, goes_on in enumerate(GoesOn):
        both = twice(world, event_id=f"e{index}")
        sure(both.part(both.merged(goes_on)))
        assert isinstance(both.opened(), Refused), goes_on


@pytest.mark.parametrize("goes_on", list(GoesOn))
def test_a_number_that_its_holder_has_no_more_merges_nobody(world: World, goes_on: GoesOn) -> None:
    both, feed = twice(world), Feed()
    case = both.proposed(goes_on)
    updates = replace(world.services.registry_updates, registries={NAME: feed})
    old, new = number_of(world, both.holder), "001190999999"
    feed.records[old] = feed.records[new] = {"personal_number": new}
    feed.tell("renumbered", old)
    polled(world, updates)
    assert number_of(world, both.holder) == new
    assert both.signed(case) is Reason.CASE_MOVED


def test_a_sector_that_knew_two_who_were_merged_knows_who_is_left(world: World) -> None:
    """A and C are merged into B; a party knew both. A is parted again: the party keeps C's sub."""
    first = twice(world)
    a, b, c = first.told, first.holder, world.person()
    of_a = at(world, a)
    of_c = at(world, c, of_a.party)
    subs = sub_at(of_a), sub_at(of_c)
    wrong = first.merged()
    second = twice(world, told=c, holder=b, event_id="e2")
    right = second.merged()
    assert sub_at(at(world, b, of_a.party)) == subs[0]
    sure(first.part(wrong))
    assert sub_at(at(world, a, of_a.party)) == subs[0]
    assert sub_at(at(world, b, of_a.party)) == subs[1]
    sure(second.part(right))
    assert sub_at(at(world, c, of_a.party)) == subs[1]
    assert sub_at(at(world, b, of_a.party)) not in subs


def test_what_was_told_under_an_alias_is_no_sub_of_ones_own(world: World) -> None:
    """A is merged into B and parted; then D. A party knew A and D, and never B by its own sub."""
    first = twice(world)
    a, b, d = first.told, first.holder, world.person()
    of_a = at(world, a)
    sub_at(of_a)
    sub = sub_at(at(world, d, of_a.party))
    join = first.merged()
    sub_at(at(world, b, of_a.party))
    sure(first.part(join))
    twice(world, told=d, holder=b, event_id="e2").merged()
    assert sub_at(at(world, b, of_a.party)) == sub


def test_a_holder_who_was_erased_ends_in_a_refusal(world: World) -> None:
    both = twice(world)
    case = sure(both.opened())
    erasures = replace(world.services.erasures, mode=AccountsMode.SELF_CREATED)
    shown = both.shown()
    assert erasures.erase(both.holder.subject_id, actor=OPERATOR) is None
    assert both.fired(case, MergeEvent.HEAR, shown) == Refused(Reason.NOT_FOUND)
    sure(both.fired(case, MergeEvent.REFUSE, MergeRefused("Không còn.")))
    assert both.opened() == Refused(Reason.NOT_FOUND)


def test_a_pair_of_which_one_was_erased_opens_no_case(world: World) -> None:
    for index, goes in enumerate(("told", "holder")):
        both = twice(world, event_id=f"x{index}")
        erasures = replace(world.services.erasures, mode=AccountsMode.SELF_CREATED)
        assert erasures.erase(getattr(both, goes).subject_id, actor=OPERATOR) is None
        assert isinstance(both.opened(), Refused), goes


def test_a_pair_of_which_one_was_merged_opens_no_case(world: World) -> None:
    first = twice(world)
    third = world.person()
    waits_at_the_desk(world, third.subject_id, first.told.subject_id, "e2")
    late = replace(first, told=third, holder=first.told, event_id="e2")
    first.merged()
    assert isinstance(late.opened(), Refused)

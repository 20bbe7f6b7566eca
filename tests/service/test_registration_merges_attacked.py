"""What happens to a pair of registrations while two officers decide about it, and after it."""

from dataclasses import replace
from datetime import date

import pytest

from idp.access.desks import DeskKind
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.registries.procedures import GoesOn, MergeEvent, MergeProposed, MergeRefused
from idp.subjects.domain import Datum, Source
from tests.service.test_registration_merges import at, sub_at
from tests.support.activations import number_of
from tests.support.desks import desk_of
from tests.support.officers import OPERATOR
from tests.support.registry_feeds import Feed, polled
from tests.support.registry_merges import GROUND, NAME, twice, waits_at_the_desk
from tests.support.world import World, sure


def test_who_was_parted_is_merged_no_second_time_by_the_event_of_before(world: World) -> None:
    for index, goes_on in enumerate(GoesOn):
        both = twice(world, event_id=f"e{index}")
        sure(both.part(both.merged(goes_on)))
        assert isinstance(both.opened(), Refused), goes_on


def test_a_registry_that_is_silent_takes_back_nothing_that_it_told(world: World) -> None:
    """What waits is asked about again by itself, each six hours; meanwhile officers decide."""
    both, feed = twice(world), Feed(down=True)
    case = both.proposed()
    updates = replace(world.services.registry_updates, registries={NAME: feed})
    polled(world, updates)
    (waits,) = updates.parked()
    assert (waits.tries, waits.reason, waits.hold) == (2, Reason.IDENTITY_EXISTS, "both_used")
    assert both.signed(case) is None


@pytest.mark.parametrize("goes_on", list(GoesOn))
def test_a_registry_that_is_silent_after_a_change_tells_of_no_two(
    world: World, goes_on: GoesOn
) -> None:
    both, feed = twice(world), Feed(down=True)
    updates = replace(world.services.registry_updates, registries={NAME: feed})
    sure(both.part(both.merged(goes_on)))
    polled(world, updates)
    assert {each.reason for each in updates.parked()} == {Reason.SERVICE_UNAVAILABLE, None}
    assert isinstance(both.opened(), Refused)


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


@pytest.mark.parametrize("whose", ["told", "holder"])
@pytest.mark.parametrize("changed", [{"name": "Trần Thị Khác"}, {"birthdate": "1991-02-03"}])
def test_a_document_that_is_not_of_both_any_more_merges_nobody(
    world: World, whose: str, changed: dict[str, str]
) -> None:
    """The register was corrected after the person was heard."""
    both = twice(world)
    case = both.proposed()
    data = {
        name: Datum(value, Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))
        for name, value in changed.items()
    }
    with world.services.database.transaction():
        world.services.subjects.amend(
            getattr(both, whose).subject_id, data, from_then=world.clock.now()
        )
    assert both.signed(case) is Reason.CASE_MOVED


def test_one_officer_is_not_both(world: World) -> None:
    """Whoever heard the person or proposed does not sign for the second time, nor as another."""
    both = twice(world)
    case = both.proposed()
    approved = world.services.cases.approve(case.id, both.first.officer)
    assert approved == Refused(Reason.FOUR_EYES)
    decision = sure(world.services.case_decisions.of_case(case.number, both.first.officer))
    page = world.services.decisions.page(decision.id, both.second.officer)
    assert page == Refused(Reason.PROPOSAL_UNSIGNED)
    assert world.services.subjects.joined_to(both.told.subject_id) is None


def test_who_heard_the_person_does_not_sign_what_another_proposed(world: World) -> None:
    both = twice(world)
    case = sure(both.opened())
    sure(both.fired(case, MergeEvent.HEAR, both.shown()))
    third = desk_of(world, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    services, proposal = world.services, MergeProposed(GoesOn.TOLD, GROUND)
    assert replace(both, first=third).fired(case, MergeEvent.PROPOSE, proposal) == Refused(
        Reason.CASE_OF_ANOTHER
    )
    sure(services.cases.assign(case.id, third.officer, owner=third.officer))
    given = sure(replace(both, first=third).fired(case, MergeEvent.PROPOSE, proposal)).case
    assert services.cases.approve(given.id, both.first.officer) == Refused(Reason.FOUR_EYES)
    decision = sure(services.case_decisions.of_case(given.number, third.officer))
    page = sure(services.decisions.page(decision.id, third.officer))
    sure(services.case_decisions.sign(decision.id, third.officer, third.answer(page)))
    assert services.decisions.page(decision.id, both.first.officer) == Refused(Reason.FOUR_EYES)
    assert world.services.subjects.joined_to(both.told.subject_id) is None

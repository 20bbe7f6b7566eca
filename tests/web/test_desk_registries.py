"""The desk sees what registries told and what waits, and has it tried again."""

import re
from dataclasses import dataclass

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryName
from idp.registries.domain import WhyWaiting
from idp.registries.duplicates import JoinHeld
from idp.registries.overview import REASONS_OF, WaitsFor
from idp.web.officer.lists import MOST
from idp.web.officer.registers.registries import REASONS
from tests.support.at_desk import AtDesk, at_desk
from tests.support.live import House

EVENT = "2026/11+dan=1"
"""Signs that an address has to escape."""


@dataclass(frozen=True)
class Twice:
    """Two registrations that one event tells to be one person."""

    told: str
    holder: str


@pytest.fixture
def twice(house: House) -> Twice:
    world = house.world
    both = Twice(world.person().subject_id, world.person().subject_id)
    feeds, database = world.services.registry_updates.feeds, world.services.database
    feeds.claim(RegistryName.POPULATION)
    feeds.claim(RegistryName.IMMIGRATION)
    feeds.fail(RegistryName.IMMIGRATION, Reason.SERVICE_UNAVAILABLE)
    with database.transaction():
        feeds.advance(RegistryName.POPULATION, "", "1", more=False)
        feeds.take(RegistryName.POPULATION, EVENT, both.told)
    assert feeds.claim_due(RegistryName.POPULATION) is not None
    why = WhyWaiting(Reason.IDENTITY_EXISTS, both.holder, JoinHeld.BOTH_USED)
    with database.transaction():
        feeds.wait(RegistryName.POPULATION, EVENT, why)
    return both


def opened(there: AtDesk, why: str = "officer") -> str:
    """The address of the one record in this state."""
    listed = there.get(f"/officer/registries?state={why}")
    assert listed.status == 200
    (link,) = set(re.findall(r'href="(/officer/registries/[^"?]+)"', listed.text))
    return str(link)


@pytest.mark.usefixtures("twice")
def test_the_desk_sees_which_feed_fails_and_since_when(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    page = there.get(opened(there, "fails"))
    assert "National Immigration Database" in page.text
    assert "The registry does not answer" in page.text
    answering = there.get(opened(there, "answers"))
    assert 'id="state">The feed answers' in answering.text
    assert "Registries of the State" in there.get("/officer").text


def test_two_registrations_are_shown_with_the_next_step_and_no_data(
    house: House, twice: Twice
) -> None:
    there = at_desk(house, OfficerRole.IDENTITY_OFFICER)
    page = there.get(opened(there))
    for said in (
        "Both accounts were used",
        "Open a case: two officers decide which account goes on.",
        twice.told,
        twice.holder,
        EVENT,
    ):
        assert said in page.text
    for each in (twice.told, twice.holder):
        data = house.world.services.subjects.identity(each).data
        assert str(data["personal_number"].value) not in page.text, "a look is recorded first"


def test_it_is_tried_again_for_whom_and_what_the_page_showed(house: House, twice: Twice) -> None:
    services, clock = house.world.services, house.world.clock
    there = at_desk(house, OfficerRole.OPERATOR)
    page = there.get(opened(there))
    pressed = there.press(page, "retry")
    assert pressed.status == 303
    found = services.registry_updates.feeds.one(RegistryName.POPULATION, EVENT)
    assert found is not None
    assert found.due_at <= clock.now()
    newest = services.history.for_subject(twice.told)
    assert any(each.happening is EventType.REGISTRY_EVENT_RETRIED for each in newest)
    why = WhyWaiting(Reason.ACCOUNT_LOCKED)
    with services.database.transaction():
        services.registry_updates.feeds.wait(RegistryName.POPULATION, EVENT, why)
    assert there.press(page, "retry").status == 409, "another reason was shown"
    with services.database.transaction():
        services.registry_updates.feeds.settle(RegistryName.POPULATION, EVENT)
    assert there.press(page, "retry").status in {404, 409, 410}


def test_what_waits_for_an_officer_is_listed_and_counted_however_much_is_due_before(
    house: House, twice: Twice
) -> None:
    """A feed told much at once, and all of it is tried before the officer's event is again."""
    services, database = house.world.services, house.world.services.database
    feeds, waiting = services.registry_updates.feeds, services.registry_matching.waiting
    with database.transaction():
        for number in range(MOST + 100):
            feeds.take(RegistryName.POPULATION, f"more-{number}", twice.told)
        for number in range(40):
            held = WhyWaiting(Reason.REGISTRY_RECORD_FAULTY)
            feeds.wait(RegistryName.POPULATION, f"more-{number}", held)
        waiting.park(twice.told, RegistryName.POPULATION, Reason.SERVICE_UNAVAILABLE)
    there = at_desk(house, OfficerRole.OPERATOR)
    entry = opened(there)
    assert "2026/11+dan=1" in there.get(entry).text
    assert entry in there.get("/officer/registries").text
    assert entry in there.get("/officer").text
    feed = there.get(f"/officer/registries/feed.{RegistryName.POPULATION}").text
    for label, number in (
        ("Waits for an officer", 1),
        ("Waits for the registry", 41),
        ("Is tried again by itself", MOST + 60),
    ):
        found = re.search(rf"{label}</dt>\s*<dd[^>]*>\s*([0-9]+)", feed)
        assert found is not None, label
        assert int(found.group(1)) == number, label


def test_the_desk_has_words_for_whatever_waits() -> None:
    assert set(REASONS) == {each for those in REASONS_OF.values() for each in those} - {None}
    assert set(REASONS_OF) == set(WaitsFor)


@pytest.mark.parametrize(
    "key",
    ["population.!!", "population.w6I", "nobody.ZQ", "match.x", "feed.x", "event", "population."],
)
def test_an_address_that_names_nothing_is_not_found(house: House, key: str) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    assert there.get(f"/officer/registries/{key}").status == 404


def test_who_has_neither_power_sees_none_of_it(house: House) -> None:
    assert at_desk(house, OfficerRole.HOTLINE).get("/officer/registries").status == 403

"""An entry of history that a later release wrote, whose processes run beside ours in an upgrade."""

import pytest

from idp.history.domain import EventType, Sealed
from idp.kernel.actors import OfficerRole, System
from tests.support.at_desk import at_desk
from tests.support.live import House

LATER = "something_of_tomorrow"
TOLD = "An event that this version of the service has no words for"


def write(house: House, subject_id: str) -> None:
    history = house.world.services.history
    with house.world.services.database.transaction():
        history.append(
            EventType.of(LATER), subject_id=subject_id, actor=System(rule="the rule"), facts={}
        )


def test_a_known_word_is_its_type_and_another_one_equals_none() -> None:
    assert EventType.of("signed_in") is EventType.SIGNED_IN
    later = EventType.of(LATER)
    assert (later, later.value, str(later)) == (LATER, LATER, LATER)
    assert later not in set(EventType)
    with pytest.raises(ValueError, match=LATER):
        EventType(LATER)


def test_the_person_reads_their_history_with_it(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    write(house, person.subject_id)
    page = walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me/history")), person)
    assert (page.status, TOLD in page.text) == (200, True)


def test_the_desk_names_it_by_its_word(house: House) -> None:
    there, client_id = at_desk(house, OfficerRole.DIRECTOR), house.walk().party.client_id
    with house.world.services.database.transaction():
        house.world.services.history.append(
            EventType.of(LATER), actor=System(rule="the rule"), client_id=client_id
        )
    page = there.get(f"/officer/history?words={client_id}")
    assert (page.status, f">{LATER}</code>" in page.text) == (200, True)


def test_it_is_sealed_like_any_other(house: House) -> None:
    person = house.world.person(totp=False)
    write(house, person.subject_id)
    entries = house.world.services.history.for_subject(person.subject_id)
    (found,) = [each for each in entries if each.happening == LATER]
    assert found.sealed is Sealed.WHEN_WRITTEN

"""A person is told that an officer looked at their data, with purpose and desk, once a day."""

from datetime import timedelta

from idp.access.desks import DeskKind
from idp.history.domain import EventType
from idp.history.extracts import Extract
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.officers.domain.looks import TOLD_AGAIN_AFTER, Purpose
from tests.support.desks import Desk, desk_of
from tests.support.letters import letters
from tests.support.officers import themself
from tests.support.world import Person, World, sure


def request(world: World, desk: Desk, person: Person) -> str:
    ground = "Người dân gọi đến"
    return sure(world.services.looks.request(desk.officer, person.username, ground=ground)).number


def look(world: World, desk: Desk, person: Person, number: str, purpose: Purpose) -> object:
    return world.services.looks.look(desk.officer, person.username, number=number, purpose=purpose)


def told(world: World, person: Person) -> list[str]:
    written = letters(world, person, NoticeKind.PERSON_LOOKED_AT)
    return [f"{each['purpose']} {each['number']}" for each in written]


def test_the_first_look_of_a_day_for_a_case_and_purpose_brings_a_letter(world: World) -> None:
    desk = desk_of(world, OfficerRole.HOTLINE, desk="Tổng đài 1", kind=DeskKind.HOTLINE)
    person = world.person()
    number = request(world, desk, person)
    for _ in range(3):
        sure(look(world, desk, person, number, Purpose.SERVE_THE_PERSON))
    assert told(world, person) == [f"serve_the_person {number}"]
    sure(look(world, desk, person, number, Purpose.SETTLE_A_CASE))
    assert told(world, person) == [f"serve_the_person {number}", f"settle_a_case {number}"]
    other = request(world, desk, person)
    sure(look(world, desk, person, other, Purpose.SERVE_THE_PERSON))
    assert told(world, person)[2:] == [f"serve_the_person {other}"]
    world.clock.advance(TOLD_AGAIN_AFTER - timedelta(seconds=1))
    sure(look(world, desk, person, number, Purpose.SERVE_THE_PERSON))
    assert len(told(world, person)) == 3
    world.clock.advance(timedelta(seconds=2))
    sure(look(world, desk, person, number, Purpose.SERVE_THE_PERSON))
    assert len(told(world, person)) == 4, "a look without a letter puts off no letter"
    (letter, *_) = letters(world, person, NoticeKind.PERSON_LOOKED_AT)
    assert (letter["body"], letter["role"]) == ("Tổng đài 1", ["hotline"])
    assert desk.officer.officer_id not in str(letter)


def test_a_refused_look_brings_no_letter(world: World) -> None:
    desk, person = desk_of(world, OfficerRole.HOTLINE), world.person()
    assert isinstance(look(world, desk, person, "HS-0000-0000", Purpose.INSPECTION), Refused)
    assert told(world, person) == []


def test_looks_are_found_apart_from_everything_else(world: World) -> None:
    desk, person = desk_of(world, OfficerRole.HOTLINE), world.person()
    number = request(world, desk, person)
    sure(look(world, desk, person, number, Purpose.SERVE_THE_PERSON))
    world.services.accounts.set_locale(person.subject_id, "vi", actor=themself(person.subject_id))

    def part(only: Extract) -> set[EventType]:
        found = world.services.history.for_subject(person.subject_id, only=only)
        return {each.happening for each in found}

    assert part(Extract.LOOKS) == {EventType.PERSON_LOOKED_AT}
    assert {EventType.PERSON_LOOKED_AT, EventType.PERSON_REQUEST_OPENED} <= part(Extract.OFFICERS)
    assert EventType.LANGUAGE_CHOSEN in part(Extract.CHANGES)
    assert not part(Extract.CHANGES) & {EventType.PERSON_LOOKED_AT, EventType.SIGNED_IN}
    assert part(Extract.CONSENTS) == part(Extract.SIGN_INS) == set()

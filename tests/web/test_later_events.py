"""What a later release wrote, whose processes run beside ours in an upgrade: history, letters."""

from pathlib import Path

import pytest

from idp.history.domain import EventType, Sealed
from idp.kernel.actors import OfficerRole, System
from idp.kernel.ids import Id
from idp.letters.domain import LetterKind, NumberedLetter, ToPerson
from tests.support.admin_api import program
from tests.support.at_desk import at_desk
from tests.support.live import House
from tests.support.seals import seal_files

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


def _letter(house: House, subject_id: Id) -> NumberedLetter:
    """A letter as a process of a later release writes one of a kind of its own."""
    return house.world.services.letters.issue(
        LetterKind.of(LATER),
        ToPerson(subject_id),
        reasons=("x",),
        signer=System(rule="the rule"),
    )


def test_a_letter_of_a_later_kind_is_listed_and_breaks_no_list(
    house: House, tmp_path: Path
) -> None:
    person, walk, services = house.world.person(totp=False), house.walk(), house.world.services
    letter, visitor = _letter(house, person.subject_id), walk.visitor
    page = walk.sign_in(visitor.arrive(visitor.get("/me/letters")), person)
    assert (page.status, letter.number in page.text) == (200, True)
    assert "which this process, of an earlier release, cannot show" in page.text
    assert visitor.get(f"/me/letters/{letter.number}").status == 503
    assert visitor.get(f"/public/letters/{letter.number}").status == 200
    there = at_desk(house, OfficerRole.DIRECTOR)
    for path in ("/officer/letters", f"/officer/letters/{letter.number}"):
        page = there.get(path)
        assert (page.status, "this version of the service does not know" in page.text) == (
            200,
            True,
        )
    seal_files(tmp_path).press(house.world).make_due()
    assert (found := services.letters.by_number(letter.number))
    assert (found.kind, found.kind.is_known, found.digest) == (LATER, False, None)


def test_a_program_reads_a_letter_of_a_later_kind_by_its_word(house: House) -> None:
    letter = _letter(house, house.world.person(totp=False).subject_id)
    answer = program(house).call("GET", f"/letters/{letter.number}")
    assert (answer.status, answer.json["kind"]) == (200, LATER)

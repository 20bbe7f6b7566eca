"""Signing in with what names a person beside the user name: the number, a confirmed contact."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from idp.assurance.contacts import CONFIRMED_FOR, MOST
from idp.factors.domain import ThrottledSecret, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import FACTOR_TRY
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.subjects.domain import ContactKind, SubjectKind
from tests.support.contact_changes import PHONE, change
from tests.support.counting import counted
from tests.support.letters import letters
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.world import Person, World

EMAIL, NUMBER, TELEPHONE = "ten.minh@mail.example", "000190000077", "+84912345678"
DATA: Mapping[str, object] = {
    "personal_number": NUMBER,
    "email": EMAIL,
    "email_verified": True,
    "phone_number": TELEPHONE,
    "phone_number_verified": True,
}
TYPED = [EMAIL.upper(), "000 190 000 077", "0912 345 678", TELEPHONE]
UNKNOWN = ["no@mail.example", "000190000078", "0912345679"]


def attempt(world: World, username: str, password: str) -> VerifiedFactor | Refused:
    return world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=username, password=password)
    )


@pytest.fixture
def person(world: World) -> Person:
    return world.person(totp=False, data=DATA)


@pytest.mark.parametrize("typed", TYPED)
def test_a_number_and_a_confirmed_contact_are_as_good_as_the_user_name(
    world: World, person: Person, typed: str
) -> None:
    assert proven(attempt(world, typed, person.password)).subject_id == person.subject_id


def test_an_unconfirmed_contact_names_nobody(world: World) -> None:
    one = world.person(data={**DATA, "email_verified": False})
    assert reason(attempt(world, EMAIL, one.password)) is Reason.NOT_PROVEN


def test_a_contact_that_two_people_confirmed_names_neither(world: World, person: Person) -> None:
    other = world.person(data={"phone_number": TELEPHONE, "phone_number_verified": True})
    for each in (person, other):
        assert reason(attempt(world, TELEPHONE, each.password)) is Reason.NOT_PROVEN
        proven(attempt(world, each.username, each.password))


@pytest.mark.norm("X6.1", limb="what names an organisation takes nothing away from a person")
def test_an_organisation_takes_no_contact_and_no_number_from_its_head(
    world: World, person: Person
) -> None:
    theirs = {**DATA, "organisation_number": NUMBER}
    world.person(kind=SubjectKind.ORGANISATION, data=theirs)
    services, names = world.services, world.services.passwords.names
    for typed in TYPED:
        assert proven(attempt(world, typed, person.password)).subject_id == person.subject_id
        assert names.read(typed).account_key == services.accounts.username_key(person.username)
    assert services.accounts.holder("", NUMBER) == services.accounts.by_subject(person.subject_id)
    contact = next(
        each
        for each in services.contacts.confirmed(person.subject_id)
        if each.kind is ContactKind.EMAIL
    )
    assert services.contacts.bound(contact) == MOST  # as it is its person's alone


def test_a_contact_that_another_did_not_confirm_is_still_its_owners(
    world: World, person: Person
) -> None:
    other = world.person(data={"phone_number": TELEPHONE, "phone_number_verified": False})
    proven(attempt(world, TELEPHONE, person.password))
    assert reason(attempt(world, TELEPHONE, other.password)) is Reason.NOT_PROVEN


def test_a_number_that_its_owner_gave_up_is_of_who_confirmed_it_since(
    world: World, person: Person
) -> None:
    change(world, person, "0987654321", PHONE)
    later = world.person(
        totp=False, data={"phone_number": TELEPHONE, "phone_number_verified": True}
    )
    assert proven(attempt(world, TELEPHONE, later.password)).subject_id == later.subject_id


def test_a_number_that_was_not_confirmed_for_a_year_may_be_somebody_elses(
    world: World, person: Person
) -> None:
    world.clock.advance(CONFIRMED_FOR)
    assert reason(attempt(world, TELEPHONE, person.password)) is Reason.NOT_PROVEN
    proven(attempt(world, NUMBER, person.password))
    later = world.person(
        totp=False, data={"phone_number": TELEPHONE, "phone_number_verified": True}
    )
    assert proven(attempt(world, TELEPHONE, later.password)).subject_id == later.subject_id


def test_a_number_that_was_replaced_names_nobody_and_the_new_one_its_person(
    world: World, person: Person
) -> None:
    change(world, person, "0987654321", PHONE)
    proven(attempt(world, "0987654321", person.password))
    assert reason(attempt(world, TELEPHONE, person.password)) is Reason.NOT_PROVEN


@pytest.mark.norm("D4.3", limb="known and unknown names are told apart by nothing")
@pytest.mark.parametrize("pair", list(zip([EMAIL, NUMBER, TELEPHONE], UNKNOWN, strict=True)))
def test_known_and_unknown_ones_cost_the_same_and_get_the_same_answer(
    world: World, person: Person, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = [], []
    attempt(world, person.username, "wrong")  # The keys of the person are read once.
    for typed in pair:
        tries = []
        for _ in range(7):
            with counted(world.services.database, monkeypatch) as cost:
                tries.append(attempt(world, typed, "wrong"))
            asked.append(len(cost.statements))
        answers.append(tries)
    assert answers[0] == answers[1]
    assert reason(answers[0][-1]) is Reason.TOO_MANY_TRIES
    assert asked[7:] == asked[:7]


def test_tries_at_one_name_close_no_other_which_would_tell_whose_both_are(
    world: World, person: Person
) -> None:
    while reason(attempt(world, person.username, "wrong")) is not Reason.TOO_MANY_TRIES:
        pass
    assert reason(attempt(world, EMAIL, "wrong")) is Reason.NOT_PROVEN


def test_spellings_of_one_name_have_one_counter(world: World, person: Person) -> None:
    del person
    for typed in ("0912345678", "+84 912 345 678", "0912-345-678"):
        attempt(world, typed, "wrong")
    with world.services.database.transaction() as connection:
        tries = select(FACTOR_TRY.c.tries).where(FACTOR_TRY.c.factor == ThrottledSecret.PASSWORD)
        assert connection.execute(tries).scalars().all() == [3]


def test_guesses_by_a_contact_are_told_to_its_owner(world: World, person: Person) -> None:
    while reason(attempt(world, EMAIL, "wrong")) is not Reason.TOO_MANY_TRIES:
        pass
    assert world.services.passwords.letters.send_due() == 1
    assert letters(world, person, NoticeKind.PASSWORD_GUESSED)


def test_a_plain_user_name_costs_no_statement_more(
    world: World, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = world.services.passwords.names
    with counted(world.services.database, monkeypatch) as cost:
        names.read(person.username)
    assert cost.statements == []
    with counted(world.services.database, monkeypatch) as cost:
        names.read(EMAIL)
    assert len(cost.statements) == 1


def test_a_user_name_shares_no_counter_with_the_address_that_it_folds_to(world: World) -> None:
    """An address has letters of ASCII alone, so the first text can only be a user name."""
    read = world.services.passwords.names.read
    keys = {read(f"{each}@mail.example").key for each in ("stra\u00dfe", "strasse")}
    assert len(keys) == 2

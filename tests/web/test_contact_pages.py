"""The pages of contacts: access, validation, and effects."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from idp.assurance.contacts import CONFIRMED_FOR
from idp.history.domain import EventType
from idp.notices.domain import NoticeKind
from idp.subjects.tables import CONTACT
from tests.support.http import Answer, bearer, tongue
from tests.support.letters import code_sent, letters
from tests.support.live import House
from tests.support.officers import AN, OPERATOR
from tests.support.running import COOL_OFF_OF_PRODUCTION
from tests.support.walks import Walk
from tests.support.world import Person, sure

EMAIL, PHONE = "/me/contacts/email", "/me/contacts/phone"
OLD, NEW = "owner@old.example", "owner@new.example"


def owner(house: House) -> Person:
    return house.world.person(data={"email": OLD, "email_verified": True})


def room(walk: Walk, person: Person, path: str) -> Answer:
    """A page of the own account, after whatever sign-in the change asks for."""
    page = walk.visitor.arrive(walk.visitor.get(path))
    return page if page.path == path else walk.sign_in(page, person)


def asked(walk: Walk, person: Person, typed: str, path: str = EMAIL) -> Answer:
    page = room(walk, person, path)
    assert page.path == path, page.text
    return walk.visitor.arrive(walk.visitor.submit(page, "address", address=typed))


def code_of(house: House, person: Person) -> str:
    return code_sent(house.world, person)


def email_of(house: House, person: Person) -> str:
    return str(house.world.services.subjects.identity(person.subject_id).data["email"].value)


@pytest.mark.norm("D9.1", limb="a change in the own account asks for its level")
def test_the_sign_in_names_the_change_and_reaches_the_guard(house: House) -> None:
    walk, person = house.walk(), owner(house)
    walk.complete(person, acr_values=house.acr(2))
    page = walk.visitor.arrive(walk.visitor.get(EMAIL))
    assert page.path.startswith("/signin/")
    assert "This sign-in is for one change: another e-mail address." in page.text
    page = walk.password(page, person)
    assert page.path != EMAIL
    assert walk.code(page, person).path == EMAIL


def test_a_sign_in_for_another_change_changes_no_address(house: House) -> None:
    walk, person = house.walk(), owner(house)
    assert room(walk, person, "/me/means/password").path == "/me/means/password"
    page = walk.visitor.arrive(walk.visitor.get(EMAIL))
    assert "This sign-in is for one change: another e-mail address." in page.text
    room(walk, person, PHONE)
    page = walk.visitor.arrive(walk.visitor.get(EMAIL))
    assert page.path != EMAIL


def test_a_new_address_is_typed_shown_by_a_code_and_follows_into_the_claims(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = asked(walk, person, " Owner@NEW.example ")
    assert "Owner@new.example" in page.text
    assert email_of(house, person) == OLD
    done = walk.visitor.arrive(walk.visitor.submit(page, "code", code=code_of(house, person)))
    assert (done.path, done.status) == ("/me/contacts", 200)
    assert "Done: the code was right." in done.text
    assert "Owner@new.example" in done.text
    assert email_of(house, person) == "Owner@new.example"
    again = house.walk()
    page = again.sign_in(again.ask(scope="openid email", acr_values=house.acr(2)), person)
    tokens = again.redeem(again.allow_all(page).query["code"]).json
    told = again.visitor.stranger().get("/userinfo", headers=bearer(tokens["access_token"])).json
    assert (told["email"], told["email_verified"]) == ("Owner@new.example", True)


def test_a_number_is_read_as_people_write_it(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = asked(walk, person, "0912 345 678", PHONE)
    assert "+84912345678" in page.text
    done = walk.visitor.arrive(walk.visitor.submit(page, "code", code=code_of(house, person)))
    assert "+84912345678" in done.text


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nobody",
        "a@b.example\r\nBcc: all@b.example",
        "a@b.example,c@d.example",
        "<script>@b.example",
        "x" * 5000 + "@b.example",
        "ân@b.example",
        "\u202ea@b.example",
    ],
)
def test_what_is_no_address_is_said_and_sends_nothing(house: House, typed: str) -> None:
    walk, person = house.walk(), owner(house)
    page = room(walk, person, EMAIL)
    answer = walk.visitor.submit(page, "address", address=typed)
    assert answer.status == 422
    assert "This is not an e-mail address" in answer.text
    assert "<script>" not in answer.text.replace("<script ", "")
    assert not letters(house.world, person, NoticeKind.CONTACT_CODE)


def test_a_wrong_code_can_be_typed_again_and_five_end_it(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = asked(walk, person, NEW)
    right = code_of(house, person)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        page = walk.visitor.arrive(walk.visitor.submit(page, "code", code=wrong))
        assert page.path == EMAIL
        assert "This code is not right" in page.text
        assert NEW in page.text
    page = walk.visitor.submit(page, "code", code=right)
    assert "Ask for a new one" in page.text
    assert email_of(house, person) == OLD


def test_another_language_keeps_the_page_that_asks_for_the_code(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = asked(walk, person, NEW)
    there = walk.visitor.get(tongue(page))
    assert ('<html lang="vi">' in there.text, NEW in there.text) == (True, True)
    wrong = walk.visitor.arrive(walk.visitor.submit(there, "code", code="12"))
    again = walk.visitor.get(tongue(wrong))
    assert "six digits. This was not counted" in again.text
    done = walk.visitor.submit(again, "code", code=code_of(house, person))
    assert done.location.endswith("/me/contacts?done=set&which=email")
    assert email_of(house, person) == NEW


def test_a_code_with_blanks_is_read_and_works_once(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = asked(walk, person, NEW)
    typed = code_of(house, person)
    form = page.form("code").filled(code=f" {typed[:3]} {typed[3:]} ")
    first = walk.visitor.post(f"{EMAIL}/code", form)
    assert first.status == 303
    second = walk.visitor.post(f"{EMAIL}/code", form)
    assert second.status == 422
    happened = [
        each.happening for each in house.world.services.history.for_subject(person.subject_id)
    ]
    assert happened.count(EventType.CONTACT_CHANGED) == 1


def test_the_page_of_another_person_changes_nothing(house: House) -> None:
    walk, person, other = house.walk(), owner(house), owner(house)
    page = room(walk, person, EMAIL)
    shown = asked(walk, person, NEW)
    typed = code_of(house, person)
    for session in house.world.services.sessions.for_subject(person.subject_id):
        house.world.services.sessions.end(session.id, actor=OPERATOR)
    room(walk, other, EMAIL)
    for late, field, value in ((page, "address", "x@y.example"), (shown, "code", typed)):
        answer = walk.visitor.arrive(walk.visitor.submit(late, field, **{field: value}))
        assert "Nothing was changed" in answer.text
    assert email_of(house, person) == email_of(house, other) == OLD


def test_a_page_that_shows_an_older_address_is_refused(house: House) -> None:
    walk, elsewhere, person = house.walk(), house.walk(), owner(house)
    stale = room(elsewhere, person, EMAIL)
    page = asked(walk, person, NEW)
    walk.visitor.submit(page, "code", code=code_of(house, person))
    answer = elsewhere.visitor.submit(stale, "address", address="third@new.example")
    assert answer.status == 422
    assert "This was changed meanwhile" in answer.text
    assert email_of(house, person) == NEW


def test_a_second_change_takes_a_second_sign_in(house: House) -> None:
    walk, person = house.walk(), owner(house)
    first = room(walk, person, EMAIL)
    page = asked(walk, person, NEW)
    walk.visitor.submit(page, "code", code=code_of(house, person))
    answer = walk.visitor.arrive(walk.visitor.submit(first, "address", address="b@new.example"))
    assert answer.path.startswith("/signin/")
    assert len(letters(house.world, person, NoticeKind.CONTACT_CODE)) == 1
    assert email_of(house, person) == NEW


def test_mail_may_take_longer_than_a_sign_in_stays_fresh(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = asked(walk, person, NEW)
    house.world.clock.advance(timedelta(minutes=12))
    done = walk.visitor.arrive(walk.visitor.submit(page, "code", code=code_of(house, person)))
    assert "Done: the code was right." in done.text


def test_without_a_page_of_ours_nothing_is_sent(house: House) -> None:
    walk, person = house.walk(), owner(house)
    room(walk, person, EMAIL)
    for path in (EMAIL, f"{EMAIL}/code", PHONE, f"{PHONE}/code"):
        assert walk.visitor.post(path, {"address": NEW, "code": "1"}).status == 403
    assert not letters(house.world, person, NoticeKind.CONTACT_CODE)


def test_a_locked_account_and_a_ward_are_told_so(house: House) -> None:
    walk, person = house.walk(), owner(house)
    room(walk, person, "/me/contacts")
    house.world.services.accounts.lock(
        person.subject_id, ground="x", body="y", remedy="z", actor=OPERATOR
    )
    page = room(walk, person, EMAIL)
    assert page.path == "/me/means"
    assert "your account is locked" in page.text
    ward, their = owner(house), house.walk()
    room(their, ward, "/me/contacts")
    assert (
        house.world.services.accounts.place_under_guardian(
            ward.subject_id, body="c", actor=OPERATOR
        )
        is None
    )
    answer = their.visitor.get(EMAIL)
    assert answer.status == 403
    assert email_of(house, ward) == OLD


def test_the_owner_reads_the_letter_at_the_old_address_and_undoes_it(house: House) -> None:
    thief, person = house.walk(), owner(house)
    page = asked(thief, person, "thief@evil.example")
    thief.visitor.submit(page, "code", code=code_of(house, person))
    assert email_of(house, person) == "thief@evil.example"
    (letter,) = [
        each
        for each in letters(house.world, person, NoticeKind.CONTACT_CHANGED)
        if each["to"] == OLD
    ]
    reader = house.visitor()
    question = reader.get(letter["undo"])
    assert "E-mail address, t…@evil.example" in question.text
    assert "thief@evil" not in question.text
    proof = dict(question.form("csrf").fields)["csrf"]
    done = reader.arrive(reader.post(letter["undo"], {"csrf": proof}))
    assert "Done: it was undone" in done.text
    assert email_of(house, person) == OLD
    assert thief.visitor.arrive(thief.visitor.get("/me/contacts")).path.startswith("/signin/")
    own = house.walk()
    room(own, person, "/me/contacts")
    history = own.visitor.get("/me/history")
    assert "The change of an address or number was undone" in history.text


def test_the_letters_arrive_with_a_code_and_no_header_of_a_thief(house: House) -> None:
    walk, person = house.walk(), owner(house)
    asked(walk, person, NEW)
    (letter,) = letters(house.world, person, NoticeKind.CONTACT_CODE)
    assert letter["to"] == NEW
    assert re.fullmatch(r"\d{6}", letter["code"])
    assert person.username not in str(letter)


def test_pages_show_what_counts_as_lost(house: House) -> None:
    walk, person = (
        house.walk(),
        house.world.person(data={"phone_number": "+84912000003", "phone_number_verified": True}),
    )
    contacts, now = house.world.services.contacts, house.world.clock.now()
    with house.world.services.database.transaction():
        contacts.mark_phone_lost(person.subject_id, now)
    page = room(walk, person, "/me/contacts")
    assert page.text.count("It counts as lost since") == 1
    assert "+84912000003" in page.text
    with house.world.services.database.transaction():
        contacts.review(person.subject_id, (), at=now, actor=AN)
    again = room(house.walk(), person, "/me/contacts")
    assert again.text.count("It counts as lost since") == 2, "the address, too"
    vietnamese = house.walk(visitor=house.visitor(language="vi"))
    assert "Nơi chúng tôi liên hệ với bạn" in room(vietnamese, person, "/me/contacts").text


def test_the_page_says_when_an_address_has_to_be_confirmed_again(house: House) -> None:
    walk, person = house.walk(), owner(house)
    words = "no link for a new password goes there. Confirm it again."
    assert words not in room(walk, person, "/me/contacts").text
    services, now = house.world.services, house.world.clock.now()
    with services.database.transaction():
        services.database.execute(
            update(CONTACT)
            .where(CONTACT.c.subject_id == person.subject_id)
            .values(confirmed_at=now - CONFIRMED_FOR)
        )
    assert words in room(house.walk(), person, "/me/contacts").text


def waits(house: House, walk: Walk, person: Person) -> Answer:
    """The room of contacts while a change has not taken hold yet."""
    page = asked(walk, person, NEW)
    return walk.visitor.arrive(walk.visitor.submit(page, "code", code=code_of(house, person)))


@COOL_OFF_OF_PRODUCTION
def test_a_change_that_waits_is_taken_back_on_the_page(house: House) -> None:
    walk, person = house.walk(), owner(house)
    page = waits(house, walk, person)
    assert "The new one does not hold yet" in page.text
    assert "Take this change back" in page.text
    assert f"Take back the change to {NEW}?" in page.text  # asked once, and named
    assert f"Yes, take {NEW} back" in page.text
    done = walk.visitor.arrive(walk.visitor.submit(page, "shown"))
    assert "Done: the change was taken back." in done.text
    assert NEW not in done.text
    assert "Take this change back" not in done.text
    late = walk.visitor.submit(page, "shown")
    assert late.status == 422
    assert "This was changed meanwhile" in late.text
    house.world.clock.advance(timedelta(days=8))
    assert email_of(house, person) == OLD


@COOL_OFF_OF_PRODUCTION
def test_what_came_after_the_change_takes_it_not_back(house: House) -> None:
    walk, person = house.walk(), owner(house)
    waits(house, walk, person)
    sure(house.world.services.passwords.set(person.subject_id, "một câu khác hẳn và dài 77"))
    thief = house.walk()
    later = replace(person, password="một câu khác hẳn và dài 77")
    house.world.clock.advance(timedelta(seconds=1))
    page = thief.visitor.arrive(thief.visitor.get("/me/contacts"))
    page = thief.password(page, later)
    assert page.path == "/me/contacts", page.text
    answer = thief.visitor.submit(page, "shown")
    assert answer.status == 422
    assert "You signed in with something that was added after this change" in answer.text
    house.world.clock.advance(timedelta(days=3))
    assert email_of(house, person) == NEW


@COOL_OFF_OF_PRODUCTION
def test_the_page_of_another_person_takes_nothing_back(house: House) -> None:
    walk, person, other = house.walk(), owner(house), owner(house)
    page = waits(house, walk, person)
    for session in house.world.services.sessions.for_subject(person.subject_id):
        house.world.services.sessions.end(session.id, actor=OPERATOR)
    room(walk, other, "/me/contacts")
    answer = walk.visitor.arrive(walk.visitor.submit(page, "shown"))
    assert "Nothing was changed" in answer.text
    house.world.clock.advance(timedelta(days=3))
    assert email_of(house, person) == NEW

"""Changes of contacts: proven by a code, told to every address, in force after a wait."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from idp.assurance.contacts import CHANGED_LATELY
from idp.history.domain import EventType
from idp.kernel.actors import Person as Acting
from idp.notices.domain import NoticeKind
from idp.subjects.contacts import KEPT_FOR
from idp.subjects.domain import ContactKind, Source
from idp.subjects.tables import CONTACT
from idp.wiring import build
from tests.support.contact_changes import (
    DAY,
    EMAIL,
    NEW,
    OLD,
    PHONE,
    UNLETTERED,
    change,
    claims,
    owner,
    told,
    undo_link,
)
from tests.support.inbox import Inbox, receiving_mail
from tests.support.letters import letters
from tests.support.officers import AN
from tests.support.races import race
from tests.support.world import Person, World, sure


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with receiving_mail() as inbox:
        yield inbox


@pytest.fixture
def posted(slow: World, inbox: Inbox) -> Iterator[World]:
    """The same, with a mail server."""
    mailed = {"mail_url": inbox.url, "mail_from": "Minh Danh <no-reply@id.test>"}
    settings = slow.settings.model_copy(update=mailed)
    services = build(settings, database=slow.services.database, clock=slow.clock)
    yield World(services, settings, slow.clock)
    services.passwords.hashing.close()


def test_a_new_address_is_shown_told_to_all_and_counts_after_the_cool_off(slow: World) -> None:
    person = owner(slow, phone_number="+84912000001", phone_number_verified=True)
    made = change(slow, person, NEW)
    assert made.facts.effective_at == slow.clock.now() + UNLETTERED
    assert told(slow, person, NoticeKind.CONTACT_CHANGED) == {OLD, NEW, "+84912000001"}
    assert claims(slow, person)["email"] == OLD
    slow.clock.advance(UNLETTERED)
    assert claims(slow, person)["email"] == NEW
    assert claims(slow, person)["email_verified"] is True
    assert claims(slow, person)["updated_at"] == int(made.facts.effective_at.timestamp())
    datum = slow.services.subjects.identity(person.subject_id).data["email"]
    assert (datum.source, datum.recorded_on) == (Source.SELF_DECLARED, made.facts.set_at.date())
    entries = slow.services.history.for_subject(person.subject_id)
    (entry,) = [each for each in entries if each.happening is EventType.CONTACT_CHANGED]
    assert entry.actor == Acting(subject_id=person.subject_id)
    assert entry.facts["item"] == "email"
    assert NEW not in json.dumps(entry.facts)


def test_while_it_waits_both_are_written_to_and_the_old_one_for_a_week_more(slow: World) -> None:
    person, notices = owner(slow), slow.services.notices
    change(slow, person, NEW)

    def consent_told() -> set[str]:
        before = len(letters(slow, person, NoticeKind.CONSENT_GIVEN))
        notices.notify(person.subject_id, text_key=NoticeKind.CONSENT_GIVEN, facts={})
        return {each["to"] for each in letters(slow, person, NoticeKind.CONSENT_GIVEN)[before:]}

    def means_told() -> set[str]:
        before = len(letters(slow, person, NoticeKind.CREDENTIAL_ADDED))
        notices.notify(person.subject_id, text_key=NoticeKind.CREDENTIAL_ADDED, facts={})
        return {each["to"] for each in letters(slow, person, NoticeKind.CREDENTIAL_ADDED)[before:]}

    assert consent_told() == means_told() == {OLD, NEW}
    slow.clock.advance(UNLETTERED)
    assert consent_told() == {NEW}
    assert means_told() == {OLD, NEW}
    slow.clock.advance(CHANGED_LATELY)
    assert means_told() == {NEW}


def test_from_a_letter_that_was_handed_over_an_address_waits_one_day(
    posted: World, inbox: Inbox
) -> None:
    person, book = owner(posted), posted.services.contacts.repository
    made = change(posted, person, NEW)
    assert made.facts.effective_at == posted.clock.now() + UNLETTERED
    posted.clock.advance(timedelta(hours=5))
    posted.services.notices.deliver()
    assert {each["To"] for each in inbox.letters} >= {OLD, NEW}
    from_then = posted.clock.now() + DAY
    holds, comes = book.now_and_next(person.subject_id, EMAIL)
    assert holds is not None
    assert comes is not None
    assert comes.facts.effective_at == holds.facts.replaced_at == from_then
    posted.clock.advance(DAY - timedelta(seconds=1))
    assert claims(posted, person)["email"] == OLD
    posted.clock.advance(timedelta(seconds=1))
    assert claims(posted, person)["email"] == NEW
    assert claims(posted, person)["updated_at"] == int(from_then.timestamp())


def test_a_letter_nobody_took_or_that_comes_late_shortens_nothing(
    posted: World, inbox: Inbox
) -> None:
    person = owner(posted)
    made = change(posted, person, NEW)
    inbox.refuses = True
    posted.services.notices.deliver()
    assert _waiting(posted, person) == made.facts.effective_at
    inbox.refuses = False
    posted.clock.advance(timedelta(hours=60))
    posted.services.notices.deliver()
    assert _waiting(posted, person) == made.facts.effective_at


def test_a_letter_to_the_new_address_alone_shortens_nothing(posted: World) -> None:
    person = posted.person(data={"email_verified": False})
    made = change(posted, person, NEW)
    posted.services.notices.deliver()
    assert _waiting(posted, person) == made.facts.effective_at


@pytest.mark.parametrize("address", [OLD, NEW])
def test_a_letter_to_an_address_that_counts_as_lost_shortens_nothing(
    posted: World, inbox: Inbox, address: str
) -> None:
    """Neither for another one, nor for the same that is set anew."""
    person, contacts = owner(posted), posted.services.contacts
    with posted.services.database.transaction():
        contacts.review(person.subject_id, (), at=posted.clock.now(), actor=AN)
    made = change(posted, person, address)
    assert made.facts.lost_at is None
    posted.services.notices.deliver()
    assert OLD in {each["To"] for each in inbox.letters}
    assert _waiting(posted, person) == made.facts.effective_at


def test_a_number_waits_three_days_whatever_was_handed_over(posted: World) -> None:
    person = owner(posted)
    made = change(posted, person, "0912 345 678", PHONE)
    assert made.facts.effective_at == posted.clock.now() + UNLETTERED
    posted.services.notices.deliver()
    assert _waiting(posted, person, PHONE) == made.facts.effective_at


def test_a_letter_handed_over_brings_back_nothing_that_was_undone(posted: World) -> None:
    person = owner(posted)
    change(posted, person, NEW)
    sure(posted.services.losses.undo(undo_link(posted, person)))
    posted.services.notices.deliver()
    assert posted.services.contacts.repository.now_and_next(person.subject_id, EMAIL)[1] is None
    posted.clock.advance(5 * DAY)
    assert claims(posted, person)["email"] == OLD


def _waiting(world: World, person: Person, kind: ContactKind = EMAIL) -> datetime:
    coming = world.services.contacts.repository.now_and_next(person.subject_id, kind)[1]
    assert coming is not None
    return coming.facts.effective_at


def test_the_same_address_is_confirmed_and_nothing_else_changes(slow: World) -> None:
    person = owner(slow)
    slow.clock.advance(300 * DAY)
    made = change(slow, person, OLD)
    assert made.facts.effective_at < slow.clock.now()
    assert claims(slow, person)["email"] == OLD
    assert not letters(slow, person, NoticeKind.CONTACT_CHANGED)
    holds, comes = slow.services.contacts.repository.now_and_next(person.subject_id, EMAIL)
    assert comes is None
    assert holds is not None
    assert holds.facts.confirmed_at == slow.clock.now()


def test_people_of_before_have_contacts_that_bind_at_1_and_the_upgrade_keeps_them(
    world: World,
) -> None:
    person, book = owner(world), world.services.contacts.repository
    with world.services.database.transaction() as connection:
        connection.execute(delete(CONTACT).where(CONTACT.c.subject_id == person.subject_id))
    world.clock.advance(30 * DAY)
    (declared,) = book.for_subject(person.subject_id)
    assert (declared.value, declared.facts.bound) == (OLD, 1)
    seen = world.services.contacts.version(person.subject_id, EMAIL)
    assert book.adopt_all() >= 1
    assert book.adopt_all() == 0
    (kept,) = book.for_subject(person.subject_id)
    assert replace(kept, id=declared.id) == declared
    assert world.services.contacts.version(person.subject_id, EMAIL) == seen
    with world.services.database.transaction() as connection:
        connection.execute(delete(CONTACT).where(CONTACT.c.subject_id == person.subject_id))
    change(world, person, NEW)
    assert told(world, person, NoticeKind.CONTACT_CHANGED) == {OLD, NEW}


def test_one_of_a_kind_is_in_place_whoever_adopts(world: World) -> None:
    person, book = owner(world), world.services.contacts.repository
    with world.services.database.transaction() as connection:
        connection.execute(delete(CONTACT).where(CONTACT.c.subject_id == person.subject_id))

    def adopt() -> None:
        with world.services.database.transaction():
            book.adopt(person.subject_id)

    race(adopt, times=4)
    assert len(book.for_subject(person.subject_id)) == 1


def test_the_letters_say_what_they_must_and_no_whole_address(slow: World) -> None:
    person = owner(slow)
    change(slow, person, NEW)
    for letter in letters(slow, person, NoticeKind.CONTACT_CHANGED):
        assert letter["label"] == "o…@new.example"
        assert letter["undo"].startswith("/public/undo/")
    (asked,) = letters(slow, person, NoticeKind.CONTACT_CODE)
    assert asked["to"] == NEW
    assert re.fullmatch(r"\d{6}", asked["code"])
    assert "undo" not in asked


def test_rows_hold_no_address_in_clear(world: World) -> None:
    person = owner(world)
    change(world, person, NEW)
    with world.services.database.transaction() as connection:
        mine = CONTACT.c.subject_id == person.subject_id
        rows = connection.execute(select(CONTACT).where(mine)).all()
    assert len(rows) == 2
    assert not [row for row in rows if b"example" in b"".join(x for x in row if type(x) is bytes)]


def test_what_was_replaced_a_year_ago_is_forgotten(slow: World) -> None:
    person, book = owner(slow), slow.services.contacts.repository
    change(slow, person, NEW)
    slow.clock.advance(KEPT_FOR)
    book.purge_expired()
    assert [each.value for each in book.for_subject(person.subject_id)] == [OLD, NEW]
    slow.clock.advance(UNLETTERED + DAY)
    book.purge_expired()
    assert [each.value for each in book.for_subject(person.subject_id)] == [NEW]
    assert claims(slow, person)["email"] == NEW

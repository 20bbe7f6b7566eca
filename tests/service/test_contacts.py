"""Changing how a person is reached: shown by a code, told everywhere, undone by a letter."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from idp.assurance.binding import CeremonyKind
from idp.assurance.contacts import CHANGED_LATELY
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import level_of_pieces
from idp.contacts.domain import OWN_CODES, TRIES, SentCode
from idp.factors.domain import Binding
from idp.history.domain import EventType
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT, LossCase, LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from idp.sessions.domain import Session
from idp.subjects.contacts import KEPT_FOR
from idp.subjects.domain import Contact, ContactKind, Source
from idp.subjects.tables import CONTACT
from idp.wiring import build
from tests.support.at_best import shown
from tests.support.contact_changes import begin, change, now, password_alone
from tests.support.inbox import Inbox, receiving_mail
from tests.support.letters import code_sent, letters
from tests.support.races import race
from tests.support.sign_ins import reason
from tests.support.world import Person, World, sure

EMAIL, PHONE = ContactKind.EMAIL, ContactKind.PHONE
OLD = "owner@old.example"
NEW = "owner@new.example"
DAY = timedelta(days=1)
UNLETTERED = 3 * DAY
"""How long a change waits about which no letter was handed over."""


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


def owner(world: World, **more: object) -> Person:
    return world.person(data={"email": OLD, "email_verified": True, **more})


def session(world: World, person: Person, *, purpose: str | None = None) -> Session:
    return world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="",
        replaces=None,
        purpose=purpose,
    ).session


def claims(world: World, person: Person) -> Mapping[str, Any]:
    data = world.services.subjects.identity(person.subject_id).data
    return {name: datum.value for name, datum in data.items()}


def told(world: World, person: Person, kind: NoticeKind) -> set[str]:
    return {each["to"] for each in letters(world, person, kind)}


def undo_link(world: World, person: Person) -> str:
    return str(letters(world, person, NoticeKind.CONTACT_CHANGED)[-1]["undo"]).rsplit("/", 1)[1]


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
    assert (entry.actor, entry.facts["item"]) == ("subject", "email")
    assert NEW not in json.dumps(entry.facts)


def test_while_it_waits_both_are_written_to_and_the_old_one_for_a_week_more(slow: World) -> None:
    person, notices = owner(slow), slow.services.notices
    change(slow, person, NEW)

    def consent_told() -> set[str]:
        before = len(letters(slow, person, NoticeKind.CONSENT_GIVEN))
        notices.tell(person.subject_id, text_key=NoticeKind.CONSENT_GIVEN, facts={})
        return {each["to"] for each in letters(slow, person, NoticeKind.CONSENT_GIVEN)[before:]}

    def means_told() -> set[str]:
        before = len(letters(slow, person, NoticeKind.CREDENTIAL_ADDED))
        notices.tell(person.subject_id, text_key=NoticeKind.CREDENTIAL_ADDED, facts={})
        return {each["to"] for each in letters(slow, person, NoticeKind.CREDENTIAL_ADDED)[before:]}

    assert consent_told() == means_told() == {OLD, NEW}
    slow.clock.advance(UNLETTERED)
    assert consent_told() == {NEW}
    assert means_told() == {OLD, NEW}
    slow.clock.advance(CHANGED_LATELY)
    assert means_told() == {NEW}


def test_a_thief_with_the_password_changes_the_address_and_the_owner_takes_it_back(
    slow: World,
) -> None:
    person, services = owner(slow), slow.services
    thief = session(slow, person)
    change(slow, person, "thief@evil.example")
    assert OLD in told(slow, person, NoticeKind.CONTACT_CHANGED)
    slow.clock.advance(UNLETTERED)
    assert claims(slow, person)["email"] == "thief@evil.example"
    link = undo_link(slow, person)
    shown = services.losses.peek_undo(link)
    assert shown is not None
    assert shown.contact_kind == "email"
    assert "thief@evil" not in shown.label
    answers = race(lambda: services.losses.undo(link), times=4)
    assert [isinstance(each, LossCase) for each in answers].count(True) == 1
    assert claims(slow, person)["email"] == OLD
    assert services.sessions.by_id(thief.id) is None
    # No loss was reported and no means stopped, so the letter of a report would not be true.
    assert told(slow, person, NoticeKind.LOSS_REPORTED) == set()
    assert told(slow, person, NoticeKind.LETTER_UNDONE) == {OLD}
    assert told(slow, person, NoticeKind.CONTACT_GIVEN_BACK) == {OLD}
    happened = [each.happening for each in services.history.for_subject(person.subject_id)]
    assert happened.count(EventType.CONTACT_UNDONE) == 1
    slow.clock.advance(3 * DAY)
    assert claims(slow, person)["email"] == OLD


def test_taking_back_one_change_takes_back_what_came_after_it(slow: World) -> None:
    """A thief who changes twice so that the owner's address is the last but one."""
    person, book = owner(slow), slow.services.contacts.book
    first = change(slow, person, "one@evil.example")
    link = undo_link(slow, person)
    slow.clock.advance(UNLETTERED)
    change(slow, person, "two@evil.example")
    assert OLD in told(slow, person, NoticeKind.CONTACT_CHANGED)
    sure(slow.services.losses.undo(link))
    holds, comes = book.now_and_next(person.subject_id, EMAIL)
    assert holds is not None
    assert (holds.value, comes) == (OLD, None)
    slow.clock.advance(9 * DAY)
    assert claims(slow, person)["email"] == OLD
    with slow.services.database.transaction():
        assert not slow.services.contacts.undo(person.subject_id, first.id)


def test_a_second_change_before_the_first_counts_replaces_it(slow: World) -> None:
    person, book = owner(slow), slow.services.contacts.book
    change(slow, person, "typo@new.example")
    slow.clock.advance(timedelta(hours=1))
    change(slow, person, NEW)
    slow.clock.advance(timedelta(hours=71))
    assert claims(slow, person)["email"] == OLD
    slow.clock.advance(timedelta(hours=1))
    assert claims(slow, person)["email"] == NEW
    sure(slow.services.losses.undo(undo_link(slow, person)))
    assert claims(slow, person)["email"] == "typo@new.example"
    holds, _ = book.now_and_next(person.subject_id, EMAIL)
    assert holds is not None
    assert holds.value == "typo@new.example"


def test_undone_while_it_waits_the_one_before_goes_on(slow: World) -> None:
    person = owner(slow)
    change(slow, person, NEW)
    sure(slow.services.losses.undo(undo_link(slow, person)))
    slow.clock.advance(5 * DAY)
    assert claims(slow, person)["email"] == OLD
    assert change(slow, person, NEW).value == NEW


def test_from_a_letter_that_was_handed_over_an_address_waits_one_day(
    posted: World, inbox: Inbox
) -> None:
    person, book = owner(posted), posted.services.contacts.book
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
    assert posted.services.contacts.book.now_and_next(person.subject_id, EMAIL)[1] is None
    posted.clock.advance(5 * DAY)
    assert claims(posted, person)["email"] == OLD


def _waiting(world: World, person: Person, kind: ContactKind = EMAIL) -> datetime:
    coming = world.services.contacts.book.now_and_next(person.subject_id, kind)[1]
    assert coming is not None
    return coming.facts.effective_at


def test_the_first_number_of_all_waits_longer_and_can_be_taken_away(slow: World) -> None:
    person = slow.person(data={"email_verified": False})
    made = change(slow, person, "0912 345 678", PHONE)
    assert made.value == "+84912345678"
    assert made.facts.effective_at == slow.clock.now() + 3 * DAY
    assert "phone_number" not in claims(slow, person)
    slow.clock.advance(3 * DAY)
    assert claims(slow, person)["phone_number_verified"] is True
    sure(slow.services.losses.undo(undo_link(slow, person)))
    assert not {"phone_number", "phone_number_verified"} & claims(slow, person).keys()


def test_no_level_is_gained_by_a_changed_address(slow: World) -> None:
    """Neither at once nor later: the session that set it binds it at 1, and nothing lifts that."""
    person = owner(slow)
    services = slow.services
    before = level_of_pieces(services.credentials.pieces(person.subject_id))
    guard = services.credentials.settled(person.subject_id)
    made = change(slow, person, "thief@evil.example")
    for _ in range(20):
        assert level_of_pieces(services.credentials.pieces(person.subject_id)) == before
        assert services.credentials.settled(person.subject_id) == guard
        assert services.contacts.bound(made) == 1
        slow.clock.advance(DAY)


def test_a_fresh_address_of_a_thief_shortens_no_cool_off(slow: World) -> None:
    """A letter to the address that was set just before reaches nobody else."""
    person = slow.person(data={"email_verified": False}, totp=False)
    assert not slow.services.notices.reaches(person.subject_id)
    change(slow, person, "thief@evil.example")
    slow.clock.advance(4 * DAY)
    assert claims(slow, person)["email"] == "thief@evil.example"
    assert not slow.services.notices.reaches(person.subject_id)
    slow.clock.advance(4 * DAY)
    assert slow.services.notices.reaches(person.subject_id)


def test_a_contact_set_at_level_2_binds_after_a_week(world: World) -> None:
    person = owner(world)
    held = world.services.credentials.held(person.subject_id)
    both = shown([EvidenceKind.PASSWORD, EvidenceKind.TOTP])
    assert held
    begun = sure(
        begin(world, person, NEW, binding=Binding(CeremonyKind.OWN_ACCOUNT, tuple(both), new_id()))
    )
    made = sure(
        world.services.contacts.confirm(
            person.subject_id, EMAIL, handle=begun.handle, code=code_sent(world, person)
        )
    )
    assert (made.facts.bound, world.services.contacts.bound(made)) == (2, 1)
    world.clock.advance(CHANGED_LATELY)
    assert world.services.contacts.bound(made) == 2
    other = world.person(data={"email": NEW.upper().replace("EXAMPLE", "example")})
    assert other.subject_id != person.subject_id
    assert world.services.contacts.bound(made) == 1


def test_a_lost_phone_binds_nothing_until_its_number_is_confirmed_anew(world: World) -> None:
    person = owner(world, phone_number="+84912000002", phone_number_verified=True)
    book = world.services.contacts.book
    number = book.now_and_next(person.subject_id, PHONE)[0]
    assert number is not None
    world.clock.advance(CHANGED_LATELY)
    assert world.services.contacts.bound(number) == 2
    world.services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT
    )
    lost = book.now_and_next(person.subject_id, PHONE)[0]
    assert lost is not None
    assert lost.facts.lost_at == world.clock.now()
    assert world.services.contacts.bound(lost) == 1
    anew = change(world, person, "0912 000 002", PHONE)
    assert anew.facts.lost_at is None
    assert told(world, person, NoticeKind.CONTACT_CHANGED) == {OLD, "+84912000002"}
    assert world.services.contacts.bound(anew) == 1


def test_the_same_address_is_confirmed_and_nothing_else_changes(slow: World) -> None:
    person = owner(slow)
    slow.clock.advance(300 * DAY)
    made = change(slow, person, OLD)
    assert made.facts.effective_at < slow.clock.now()
    assert claims(slow, person)["email"] == OLD
    assert not letters(slow, person, NoticeKind.CONTACT_CHANGED)
    holds, comes = slow.services.contacts.book.now_and_next(person.subject_id, EMAIL)
    assert comes is None
    assert holds is not None
    assert holds.facts.confirmed_at == slow.clock.now()


def test_a_code_works_once_on_two_connections(world: World) -> None:
    person = owner(world)
    begun = sure(begin(world, person, NEW))
    right = code_sent(world, person)

    def confirm() -> Contact | Refused:
        return world.services.contacts.confirm(
            person.subject_id, EMAIL, handle=begun.handle, code=right
        )

    answers = race(confirm, times=4)
    assert [isinstance(each, Contact) for each in answers].count(True) == 1
    assert len(letters(world, person, NoticeKind.CONTACT_CHANGED)) == 2
    assert reason(confirm()) is Reason.EXPIRED


def test_two_codes_at_once_set_one_address(world: World) -> None:
    person, services = owner(world), world.services
    by = session(world, person).basis
    one = sure(begin(world, person, "one@new.example", by=by))
    first = code_sent(world, person)
    two = sure(begin(world, person, "two@new.example", by=by))
    second = code_sent(world, person)
    tries = [(one.handle, first), (two.handle, second)]

    def confirm() -> Contact | Refused:
        handle, typed = tries.pop()
        return services.contacts.confirm(person.subject_id, EMAIL, handle=handle, code=typed)

    answers = race(confirm, times=2)
    assert [isinstance(each, Contact) for each in answers].count(True) == 1
    happened = [each.happening for each in services.history.for_subject(person.subject_id)]
    assert happened.count(EventType.CONTACT_CHANGED) == 1


def test_wrong_codes_are_counted_and_five_end_it(world: World) -> None:
    person, contacts = owner(world), world.services.contacts
    begun = sure(begin(world, person, NEW))
    right = code_sent(world, person)
    wrong = "000000" if right != "000000" else "000001"
    for typed in ("", "\udc80", "9" * 5000, right[:-1]):
        answer = contacts.confirm(person.subject_id, EMAIL, handle=begun.handle, code=typed)
        assert reason(answer) is Reason.CODE_MALFORMED
    for _ in range(TRIES):
        answer = contacts.confirm(person.subject_id, EMAIL, handle=begun.handle, code=wrong)
        assert reason(answer) is Reason.NOT_PROVEN
    for _ in range(2):
        answer = contacts.confirm(person.subject_id, EMAIL, handle=begun.handle, code=right)
        assert reason(answer) is Reason.EXPIRED
    assert claims(world, person)["email"] == OLD


def test_a_sign_in_for_one_change_allows_no_second_one(world: World) -> None:
    person, services = owner(world), world.services
    by = session(world, person, purpose="set_email").basis
    first = sure(begin(world, person, NEW, by=by))
    assert isinstance(begin(world, person, NEW, by=by), SentCode)
    sure(
        services.contacts.confirm(
            person.subject_id, EMAIL, handle=first.handle, code=_first_code(world, person)
        )
    )
    assert reason(begin(world, person, "other@new.example", by=by)) is Reason.FRESH_SIGN_IN_REQUIRED
    refused = services.credentials.begin(person.subject_id, by)
    assert refused == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_confirming_an_address_anew_is_a_change_as_well(world: World) -> None:
    person, services = owner(world), world.services
    by = session(world, person, purpose="set_email").basis
    begun = sure(begin(world, person, OLD, by=by))
    code = code_sent(world, person)
    sure(services.contacts.confirm(person.subject_id, EMAIL, handle=begun.handle, code=code))
    assert reason(begin(world, person, NEW, by=by)) is Reason.FRESH_SIGN_IN_REQUIRED


def _first_code(world: World, person: Person) -> str:
    return str(letters(world, person, NoticeKind.CONTACT_CODE)[0]["code"])


def test_codes_are_not_sent_without_end(world: World) -> None:
    person, other = owner(world), owner(world)
    answers = [begin(world, person, f"a{number}@new.example") for number in range(7)]
    assert [reason(each) for each in answers if isinstance(each, Refused)][-1] is (
        Reason.TOO_MANY_TRIES
    )
    assert 5 <= len(letters(world, person, NoticeKind.CONTACT_CODE)) <= 6
    world.clock.advance(2 * DAY)
    many = [owner(world) for _ in range(7)]
    asked = [begin(world, each, "victim@new.example") for each in many for _ in range(5)]
    refused = [each for each in asked if isinstance(each, Refused)]
    assert reason(asked[-1]) is Reason.TOO_MANY_TRIES
    # Three of each account, which somebody else cannot use up, and what one person may send.
    assert len(asked) - len(refused) <= OWN_CODES * len(many) + 5
    assert isinstance(begin(world, other, NEW), SentCode)


def test_codes_of_another_account_keep_nobody_from_their_own_address(world: World) -> None:
    stranger, victim = owner(world), owner(world)
    for _ in range(5):
        sure(begin(world, stranger, NEW))
    for _ in range(2):
        world.clock.advance(timedelta(hours=7))
        sure(begin(world, stranger, NEW))
    *_, sent = [sure(begin(world, victim, NEW)) for _ in range(OWN_CODES)]
    assert reason(begin(world, victim, NEW)) is Reason.TOO_MANY_TRIES
    code, contacts = code_sent(world, victim), world.services.contacts
    sure(contacts.confirm(victim.subject_id, EMAIL, handle=sent.handle, code=code))
    sure(begin(world, victim, NEW))


def test_a_code_of_another_person_kind_or_time_is_worth_nothing(world: World) -> None:
    person, other, contacts = owner(world), owner(world), world.services.contacts
    begun = sure(begin(world, person, NEW))
    right = code_sent(world, person)
    for subject_id, kind in ((other.subject_id, EMAIL), (person.subject_id, PHONE)):
        answer = contacts.confirm(subject_id, kind, handle=begun.handle, code=right)
        assert reason(answer) is Reason.EXPIRED
    world.clock.advance(timedelta(minutes=15))
    late = contacts.confirm(person.subject_id, EMAIL, handle=begun.handle, code=right)
    assert reason(late) is Reason.EXPIRED


def test_a_code_dies_with_the_session_it_was_asked_in(world: World) -> None:
    person, services = owner(world), world.services
    here = session(world, person)
    begun = sure(begin(world, person, NEW, by=here.basis))
    services.endings.end(person.subject_id, reason="password_changed")
    answer = services.contacts.confirm(
        person.subject_id, EMAIL, handle=begun.handle, code=code_sent(world, person)
    )
    assert reason(answer) is Reason.FRESH_SIGN_IN_REQUIRED


def test_a_locked_account_and_a_ward_change_no_address(world: World) -> None:
    locked, ward = owner(world), owner(world)
    by = session(world, locked).basis
    begun = sure(begin(world, locked, NEW, by=by))
    world.services.accounts.lock(locked.subject_id, ground="x", body="y", remedy="z")
    assert reason(begin(world, locked, NEW, by=by)) is Reason.ACCOUNT_LOCKED
    answer = world.services.contacts.confirm(
        locked.subject_id, EMAIL, handle=begun.handle, code=code_sent(world, locked)
    )
    assert reason(answer) is Reason.ACCOUNT_LOCKED
    basis = session(world, ward).basis
    assert world.services.accounts.place_under_guardian(ward.subject_id, body="court") is None
    assert reason(begin(world, ward, NEW, by=basis)) is Reason.GUARDIAN_NEEDED


def test_a_page_that_shows_what_was_changed_since_changes_nothing(world: World) -> None:
    person, contacts = owner(world), world.services.contacts
    seen = contacts.shown(person.subject_id, EMAIL)
    late = sure(begin(world, person, "late@new.example", by=session(world, person).basis))
    pending = code_sent(world, person)
    change(world, person, NEW)
    assert reason(begin(world, person, "x@new.example", mark=seen)) is Reason.PAGE_CHANGED
    answer = contacts.confirm(person.subject_id, EMAIL, handle=late.handle, code=pending)
    assert reason(answer) is Reason.EXPIRED


def test_people_of_before_have_contacts_that_bind_at_1_and_the_upgrade_keeps_them(
    world: World,
) -> None:
    person, book = owner(world), world.services.contacts.book
    with world.services.database.transaction() as connection:
        connection.execute(delete(CONTACT).where(CONTACT.c.subject_id == person.subject_id))
    world.clock.advance(30 * DAY)
    (declared,) = book.of(person.subject_id)
    assert (declared.value, declared.facts.bound) == (OLD, 1)
    seen = world.services.contacts.shown(person.subject_id, EMAIL)
    assert book.adopt_all() >= 1
    assert book.adopt_all() == 0
    (kept,) = book.of(person.subject_id)
    assert replace(kept, id=declared.id) == declared
    assert world.services.contacts.shown(person.subject_id, EMAIL) == seen
    with world.services.database.transaction() as connection:
        connection.execute(delete(CONTACT).where(CONTACT.c.subject_id == person.subject_id))
    change(world, person, NEW)
    assert told(world, person, NoticeKind.CONTACT_CHANGED) == {OLD, NEW}


def test_one_of_a_kind_is_in_place_whoever_adopts(world: World) -> None:
    person, book = owner(world), world.services.contacts.book
    with world.services.database.transaction() as connection:
        connection.execute(delete(CONTACT).where(CONTACT.c.subject_id == person.subject_id))

    def adopt() -> None:
        with world.services.database.transaction():
            book.adopt(person.subject_id)

    race(adopt, times=4)
    assert len(book.of(person.subject_id)) == 1


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


def test_a_fraud_that_is_found_later_gives_the_address_back(slow: World) -> None:
    """The password was in wrong hands: what it alone had set was never set."""
    person, services = owner(slow), slow.services
    since = slow.clock.now()
    password = password_alone(slow, person).proven[0].credential_id
    slow.clock.advance(DAY)
    made = change(slow, person, "thief@evil.example")
    slow.clock.advance(30 * DAY)
    assert claims(slow, person)["email"] == "thief@evil.example"
    sure(services.frauds.of_credential(password, since=since, by="officer"))
    assert claims(slow, person)["email"] == OLD
    assert told(slow, person, NoticeKind.CONTACT_GIVEN_BACK) == {OLD}
    (entry,) = [
        each
        for each in services.history.for_subject(person.subject_id)
        if each.happening is EventType.CONTACT_UNDONE
    ]
    assert (entry.actor, entry.facts["contact"]) == ("officer", made.id)


def test_a_ceremony_that_was_a_fraud_gives_the_address_back(slow: World) -> None:
    person = owner(slow)
    made = change(slow, person, NEW)
    assert made.ceremony_id is not None
    sure(slow.services.frauds.of_ceremony(made.ceremony_id, by="officer"))
    slow.clock.advance(5 * DAY)
    assert claims(slow, person)["email"] == OLD


def test_what_was_replaced_a_year_ago_is_forgotten(slow: World) -> None:
    person, book = owner(slow), slow.services.contacts.book
    change(slow, person, NEW)
    slow.clock.advance(KEPT_FOR)
    book.purge_expired()
    assert [each.value for each in book.of(person.subject_id)] == [OLD, NEW]
    slow.clock.advance(UNLETTERED + DAY)
    book.purge_expired()
    assert [each.value for each in book.of(person.subject_id)] == [NEW]
    assert claims(slow, person)["email"] == NEW


def undo_by(world: World, person: Person, kind: NoticeKind) -> dict[str, bool]:
    """To whom letters of a kind went, and whether the newest there has a link that undoes."""
    return {each["to"]: "undo" in each for each in letters(world, person, kind)}


def test_the_finder_of_a_lost_phone_reads_no_link_that_undoes(world: World) -> None:
    number = "+84912000011"
    person = owner(world, phone_number=number, phone_number_verified=True)
    change(world, person, NEW)
    assert undo_by(world, person, NoticeKind.CONTACT_CHANGED) == {
        OLD: True,
        NEW: True,
        number: True,
    }
    world.services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT
    )
    change(world, person, "third@new.example")
    assert undo_by(world, person, NoticeKind.CONTACT_CHANGED)[number] is False
    (case,) = world.services.losses.cases.for_subject(person.subject_id)
    sure(world.services.losses.cases.take(case.number, owner="an"))
    sure(world.services.losses.cases.close(case.number, outcome="a new SIM is on its way"))
    change(world, person, "fourth@new.example")
    assert undo_by(world, person, NoticeKind.CONTACT_CHANGED)[number] is False


def test_whoever_has_nothing_but_a_lost_phone_gets_no_link(world: World) -> None:
    person = world.person(
        data={
            "phone_number": "+84912000012",
            "phone_number_verified": True,
            "email_verified": False,
        }
    )
    world.services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT
    )
    sure(world.services.passwords.set(person.subject_id, "một câu khác hẳn và dài 77"))
    assert undo_by(world, person, NoticeKind.PASSWORD_CHANGED) == {"+84912000012": False}


def test_a_report_that_is_taken_back_gives_the_number_back(world: World) -> None:
    person = owner(world, phone_number="+84912000013", phone_number_verified=True)
    contacts, losses = world.services.contacts, world.services.losses
    world.clock.advance(CHANGED_LATELY)
    one = losses.report(person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.FORM)
    other = losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE, LostItem.SECRETS})),
        reported_by=ReportedBy.FORM,
    )
    for case, bound in ((one, 1), (other, 2)):
        assert contacts.bound(number_of(world, person)) == 1
        sure(losses.retraction.at_counter(case.number, document="card", by="an"))
        assert contacts.bound(number_of(world, person)) == bound
    assert number_of(world, person).facts.lost_at is None


def number_of(world: World, person: Person) -> Contact:
    holds = world.services.contacts.book.now_and_next(person.subject_id, PHONE)[0]
    assert holds is not None
    return holds


def test_the_upgrade_marks_phones_that_were_lost_before_and_none_confirmed_since(
    world: World,
) -> None:
    person = owner(world, phone_number="+84912000014", phone_number_verified=True)
    other = owner(world, phone_number="+84912000015", phone_number_verified=True)
    for each in (person, other):
        world.services.losses.report(
            each.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT
        )
    with world.services.database.transaction() as connection:
        connection.execute(update(CONTACT).values(lost_at=None))
    world.clock.advance(DAY)
    change(world, other, "+84912000015", PHONE)
    for _ in range(2):
        world.services.losses.mark_lost_phones()
    assert number_of(world, person).facts.lost_at is not None
    assert number_of(world, other).facts.lost_at is None


def test_what_a_guardian_gave_binds_nothing_once_the_child_is_14(world: World) -> None:
    """Born on 2012-11-20: 14 some days from now; the address was registered before that."""
    today = world.clock.now().date()
    born = today.replace(year=today.year - 14) + timedelta(days=20)
    person = owner(world, birthdate=born.isoformat())
    contacts = world.services.contacts
    world.clock.advance(10 * DAY)
    held = contacts.book.now_and_next(person.subject_id, EMAIL)[0]
    assert held is not None
    assert contacts.bound(held) == 2
    world.clock.advance(11 * DAY)
    assert contacts.bound(held) == 1
    own = change(world, person, OLD)
    assert own.id != held.id
    assert own.facts.set_at == world.clock.now()


def test_a_change_that_waits_is_taken_back_on_the_page(slow: World) -> None:
    person = owner(slow)
    made = change(slow, person, "typo@new.example")
    contacts, by = slow.services.contacts, now(slow, person)
    before = made.facts.set_at - DAY
    taken = contacts.cancel(
        person.subject_id, EMAIL, shown=made.mark, older_than=before, by=now(slow, person)
    )
    assert sure(taken).id == made.id
    assert told(slow, person, NoticeKind.CONTACT_GIVEN_BACK) == {OLD}
    happened = [each.happening for each in slow.services.history.for_subject(person.subject_id)]
    assert EventType.CONTACT_UNDONE in happened
    again = contacts.cancel(person.subject_id, EMAIL, shown=made.mark, older_than=before, by=by)
    assert reason(again) is Reason.PAGE_CHANGED
    slow.clock.advance(2 * DAY)
    assert claims(slow, person)["email"] == OLD


def test_what_holds_or_is_older_or_changed_since_is_not_taken_back(slow: World) -> None:
    person, contacts = owner(slow), slow.services.contacts
    made = change(slow, person, NEW)
    before, after = made.facts.set_at - DAY, made.facts.set_at + DAY
    for older_than in (after, made.facts.set_at, None):
        refused = contacts.cancel(
            person.subject_id, EMAIL, shown=made.mark, older_than=older_than, by=now(slow, person)
        )
        assert reason(refused) is Reason.OLDER_MEANS_NEEDED
    slow.clock.advance(UNLETTERED)
    refused = contacts.cancel(
        person.subject_id, EMAIL, shown=made.mark, older_than=before, by=now(slow, person)
    )
    assert reason(refused) is Reason.PAGE_CHANGED
    assert claims(slow, person)["email"] == NEW


def test_a_change_is_taken_back_once_on_two_connections(slow: World) -> None:
    person, contacts = owner(slow), slow.services.contacts
    made = change(slow, person, NEW)
    by, before = now(slow, person), made.facts.set_at - DAY

    def take_back() -> object:
        return contacts.cancel(person.subject_id, EMAIL, shown=made.mark, older_than=before, by=by)

    answers = race(take_back, times=2)
    assert sum(isinstance(each, Contact) for each in answers) == 1

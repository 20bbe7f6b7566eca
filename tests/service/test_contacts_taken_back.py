"""A change of how a person is reached is taken back: by a letter, on the page, after a fraud."""

from datetime import timedelta

from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.losses.domain import LossCase
from idp.notices.domain import NoticeKind
from idp.subjects.domain import Contact
from tests.support.contact_changes import (
    DAY,
    EMAIL,
    NEW,
    OLD,
    PHONE,
    UNLETTERED,
    change,
    claims,
    now,
    owner,
    password_alone,
    session,
    told,
    undo_link,
)
from tests.support.officers import OPERATOR, themself
from tests.support.races import race
from tests.support.sign_ins import reason
from tests.support.world import World, sure


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
    person, book = owner(slow), slow.services.contacts.repository
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
        assert not slow.services.contacts.undo(
            person.subject_id, first.id, actor=themself(person.subject_id)
        )


def test_a_second_change_before_the_first_counts_replaces_it(slow: World) -> None:
    person, book = owner(slow), slow.services.contacts.repository
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


def test_a_fraud_that_is_found_later_gives_the_address_back(slow: World) -> None:
    """The password was in wrong hands: contacts set with it alone are undone."""
    person, services = owner(slow), slow.services
    since = slow.clock.now()
    password = password_alone(slow, person).proven[0].credential_id
    slow.clock.advance(DAY)
    made = change(slow, person, "thief@evil.example")
    slow.clock.advance(30 * DAY)
    assert claims(slow, person)["email"] == "thief@evil.example"
    sure(services.frauds.of_credential(password, since=since, actor=OPERATOR))
    assert claims(slow, person)["email"] == OLD
    assert told(slow, person, NoticeKind.CONTACT_GIVEN_BACK) == {OLD}
    (entry,) = [
        each
        for each in services.history.for_subject(person.subject_id)
        if each.happening is EventType.CONTACT_UNDONE
    ]
    assert entry.facts["contact"] == made.id


def test_a_ceremony_that_was_a_fraud_gives_the_address_back(slow: World) -> None:
    person = owner(slow)
    made = change(slow, person, NEW)
    assert made.ceremony_id is not None
    sure(slow.services.frauds.of_ceremony(made.ceremony_id, actor=OPERATOR))
    slow.clock.advance(5 * DAY)
    assert claims(slow, person)["email"] == OLD


def test_a_change_that_waits_is_taken_back_on_the_page(slow: World) -> None:
    person = owner(slow)
    made = change(slow, person, "typo@new.example")
    contacts, by = slow.services.contacts, now(slow, person)
    before = made.facts.set_at - DAY
    taken = contacts.cancel(
        person.subject_id, EMAIL, version=made.version, older_than=before, by=now(slow, person)
    )
    assert sure(taken).id == made.id
    assert told(slow, person, NoticeKind.CONTACT_GIVEN_BACK) == {OLD}
    happened = [each.happening for each in slow.services.history.for_subject(person.subject_id)]
    assert EventType.CONTACT_UNDONE in happened
    again = contacts.cancel(
        person.subject_id, EMAIL, version=made.version, older_than=before, by=by
    )
    assert reason(again) is Reason.PAGE_CHANGED
    slow.clock.advance(2 * DAY)
    assert claims(slow, person)["email"] == OLD


def test_what_holds_or_is_older_or_changed_since_is_not_taken_back(slow: World) -> None:
    person, contacts = owner(slow), slow.services.contacts
    made = change(slow, person, NEW)
    before, after = made.facts.set_at - DAY, made.facts.set_at + DAY
    for older_than in (after, made.facts.set_at, None):
        refused = contacts.cancel(
            person.subject_id,
            EMAIL,
            version=made.version,
            older_than=older_than,
            by=now(slow, person),
        )
        assert reason(refused) is Reason.OLDER_MEANS_NEEDED
    slow.clock.advance(UNLETTERED)
    refused = contacts.cancel(
        person.subject_id, EMAIL, version=made.version, older_than=before, by=now(slow, person)
    )
    assert reason(refused) is Reason.PAGE_CHANGED
    assert claims(slow, person)["email"] == NEW


def test_a_change_is_taken_back_once_on_two_connections(slow: World) -> None:
    person, contacts = owner(slow), slow.services.contacts
    made = change(slow, person, NEW)
    by, before = now(slow, person), made.facts.set_at - DAY

    def take_back() -> object:
        return contacts.cancel(
            person.subject_id, EMAIL, version=made.version, older_than=before, by=by
        )

    answers = race(take_back, times=2)
    assert sum(isinstance(each, Contact) for each in answers) == 1

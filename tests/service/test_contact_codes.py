"""The code that shows that a new address is the person's own: once, here, now, counted."""

from datetime import timedelta

from idp.contacts.domain import CODES_PER_ACCOUNT, MAX_TRIES, SentCode
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.subjects.domain import Contact
from tests.support.contact_changes import (
    DAY,
    EMAIL,
    NEW,
    OLD,
    PHONE,
    begin,
    change,
    claims,
    owner,
    session,
)
from tests.support.letters import code_sent, letters
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.sign_ins import reason
from tests.support.world import Person, World, sure


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
    for _ in range(MAX_TRIES):
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
    # Three for each account, which other callers cannot exhaust, and a limit for each person.
    assert len(asked) - len(refused) <= CODES_PER_ACCOUNT * len(many) + 5
    assert isinstance(begin(world, other, NEW), SentCode)


def test_codes_of_another_account_keep_nobody_from_their_own_address(world: World) -> None:
    stranger, victim = owner(world), owner(world)
    for _ in range(5):
        sure(begin(world, stranger, NEW))
    for _ in range(2):
        world.clock.advance(timedelta(hours=7))
        sure(begin(world, stranger, NEW))
    *_, sent = [sure(begin(world, victim, NEW)) for _ in range(CODES_PER_ACCOUNT)]
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
    services.endings.end(person.subject_id, reason="password_changed", actor=OPERATOR)
    answer = services.contacts.confirm(
        person.subject_id, EMAIL, handle=begun.handle, code=code_sent(world, person)
    )
    assert reason(answer) is Reason.FRESH_SIGN_IN_REQUIRED


def test_a_locked_account_and_a_ward_change_no_address(world: World) -> None:
    locked, ward = owner(world), owner(world)
    by = session(world, locked).basis
    begun = sure(begin(world, locked, NEW, by=by))
    world.services.accounts.lock(
        locked.subject_id, ground="x", body="y", remedy="z", actor=OPERATOR
    )
    assert reason(begin(world, locked, NEW, by=by)) is Reason.ACCOUNT_LOCKED
    answer = world.services.contacts.confirm(
        locked.subject_id, EMAIL, handle=begun.handle, code=code_sent(world, locked)
    )
    assert reason(answer) is Reason.ACCOUNT_LOCKED
    basis = session(world, ward).basis
    assert (
        world.services.accounts.place_under_guardian(ward.subject_id, body="court", actor=OPERATOR)
        is None
    )
    assert reason(begin(world, ward, NEW, by=basis)) is Reason.GUARDIAN_NEEDED


def test_a_page_that_shows_what_was_changed_since_changes_nothing(world: World) -> None:
    person, contacts = owner(world), world.services.contacts
    seen = contacts.version(person.subject_id, EMAIL)
    late = sure(begin(world, person, "late@new.example", by=session(world, person).basis))
    pending = code_sent(world, person)
    change(world, person, NEW)
    assert reason(begin(world, person, "x@new.example", mark=seen)) is Reason.PAGE_CHANGED
    answer = contacts.confirm(person.subject_id, EMAIL, handle=late.handle, code=pending)
    assert reason(answer) is Reason.EXPIRED

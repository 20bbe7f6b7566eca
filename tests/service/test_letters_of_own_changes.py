"""One change repeated over and over by a signed-in person: its letters end, warnings do not."""

from datetime import datetime, timedelta

import pytest

from idp.accounts.domain import Basis
from idp.factors.domain import ACTIVATING, Credential, CredentialKind
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import UNDO_LIFETIME, NoticeKind
from tests.support.authenticator import Authenticator
from tests.support.card_holders import Holder as CardHolder
from tests.support.card_holders import State, connected
from tests.support.card_registry import registering
from tests.support.contact_changes import session
from tests.support.letters import letters
from tests.support.officers import AN, OPERATOR, themself
from tests.support.passkeys import AUDIENCE
from tests.support.races import race
from tests.support.sign_ins import reason
from tests.support.telephones import Telephone, believe
from tests.support.undo_links import held, link_of, remove
from tests.support.world import Person, World, sure

ADDED = NoticeKind.CREDENTIAL_ADDED
REMOVED = NoticeKind.CREDENTIAL_REMOVED
FIVE = 5


def set_pin(world: World, person: Person, number: int) -> None:
    sure(try_pin(world, person, number))


def try_pin(
    world: World, person: Person, number: int, by: Basis | None = None
) -> Credential | Refused:
    pin = f"4083{number:02}"
    return world.services.pins.set(person.subject_id, pin, binding=ACTIVATING, by=by)


def of_pins(world: World, person: Person) -> list[bool]:
    """Each letter about a new PIN: whether it says that no more come for a while."""
    told = letters(world, person, ADDED)
    return ["quiet_until" in each for each in told if each["kind"] == CredentialKind.PIN]


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


def test_a_pin_that_is_set_again_and_again_is_five_letters_and_then_one_a_day(
    world: World, person: Person
) -> None:
    for number in range(8):
        set_pin(world, person, 50 + number)
    assert of_pins(world, person) == [False] * 4 + [True]
    acts = [
        each.happening for each in world.services.history.for_subject(person.subject_id, limit=200)
    ]
    assert acts.count(EventType.PIN_SET) == 8
    for day in range(1, 4):
        world.clock.advance(timedelta(days=1))
        for number in range(3):
            set_pin(world, person, 60 + number)
        assert of_pins(world, person) == [False] * 4 + [True] * (1 + day)


def test_other_changes_of_the_person_and_of_others_are_told(world: World, person: Person) -> None:
    other = world.person()
    for number in range(FIVE + 1):
        set_pin(world, person, 50 + number)
    before = len(letters(world, person, ADDED))
    world.enrol_totp(person.subject_id)
    assert len(letters(world, person, ADDED)) == before + 1
    set_pin(world, other, 50)
    assert of_pins(world, other) == [False]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_changes_at_once_no_more_than_five_are_told(world: World, person: Person) -> None:
    numbers = list(range(50, 58))
    race(lambda: set_pin(world, person, numbers.pop()), times=len(numbers))
    assert of_pins(world, person) == [False] * 4 + [True]


def test_warnings_are_not_counted(world: World, person: Person) -> None:
    for kind in (NoticeKind.NEW_BROWSER, NoticeKind.LOSS_REPORTED, NoticeKind.ACCOUNT_LOCKED):
        for _ in range(FIVE + 2):
            assert world.services.notices.notify(person.subject_id, text_key=kind, facts={})


@pytest.mark.parametrize("age", [timedelta(0), UNDO_LIFETIME])
def test_what_was_there_before_is_not_removed_unseen_after_many_others(
    world: World, person: Person, age: timedelta
) -> None:
    """Its letter has the link, although as many letters as there may be were caused before."""
    own = held(world, person)[CredentialKind.TOTP]
    world.clock.advance(age)
    remove_credential = world.services.credentials.remove
    for _ in range(FIVE + 1):
        world.enrol_totp(person.subject_id)
        (second,) = (
            each
            for each in world.services.credentials.held(person.subject_id)
            if each.kind is CredentialKind.TOTP and each.id != own.id
        )
        assert remove_credential(person.subject_id, second.id) is None
    before = len(letters(world, person, REMOVED))
    remove(world, person, CredentialKind.TOTP)
    assert len(letters(world, person, REMOVED)) == before + 1
    sure(world.services.losses.undo(link_of(world, person, REMOVED)))
    assert held(world, person)[CredentialKind.TOTP].id == own.id


def test_a_pin_that_comes_and_goes_is_five_letters_of_its_going(
    world: World, person: Person
) -> None:
    for number in range(FIVE + 3):
        set_pin(world, person, 50 + number)
        remove(world, person, CredentialKind.PIN)
    told = letters(world, person, REMOVED)
    assert ["quiet_until" in each for each in told] == [False] * 4 + [True]


def test_an_old_pin_is_not_removed_unseen(world: World, person: Person) -> None:
    """Removing it again after an undo sends a letter again."""
    set_pin(world, person, 50)
    own = held(world, person)[CredentialKind.PIN]
    world.clock.advance(UNDO_LIFETIME)
    remove(world, person, CredentialKind.PIN)
    first = link_of(world, person, REMOVED)
    for number in range(FIVE + 1):
        set_pin(world, person, 60 + number)
        remove(world, person, CredentialKind.PIN)
    for link in (first, None):
        sure(world.services.losses.undo(link or link_of(world, person, REMOVED)))
        assert held(world, person)[CredentialKind.PIN].id == own.id
        before = len(letters(world, person, REMOVED))
        remove(world, person, CredentialKind.PIN)
        assert len(letters(world, person, REMOVED)) == before + 1


def test_an_old_pin_is_not_replaced_unseen(world: World, person: Person) -> None:
    """Setting another PIN in its place again after an undo sends a letter again."""
    set_pin(world, person, 50)
    own = held(world, person)[CredentialKind.PIN]
    world.clock.advance(UNDO_LIFETIME)
    set_pin(world, person, 60)
    first = link_of(world, person, ADDED)
    for number in range(FIVE + 1):
        set_pin(world, person, 70 + number)
    sure(world.services.losses.undo(first))
    assert held(world, person)[CredentialKind.PIN].id == own.id
    before = len(of_pins(world, person))
    set_pin(world, person, 80)
    assert len(of_pins(world, person)) == before + 1
    sure(world.services.losses.undo(link_of(world, person, ADDED)))
    assert held(world, person)[CredentialKind.PIN].id == own.id


def test_what_an_officer_does_is_told_and_not_counted(world: World, person: Person) -> None:
    renew, subject_id = world.services.recovery_codes.renew, person.subject_id

    def told() -> int:
        kinds = [each["kind"] for each in letters(world, person, ADDED)]
        return kinds.count(CredentialKind.RECOVERY_CODES)

    for _ in range(FIVE + 1):
        sure(renew(subject_id, actor=AN))
    assert told() == FIVE + 1
    for _ in range(FIVE + 1):
        sure(renew(subject_id))
    assert told() == FIVE + 1 + FIVE
    sure(renew(subject_id, actor=AN))
    assert told() == FIVE + 1 + FIVE + 1


def test_what_an_officer_clears_is_told_after_many_own_changes(
    world: World, person: Person
) -> None:
    for number in range(FIVE + 1):
        set_pin(world, person, 50 + number)
        remove(world, person, CredentialKind.PIN)
    set_pin(world, person, 60)
    pin = held(world, person)[CredentialKind.PIN]
    sure(
        world.services.credentials.stop_one(
            person.subject_id, pin.id, actor=themself(person.subject_id)
        )
    )
    before = len(letters(world, person, REMOVED))
    assert world.services.losses.remove_stopped(person.subject_id, actor=OPERATOR)
    assert len(letters(world, person, REMOVED)) == before + 1


def asks(world: World, person: Person) -> Basis:
    """The authorization of a session of the person: one change."""
    begun = world.services.sessions.by_id(session(world, person).id)
    assert begun is not None
    return begun.basis


def add_code_app(world: World, person: Person, by: Basis | None) -> Credential | Refused:
    codes = world.services.one_time_codes
    begun = codes.begin(person.subject_id, label="", by=by)
    code = world.code(begun.secret)
    return codes.confirm(person.subject_id, handle=begun.handle, code=code, binding=ACTIVATING)


def add_passkey(world: World, person: Person, by: Basis | None) -> Credential | Refused:
    passkeys, whose = world.services.passkeys, person.subject_id
    options = passkeys.registration(whose, audience=AUDIENCE, name="any", by=by)
    made = Authenticator().create(options, origin=world.settings.issuer)
    return passkeys.register(
        whose, audience=AUDIENCE, response=made, label="", binding=ACTIVATING, by=by
    )


def add_app_key(world: World, person: Person, by: Basis | None) -> Credential | Refused:
    keys = world.services.app_keys
    handle = keys.begin_enrolment(person.subject_id, binding=ACTIVATING, by=by)
    enrolled = keys.enrol(handle, Telephone(world.settings.issuer).chain(handle), label="")
    return enrolled if isinstance(enrolled, Refused) else enrolled.credential


ADDING = {
    CredentialKind.TOTP: add_code_app,
    CredentialKind.PASSKEY: add_passkey,
    CredentialKind.APP_KEY: add_app_key,
}


@pytest.mark.parametrize("kind", ADDING)
def test_no_means_is_added_of_which_no_letter_could_be_sent(
    world: World, person: Person, kind: CredentialKind
) -> None:
    believe(world)
    add, credentials = ADDING[kind], world.services.credentials
    before = len(letters(world, person, ADDED))
    for _ in range(FIVE):
        sure(add(world, person, asks(world, person)))
    quiet_until = letters(world, person, ADDED)[-1]["quiet_until"]
    told, held_before = letters(world, person, ADDED), credentials.held(person.subject_id)
    assert len(told) == before + FIVE
    refused = add(world, person, asks(world, person))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.TOO_MANY_TRIES
    assert refused.retry_at == datetime.fromisoformat(quiet_until)
    assert letters(world, person, ADDED) == told
    assert credentials.held(person.subject_id) == held_before
    sure(add(world, person, None))
    assert len(letters(world, person, ADDED)) == len(told) + 1
    world.clock.advance(timedelta(days=1))
    sure(add(world, person, asks(world, person)))
    assert len(letters(world, person, ADDED)) == len(told) + 2
    assert reason(add(world, person, asks(world, person))) is Reason.TOO_MANY_TRIES


def test_no_pin_is_set_where_there_was_none_of_which_no_letter_could_be_sent(
    world: World, person: Person
) -> None:
    """One that comes and goes has no more letters, and no link would stop the last one."""
    for number in range(FIVE):
        sure(try_pin(world, person, 50 + number, asks(world, person)))
        remove(world, person, CredentialKind.PIN)
    assert reason(try_pin(world, person, 60, asks(world, person))) is Reason.TOO_MANY_TRIES
    assert CredentialKind.PIN not in held(world, person)
    world.clock.advance(timedelta(days=1))
    sure(try_pin(world, person, 60, asks(world, person)))
    sure(world.services.losses.undo(link_of(world, person, ADDED)))
    assert held(world, person)[CredentialKind.PIN].disabled_at is not None


def test_no_card_is_added_of_which_no_letter_could_be_sent(world: World) -> None:
    with registering() as registry:
        state = State(connected(world, registry), registry).open()
        person = state.world.person()

        def add() -> Credential | Refused:
            holder = CardHolder(state.world, person, state.card_of(person))
            arrival = sure(holder.arrive(holder.read(holder.ask_to_enrol(audience=AUDIENCE))))
            return holder.service.enrol(
                person.subject_id, audience=AUDIENCE, arrival=arrival, by=asks(world, person)
            )

        for _ in range(FIVE):
            sure(add())
        assert reason(add()) is Reason.TOO_MANY_TRIES
        world.clock.advance(timedelta(days=1))
        sure(add())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_additions_at_once_each_is_told(world: World, person: Person) -> None:
    begun = [asks(world, person) for _ in range(FIVE + 2)]
    before = len(letters(world, person, ADDED))
    answers = race(lambda: add_passkey(world, person, begun.pop()), times=FIVE + 2)
    added = [each for each in answers if not isinstance(each, Refused)]
    assert len(added) == FIVE
    assert len(letters(world, person, ADDED)) == before + FIVE

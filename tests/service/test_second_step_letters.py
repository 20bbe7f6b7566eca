"""Guesses at the second factor after a right first one send the owner a letter, once a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.factors.domain import ACTIVATING
from idp.factors.password_with_code import PresentedPasswordAndCode
from idp.factors.pins import PresentedPin
from idp.factors.second_step_letters import WORTH_A_LETTER
from idp.factors.totp import PresentedCode
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from tests.support.races import race
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

PIN = "408317"
Guess = Callable[[World, Person], object]


@pytest.fixture
def person(world: World) -> Person:
    person = world.person()
    sure(world.services.pins.set(person.subject_id, PIN, binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=30))
    return person


def a_code(world: World, person: Person) -> object:
    return world.services.one_time_codes.verify(
        sign_in(world), PresentedCode(subject_id=person.subject_id, code=wrong_code(world, person))
    )


def a_pin(world: World, person: Person) -> object:
    return world.services.pins.verify(
        sign_in(world), PresentedPin(subject_id=person.subject_id, pin="975310")
    )


def a_code_with_the_password(world: World, person: Person) -> object:
    return with_code(world, person, person.password)


def with_code(world: World, person: Person, password: str) -> object:
    return world.services.password_with_code.verify(
        sign_in(world),
        PresentedPasswordAndCode(
            username=person.username, password=password, code=wrong_code(world, person)
        ),
    )


def wrong_code(world: World, person: Person) -> str:
    assert person.totp_secret is not None
    right = world.code(person.totp_secret)
    return f"{(int(right) + 500_000) % 1_000_000:06}"


def sent(world: World, person: Person) -> int:
    world.services.one_time_codes.letters.send_due()
    kind = NOTICE.c.kind == NoticeKind.SECOND_STEP_GUESSED
    with world.services.database.transaction() as work:
        return len(
            work.execute(
                select(NOTICE.c.id).where(kind, NOTICE.c.subject_id == person.subject_id)
            ).all()
        )


@pytest.mark.parametrize("guess", [a_code, a_pin, a_code_with_the_password])
def test_five_wrong_ones_after_a_right_first_step_are_one_letter(
    world: World, person: Person, guess: Guess
) -> None:
    for _ in range(WORTH_A_LETTER - 1):
        guess(world, person)
    assert sent(world, person) == 0
    for _ in range(3):
        guess(world, person)
        assert sent(world, person) == 1


def test_who_goes_on_day_after_day_is_told_of_once_a_day(world: World, person: Person) -> None:
    days = 6
    counts = []
    for _ in range(days * 8):
        for guess in (a_code, a_pin, a_code_with_the_password):
            guess(world, person)
        counts.append(sent(world, person))
        world.clock.advance(timedelta(hours=3))
    assert days - 1 <= counts[-1] <= days + 1


def test_who_does_not_know_the_password_brings_no_letter_about(
    world: World, person: Person
) -> None:
    for _ in range(WORTH_A_LETTER + 3):
        with_code(world, person, "wrong but long enough 42")
    assert sent(world, person) == 0


def test_a_mistyped_code_now_and_then_is_none(world: World, person: Person) -> None:
    assert person.totp_secret is not None
    for _ in range(WORTH_A_LETTER):
        a_code(world, person)
        world.clock.advance(timedelta(seconds=60))
        sure(
            world.services.one_time_codes.verify(
                sign_in(world),
                PresentedCode(subject_id=person.subject_id, code=world.code(person.totp_secret)),
            )
        )
    assert sent(world, person) == 0


def test_several_workers_write_one_letter(world: World, person: Person) -> None:
    for _ in range(WORTH_A_LETTER):
        a_code(world, person)
    assert sum(race(world.services.one_time_codes.letters.send_due, times=4)) == 1

"""A malformed try is refused without being counted, for any user name, before any work."""

from collections.abc import Callable

import pytest

from idp.factors.app_keys.signed_messages import (
    DeviceContext,
    Expected,
    SignedMessage,
    number_malformed,
)
from idp.factors.domain import ACTIVATING
from idp.factors.password_with_code import PresentedPasswordAndCode
from idp.factors.pins import PresentedPin
from idp.factors.recovery import PresentedRecoveryCode
from idp.factors.tables import FACTOR_TRY
from idp.factors.totp import PresentedCode
from idp.history.tables import HISTORY
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from tests.support.databases import counts
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

PIN = "408317"
NO_PIN = [
    "",
    "12345",
    "1" * 13,
    "12345a",
    "\u0661\u0662\u0663\u0664\u0665\u0666",
    "4083 17",
    "\x00",
]
NO_CODE = ["", "12345", "1234567", "12345a", "\u0661\u0662\u0663\u0664\u0665\u0666", "\ud800"]
NO_RECOVERY_CODE = ["", "0123-4567", "UUUU-UUUU-UUUU-UUUU", "0" * 17, "\x00" * 16]
Try = Callable[[World, Person | None, str], object]


@pytest.fixture
def person(world: World) -> Person:
    person = world.person()
    sure(world.services.pins.set(person.subject_id, PIN, binding=ACTIVATING))
    return person


def pin(world: World, person: Person | None, typed: str) -> object:
    whose = new_id() if person is None else person.subject_id
    return world.services.pins.verify(sign_in(world), PresentedPin(subject_id=whose, pin=typed))


def code(world: World, person: Person | None, typed: str) -> object:
    whose = new_id() if person is None else person.subject_id
    return world.services.one_time_codes.verify(
        sign_in(world), PresentedCode(subject_id=whose, code=typed)
    )


def with_password(world: World, person: Person | None, typed: str) -> object:
    return world.services.password_with_code.verify(
        sign_in(world),
        PresentedPasswordAndCode(
            username="nobody" if person is None else person.username,
            password="wrong" if person is None else person.password,
            code=typed,
        ),
    )


def recovery(world: World, person: Person | None, typed: str) -> object:
    name = "nobody" if person is None else person.username
    return world.services.recovery_codes.verify(
        sign_in(world), PresentedRecoveryCode(username=name, code=typed)
    )


TRIES = [
    *((pin, typed, Reason.PIN_MALFORMED) for typed in NO_PIN),
    *((code, typed, Reason.CODE_MALFORMED) for typed in NO_CODE),
    *((with_password, typed, Reason.CODE_MALFORMED) for typed in NO_CODE),
    *((recovery, typed, Reason.CODE_MALFORMED) for typed in NO_RECOVERY_CODE),
]


@pytest.mark.parametrize(("attempt", "typed", "reason"), TRIES)
def test_it_costs_no_try_and_tells_nothing_of_the_account(
    world: World,
    person: Person,
    attempt: Try,
    typed: str,
    reason: Reason,
) -> None:
    before = counts(world.services.database, FACTOR_TRY, HISTORY)
    for _ in range(12):
        assert attempt(world, person, typed) == Refused(reason)
        assert attempt(world, None, typed) == Refused(reason)
    assert counts(world.services.database, FACTOR_TRY, HISTORY) == before


@pytest.mark.parametrize(
    ("typed", "malformed"),
    [("7", True), ("777", True), ("7a", True), (None, True), (77, True), ("77", False)],
)
def test_a_number_of_another_form_is_none(world: World, typed: object, *, malformed: bool) -> None:
    now = world.clock.now()
    said = SignedMessage("k", "j", now, now, {"number": typed})
    asked = Expected(
        txn="t",
        client_id="c",
        acr="a",
        nonce="n",
        way=DeviceContext.OTHER_DEVICE,
        number="42",
        subject_id="s",
        begun_at=now,
    )
    assert number_malformed(said, asked) is malformed

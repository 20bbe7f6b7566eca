from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.domain import ACTIVATING, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import TOTP
from idp.factors.totp import PresentedCode
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.world import Person, World

STEP = timedelta(seconds=30)


@pytest.fixture
def person(world: World) -> Person:
    person = world.person()
    world.clock.advance(10 * STEP)
    return person


def code_of(world: World, person: Person, *, steps: int = 0) -> str:
    """The code of an app whose clock is so many steps ahead."""
    assert person.totp_secret is not None
    return pyotp.TOTP(person.totp_secret).at(world.clock.now() + steps * STEP)


def attempt(world: World, person: Person, code: str) -> VerifiedFactor | Refused:
    return world.services.one_time_codes.verify(
        sign_in(world), PresentedCode(subject_id=person.subject_id, code=code)
    )


@pytest.mark.norm("D3.8", limb="a one-time code is a means")
def test_a_right_code_is_proven(world: World, person: Person) -> None:
    answer = proven(attempt(world, person, code_of(world, person)))
    assert answer.kind is EvidenceKind.TOTP
    assert answer.subject_id == person.subject_id


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(world: World, person: Person, steps: int) -> None:
    proven(attempt(world, person, code_of(world, person, steps=steps)))


@pytest.mark.parametrize("steps", [-3, -2, 2, 3, 100])
def test_a_clock_may_not_be_more_than_one_step_off(
    world: World, person: Person, steps: int
) -> None:
    """RFC 6238 section 5.2 recommends one step at most for the way a code takes (review 26)."""
    code = code_of(world, person, steps=steps)
    assert reason(attempt(world, person, code)) is Reason.NOT_PROVEN


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_time_step_counts_once_for_ever(world: World, person: Person) -> None:
    code = code_of(world, person)
    proven(attempt(world, person, code))
    for _ in range(3):
        assert reason(attempt(world, person, code)) is Reason.USED_BEFORE
        world.clock.advance(timedelta(seconds=15))


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_step_before_the_last_one_does_not_count(world: World, person: Person) -> None:
    earlier, later = code_of(world, person, steps=-1), code_of(world, person)
    proven(attempt(world, person, later))
    assert reason(attempt(world, person, earlier)) is Reason.USED_BEFORE


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_parallel_sign_ins_with_one_code_one_is_proven(world: World, person: Person) -> None:
    code = code_of(world, person)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: attempt(world, person, code), range(5)))
    assert sum(isinstance(answer, VerifiedFactor) for answer in answers) == 1


def test_each_step_is_another_proof(world: World, person: Person) -> None:
    digests = set()
    for _ in range(3):
        digests.add(proven(attempt(world, person, code_of(world, person))).proof_digest)
        world.clock.advance(STEP)
    assert len(digests) == 3


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345", "\x00" * 6, "\ud800"]
)
def test_a_malformed_code_is_refused_as_one(world: World, person: Person, code: str) -> None:
    assert reason(attempt(world, person, code)) is Reason.CODE_MALFORMED


def test_a_code_may_be_typed_in_groups(world: World, person: Person) -> None:
    code = code_of(world, person)
    proven(attempt(world, person, f"{code[:3]} {code[3:]}"))


def test_a_person_without_an_app_proves_nothing(world: World) -> None:
    person = world.person(totp=False)
    assert reason(attempt(world, person, "123456")) is Reason.NOT_PROVEN


def test_a_thousand_guesses_stop_at_ten(world: World, person: Person) -> None:
    checked = 0
    for _ in range(1000):
        world.clock.advance(timedelta(minutes=1))
        checked += reason(attempt(world, person, "000000")) is not Reason.TOO_MANY_TRIES
    assert checked <= 10
    assert reason(attempt(world, person, code_of(world, person))) is Reason.TOO_MANY_TRIES
    world.clock.advance(timedelta(days=1))
    proven(attempt(world, person, code_of(world, person)))


def test_guessing_codes_does_not_close_the_password(world: World, person: Person) -> None:
    for _ in range(20):
        attempt(world, person, "000000")
    proven(
        world.services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
    )


def test_a_refused_code_is_history(world: World, person: Person) -> None:
    attempt(world, person, "000000")
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.FACTOR_REFUSED
    assert entry.facts == {"means": "totp", "reason": "not_proven"}


def test_enrolment_takes_a_right_code_and_spends_its_step(world: World) -> None:
    person = world.person(totp=False)
    codes = world.services.one_time_codes
    begun = codes.begin(person.subject_id, label="phone")
    right = pyotp.TOTP(begun.secret).at(world.clock.now())
    wrong = str((int(right) + 1) % 1_000_000).zfill(6)
    refused = codes.confirm(person.subject_id, handle=begun.handle, code=wrong, binding=ACTIVATING)
    assert reason(refused) is Reason.NOT_PROVEN
    enrolled = codes.confirm(person.subject_id, handle=begun.handle, code=right, binding=ACTIVATING)
    assert enrolled in world.services.credentials.held(person.subject_id)
    world.clock.advance(timedelta(seconds=1))
    assert reason(attempt(world, person, right)) is Reason.USED_BEFORE
    again = codes.confirm(person.subject_id, handle=begun.handle, code=right, binding=ACTIVATING)
    assert reason(again) is Reason.EXPIRED


def test_an_enrolment_is_of_one_person_and_ends(world: World) -> None:
    person, other = world.person(totp=False), world.person(totp=False)
    codes = world.services.one_time_codes
    begun = codes.begin(person.subject_id, label="phone")
    code = pyotp.TOTP(begun.secret).at(world.clock.now())
    stolen = codes.confirm(other.subject_id, handle=begun.handle, code=code, binding=ACTIVATING)
    assert reason(stolen) is Reason.EXPIRED
    world.clock.advance(timedelta(minutes=15))
    late = pyotp.TOTP(begun.secret).at(world.clock.now())
    assert (
        reason(codes.confirm(person.subject_id, handle=begun.handle, code=late, binding=ACTIVATING))
        is Reason.EXPIRED
    )


def test_the_app_shows_whose_code_it_is(world: World) -> None:
    person = world.person(totp=False)
    begun = world.services.one_time_codes.begin(person.subject_id, label="phone")
    shown = pyotp.parse_uri(begun.uri)
    assert isinstance(shown, pyotp.TOTP)
    assert (shown.name, shown.issuer, shown.secret) == (person.username, "Minh Danh", begun.secret)


def test_an_app_enrolled_inside_a_sign_in_does_not_count_there(world: World) -> None:
    person = world.person(totp=False)
    ceremony = sign_in(world)
    secret = world.enrol_totp(person.subject_id)
    code = world.code(secret)
    answer = world.services.one_time_codes.verify(
        ceremony, PresentedCode(subject_id=person.subject_id, code=code)
    )
    assert reason(answer) is Reason.ENROLLED_IN_THIS_SIGN_IN


def test_enrolment_is_history(world: World) -> None:
    person = world.person(totp=False)
    secret = world.enrol_totp(person.subject_id)
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.TOTP_ENROLLED
    assert secret not in str(entry.facts)


@pytest.mark.norm("D4.3", limb="no seed of one-time codes is stored in clear")
def test_the_database_keeps_the_secret_sealed(world: World, person: Person) -> None:
    assert person.totp_secret is not None
    with world.services.database.transaction() as connection:
        sealed = connection.execute(select(TOTP.c.secret_sealed)).scalar_one()
    assert person.totp_secret.encode() not in bytes(sealed)


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_codes_the_operator_switched_off_are_neither_checked_nor_enrolled(
    world: World, person: Person
) -> None:
    codes = world.services.one_time_codes
    begun = codes.begin(person.subject_id, label="phone")
    switch_off(world, Means.TOTP)
    assert reason(attempt(world, person, code_of(world, person))) is Reason.MEANS_DISABLED
    code = pyotp.TOTP(begun.secret).at(world.clock.now())
    answer = codes.confirm(person.subject_id, handle=begun.handle, code=code, binding=ACTIVATING)
    assert reason(answer) is Reason.MEANS_DISABLED

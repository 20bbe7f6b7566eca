"""A thief of a password cannot lock its owner's second factor, and gains no tries at it."""

from datetime import timedelta

import pytest

from idp.assurance.kinds import EvidenceKind
from idp.factors.callers import Caller
from idp.factors.domain import ACTIVATING, VerifiedFactor
from idp.factors.password_with_code import PresentedPasswordAndCode
from idp.factors.pins import PresentedPin
from idp.factors.totp import PresentedCode
from idp.kernel.refusals import Reason, Refused
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.world import Party, Person, World, sure

WRONG = "000000"
PIN = "408317"
TEN = 10
HOURS = (1, 7, 19)
A_DAY = timedelta(days=1)


@pytest.fixture
def person(house: House) -> Person:
    return house.world.person()


@pytest.fixture
def party(house: House) -> Party:
    return house.world.party()


def shows(
    house: House, party: Party, person: Person, visitor: Visitor, code: str | None = None
) -> int:
    """The answer to a code (a right one if none is given) in a new sign-in."""
    visitor.cookies.pop("md_session", None)
    walk = house.walk(party, visitor=visitor)
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert "code" in page.ids
    return walk.code(page, person, code=code).status


def test_a_thief_with_the_password_closes_no_browser_the_owner_used_the_code_in(
    house: House, party: Party, person: Person
) -> None:
    own, clock = house.visitor(), house.world.clock
    assert shows(house, party, person, own) == 200
    for _ in range(TEN + 1):
        shows(house, party, person, house.visitor(), WRONG)
        clock.advance(timedelta(minutes=16))
    at = 0
    for hour in HOURS:
        clock.advance(timedelta(hours=hour - at))
        at = hour
        assert shows(house, party, person, own) == 200
    assert shows(house, party, person, house.visitor()) == 429


def test_a_thief_has_ten_codes_a_day_in_however_many_browsers(
    house: House, party: Party, person: Person
) -> None:
    """Each of them is known for the password, which was right there, and for nothing else."""
    compared = 0
    browsers = [house.visitor() for _ in range(4)]
    for number in range(24):
        for visitor in browsers:
            compared += shows(house, party, person, visitor, f"{number:06}") != 429
        house.world.clock.advance(timedelta(minutes=55))
    assert compared == TEN
    assert shows(house, party, person, browsers[0]) == 429


def test_a_browser_that_is_known_for_the_code_is_slowed_down_too(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert shows(house, party, person, own) == 200
    compared = 0
    for number in range(24):
        compared += shows(house, party, person, own, f"{number:06}") != 429
        house.world.clock.advance(timedelta(minutes=55))
    assert compared == TEN
    assert shows(house, party, person, house.visitor()) == 200


def test_password_and_code_together_open_the_browser_too(
    house: House, party: Party, person: Person
) -> None:
    own = house.visitor()
    assert shows(house, party, person, own) == 200
    caller = Caller(marks=own.cookies["md_known"])
    for _ in range(TEN + 1):
        shows(house, party, person, house.visitor(), WRONG)
        house.world.clock.advance(timedelta(minutes=16))
    both, secret = house.world.services.password_with_code, person.totp_secret or ""
    answers = [
        both.verify(
            sign_in(house.world),
            PresentedPasswordAndCode(
                username=person.username,
                password=person.password,
                code=house.world.code(secret),
                caller=who,
            ),
        )
        for who in (Caller(), caller)
    ]
    assert [isinstance(each, tuple) for each in answers] == [False, True]


def test_a_code_app_of_a_thief_gives_no_tries_at_that_of_the_owner(world: World) -> None:
    """Its right codes reset its own counter, not that of the owner's application."""
    person = world.person()
    second, verify = world.enrol_totp(person.subject_id), world.services.one_time_codes.verify

    def tried(secret: str | None) -> VerifiedFactor | Refused:
        world.clock.advance(timedelta(minutes=5))
        code = WRONG if secret is None else world.code(secret)
        return verify(sign_in(world), PresentedCode(subject_id=person.subject_id, code=code))

    for _ in range(40):
        assert isinstance(tried(None), Refused)
        proven(tried(second))
    assert reason(tried(person.totp_secret)) is Reason.NOT_PROVEN
    proven(tried(second))
    world.clock.advance(A_DAY)
    proven(tried(person.totp_secret))


def test_nine_wrong_pins_close_no_browser_and_no_telephone(world: World) -> None:
    person, services = world.person(totp=False), world.services
    made = sure(services.pins.set(person.subject_id, PIN, binding=ACTIVATING))
    world.clock.advance(timedelta(seconds=1))
    marks = services.passwords.known_browsers.remember(
        "", subject_id=person.subject_id, credential_id=made.id
    )
    stolen = services.passwords.known_browsers.remember(
        "", subject_id=person.subject_id, credential_id=person.subject_id
    )

    def tried(pin: str, caller: Caller) -> VerifiedFactor | Refused:
        return services.pins.verify(
            sign_in(world), PresentedPin(subject_id=person.subject_id, pin=pin, caller=caller)
        )

    for _ in range(TEN):
        tried("927164", Caller(marks=stolen))
        world.clock.advance(timedelta(hours=3))
    world.clock.advance(timedelta(hours=1))
    assert reason(tried(PIN, Caller())) is Reason.TOO_MANY_TRIES
    assert reason(tried(PIN, Caller(marks=stolen))) is Reason.TOO_MANY_TRIES
    assert proven(tried(PIN, Caller(marks=marks))).kind is EvidenceKind.PIN
    assert proven(tried(PIN, Caller(proven=person.subject_id))).kind is EvidenceKind.PIN
    refused = [
        reason(tried("927164", Caller(proven=person.subject_id))) is Reason.NOT_PROVEN
        for _ in range(3 * TEN)
    ]
    assert sum(refused) < TEN

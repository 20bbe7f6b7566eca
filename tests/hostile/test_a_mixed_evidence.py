"""Group A: two people, or two sign-ins, in every pairing of what can be shown over HTTP."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.authorization.tables import EVIDENCE
from idp.factors.domain import ACTIVATING
from tests.support.authenticator import Authenticator
from tests.support.http import Answer
from tests.support.live import House
from tests.support.passkeys import AUDIENCE
from tests.support.walks import Walk
from tests.support.world import Person, World, sure

PINS = ("408317", "927164")


@dataclass
class Holder:
    """A person with every kind of credential that has a page, who shows one at a time."""

    world: World
    person: Person
    digits: str
    device: Authenticator = field(default_factory=lambda: Authenticator(verifies_user=False))
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        services, subject = self.world.services, self.person.subject_id
        sure(services.pins.set(subject, self.digits, binding=ACTIVATING))
        self.codes = sure(services.recovery_codes.renew(subject))
        options = services.passkeys.registration(subject, audience=AUDIENCE, name="any")
        made = self.device.create(options, origin=self.world.settings.issuer)
        sure(
            services.passkeys.register(
                subject, audience=AUDIENCE, response=made, label="key", binding=ACTIVATING
            )
        )
        self.world.clock.advance(timedelta(minutes=1))

    def password(self, _: Walk, __: str) -> dict[str, str]:
        return {"username": self.person.username, "password": self.person.password}

    def pin(self, _: Walk, __: str) -> dict[str, str]:
        return {"pin": self.digits}

    def code(self, _: Walk, __: str) -> dict[str, str]:
        return {"code": self.world.code(self.person.totp_secret or "")}

    def passkey(self, walk: Walk, at: str) -> dict[str, str]:
        """The answer to a challenge that is asked for at this transaction's own address."""
        asked = walk.visitor.post(f"{at}/passkey/options", headers={"X-CSRF": proof_of(walk, at)})
        options = {**asked.json, "allowCredentials": []}  # a script of one's own asks any key
        return {"response": self.device.get(options, origin=self.world.settings.issuer)}

    def recovery(self, _: Walk, __: str) -> dict[str, str]:
        code, *rest = self.codes
        self.codes = tuple(rest)
        return {"username": self.person.username, "code": code}


Show = Callable[[Holder, Walk, str], Mapping[str, str]]
SHOWN: dict[str, tuple[str, Show]] = {
    "password": ("", Holder.password),
    "pin": ("/pin", Holder.pin),
    "code": ("/code", Holder.code),
    "passkey": ("/passkey", Holder.passkey),
    "recovery": ("/recovery", Holder.recovery),
}
OPENS = ("password", "passkey", "recovery")
CARRIED = ("code", "passkey", "recovery")
"""Factors that can be used once; a password or PIN is typed again and counts again."""


def proof_of(walk: Walk, at: str) -> str:
    page = walk.visitor.arrive(walk.visitor.get(at))
    return dict(page.form("csrf").fields)["csrf"]


def post(walk: Walk, at: str, name: str, shown: Mapping[str, str]) -> Answer:
    path, _ = SHOWN[name]
    sent = {"csrf": proof_of(walk, at), **shown}
    return walk.visitor.arrive(walk.visitor.post(f"{at}{path}", sent))


def show(holder: Holder, walk: Walk, at: str, name: str) -> Answer:
    return post(walk, at, name, SHOWN[name][1](holder, walk, at))


def begun(house: House, holder: Holder, name: str) -> tuple[Walk, str]:
    """A sign-in for level 2 in a new browser, with one factor shown."""
    walk = house.walk(house.world.party(minimum_level=2))
    at = walk.ask().path
    show(holder, walk, at, name)
    assert proven(house, at) == 1
    return walk, at


def proven(house: House, at: str) -> int:
    """How many factors counted in this transaction, of either person."""
    mine = select(EVIDENCE.c.id).where(EVIDENCE.c.transaction_id == at.rsplit("/", 1)[1])
    with house.world.services.database.transaction() as connection:
        return len(connection.execute(mine).all())


def led_nowhere(house: House, walk: Walk, at: str, answer: Answer) -> None:
    assert proven(house, at) == 1
    assert "consent-allow" not in answer.ids
    assert "code" not in answer.query
    assert walk.visitor.get("/me").status == 303


@pytest.fixture
def two(house: House) -> tuple[Holder, Holder]:
    one, other = (Holder(house.world, house.world.person(), pin) for pin in PINS)
    return one, other


@pytest.mark.norm("D19.4-2", limb="factors of two people are never added up")
@pytest.mark.parametrize(("first", "second"), list(itertools.product(OPENS, SHOWN)))
def test_a02_what_two_people_show_is_never_added_up(
    house: House, two: tuple[Holder, Holder], first: str, second: str
) -> None:
    one, other = two
    walk, at = begun(house, one, first)
    led_nowhere(house, walk, at, show(other, walk, at, second))


@pytest.mark.norm("D19.4-2", limb="factors of two transactions are never added up")
@pytest.mark.parametrize(("first", "second"), list(itertools.product(OPENS, CARRIED)))
def test_a02_what_was_shown_in_one_sign_in_is_not_shown_again_in_another(
    house: House, two: tuple[Holder, Holder], first: str, second: str
) -> None:
    one, _ = two
    elsewhere, there = begun(house, one, "password")
    walk, at = begun(house, one, first)
    # Last of all: a signature older than the last one of its key would end everything as a copy.
    shown = SHOWN[second][1](one, elsewhere, there)
    post(elsewhere, there, second, shown)
    led_nowhere(house, walk, at, post(walk, at, second, shown))


@pytest.mark.norm("D20.1b", limb="a key and a PIN, on the page")
@pytest.mark.parametrize("second", ["pin", "password"])
def test_what_one_person_shows_in_one_sign_in_is_added_up(
    house: House, two: tuple[Holder, Holder], second: str
) -> None:
    """The honest half: the same posts by the same person in the same browser do arrive."""
    one, _ = two
    walk, at = begun(house, one, "passkey")
    assert "consent-allow" in show(one, walk, at, second).ids

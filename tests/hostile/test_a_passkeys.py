"""Group A, continued: a passkey proves what it signed here; changing means needs a fresh proof."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.support.authenticator import Authenticator
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure


@dataclass
class Holder:
    """A person with a passkey, and what their device says to a page."""

    house: House
    person: Person
    device: Authenticator

    @property
    def origin(self) -> str:
        return self.house.origin

    def options(self, walk: Walk, page: Answer) -> dict[str, Any]:
        proof = dict(page.form("csrf").fields)["csrf"]
        found: dict[str, Any] = walk.visitor.post(
            f"{page.path}/passkey/options", headers={"X-CSRF": proof}
        ).json
        return found

    def answer(self, walk: Walk, page: Answer, response: str) -> Answer:
        proof = dict(page.form("csrf").fields)["csrf"]
        fields = {"csrf": proof, "response": response}
        return walk.visitor.arrive(walk.visitor.post(f"{page.path}/passkey", fields))

    def use(self, walk: Walk, page: Answer) -> Answer:
        response = self.device.get(self.options(walk, page), origin=self.origin)
        return self.answer(walk, page, response)


def holder_of(house: House, device: Authenticator) -> Holder:
    person, passkeys = house.world.person(), house.world.services.passkeys
    options = passkeys.registration(person.subject_id, audience="a" * 64, name=person.username)
    response = device.create(options, origin=house.origin)
    sure(passkeys.register(person.subject_id, audience="a" * 64, response=response, label="key"))
    house.world.clock.advance(timedelta(seconds=1))
    return Holder(house, person, device)


@pytest.fixture
def holder(house: House) -> Holder:
    return holder_of(house, Authenticator())


def is_through(page: Answer) -> bool:
    return page.status == 200 and "consent-allow" in page.ids


def level_told(walk: Walk, page: Answer) -> object:
    answer = walk.decide(page, "allow")
    return contents(walk.redeem(answer.query["code"]).json["id_token"])["acr"]


def test_the_honest_passkey_is_accepted(house: House, holder: Holder) -> None:
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(2)


@pytest.mark.norm("D19.4-2")
def test_a08_a_passkey_made_inside_a_sign_in_does_not_count_in_it(house: House) -> None:
    person, passkeys = house.world.person(), house.world.services.passkeys
    walk = house.walk()
    page = walk.ask()
    house.world.clock.advance(timedelta(seconds=5))
    device = Authenticator()
    options = passkeys.registration(person.subject_id, audience="a" * 64, name=person.username)
    made = device.create(options, origin=house.origin)
    sure(passkeys.register(person.subject_id, audience="a" * 64, response=made, label="key"))
    holder = Holder(house, person, device)
    assert not is_through(holder.use(walk, page))
    fresh = house.walk()
    house.world.clock.advance(timedelta(seconds=1))
    assert is_through(holder.use(fresh, fresh.ask()))


@pytest.mark.norm("D20.1a", "X16.3")
def test_a11_a_passkey_that_verified_nobody_is_one_factor(house: House) -> None:
    holder = holder_of(house, Authenticator(verifies_user=False))
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(1)
    strict = house.walk(house.world.party(minimum_level=2))
    assert not is_through(holder.use(strict, strict.ask()))


@pytest.mark.norm("D19.4-2")
def test_a12_an_answer_is_good_for_one_use_in_one_sign_in(house: House, holder: Holder) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    other = house.walk()
    assert not is_through(holder.answer(other, other.ask(), response))
    tab = house.walk(visitor=walk.visitor)
    assert not is_through(holder.answer(tab, tab.ask(), response))
    first = holder.device.get(holder.options(walk, page), origin=holder.origin)
    assert is_through(holder.answer(walk, page, first))
    again = house.walk()
    assert not is_through(holder.answer(again, again.ask(), first))
    house.restart()
    later = house.walk()
    assert not is_through(holder.answer(later, later.ask(), first))


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost", "http://localhost.evil.example", "null", ""],
)
def test_a12_an_answer_made_on_another_site_is_refused(
    house: House, holder: Holder, origin: str
) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=origin)
    assert not is_through(holder.answer(walk, page, response))


def test_a12_an_answer_that_comes_too_late_is_refused(house: House, holder: Holder) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    house.world.clock.advance(timedelta(minutes=6))
    assert not is_through(holder.answer(walk, page, response))


def bent(response: str, member: str, change: Callable[[bytes], bytes]) -> str:
    decoded = json.loads(response)
    raw = decoded["response"][member]
    value = change(urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
    decoded["response"][member] = urlsafe_b64encode(value).rstrip(b"=").decode()
    return json.dumps(decoded)


BENDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "user handle of somebody else": ("userHandle", lambda raw: bytes(len(raw))),
    "flags raised after signing": (
        "authenticatorData",
        lambda raw: raw[:32] + bytes([raw[32] | 0x04 | 0x10]) + raw[33:],
    ),
    "other relying party": ("authenticatorData", lambda raw: bytes(32) + raw[32:]),
    "counter raised after signing": ("authenticatorData", lambda raw: raw[:33] + b"\xff" * 4),
    "empty signature": ("signature", lambda _: b""),
    "broken signature": ("signature", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])),
    "cross-origin frame": (
        "clientDataJSON",
        lambda raw: raw.replace(b"{", b'{"crossOrigin": true, ', 1),
    ),
    "other ceremony": (
        "clientDataJSON",
        lambda raw: raw.replace(b"webauthn.get", b"webauthn.create"),
    ),
}


@pytest.mark.parametrize("name", BENDS)
def test_a12_a_bent_answer_is_refused(house: House, holder: Holder, name: str) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    assert not is_through(holder.answer(walk, page, bent(response, *BENDS[name])))


@pytest.mark.parametrize("response", ["", "{}", "[]", "null", "x" * 40_000, "[" * 9000, "é\x00"])
def test_a12_what_is_no_answer_is_refused(house: House, holder: Holder, response: str) -> None:
    walk = house.walk()
    page = walk.ask()
    answer = holder.answer(walk, page, response)
    assert 400 <= answer.status < 500
    assert not is_through(answer)


def test_a13_a_counter_that_goes_back_blocks_the_passkey(house: House, holder: Holder) -> None:
    copy = holder.device.copy()
    for _ in range(2):
        walk = house.walk()
        assert is_through(holder.use(walk, walk.ask()))
    thief, walk = Holder(house, holder.person, copy), house.walk()
    assert not is_through(thief.use(walk, walk.ask()))
    owner = house.walk()
    assert not is_through(holder.use(owner, owner.ask()))
    credentials = house.world.services.credentials.held(holder.person.subject_id)
    assert [each.label for each in credentials if each.flagged_at] == ["key"]


@pytest.mark.norm("X16.3")
def test_a14_a_synced_passkey_reaches_no_more_than_level_two(house: House) -> None:
    holder = holder_of(house, Authenticator(backup_eligible=True, backed_up=True))
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(2)
    demand = f'{{"id_token": {{"acr": {{"essential": true, "value": "{house.acr(3)}"}}}}}}'
    high = house.walk(visitor=walk.visitor)
    assert not is_through(high.ask(claims=demand))


@pytest.mark.norm("D4.3")
def test_a27_a_passkey_still_opens_while_the_password_is_being_guessed(
    house: House, holder: Holder
) -> None:
    for number in range(12):
        walk = house.walk()
        walk.password(walk.ask(), holder.person, password=f"wrong {number}")
    closed = house.walk()
    assert not is_through(closed.password(closed.ask(), holder.person))
    walk = house.walk()
    assert is_through(holder.use(walk, walk.ask()))


def weak_session(house: House, person: Person) -> Visitor:
    """Somebody signed in with the password alone."""
    walk = house.walk()
    walk.complete(person)
    return walk.visitor


def attempts(house: House, person: Person) -> dict[str, dict[str, str]]:
    held = house.world.services.credentials.held(person.subject_id)
    removals: dict[str, dict[str, str]] = {f"/me/means/{each.id}/remove": {} for each in held}
    return removals | {
        "/me/means/password": {"password": "a long new passphrase of the thief"},
        "/me/means/code-app": {"handle": "x", "code": "123456", "label": "thief"},
        "/me/means/passkey": {"response": "{}", "label": "thief"},
        "/me/means/passkey/options": {},
        "/me/means/recovery-codes": {},
    }


def test_a09_a_weaker_session_changes_no_means(house: House, holder: Holder) -> None:
    services, person = house.world.services, holder.person
    thief = weak_session(house, person)
    proof = dict(thief.get("/me/settings").form("csrf").fields)["csrf"]
    before = services.credentials.held(person.subject_id)
    for path, fields in attempts(house, person).items():
        answer = thief.post(path, {**fields, "csrf": proof})
        assert answer.status == 303, path
        assert "/authorize/" in answer.location, path
    assert services.credentials.held(person.subject_id) == before


def test_a09_an_old_session_changes_no_means_either(house: House, holder: Holder) -> None:
    walk, person = house.walk(), holder.person
    walk.complete(person, acr_values=house.acr(2))
    house.world.clock.advance(timedelta(hours=2))
    proof = dict(walk.visitor.get("/me/settings").form("csrf").fields)["csrf"]
    before = house.world.services.credentials.held(person.subject_id)
    for path, fields in attempts(house, person).items():
        answer = walk.visitor.post(path, {**fields, "csrf": proof})
        assert answer.status == 303, path
        assert "/authorize/" in answer.location, path
    assert house.world.services.credentials.held(person.subject_id) == before


def test_a09_nobody_removes_the_means_of_somebody_else(house: House, holder: Holder) -> None:
    other = house.world.person()
    walk = house.walk()
    walk.complete(other, acr_values=house.acr(2))
    proof = dict(walk.visitor.get("/me/settings").form("csrf").fields)["csrf"]
    services = house.world.services
    before = services.credentials.held(holder.person.subject_id)
    for each in before:
        walk.visitor.post(f"/me/means/{each.id}/remove", {"csrf": proof})
    assert services.credentials.held(holder.person.subject_id) == before

"""Group A, continued: a passkey proves what it signed here; changing means needs a fresh proof."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from idp.factors.domain import ACTIVATING
from tests.support.authenticator import Authenticator, Lie, cbor
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
    sure(
        passkeys.register(
            person.subject_id, audience="a" * 64, response=response, label="key", binding=ACTIVATING
        )
    )
    house.world.clock.advance(timedelta(seconds=1))
    return Holder(house, person, device)


@pytest.fixture
def holder(house: House) -> Holder:
    return holder_of(house, Authenticator())


def test_a24_a_passkey_switched_off_meanwhile_is_refused_when_posted(
    house: House, holder: Holder
) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    house.disable("passkey")
    assert not is_through(holder.answer(walk, page, response))
    assert "passkey" not in house.walk().ask().ids


def is_through(page: Answer) -> bool:
    return page.status == 200 and "consent-allow" in page.ids


def level_told(walk: Walk, page: Answer) -> object:
    answer = walk.decide(page, "allow")
    return contents(walk.redeem(answer.query["code"]).json["id_token"])["acr"]


def test_the_honest_passkey_is_accepted(house: House, holder: Holder) -> None:
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(2)


@pytest.mark.norm("D19.4-2", limb="what was enrolled inside a sign-in does not count in it")
def test_a08_a_passkey_made_inside_a_sign_in_does_not_count_in_it(house: House) -> None:
    person, passkeys = house.world.person(), house.world.services.passkeys
    walk = house.walk()
    page = walk.ask()
    house.world.clock.advance(timedelta(seconds=5))
    device = Authenticator()
    options = passkeys.registration(person.subject_id, audience="a" * 64, name=person.username)
    made = device.create(options, origin=house.origin)
    sure(
        passkeys.register(
            person.subject_id, audience="a" * 64, response=made, label="key", binding=ACTIVATING
        )
    )
    holder = Holder(house, person, device)
    assert not is_through(holder.use(walk, page))
    fresh = house.walk()
    house.world.clock.advance(timedelta(seconds=1))
    assert is_through(holder.use(fresh, fresh.ask()))


@pytest.mark.norm("D20.1a", limb="a passkey that was only touched, told to a relying party")
@pytest.mark.norm("X16.3", limb="a passkey that was only touched is one factor")
def test_a11_a_passkey_that_verified_nobody_is_one_factor(house: House) -> None:
    holder = holder_of(house, Authenticator(verifies_user=False))
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(1)
    strict = house.walk(house.world.party(minimum_level=2))
    assert not is_through(holder.use(strict, strict.ask()))


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
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


def presence_lowered(raw: bytes) -> bytes:
    return raw[:32] + bytes([raw[32] & ~0x01]) + raw[33:]


def for_host(host: str) -> Lie:
    return lambda raw: hashlib.sha256(host.encode()).digest() + raw[32:]


def replaced(old: bytes, new: bytes) -> Lie:
    """One member of the client data said otherwise; the honest text has it."""

    def lie(raw: bytes) -> bytes:
        assert old in raw
        return raw.replace(old, new)

    return lie


SIGNED_LIES: dict[str, tuple[str, Lie]] = {
    "nobody present": ("authenticatorData", presence_lowered),
    "made for another relying party": ("authenticatorData", for_host("evil.example")),
    "made for a sibling host": ("authenticatorData", for_host("sub.localhost")),
    "in a frame of another site": (
        "clientDataJSON",
        replaced(b'"crossOrigin": false', b'"crossOrigin": true'),
    ),
    "another ceremony": ("clientDataJSON", replaced(b"webauthn.get", b"webauthn.create")),
    "another challenge": ("clientDataJSON", replaced(b'"challenge": "', b'"challenge": "AAAA')),
    "without a challenge": ("clientDataJSON", replaced(b'"challenge"', b'"other"')),
    "backed up without being eligible": (
        "authenticatorData",
        lambda raw: raw[:32] + bytes([raw[32] | 0x10]) + raw[33:],
    ),
}


@pytest.mark.parametrize("name", SIGNED_LIES)
def test_a12_a_lie_under_a_right_signature_is_refused(
    house: House, holder: Holder, name: str
) -> None:
    """The signature covers it, so that only the check of this very member can refuse it."""
    walk = house.walk()
    page = walk.ask()
    member, lie = SIGNED_LIES[name]
    options = holder.options(walk, page)
    response = holder.device.get(options, origin=holder.origin, lies={member: lie})
    assert not is_through(holder.answer(walk, page, response))
    honest = house.walk()
    assert is_through(holder.use(honest, honest.ask()))


def test_a12_somebody_elses_passkey_is_no_second_factor(house: House, holder: Holder) -> None:
    walk, other = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    assert not is_through(walk.password(page, other))
    assert not is_through(holder.use(walk, page))


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


@pytest.mark.norm("X16.3", limb="a synced passkey stays at level 2")
def test_a14_a_synced_passkey_reaches_no_more_than_level_two(house: House) -> None:
    holder = holder_of(house, Authenticator(backup_eligible=True, backed_up=True))
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(2)


@pytest.mark.norm("X16.3", limb="a synced passkey stays at level 2")
@pytest.mark.parametrize("synced", [False, True])
def test_a14_no_passkey_reaches_level_three(
    house: House,
    synced: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    holder = holder_of(house, Authenticator(backup_eligible=synced, backed_up=synced))
    walk = house.walk()
    walk.complete(holder.person)
    demand = f'{{"id_token": {{"acr": {{"essential": true, "value": "{house.acr(3)}"}}}}}}'
    page = walk.ask(claims=demand)
    assert not is_through(page)
    left = walk.visitor.arrive(walk.visitor.submit(page, decision="deny"))
    assert left.query["error"] == "unmet_authentication_requirements"


@pytest.mark.norm("D20.1b", "X16.1", limb="two means of one kind are one factor")
def test_a15_a_touched_passkey_and_a_code_are_both_possession(house: House) -> None:
    holder = holder_of(house, Authenticator(verifies_user=False))
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.ask()
    proof = dict(page.form("csrf").fields)["csrf"]
    asked = holder.use(walk, page)
    assert "password" in asked.ids
    assert "code" not in asked.ids
    code = house.world.code(holder.person.totp_secret or "")
    after = walk.visitor.arrive(
        walk.visitor.post(f"{page.path}/code", {"csrf": proof, "code": code})
    )
    assert not is_through(after)
    assert "password" in after.ids
    assert is_through(walk.password(after, holder.person))


@pytest.mark.norm("D4.3", limb="a guesser shuts nobody out who has a passkey")
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


def registration(house: House, person: Person) -> tuple[Visitor, dict[str, Any]]:
    """A browser signed in well enough to add a passkey, and the options its page was given."""
    walk = house.walk()
    page = walk.visitor.arrive(walk.visitor.get("/me/means/passkey"))
    assert walk.sign_in(page, person).path == "/me/means/passkey"
    return walk.visitor, new_options(walk.visitor)


def new_options(visitor: Visitor) -> dict[str, Any]:
    proof = dict(visitor.get("/me/means/passkey").form("csrf").fields)["csrf"]
    answer = visitor.post("/me/means/passkey/options", headers={"X-CSRF": proof})
    options: dict[str, Any] = answer.json
    return options


def sent(visitor: Visitor, response: str) -> int:
    page = visitor.get("/me/means/passkey")
    return visitor.submit(page, "response", response=response, label="mine").status


def passkeys_of(house: House, person: Person) -> int:
    held = house.world.services.credentials.held(person.subject_id)
    return sum(each.kind.value == "passkey" for each in held)


def authenticator_data(raw: bytes) -> bytes:
    """The last member of the attestation objects our authenticator makes."""
    return raw[raw.index(hashlib.sha256(b"localhost").digest()) :]


def with_es512(raw: bytes) -> bytes:
    """Real enough for the library, and not among the algorithms our options name."""
    data = authenticator_data(raw).replace(b"\x03\x26", b"\x03\x38\x23")
    return cbor({"fmt": "none", "attStmt": {}, "authData": data})


def absent(raw: bytes) -> bytes:
    data = authenticator_data(raw)
    return raw[: -len(data)] + data[:32] + bytes([data[32] & ~0x01]) + data[33:]


def badly_attested(raw: bytes) -> bytes:
    statement = {"alg": -7, "sig": b"\x30\x06\x02\x01\x01\x02\x01\x01"}
    return cbor({"fmt": "packed", "attStmt": statement, "authData": authenticator_data(raw)})


REGISTRATIONS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "an algorithm nobody offered": ("attestationObject", with_es512),
    "a format nobody knows": ("attestationObject", lambda raw: raw.replace(b"none", b"evil")),
    "an attestation nobody signed": ("attestationObject", badly_attested),
    "nobody present": ("attestationObject", absent),
    "other relying party": (
        "attestationObject",
        lambda raw: raw.replace(hashlib.sha256(b"localhost").digest(), bytes(32)),
    ),
    "other ceremony": (
        "clientDataJSON",
        lambda raw: raw.replace(b"webauthn.create", b"webauthn.get"),
    ),
    "other site": ("clientDataJSON", lambda raw: raw.replace(b"localhost", b"evilhost!")),
    "cross-origin frame": (
        "clientDataJSON",
        lambda raw: raw.replace(b'"crossOrigin": false', b'"crossOrigin": true'),
    ),
}


def test_the_honest_registration_is_accepted(house: House) -> None:
    person = house.world.person()
    visitor, options = registration(house, person)
    assert sent(visitor, Authenticator().create(options, origin=house.origin)) == 303
    assert passkeys_of(house, person) == 1


@pytest.mark.parametrize("name", REGISTRATIONS)
def test_a10_a_registration_beside_the_rules_is_refused_by_the_server(
    house: House, name: str
) -> None:
    person = house.world.person()
    visitor, options = registration(house, person)
    honest = Authenticator().create(options, origin=house.origin)
    crooked = bent(honest, *REGISTRATIONS[name])
    assert json.loads(crooked) != json.loads(honest)
    assert sent(visitor, crooked) == 422
    assert passkeys_of(house, person) == 0


def with_u2f(honest: str, device: Authenticator) -> str:
    """A sound attestation of a format we never accept, by a maker who made itself up."""
    maker, named = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    born = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(named, named, maker.public_key(), 1, born, born + timedelta(9999))
        .sign(maker, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    decoded = json.loads(honest)["response"]
    said, data = (
        urlsafe_b64decode(decoded[member] + "==")
        for member in ("clientDataJSON", "attestationObject")
    )
    data, key = authenticator_data(data), device.keys[-1]
    point = key.private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    signed = b"\0" + data[:32] + hashlib.sha256(said).digest() + key.id + point
    statement = {"sig": maker.sign(signed, ec.ECDSA(hashes.SHA256())), "x5c": [certificate]}
    made = cbor({"fmt": "fido-u2f", "attStmt": statement, "authData": data})
    return bent(honest, "attestationObject", lambda _: made)


def test_a10_a_format_we_never_accept_is_refused_however_sound(house: House) -> None:
    person, device = house.world.person(), Authenticator()
    visitor, options = registration(house, person)
    honest = device.create(options, origin=house.origin)
    assert sent(visitor, with_u2f(honest, device)) == 422
    assert passkeys_of(house, person) == 0


def test_a10_the_options_of_a_registration_serve_one_browser_once(house: House) -> None:
    person = house.world.person()
    visitor, options = registration(house, person)
    thief, _ = registration(house, house.world.person())
    assert sent(thief, Authenticator().create(options, origin=house.origin)) == 422
    fresh = new_options(visitor)
    page, made = visitor.get("/me/means/passkey"), Authenticator()
    response = made.create(fresh, origin=house.origin)
    assert visitor.submit(page, "response", response=response, label="mine").status == 303
    assert passkeys_of(house, person) == 1
    # The same post again: the sign-in was for one change, so it leads to a sign-in.
    again = visitor.submit(page, "response", response=response, label="again")
    assert again.status == 303
    assert "/authorize/" in again.location
    other = visitor.submit(
        page, "response", response=Authenticator().create(fresh, origin=house.origin), label="x"
    )
    assert "/authorize/" in other.location
    assert passkeys_of(house, person) == 1


def test_a10_spent_options_are_spent_in_a_new_sign_in_too(house: House) -> None:
    person = house.world.person()
    visitor, options = registration(house, person)
    assert sent(visitor, Authenticator().create(options, origin=house.origin)) == 303
    walk = house.walk(visitor=visitor)
    anew = walk.visitor.arrive(walk.visitor.get("/me/means/passkey"))
    assert walk.sign_in(anew, person).path == "/me/means/passkey"
    # Another key over the same options, so that nothing but the challenge can tell.
    assert sent(visitor, Authenticator().create(options, origin=house.origin)) == 422
    assert passkeys_of(house, person) == 1
    honest = Authenticator().create(new_options(visitor), origin=house.origin)
    assert sent(visitor, honest) == 303
    assert passkeys_of(house, person) == 2


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
        "/me/means/pin": {"pin": "408317"},
        "/me/contacts/email": {"contact": "thief@evil.example"},
    }


def test_a09_a_weaker_session_changes_no_means(house: House, holder: Holder) -> None:
    services, person = house.world.services, holder.person
    thief = weak_session(house, person)
    proof = dict(thief.get("/me/settings").form("csrf").fields)["csrf"]
    before = services.credentials.held(person.subject_id)
    assert "/authorize/" in thief.get("/me/means/app").location
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

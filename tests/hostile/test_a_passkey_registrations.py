"""Group A, continued: a passkey is registered as its page asked, once."""

import hashlib
import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.authenticator import Authenticator, cbor
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.passkey_pages import authenticator_data, bent
from tests.support.world import Person


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

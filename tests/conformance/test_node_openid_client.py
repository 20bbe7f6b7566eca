"""openid-client (Node) as a relying party: each way of client authentication, plain and by PAR."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey

from tests.conformance.conversation import Conversation, alone, conversation, run, tool
from tests.conformance.journey import callback
from tests.support.live import House
from tests.support.serving import free_port

FOLDER = Path(__file__).parent / "node_client"
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"
"""What npm writes last; the folder alone may be left of an installation that was ended."""
Starter = Callable[[], AbstractContextManager[Conversation]]


@pytest.fixture(scope="session")
def client() -> Starter:
    """Installed from the lock file, which names versions and digests and no address."""
    with alone(FOLDER):
        if not INSTALLED.exists():
            run([tool("npm"), "ci", "--no-audit", "--no-fund"], FOLDER)
    return partial(conversation, [tool("node"), "client.mjs"], FOLDER)


@pytest.fixture(scope="module")
def key() -> ECKey:
    return ECKey.import_key(ec.generate_private_key(ec.SECP256R1()), {"kid": "of-the-client"})


def registration(method: str, key: ECKey) -> dict[str, Any]:
    grants = {"authorization_code", "refresh_token", "client_credentials"}
    if method == "none":
        grants.remove("client_credentials")
    jwks = {"keys": [key.as_dict(private=False)]} if method == "private_key_jwt" else None
    return {"auth_method": method, "grant_types": frozenset(grants), "jwks": jwks}


@pytest.mark.parametrize("par", [False, True], ids=["plain", "pushed"])
@pytest.mark.parametrize(
    "method", ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]
)
def test_openid_client_accepts_a_whole_journey(
    house: House, client: Starter, key: ECKey, method: str, *, par: bool
) -> None:
    party = house.world.party("Node", **registration(method, key))
    person = house.world.person(totp=False)
    with client() as talk:
        asked = talk.say(
            issuer=house.world.settings.issuer,
            client_id=party.client_id,
            client_secret=party.secret,
            method=method,
            private_jwk=key.as_dict(private=True),
            redirect_uri=party.redirect_uri,
            post_logout_redirect_uri=party.redirect_uri.removesuffix("cb") + "bye",
            par=par,
        )
        heard = talk.say(callback=callback(house, party, person, asked["url"]))
    _check(heard, house, public=method == "none")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_native_application_is_answered_on_the_port_of_the_moment(
    house: House, client: Starter, key: ECKey, host: str
) -> None:
    registered = house.world.party(
        "Native", redirect_uris=(f"http://{host}/cb",), loopback=True, **registration("none", key)
    )
    party = replace(registered, redirect_uri=f"http://{host}:{free_port()}/cb")
    person = house.world.person(totp=False)
    with client() as talk:
        asked = talk.say(
            issuer=house.world.settings.issuer,
            client_id=party.client_id,
            method="none",
            redirect_uri=party.redirect_uri,
            post_logout_redirect_uri=party.redirect_uri,
            par=False,
        )
        heard = talk.say(callback=callback(house, party, person, asked["url"]))
    _check(heard, house, public=True)


def _check(heard: Mapping[str, Any], house: House, *, public: bool) -> None:
    claims = heard["claims"]
    assert claims["acr"].startswith(f"{house.world.settings.issuer}/loa/"), json.dumps(claims)
    assert heard["userinfo"]["sub"] == claims["sub"] == heard["refreshed"]["sub"]
    assert heard["userinfo"]["family_name"] == "Trần"
    assert heard["refreshed"]["auth_time"] == claims["auth_time"]
    if not public:
        assert heard["inspected"]["active"] is True
        assert heard["after"] == {"active": False}
        assert heard["own"]["token_type"] == "bearer"


def test_the_sign_out_address_it_builds_leads_to_the_question(
    house: House, client: Starter, key: ECKey
) -> None:
    party, person = house.world.party("Node"), house.world.person(totp=False)
    bye = party.redirect_uri.removesuffix("cb") + "bye"
    with client() as talk:
        asked = talk.say(
            issuer=house.world.settings.issuer,
            client_id=party.client_id,
            client_secret=party.secret,
            method="client_secret_basic",
            private_jwk=key.as_dict(private=True),
            redirect_uri=party.redirect_uri,
            post_logout_redirect_uri=bye,
            par=False,
        )
        heard = talk.say(callback=callback(house, party, person, asked["url"]))
    answer = house.visitor().get(heard["logout"])
    assert answer.location == f"{bye}?state=bye"

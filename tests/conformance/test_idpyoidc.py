"""idpyoidc as a relying party: the library of the OpenID certification suite's authors, and strict.

It checks each message against its specification: discovery, the ID token with `at_hash` and nonce,
userinfo, and the logout token.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from idpyoidc.client.oidc import RP
from idpyoidc.client.rp_handler import RPHandler
from idpyoidc.message.oidc.session import BackChannelLogoutRequest

from idp.platform.clock import SystemClock
from tests.conformance.journey import callback, signed_out
from tests.support.frozen_clock import FrozenClock
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.receiver import Receiver
from tests.support.world import Party, Person

KEYS = [{"type": "EC", "crv": "P-256", "use": ["sig"]}]
SERVICES = {
    "discovery": "provider_info_discovery.ProviderInfoDiscovery",
    "authorization": "authorization.Authorization",
    "access_token": "access_token.AccessToken",
    "refresh_access_token": "refresh_access_token.RefreshAccessToken",
    "userinfo": "userinfo.UserInfo",
    "end_session": "end_session.EndSession",
}


def configuration(party: Party, issuer: str, method: str) -> dict[str, Any]:
    """The configuration of the library's manual; `method` is the client authentication."""
    return {
        "issuer": issuer,
        "client_type": "oidc",
        "client_id": party.client_id,
        "client_secret": party.secret,
        "redirect_uris": [party.redirect_uri],
        "post_logout_redirect_uris": [party.redirect_uri.removesuffix("cb") + "bye"],
        "response_types_supported": ["code"],
        "client_authn_methods": [method],
        "token_endpoint_auth_methods_supported": [method],
        "services": {
            name: {"class": f"idpyoidc.client.oidc.{path}"} for name, path in SERVICES.items()
        },
        "add_ons": {
            "pkce": {
                "function": "idpyoidc.client.oauth2.add_on.pkce.add_support",
                "kwargs": {"code_challenge_length": 64, "code_challenge_method": "S256"},
            }
        },
    }


@dataclass(frozen=True)
class Site:
    """A website on this library, and the one browser of the person who visits it."""

    house: House
    party: Party
    person: Person
    browser: Visitor
    handler: RPHandler

    @property
    def issuer(self) -> str:
        return self.house.world.settings.issuer

    @property
    def rp(self) -> RP:
        return self.handler.issuer2rp[self.issuer]

    def signed_in(self, **asked: object) -> Mapping[str, Any]:
        """Everything the library accepted: `id_token`, `userinfo`, `state`; or its `error`."""
        scope = ["openid", "profile", "offline_access"]
        url = self.handler.begin(self.issuer, req_args={"scope": scope, **asked})
        back = callback(self.house, self.party, self.person, url, visitor=self.browser)
        response = dict(parse_qsl(urlsplit(back).query))
        accepted: Mapping[str, Any] = self.handler.finalize(self.issuer, response)
        assert "error" not in accepted, accepted
        return accepted


@pytest.fixture
def clock() -> FrozenClock:
    """Some minutes behind: it moves with each one-time code, and nothing comes from the future."""
    return FrozenClock(SystemClock().now() - timedelta(minutes=5))


@pytest.fixture(params=["client_secret_basic", "client_secret_post"])
def site(house: House, receiver: Receiver, request: pytest.FixtureRequest) -> Site:
    world = house.world
    backchannel = f"{receiver.origin}/backchannel"
    party = world.party("Idpy", backchannel_logout_uri=backchannel, loopback=True)
    issuer = world.settings.issuer
    config = configuration(party, issuer, request.param)
    # By default it writes keys into the working directory.
    handler = RPHandler(client_configs={issuer: config}, key_conf={"key_defs": KEYS})
    return Site(house, party, world.person(), house.visitor(), handler)


def test_it_accepts_the_id_token_and_the_profile_and_refreshes(site: Site) -> None:
    accepted = site.signed_in()
    assert accepted["id_token"]["acr"] == site.house.acr(1)
    assert accepted["userinfo"]["sub"] == accepted["id_token"]["sub"]
    assert accepted["userinfo"]["family_name"] == "Trần"
    renewed = site.rp.refresh_access_token(accepted["state"])
    assert renewed["access_token"] != accepted["token"]


def test_it_steps_up_in_the_same_browser(site: Site) -> None:
    site.signed_in()
    demand = {"acr": {"essential": True, "values": [site.house.acr(2)]}}
    stepped = site.signed_in(claims={"id_token": demand})
    assert stepped["id_token"]["acr"] == site.house.acr(2)


def test_its_sign_out_comes_back_and_it_accepts_the_logout_token(
    site: Site, receiver: Receiver
) -> None:
    accepted = site.signed_in()
    away = site.rp.logout(accepted["state"])["url"]
    bye = site.party.redirect_uri.removesuffix("cb") + "bye"
    assert signed_out(site.browser, away).location.startswith(f"{bye}?state=")
    (form,) = receiver.forms
    told = BackChannelLogoutRequest(**form)
    assert told.verify(
        keyjar=site.rp.get_attribute("keyjar"),
        iss=site.issuer,
        aud=site.party.client_id,
    )
    assert told["__verified_logout_token"]["sid"] == accepted["id_token"]["sid"]

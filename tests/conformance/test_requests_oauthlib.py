"""requests-oauthlib as a relying party, unchanged but for its switch for PKCE."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from oauthlib.oauth2 import AccessDeniedError, InvalidGrantError
from oauthlib.oauth2.rfc6749.errors import OAuth2Error
from requests_oauthlib import OAuth2Session

from tests.conformance.journey import callback, signed_out
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.walks import contents
from tests.support.world import Party, Person

Tokens = dict[str, str]


@dataclass(frozen=True)
class Site:
    """A website on this library, and the one browser of the person who visits it."""

    house: House
    party: Party
    person: Person
    browser: Visitor

    def session(self, *scopes: str, pkce: str | None = "S256") -> OAuth2Session:
        return OAuth2Session(
            self.party.client_id,
            redirect_uri=self.party.redirect_uri,
            scope=["openid", *scopes],
            pkce=pkce,
        )

    def address(self, name: str) -> str:
        """An endpoint, as discovery names it."""
        found = self.house.visitor().get("/.well-known/openid-configuration").json
        return str(found[name])

    def signed_in(self, session: OAuth2Session, **asked: str) -> Tokens:
        url, _ = session.authorization_url(self.address("authorization_endpoint"), **asked)
        back = callback(self.house, self.party, self.person, url, visitor=self.browser)
        return self.redeemed(session, back)

    def redeemed(self, session: OAuth2Session, back: str) -> Tokens:
        tokens: Tokens = session.fetch_token(
            self.address("token_endpoint"),
            authorization_response=back,
            client_secret=self.party.secret,
        )
        return tokens

    def refreshed(self, session: OAuth2Session, token: str) -> Tokens:
        tokens: Tokens = session.refresh_token(
            self.address("token_endpoint"),
            refresh_token=token,
            client_id=self.party.client_id,
            client_secret=self.party.secret,
        )
        return tokens

    def level(self, tokens: Tokens) -> str:
        return str(contents(tokens["id_token"])["acr"]).removeprefix(self.house.acr(0)[:-1])


@pytest.fixture
def site(house: House, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the house of these tests is http
    world = house.world
    return Site(house, world.party("Requests"), world.person(), house.visitor())


def test_it_signs_in_reads_the_profile_and_refreshes(site: Site) -> None:
    session = site.session("profile", "email", "offline_access")
    tokens = site.signed_in(session)
    profile = session.get(site.address("userinfo_endpoint")).json()
    assert profile["sub"] == contents(tokens["id_token"])["sub"]
    assert (profile["family_name"], profile["email_verified"]) == ("Trần", True)
    renewed = site.refreshed(session, tokens["refresh_token"])
    assert renewed["refresh_token"] != tokens["refresh_token"]
    again = session.get(site.address("userinfo_endpoint")).json()
    assert again == profile


def test_it_steps_up_in_the_same_browser(site: Site) -> None:
    assert site.level(site.signed_in(site.session(), acr_values=site.house.acr(1))) == "1"
    demand = {"id_token": {"acr": {"essential": True, "values": [site.house.acr(2)]}}}
    assert site.level(site.signed_in(site.session(), claims=json.dumps(demand))) == "2"


def test_a_refresh_token_used_twice_is_an_error_it_names(site: Site) -> None:
    session = site.session("offline_access")
    first = site.signed_in(session)["refresh_token"]
    second = site.refreshed(session, first)["refresh_token"]
    site.refreshed(session, second)
    with pytest.raises(InvalidGrantError):
        site.refreshed(session, first)


def test_after_a_sign_out_the_browser_has_to_prove_somebody_again(site: Site) -> None:
    tokens = site.signed_in(site.session())
    bye = site.party.redirect_uri.removesuffix("cb") + "bye"
    query = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": bye, "state": "s"}
    url = f"{site.address('end_session_endpoint')}?{urlencode(query)}"
    assert signed_out(site.browser, url).location == f"{bye}?state=s"
    silent, _ = site.session().authorization_url(
        site.address("authorization_endpoint"), prompt="none"
    )
    assert site.browser.arrive(site.browser.get(silent)).query["error"] == "login_required"


def test_what_it_says_about_a_no_is_what_we_said(site: Site) -> None:
    session = site.session()
    url, _ = session.authorization_url(site.address("authorization_endpoint"))
    walk = site.house.walk(site.party, visitor=site.browser)
    page = walk.sign_in(site.browser.arrive(site.browser.get(url)), site.person)
    with pytest.raises(AccessDeniedError):
        site.redeemed(session, walk.decide(page, "deny").location)


def test_without_pkce_it_names_the_parameter_that_is_missing(site: Site) -> None:
    session = site.session(pkce=None)
    url, _ = session.authorization_url(site.address("authorization_endpoint"))
    back = site.browser.arrive(site.browser.get(url)).location
    with pytest.raises(OAuth2Error, match="code_challenge is missing"):
        site.redeemed(session, back)

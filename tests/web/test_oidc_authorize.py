"""The authorization endpoint (checklist D, A6): each rule over HTTP, in the words of the RFCs."""

import json
import secrets
from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, Connection, PartyKind
from tests.support import assertions
from tests.support.http import Answer, tongue
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import Walk, contents
from tests.support.world import Party, sure

STATE = "a+b/c%25 &=?#ä".replace("ä", "~") * 12
ERROR_MEMBERS = {"error", "error_description", "state", "iss"}


def claims_of(walk: Walk, answer: Answer) -> dict[str, object]:
    return contents(walk.redeem(answer.query["code"]).json["id_token"])


def test_d1_a_posted_request_is_a_request(house: House) -> None:
    walk = house.walk()
    page = walk.visitor.arrive(
        walk.visitor.post("/authorize", walk.request(), headers={"Origin": "https://rp.example"})
    )
    assert {"username", "password", "login-submit"} <= page.ids


def test_d1_a_form_of_another_site_finds_the_session_and_the_open_tabs(house: House) -> None:
    """Cookies with SameSite=Lax stay at home when another site posts, and come with a visit."""
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    other_tab = walk.ask(prompt="login")
    posted = house.visitor().post(
        "/authorize", walk.request(prompt="none"), headers={"Origin": "https://rp.example"}
    )
    assert posted.status == 303
    assert posted.headers.get_all("Set-Cookie") is None
    assert "code" in walk.visitor.arrive(posted).query
    assert "code" in walk.sign_in(other_tab, person).query


def test_d1_a_form_too_long_for_an_address_is_answered_at_once(house: House) -> None:
    walk = house.walk()
    claims = json.dumps({"userinfo": {"name": None}})
    posted = house.visitor().post("/authorize", walk.request(claims=claims + " " * 8_000))
    assert posted.status == 303
    assert urlsplit(posted.location).path.startswith("/signin/")


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "nobody"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "https://elsewhere.example/cb"},
    ],
)
def test_d2_an_unproven_client_or_address_gets_our_page(
    house: House, change: dict[str, str | None]
) -> None:
    walk = house.walk()
    answer = walk.visitor.get("/authorize", walk.request(**change))
    assert (answer.status, answer.location, answer.path) == (400, "", "/authorize")
    assert "op-error" in answer.ids


@pytest.mark.parametrize(
    "address",
    [
        None,
        "https://rp.example/cb?tenant=b",
        "https://rp.example/cb",
        "https://rp.example/other?more=1",
        "https://RP.example/other",
        "https://rp.example:443/other",
        "https://rp.example/other/",
        "https://rp.example/%6Fther",
    ],
)
def test_d2_of_several_addresses_one_is_named_letter_by_letter(
    house: House, address: str | None
) -> None:
    registered = ("https://rp.example/cb?tenant=a", "https://rp.example/other")
    walk = house.walk(house.world.party(redirect_uris=registered))
    for right in registered:
        assert "username" in walk.ask(redirect_uri=right).ids
    answer = walk.visitor.get("/authorize", walk.request(redirect_uri=address))
    assert (answer.status, answer.location) == (400, "")
    assert "op-error" in answer.ids


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'co"de'}, "invalid_request"),
        ({"scope": "unknown"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"nonce": "n\x7f"}, "invalid_request"),
        ({"claims": "{"}, "invalid_request"),
        ({"claims": '{"userinfo":{"name":null,"name":{}}}'}, "invalid_request"),
        ({"id_token_hint": "a.b.c"}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": "query.jwt"}, "invalid_request"),
        ({"resource": "https://api.example"}, "invalid_target"),
        ({"request": "a.b.c"}, "request_not_supported"),
        ({"request_uri": "https://rp.example/request"}, "request_uri_not_supported"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_d3_d13_what_cannot_be_answered_is_sent_back(
    house: House, change: dict[str, str | None], error: str
) -> None:
    walk = house.walk()
    answer = walk.visitor.get("/authorize", walk.request(state=STATE, **change))
    assert answer.status == 303
    assert answer.location.startswith(walk.party.redirect_uri + "?")
    assert set(answer.query) == ERROR_MEMBERS
    assert (answer.query["error"], answer.query["state"]) == (error, STATE)
    assert answer.query["iss"] == house.world.settings.issuer


def test_d3_a_client_without_the_code_grant_is_told_so(house: House) -> None:
    machine = house.world.party(grant_types=frozenset({"client_credentials"}))
    answer = house.walk(machine).ask()
    assert answer.query["error"] == "unauthorized_client"


@pytest.mark.norm("D19.2-1")
def test_a_state_agency_signs_people_in_once_it_was_approved(house: House) -> None:
    registered = house.world.registered("Agency", kind=PartyKind.STATE_AGENCY)
    client = registered.client
    party = Party(client.client_id, registered.secret, client.redirect_uris[0])
    walk, person = house.walk(party), house.world.person()
    before = walk.ask()
    assert (before.status, "op-error" in before.ids, before.query) == (400, True, {})
    parties = house.world.services.relying_parties
    sure(parties.activate(client.client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR))
    assert claims_of(walk, walk.complete(person))["aud"] == client.client_id


@pytest.mark.norm("D19.3-1", limb="once the provider's certificate is revoked its party is refused")
def test_a_party_falls_with_the_certificate_of_its_provider(house: House) -> None:
    licensing = house.world.services.licensing
    until = house.world.clock.now() + timedelta(days=30)
    provider = sure(
        licensing.register(
            name="Sao Mai", certificate_until=until, help_line="1900", actor=OPERATOR
        )
    )
    shop = house.world.party(
        "Shop",
        kind=PartyKind.PRIVATE,
        connection=Connection.VIA_PROVIDER,
        provider_id=provider.id,
    )
    walk, person = house.walk(shop), house.world.person()
    assert claims_of(walk, walk.complete(person))["aud"] == shop.client_id
    begun = house.walk(shop)
    page = begun.ask()
    sure(licensing.revoke(provider.id, reason="x", actor=OPERATOR))
    assert begun.password(page, person).query["error"] == "unauthorized_client"
    for prompt in (None, "none"):
        after = walk.ask(prompt=prompt)
        assert (after.status, "op-error" in after.ids, after.query) == (400, True, {})


def test_d4_a_state_comes_back_unchanged_or_not_at_all(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    assert walk.complete(person, state=STATE).query["state"] == STATE
    answer = walk.ask(state=None)
    assert set(answer.query) == {"code", "iss"}


@pytest.mark.parametrize("state", ["s" * 64_000, "Ý " * 7_000])
def test_d4_a_state_is_as_long_as_an_address_allows(house: House, state: str) -> None:
    walk = house.walk()
    answer = walk.visitor.get("/authorize", walk.request(state=state, scope="unknown"))
    assert (answer.query["error"], answer.query["state"]) == ("invalid_scope", state)
    assert walk.complete(house.world.person(), state=state).query["state"] == state
    leave = {"client_id": walk.party.client_id, "state": state}
    assert walk.visitor.get("/logout", leave).status < 400


def test_d4_a_broken_state_is_an_error_without_state(house: House) -> None:
    walk = house.walk()
    answer = walk.visitor.get("/authorize", walk.request(state="é\x00"))
    assert answer.query["error"] == "invalid_request"
    assert "state" not in answer.query


def test_d5_a_nonce_comes_back_in_the_id_token_or_is_absent(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    nonce = secrets.token_urlsafe(48)
    assert claims_of(walk, walk.complete(person, nonce=nonce))["nonce"] == nonce
    longest = "n" * 32_000
    token = walk.redeem(walk.ask(nonce=longest).query["code"]).json["id_token"]
    assert contents(token)["nonce"] == longest
    hinted = walk.ask(id_token_hint=token, prompt="none")
    assert "code" in hinted.query, "a token with a long nonce is a hint like others"
    assert "nonce" not in claims_of(walk, walk.ask(nonce=None))


@pytest.mark.parametrize("demand", [{"prompt": "login"}, {"max_age": "0"}])
def test_d7_d8_a_demanded_sign_in_is_made(house: House, demand: dict[str, str]) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    first = claims_of(walk, walk.complete(person))
    house.world.clock.advance(timedelta(minutes=2))
    assert "username" in walk.ask(**demand).ids
    again = claims_of(walk, walk.complete(person, **demand))
    assert int(str(again["auth_time"])) > int(str(first["auth_time"]))


def test_d7_consent_is_asked_again_though_it_was_given(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    first = claims_of(walk, walk.complete(person))
    page = walk.ask(prompt="consent")
    assert "consent-allow" in page.ids
    assert claims_of(walk, walk.decide(page, "allow"))["auth_time"] == first["auth_time"]
    page = walk.ask(prompt="login consent")
    assert "username" in page.ids
    assert "consent-allow" in walk.sign_in(page, person).ids


def test_d8_a_registered_age_counts_unless_the_request_names_another(house: House) -> None:
    walk = house.walk(house.world.party(default_max_age=60))
    person = house.world.person(totp=False)
    first = claims_of(walk, walk.complete(person))
    assert claims_of(walk, walk.ask())["auth_time"] == first["auth_time"]
    house.world.clock.advance(timedelta(minutes=2))
    assert claims_of(walk, walk.ask(max_age="600"))["auth_time"] == first["auth_time"]
    assert "username" in walk.ask().ids


def test_d8_inside_max_age_nobody_is_asked(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    first = claims_of(walk, walk.complete(person))
    house.world.clock.advance(timedelta(minutes=5))
    assert claims_of(walk, walk.ask(max_age="600"))["auth_time"] == first["auth_time"]
    assert "username" in walk.ask(max_age="60").ids


def test_d7_select_account_offers_the_choice(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    page = walk.ask(prompt="select_account")
    assert page.path.endswith("/account")
    chosen = walk.visitor.arrive(walk.visitor.submit(page, "account", account="present"))
    assert "code" in chosen.query


@pytest.mark.parametrize(
    "odd",
    [
        {"login_hint": "Nguyễn <b>"},
        {"ui_locales": "tlh vi-VN en"},
        {"claims_locales": "xx"},
        {"display": "hologram"},
        {"display": "page"},
        {"display": "popup"},
        {"display": "touch"},
        {"display": "wap"},
        {"acr_values": "urn:unknown 7"},
        {"unknown_parameter": "\x00"},
        {"ui_locales": "vi_VN"},
        {"ui_locales": "*;q=0.1, vi"},
        {"claims_locales": "\x00"},
        {"display": "touch\u2028"},
        {"login_hint": "a\x00b"},
        {"acr_values": 'urn:"quoted"'},
    ],
)
def test_d10_a_wish_nobody_knows_breaks_nothing(house: House, odd: dict[str, str]) -> None:
    assert "username" in house.walk().ask(**odd).ids


def test_d11_a_preferred_level_is_reached_and_told(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    answer = walk.complete(person, acr_values=f"{house.acr(2)} {house.acr(1)}")
    assert claims_of(walk, answer)["acr"] == house.acr(2)


def test_d11_an_essential_level_nobody_knows_is_never_lowered(house: House) -> None:
    walk = house.walk()
    wish = {"id_token": {"acr": {"essential": True, "values": ["urn:other"]}}}
    answer = walk.ask(claims=json.dumps(wish), prompt="none")
    assert "error" in answer.query
    page = walk.ask(claims=json.dumps(wish))
    assert "username" not in page.ids
    assert "asks for a level that does not exist" in page.text
    assert "Level 1 of 4" not in page.text
    assert "needs at least this level" not in page.text


NAMED = (
    ({"response_type": None}, "response_type is missing"),
    ({"code_challenge": None, "code_challenge_method": None}, "code_challenge is missing"),
    ({"code_challenge": None}, "code_challenge is missing"),
    ({"code_challenge": "short"}, "Malformed: code_challenge."),
    ({"code_challenge_method": "plain"}, "code_challenge_method has to be S256"),
    ({"code_challenge_method": None}, "code_challenge_method has to be S256"),
    ({"max_age": "soon", "nonce": "\x00"}, "Malformed: max_age, nonce."),
    ({"response_mode": "Query"}, "Malformed: response_mode."),
    ({"id_token_hint": "a b"}, "Malformed: id_token_hint."),
)


@pytest.mark.parametrize(("change", "said"), NAMED)
def test_an_error_names_the_parameter_and_repeats_none_of_it(
    house: House, change: dict[str, str | None], said: str
) -> None:
    """An integrator learns what to change; the same at `/par`."""
    walk = house.walk()
    told = walk.visitor.get("/authorize", walk.request(**change)).query
    assert said in told["error_description"]
    assert told["state"] == walk.state
    pushed = walk.as_client("/par", walk.request(**change)).json
    assert pushed["error_description"] == told["error_description"]


@pytest.mark.parametrize("length", [2_049, 8_000])
def test_d4_a_long_state_comes_back_with_a_code_and_with_an_error(
    house: House, length: int
) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    state = "s/+ é~" * (length // 6)
    assert walk.complete(person, state=state).query["state"] == state
    assert walk.ask(state=state, prompt="none login").query["state"] == state
    assert walk.ask(state=state, claims="{").query["state"] == state


@pytest.mark.parametrize(
    "claims",
    [
        {"id_token": {"unknown": "text", "roles": ["a"], "verified": {"a": {"b": {"c": {}}}}}},
        {"userinfo": {"verified_claims": {"verification": {"evidence": [{"x": [{"y": [1]}]}]}}}},
        {"userinfo": {f"claim_{number}": None for number in range(100)}},
        {"unknown": {"member": "\x00"}, "userinfo": {"matches": {"shoe_size": {"eu": 41}}}},
        {"userinfo": {"odd \x00 name": None, "name#ja": {"value": 1.5}}},
    ],
)
def test_d12_an_unknown_claim_ends_nothing_whatever_is_in_it(
    house: House, claims: dict[str, object]
) -> None:
    assert "username" in house.walk().ask(claims=json.dumps(claims)).ids


def test_d13_a_refused_request_object_is_refused_where_and_how_it_asked(house: House) -> None:
    walk = house.walk()
    inside = assertions.unsigned({"state": "of the object", "response_mode": "form_post"})
    page = walk.ask(request=inside, state=None)
    told = dict(page.form("error").fields)
    assert (told["error"], told["state"]) == ("request_not_supported", "of the object")
    assert walk.ask(request="a.b.c").query["state"] == walk.state


def test_a_refused_request_is_the_same_case_in_the_other_language(
    house: House, log_lines: list[MutableMapping[str, Any]]
) -> None:
    """Nothing of the request is repeated, and the log has it once."""
    walk = house.walk()
    for ask in (walk.visitor.get, walk.visitor.post):
        page = ask("/authorize", walk.request(redirect_uri=None, state="of-the-request"))
        before = len(log_lines)
        there = walk.visitor.get(tongue(page))
        assert "of-the-request" not in there.url + page.text
        assert "client_id" not in there.url
        assert (there.status, '<html lang="vi">' in there.text) == (400, True)
        back = walk.visitor.get(tongue(there))
        assert reference(page) == reference(there) == reference(back)
        assert len(log_lines) == before
        other = house.visitor().get(there.url)
        assert (other.status, reference(other) == reference(page)) == (400, False)


def reference(page: Answer) -> str:
    return page.text.split('id="reference">')[1].split("<", maxsplit=1)[0]


def test_what_is_only_shown_is_logged_under_the_reference_of_the_page(
    house: House, log_lines: list[MutableMapping[str, Any]]
) -> None:
    walk = house.walk()
    for change, reason in (
        ({"redirect_uri": walk.party.redirect_uri + "/"}, "not registered for this client"),
        ({"redirect_uri": None}, "redirect_uri is missing"),
        ({"redirect_uri": "https://é.example"}, "Malformed: redirect_uri."),
        ({"client_id": "nobody"}, "The client is not known."),
        ({"client_id": house.world.registered().client.client_id}, "The client is not active."),
    ):
        page = walk.visitor.get("/authorize", walk.request(**change))
        line = log_lines[-1]
        assert reason in line["reason"]
        assert line["reference"] in page.text
        assert "sent no cookie" not in page.text  # it may never have been here before
        if "redirect_uri" in change:
            pushed = walk.as_client("/par", walk.request(**change)).json
            assert reason in pushed["error_description"]


def test_d14_form_post_answers_as_a_form_with_a_button(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    walk.complete(person)
    page = walk.ask(response_mode="form_post", state='"><script>')
    form = page.form("code", "state", "iss")
    assert (form.action, form.method) == (walk.party.redirect_uri, "post")
    assert dict(form.fields)["state"] == '"><script>'
    assert "<script>" not in page.text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "<button" in page.text


def test_d14_an_error_uses_the_form_too(house: House) -> None:
    page = house.walk().ask(response_mode="form_post", prompt="none")
    assert dict(page.form("error").fields)["error"] == "login_required"


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("mode", ["query", "form_post"])
def test_d15_d16_a_no_on_any_page_is_access_denied(
    house: House, level: int, mode: str, *, signed_in: bool
) -> None:
    person, walk = house.world.person(), house.walk()
    page = walk.ask(acr_values=house.acr(level), response_mode=mode)
    if level > 1:
        page = walk.password(page, person)
    if signed_in:
        page = walk.code(page, person) if level > 1 else walk.password(page, person)
        assert "consent-deny" in page.ids
    answer = walk.decide(page, "deny")
    told = answer.query if mode == "query" else dict(answer.form("error").fields)
    assert (told["error"], told["state"]) == ("access_denied", walk.state)
    assert told["iss"] == house.world.settings.issuer


def test_d16_a_code_says_who_sends_it(house: House) -> None:
    walk, issuer = house.walk(), house.world.settings.issuer
    assert walk.complete(house.world.person(totp=False)).query["iss"] == issuer
    form = walk.ask(response_mode="form_post").form("code")
    assert dict(form.fields)["iss"] == issuer
    said = walk.visitor.get("/.well-known/openid-configuration").json
    assert said["authorization_response_iss_parameter_supported"] is True


def test_d17_offline_access_is_given_where_the_person_agreed_to_it(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    offline = {"scope": "openid offline_access"}
    assert "refresh_token" not in walk.tokens(person)
    assert walk.ask(prompt="none", **offline).query["error"] == "consent_required"
    assert "refresh_token" in walk.tokens(person, prompt="consent", **offline)
    assert "refresh_token" in walk.redeem(walk.ask(**offline).query["code"]).json


def test_d17_a_party_that_may_not_refresh_asks_for_it_in_vain(house: House) -> None:
    party = house.world.party(grant_types=frozenset({"authorization_code"}))
    walk, person = house.walk(party), house.world.person(totp=False)
    tokens = walk.tokens(person, scope="openid offline_access", prompt="consent")
    assert "refresh_token" not in tokens
    assert tokens["scope"] == "openid"


def test_d19_without_openid_there_is_no_id_token(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    tokens = walk.tokens(person, scope="profile nonsense")
    assert "id_token" not in tokens
    assert tokens["scope"] == "profile"


def test_d19_an_unknown_scope_is_ignored_and_the_granted_one_told(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    tokens = walk.tokens(person, scope="openid nonsense")
    assert "id_token" in tokens
    assert tokens["scope"] == "openid"


def test_a_registered_query_is_kept(house: House) -> None:
    address = "https://rp.example/cb?tenant=a%20b"
    walk = house.walk(house.world.party(redirect_uris=(address,)))
    answer = walk.ask(prompt="none")
    assert answer.location.startswith(address + "&error=login_required")
    assert parse_qsl(urlsplit(answer.location).query)[0] == ("tenant", "a b")

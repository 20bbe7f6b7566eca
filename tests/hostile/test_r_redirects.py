"""Group R: nothing leads a browser to an address that is not registered, letter by letter."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import PartyKind
from idp.relying_parties.domain.registration import Registration
from tests.support.http import Answer, basic
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.world import sure

EVIL = "https://evil.example/cb"
MORE = {
    "prompt": "login",
    "response_mode": "query",
    "max_age": "600",
    "display": "page",
    "ui_locales": "vi",
    "claims_locales": "vi",
    "login_hint": "an",
    "id_token_hint": "a.b.c",
    "acr_values": "x",
    "claims": "{}",
    "resource": "https://api.example",
    "request": "a.b.c",
    "request_uri": "urn:x",
}
USUAL = ["client_id", "redirect_uri", "response_type", "scope", "state", "nonce"]
ONCE_ONLY = [*USUAL, "code_challenge", "code_challenge_method", *MORE]


def stays_here(answer: Answer) -> bool:
    """An error page of our own, under its own address, that repeats nothing of the request."""
    return (
        answer.status == 400
        and not answer.location
        and "op-error" in answer.ids
        and "evil" not in answer.text
    )


@pytest.mark.parametrize(
    "bend",
    ["/..;/", "/%2e%2e%2fevil", "\\evil", "/\t", "/%00", "/\x00", "/../evil", "/.", "?evil=1", "#"],
)
def test_r01_a_bent_path_is_not_the_registered_one(house: House, bend: str) -> None:
    walk = house.walk()
    address = f"{walk.party.redirect_uri}{bend}"
    assert stays_here(walk.visitor.get("/authorize", walk.request(redirect_uri=address)))


ELSEWHERE = [EVIL, "https://portal.example@evil.example/cb", "{}/..;/", "{}#", "{}\\"]


@pytest.mark.parametrize("address", [*ELSEWHERE, ""])
def test_r01_r02_r07_a_pushed_request_is_no_way_around(house: House, address: str) -> None:
    walk = house.walk()
    bent = walk.request(redirect_uri=address.format(walk.party.redirect_uri))
    answer = walk.as_client("/par", bent)
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")
    assert "request_uri" not in answer.json


@pytest.mark.parametrize("address", ELSEWHERE)
def test_r01_r02_r13_signing_out_is_no_way_around(house: House, address: str) -> None:
    """The person is asked and signed out; an unregistered address is left out."""
    walk = house.walk()
    hint = walk.tokens(house.world.person(totp=False))["id_token"]
    bye = walk.party.redirect_uri.removesuffix("cb") + "bye"
    bent = {"id_token_hint": hint, "post_logout_redirect_uri": address.format(bye)}
    page = walk.visitor.get("/logout", bent)
    assert (page.status, page.location, "evil" in page.text) == (200, "", False)
    assert {"logout-confirm", "logout-stays"} <= page.ids
    left = walk.visitor.submit(page, "question", "decision", decision="allow")
    assert left.location == f"{house.origin}/logged-out"
    assert house.visitor().get("/logout", bent).location == f"{house.origin}/logged-out"


@pytest.mark.parametrize(
    "address",
    [
        "https://portal.example@evil.example/cb",
        "https://portal.example@@evil.example/cb",
        "https://portal.example:443@evil.example/cb",
        "http://localhost:80@evil.example/cb",
    ],
)
def test_r02_an_address_with_user_information_is_refused_twice(house: House, address: str) -> None:
    walk = house.walk()
    assert stays_here(walk.visitor.get("/authorize", walk.request(redirect_uri=address)))
    assert refused_at_registration(house, address)


@pytest.mark.parametrize(
    "address",
    [
        "https://portal.example.evil.example/cb",
        "https://evilportal.example/cb",
        "http://localhost.evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
    ],
)
def test_r03_a_longer_host_is_another_host(house: House, address: str) -> None:
    party = house.world.party(redirect_uris=("https://portal.example/cb",))
    walk = house.walk(party)
    assert stays_here(walk.visitor.get("/authorize", walk.request(redirect_uri=address)))


@pytest.mark.parametrize("host", ["localhost.evil.example", "127.0.0.1.evil", "localhost@x"])
def test_r03_only_this_very_machine_is_loopback(house: House, host: str) -> None:
    parties = house.world.services.relying_parties
    test = Registration(
        name={"vi": "Cổng"},
        kind=PartyKind.STATE_AGENCY,
        redirect_uris=("http://localhost:8001/cb",),
        loopback=True,
    )
    assert not isinstance(parties.register(test, actor=OPERATOR), Refused)
    longer = replace(test, redirect_uris=(f"http://{host}:8001/cb",))
    assert parties.register(longer, actor=OPERATOR) == Refused(Reason.REGISTRATION_FAULTY)


@pytest.mark.parametrize(
    "pattern",
    ["https://*.example.com/cb", "https://foo.example.com/.*", "https://foo.example.com/c*"],
)
def test_r04_no_pattern_is_registered(house: House, pattern: str) -> None:
    assert refused_at_registration(house, pattern)


def test_r04_a_dot_matches_only_a_dot(house: House) -> None:
    walk = house.walk(house.world.party(redirect_uris=("https://foo.example.com/evil",)))
    twin = "https://fooaexample.com/evil"
    assert stays_here(walk.visitor.get("/authorize", walk.request(redirect_uri=twin)))


@pytest.mark.parametrize("name", ONCE_ONLY)
@pytest.mark.parametrize("form", [False, True])
def test_r06_a_parameter_sent_twice_is_refused_here(
    house: House,
    name: str,
    form: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    walk = house.walk()
    asked = walk.request(**({name: MORE[name]} if name in MORE else {}))
    twice = [*asked.items(), (name, asked[name])]
    visitor = walk.visitor
    if form:
        repeated = urlencode({name: asked[name]})
        answer = visitor.post(f"/authorize?{repeated}", asked)
    else:
        answer = visitor.get("/authorize", twice)
    assert stays_here(answer)


@pytest.mark.parametrize("path", ["/token", "/par", "/introspect", "/revoke"])
def test_r06_a_parameter_sent_twice_is_refused_on_the_wire_too(house: House, path: str) -> None:
    walk = house.walk()
    code = walk.complete(house.world.person(totp=False)).query["code"]
    fields = {
        "/token": {"grant_type": "authorization_code", "code": code},
        "/par": walk.request(),
        "/introspect": {"token": code},
        "/revoke": {"token": code},
    }[path]
    credentials = basic(walk.party.client_id, walk.party.secret or "")
    for name, value in fields.items():
        in_body = house.visitor().post(path, [*fields.items(), (name, value)], headers=credentials)
        query = urlencode({name: value})
        in_query = house.visitor().post(f"{path}?{query}", fields, headers=credentials)
        for answer in (in_body, in_query):
            assert (answer.status, answer.json["error"]) == (400, "invalid_request"), name


@pytest.mark.parametrize(
    "wrong", [{"response_type": "evil"}, {"scope": "evil\x01"}, {"response_type": "token"}]
)
def test_r07_the_address_is_proved_before_any_error_is_sent(
    house: House, wrong: dict[str, str]
) -> None:
    walk = house.walk()
    assert stays_here(walk.visitor.get("/authorize", walk.request(redirect_uri=EVIL, **wrong)))


def test_r08_silence_does_not_lead_to_a_foreign_address(house: House) -> None:
    walk = house.walk()
    asked = walk.request(redirect_uri=EVIL, prompt="none")
    assert stays_here(walk.visitor.get("/authorize", asked))


def test_r09_an_address_is_never_learned_from_first_use(house: House) -> None:
    machine = house.world.party(
        redirect_uris=(), grant_types=frozenset({"client_credentials"}), sector="machine.example"
    )
    walk = house.walk(replace(machine, redirect_uri=EVIL))
    assert stays_here(walk.visitor.get("/authorize", walk.request()))
    assert stays_here(walk.visitor.get("/authorize", walk.request()))


@pytest.mark.parametrize("kind", ["token", "id_token", "code token", "code id_token", "none"])
def test_r10_only_a_code_is_ever_sent(house: House, kind: str) -> None:
    walk = house.walk()
    answer = walk.visitor.get("/authorize", walk.request(response_type=kind))
    assert answer.query["error"] == "unsupported_response_type"
    assert "token" not in answer.query
    assert "#" not in answer.location


def test_r10_the_page_of_a_request_cannot_be_talked_into_tokens(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    bent = walk.visitor.get(f"{page.path}?response_type=token&redirect_uri={EVIL}")
    answer = walk.decide(walk.sign_in(bent, person), "allow")
    assert answer.location.startswith(f"{walk.party.redirect_uri}?")
    assert set(answer.query) == {"code", "state", "iss"}


@pytest.mark.parametrize("mark", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>"])
def test_r11_markup_stays_text(house: House, mark: str) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(state=mark, response_mode="form_post", login_hint=mark)
    inert(page, mark)
    page = walk.sign_in(page, person)
    inert(page, mark)
    answer = walk.decide(page, "allow")
    inert(answer, mark)
    assert dict(answer.form("code").fields)["state"] == mark


@pytest.mark.parametrize("name", ["redirect_uri", "client_id", "nonce", "error_description"])
def test_r11_an_error_page_repeats_nothing(house: House, name: str) -> None:
    walk = house.walk()
    mark = "<script>alert(1)</script>"
    changes: dict[str, str | None] = {"redirect_uri": EVIL, name: mark}
    inert(walk.visitor.get("/authorize", walk.request(**changes)), mark)


def inert(answer: Answer, mark: str) -> None:
    assert mark not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy or "default-src 'self'" in policy


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,evil",
        "vbscript:evil",
        "app.evil:/cb",
        "https://portal.example/cb#evil",
        "http://portal.example/cb",
        "//portal.example/cb",
        "https:portal.example",
        "",
    ],
)
def test_r12_only_web_addresses_are_registered(house: House, address: str) -> None:
    assert refused_at_registration(house, address)


def refused_at_registration(house: House, address: str) -> bool:
    parties = house.world.services.relying_parties
    wanted = Registration(name={"vi": "Cổng"}, kind=PartyKind.STATE_AGENCY)
    usual = ("https://portal.example/cb",)
    assert not isinstance(
        parties.register(replace(wanted, redirect_uris=usual), actor=OPERATOR), Refused
    )
    answers = (
        parties.register(replace(wanted, redirect_uris=(*usual, address)), actor=OPERATOR),
        parties.register(
            replace(wanted, redirect_uris=usual, post_logout_redirect_uris=(address,)),
            actor=OPERATOR,
        ),
        parties.register(
            replace(wanted, redirect_uris=usual, backchannel_logout_uri=address), actor=OPERATOR
        ),
    )
    return set(answers) == {Refused(Reason.REGISTRATION_FAULTY)}


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", EVIL]
)
def test_r13_no_return_parameter_is_listened_to(house: House, target: str) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    bent = [(name, target) for name in ("next", "return", "return_to", "continue", "url", "rd")]
    form = page.form("username", "password")
    filled = form.filled(username=person.username, password=person.password)
    answer = walk.visitor.post(f"{page.path}?{urlencode(bent)}", [*filled, *bent])
    assert answer.location.startswith(house.origin)
    assert "evil" not in answer.location


def test_r14_a_posted_secret_is_never_posted_on(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    sent = walk.visitor.submit(page, "username", username=person.username, password=person.password)
    assert sent.status == 303
    code = house.world.code(person.totp_secret or "")
    sent = walk.visitor.submit(walk.visitor.arrive(sent), "code", code=code)
    assert sent.status == 303
    consent = walk.visitor.arrive(sent)
    assert walk.visitor.submit(consent, "decision", decision="allow").status == 303


def test_r14_a_recovery_code_and_a_new_password_are_never_posted_on(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.visitor.get(walk.ask().path + "/recovery")
    shown = {"username": person.username, "code": codes[0]}
    assert walk.visitor.submit(page, "username", "code", **shown).status == 303
    own = house.walk()
    page = own.sign_in(own.visitor.arrive(own.visitor.get("/me/means/password")), person)
    new = {"csrf": dict(page.form("csrf").fields)["csrf"], "password": "bảy con sếu bay ngang đồng"}
    changed = own.visitor.post("/me/means/password", new)
    assert (changed.status, changed.location.endswith("done=changed")) == (303, True)


def test_r15_every_answer_says_who_sends_it(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    failed = walk.visitor.get("/authorize", walk.request(prompt="none"))
    denied = walk.decide(walk.sign_in(walk.ask(), person), "deny")
    given = house.walk(walk.party).complete(person)
    assert {answer.query["iss"] for answer in (failed, denied, given)} == {
        house.world.settings.issuer
    }

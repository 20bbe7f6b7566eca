"""Group A: a level is what was proved in this sign-in, and nothing else can lift it."""

from datetime import timedelta

import pytest

from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure


def told(walk: Walk, person: Person, **changes: str | None) -> dict[str, object]:
    """The ID token's claims after a whole walk."""
    return contents(walk.tokens(person, **changes)["id_token"])


def needs(page: Answer, *ids: str) -> bool:
    """A page of ours asks for these; 422 says that the last try was no good."""
    return page.status in {200, 422} and set(ids) <= page.ids


@pytest.mark.norm("D20.1b", "X16.1")
def test_a01_one_factor_of_two_opens_nothing(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert needs(page, "code")
    assert walk.ask(prompt="none").query["error"] == "login_required"
    assert not any("session" in name for name in walk.visitor.cookies)
    own = walk.visitor.get("/me")
    assert own.status != 200 or person.username not in own.text


@pytest.mark.norm("D19.4-2")
def test_a02_a_finished_request_gives_its_answer_once(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    walk.decide(walk.sign_in(page, person), "allow")
    again = walk.visitor.arrive(walk.visitor.get(page.path))
    assert "code" not in again.query
    thief = house.visitor()
    assert "code" not in thief.arrive(thief.get(page.path)).query


@pytest.mark.norm("D19.4-2", "X16.2")
def test_a02_what_was_proved_in_one_request_does_not_count_in_another(house: House) -> None:
    person = house.world.person()
    first = house.walk()
    second = house.walk(visitor=first.visitor)
    first_page = first.ask(acr_values=house.acr(2))
    second_page = second.ask(acr_values=house.acr(2))
    first.password(first_page, person)
    page = second.visitor.arrive(second.visitor.get(second_page.path))
    assert needs(page, "username", "password")
    forced = page.path.replace("/signin", "/signin") + "/code"
    sent = second.visitor.post(
        forced,
        [*page.form("username").filled(), ("code", house.world.code(person.totp_secret or ""))],
    )
    assert "code" not in second.visitor.arrive(sent).query
    assert needs(second.visitor.arrive(second.visitor.get(second_page.path)), "username")


@pytest.mark.norm("D19.4-2")
def test_a03_a_one_time_code_counts_once_in_its_life(house: House) -> None:
    person = house.world.person()
    walk = house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    code = house.world.code(person.totp_secret or "")
    assert needs(walk.code(page, person, code=code), "consent-allow")
    for _ in range(2):
        elsewhere = house.walk(walk.party)
        page = elsewhere.password(elsewhere.ask(acr_values=house.acr(2)), person)
        assert needs(elsewhere.code(page, person, code=code), "code")
        house.restart()


def test_a03_a_code_of_a_step_before_the_last_one_is_too_old(house: House) -> None:
    person, world = house.world.person(), house.world
    earlier = world.code(person.totp_secret or "")
    later = world.code(person.totp_secret or "")
    walk = house.walk()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert needs(walk.code(page, person, code=later), "consent-allow")
    other = house.walk()
    page = other.password(other.ask(acr_values=house.acr(2)), person)
    assert needs(other.code(page, person, code=earlier), "code")


def test_a06_a_later_step_cannot_be_posted_first(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    proof = [pair for pair in page.form("username").fields if pair[0] == "csrf"]
    transaction = page.path.rsplit("/", 1)[-1]
    code = house.world.code(person.totp_secret or "")
    for path, fields in {
        f"/signin/{transaction}/code": [("code", code)],
        f"/consent/{transaction}": [("decision", "allow"), ("days", "90")],
        f"/signin/{transaction}/account": [("account", "present")],
        f"/signin/{transaction}": [],
        f"/authorize/{transaction}": [("decision", "allow")],
    }.items():
        sent = walk.visitor.post(path, [*proof, *fields])
        assert sent.status < 500
        assert "code" not in walk.visitor.arrive(sent).query
        assert needs(walk.visitor.arrive(walk.visitor.get(page.path)), "username", "password")


@pytest.mark.parametrize("code", ["", " ", "000000", "0" * 64_000, "١٢٣٤٥٦", "12345\x00"])
def test_a06_an_empty_or_strange_code_proves_nothing(house: House, code: str) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    answer = walk.code(page, person, code=code)
    assert answer.status in {400, 413, 422}
    assert "consent-allow" not in answer.ids


@pytest.mark.norm("X16.3")
def test_a16_what_a_person_owns_is_not_what_was_proved(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=True)
    claims = told(walk, person)
    assert claims["acr"] == house.acr(1)
    assert claims["amr"] == ["pwd"]


@pytest.mark.norm("X16.2")
def test_a18_a_level_out_of_reach_is_an_error_and_never_a_lower_token(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    wish = f'{{"id_token": {{"acr": {{"essential": true, "value": "{house.acr(4)}"}}}}}}'
    answer = walk.ask(claims=wish)
    if "username" in answer.ids:
        answer = walk.sign_in(answer, person)
    if not answer.location:
        answer = walk.visitor.arrive(walk.visitor.submit(answer, decision="deny"))
    assert answer.query["error"] == "unmet_authentication_requirements"
    assert "code" not in answer.query


@pytest.mark.norm("D19.4-3", "D21.1")
def test_a19_a_higher_level_repeats_every_factor(house: House) -> None:
    person = house.world.person()
    first = house.walk()
    before = told(first, person)
    second = house.walk(visitor=first.visitor)
    page = second.ask(acr_values=house.acr(2))
    assert needs(page, "username", "password")
    assert needs(second.password(page, person), "code")
    after = told(second, person, acr_values=house.acr(2))
    assert (before["acr"], after["acr"]) == (house.acr(1), house.acr(2))
    assert after["amr"] == ["pwd", "otp", "mfa"] or set(after["amr"]) >= {"pwd", "otp"}  # type: ignore[call-overload]


@pytest.mark.norm("D19.4-3")
def test_a19_a_client_that_demands_more_is_not_content_with_the_session(house: House) -> None:
    person = house.world.person()
    first = house.walk()
    first.complete(person)
    strict = house.walk(house.world.party(minimum_level=2), visitor=first.visitor)
    assert strict.ask(prompt="none", acr_values=house.acr(1)).query["error"] == "login_required"
    assert told(strict, person, acr_values=house.acr(1))["acr"] == house.acr(2)


@pytest.mark.norm("D19.4-3")
def test_a20_a_level_grows_old_though_the_session_lives(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    before = told(walk, person, acr_values=house.acr(2))
    house.world.clock.advance(timedelta(hours=9))
    answer = walk.ask(prompt="none", acr_values=house.acr(2))
    if "code" not in answer.query:
        assert answer.query["error"] == "login_required"
        return
    after = contents(walk.redeem(answer.query["code"]).json["id_token"])
    assert after["acr"] != house.acr(2)
    assert after["auth_time"] == before["auth_time"]


@pytest.mark.norm("D19.4-3")
@pytest.mark.parametrize("demand", [{"prompt": "login"}, {"max_age": "0"}, {"max_age": "10"}])
def test_a21_a_fresh_sign_in_is_really_made(house: House, demand: dict[str, str]) -> None:
    walk, person = house.walk(), house.world.person()
    before = told(walk, person)
    house.world.clock.advance(timedelta(seconds=60))
    continued = told(walk, person)
    assert continued["auth_time"] == before["auth_time"]
    page = walk.ask(**demand)
    assert needs(page, "username", "password")
    assert told(walk, person, **demand)["auth_time"] > before["auth_time"]  # type: ignore[operator]


def test_a21_a_reload_after_signing_in_does_not_ask_for_ever(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(prompt="login consent"), person)
    assert needs(page, "consent-allow")
    assert needs(walk.visitor.arrive(walk.visitor.get(page.path)), "consent-allow")


def test_a22_a_recovery_code_lifts_nothing_above_its_channel(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.ask()
    recovery = walk.visitor.get(page.path + "/recovery")
    sent = walk.visitor.submit(
        recovery, "username", "code", username=person.username, code=codes[0]
    )
    answer = walk.decide(walk.visitor.arrive(sent), "allow")
    claims = contents(walk.redeem(answer.query["code"]).json["id_token"])
    assert claims["acr"] == house.acr(1)
    replay = house.walk()
    page = replay.visitor.get(replay.ask().path + "/recovery")
    sent = replay.visitor.submit(page, "username", "code", username=person.username, code=codes[0])
    assert needs(replay.visitor.arrive(sent), "code")


@pytest.mark.norm("D20.1b")
def test_a22_a_recovery_code_and_a_password_are_not_two_factors(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.ask(acr_values=house.acr(2))
    if "username" in page.ids:
        after = walk.password(page, person)
        if "code" in after.ids and "consent-allow" not in after.ids:
            walk.visitor.submit(after, "code", code=codes[0])
        after = walk.visitor.arrive(walk.visitor.get(page.path))
        if "consent-allow" in after.ids:
            answer = walk.decide(after, "allow")
            claims = contents(walk.redeem(answer.query["code"]).json["id_token"])
            assert claims["acr"] == house.acr(1)


def test_a23_a_hint_of_another_person_switches_nobody(house: House) -> None:
    world = house.world
    one, other = world.person(), world.person()
    party = world.party()
    hint = house.walk(party).tokens(other)["id_token"]
    walk = house.walk(party)
    walk.complete(one)
    assert walk.ask(prompt="none", id_token_hint=hint).query["error"] == "login_required"
    assert walk.ask(prompt="none", login_hint=other.username).query.get("error") != "server_error"
    assert "code" in walk.ask(prompt="none").query


def test_a24_what_the_operator_switched_off_is_refused_when_posted(house: House) -> None:
    person, services = house.world.person(), house.world.services
    walk = house.walk()
    page = walk.ask()
    house.disable("password")
    answer = walk.password(page, person)
    assert "consent-allow" not in answer.ids
    assert "code" not in answer.query
    assert "username" not in house.walk().ask().ids or services is not None


@pytest.mark.parametrize("path", ["/register", "/signup", "/me/register", "/password-reset"])
def test_a24_nobody_registers_themselves(house: House, path: str) -> None:
    answer = house.visitor().post(path, {"username": "evil", "password": "evil"})
    assert answer.status in {403, 404, 405}


def test_a28_what_an_upstream_says_is_not_listened_to(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.ask()
    form = page.form("username", "password")
    smuggled = [
        *form.filled(username=person.username, password=person.password),
        ("acr", house.acr(4)),
        ("amr", "face"),
        ("level", "4"),
        ("id_token", "x"),
    ]
    after = walk.visitor.arrive(walk.visitor.post(page.path, smuggled))
    answer = walk.decide(after, "allow")
    claims = contents(walk.redeem(answer.query["code"]).json["id_token"])
    assert (claims["acr"], claims["amr"]) == (house.acr(1), ["pwd"])


def test_a31_a_request_is_bound_to_the_browser_that_made_it(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    victim = house.visitor()
    there = victim.arrive(victim.get(page.path))
    assert there.status in {400, 403, 404}
    assert "username" not in there.ids
    names = {house.walk().ask().path.rsplit("/", 1)[-1] for _ in range(5)}
    assert len(names) == 5
    walk.sign_in(page, person)

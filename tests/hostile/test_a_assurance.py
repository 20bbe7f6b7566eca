"""Group A: a level is what was proved in this sign-in, and nothing else can lift it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.factors.domain import ACTIVATING
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


@pytest.mark.norm("D20.1b", "X16.1", limb="one factor of two opens nothing")
def test_a01_one_factor_of_two_opens_nothing(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.password(walk.ask(acr_values=house.acr(2)), person)
    assert needs(page, "code")
    assert walk.ask(prompt="none").query["error"] == "login_required"
    assert not any("session" in name for name in walk.visitor.cookies)
    own = walk.visitor.get("/me")
    assert (own.status, "/authorize/" in own.location) == (303, True)
    assert house.world.services.sessions.for_subject(person.subject_id) == []


@pytest.mark.norm("D19.4-2", limb="a finished request answers once")
def test_a02_a_finished_request_gives_its_answer_once(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    walk.decide(walk.sign_in(page, person), "allow")
    again = walk.visitor.arrive(walk.visitor.get(page.path))
    assert "code" not in again.query
    thief = house.visitor()
    assert "code" not in thief.arrive(thief.get(page.path)).query


@pytest.mark.norm("D19.4-2", limb="factors of two transactions are never added up")
def test_a02_what_was_proved_in_one_request_does_not_count_in_another(house: House) -> None:
    person = house.world.person()
    first = house.walk()
    second = house.walk(visitor=first.visitor)
    first_page = first.ask(acr_values=house.acr(2))
    second_page = second.ask(acr_values=house.acr(2))
    first.password(first_page, person)
    page = second.visitor.arrive(second.visitor.get(second_page.path))
    assert needs(page, "username", "password")
    sent = second.visitor.post(
        f"{page.path}/code",
        [*page.form("username").filled(), ("code", house.world.code(person.totp_secret or ""))],
    )
    assert "code" not in second.visitor.arrive(sent).query
    assert needs(second.visitor.arrive(second.visitor.get(second_page.path)), "username")


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
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
    again = house.walk(walk.party, visitor=walk.visitor)
    page = again.password(again.ask(acr_values=house.acr(2), prompt="login"), person)
    assert needs(again.code(page, person, code=code), "code")


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


@pytest.mark.norm("D19.4-2", limb="what was enrolled inside a sign-in does not count in it")
def test_a08_a_code_app_enrolled_inside_a_sign_in_does_not_count_in_it(house: House) -> None:
    world, person = house.world, house.world.person(totp=False)
    walk = house.walk(world.party(minimum_level=2))
    page = walk.ask()
    proof = dict(page.form("csrf").fields)["csrf"]
    world.clock.advance(timedelta(seconds=5))
    enrolled = replace(person, totp_secret=world.enrol_totp(person.subject_id))
    walk.password(page, person)
    code = {"csrf": proof, "code": world.code(enrolled.totp_secret or "")}
    after = walk.visitor.arrive(walk.visitor.post(f"{page.path}/code", code))
    assert (after.status, "consent-allow" in after.ids) == (422, False)
    later = house.walk(walk.party)
    assert needs(later.sign_in(later.ask(), enrolled), "consent-allow")


@pytest.mark.norm("D19.4-2", limb="what was enrolled inside a sign-in does not count in it")
def test_a08_a_password_set_inside_a_sign_in_does_not_count_in_it(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask()
    house.world.clock.advance(timedelta(seconds=5))
    new = "bảy con sếu bay ngang đồng chiều"
    sure(house.world.services.passwords.set(person.subject_id, new, binding=ACTIVATING))
    assert "consent-allow" not in walk.password(page, person, password=new).ids
    house.world.clock.advance(timedelta(seconds=1))
    later = house.walk()
    assert needs(later.password(later.ask(), person, password=new), "consent-allow")


@pytest.mark.norm("X16.3", limb="what a person owns is not what was proved")
def test_a16_what_a_person_owns_is_not_what_was_proved(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=True)
    claims = told(walk, person)
    assert claims["acr"] == house.acr(1)
    assert claims["amr"] == ["pwd"]


@pytest.mark.norm("X16.2")
@pytest.mark.parametrize("reached", [1, 2])
def test_a18_a_level_out_of_reach_is_an_error_and_never_a_lower_token(
    house: House, reached: int
) -> None:
    """Two levels reached where three are essential; and a level that this person alone misses."""
    totp, level = reached == 2, reached + 1
    walk, person = house.walk(), house.world.person(totp=totp)
    wish = f'{{"id_token": {{"acr": {{"essential": true, "value": "{house.acr(level)}"}}}}}}'
    assert told(walk, person, acr_values=house.acr(reached))["acr"] == house.acr(reached)
    house.world.clock.advance(timedelta(minutes=1))
    quiet = walk.ask(claims=wish, prompt="none").query
    assert {"code", "error"} & quiet.keys() == {"error"}
    answer = walk.ask(claims=wish)
    if reached == 1:
        answer = walk.sign_in(answer, person)
    answer = walk.visitor.arrive(walk.visitor.submit(answer, "decision", decision="deny"))
    assert answer.query["error"] == "unmet_authentication_requirements"
    assert "code" not in answer.query


@pytest.mark.norm("X16.5")
@pytest.mark.norm("D19.4-3", "D21.1", limb="a step-up repeats every factor")
def test_a19_a_higher_level_repeats_every_factor(house: House) -> None:
    person = house.world.person()
    first = house.walk()
    before = told(first, person)
    second = house.walk(visitor=first.visitor)
    page = second.ask(acr_values=house.acr(2))
    assert needs(page, "username", "password")
    assert needs(second.password(page, person), "code")
    after = told(second, person, acr_values=house.acr(2))
    assert (before["acr"], before["account_level"]) == (house.acr(1), 2)
    assert (after["acr"], after["account_level"]) == (house.acr(2), 2)
    assert after["amr"] == ["mfa", "otp", "pwd"]


@pytest.mark.norm("D19.4-3", limb="a session below a party's minimum is not continued")
def test_a19_a_client_that_demands_more_is_not_content_with_the_session(house: House) -> None:
    person = house.world.person()
    first = house.walk()
    first.complete(person)
    strict = house.walk(house.world.party(minimum_level=2), visitor=first.visitor)
    assert strict.ask(prompt="none", acr_values=house.acr(1)).query["error"] == "login_required"
    assert told(strict, person, acr_values=house.acr(1))["acr"] == house.acr(2)


@pytest.mark.norm("D19.4-3", limb="a level grows old")
def test_a20_a_level_grows_old_though_the_session_lives(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    before = told(walk, person, acr_values=house.acr(2))
    house.world.clock.advance(timedelta(hours=2))
    wished = walk.ask(prompt="none", acr_values=house.acr(2))
    after = contents(walk.redeem(wished.query["code"]).json["id_token"])
    assert (before["acr"], after["acr"]) == (house.acr(2), house.acr(1))
    assert after["auth_time"] == before["auth_time"]
    demand = f'{{"id_token": {{"acr": {{"essential": true, "value": "{house.acr(2)}"}}}}}}'
    assert walk.ask(prompt="none", claims=demand).query["error"] == "login_required"
    house.world.clock.advance(timedelta(hours=7))
    assert walk.ask(prompt="none").query["error"] == "login_required"


@pytest.mark.norm("D19.4-3", limb="a demanded sign-in is really made")
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


@pytest.mark.norm("D20.1b", limb="a recovery code and a password are not two factors")
@pytest.mark.parametrize("order", [("password", "recovery"), ("recovery", "password")])
def test_a15_a22_a_recovery_code_and_a_password_are_not_two_factors(
    house: House, order: tuple[str, str]
) -> None:
    walk, person = house.walk(house.world.party(minimum_level=2)), house.world.person()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.ask()
    proof = dict(page.form("csrf").fields)["csrf"]
    shown = {
        "password": (page.path, {"password": person.password}),
        "recovery": (f"{page.path}/recovery", {"code": codes[0]}),
    }
    for path, fields in map(shown.__getitem__, order):
        sent = {"csrf": proof, "username": person.username, **fields}
        after = walk.visitor.arrive(walk.visitor.post(path, sent))
        assert "consent-allow" not in after.ids
        assert "code" not in after.query
    transaction = page.path.rsplit("/", 1)[-1]
    still = walk.visitor.arrive(walk.visitor.get(f"/authorize/{transaction}"))
    assert needs(walk.code(still, person), "consent-allow")


def test_a23_a_hint_of_another_person_switches_nobody(house: House) -> None:
    world = house.world
    one, other = world.person(), world.person()
    party = world.party()
    hint = house.walk(party).tokens(other)["id_token"]
    walk = house.walk(party)
    present = told(walk, one)["sub"]
    assert walk.ask(prompt="none", id_token_hint=hint).query["error"] == "login_required"
    # A typed name is no proof: were it compared, anybody could ask whose session this is.
    for name in (one.username, other.username, "person-of-nowhere"):
        answer = walk.ask(prompt="none", login_hint=name)
        claims = contents(walk.redeem(answer.query["code"]).json["id_token"])
        assert claims["sub"] == present


def test_a24_what_the_operator_switched_off_is_refused_when_posted(house: House) -> None:
    person = house.world.person()
    walk = house.walk()
    page = walk.ask()
    house.disable("password")
    answer = walk.password(page, person)
    assert "consent-allow" not in answer.ids
    assert "code" not in answer.query
    assert "password" not in house.walk().ask().ids


def test_a24_a_second_step_switched_off_meanwhile_is_refused_when_posted(house: House) -> None:
    person = house.world.person()
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.password(walk.ask(), person)
    house.disable("totp")
    after = walk.code(page, person)
    assert "consent-allow" not in after.ids
    assert "code" not in after.query


def test_a24_a_recovery_code_switched_off_is_refused_when_posted(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    codes = sure(house.world.services.recovery_codes.renew(person.subject_id))
    house.world.clock.advance(timedelta(seconds=1))
    page = walk.visitor.get(walk.ask().path + "/recovery")
    house.disable("recovery_code")
    shown = {"username": person.username, "code": codes[0]}
    after = walk.visitor.arrive(walk.visitor.submit(page, "username", "code", **shown))
    assert "consent-allow" not in after.ids


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

"""Group G: a code or refresh token works once, for one client, while everything still stands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from idp.violations.domain import ViolationKind
from tests.support.http import Answer, Visitor, bearer
from tests.support.live import House
from tests.support.walks import Walk, challenge, contents

OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}


def is_refused(answer: Answer) -> bool:
    """RFC 6749 section 5.2: `invalid_grant`, without any detail."""
    return answer.status == 400 and answer.json["error"] == "invalid_grant"


def userinfo(walk: Walk, token: str) -> int:
    return Visitor(walk.visitor.origin).get("/userinfo", headers=bearer(token)).status


@pytest.mark.norm("D19.4-1", limb="another's code is burned and a case opens")
@pytest.mark.parametrize("change", [{}, {"code_verifier": "A" * 43}, {"redirect_uri": None}])
def test_g01_a_code_shown_by_another_client_is_burned_and_only_that_one_is_accused(
    house: House, change: dict[str, str | None]
) -> None:
    walk, thief = house.walk(), house.world.party("Thief")
    code = walk.complete(house.world.person()).query["code"]
    assert is_refused(walk.redeem(code, by=thief, **change))
    assert is_refused(walk.redeem(code))
    assert accusations(house) == [
        (ViolationKind.CODE_SHOWN_BY_OTHER, walk.party.client_id, thief.client_id)
    ]


def accusations(house: House) -> list[tuple[ViolationKind, str | None, str | None]]:
    """The cases on record: kind, client of issue, client that presented it."""
    cases = house.world.services.violations.cases()
    return [(case.kind, case.issued_to, case.shown_by) for case in cases]


def test_g03_of_many_redemptions_one_wins_and_a_later_one_revokes(racing_house: House) -> None:
    walk = racing_house.walk()
    code = walk.complete(racing_house.world.person(), **OFFLINE).query["code"]
    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(walk.redeem, [code] * 100))
    winners = [answer for answer in answers if answer.status == 200]
    assert len(winners) == 1
    assert all(is_refused(answer) for answer in answers if answer not in winners)
    racing_house.world.clock.advance(timedelta(seconds=31))
    assert is_refused(walk.redeem(code))
    assert userinfo(walk, winners[0].json["access_token"]) == 401
    assert is_refused(walk.refresh(winners[0].json["refresh_token"]))


@pytest.mark.parametrize("address", [None, "https://evil.example/cb", ""])
def test_g04_the_address_of_the_request_is_repeated_at_the_exchange(
    house: House, address: str | None
) -> None:
    walk = house.walk()
    code = walk.complete(house.world.person()).query["code"]
    assert is_refused(walk.redeem(code, redirect_uri=address))


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge": None},
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": None},
        {"code_challenge": "short"},
        {"code_challenge": "é" * 43},
    ],
)
def test_g05_no_request_without_a_hashed_challenge(
    house: House, change: dict[str, str | None]
) -> None:
    walk = house.walk()
    answer = walk.visitor.get("/authorize", walk.request(**change))
    assert answer.query["error"] == "invalid_request"


@pytest.mark.parametrize("verifier", [None, "", "short", "A" * 43, "A" * 129, "é" * 43])
def test_g05_no_exchange_without_the_verifier(house: House, verifier: str | None) -> None:
    walk = house.walk()
    code = walk.complete(house.world.person()).query["code"]
    answer = walk.redeem(code, code_verifier=verifier)
    error = "invalid_grant" if (verifier or "").isascii() else "invalid_request"
    assert (answer.status, answer.json["error"]) == (400, error)


def test_g05_the_challenge_itself_is_no_verifier(house: House) -> None:
    walk = house.walk()
    code = walk.complete(house.world.person()).query["code"]
    assert is_refused(walk.redeem(code, code_verifier=challenge(walk.verifier)))


def test_g07_of_many_refreshes_one_successor_comes_and_no_second_family(
    racing_house: House,
) -> None:
    walk = racing_house.walk()
    first = walk.tokens(racing_house.world.person(), **OFFLINE)["refresh_token"]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(walk.refresh, [first] * 50))
    successors = {answer.json["refresh_token"] for answer in answers if answer.status == 200}
    assert len(successors) == 1
    assert all(answer.status == 200 or is_refused(answer) for answer in answers)


def test_g07_a_replay_after_the_grace_revokes_the_family(house: House) -> None:
    walk = house.walk()
    first = walk.tokens(house.world.person(), **OFFLINE)["refresh_token"]
    second = walk.refresh(first).json
    house.world.clock.advance(timedelta(seconds=31))
    assert is_refused(walk.refresh(first))
    assert is_refused(walk.refresh(second["refresh_token"]))
    assert userinfo(walk, second["access_token"]) == 401
    kinds = {case.kind for case in house.world.services.violations.cases()}
    assert ViolationKind.REFRESH_REPLAYED in kinds


def test_g08_a_replay_after_a_restart_is_refused(house: House) -> None:
    walk = house.walk()
    first = walk.tokens(house.world.person(), **OFFLINE)["refresh_token"]
    assert walk.refresh(first).status == 200
    house.world.clock.advance(timedelta(hours=1))
    house.restart()
    assert is_refused(walk.refresh(first))


def test_g08_a_clock_set_back_makes_no_retry_of_a_replay(house: House) -> None:
    walk = house.walk()
    first = walk.tokens(house.world.person(), **OFFLINE)["refresh_token"]
    second = walk.refresh(first).json["refresh_token"]
    house.world.clock.advance(timedelta(minutes=-5))
    assert is_refused(walk.refresh(first))
    assert is_refused(walk.refresh(second))


@pytest.mark.norm("D19.4-1", limb="another's refresh token is refused and a case opens")
def test_g09_a_refresh_token_of_another_client_is_refused_and_recorded(house: House) -> None:
    walk, thief = house.walk(), house.world.party("Thief")
    token = walk.tokens(house.world.person(), **OFFLINE)["refresh_token"]
    assert is_refused(walk.refresh(token, by=thief))
    assert is_refused(walk.refresh(token))
    assert accusations(house) == [
        (ViolationKind.TOKEN_SHOWN_BY_OTHER, walk.party.client_id, thief.client_id)
    ]


@pytest.mark.parametrize(
    "scope", ["openid profile", "openid offline_access admin", "profile openid"]
)
def test_g13_a_refresh_never_widens_the_scope(house: House, scope: str) -> None:
    walk = house.walk()
    token = walk.tokens(house.world.person(), **OFFLINE)["refresh_token"]
    answer = walk.refresh(token, scope=scope)
    assert (answer.status, answer.json) == (400, {"error": "invalid_scope"} | answer.json)


def test_g13_a_client_alone_gets_no_scope_of_a_person(house: House) -> None:
    walk = house.walk()
    asked = {"grant_type": "client_credentials", "scope": "openid profile offline_access admin"}
    answer = walk.token(asked)
    assert (answer.status, answer.json["error"]) == (400, "invalid_scope")
    plain = walk.token({"grant_type": "client_credentials"}).json
    assert not {"refresh_token", "id_token", "scope"} & plain.keys()
    assert userinfo(walk, plain["access_token"]) == 403


@pytest.mark.norm("D19.1", limb="no grant takes a password")
@pytest.mark.norm("D19.4-2", limb="a result is no grant")
@pytest.mark.parametrize(
    "grant",
    [
        "password",
        "implicit",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:ietf:params:oauth:grant-type:saml2-bearer",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:device_code",
    ],
)
def test_g15_g16_a_result_or_a_password_buys_no_token(house: House, grant: str) -> None:
    walk, person = house.walk(), house.world.person()
    result = walk.tokens(person)["id_token"]
    answer = walk.token(
        {
            "grant_type": grant,
            "username": person.username,
            "password": person.password,
            "assertion": result,
            "subject_token": result,
            "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
        }
    )
    assert (answer.status, answer.json["error"]) == (400, "unsupported_grant_type")


@pytest.mark.norm("D19.4-2", limb="a result is no grant")
def test_g15_the_grant_of_counters_is_for_those_registered_with_it(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    result = walk.tokens(person)["id_token"]
    grant = "urn:openid:params:grant-type:ciba"
    answer = walk.token({"grant_type": grant, "auth_req_id": result, "assertion": result})
    assert (answer.status, answer.json["error"]) == (400, "unauthorized_client")


def test_g18_a_refreshed_answer_keeps_the_event_it_tells_of(house: House) -> None:
    walk = house.walk()
    before = walk.tokens(house.world.person(), **OFFLINE)
    house.world.clock.advance(timedelta(minutes=5))
    after = walk.refresh(before["refresh_token"]).json
    old, new = contents(before["id_token"]), contents(after["id_token"])
    kept = ("iss", "sub", "aud", "auth_time", "acr", "amr")
    assert [old[name] for name in kept] == [new[name] for name in kept]
    assert new["iat"] > old["iat"]


def test_g18_a_level_that_grew_old_is_not_told_again(house: House) -> None:
    walk = house.walk()
    before = walk.tokens(house.world.person(), acr_values=house.acr(2), **OFFLINE)
    house.world.clock.advance(timedelta(hours=2))
    old = contents(before["id_token"])
    new = contents(walk.refresh(before["refresh_token"]).json["id_token"])
    assert (old["acr"], new["acr"]) == (house.acr(2), house.acr(1))
    assert new["auth_time"] == old["auth_time"]

"""OpenID CIBA Core and FAPI-CIBA at our endpoints (checklist J), error by error."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from idp.ciba.domain.polling import FIRST_INTERVAL
from idp.ciba.terminals import Terminals
from tests.support.assertions import ClientKey, unsigned
from tests.support.counters import PLACE, Desk, Hand, Teller, bank, desk, hand
from tests.support.http import bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.walks import contents
from tests.support.world import sure


@pytest.fixture
def teller(house: House) -> Teller:
    return Teller(desk(house.world), house.visitor())


@pytest.fixture
def citizen(house: House) -> Hand:
    return hand(house.world)


def error(answer: Any) -> tuple[int, str]:  # noqa: ANN401
    return answer.status, answer.json.get("error")


def test_j1_what_the_counter_can_do_is_told_once(house: House) -> None:
    said = house.visitor().get("/.well-known/openid-configuration").json
    issuer = said["issuer"]
    assert said["backchannel_authentication_endpoint"] == f"{issuer}/backchannel-authn"
    assert said["backchannel_token_delivery_modes_supported"] == ["poll", "ping"]
    assert said["backchannel_authentication_request_signing_alg_values_supported"] == [
        "ES256",
        "PS256",
    ]
    assert said["backchannel_user_code_parameter_supported"] is False
    assert "urn:openid:params:grant-type:ciba" in said["grant_types_supported"]


@pytest.mark.norm("D21.2", limb="a desk gets the result of its request")
def test_j4_a_desk_asks_waits_and_gets_its_result(teller: Teller, citizen: Hand) -> None:
    answer = teller.ask(citizen.code())
    assert answer.status == 200, answer.text
    told = answer.json
    assert set(told) == {"auth_req_id", "expires_in", "interval"}
    assert (told["expires_in"], told["interval"]) == (120, 2)
    assert answer.headers["Cache-Control"] == "no-store"
    assert error(teller.fetch(told["auth_req_id"])) == (400, "authorization_pending")
    citizen.type_number()
    sure(citizen.approve())
    result = teller.fetch(told["auth_req_id"])
    assert result.status == 200, result.text
    claims = contents(result.json["id_token"])
    assert claims["aud"] == teller.desk.client_id
    assert claims["assurance_level"] == 3
    assert claims["amr"] == ["hwk", "mfa", "user"]
    assert "refresh_token" not in result.json
    userinfo = teller.visitor.get("/userinfo", headers=bearer(result.json["access_token"]))
    assert set(userinfo.json) == {"sub", "name"}


def test_the_person_sees_at_which_counter_they_are_signed_in(
    house: House, teller: Teller, citizen: Hand
) -> None:
    answer = teller.ask(citizen.code())
    citizen.type_number()
    sure(citizen.approve())
    assert teller.fetch(answer.json["auth_req_id"]).status == 200
    walk = house.walk()
    walk.complete(citizen.person)
    page = walk.visitor.arrive(walk.visitor.get("/me/sessions"))
    assert page.path == "/me/sessions"
    assert f"At the counter: {PLACE.desk} · {PLACE.branch}" in page.text


def test_a3_an_auth_req_id_carries_256_bits(teller: Teller, citizen: Hand) -> None:
    given = {teller.ask(citizen.code()).json["auth_req_id"] for _ in range(3)}
    assert len(given) == 3
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", each) for each in given)


def test_j4_asking_too_often_is_slow_down(house: House, teller: Teller, citizen: Hand) -> None:
    auth_req_id = teller.ask(citizen.code()).json["auth_req_id"]
    assert error(teller.fetch(auth_req_id)) == (400, "authorization_pending")
    assert error(teller.fetch(auth_req_id)) == (400, "slow_down")
    house.world.clock.advance(FIRST_INTERVAL + timedelta(seconds=5))
    assert error(teller.fetch(auth_req_id)) == (400, "authorization_pending")


def test_j4_a_no_and_an_end_have_their_own_words(
    house: House, teller: Teller, citizen: Hand
) -> None:
    declined = teller.ask(citizen.code()).json["auth_req_id"]
    citizen.counter.decline(citizen.phone, citizen.request_id)
    assert error(teller.fetch(declined)) == (400, "access_denied")
    forgotten = teller.ask(citizen.code()).json["auth_req_id"]
    house.world.clock.advance(timedelta(seconds=121))
    assert error(teller.fetch(forgotten)) == (400, "expired_token")


def test_j4_used_unknown_and_anothers_id_is_invalid_grant(
    house: House, teller: Teller, citizen: Hand
) -> None:
    other = Teller(desk(house.world), house.visitor())
    auth_req_id = teller.ask(citizen.code()).json["auth_req_id"]
    citizen.type_number()
    sure(citizen.approve())
    assert teller.fetch(auth_req_id).status == 200
    assert error(teller.fetch(auth_req_id)) == (400, "invalid_grant")
    assert error(teller.fetch("unknown")) == (400, "invalid_grant")
    assert error(other.fetch(auth_req_id)) == (400, "invalid_grant")
    assert error(teller.fetch("")) == (400, "invalid_request")


@pytest.mark.norm("D21.2", limb="a result goes to the terminal that asked")
def test_another_terminal_of_the_same_bank_gets_nothing(house: House, citizen: Hand) -> None:
    first, second = ClientKey(kid="a"), ClientKey(kid="b")
    client_id, visitor = bank(house.world, first, second), house.visitor()
    register = house.world.services.ciba.terminals.register
    one, two = (
        Teller(
            Desk(
                house.world,
                client_id,
                key,
                sure(register(client_id, PLACE, key=key.public, actor=OPERATOR)),
            ),
            visitor,
        )
        for key in (first, second)
    )
    mixed = one.desk.key.sign(one.members(login_hint_token=citizen.code()))
    assert error(two.send(mixed)) == (400, "unauthorized_client")
    auth_req_id = one.ask(citizen.code()).json["auth_req_id"]
    citizen.type_number()
    sure(citizen.approve())
    assert error(two.fetch(auth_req_id)) == (400, "invalid_grant")
    assert one.fetch(auth_req_id).status == 200


@pytest.mark.parametrize(
    ("hints", "told"),
    [
        ({}, "invalid_request"),
        ({"login_hint": "minh.an"}, "unknown_user_id"),
        ({"id_token_hint": "a.b.c"}, "unknown_user_id"),
        ({"login_hint_token": "a.b.c"}, "unknown_user_id"),
        ({"login_hint_token": "a.b.c", "login_hint": "minh.an"}, "invalid_request"),
        ({"login_hint_token": 7}, "unknown_user_id"),
        ({"login_hint_token": ["a.b.c"]}, "invalid_request"),
        ({"login_hint_token": None, "login_hint": "\u0000"}, "invalid_request"),
    ],
)
def test_j2_exactly_one_hint_and_it_was_scanned(
    teller: Teller, hints: dict[str, Any], told: str
) -> None:
    assert error(teller.ask(**{"code": None, **hints})) == (400, told)


def test_j2_an_id_token_of_ours_names_nobody_at_a_counter(teller: Teller, citizen: Hand) -> None:
    auth_req_id = teller.ask(citizen.code()).json["auth_req_id"]
    citizen.type_number()
    sure(citizen.approve())
    id_token = teller.fetch(auth_req_id).json["id_token"]
    assert error(teller.ask(id_token_hint=id_token)) == (400, "unknown_user_id")
    assert error(teller.ask(login_hint_token=id_token)) == (400, "unknown_user_id")


def test_j2_a_code_scanned_twice_or_too_late_is_expired(
    house: House, teller: Teller, citizen: Hand
) -> None:
    code = citizen.code()
    assert teller.ask(code).status == 200
    assert error(teller.ask(code)) == (400, "expired_login_hint_token")
    late = citizen.code()
    house.world.clock.advance(timedelta(seconds=60))
    assert error(teller.ask(late)) == (400, "expired_login_hint_token")


@pytest.mark.parametrize(
    "message", [None, "", "no number", "47 and 48", "4", "x" * 70, "47\u202e", "<47>", 47.5, "4\n7"]
)
def test_j2_a_binding_message_must_be_showable(
    teller: Teller, citizen: Hand, message: object
) -> None:
    answer = teller.ask(citizen.code(), binding_message=message)
    assert error(answer) == (400, "invalid_binding_message")
    assert citizen.counter.pending(citizen.phone) == []


def test_j2_the_phone_shows_the_message_without_its_number(teller: Teller, citizen: Hand) -> None:
    teller.ask(citizen.code(), binding_message="Vay vốn · số 93")
    (shown,) = citizen.counter.pending(citizen.phone)
    assert shown.request.words == "Vay vốn · số ••"


@pytest.mark.parametrize(
    ("expiry", "lives"), [(30, 30), ("31", 31), (120, 120), (121, 120), ("999999999", 120)]
)
def test_j2_the_wished_expiry_is_kept_up_to_two_minutes(
    teller: Teller, citizen: Hand, expiry: object, lives: int
) -> None:
    assert teller.ask(citizen.code(), requested_expiry=expiry).json["expires_in"] == lives


@pytest.mark.parametrize("expiry", [0, -1, "-2", "soon", 1.5, True, [30], "9" * 30, 1 << 70])
def test_j2_an_expiry_that_is_none_is_refused(
    teller: Teller, citizen: Hand, expiry: object
) -> None:
    assert error(teller.ask(citizen.code(), requested_expiry=expiry)) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("member", "seconds"),
    [
        ("exp", None),
        ("iat", None),
        ("nbf", None),
        ("exp", -60),
        ("exp", 3661),
        ("nbf", -3661),
        ("nbf", 61),
        ("iat", 61),
    ],
)
def test_j3_each_time_of_a_signed_request_is_there_and_now(
    house: House, teller: Teller, citizen: Hand, member: str, seconds: int | None
) -> None:
    now = int(house.world.clock.now().timestamp())
    value = None if seconds is None else now + seconds
    answer = teller.ask(citizen.code(), **{member: value})
    assert error(answer) == (400, "invalid_request")


@pytest.mark.parametrize(
    "times",
    [{"exp": -59, "nbf": -60, "iat": -60}, {"nbf": 60, "iat": 60}, {"exp": 3660}, {"nbf": -3660}],
)
def test_j3_clocks_may_differ_by_a_minute(
    house: House, teller: Teller, citizen: Hand, times: dict[str, int]
) -> None:
    now = int(house.world.clock.now().timestamp())
    shifted = {name: now + seconds for name, seconds in times.items()}
    assert teller.ask(citizen.code(), **shifted).status == 200


@pytest.mark.parametrize("times", [{"exp": 30, "nbf": 31}, {"exp": 30, "iat": 31}])
def test_j3_a_request_that_begins_after_its_end_is_refused(
    house: House, teller: Teller, citizen: Hand, times: dict[str, int]
) -> None:
    now = int(house.world.clock.now().timestamp())
    shifted = {name: now + seconds for name, seconds in times.items()}
    assert error(teller.ask(citizen.code(), **shifted)) == (400, "invalid_request")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": None},
        {"aud": "https://elsewhere.example"},
        {"aud": ["http://localhost", "https://elsewhere.example"]},
        {"iss": None},
        {"iss": "another"},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "j" * 256},
        {"exp": "tomorrow"},
        {"exp": True},
        {"nbf": 1e300},
        {"iat": []},
    ],
)
def test_j3_each_member_of_a_signed_request_is_there_and_right(
    teller: Teller, citizen: Hand, changes: dict[str, Any]
) -> None:
    assert error(teller.ask(citizen.code(), **changes)) == (400, "invalid_request")
    assert citizen.counter.pending(citizen.phone) == []


def test_j3_a_signed_request_asks_once(teller: Teller, citizen: Hand) -> None:
    signed = teller.desk.key.sign(teller.members(login_hint_token=citizen.code()))
    assert teller.send(signed).status == 200
    assert error(teller.send(signed)) == (400, "invalid_request")


def _forged(teller: Teller, code: str) -> dict[str, str | None]:
    said, key = teller.members(login_hint_token=code), teller.desk.key
    stranger = ClientKey(kid=key.kid)
    return {
        "none at all": None,
        "unsigned": unsigned(said),
        "another key": stranger.sign(said),
        "its own key in the header": stranger.sign(said, jwk=stranger.public),
        "another algorithm": key.sign(said, alg="RS256"),
        "no name of a key": key.sign(said, kid=None),
        "half a letter for a name": key.sign(said, kid="\ud800"),
        "a name no database takes": key.sign(said, kid="a\0"),
        "a name without end": key.sign(said, kid="a" * 300),
        "critical": key.sign(said, crit=["exp"]),
        "not a JWT": "a.b.c",
    }


@pytest.mark.parametrize(
    "way",
    [
        "none at all",
        "unsigned",
        "another key",
        "its own key in the header",
        "another algorithm",
        "no name of a key",
        "half a letter for a name",
        "a name no database takes",
        "a name without end",
        "critical",
        "not a JWT",
    ],
)
def test_j3_only_the_terminals_own_signature_asks(teller: Teller, citizen: Hand, way: str) -> None:
    assert error(teller.send(_forged(teller, citizen.code())[way])) == (400, "invalid_request")


def test_j3_nothing_is_read_from_beside_the_signed_request(teller: Teller, citizen: Hand) -> None:
    signed = teller.desk.key.sign(teller.members(login_hint_token=citizen.code()))
    for beside in ({"scope": "openid"}, {"binding_message": "12"}, {"requested_expiry": "1"}):
        assert error(teller.send(signed, **beside)) == (400, "invalid_request")


def test_a_bank_without_the_grant_or_a_proof_asks_in_vain(
    house: House, teller: Teller, citizen: Hand
) -> None:
    key = ClientKey()
    other = bank(
        house.world,
        key,
        grant_types=frozenset({"client_credentials"}),
    )
    web = Teller(Desk(house.world, other, key, teller.desk.terminal), house.visitor())
    assert error(web.ask(citizen.code())) == (400, "unauthorized_client")
    assert error(web.fetch("x")) == (400, "unauthorized_client")
    nobody = house.visitor()
    assert error(nobody.post("/backchannel-authn", {"request": "a.b.c"})) == (
        401,
        "invalid_client",
    )
    assert error(nobody.post("/token", {"grant_type": "urn:openid:params:grant-type:ciba"})) == (
        401,
        "invalid_client",
    )


def test_an_assertion_may_name_this_endpoint_here_and_nowhere_else(
    house: House, teller: Teller, citizen: Hand
) -> None:
    """CIBA Core 7.1; what proves the client here proves it at no other endpoint (J08)."""
    here = f"{house.world.settings.issuer}/backchannel-authn"
    aimed = {"client_assertion": teller.desk.assertion(aud=here)}
    signed = teller.desk.key.sign(teller.members(login_hint_token=citizen.code()))
    assert teller.send(signed, **aimed).status == 200
    aimed = {"client_assertion": teller.desk.assertion(aud=here)}
    assert error(teller.fetch("x", **aimed)) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"scope": "openid phone"}, "invalid_scope"),
        ({"claims": {"userinfo": {"personal_number": None}}}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": 'op"enid'}, "invalid_request"),
        ({"acr_values": "https://elsewhere.example/loa/2"}, "invalid_request"),
        ({"acr_values": "1"}, "invalid_request"),
        ({"claims": "{"}, "invalid_request"),
        ({"claims": {"userinfo": {"matches": {"birthdate": "1990-01-01"}}}}, "invalid_request"),
        (
            {"claims": {"id_token": {"acr": {"essential": True, "values": "x"}}}},
            "invalid_request",
        ),
        ({"claims": {"id_token": {"acr": {"essential": True, "value": "x"}}}}, "invalid_request"),
    ],
)
def test_what_cannot_be_asked_has_its_standard_error(
    teller: Teller, citizen: Hand, change: dict[str, Any], told: str
) -> None:
    assert error(teller.ask(citizen.code(), **change)) == (400, told)


def test_offline_access_is_never_given_at_a_counter(house: House, citizen: Hand) -> None:
    teller = Teller(
        desk(house.world, scopes=frozenset({"openid", "offline_access"})), house.visitor()
    )
    auth_req_id = teller.ask(citizen.code(), scope="openid offline_access").json["auth_req_id"]
    citizen.type_number()
    sure(citizen.approve())
    result = teller.fetch(auth_req_id).json
    assert result["scope"] == "openid"
    assert "refresh_token" not in result


def test_claims_asked_by_name_come_where_they_were_asked(teller: Teller, citizen: Hand) -> None:
    claims = {"id_token": {"name": {"essential": True}}, "userinfo": {"acr": None}}
    answer = teller.ask(citizen.code(), scope="openid", claims=claims)
    citizen.type_number()
    sure(citizen.approve())
    result = teller.fetch(answer.json["auth_req_id"]).json
    assert contents(result["id_token"])["name"] == "Trần Thị Thử Nghiệm"
    userinfo = teller.visitor.get("/userinfo", headers=bearer(result["access_token"])).json
    assert set(userinfo) == {"sub", "acr"}


@pytest.mark.parametrize(
    ("wished", "essential", "demanded"),
    [
        ((1,), (4,), 4),
        ((4,), (1,), 4),
        ((2, 3), (1,), 2),
        ((), (3, 4), 3),
        ((3,), (), 3),
    ],
)
@pytest.mark.norm("D21.2", limb="a level is never undercut")
def test_an_essential_level_is_never_undercut_by_a_wished_one(
    house: House,
    teller: Teller,
    citizen: Hand,
    wished: tuple[int, ...],
    essential: tuple[int, ...],
    demanded: int,
) -> None:
    """Review 26: stored with level 1 although an essential `acr` asked for level 4."""
    values = [house.acr(each) for each in essential]
    claims = {"id_token": {"acr": {"essential": True, "values": values}}} if values else None
    words = " ".join(house.acr(each) for each in wished) or None
    assert teller.ask(citizen.code(), acr_values=words, claims=claims).status == 200
    waiting = citizen.counter.pending(citizen.phone)
    assert [int(each.level) for each in waiting] == [demanded]


def _lock(house: House, teller: Teller, citizen: Hand) -> None:
    del teller
    house.world.services.accounts.lock(
        citizen.person.subject_id, ground="D15.2a", body="Authority", remedy="Ask", actor=OPERATOR
    )


def _stop_terminal(house: House, teller: Teller, citizen: Hand) -> None:
    del house, citizen
    terminals: Terminals = teller.desk.counter.terminals
    terminals.suspend(teller.desk.terminal.id, reason="stolen", actor=OPERATOR)


def _stop_bank(house: House, teller: Teller, citizen: Hand) -> None:
    del citizen
    house.world.services.relying_parties.suspend(
        teller.desk.client_id, reason="breach", actor=OPERATOR
    )


@pytest.mark.parametrize(
    ("fall", "asking", "fetching"),
    [
        (_lock, (403, "access_denied"), (400, "access_denied")),
        (_stop_terminal, (400, "unauthorized_client"), (400, "unauthorized_client")),
        (_stop_bank, (401, "invalid_client"), (401, "invalid_client")),
    ],
    ids=["locked person", "suspended terminal", "suspended bank"],
)
def test_g12_once_anything_fell_nothing_is_asked_or_fetched(
    house: House,
    teller: Teller,
    citizen: Hand,
    fall: Callable[[House, Teller, Hand], None],
    asking: tuple[int, str],
    fetching: tuple[int, str],
) -> None:
    auth_req_id = teller.ask(citizen.code()).json["auth_req_id"]
    citizen.type_number()
    sure(citizen.approve())
    code = citizen.code()
    fall(house, teller, citizen)
    assert error(teller.ask(code)) == asking
    assert error(teller.fetch(auth_req_id)) == fetching


def test_a_terminal_asks_from_its_own_network_only(house: House, citizen: Hand) -> None:
    key = ClientKey(kid="n")
    client_id = bank(house.world, key)
    registered = house.world.services.ciba.terminals.register(
        client_id, PLACE, key=key.public, networks=("203.0.113.0/24",), actor=OPERATOR
    )
    far = Teller(Desk(house.world, client_id, key, sure(registered)), house.visitor())
    assert error(far.ask(citizen.code())) == (400, "unauthorized_client")


def test_a_desk_that_is_pinged_sends_a_token_for_it(house: House, citizen: Hand) -> None:
    particulars = {
        "backchannel_delivery": "ping",
        "backchannel_notification_uri": "https://bank.example/ping",
    }
    teller = Teller(desk(house.world, **particulars), house.visitor())
    for token in (None, "short", "with a space" * 3, "x" * 2000, 7):
        answer = teller.ask(citizen.code(), client_notification_token=token)
        assert error(answer) == (400, "invalid_request")
    good = teller.ask(citizen.code(), client_notification_token="t" * 43)
    assert good.status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_the_endpoint_answers_posts_only(house: House, method: str) -> None:
    answer = house.visitor().send(method, "/backchannel-authn")
    assert answer.status == 405
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"request=" + b"x" * 70_000,
        b"request=%ff%fe",
        b"request=a.b.c&request=a.b.c",
        b"client_id=x&client_id=y",
        b"client_assertion=" + b"A" * 9_000,
        b"&" * 500,
    ],
)
def test_j11_a_hostile_body_is_a_clear_refusal(house: House, body: bytes) -> None:
    answer = house.visitor().post("/backchannel-authn", body)
    expected = (401, "invalid_client") if not body else (400, "invalid_request")
    status = 413 if len(body) > 65_536 else expected[0]
    assert (answer.status, answer.json["error"]) == (status, expected[1])


def test_j11_a_deep_or_long_signed_request_is_refused(teller: Teller, citizen: Hand) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = {"a": deep}
    assert error(teller.ask(citizen.code(), claims=deep)) == (400, "invalid_request")
    assert error(teller.ask(citizen.code(), scope="openid " * 500)) == (400, "invalid_request")


def test_i02_no_sentence_repeats_what_was_sent(teller: Teller, citizen: Hand) -> None:
    for name in ("scope", "acr_values", "binding_message", "login_hint", "claims"):
        answer = teller.ask(citizen.code(), **{name: "sentinel-93af"})
        assert "sentinel-93af" not in answer.text

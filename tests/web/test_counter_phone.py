"""The phone at the counter over HTTP: real keys, real words, and every word bent (D21.2)."""

from dataclasses import replace
from typing import Any

import pytest

from idp.factors.domain import UNPROVEN
from tests.support.counters import (
    ANCHORED,
    NUMBER,
    PIN,
    Handset,
    Teller,
    desk,
    handset,
)
from tests.support.http import Answer, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.telephones import EITHER, HONEST, Telephone, telephone_of
from tests.support.walks import contents
from tests.support.world import sure


@pytest.fixture
def teller(house: House) -> Teller:
    return Teller(desk(house.world), house.visitor())


@pytest.fixture
def citizen(house: House) -> Handset:
    return handset(house.world, house.visitor())


def asked(teller: Teller, citizen: Handset, **changes: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401
    """A pending request: the desk's part, and the phone's."""
    answer = teller.ask(citizen.code(), **changes)
    assert answer.status == 200, answer.text
    (told,) = citizen.waiting()
    return answer.json["auth_req_id"], told


def error(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json.get("error")


@pytest.mark.norm("D21.2", limb="a phone that a password alone added lifts nothing")
@pytest.mark.norm("X16.4", limb="a finger that only a device enrolled is no reference")
@pytest.mark.parametrize("level", [2, 3, 4])
def test_a_phone_that_a_password_alone_added_lifts_nothing_at_the_desk(
    teller: Teller, house: House, level: int
) -> None:
    """Review 1: the desk of the counter read level 3 from it."""
    thief = handset(house.world, house.visitor(), anchoring=UNPROVEN, pin=True)
    auth_req_id, told = asked(teller, thief, acr_values=_acr(teller, level))
    assert told["need"] == "out_of_reach"
    assert thief.number(told["txn"]).json == {"right": True}
    assert thief.approve(told).status != 200
    assert teller.fetch(auth_req_id).status == 400


@pytest.mark.norm("D21.2", limb="a desk gets the result of its request")
@pytest.mark.norm("D20.1c", limb="a telephone's anchored key, told at a counter")
def test_a_finger_that_was_seen_is_level_3_at_the_desk(teller: Teller, house: House) -> None:
    citizen = handset(house.world, house.visitor(), anchoring=ANCHORED)
    auth_req_id, told = asked(teller, citizen, acr_values=_acr(teller, 3))
    assert told["need"] == "nothing"
    assert citizen.number(told["txn"]).json == {"right": True}
    assert citizen.approve(told).json == {"approved": True, "level": 3}
    claims = contents(teller.fetch(auth_req_id).json["id_token"])
    assert (claims["assurance_level"], claims["txn"]) == (3, told["txn"])


@pytest.mark.parametrize(
    ("level", "need", "reaches"), [(2, "nothing", 3), (3, "nothing", 3), (4, "pin", 4)]
)
def test_the_phone_is_told_what_a_counter_can_be_told(
    teller: Teller, house: House, level: int, need: str, reaches: int
) -> None:
    citizen = handset(house.world, house.visitor(), anchoring=ANCHORED, pin=True)
    _, told = asked(teller, citizen, acr_values=_acr(teller, level))
    assert (told["shown"]["level"], told["need"]) == (level, need)
    assert told["shown"]["reaches"] == reaches


@pytest.mark.norm("D21.2", limb="a desk gets the result of its request")
@pytest.mark.norm("D20.1d", limb="a telephone's anchored key and a PIN, told at a counter")
def test_an_anchored_key_and_a_pin_are_level_4_at_the_desk(house: House, teller: Teller) -> None:
    citizen = handset(house.world, house.visitor(), anchoring=ANCHORED, pin=True)
    auth_req_id, told = asked(teller, citizen, acr_values=_acr(teller, 4))
    assert told["need"] == "pin"
    citizen.number(told["txn"])
    assert error(citizen.approve(told)) == (422, "unmet_authentication_requirements")
    assert teller.fetch(auth_req_id).json["error"] == "authorization_pending"
    assert citizen.pin(told["txn"], PIN).json == {"approved": True, "level": 4}
    claims = contents(teller.fetch(auth_req_id).json["id_token"])
    assert (claims["assurance_level"], claims["amr"]) == (4, ["hwk", "mfa", "pin", "user"])


@pytest.mark.norm("D21.2", limb="the phone shows who asks, from our register")
def test_the_phone_shows_who_asks_from_our_register(teller: Teller, citizen: Handset) -> None:
    _, told = asked(teller, citizen)
    shown = told["shown"]
    assert shown["branch"] == "Chi nhánh Hoàn Kiếm"
    assert (shown["desk"], shown["address"]) == ("Quầy 3", "1 Tràng Tiền, Hà Nội")
    assert (shown["party"], shown["level"]) == ("Bank", 2)
    assert shown["message"] == "Mở tài khoản · ••"
    # Two digits stand in many a random identifier and instant, so those are left out.
    words = {name: value for name, value in shown.items() if isinstance(value, str)}
    assert NUMBER not in str({**words, "digest": None, "page": None})
    assert NUMBER not in {str(value) for value in told.values()}
    assert "The means you used" in shown["with_authentication"]
    items = {item["name"]: item for item in shown["items"]}
    assert items["name"] == {
        "name": "name",
        "label": "Full name",
        "purpose": "To fill in the form",
        "essential": True,
    }


def test_a_second_visit_names_what_leaves_on_the_earlier_consent(
    teller: Teller, citizen: Handset
) -> None:
    _, told = asked(teller, citizen)
    assert told["shown"]["agreed"] == []
    citizen.number(told["txn"])
    citizen.approve(told, items=["birthdate"])
    _, again = asked(teller, citizen)
    agreed = {item["name"] for item in again["shown"]["agreed"]}
    assert (agreed, again["shown"]["items"]) == ({"authentication", "name", "birthdate"}, [])


def withdrawn(teller: Teller, citizen: Handset) -> None:
    """The earlier consent is withdrawn at home, while the phone shows the request."""
    services, subject_id = teller.desk.world.services, citizen.person.subject_id
    live = services.consents.live(subject_id, teller.desk.client_id)
    assert live is not None
    sure(services.consents.withdraw(subject_id, live.id, actor=themself(subject_id)))


@pytest.mark.norm("X15.1", limb="only what the phone showed is agreed to")
def test_a_yes_counts_for_what_the_phone_showed_and_nothing_else(
    teller: Teller, citizen: Handset
) -> None:
    _, told = asked(teller, citizen)
    citizen.number(told["txn"])
    citizen.approve(told)
    _, again = asked(teller, citizen)
    assert again["shown"]["items"] == []
    citizen.number(again["txn"])
    withdrawn(teller, citizen)
    assert error(citizen.approve(again)) == (422, "page_changed")
    services = teller.desk.world.services
    assert services.consents.live(citizen.person.subject_id, teller.desk.client_id) is None
    (now,) = citizen.waiting()
    assert {item["name"] for item in now["shown"]["items"]} >= {"authentication", "name"}
    assert citizen.approve(now).json["approved"] is True


@pytest.mark.norm("X15.1", limb="only what the phone showed is agreed to")
def test_a_pin_answers_the_page_the_key_approved(house: House, teller: Teller) -> None:
    citizen = handset(house.world, house.visitor(), anchoring=ANCHORED, pin=True)
    _, told = asked(teller, citizen, acr_values=_acr(teller, 4))
    citizen.number(told["txn"])
    citizen.approve(told)
    citizen.pin(told["txn"], PIN)
    _, again = asked(teller, citizen, acr_values=_acr(teller, 4))
    citizen.number(again["txn"])
    assert error(citizen.approve(again)) == (422, "unmet_authentication_requirements")
    withdrawn(teller, citizen)
    assert error(citizen.pin(again["txn"], PIN)) == (422, "page_changed")
    assert (
        house.world.services.consents.live(citizen.person.subject_id, teller.desk.client_id) is None
    )


def test_the_language_that_was_read_is_the_one_on_record(teller: Teller, citizen: Handset) -> None:
    _, told = asked(teller, citizen)
    citizen.number(told["txn"])
    citizen.approve(told, lang="vi")
    services = teller.desk.world.services
    live = services.consents.live(citizen.person.subject_id, teller.desk.client_id)
    assert live is not None
    assert live.lang == "en"


def test_only_what_was_ticked_and_signed_is_shared(teller: Teller, citizen: Handset) -> None:
    auth_req_id, told = asked(teller, citizen)
    citizen.number(told["txn"])
    citizen.approve(told, items=["birthdate", "personal_number", 7], days=90, lang="en")
    answer = teller.fetch(auth_req_id).json
    userinfo = teller.visitor.get("/userinfo", headers=bearer(answer["access_token"])).json
    assert set(userinfo) == {"sub", "name", "birthdate"}
    services = teller.desk.world.services
    consent = services.consents.live(citizen.person.subject_id, teller.desk.client_id)
    assert consent is not None
    assert (consent.lang, (consent.expires_at - consent.given_at).days) == ("en", 90)


@pytest.mark.parametrize(
    "choice", [{"items": "birthdate", "days": "90", "lang": "xx"}, {"days": True}]
)
def test_an_unclear_choice_is_the_least_one(
    teller: Teller, citizen: Handset, choice: dict[str, Any]
) -> None:
    _, told = asked(teller, citizen)
    citizen.number(told["txn"])
    assert citizen.approve(told, **choice).status == 200
    services = teller.desk.world.services
    consent = services.consents.live(citizen.person.subject_id, teller.desk.client_id)
    assert consent is not None
    assert (consent.expires_at - consent.given_at).days == 1
    assert "birthdate" not in consent.items


def test_before_the_number_no_approval_is_taken(teller: Teller, citizen: Handset) -> None:
    _, told = asked(teller, citizen)
    word = citizen.approval(told)
    assert error(citizen.post("/app/counter/approvals", word)) == (422, "number_missing")
    citizen.number(told["txn"])
    assert citizen.post("/app/counter/approvals", word).status == 200


@pytest.mark.norm("D21.2", limb="three wrong numbers end it")
def test_three_wrong_numbers_end_it_on_both_sides(teller: Teller, citizen: Handset) -> None:
    auth_req_id, told = asked(teller, citizen)
    assert error(citizen.number(told["txn"], "11")) == (422, "wrong_number")
    (again,) = citizen.waiting()
    assert again["tries_left"] == 2
    assert error(citizen.number(told["txn"], "12")) == (422, "wrong_number")
    assert error(citizen.number(told["txn"], "13")) == (429, "too_many_tries")
    assert error(citizen.number(told["txn"])) == (422, "cancelled")
    assert citizen.waiting() == []
    assert teller.fetch(auth_req_id).json["error"] == "access_denied"


@pytest.mark.parametrize("number", [None, "", "4a", "٤٧", 47, ["47"], "4" * 65, "-47"])
def test_what_is_no_number_is_no_try(teller: Teller, citizen: Handset, number: object) -> None:
    _, told = asked(teller, citizen)
    assert error(citizen.number(told["txn"], number)) == (422, "not_proven")
    (again,) = citizen.waiting()
    assert again["tries_left"] == 3


def test_a_no_needs_one_word(teller: Teller, citizen: Handset) -> None:
    auth_req_id, told = asked(teller, citizen)
    assert citizen.deny(told["txn"]).json == {"denied": True}
    assert teller.fetch(auth_req_id).json["error"] == "access_denied"
    assert error(citizen.deny(told["txn"])) == (422, "declined")
    assert error(citizen.approve(told)) == (422, "declined")


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
@pytest.mark.norm("D21.2", limb="an approval of another request approves nothing")
def test_an_approval_of_another_request_approves_nothing(
    house: House, teller: Teller, citizen: Handset
) -> None:
    first, told = asked(teller, citizen)
    citizen.number(told["txn"])
    word = citizen.approval(told)
    assert citizen.post("/app/counter/approvals", word).status == 200
    other = Teller(desk(house.world), house.visitor())
    _, second = asked(other, citizen)
    citizen.number(second["txn"])
    assert error(citizen.post("/app/counter/approvals", word)) == (409, "used_before")
    for name in ("client_id", "acr", "nonce"):
        bent = citizen.approve(second, **{name: told[name] if name != "acr" else "x"})
        assert error(bent) == (422, "factor_from_other_transaction"), name
    bent = citizen.approve(second, way="other_device")
    assert error(bent) == (422, "factor_from_other_transaction")
    assert citizen.approve(second).status == 200
    assert teller.fetch(first).status == 200


def test_a_replayed_word_does_nothing(teller: Teller, citizen: Handset) -> None:
    now = citizen.world.clock.now()
    word = citizen.telephone.sign("minhdanh-counter+jwt", now, **{"for": "counter-code"})
    assert citizen.post("/app/counter-code", word).status == 200
    assert error(citizen.post("/app/counter-code", word)) == (409, "used_before")
    _, told = asked(teller, citizen)
    citizen.number(told["txn"])
    approval = citizen.approval(told)
    assert citizen.post("/app/counter/approvals", approval).status == 200
    assert error(citizen.post("/app/counter/approvals", approval)) == (409, "used_before")


def test_a_word_said_for_one_thing_does_no_other(teller: Teller, citizen: Handset) -> None:
    _, told = asked(teller, citizen)
    for path in ("/app/counter/denials", "/app/counter/numbers", "/app/counter/requests"):
        answer = citizen.say(path, "counter-code", txn=told["txn"], number=NUMBER)
        assert error(answer) == (422, "not_proven")
    other_type = citizen.say(
        "/app/counter/denials", "counter-denial", typ="minhdanh-request+jwt", txn=told["txn"]
    )
    assert error(other_type) == (422, "not_proven")
    assert len(citizen.waiting()) == 1


@pytest.mark.norm("D21.2", limb="only the phone that was asked answers")
def test_another_phone_even_of_the_same_person_cannot_answer(
    house: House, teller: Teller, citizen: Handset
) -> None:
    own = telephone_of(house.world, citizen.person.subject_id)
    foreign = handset(house.world, house.visitor())
    _, told = asked(teller, citizen)
    for phone in (replace(citizen, telephone=own), foreign):
        assert phone.waiting() == []
        assert error(phone.number(told["txn"])) == (404, "not_found")
        assert error(phone.deny(told["txn"])) == (404, "not_found")
    citizen.number(told["txn"])
    for phone in (replace(citizen, telephone=own), foreign):
        assert error(phone.approve(told)) == (422, "factor_from_other_transaction")
    assert citizen.approve(told).status == 200


def test_a_key_nobody_enrolled_gets_nowhere(house: House, teller: Teller, citizen: Handset) -> None:
    _, told = asked(teller, citizen)
    stranger = replace(citizen, telephone=Telephone(house.world.settings.issuer))
    assert error(stranger.say("/app/counter-code", "counter-code")) == (422, "not_proven")
    assert error(stranger.number(told["txn"])) == (422, "not_proven")
    citizen.number(told["txn"])
    assert error(stranger.approve(told)) == (422, "not_proven")


def test_a_pin_is_tried_only_by_who_approved(house: House, teller: Teller) -> None:
    citizen = handset(house.world, house.visitor(), anchoring=ANCHORED, pin=True)
    _, told = asked(teller, citizen, acr_values=_acr(teller, 4))
    assert error(citizen.pin(told["txn"], PIN)) == (422, "number_missing")
    citizen.number(told["txn"])
    assert error(citizen.pin(told["txn"], PIN)) == (422, "not_proven")
    citizen.approve(told)
    assert error(citizen.pin(told["txn"], "000000")) == (422, "not_proven")
    assert error(citizen.pin(told["txn"], None)) == (422, "not_proven")
    assert citizen.pin(told["txn"], PIN, items=["birthdate"]).json["level"] == 4
    consent = house.world.services.consents.live(citizen.person.subject_id, teller.desk.client_id)
    assert consent is not None
    assert "birthdate" in consent.items


@pytest.mark.norm("D21.1", limb="what is out of reach is said")
def test_what_is_out_of_reach_is_said_before_anything_is_done(house: House, teller: Teller) -> None:
    either = handset(house.world, house.visitor(), replace(HONEST, user_auth=EITHER), pin=True)
    _, told = asked(teller, either, acr_values=_acr(teller, 3))
    assert told["need"] == "out_of_reach"
    either.number(told["txn"])
    assert error(either.approve(told)) == (422, "unmet_authentication_requirements")
    assert error(either.pin(told["txn"], PIN)) == (422, "unmet_authentication_requirements")


@pytest.mark.norm("D32.3", limb="what was lost is refused at once")
def test_a_lost_phone_answers_nothing(house: House, teller: Teller, citizen: Handset) -> None:
    auth_req_id, told = asked(teller, citizen)
    citizen.number(told["txn"])
    house.world.services.credentials.stop_lost(
        citizen.person.subject_id, actor=themself(citizen.person.subject_id)
    )
    assert error(citizen.approve(told)) == (403, "credential_flagged")
    assert error(citizen.say("/app/counter-code", "counter-code")) == (403, "credential_flagged")
    assert teller.fetch(auth_req_id).json["error"] == "authorization_pending"


PATHS = (
    "/app/counter-code",
    "/app/counter/requests",
    "/app/counter/numbers",
    "/app/counter/approvals",
    "/app/counter/pins",
    "/app/counter/denials",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body", [b"", b"a.b.c", b"\xff\xfe", b"." * 60_000, b"{}", b"x" * 70_000, b"a..c"]
)
def test_a_hostile_body_is_a_clear_refusal(house: House, path: str, body: bytes) -> None:
    headers = {"Content-Type": "application/jose"}
    answer = house.visitor().post(path, body, headers=headers)
    unread = 404 if path == "/app/counter/approvals" else 422
    assert answer.status == (413 if len(body) > 65_536 else unread)


@pytest.mark.parametrize("path", PATHS)
def test_a_word_must_come_as_one(house: House, path: str) -> None:
    assert house.visitor().post(path, {"word": "a.b.c"}).status == 415
    assert house.visitor().get(path).status == 405


@pytest.mark.parametrize(
    "txn", [None, 7, "", "x", "a" * 36, "00000000-0000-0000-0000-000000000000"]
)
def test_a_word_about_no_request_finds_none(citizen: Handset, txn: Any) -> None:  # noqa: ANN401
    assert citizen.number(txn).status in {404, 422}
    assert error(citizen.deny(txn)) == (404, "not_found")
    assert error(citizen.pin(txn, PIN)) == (404, "not_found")
    told = {"txn": txn, "client_id": "x", "acr": "x", "nonce": "x", "way": "counter"}
    assert error(citizen.approve(told)) == (404, "not_found")


def test_an_unactivated_or_locked_person_shows_no_code(house: House, citizen: Handset) -> None:
    house.world.services.accounts.lock(
        citizen.person.subject_id, ground="D15.2a", body="Authority", remedy="Ask", actor=OPERATOR
    )
    answer = citizen.say("/app/counter-code", "counter-code")
    assert error(answer) == (422, "account_locked")


def _acr(teller: Teller, level: int) -> str:
    return f"{teller.desk.world.settings.issuer}/loa/{level}"

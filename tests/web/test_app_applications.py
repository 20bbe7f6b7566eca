"""`/app/instances…` and `/app/applications…` over HTTP: what a stranger's telephone is answered."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from idp.issuance.level_one.service import APPLICATION_STATE, APPLICATION_WITHDRAWAL
from idp.kernel.actors import OfficerRole
from tests.support.at_desk import sits_down
from tests.support.biometric_services import NO_MATCH
from tests.support.desks import desk_of
from tests.support.http import Answer, Visitor
from tests.support.issuance import NUMBER, PERSON
from tests.support.level_one import (
    CARD_APPLICATION,
    CITIZEN_CLAIMS,
    FACE,
    FOREIGN_CLAIMS,
    AtHome,
    at_home,
    signed,
)
from tests.support.live import House
from tests.support.telephones import Telephone

JSON, JOSE = "application/json", "application/jose"


@pytest.fixture
def home(house: House) -> Iterator[AtHome]:
    with at_home(house.world) as made:
        yield made


def post(visitor: Visitor, path: str, said: object) -> Answer:
    return visitor.send(
        "POST", path, body=json.dumps(said).encode(), headers={"Content-Type": JSON}
    )


def sent(visitor: Visitor, message: str, face: bytes | None = FACE) -> Answer:
    picture = {} if face is None else {"face": base64.b64encode(face).decode()}
    return post(visitor, "/app/applications", {"application": message, **picture})


def state(visitor: Visitor, home: AtHome, telephone: Telephone, receipt: str) -> Answer:
    now = home.world.clock.now()
    message = telephone.sign(APPLICATION_STATE, now, receipt=receipt).encode()
    headers = {"Content-Type": JOSE, "Accept-Language": "en"}
    return visitor.send("POST", "/app/applications/state", body=message, headers=headers)


@pytest.mark.norm("D10.1a", limb="over HTTP: a browser's key is refused as another channel")
@pytest.mark.norm("D10.1b-4", limb="over HTTP: receipt and time, and the state asked with them")
def test_a_telephone_is_attested_applies_and_asks(house: House, home: AtHome) -> None:
    visitor, world = house.visitor(), home.world
    telephone = Telephone(world.settings.issuer)
    refused = sent(visitor, signed(telephone, world, CITIZEN_CLAIMS))
    assert (refused.status, refused.json) == (403, {"error": "channel_not_allowed"})
    handle = post(visitor, "/app/instances/challenges", {}).json["handle"]
    chain = [base64.b64encode(each).decode() for each in telephone.chain(handle)]
    made = post(visitor, "/app/instances", {"handle": handle, "chain": chain})
    assert (made.status, made.json) == (201, {"instance": telephone.thumbprint})
    taken = sent(visitor, signed(telephone, world, CITIZEN_CLAIMS))
    assert taken.status == 202
    assert taken.json["received_at"] == int(world.clock.now().timestamp())
    waiting = state(visitor, home, telephone, taken.json["receipt"])
    assert waiting.json["state"] == "submitted"
    home.check()
    told: dict[str, Any] = state(visitor, home, telephone, taken.json["receipt"]).json
    assert told["state"] == "granted"
    again = sent(visitor, signed(telephone, world, CITIZEN_CLAIMS))
    home.check()
    refused = state(visitor, home, telephone, again.json["receipt"])
    assert refused.json["reason"] == "state_already_holds"
    assert refused.json["ground"] == "This person has an identification account already."
    other = state(visitor, home, home.installed(), taken.json["receipt"])
    assert (other.status, other.json) == (404, {"error": "not_found"})


@pytest.mark.norm("D10.2a-1", limb="over HTTP: level 02 is applied for at a desk alone")
def test_what_is_missing_is_named_and_what_is_bent_is_no_error_of_ours(
    house: House, home: AtHome
) -> None:
    visitor, world, telephone = house.visitor(), home.world, home.telephone
    told = sent(visitor, signed(telephone, world, {**CITIZEN_CLAIMS, "phone_number": None}), FACE)
    assert told.status == 422
    assert told.json == {"error": "dossier_incomplete", "fields": {"phone_number": "missing"}}
    alone = signed(telephone, world, {"kind": "foreigner", "birthdate": "x"}, None)
    named = sent(visitor, alone, None)
    assert (named.status, named.json["error"]) == (422, "contact_required")
    assert named.json["fields"]["birthdate"] == "malformed"
    message = signed(telephone, world, CITIZEN_CLAIMS)
    for bent in (
        {"application": 7},
        {"application": message, "face": "%"},
        {"application": message, "face": ["x"]},
        {"face": ""},
        {},
    ):
        assert post(visitor, "/app/applications", bent).status == 400, bent
    unread: list[object] = [{"handle": "x", "chain": []}, {"handle": 1, "chain": ["AA=="]}, {}]
    assert {post(visitor, "/app/instances", each).status for each in unread} == {400}
    unknown = post(visitor, "/app/instances", {"handle": "x", "chain": ["AA=="]})
    assert (unknown.status, unknown.json) == (422, {"error": "not_proven"})
    child = {**CITIZEN_CLAIMS, "birthdate": "2020-01-01"}
    alone_child = sent(visitor, signed(telephone, world, child))
    assert (alone_child.status, alone_child.json) == (403, {"error": "guardian_level2_required"})
    second = sent(visitor, signed(telephone, world, {**CITIZEN_CLAIMS, "level": 2}))
    assert (second.status, second.json) == (403, {"error": "in_person_required"})
    spelt = sent(visitor, signed(telephone, world, {**CITIZEN_CLAIMS, "level": "01"}))
    assert (spelt.status, spelt.json["fields"]) == (422, {"level": "malformed"})
    largest = sent(visitor, message, b"\xff\xd8" + bytes(3_000_000))
    assert largest.status == 413


@pytest.mark.norm("D10.1c-1", limb="at the desk: what differs, and nobody grants another face")
def test_the_desk_shows_what_differs_and_who_may_go_on(house: House, home: AtHome) -> None:
    told = home.answered({**CITIZEN_CLAIMS, "name": "Nguyễn Thị Sau"})
    there = sits_down(house, desk_of(house.world, OfficerRole.REVIEWER))
    assert told.number in there.get("/officer/citizen-level-1").text
    page = there.get(f"/officer/citizen-level-1/{told.number}")
    assert "Needs an officer" in page.text
    assert "Declared otherwise" in page.text
    assert "It is the person" in page.text
    page = there.do(page, "verify", finding="A sign is missing in the name.")
    assert "Read and sign" in page.text
    home.machine.abis = NO_MATCH
    child = {**FOREIGN_CLAIMS, "email": "b@example.test"}
    other = home.answered(child)
    page = there.get(f"/officer/foreigner-level-1/{other.number}")
    assert "It is somebody else" in page.text
    refused = there.do(page, "verify", finding="It looks alike.")
    assert refused.status == 403, refused.text


@pytest.mark.norm("D13.2", limb="over HTTP and at the desk: it waits for the card, seven days")
def test_what_waits_for_a_card_is_told_to_the_telephone_and_at_the_desk(
    house: House, home: AtHome
) -> None:
    home.identity.records[NUMBER] = {**PERSON, "card_issued": False}
    visitor, telephone = house.visitor(), home.telephone
    together = {**CITIZEN_CLAIMS, "card_application": CARD_APPLICATION}
    receipt = sent(visitor, signed(telephone, home.world, together)).json["receipt"]
    home.check()
    told: dict[str, Any] = state(visitor, home, telephone, receipt).json
    assert told["state"] == "awaiting_card"
    assert told["due_by"] - told["received_at"] > 9 * 24 * 3600
    there = sits_down(house, desk_of(house.world, OfficerRole.REVIEWER))
    assert receipt in there.get("/officer/citizen-level-1-with-card").text
    page = there.get(f"/officer/citizen-level-1-with-card/{receipt}")
    for words in ("Waits for the identity card", CARD_APPLICATION, "no face was compared"):
        assert words in page.text, words
    assert not any(each.action.endswith("/verify") for each in page.forms), "not before the card"
    there.do(page, "denied", ground="The birth is not on record.")
    refused: dict[str, Any] = state(visitor, home, telephone, receipt).json
    assert (refused["state"], refused["reason"]) == ("refused", "identity_card_required")
    assert "The birth" not in str(refused)


def test_a_telephone_withdraws_it_as_often_as_it_asks(house: House, home: AtHome) -> None:
    visitor, telephone = house.visitor(), home.telephone
    taken = sent(visitor, signed(telephone, home.world, CITIZEN_CLAIMS)).json["receipt"]

    def withdrawn(by: Telephone, receipt: str = taken) -> Answer:
        message = by.sign(APPLICATION_WITHDRAWAL, home.world.clock.now(), receipt=receipt)
        headers = {"Content-Type": JOSE}
        path = "/app/applications/withdrawal"
        return visitor.send("POST", path, body=message.encode(), headers=headers)

    other = withdrawn(home.installed())
    assert (other.status, other.json) == (404, {"error": "not_found"})
    asked = telephone.sign(APPLICATION_STATE, home.world.clock.now(), receipt=taken).encode()
    headers = {"Content-Type": JOSE}
    as_state = visitor.send("POST", "/app/applications/withdrawal", body=asked, headers=headers)
    assert as_state.status in {400, 403, 422}, "a question withdraws nothing"
    assert state(visitor, home, telephone, taken).json["state"] == "submitted"
    first, again = withdrawn(telephone), withdrawn(telephone)
    assert (first.status, first.json["state"]) == (200, "withdrawn")
    assert again.json == first.json == state(visitor, home, telephone, taken).json
    granted = sent(visitor, signed(telephone, home.world, CITIZEN_CLAIMS)).json["receipt"]
    home.check()
    late = withdrawn(telephone, granted)
    assert (late.status, late.json) == (409, {"error": "state_already_holds"})

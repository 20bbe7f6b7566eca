"""Letters, notices, biometric services, appointments and reports by the admin API."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, OfficerRole
from idp.letters.domain import DeliveryMethod
from idp.violations.domain import ViolationKind
from tests.support.admin_api import Program, program, registration
from tests.support.desks import desk_of
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import AN, OPERATOR, officer
from tests.support.world import sure

REVIEWER = officer(OfficerRole.REVIEWER)
UNKNOWN = "0198c000-0000-7000-8000-000000000000"
SERVICE = {
    "name": "National ABIS",
    "role": "matching",
    "interface": "osia",
    "endpoint": "https://abis.example.vn",
    "gallery": "citizens",
    "modalities": ["face", "fingerprint"],
    "provenance": "identity_db",
    "profile": "demo",
    "token": "a secret of ours",
}
REPORT: Mapping[str, Any] = {
    "kind": "false_match",
    "standard": "ISO/IEC 19795-1",
    "lab": "Laboratory",
    "value": "0.00005",
    "report": "registry 7/2026",
    "valid_until": "2099-06-30T00:00:00+07:00",
}


@pytest.fixture
def caller(house: House) -> Program:
    return program(house)


def tag_of(caller: Program, path: str) -> str:
    found: str = caller.call("GET", path).headers["ETag"]
    return found


def refusal(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["reason"]


def pointers(answer: Answer) -> list[str]:
    return [each["pointer"] for each in answer.json["errors"]]


def suspended(house: House) -> str:
    """The path of the letter to the party of a client that was suspended."""
    party = house.world.party()
    stopped = house.world.services.relying_parties.suspend(
        party.client_id, reason="a secret reason", actor=AN
    )
    sure(stopped)
    (letter,) = house.world.services.letters.newest(1)
    return f"/letters/{letter.number}"


def test_the_delivery_of_a_letter_is_recorded_once(house: House, caller: Program) -> None:
    path = suspended(house)
    read = caller.call("GET", path)
    assert (read.json["to_person"], read.json["deliveries"]) == (False, [])
    assert "secret" not in read.text
    posted = {"how": "posted", "detail": "RR123456789VN"}
    tag = read.headers["ETag"]
    done = caller.call("POST", f"{path}/deliveries", posted, If_Match=tag)
    assert [each["how"] for each in done.json["deliveries"]] == [DeliveryMethod.POSTED]
    assert "RR123456789VN" not in done.text, "it may name a person"
    late = caller.call("POST", f"{path}/deliveries", posted, If_Match=tag)
    assert refusal(late) == (412, "page_changed")
    again = caller.call("POST", f"{path}/deliveries", posted, If_Match=done.headers["ETag"])
    assert refusal(again) == (409, "state_already_holds")
    letters = house.world.services.letters
    letter = letters.by_number(done.json["number"])
    assert letter is not None
    (proof,) = letters.deliveries.of_letter(letter.id)
    assert (proof.how, proof.detail) == (DeliveryMethod.POSTED, "RR123456789VN")


@pytest.mark.parametrize(
    "delivery",
    [
        {"how": "told", "detail": "x"},
        {"how": "opened", "detail": "x"},
        {"how": "posted"},
        {"how": "posted", "detail": ""},
        {"how": "posted", "detail": "   "},
        {"how": "posted", "detail": "a\u202eb"},
        {"how": "posted", "detail": "x" * 201},
    ],
)
def test_what_is_no_delivery_on_paper_is_refused(
    house: House, caller: Program, delivery: object
) -> None:
    path = suspended(house)
    tag = tag_of(caller, path)
    answer = caller.call("POST", f"{path}/deliveries", delivery, If_Match=tag)
    assert refusal(answer) == (422, "body_faulty")
    assert tag_of(caller, path) == tag


def test_letters_are_listed_page_by_page_in_the_order_they_were_written(
    house: House, caller: Program
) -> None:
    written = [suspended(house).rpartition("/")[2] for _ in range(3)]
    first = caller.call("GET", "/letters?limit=2").json
    rest = caller.call("GET", f"/letters?limit=2&cursor={first['next']}").json
    assert [each["number"] for each in (*first["items"], *rest["items"])] == written
    assert rest["next"] is None
    assert refusal(caller.call("GET", "/letters/VB-0000-0000-0000")) == (404, "not_found")


def failed(house: House) -> str:
    """The path of a notice that was given up."""
    world = house.world
    notice_id = world.services.notices.queue_logout(
        client_id=world.party().client_id, uri="https://127.0.0.1:1/x", claims={"sub": "s"}
    )
    for _ in range(60):
        world.clock.advance(timedelta(hours=1))
        world.services.notices.deliver()
    return f"/failed-notices/{notice_id}"


def test_a_notice_that_was_given_up_is_tried_again(house: House, caller: Program) -> None:
    path = failed(house)
    (listed,) = caller.call("GET", "/failed-notices").json["items"]
    read = caller.call("GET", path)
    assert read.json == listed
    assert (listed["given_up"], listed["can_be_retried"]) == (True, True)
    assert refusal(caller.call("POST", f"{path}/retry")) == (428, "precondition_required")
    tag = read.headers["ETag"]
    assert caller.call("POST", f"{path}/retry", If_Match=tag).status == 200
    again = caller.call("POST", f"{path}/retry", If_Match=tag)
    assert refusal(again) == (404, "not_found"), "it waits, and has not failed again"
    newest = house.world.services.history.of_program(caller.client_id)
    assert newest[0].happening is EventType.NOTICE_RETRIED


def proposed(caller: Program, **changes: Any) -> Answer:  # noqa: ANN401
    return caller.call("POST", "/biometric-services", {**SERVICE, **changes})


def test_a_biometric_service_and_a_report_are_proposed_and_retired(caller: Program) -> None:
    made = proposed(caller)
    assert (made.status, made.json["state"]) == (201, "pending_second_approval"), made.text
    assert "secret" not in made.text
    path = f"/biometric-services/{made.json['id']}"
    assert caller.call("GET", path).json == made.json
    reports, tag = f"{path}/reports", made.headers["ETag"]
    told = caller.call("POST", reports, REPORT, If_Match=tag)
    assert told.status == 200, told.text
    (report,) = told.json["reports"]
    assert report.items() >= {"value": "0.00005", "state": "pending_second_approval"}.items()
    for case in (told.json["case"], report["case"]):
        moves = caller.call("GET", f"/cases/{case}").json["moves"]
        assert {"approve": "commands_only_propose"}.items() <= {
            each["event"]: each["refused"] for each in moves
        }.items()
    late = caller.call("POST", reports, REPORT, If_Match=tag)
    assert refusal(late) == (412, "page_changed")
    end = f"{reports}/{report['id']}/retire"
    ended = caller.call("POST", end, If_Match=told.headers["ETag"])
    assert [each["state"] for each in ended.json["reports"]] == ["retired"]
    again = caller.call("POST", end, If_Match=ended.headers["ETag"])
    assert refusal(again) == (409, "state_already_holds")
    gone = caller.call("POST", f"{path}/retire", If_Match=ended.headers["ETag"])
    assert gone.json["state"] == "retired"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"endpoint": "abis.example.vn"}, "registration_faulty"),
        ({"gallery": ""}, "registration_faulty"),
        ({"endpoint": "https://[x"}, "registration_faulty"),
        ({"endpoint": "https://abis.example.vn:99999"}, "registration_faulty"),
        ({"name": "ABIS \u202egnp"}, "body_faulty"),
        ({"gallery": "  "}, "body_faulty"),
        ({"token": "two\nlines"}, "body_faulty"),
        ({"profile": "evaluation"}, "not_authorised"),
        ({"modalities": []}, "body_faulty"),
        ({"modalities": ["nose"]}, "body_faulty"),
        ({"more": 1}, "body_faulty"),
    ],
)
def test_a_service_that_cannot_be_is_not_proposed(
    house: House, caller: Program, change: Mapping[str, Any], reason: str
) -> None:
    answer = proposed(caller, **change)
    assert answer.json["reason"] == reason, answer.text
    assert house.world.services.biometric_providers.all() == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": ""}, "body_faulty"),
        ({"value": "NaN"}, "body_faulty"),
        ({"value": "2.0"}, "body_faulty"),
        ({"value": 0.1}, "body_faulty"),
        ({"valid_until": "2099-06-30"}, "body_faulty"),
        ({"valid_until": "2001-06-30T00:00:00Z"}, "registration_faulty"),
        ({"standard": "x" * 501}, "body_faulty"),
        ({"report": "a\u202eb"}, "body_faulty"),
        ({"valid_until": "9999-12-31T23:59:59-12:00"}, "body_faulty"),
    ],
)
def test_a_report_that_cannot_be_is_not_proposed(
    caller: Program, change: Mapping[str, Any], reason: str
) -> None:
    made = proposed(caller)
    path = f"/biometric-services/{made.json['id']}"
    tag = made.headers["ETag"]
    answer = caller.call("POST", f"{path}/reports", {**REPORT, **change}, If_Match=tag)
    assert refusal(answer) == (422, reason), answer.text
    assert caller.call("GET", path).json == made.json


def appointment(house: House, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    now = house.world.clock.now()
    return {
        "username": house.world.person().username,
        "roles": ["hotline"],
        "desk": "Tổng đài",
        "desk_kind": "hotline",
        "valid_from": now.isoformat(),
        "valid_until": (now + timedelta(days=30)).isoformat(),
    } | changes


@pytest.mark.norm("D4.8")
def test_what_a_program_proposes_of_officers_two_of_them_sign(
    house: House, caller: Program
) -> None:
    made = caller.call("POST", "/appointments", appointment(house))
    assert (made.status, made.json["state"], made.json["signatures"]) == (201, "open", 0), made.text
    decision = house.world.services.decisions.find(made.json["id"])
    assert decision is not None
    one, other = desk_of(house.world), desk_of(house.world)
    assert sure(one.decide(decision)).appointment is None
    path = f"/decisions/{made.json['id']}"
    assert caller.call("GET", path).json == made.json | {"signatures": 1}
    assert sure(other.decide(decision)).appointment is not None
    assert caller.call("GET", path).json["state"] == "executed"
    term = {name: appointment(house)[name] for name in ("valid_from", "valid_until")}
    delegation = {"powers": ["account_lock"], **term}
    their = f"/officers/{one.officer.officer_id}/delegations"
    assert caller.call("POST", their, delegation).json["event"] == "delegate"
    refused = caller.call("POST", their, delegation | {"powers": ["policy_approve"]})
    assert refusal(refused) == (422, "registration_faulty")
    assert pointers(refused) == ["#/powers"]
    nobody = caller.call("POST", f"/officers/{UNKNOWN}/delegations", delegation)
    assert refusal(nobody) == (404, "not_found")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"username": "nobody.here"}, (404, "not_found")),
        ({"valid_until": "2001-01-01T00:00:00Z"}, (422, "registration_faulty")),
        ({"valid_until": "2199-01-01T00:00:00Z"}, (422, "registration_faulty")),
        ({"valid_until": "9999-12-31T23:59:59-12:00"}, (422, "body_faulty")),
        ({"valid_from": "0001-01-01T00:00:00+14:00"}, (422, "body_faulty")),
        ({"roles": ["hotline", "hotline"]}, (422, "registration_faulty")),
        ({"desk": "a\tb"}, (422, "registration_faulty")),
        ({"roles": []}, (422, "body_faulty")),
        ({"roles": ["king"]}, (422, "body_faulty")),
        ({"valid_from": "2026-11-01T00:00:00"}, (422, "body_faulty")),
    ],
)
def test_an_appointment_that_cannot_be_is_not_proposed(
    house: House, caller: Program, change: Mapping[str, Any], refused: tuple[int, str]
) -> None:
    answer = caller.call("POST", "/appointments", appointment(house, **change))
    assert refusal(answer) == refused, answer.text
    if refused[1] == "registration_faulty":
        assert pointers(answer) == [f"#/{name}" for name in change]
    assert list(house.world.services.decisions.iterate()) == []


def test_who_is_named_in_vain_is_recorded(house: House, caller: Program) -> None:
    """The answer tells which user names exist, as a form of the desk does."""
    guarded = house.world.person()
    house.world.services.accounts.lock(
        guarded.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
    )
    for username in ("nobody.here", guarded.username):
        refused = caller.call("POST", "/appointments", appointment(house, username=username))
        assert refused.status in {404, 409, 422}
    told = [
        each.facts["reason"]
        for each in house.world.services.history.of_program(caller.client_id)
        if each.happening is EventType.PERSON_LOOK_REFUSED
    ]
    assert len(told) == 2
    assert "not_found" in told


def test_a_case_tells_its_events_its_terms_and_what_a_move_takes(
    house: House, caller: Program
) -> None:
    shown_by = ActingClient(client_id="bank")
    violations = house.world.services.violations
    case_id = violations.open(
        ViolationKind.TOKEN_SHOWN_BY_OTHER, issued_to="portal", actor=shown_by
    )
    (listed,) = caller.call("GET", "/cases?desk=review").json["items"]
    assert caller.call("GET", "/cases?desk=help").json["items"] == []
    for desk in ("%00", "", "Review", "a" * 65):
        assert refusal(caller.call("GET", f"/cases?desk={desk}")) == (400, "query_malformed")
    case = caller.call("GET", f"/cases/{listed['number']}").json
    (opened,) = case["events"]
    assert (opened["event"], opened["by"], opened["client_id"]) == (
        "opened",
        "relying_party",
        "bank",
    )
    assert min(each["due_at"] for each in case["terms"]) == listed["due_by"]
    sure(violations.take(case_id, REVIEWER))
    (close,) = [
        each
        for each in caller.call("GET", f"/cases/{listed['number']}").json["moves"]
        if each["event"] == "close"
    ]
    (outcome,) = close["facts"]
    assert (outcome["name"], outcome["kind"]) == ("outcome", "long_text")


def test_a_month_is_reported(caller: Program) -> None:
    report = caller.call("GET", "/reports/terms/2026-11")
    assert (report.status, report.json) == (
        200,
        {"month": "2026-11", "overdue_before": 0, "figures": []},
    )
    for month in ("2026-13", "2026-00", "2026-1", "1999-01", "x"):
        assert refusal(caller.call("GET", f"/reports/terms/{month}")) == (404, "not_found")


def test_a_program_reads_what_it_did_and_nothing_that_others_did(
    house: House, caller: Program
) -> None:
    neighbour = program(house)
    made = [
        caller.call("POST", "/clients", registration()).json["client"]["client_id"]
        for _ in range(3)
    ]
    other = neighbour.call("POST", "/clients", registration()).json["client"]["client_id"]
    first = caller.call("GET", "/own-acts?limit=2").json
    rest = caller.call("GET", f"/own-acts?limit=2&cursor={first['next']}").json
    acts = [*first["items"], *rest["items"]]
    assert [each["client_id"] for each in acts] == made[::-1]
    assert {each["happening"] for each in acts} == {"client_registered"}
    assert all(each["authenticated_by"].startswith("private_key_jwt, ") for each in acts)
    (its,) = neighbour.call("GET", "/own-acts").json["items"]
    assert its["client_id"] == other
    by_command = list(house.world.services.history.of_actor(caller.client_id))
    assert [each.client_id for each in by_command] == made[::-1]

"""The admin API: a program does what a command does, proposes, and never approves."""

import html
import json
import re
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from idp.access.powers import FOR_PROGRAMS, POWERS, Power
from idp.factors.address_limits import MOST_REQUESTS
from idp.history.actors import read
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.actors import ActingClient, OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.policy.domain import Switch
from idp.relying_parties.client_keys import FRESH_FOR
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, ClientState
from idp.relying_parties.domain.registration import Registration
from idp.relying_parties.registration_document import NotARegistration, edited
from idp.relying_parties.tables import CLIENT
from idp.violations.domain import ViolationKind
from idp.web.admin.operation import Operation
from idp.web.admin.routes import OPERATIONS
from idp.web.pages.problem_types import MEANINGS, RequestFault
from idp.wiring import build
from idp.wiring.procedures import PROCEDURES
from tests.support.admin_api import EVERY, Program, program, registration
from tests.support.assertions import ClientKey
from tests.support.http import Answer
from tests.support.live import House
from tests.support.officers import AN, OPERATOR, of_every_role, officer
from tests.support.races import race
from tests.support.receiver import Receiver
from tests.support.world import sure

WRITES = [each for each in OPERATIONS if each.writes]
REVIEWER = officer(OfficerRole.REVIEWER)
LANGUAGES = ("vi", "en")
ABSENT = "0198c000-0000-7000-8000-000000000000"


@pytest.fixture
def caller(house: House) -> Program:
    return program(house)


def problem(answer: Answer, status: int, reason: str) -> dict[str, Any]:
    """The problem of an answer (RFC 9457), which is of this status and reason."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = answer.json
    assert (answer.status, said["status"], said["reason"]) == (status, status, reason)
    assert said["type"].endswith(f"/public/problems/{reason}")
    assert said["title"] == MEANINGS[next(each for each in MEANINGS if each == reason)]
    assert said["detail"]
    return said


def address(operation: Operation) -> str:
    return re.sub(r"\{[^}]*\}", ABSENT, operation.path)


def registered(caller: Program, **changes: Any) -> Answer:  # noqa: ANN401
    answer = caller.call("POST", "/clients", registration(**changes))
    assert answer.status == 201, answer.text
    return answer


def tag_of(caller: Program, path: str) -> str:
    found: str = caller.call("GET", path).headers["ETag"]
    return found


def test_a_client_is_registered_activated_changed_suspended_and_removed(caller: Program) -> None:
    made = registered(caller).json
    client_id = made["client"]["client_id"]
    path = f"/clients/{client_id}"
    assert (made["client"]["state"], bool(made["client_secret"])) == ("registered", True)
    active = caller.call(
        "POST", f"{path}/activate", {"terms_version": "2026-1"}, If_Match=tag_of(caller, path)
    )
    assert (active.status, active.json["state"]) == (200, "active"), active.text
    changed = caller.call("PATCH", path, {"require_pushed": True}, If_Match=tag_of(caller, path))
    assert changed.json["client"]["registration"]["require_pushed"] is True
    assert changed.json["client_secret"] is None
    rotated = caller.call("POST", f"{path}/rotate-secret", {}, If_Match=tag_of(caller, path))
    assert rotated.json["client_secret"] not in {None, made["client_secret"]}
    stopped = caller.call(
        "POST", f"{path}/suspend", {"reason": "certificate"}, If_Match=tag_of(caller, path)
    )
    assert stopped.json["state"] == "suspended"
    gone = caller.call(
        "POST", f"{path}/remove", {"reason": "closed"}, If_Match=tag_of(caller, path)
    )
    assert gone.json["state"] == ClientState.REMOVED
    problem(caller.call("GET", path), 404, "not_found")


def test_the_history_keeps_which_program_did_it(house: House, caller: Program) -> None:
    client_id = registered(caller).json["client"]["client_id"]
    (row,) = house.world.services.database.all(
        select(HISTORY).where(HISTORY.c.client_id == client_id)
    )
    assert row.happening == EventType.CLIENT_REGISTERED
    actor = read(
        row.actor,
        row.actor_details,
        happening=EventType(row.happening),
        subject_id=None,
        client_id=client_id,
    )
    assert isinstance(actor, ActingClient)
    assert actor.client_id == caller.client_id
    assert actor.authenticated_by.startswith("private_key_jwt, access token ")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_every_operation_wants_a_token(house: House, operation: Operation) -> None:
    answer = house.visitor().send(operation.method, f"/admin/v1{address(operation)}")
    problem(answer, 401, "token_missing")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="admin"'


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_every_operation_wants_the_scope_of_its_power(house: House, operation: Operation) -> None:
    powerless = program(house, [each for each in EVERY if each is not operation.power])
    answer = powerless.call(operation.method, address(operation))
    problem(answer, 403, "insufficient_scope")
    assert f'scope="admin:{operation.power}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.norm("D4.8")
def test_no_power_of_a_program_approves(house: House) -> None:
    """Approval takes a second person: no scope of this API carries such a power."""
    assert [each for each in FOR_PROGRAMS if POWERS[each].second_person] == []
    for power in sorted(set(Power) - FOR_PROGRAMS):
        with pytest.raises(Exception, match="registration_faulty"):
            program(house, [power])


def test_a_program_is_offered_the_powers_that_an_operation_asks_and_no_other() -> None:
    """Those of the operations, and those of the moves of cases that `move_case` makes."""
    of_operations = {each.power for each in OPERATIONS}
    of_moves = {
        move.power
        for procedure in PROCEDURES.values()
        for move in procedure.transitions
        if POWERS[move.power].commands and not (move.takes or move.second_person)
    }
    assert of_operations | of_moves == FOR_PROGRAMS


def test_the_document_names_every_scope_there_is(house: House) -> None:
    document = house.visitor().get("/admin/v1/openapi.json").json
    (scheme,) = document["components"]["securitySchemes"].values()
    scopes = scheme["flows"]["clientCredentials"]["scopes"]
    assert list(scopes) == [f"admin:{each}" for each in sorted(FOR_PROGRAMS)]


def test_a_client_of_before_goes_on_with_a_scope_that_did_nothing(house: House) -> None:
    """It was registered when every power of a command was offered as a scope."""
    parties, earlier = house.world.services.relying_parties, "admin:misuse_take"
    caller = program(house, ["work_see", "terminal_register"])
    held = parties.stored(caller.client_id)
    assert held is not None
    every = sorted({*held.scopes, earlier})
    this, database = CLIENT.c.client_id == caller.client_id, house.world.services.database
    with database.transaction():
        row = database.one(select(CLIENT.c.particulars).where(this))
        assert row is not None
        more = {**row.particulars, "scopes": every}
        database.execute(update(CLIENT).where(this).values(particulars=more))
    parties.snapshots.forget(caller.client_id)
    granted = caller.token()
    assert granted.json["scope"].split() == every
    assert caller.call("GET", "/cases").status == 200
    sure(parties.suspend(caller.client_id, reason="a leak", actor=OPERATOR))
    by = of_every_role(house.world.clock.now())
    sure(parties.activate(caller.client_id, terms_version=CURRENT_PARTY_TERMS, actor=by))
    assert caller.call("GET", "/cases").status == 200

    def another_name(before: Registration) -> Registration:
        return replace(before, name={"vi": "Cổng khác hẳn", "en": "Quite another portal"})

    def without(before: Registration) -> Registration:
        return replace(before, scopes=before.scopes - {earlier})

    def with_another_key(before: Registration) -> Registration:
        return edited(before, {"jwks": ClientKey().jwks})

    def with_less(before: Registration) -> Registration:
        return replace(before, scopes=before.scopes - {"admin:terminal_register"})

    for change in (another_name, with_another_key):
        changed = sure(parties.edit(caller.client_id, change, actor=by)).client
        assert changed.scopes == frozenset(every), "a change of something else leaves it there"
    faulty = Refused(Reason.REGISTRATION_FAULTY)
    assert parties.edit(caller.client_id, with_less, actor=by) == faulty
    with pytest.raises(NotARegistration, match="scope_of_the_admin_api"):
        parties.edit(caller.client_id, lambda was: edited(was, {"scopes": every[:-1]}), actor=by)
    assert sure(parties.edit(caller.client_id, without, actor=by)).client.scopes == held.scopes


@pytest.mark.norm("D4.8")
def test_a_proposal_waits_for_a_person(house: House, caller: Program) -> None:
    answer = caller.call("POST", "/policy/changes", {"switch": "sso", "value": "off"})
    assert (answer.status, answer.json["state"]) == (201, "pending_second_approval")
    assert house.world.services.policy.value(Switch.SSO) == "all"


@pytest.mark.parametrize("operation", WRITES, ids=lambda each: each.id)
def test_a_write_without_a_condition_or_body_does_nothing(
    caller: Program, operation: Operation
) -> None:
    answer = caller.call(operation.method, address(operation))
    assert answer.status in {404, 415, 428}, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_of_two_writers_who_read_the_same_one_is_refused(caller: Program) -> None:
    client_id = registered(caller).json["client"]["client_id"]
    path = f"/clients/{client_id}"
    tag = tag_of(caller, path)
    first = caller.call("PATCH", path, {"require_pushed": True}, If_Match=tag)
    second = caller.call("PATCH", path, {"sso": False}, If_Match=tag)
    assert first.status == 200
    problem(second, 412, "page_changed")
    assert caller.call("GET", path).json["registration"]["sso"] is True
    problem(caller.call("PATCH", path, {"sso": False}), 428, "precondition_required")


def test_a_write_with_a_key_is_done_once(house: House, caller: Program) -> None:
    document = registration(client_id=f"portal-{secrets.token_hex(4)}")
    first = caller.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-1")
    again = caller.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-1")
    assert (again.status, again.json) == (201, first.json)
    for name in ("ETag", "Cache-Control", "X-Content-Type-Options", "Content-Type"):
        assert again.headers[name] == first.headers[name]
    other = caller.call("POST", "/clients", registration(), Idempotency_Key="a-key-of-mine-1")
    problem(other, 422, "idempotency_key_reused")
    problem(
        caller.call("POST", "/clients", document, Idempotency_Key="short"),
        400,
        "idempotency_key_malformed",
    )
    neighbour = program(house).call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-1")
    problem(neighbour, 409, "state_already_holds")
    house.world.clock.advance(timedelta(hours=25))
    problem(
        caller.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-1"),
        409,
        "state_already_holds",
    )


def test_a_key_is_good_for_a_new_write_after_a_day(house: House, caller: Program) -> None:
    """The answer of the day before is kept until it is purged, and gives way to the new one."""
    first = caller.call("POST", "/clients", registration(), Idempotency_Key="a-key-of-mine-2")
    house.world.clock.advance(timedelta(hours=25))
    document = registration()
    second, again = (
        caller.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-2")
        for _ in range(2)
    )
    assert (first.status, second.status, again.status) == (201, 201, 201)
    assert first.json != second.json == again.json


def test_what_was_refused_under_a_key_is_refused_again(caller: Program) -> None:
    """The refusal of a service is an answer: it stays the answer to that write."""
    client_id = registered(caller).json["client"]["client_id"]
    document = registration(client_id=client_id)
    refused = caller.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-3")
    problem(refused, 409, "state_already_holds")
    path = f"/clients/{client_id}"
    gone = {"reason": "not needed"}
    caller.call("POST", f"{path}/remove", gone, If_Match=tag_of(caller, path))
    again = caller.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-3")
    assert (again.status, again.json) == (refused.status, refused.json)


def test_a_key_sent_many_times_at_once_writes_once(racing_house: House) -> None:
    """On PostgreSQL, where each request has a connection of its own."""
    caller, document = program(racing_house), registration()

    def write() -> Answer:
        sender = replace(caller, visitor=racing_house.visitor())
        return sender.call("POST", "/clients", document, Idempotency_Key="a-key-of-mine-4")

    answers = race(write, times=4)
    assert {(each.status, each.text) for each in answers} == {(201, answers[0].text)}
    made = answers[0].json["client"]["client_id"]
    database = racing_house.world.services.database
    named = [row for row in database.all(select(HISTORY)) if row.client_id == made]
    assert [row.happening for row in named] == [EventType.CLIENT_REGISTERED]
    clients = racing_house.world.services.relying_parties.all()
    assert [each.client_id for each in clients if each.name == document["name"]] == [made]


def test_of_two_writes_at_once_under_one_key_one_is_refused(racing_house: House) -> None:
    caller = program(racing_house)
    documents = [registration() for _ in range(4)]
    waiting = iter(documents)

    def write() -> Answer:
        sender = replace(caller, visitor=racing_house.visitor())
        return sender.call("POST", "/clients", next(waiting), Idempotency_Key="a-key-of-mine-5")

    answers = race(write, times=4)
    assert sorted(each.status for each in answers) == [201, 422, 422, 422]
    for each in answers:
        assert each.status == 201 or each.json["reason"] == "idempotency_key_reused"
    names = [each.name for each in racing_house.world.services.relying_parties.all()]
    assert len([each for each in documents if each["name"] in names]) == 1


def test_of_new_secrets_at_once_with_one_entity_tag_one_is_told(racing_house: House) -> None:
    """The answer never shows the secret, and its entity tag is another one after a new secret."""
    caller, party = program(racing_house), racing_house.world.party()
    path = f"/clients/{party.client_id}"
    token, tag = caller.token().json["access_token"], tag_of(caller, path)

    def write() -> Answer:
        sender = replace(caller, visitor=racing_house.visitor())
        return sender.call("POST", f"{path}/rotate-secret", {}, token=token, If_Match=tag)

    answers = race(write, times=6)
    assert sorted(each.status for each in answers) == [200, 412, 412, 412, 412, 412]
    assert [each.json["reason"] for each in answers if each.status == 412] == ["page_changed"] * 5
    assert tag_of(caller, path) != tag


@pytest.mark.parametrize("reason", ["\u202e", "tr\u202em", "\u200b", "\u3164", "   ", "\u2028"])
def test_a_reason_that_cannot_be_read_is_refused(
    house: House, caller: Program, reason: str
) -> None:
    """As at a desk: it is told in the history and in letters."""
    path = f"/clients/{house.world.party().client_id}"
    for event in ("suspend", "remove"):
        told = {"reason": reason}
        refused = caller.call("POST", f"{path}/{event}", told, If_Match=tag_of(caller, path))
        assert problem(refused, 422, "body_faulty")["errors"][0]["pointer"] == "#/reason"
    for other in ("terminals", "providers"):
        event = "suspend" if other == "terminals" else "revoke"
        refused = caller.call(
            "POST", f"/{other}/{ABSENT}/{event}", {"reason": reason}, If_Match='"x"'
        )
        problem(refused, 422, "body_faulty")
    two_lines = {"reason": "khóa bị lộ\nbáo cho bên tin cậy"}
    done = caller.call("POST", f"{path}/suspend", two_lines, If_Match=tag_of(caller, path))
    assert done.status == 200


@pytest.mark.parametrize(
    ("held", "lacking"), [("work_see", "policy_propose"), ("policy_propose", "work_see")]
)
def test_a_move_of_a_case_takes_two_powers(
    house: House, caller: Program, held: str, lacking: str
) -> None:
    """To see cases, and the move's own power: here, to take back what was proposed."""
    caller.call("POST", "/policy/changes", {"switch": "sso", "value": "off"})
    (listed,) = caller.call("GET", "/cases").json["items"]
    path = f"/cases/{listed['number']}"
    tag, withdraw = tag_of(caller, path), {"event": "withdraw"}
    weak = program(house, [held])
    if held == "work_see":
        moves = weak.call("GET", path).json["moves"]
        (move,) = [each for each in moves if each["event"] == "withdraw"]
        assert (move["power"], move["refused"]) == ("policy_propose", "not_authorised")
        tag = tag_of(weak, path)
    refused = weak.call("POST", f"{path}/events", withdraw, If_Match=tag)
    problem(refused, 403, "insufficient_scope")
    assert f'scope="admin:{lacking}"' in refused.headers["WWW-Authenticate"]
    both = program(house, ["work_see", "policy_propose"])
    moved = both.call("POST", f"{path}/events", withdraw, If_Match=tag_of(both, path))
    assert (moved.status, moved.json["state"]) == (200, "withdrawn")


def test_what_takes_a_person_is_refused_to_every_program(caller: Program) -> None:
    caller.call("POST", "/policy/changes", {"switch": "sso", "value": "off"})
    (listed,) = caller.call("GET", "/cases").json["items"]
    path = f"/cases/{listed['number']}"
    shown = caller.call("GET", path)
    (move,) = [each for each in shown.json["moves"] if each["event"] == "approve"]
    assert (move["power"], move["refused"]) == ("policy_approve", "commands_only_propose")
    approve = {"event": "approve"}
    refused = caller.call("POST", f"{path}/events", approve, If_Match=shown.headers["ETag"])
    problem(refused, 403, "commands_only_propose")


def test_a_program_gives_itself_no_power(caller: Program) -> None:
    own = f"/clients/{caller.client_id}"
    audience = caller.audience
    new = registration(
        scopes=["admin:client_register"],
        auth_method="private_key_jwt",
        jwks=caller.key.jwks,
        grant_types=["client_credentials"],
        redirect_uris=[],
        resources=[audience],
        loopback=True,
    )
    problem(caller.call("POST", "/clients", new), 403, "commands_only_propose")
    tag = tag_of(caller, own)
    for path, body in (("", {"sso": False}), ("/suspend", {"reason": "me"})):
        method = "PATCH" if not path else "POST"
        answer = caller.call(method, f"{own}{path}", body, If_Match=tag)
        problem(answer, 403, "commands_only_propose")
    made = registered(caller).json["client"]["client_id"]
    taken = caller.call(
        "PATCH",
        f"/clients/{made}",
        {**new, "name": registration()["name"]},
        If_Match=tag_of(caller, f"/clients/{made}"),
    )
    problem(taken, 403, "commands_only_propose")


def test_a_token_for_something_else_is_no_token_here(house: House, caller: Program) -> None:
    person = house.world.person()
    walk = house.walk()
    of_a_person = walk.tokens(person)["access_token"]
    elsewhere = walk.token({"grant_type": "client_credentials"}).json["access_token"]
    for token in (of_a_person, elsewhere, "x", "a.b.c", "x" * 9_000, "é"):
        problem(caller.call("GET", "/clients", token=token), 401, "invalid_token")


def test_a_token_ends_with_its_client(house: House, caller: Program) -> None:
    token = caller.token().json["access_token"]
    assert caller.call("GET", "/policy", token=token).status == 200
    caller.visitor.post(
        "/revoke",
        {
            "token": token,
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": caller.assertion(),
        },
    )
    problem(caller.call("GET", "/policy", token=token), 401, "invalid_token")
    another = caller.token().json["access_token"]
    house.world.services.relying_parties.suspend(caller.client_id, reason="leaked", actor=AN)
    problem(caller.call("GET", "/policy", token=another), 401, "invalid_token")
    house.world.clock.advance(timedelta(hours=1))
    problem(caller.call("GET", "/policy", token=another), 401, "invalid_token")


def test_a_token_of_before_a_suspension_does_not_live_again(house: House, caller: Program) -> None:
    token, parties = caller.token().json["access_token"], house.world.services.relying_parties
    another = of_every_role(house.world.clock.now())
    house.world.clock.advance(timedelta(seconds=5))
    sure(parties.suspend(caller.client_id, reason="leaked", actor=AN))
    sure(parties.activate(caller.client_id, terms_version=CURRENT_PARTY_TERMS, actor=another))
    problem(caller.call("GET", "/policy", token=token), 401, "invalid_token")
    anew = caller.token().json["access_token"]
    assert caller.call("GET", "/policy", token=anew).status == 200
    house.world.clock.advance(timedelta(seconds=5))
    sure(parties.activate(caller.client_id, terms_version=CURRENT_PARTY_TERMS, actor=another))
    assert caller.call("GET", "/policy", token=anew).status == 200


def replaced_keys(house: House, caller: Program, *keys: ClientKey) -> None:
    """Give the client these keys instead of its own, as two officers do in another process."""
    jwks = {"keys": [each for key in keys for each in key.jwks["keys"]]}
    elsewhere = build(house.world.settings, clock=house.world.clock)
    parties = elsewhere.relying_parties
    one, other = (of_every_role(house.world.clock.now()) for _ in range(2))
    sure(parties.edit(caller.client_id, lambda was: replace(was, jwks=jwks), actor=one))
    sure(parties.activate(caller.client_id, terms_version=CURRENT_PARTY_TERMS, actor=other))
    elsewhere.database.close()


def test_a_token_ends_with_the_key_that_proved_its_client(house: House, caller: Program) -> None:
    """A key is replaced because it leaked: what its thief asked for before ends with it."""
    token, other = caller.token().json["access_token"], ClientKey()
    assert caller.call("GET", "/policy", token=token).status == 200
    replaced_keys(house, caller, caller.key, other)
    assert caller.call("GET", "/policy", token=token).status == 200
    replaced_keys(house, caller, other)
    problem(caller.call("GET", "/policy", token=token), 401, "invalid_token")
    house.world.clock.advance(timedelta(seconds=6))
    anew = Program(house, caller.client_id, other, caller.visitor)
    assert anew.call("GET", "/policy").status == 200
    problem(caller.call("GET", "/policy", token=token), 401, "invalid_token")


@pytest.mark.parametrize("verb", ["suspend", "remove"])
def test_a_token_ends_when_its_client_is_stopped_in_another_process(
    house: House, caller: Program, verb: str
) -> None:
    token = caller.token().json["access_token"]
    assert caller.call("GET", "/policy", token=token).status == 200
    elsewhere = build(house.world.settings, clock=house.world.clock)
    sure(getattr(elsewhere.relying_parties, verb)(caller.client_id, reason="leaked", actor=AN))
    elsewhere.database.close()
    problem(caller.call("GET", "/policy", token=token), 401, "invalid_token")


def test_a_token_ends_when_its_key_is_gone_from_the_address_of_keys(
    house: House, receiver: Receiver
) -> None:
    """A key set at `jwks_uri` is read again after a minute, beside the call that asks for it."""
    key = ClientKey()
    receiver.document = key.jwks
    caller = program(house, key=key, jwks_uri=f"{receiver.origin}/jwks")
    token = caller.token().json["access_token"]
    assert caller.call("GET", "/policy", token=token).status == 200
    receiver.document = ClientKey().jwks
    house.world.clock.advance(FRESH_FOR)
    answers = (caller.call("GET", "/policy", token=token) for _ in range(100))
    problem(next(each for each in answers if each.status != 200), 401, "invalid_token")
    assert len(receiver.queries) == 2


@pytest.mark.parametrize(
    "path",
    ["/clients", "/providers", "/terminals", "/anchors", "/policy", "/policy/changes", "/cases"],
)
@pytest.mark.parametrize("cursor", ["", "%20", "a%00b", "x/y", "%C3%A9", "a" * 300])
def test_a_cursor_that_was_not_answered_begins_no_list_anew(
    caller: Program, path: str, cursor: str
) -> None:
    problem(caller.call("GET", f"{path}?cursor={cursor}"), 400, "query_malformed")


def test_a_list_is_read_page_by_page(caller: Program) -> None:
    made = {registered(caller).json["client"]["client_id"] for _ in range(5)}
    found: list[str] = []
    cursor = ""
    while True:
        page = caller.call("GET", f"/clients?limit=2{cursor}").json
        assert len(page["items"]) <= 2
        found += [each["client_id"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(found) == found
    assert made < set(found)
    for query in ("limit=0", "limit=201", "limit=x", "limit=1&limit=2", "other=1", "cursor="):
        problem(caller.call("GET", f"/clients?{query}"), 400, "query_malformed")


@pytest.mark.parametrize(
    ("raw", "status", "reason"),
    [
        (b"", 400, "body_malformed"),
        (b"{", 400, "body_malformed"),
        (b"\xff", 400, "body_malformed"),
        (b"[" * 30_000, 400, "body_malformed"),
        (b'{"switch": "sso", "value": 1e999}', 400, "body_malformed"),
        (b'{"switch": "sso", "value": NaN}', 400, "body_malformed"),
        (b'{"switch": "sso", "switch": "sso", "value": 1}', 400, "body_malformed"),
        (b'{"switch": "sso", "value": "\\u0000"}', 422, "body_faulty"),
        (b'{"switch": "sso", "value": "\\ud800"}', 422, "body_faulty"),
        (b"[]", 422, "body_faulty"),
        (b'{"switch": "other", "value": 1}', 422, "body_faulty"),
        (b'{"switch": "sso", "value": "off", "more": 1}', 422, "body_faulty"),
        (b'{"switch": "sso", "value": "never"}', 422, "value_not_acceptable"),
        (b'{"switch": "means_rules", "value": []}', 422, "value_not_acceptable"),
        (b'{"switch": "sso", "value": "' + b"x" * 300_000 + b'"}', 413, "http"),
    ],
)
def test_a_faulty_body_is_told(caller: Program, raw: bytes, status: int, reason: str) -> None:
    problem(caller.call("POST", "/policy/changes", raw=raw), status, reason)


def test_a_body_that_is_no_json_is_told(caller: Program) -> None:
    answer = caller.call("POST", "/policy/changes", raw=b"a=1", Content_Type="text/plain")
    problem(answer, 415, "media_type")


@pytest.mark.parametrize("uri", ["https://[::1", "https://]", "https://a\u2100b.example/"])
def test_an_address_that_is_none_is_told(caller: Program, uri: str) -> None:
    problem(
        caller.call("POST", "/clients", registration(redirect_uris=[uri])),
        422,
        "registration_faulty",
    )


def test_a_change_of_keys_takes_the_power_of_keys(house: House, caller: Program) -> None:
    """Editing is no way round `rotate-secret`: an active client's proof is a power of its own."""
    client_id = registered(caller).json["client"]["client_id"]
    path = f"/clients/{client_id}"
    tag = tag_of(caller, path)
    caller.call("POST", f"{path}/activate", {"terms_version": "2026-1"}, If_Match=tag)
    weak = program(house, ["work_see", "client_register"])
    change = {"auth_method": "private_key_jwt", "jwks": weak.key.jwks}
    answer = weak.call("PATCH", path, change, If_Match=tag_of(weak, path))
    problem(answer, 403, "not_authorised")
    harmless = weak.call("PATCH", path, {"sso": False}, If_Match=tag_of(weak, path))
    assert harmless.status == 200


def test_what_a_registration_lacks_is_told(caller: Program) -> None:
    answer = caller.call("POST", "/clients", {"name": {"en": "A"}, "kind": "public_service"})
    assert "name" in problem(answer, 422, "registration_faulty")["detail"]


def test_an_unknown_address_is_a_problem_too(caller: Program) -> None:
    problem(caller.call("GET", "/nothing"), 404, "not_found")
    for path, allowed in (
        ("/clients", "GET, HEAD, OPTIONS, POST"),
        (f"/clients/{ABSENT}/remove", "OPTIONS, POST"),
    ):
        answer = caller.call("DELETE", path)
        problem(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_options_tells_the_methods_of_an_address(house: House, operation: Operation) -> None:
    """RFC 9110 section 9.3.7; the document says it too, so it takes no token."""
    answer = house.visitor().send("OPTIONS", f"/admin/v1{address(operation)}")
    allowed = {each.method for each in OPERATIONS if each.path == operation.path}
    allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["Allow"] == ", ".join(sorted(allowed))


def test_head_is_get_without_the_content(caller: Program) -> None:
    """RFC 9110 section 9.3.2."""
    for path in ("/policy", f"/clients/{caller.client_id}", f"/clients/{ABSENT}"):
        got, head = (caller.call(method, path) for method in ("GET", "HEAD"))
        assert (head.status, head.body) == (got.status, b"")
        for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
            assert head.headers.get(name) == got.headers.get(name), name


def test_the_document_takes_only_its_own_methods(house: House) -> None:
    refused = house.visitor().send("DELETE", "/admin/v1/openapi.json")
    problem(refused, 405, "method_not_allowed")
    told = house.visitor().send("OPTIONS", "/admin/v1/openapi.json")
    assert refused.headers["Allow"] == told.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_client_that_sends_too_much_is_told_when_to_go_on(house: House, caller: Program) -> None:
    """Each answer says what is left; other clients are not concerned."""
    house.world.clock.advance(timedelta(seconds=60 - house.world.clock.now().timestamp() % 60))
    token, neighbour = caller.token().json["access_token"], program(house)
    first = caller.call("GET", "/policy", token=token)
    assert first.headers["RateLimit-Policy"] == '"client";q=600;w=60'
    assert first.headers["RateLimit"] == '"client";r=599;t=60'
    limits = house.world.services.request_limits
    for _ in range(MOST_REQUESTS - 2):
        limits.take(caller.client_id)
    house.world.clock.advance(timedelta(seconds=20))
    last = caller.call("GET", f"/clients/{ABSENT}", token=token)
    problem(last, 404, "not_found")
    assert last.headers["RateLimit"] == '"client";r=0;t=40'
    refused = caller.call("POST", "/policy/changes", {"switch": "sso", "value": 1}, token=token)
    problem(refused, 429, "too_many_requests")
    assert (refused.headers["Retry-After"], refused.headers["RateLimit"]) == (
        "40",
        '"client";r=0;t=40',
    )
    assert neighbour.call("GET", "/policy").status == 200
    house.world.clock.advance(timedelta(seconds=40))
    assert caller.call("GET", "/policy", token=token).status == 200


def test_a_case_is_read_and_closed_but_not_taken(house: House, caller: Program) -> None:
    violations = house.world.services.violations
    case_id = violations.open(
        ViolationKind.TOKEN_SHOWN_BY_OTHER, issued_to="portal", actor=ActingClient(client_id="bank")
    )
    (listed,) = caller.call("GET", "/cases").json["items"]
    path = f"/cases/{listed['number']}"
    shown = caller.call("GET", path)
    assert [(each["event"], each["refused"]) for each in shown.json["moves"]] == [
        ("take", "commands_only_propose")
    ]
    took = caller.call("POST", f"{path}/events", {"event": "take"}, If_Match=shown.headers["ETag"])
    problem(took, 403, "commands_only_propose")
    sure(violations.take(case_id, REVIEWER))
    tag = shown.headers["ETag"]
    close = {"event": "close", "facts": {"outcome": "the bank was told"}}
    problem(caller.call("POST", f"{path}/events", close, If_Match=tag), 412, "page_changed")
    tag = tag_of(caller, path)
    empty = caller.call("POST", f"{path}/events", {"event": "close"}, If_Match=tag)
    assert problem(empty, 422, "body_faulty")["errors"] == [
        {"detail": "missing", "pointer": "#/facts/outcome"}
    ]
    closed = caller.call("POST", f"{path}/events", close, If_Match=tag)
    assert (closed.status, closed.json["state"]) == (200, "closed"), closed.text
    again = caller.call("POST", f"{path}/events", close, If_Match=closed.headers["ETag"])
    problem(again, 409, "state_already_holds")


def test_no_two_reasons_are_explained_by_the_same_words() -> None:
    assert MEANINGS.keys() == {*Reason, *RequestFault}
    assert len({*MEANINGS.values()}) == len(MEANINGS)


@pytest.mark.parametrize("reason", [*Reason, *RequestFault])
def test_the_type_of_a_problem_is_a_page_that_explains_it(
    house: House, reason: Reason | RequestFault
) -> None:
    """Every reason has one: `ProblemDetails` takes no other."""
    vi, en = (house.visitor(language=lang).get(f"/public/problems/{reason}") for lang in LANGUAGES)
    assert (vi.status, en.status) == (200, 200)
    assert html.escape(MEANINGS[reason], quote=False) in en.text
    assert MEANINGS[reason] not in vi.text
    assert f"<code>{reason}</code>" in vi.text


def test_the_type_of_a_problem_leads_to_its_page(house: House, caller: Program) -> None:
    said = problem(caller.call("GET", f"/clients/{ABSENT}"), 404, "not_found")
    assert said["type"].startswith(house.world.settings.issuer)
    page = house.visitor().get(said["type"].removeprefix(house.world.settings.issuer))
    assert said["title"] in page.text
    assert house.visitor().get("/public/problems/other").status == 404


def test_the_document_describes_every_operation(house: House) -> None:
    answer = house.visitor().get("/admin/v1/openapi.json")
    document = answer.json
    described = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert described == {(each.method, f"/admin/v1{each.path}") for each in OPERATIONS}
    references = set(_references(document))
    assert references
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references <= known
    assert json.loads(answer.text)["openapi"] == "3.1.0"


def _references(document: object) -> list[str]:
    match document:
        case dict():
            own = [value for name, value in document.items() if name == "$ref"]
            return own + [each for value in document.values() for each in _references(value)]
        case list():
            return [each for value in document for each in _references(value)]
        case _:
            return []

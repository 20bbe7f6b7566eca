"""What a program writes by the admin API: merge patches, entity tags, and where what it made is."""

from typing import Any

import pytest

from tests.support.admin_api import Program, program, registration
from tests.support.http import Answer
from tests.support.live import House
from tests.support.makers import authority

PURPOSE = {"text": {"vi": "Để ghi vào hồ sơ", "en": "For your file"}}
CLAIMS = {"name": PURPOSE, "birthdate": PURPOSE}


@pytest.fixture
def caller(house: House) -> Program:
    return program(house)


def connected(caller: Program, **changes: Any) -> tuple[str, str]:  # noqa: ANN401
    """The path of a new client, and its entity tag."""
    made = caller.call("POST", "/clients", registration(**changes))
    assert made.status == 201, made.text
    return f"/clients/{made.json['client']['client_id']}", made.headers["ETag"]


def patch(
    caller: Program, path: str, change: object, kind: str = "application/merge-patch+json"
) -> Answer:
    tag = caller.call("GET", path).headers["ETag"]
    return caller.call("PATCH", path, change, If_Match=tag, Content_Type=kind)


def held(caller: Program, path: str) -> dict[str, Any]:
    found: dict[str, Any] = caller.call("GET", path).json["registration"]
    return found


def test_a_patch_changes_what_it_names_inside_of_objects_too(caller: Program) -> None:
    """RFC 7396 section 2: objects are merged, null removes, lists are replaced."""
    path, _ = connected(caller, scopes=["openid", "profile"], claims=CLAIMS)
    before = held(caller, path)
    change = {
        "name": {"en": "Renamed here"},
        "claims": {"birthdate": None, "name": {"essential": True, "text": {"en": None}}},
        "redirect_uris": [before["redirect_uris"][0], before["redirect_uris"][0] + "/2"],
        "default_max_age": 60,
    }
    assert patch(caller, path, change).status == 200
    now = held(caller, path)
    assert now["name"] == {"vi": before["name"]["vi"], "en": "Renamed here"}
    assert now["claims"] == {"name": {"text": {"vi": PURPOSE["text"]["vi"]}, "essential": True}}
    assert now["redirect_uris"] == change["redirect_uris"]
    assert patch(caller, path, {"default_max_age": None}).status == 200
    assert held(caller, path) == now | {"default_max_age": None}


@pytest.mark.parametrize("nothing", [{}, {"claims": {}}, {"name": {}}, {"name": {"fr": None}}])
def test_a_patch_that_names_nothing_changes_nothing(caller: Program, nothing: object) -> None:
    path, tag = connected(caller, scopes=["openid", "profile"], claims=CLAIMS)
    assert patch(caller, path, nothing).status == 200
    assert caller.call("GET", path).headers["ETag"] == tag


def test_a_patch_by_standard_names_is_the_same_patch(caller: Program) -> None:
    path, _ = connected(caller)
    change = {"client_name#en": "Renamed again", "require_pushed_authorization_requests": True}
    assert patch(caller, path, change, "application/json").status == 200
    now = held(caller, path)
    assert (now["name"]["en"], now["require_pushed"]) == ("Renamed again", True)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"claims": {"name": {"more": 1}}}, "#/claims/name/more"),
        ({"claims": {"name": {"text": {"vi": 1}}}}, "#/claims/name/text/vi"),
        ({"scope": 1}, "#/scope"),
        ({"nothing": 1}, "#/nothing"),
        ({"response_types": ["token"]}, "#/response_types/0"),
        ({"redirect_uris": ["https://a.example/cb", 1]}, "#/redirect_uris/1"),
        ({"client_name#en": 1}, "#/client_name#en"),
        ({"client_name#fr": "Renommé"}, "#/client_name#fr"),
        ({"minimum_level": 5}, "#/minimum_level"),
    ],
)
def test_a_member_of_a_wrong_type_is_pointed_at(
    caller: Program, change: object, pointer: str
) -> None:
    path, tag = connected(caller)
    answer = patch(caller, path, change)
    assert (answer.status, answer.json["reason"]) == (422, "body_faulty")
    assert pointer in {each["pointer"] for each in answer.json["errors"]}
    assert caller.call("GET", path).headers["ETag"] == tag


def test_a_patch_to_a_registration_that_is_faulty_changes_nothing(caller: Program) -> None:
    path, tag = connected(caller)
    for change, member in (
        ({"name": {"vi": None}}, "name"),
        ({"client_id": "another"}, "client_id"),
        ({"redirect_uris": None}, "redirect_uris"),
        ({"logo_uri": "ftp://a.example/"}, "logo_uri"),
    ):
        answer = patch(caller, path, change)
        assert (answer.status, answer.json["reason"]) == (422, "registration_faulty"), change
        assert f"#/{member}" in {each["pointer"] for each in answer.json["errors"]}
    assert caller.call("GET", path).headers["ETag"] == tag


def test_a_patch_of_another_media_type_is_told_which_are_taken(caller: Program) -> None:
    path, _ = connected(caller)
    answer = patch(caller, path, {}, "application/json-patch+json")
    assert (answer.status, answer.json["reason"]) == (415, "media_type")
    assert answer.headers["Accept-Patch"] == "application/merge-patch+json, application/json"


def test_the_entity_tag_of_each_answer_is_good_for_the_next_write(caller: Program) -> None:
    """A program that wrote last need not read again."""
    path, tag = connected(caller)
    activated = caller.call("POST", f"{path}/activate", {"terms_version": "2026-1"}, If_Match=tag)
    assert activated.status == 200
    changed = caller.call("PATCH", path, {"sso": False}, If_Match=activated.headers["ETag"])
    assert changed.status == 200
    rotated = caller.call("POST", f"{path}/rotate-secret", {}, If_Match=changed.headers["ETag"])
    assert rotated.status == 200
    assert rotated.headers["ETag"] != changed.headers["ETag"]
    told = {"reason": "closed"}
    stopped = caller.call("POST", f"{path}/suspend", told, If_Match=rotated.headers["ETag"])
    assert (stopped.status, stopped.json["state"]) == (200, "suspended")


@pytest.mark.parametrize("told", ["*", "{tag}, {tag}", "W/{tag}", "{tag}x", '""'])
def test_only_the_one_tag_that_was_answered_lets_a_write_through(
    caller: Program, told: str
) -> None:
    """`*` and lists would change what the program has not seen."""
    path, tag = connected(caller)
    answer = caller.call("PATCH", path, {"sso": False}, If_Match=told.format(tag=tag))
    assert (answer.status, answer.json["reason"]) == (412, "page_changed")
    assert held(caller, path)["sso"] is True


def test_a_name_like_another_is_told_and_shared_on_purpose(caller: Program) -> None:
    first = registration()
    made = caller.call("POST", "/clients", first).json["client"]["client_id"]
    again = {**first, "redirect_uris": ["https://elsewhere.example/cb"]}
    for asked in ("", "?shares_name=false"):
        refused = caller.call("POST", f"/clients{asked}", again)
        assert (refused.status, refused.json["reason"]) == (409, "name_looks_alike")
        assert made in refused.json["detail"]
    shared = caller.call("POST", "/clients?shares_name=true", again)
    assert shared.status == 201
    path, tag = connected(caller)
    renamed = {"name": first["name"]}
    refused = caller.call("PATCH", path, renamed, If_Match=tag)
    assert (refused.status, made in refused.json["detail"]) == (409, True)
    assert caller.call("PATCH", f"{path}?shares_name=true", renamed, If_Match=tag).status == 200
    for asked in ("shares_name=yes", "shares_name=1", "shares_name=", "shares_names=true"):
        odd = caller.call("POST", f"/clients?{asked}", registration())
        assert (odd.status, odd.json["reason"]) == (400, "query_malformed")


PROVIDER = {
    "name": "Công ty Kết nối",
    "certificate_until": "2029-01-01T00:00:00+07:00",
    "help_line": "1900 1234",
}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/clients", registration()),
        ("/providers", PROVIDER),
        ("/policy/changes", {"switch": "sso", "value": "off"}),
        ("/policy/means-rules/changes", {"rules": []}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_was_made_is_where_the_answer_says(
    house: House, caller: Program, path: str, body: object
) -> None:
    made = caller.call("POST", path, body, Idempotency_Key="a-key-of-mine")
    assert made.status == 201, made.text
    again = caller.call("POST", path, body, Idempotency_Key="a-key-of-mine")
    assert again.headers["Location"] == made.headers["Location"]
    start = f"{house.world.settings.issuer}/admin/v1"
    assert made.headers["Location"].startswith(start)
    read = caller.call("GET", made.headers["Location"].removeprefix(start))
    assert read.status == 200
    assert read.json == made.json.get("client", made.json)
    assert read.headers["ETag"] == made.headers["ETag"]


def test_a_proposed_anchor_is_read_and_withdrawn(caller: Program) -> None:
    pem = authority("A root").pem.decode()
    made = caller.call("POST", "/anchors", {"kind": "csca", "certificate": pem})
    path = f"/anchors/{made.json['id']}"
    read = caller.call("GET", path)
    assert (made.status, read.json) == (201, made.json)
    assert caller.call("GET", f"/cases/{made.json['case']}").json["procedure"] == "trust_anchor"
    assert caller.call("GET", "/anchors").json["items"] == [read.json]
    withdrawn = caller.call("POST", f"{path}/withdraw", If_Match=read.headers["ETag"])
    assert (withdrawn.status, withdrawn.json["state"]) == (200, "withdrawn")
    late = caller.call("POST", f"{path}/withdraw", If_Match=withdrawn.headers["ETag"])
    assert (late.status, late.json["reason"]) == (409, "state_already_holds")
    faulty = caller.call("POST", "/anchors", {"kind": "csca", "certificate": "x"})
    assert (faulty.status, faulty.json["reason"]) == (422, "certificate_not_acceptable")


def test_a_proposal_names_the_case_in_which_it_is_decided(caller: Program) -> None:
    made = caller.call("POST", "/policy/changes", {"switch": "sso", "value": "off"}).json
    case = caller.call("GET", f"/cases/{made['case']}")
    assert (case.status, case.json["procedure"]) == (200, "policy_change")
    withdraw = {"event": "withdraw"}
    caller.call("POST", f"/cases/{made['case']}/events", withdraw, If_Match=case.headers["ETag"])
    (listed,) = caller.call("GET", "/policy/changes").json["items"]
    assert listed == made | {"state": "withdrawn"}


@pytest.mark.parametrize(
    "limit", ["0", "201", "+1", "1.0", "1_0", "%201", "%D9%A3", "", "-1", "1e1"]
)
def test_a_limit_is_plain_digits(caller: Program, limit: str) -> None:
    answer = caller.call("GET", f"/policy?limit={limit}")
    assert (answer.status, answer.json["reason"]) == (400, "query_malformed")
    assert "limit" in answer.json["detail"]

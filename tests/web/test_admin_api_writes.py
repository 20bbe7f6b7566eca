"""What a program writes by the admin API: merge patches, entity tags, and where what it made is."""

from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any

import pytest

from idp.assurance.levels import Level
from idp.relying_parties.domain.client import BACKCHANNEL, ClaimPurpose, Connection, PartyKind
from idp.relying_parties.domain.pkce import PkceExemption
from idp.relying_parties.domain.registration import HAVE_A_SECRET, Registration
from idp.relying_parties.registration_document import MEMBERS, STANDARD
from tests.support.admin_api import Program, program, registration
from tests.support.admin_contract import contract
from tests.support.assertions import ClientKey
from tests.support.http import Answer
from tests.support.live import House
from tests.support.makers import authority
from tests.support.officers import AN
from tests.support.world import sure

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


def of_every_member(provider_id: str, resource: str) -> tuple[Registration, ...]:
    """Registrations in which, taken together, each member is set to something of its own."""
    return (
        Registration(
            client_id="of-every-member",
            name={"vi": "Cổng đủ", "en": "A whole portal"},
            kind=PartyKind.PRIVATE,
            connection=Connection.VIA_PROVIDER,
            provider_id=provider_id,
            redirect_uris=("https://whole.example/cb", "http://127.0.0.1/cb"),
            post_logout_redirect_uris=("https://whole.example/out",),
            grant_types=frozenset({"authorization_code", "refresh_token", BACKCHANNEL}),
            auth_method="private_key_jwt",
            pkce_exemption=PkceExemption("Sản phẩm cũ", without_nonce=True, until=date(2027, 1, 1)),
            jwks=ClientKey().jwks,
            scopes=frozenset({"openid", "profile", "offline_access"}),
            claims={"name": ClaimPurpose(PURPOSE["text"], essential=True)},
            minimum_level=Level.TWO,
            minimum_account_level=2,
            sector="whole.example",
            id_token_alg="ES256",
            default_max_age=60,
            require_pushed=True,
            resources=(resource,),
            sso=False,
            backchannel_logout_uri="https://whole.example/ended",
            backchannel_delivery="ping",
            backchannel_notification_uri="https://whole.example/ping",
            logo_uri="https://whole.example/logo.png",
            policy_uri="https://whole.example/privacy",
            tos_uri="https://whole.example/terms",
            no_biometrics=True,
            phishing_resistant_only=True,
            delegated_acting=True,
            loopback=True,
        ),
        Registration(
            client_id="with-a-secret",
            name={"vi": "Kho tư liệu"},
            kind=PartyKind.STATE_AGENCY,
            redirect_uris=("https://other.example/cb",),
            auth_method="client_secret_post",
            pkce_exemption=PkceExemption("Sản phẩm cũ", until=date(2027, 1, 1)),
            legal_basis="statutory",
        ),
        Registration(
            client_id="in-a-browser",
            name={"vi": "Trang bản đồ"},
            kind=PartyKind.PUBLIC_SERVICE,
            redirect_uris=("https://map.example/cb",),
            auth_method="none",
            allowed_origins=("https://map.example",),
        ),
        Registration(
            client_id="keys-elsewhere",
            name={"vi": "Trạm khí tượng"},
            kind=PartyKind.POLITICAL_ORGANISATION,
            redirect_uris=("https://keys.example/cb",),
            auth_method="private_key_jwt",
            jwks_uri="https://keys.example/jwks.json",
        ),
    )


def test_a_client_is_read_and_written_whatever_its_registration_sets(
    house: House, caller: Program
) -> None:
    provider = caller.call("POST", "/providers", PROVIDER).json["id"]
    every = of_every_member(provider, "https://whole.example/api")
    for each in fields(Registration):
        set_in = [one for one in every if getattr(one, each.name) not in (None, *_default(each))]
        assert set_in, f"{each.name} is set in none"
    for one in every:
        sure(house.world.services.relying_parties.register(one, actor=AN))
        path = f"/clients/{one.client_id}"
        read = caller.call("GET", path)
        assert read.status == 200, read.text
        listed = caller.call("GET", "/clients?limit=200").json["items"]
        assert read.json in listed
        exemption = one.pkce_exemption
        until = None if exemption is None else "2027-01-01"
        assert (read.json["registration"]["pkce_exemption"] or {}).get("until") == until
        patched = caller.call("PATCH", path, {"sso": False}, If_Match=read.headers["ETag"])
        assert patched.status == 200, patched.text
        kept = {**read.json["registration"], "sso": False}
        assert patched.json["client"]["registration"] == kept
        tag = patched.headers["ETag"]
        rotated = caller.call("POST", f"{path}/rotate-secret", {}, If_Match=tag)
        assert rotated.status == (200 if one.auth_method in HAVE_A_SECRET else 409)
        for act in ("suspend", "remove"):
            tag = caller.call("GET", path).headers["ETag"]
            done = caller.call("POST", f"{path}/{act}", {"reason": "a leak"}, If_Match=tag)
            assert (done.status, done.json["registration"]) == (200, kept), done.text


def _default(member: Field[Any]) -> tuple[Any, ...]:
    return () if member.default is MISSING else (member.default,)


def test_a_patch_by_standard_names_is_the_same_patch(caller: Program) -> None:
    path, _ = connected(caller)
    change = {"client_name#en": "Renamed again", "require_pushed_authorization_requests": True}
    assert patch(caller, path, change, "application/json").status == 200
    now = held(caller, path)
    assert (now["name"]["en"], now["require_pushed"]) == ("Renamed again", True)


def test_whatever_may_be_null_in_a_patch_gets_its_default(caller: Program) -> None:
    """RFC 7396 section 1; so the document of the API calls no member nullable that is not."""
    schema = contract(caller.house.world.settings.issuer).schemas["RegistrationChange"]
    nullable = {name for name, each in schema["properties"].items() if is_nullable(each)}
    every = {*MEMBERS, *STANDARD, "client_name#vi", "client_name#en"}
    assert every - nullable == {"name", "kind", "client_id", "client_name", "client_name#vi"}
    path, tag = connected(caller)
    for name in sorted(nullable):
        answer = patch(caller, path, {name: None, "grant_types": ["client_credentials"]})
        if name == "grant_types":
            answer = patch(caller, path, {name: None})
        assert answer.status == 200, (name, answer.text)
    for name in sorted(every - nullable):
        answer = patch(caller, path, {name: None})
        assert (answer.status, answer.json["reason"]) == (422, "body_faulty"), name
    now = held(caller, path)
    assert (list(now["name"]), now["redirect_uris"]) == (["vi"], [])
    assert now["grant_types"] == ["client_credentials"]
    assert caller.call("GET", path).headers["ETag"] != tag


def is_nullable(schema: dict[str, Any]) -> bool:
    either = schema.get("anyOf", [schema])
    return any(each.get("type") == "null" for each in either)


def test_a_patch_to_a_web_application_ends_the_loopback(caller: Program) -> None:
    native = ["http://127.0.0.1/cb"]
    path, _ = connected(caller, application_type="native", redirect_uris=native)
    for web in ("web", None):
        refused = patch(caller, path, {"application_type": web})
        assert (refused.status, refused.json["reason"]) == (422, "registration_faulty")
        assert "address_not_acceptable" in refused.json["detail"]
    assert held(caller, path)["redirect_uris"] == native
    on_the_web = {"application_type": "web", "redirect_uris": ["https://native.example/cb"]}
    assert patch(caller, path, on_the_web).status == 200
    back = patch(caller, path, {"redirect_uris": native})
    assert (back.status, back.json["reason"]) == (422, "registration_faulty")
    both = {"application_type": "web", "loopback": True, "redirect_uris": native}
    assert patch(caller, path, both).status == 200, "a web application on this machine"


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

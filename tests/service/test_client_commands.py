"""Relying parties, terminals and providers are registered by command; faults are reported."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from idp.cli import main
from idp.relying_parties.domain.registration import Fault, Registration
from idp.relying_parties.registration_document import EXPLAINED, MEMBERS
from tests.support.assertions import ClientKey
from tests.support.commands import Idp, json_lines

PORTAL = {
    "name": {"vi": "Cổng dịch vụ công"},
    "kind": "public_service",
    "redirect_uris": ["https://portal.example.vn/callback"],
    "scopes": ["openid", "profile"],
    "claims": {"name": {"text": {"vi": "Để ghi vào hồ sơ"}, "essential": True}},
    "minimum_level": 2,
}


def test_a_client_is_registered_activated_and_suspended(idp: Idp, tmp_path: Path) -> None:
    (tmp_path / "portal.json").write_text(json.dumps(PORTAL))
    (made,) = json_lines(idp("clients", "register", str(tmp_path / "portal.json")))
    assert len(made["client_secret"]) >= 43
    client_id = made["client_id"]
    assert idp("clients", "activate", client_id, "--terms", "old").exit_code == 1
    for done in (
        idp("clients", "activate", client_id, "--terms", "2026-1"),
        idp("clients", "suspend", client_id, "--reason", "test"),
    ):
        assert done.exit_code == 0
        assert "servers that are running learn it within 5 seconds" in done.output
    (listed,) = json_lines(idp("clients", "list"))
    assert (listed["client_id"], listed["state"]) == (client_id, "suspended")
    assert listed["minimum_level"] == 2
    assert made["client_secret"] not in idp("clients", "list").output


def test_a_party_named_like_a_later_name_of_the_deployment_is_noted(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = PORTAL | {"name": {"vi": "Bưu điện số tra cứu"}}
    (tmp_path / "portal.json").write_text(json.dumps(party))
    (made,) = json_lines(idp("clients", "register", str(tmp_path / "portal.json")))
    until = ("--until", "2027-12-31")
    (provider,) = json_lines(
        idp("providers", "register", "Buu dien So VN", *until, "--help-line", "1900")
    )
    assert "brand_name" not in idp("check-config").output
    monkeypatch.setenv("IDP_BRAND_NAME", "Bưu điện Số")
    told = idp("check-config")
    assert told.exit_code == 0
    assert f"note: brand_name: client Bưu điện số tra cứu ({made['client_id']})" in told.output
    assert f"provider Buu dien So VN ({provider['id']})" in told.output


def test_a_text_without_english_is_named_when_a_client_is_registered(
    idp: Idp, tmp_path: Path
) -> None:
    text = {"vi": "Để ghi vào hồ sơ"}
    party = PORTAL | {"name": {"vi": "Cổng thử"}, "claims": {"name": {"text": text}}}
    (tmp_path / "portal.json").write_text(json.dumps(party))
    told = idp("clients", "register", str(tmp_path / "portal.json")).output
    assert "name: no English text" in told
    assert "claims.name: no English text" in told


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kind": "stranger"}, "kind"),
        ({"redirect_url": "https://x.vn"}, "unknown members: redirect_url"),
        ({"redirect_uris": ["http://portal.example.vn/"]}, "address_not_acceptable"),
        ({"name": None}, "name"),
        ({"kind": "private"}, "type_not_eligible_direct"),
    ],
)
def test_a_faulty_registration_is_refused_with_its_faults(
    idp: Idp, tmp_path: Path, change: dict[str, object], word: str
) -> None:
    (tmp_path / "portal.json").write_text(json.dumps(PORTAL | change))
    told = idp("clients", "register", str(tmp_path / "portal.json"))
    assert told.exit_code == 1
    assert word in told.output


STANDARD = {
    "client_name": "Cổng dịch vụ công",
    "client_name#en": "Portal",
    "kind": "public_service",
    "application_type": "native",
    "redirect_uris": ["http://127.0.0.1/cb"],
    "token_endpoint_auth_method": "none",
    "response_types": ["code"],
    "subject_type": "pairwise",
    "scope": "openid offline_access",
    "grant_types": ["authorization_code", "refresh_token"],
    "id_token_signed_response_alg": "ES256",
    "require_pushed_authorization_requests": True,
}


def test_the_names_of_dynamic_registration_are_taken(idp: Idp, tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text(json.dumps(STANDARD))
    (made,) = json_lines(idp("clients", "register", str(tmp_path / "app.json")))
    assert made["client_secret"] is None
    (listed,) = json_lines(idp("clients", "list"))
    assert listed["name"] == {"vi": "Cổng dịch vụ công", "en": "Portal"}
    assert (listed["auth_method"], listed["id_token_alg"]) == ("none", "ES256")
    assert (listed["scopes"], listed["require_pushed"]) == (["offline_access", "openid"], True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"frontchannel_logout_uri": "https://x.vn"}, ["frontchannel_logout_uri", "known members"]),
        ({"name": {"vi": "Khác"}}, ["name and client_name"]),
        ({"response_types": ["id_token"]}, ["response_types", 'only ["code"] here']),
        ({"subject_type": "public"}, ["subject_type", "only pairwise here"]),
        ({"application_type": "desktop"}, ["application_type"]),
        ({"pkce_exemption": {"reason": "x", "end": "y"}}, ["pkce_exemption.end"]),
        ({"claims": {"name": {"text": {"vi": "x"}, "esential": 1}}}, ["claims.name.esential"]),
        ({"application_type": "web"}, ["redirect_uris", "loopback"]),
        ({"client_name": "Cổng\x00"}, ["faulty: name"]),
        ({"client_name": "\ud800"}, ["faulty: name"]),
        ({"redirect_uris": ["http://127.0.0.1/cb?code=1"]}, ["response_parameter_in_address"]),
    ],
)
def test_a_refused_registration_says_what_to_write_instead(
    idp: Idp, tmp_path: Path, change: dict[str, object], words: list[str]
) -> None:
    (tmp_path / "app.json").write_text(json.dumps(STANDARD | change))
    told = idp("clients", "register", str(tmp_path / "app.json"))
    assert told.exit_code == 1
    for word in words:
        assert word in told.output


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Cổng"}, ["name: an object", '"vi"']),
        ({"redirect_uris": "https://x.vn/cb"}, ["redirect_uris: a list"]),
        ({"claims": ["name"]}, ["claims: an object"]),
        ({"claims": {"name": "để ghi"}}, ["claims.name: an object"]),
        ({"minimum_level": 5}, ["minimum_level: 1 to 4"]),
        ({"scopes": ["openid", "phone"]}, ["scope_without_approved_claim", "phone: "]),
        ({"claims": {"groups": {"text": {"vi": "x"}}}}, ["claim_not_approvable", "groups: "]),
        ({"grant_types": ["implicit"]}, ["grant_type", "authorization_code, "]),
        ({"auth_method": "client_secret_jwt"}, ["auth_method", "private_key_jwt or none"]),
        ({"auth_method": "private_key_jwt"}, ["needs jwks or jwks_uri"]),
        ({"redirect_uris": ["vn.example.app:/cb"]}, ['needs "auth_method": "none"']),
        ({"redirect_uris": ["app:/cb"], "auth_method": "none"}, ["domain name in reverse"]),
        ({"kind": "private"}, ["type_not_eligible_direct", "via_provider"]),
        ({"kind": None}, ["kind: "]),
    ],
)
def test_a_fault_says_which_word_is_wrong_and_what_would_be_right(
    idp: Idp, tmp_path: Path, change: dict[str, object], words: list[str]
) -> None:
    (tmp_path / "portal.json").write_text(json.dumps(PORTAL | change))
    told = idp("clients", "register", str(tmp_path / "portal.json"))
    assert told.exit_code == 1
    for word in words:
        assert word in told.output
    for word in ("tuple", "dictionary", "frozenset", "Purpose", "instance"):
        assert word not in told.output


def test_every_fault_of_a_registration_is_explained() -> None:
    assert set(EXPLAINED) == set(Fault)


def test_a_refused_command_says_what_it_asks_for(idp: Idp, tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text(json.dumps(STANDARD))
    (made,) = json_lines(idp("clients", "register", str(tmp_path / "app.json")))
    told = idp("clients", "activate", made["client_id"], "--terms", "2020-1")
    assert (told.exit_code, "the agreement in force is 2026-1" in told.output) == (1, True)
    told = idp("clients", "rotate-secret", made["client_id"])
    assert (told.exit_code, "no secret" in told.output) == (1, True)
    told = idp("clients", "suspend", "nothing", "--reason", "x")
    assert (told.exit_code, "no client has this id" in told.output) == (1, True)


def test_the_help_names_every_member_of_a_registration() -> None:
    known = {member.name for member in fields(Registration)}
    assert set(MEMBERS) == known
    for command in ("register", "edit"):
        shown = CliRunner().invoke(main, ["clients", command, "--help"]).output
        assert all(f"  {name}: " in shown for name in known)


def test_a_file_is_utf8_with_or_without_a_mark_whatever_the_locale(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda *_: "latin-1")
    text = json.dumps(STANDARD, ensure_ascii=False)
    (tmp_path / "app.json").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert idp("clients", "register", str(tmp_path / "app.json")).exit_code == 0
    (listed,) = json_lines(idp("clients", "list"))
    assert listed["name"]["vi"] == "Cổng dịch vụ công"
    (tmp_path / "app.json").write_bytes(text.encode("latin-1", "replace") + b"\xff")
    told = idp("clients", "register", str(tmp_path / "app.json"))
    assert (told.exit_code, "UTF-8" in told.output) == (1, True)


def test_a_client_is_edited_rotated_and_removed(idp: Idp, tmp_path: Path) -> None:
    file = tmp_path / "portal.json"
    file.write_text(json.dumps(PORTAL))
    (made,) = json_lines(idp("clients", "register", str(file)))
    client_id = made["client_id"]
    (before,) = json_lines(idp("clients", "list"))
    file.write_text('{"redirect_uris": ["https://portal.example.vn/callback/"], "sso": false}')
    (changed,) = json_lines(idp("clients", "edit", client_id, str(file)))
    assert changed == {"client_id": client_id}  # it has a secret, and null would read as lost
    (after,) = json_lines(idp("clients", "list"))
    right = ["https://portal.example.vn/callback/"]
    assert after == before | {"redirect_uris": right, "sso": False}
    file.write_text('{"sso": null}')
    assert idp("clients", "edit", client_id, str(file)).exit_code == 0
    assert json_lines(idp("clients", "list")) == [before | {"redirect_uris": right}]
    for faulty in ('{"client_id": "x"}', '{"redirect_urls": []}', '{"minimum_level": 9}', "[]"):
        file.write_text(faulty)
        assert idp("clients", "edit", client_id, str(file)).exit_code == 1
    (rotated,) = json_lines(idp("clients", "rotate-secret", client_id, "--overlap", "24"))
    assert rotated["client_secret"] not in {None, made["client_secret"]}
    assert idp("clients", "remove", client_id, "--reason", "closed").exit_code == 0
    assert idp("clients", "remove", client_id, "--reason", "closed").exit_code == 1
    assert json_lines(idp("clients", "list")) == []
    assert json_lines(idp("clients", "list", "--removed"))[0]["state"] == "removed"


def test_a_name_like_another_is_refused_and_says_whose(idp: Idp, tmp_path: Path) -> None:
    file = tmp_path / "portal.json"
    file.write_text(json.dumps(PORTAL))
    (made,) = json_lines(idp("clients", "register", str(file)))
    elsewhere = {"redirect_uris": ["https://elsewhere.example.vn/cb"]}
    file.write_text(json.dumps(PORTAL | elsewhere))
    told = idp("clients", "register", str(file))
    assert told.exit_code == 1
    assert made["client_id"] in told.output
    assert "--shares-name" in told.output
    assert idp("clients", "register", str(file), "--shares-name").exit_code == 0


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"'])
def test_a_file_that_is_no_registration_is_refused(idp: Idp, tmp_path: Path, text: str) -> None:
    (tmp_path / "portal.json").write_text(text)
    assert idp("clients", "register", str(tmp_path / "portal.json")).exit_code == 1


def test_a_terminal_is_registered_suspended_and_resumed(idp: Idp, tmp_path: Path) -> None:
    key, file, of_key = ClientKey(), tmp_path / "bank.json", tmp_path / "key.json"
    bank = PORTAL | {
        "redirect_uris": [],
        "auth_method": "private_key_jwt",
        "grant_types": ["urn:openid:params:grant-type:ciba"],
        "jwks": key.jwks,
    }
    file.write_text(json.dumps(bank))
    of_key.write_text(json.dumps(key.public))
    (client,) = json_lines(idp("clients", "register", str(file)))
    where = ("--branch", "Chi nhánh 1", "--address", "1 Tràng Tiền", "--desk", "Quầy 3")
    words = ("terminals", "register", client["client_id"], *where, "--key", str(of_key))
    (made,) = json_lines(idp(*words, "--network", "10.0.0.0/8"))
    assert (made["state"], made["networks"]) == ("active", ["10.0.0.0/8"])
    (stopped,) = json_lines(idp("terminals", "suspend", made["id"], "--reason", "stolen"))
    (again,) = json_lines(idp("terminals", "resume", made["id"]))
    assert (stopped["state"], again["state"]) == ("suspended", "active")
    assert json_lines(idp("terminals", "list")) == [again]
    assert idp(*words).exit_code == 1
    for text in ("[]", "not JSON"):
        of_key.write_text(text)
        refused = idp(*words)
        assert (refused.exit_code, "key.json" in refused.output) == (1, True)


def test_a_provider_is_registered_and_revoked(idp: Idp) -> None:
    (made,) = json_lines(
        idp("providers", "register", "Công ty A", "--until", "2029-01-01", "--help-line", "1900")
    )
    assert made["certificate_until"].startswith("2028-12-31 17:00:00+00:00"), "in Viet Nam"
    (revoked,) = json_lines(idp("providers", "revoke", made["id"], "--reason", "x"))
    assert revoked["revoked_at"]
    unknown = "00000000-0000-7000-8000-000000000000"
    assert idp("providers", "revoke", unknown, "--reason", "x").exit_code == 1
    assert len(json_lines(idp("providers", "list"))) == 1

"""Each command does what its help says, over a real database, and says so."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import NullPool, create_engine, inspect, select

from idp.accounts.domain import CURRENT_TERMS
from idp.cli import main
from idp.cli.client_file import EXPLAINED, MEMBERS
from idp.cli.context import services
from idp.cli.worker import Duty, carry_out
from idp.demo.card_office import revocation_list
from idp.factors.domain import ACTIVATING
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.database import Base
from idp.relying_parties.domain.registration import Fault, Registration
from idp.subjects.domain import Identity, Source
from tests.support import cards, people
from tests.support.assertions import ClientKey
from tests.support.frozen_clock import FrozenClock
from tests.support.makers import due_on, maker, publisher

Idp = Callable[..., Result]

PORTAL = {
    "name": {"vi": "Cổng dịch vụ công"},
    "kind": "public_service",
    "redirect_uris": ["https://portal.example.vn/callback"],
    "scopes": ["openid", "profile"],
    "claims": {"name": {"text": {"vi": "Để ghi vào hồ sơ"}, "essential": True}},
    "minimum_level": 2,
}


@pytest.fixture
def idp(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Idp:
    """The command over one demo installation."""
    key_file.create(tmp_path / "keys.json", now=SystemClock().now(), profile="demo")
    settings = {
        "PROFILE": "demo",
        "ISSUER": "http://localhost:8000",
        "DATABASE_URL": database_url,
        "KEYRING": str(tmp_path / "keys.json"),
        "SECRET": "demo.a-secret-of-this-test-alone-0123456789",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"IDP_{name}", value)
    runner = CliRunner()
    return lambda *words: runner.invoke(main, words, catch_exceptions=False)


def _json(result: Result) -> list[Any]:
    """What a script reads; sentences for the operator are on the other stream."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*words, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*words, name))


@pytest.mark.parametrize("words", list(_commands(main)), ids=" ".join)
def test_every_command_explains_itself_with_an_example(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*words, "--help"], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "Example:  " in shown.output
    assert f"idp {' '.join(words[:1])}" in shown.output


def test_check_config_tells_everything_and_fails(idp: Idp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert idp("check-config").exit_code == 0
    monkeypatch.setenv("IDP_PROFILE", "production")
    monkeypatch.setenv("IDP_WROKERS", "2")
    told = idp("check-config")
    assert told.exit_code == 1
    for word in ("IDP_WROKERS", "demo keys", "issuer: must be https", "secret of the demo"):
        assert word in told.output


def test_a_command_without_settings_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDP_PROFILE", "demo")
    told = CliRunner().invoke(main, ["clients", "list"])
    assert told.exit_code == 1
    assert "issuer: Field required" in told.output


def test_keys_are_made_once_and_rotated(idp: Idp, tmp_path: Path) -> None:
    assert idp("create-keys", str(tmp_path / "more.json")).exit_code == 0
    assert idp("create-keys", str(tmp_path / "more.json")).exit_code == 1
    assert idp("rotate-keys", "--ahead", "24", "--overlap", "7").exit_code == 0
    assert len(key_file.read_keys(tmp_path / "keys.json")) == 6
    again = idp("rotate-keys")
    assert again.exit_code == 1
    assert "already wait" in again.output
    stolen = idp("rotate-keys", "--at-once")
    assert stolen.exit_code == 0
    assert "6 keys ended" in stolen.output
    assert "access tokens" in stolen.output
    signing = [key for key in key_file.read_keys(tmp_path / "keys.json") if not key.distrusted_from]
    assert len(signing) == 3


@pytest.mark.parametrize("how", [(), ("--at-once",)])
def test_keys_of_another_user_are_not_rotated(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...]
) -> None:
    def fchown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    keys = tmp_path / "keys.json"
    before = keys.read_bytes()
    monkeypatch.setattr("os.fchown", fchown)
    told = idp("rotate-keys", *how)
    assert told.exit_code == 1
    assert f"Error: {keys}: belongs to another user" in told.output
    assert keys.read_bytes() == before


def test_migrate_makes_every_table_and_is_safe_to_repeat(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDP_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert idp("migrate").exit_code == 0
    assert idp("migrate").exit_code == 0
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}", poolclass=NullPool)
    made = set(inspect(engine).get_table_names())
    engine.dispose()
    assert made == set(Base.metadata.tables) | {"alembic_version"}


def test_a_client_is_registered_activated_and_suspended(idp: Idp, tmp_path: Path) -> None:
    (tmp_path / "portal.json").write_text(json.dumps(PORTAL))
    (made,) = _json(idp("clients", "register", str(tmp_path / "portal.json")))
    assert len(made["client_secret"]) >= 43
    client_id = made["client_id"]
    assert idp("clients", "activate", client_id, "--terms", "old").exit_code == 1
    for done in (
        idp("clients", "activate", client_id, "--terms", "2026-1"),
        idp("clients", "suspend", client_id, "--reason", "test"),
    ):
        assert done.exit_code == 0
        assert "servers that are running learn it within 5 seconds" in done.output
    (listed,) = _json(idp("clients", "list"))
    assert (listed["client_id"], listed["state"]) == (client_id, "suspended")
    assert listed["minimum_level"] == 2
    assert made["client_secret"] not in idp("clients", "list").output


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
    (made,) = _json(idp("clients", "register", str(tmp_path / "app.json")))
    assert made["client_secret"] is None
    (listed,) = _json(idp("clients", "list"))
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
    (made,) = _json(idp("clients", "register", str(tmp_path / "app.json")))
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
    (listed,) = _json(idp("clients", "list"))
    assert listed["name"]["vi"] == "Cổng dịch vụ công"
    (tmp_path / "app.json").write_bytes(text.encode("latin-1", "replace") + b"\xff")
    told = idp("clients", "register", str(tmp_path / "app.json"))
    assert (told.exit_code, "UTF-8" in told.output) == (1, True)


def test_a_client_is_edited_rotated_and_removed(idp: Idp, tmp_path: Path) -> None:
    file = tmp_path / "portal.json"
    file.write_text(json.dumps(PORTAL))
    (made,) = _json(idp("clients", "register", str(file)))
    client_id = made["client_id"]
    (before,) = _json(idp("clients", "list"))
    file.write_text('{"redirect_uris": ["https://portal.example.vn/callback/"], "sso": false}')
    (changed,) = _json(idp("clients", "edit", client_id, str(file)))
    assert changed == {"client_id": client_id}  # it has a secret, and null would read as lost
    (after,) = _json(idp("clients", "list"))
    right = ["https://portal.example.vn/callback/"]
    assert after == before | {"redirect_uris": right, "sso": False}
    file.write_text('{"sso": null}')
    assert idp("clients", "edit", client_id, str(file)).exit_code == 0
    assert _json(idp("clients", "list")) == [before | {"redirect_uris": right}]
    for faulty in ('{"client_id": "x"}', '{"redirect_urls": []}', '{"minimum_level": 9}', "[]"):
        file.write_text(faulty)
        assert idp("clients", "edit", client_id, str(file)).exit_code == 1
    (rotated,) = _json(idp("clients", "rotate-secret", client_id, "--overlap", "24"))
    assert rotated["client_secret"] not in {None, made["client_secret"]}
    assert idp("clients", "remove", client_id, "--reason", "closed").exit_code == 0
    assert idp("clients", "remove", client_id, "--reason", "closed").exit_code == 1
    assert _json(idp("clients", "list")) == []
    assert _json(idp("clients", "list", "--removed"))[0]["state"] == "removed"


def test_a_name_like_another_is_refused_and_says_whose(idp: Idp, tmp_path: Path) -> None:
    file = tmp_path / "portal.json"
    file.write_text(json.dumps(PORTAL))
    (made,) = _json(idp("clients", "register", str(file)))
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
    (client,) = _json(idp("clients", "register", str(file)))
    where = ("--branch", "Chi nhánh 1", "--address", "1 Tràng Tiền", "--desk", "Quầy 3")
    words = ("terminals", "register", client["client_id"], *where, "--key", str(of_key))
    (made,) = _json(idp(*words, "--network", "10.0.0.0/8"))
    assert (made["state"], made["networks"]) == ("active", ["10.0.0.0/8"])
    (stopped,) = _json(idp("terminals", "suspend", made["id"], "--reason", "stolen"))
    (again,) = _json(idp("terminals", "resume", made["id"]))
    assert (stopped["state"], again["state"]) == ("suspended", "active")
    assert _json(idp("terminals", "list")) == [again]
    assert idp(*words).exit_code == 1
    for text in ("[]", "not JSON"):
        of_key.write_text(text)
        refused = idp(*words)
        assert (refused.exit_code, "key.json" in refused.output) == (1, True)


def test_a_provider_is_registered_and_revoked(idp: Idp) -> None:
    (made,) = _json(
        idp("providers", "register", "Công ty A", "--until", "2029-01-01", "--help-line", "1900")
    )
    (revoked,) = _json(idp("providers", "revoke", made["id"]))
    assert revoked["revoked_at"]
    assert idp("providers", "revoke", "00000000-0000-7000-8000-000000000000").exit_code == 1
    assert len(_json(idp("providers", "list"))) == 1


@pytest.mark.norm("D4.8", limb="by command too")
def test_a_switch_needs_two_persons(idp: Idp) -> None:
    (change,) = _json(idp("policy", "propose", "sso", '"same_client"', "--by", "an"))
    assert _json(idp("policy", "list"))[0]["sso"] == "all"
    told = idp("policy", "approve", change["id"], "--by", "an")
    assert (told.exit_code, "four_eyes" in told.output) == (1, True)
    assert idp("policy", "approve", change["id"], "--by", "binh").exit_code == 0
    assert _json(idp("policy", "list"))[0]["sso"] == "same_client"


@pytest.mark.parametrize("value", ["same_client", '"sometimes"', "1"])
def test_a_switch_takes_only_its_own_values(idp: Idp, value: str) -> None:
    assert idp("policy", "propose", "sso", value, "--by", "an").exit_code == 1


def test_violations_are_listed_and_an_unknown_one_refused(idp: Idp) -> None:
    assert _json(idp("violations", "list", "--state", "open")) == []
    unknown = "00000000-0000-7000-8000-000000000000"
    assert idp("violations", "take", unknown, "--by", "an").exit_code == 1
    assert idp("violations", "close", unknown, "--outcome", "none").exit_code == 1


def test_history_is_purged(idp: Idp) -> None:
    assert "0 entries deleted" in idp("history", "purge").output


def test_an_unknown_account_cannot_be_locked(idp: Idp) -> None:
    words = ("--ground", "g", "--body", "b", "--remedy", "r")
    assert idp("accounts", "lock", "nobody", *words).exit_code == 1
    assert idp("accounts", "unlock", "nobody").exit_code == 1
    assert idp("accounts", "clear-lost", "nobody").exit_code == 1


def test_a_fraud_of_an_officer_says_what_to_do_when_it_is_interrupted(idp: Idp) -> None:
    told = idp("frauds", "officer", "binh", "--since", "2026-11-01", "--by", "an")
    assert told.stdout == ""
    first, last = told.stderr.splitlines()
    assert "run the same command again" in first
    assert last == "done: 0 persons"


def test_an_account_is_locked_and_unlocked(idp: Idp) -> None:
    with services() as opened:
        subject = opened.subjects.register("citizen", people.CITIZEN)
        assert isinstance(subject, Identity)
        assert opened.subjects.match(subject.subject_id, Source.NATIONAL_POPULATION_DB) is None
        opened.accounts.create(subject.subject_id, username="an.nguyen", level=2)
        opened.accounts.activate(subject.subject_id, terms_version=CURRENT_TERMS)
        told = idp(
            *("accounts", "lock", "AN.Nguyen", "--ground", "own request", "--body", "office"),
            *("--remedy", "come to the office"),
        )
        assert told.output == "an.nguyen is locked\n"
        account = opened.accounts.of(subject.subject_id)
        assert account is not None
        assert account.lock is not None
        assert account.lock.remedy == "come to the office"
        with opened.database.transaction() as connection:
            kinds = connection.execute(select(NOTICE.c.kind)).scalars().all()
        assert kinds == [NoticeKind.ACCOUNT_LOCKED]
        assert idp("accounts", "unlock", "an.nguyen").output == "an.nguyen is active\n"
        with opened.database.transaction() as connection:
            told_of = connection.execute(select(NOTICE.c.kind).order_by(NOTICE.c.id)).scalars()
            assert told_of.all() == [NoticeKind.ACCOUNT_LOCKED, NoticeKind.ACCOUNT_UNLOCKED]
        assert idp("accounts", "unlock", "an.nguyen").exit_code == 1
        none = "an.nguyen: 0 stopped means removed\n"
        assert idp("accounts", "clear-lost", "an.nguyen").output == none


@pytest.fixture
def an_nguyen(idp: Idp) -> str:  # noqa: ARG001 - its settings are in force
    """The name of an account with a password, over the database of the commands."""
    with services() as opened:
        identity = opened.subjects.register("citizen", people.CITIZEN)
        assert isinstance(identity, Identity)
        opened.subjects.match(identity.subject_id, Source.NATIONAL_POPULATION_DB)
        opened.accounts.create(identity.subject_id, username="an.nguyen", level=2)
        opened.accounts.activate(identity.subject_id, terms_version=CURRENT_TERMS)
        set_ = opened.passwords.set(
            identity.subject_id, "bảy con mèo ngủ 47 ngày", binding=ACTIVATING
        )
        assert not isinstance(set_, Refused)
    return "an.nguyen"


@pytest.mark.norm("D32.3", limb="the hotline reports for a caller")
def test_the_hotline_reports_for_a_caller_and_an_officer_closes_the_case(
    idp: Idp, an_nguyen: str
) -> None:
    words = ("--reason", "lost_control", "--by", "binh.tran")
    assert idp("cases", "report", an_nguyen, *words).exit_code == 1
    assert idp("cases", "report", "nobody", *words, "--lost", "phone").exit_code == 1
    (case,) = _json(idp("cases", "report", an_nguyen, *words, "--lost", "secrets"))
    assert (case["reported_by"], case["lost"], case["lettered"]) == ("hotline", ["secrets"], True)
    number = case["number"]
    assert idp("cases", "close", number, "--outcome", "x").exit_code == 1
    assert _json(idp("cases", "take", number, "--by", "chi.le"))[0]["owner"] == "chi.le"
    assert idp("cases", "take", number, "--by", "an.vo").exit_code == 1
    closed = _json(idp("cases", "close", number, "--outcome", "new password"))
    assert closed[0]["outcome"] == "new password"
    assert _json(idp("cases", "list", "--state", "open")) == []
    assert [each["number"] for each in _json(idp("cases", "list"))] == [number]


@pytest.mark.norm("D32.2", limb="two officers recover an account by the document")
def test_two_officers_recover_an_account_by_the_document(idp: Idp, an_nguyen: str) -> None:
    shown = ("--document", "identity card", "--number", "001190000017")
    name = ("--name", "Trần Thị Bích Hạnh")
    wrong = ("--birthdate", "1990-01-02", "--by", "an")
    assert idp("recoveries", "begin", an_nguyen, *shown, *name, *wrong).exit_code == 1
    right = ("--birthdate", "1990-01-01", "--by", "an")
    (visit,) = _json(idp("recoveries", "begin", an_nguyen, *shown, *name, *right))
    assert idp("recoveries", "confirm", visit["id"], "--by", "an").exit_code == 1
    assert idp("recoveries", "confirm", "not an id", "--by", "binh").exit_code == 1
    assert all(each["registered"] for each in visit["contacts"])
    assert idp("recoveries", "confirm", visit["id"], "--keeps", "fax", "--by", "b").exit_code == 2
    codes = idp("recoveries", "confirm", visit["id"], "--keeps", "email", "--by", "binh")
    assert (codes.exit_code, len(codes.output.split())) == (0, 10)
    assert idp("recoveries", "confirm", visit["id"], "--by", "binh").exit_code == 1
    (listed,) = _json(idp("recoveries", "list"))
    assert (listed["begun_by"], listed["confirmed_by"]) == ("an", "binh")


@pytest.mark.norm("D21.1", limb="rules about means come from two persons")
@pytest.mark.norm("D4.8", limb="by command too")
def test_rules_about_means_come_from_a_file_and_from_two_persons(idp: Idp, tmp_path: Path) -> None:
    rules = [{"level": 2, "client_id": None, "allowed": ["passkey", "password"]}]
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(rules))
    (change,) = _json(idp("policy", "propose", "means_rules", f"@{file}", "--by", "an"))
    assert idp("policy", "approve", change["id"], "--by", "an").exit_code == 1
    assert idp("policy", "approve", change["id"], "--by", "binh").exit_code == 0
    assert _json(idp("policy", "list"))[0]["means_rules"] == rules
    for faulty in ("@nowhere.json", '[{"level": 2}]', "[]]"):
        assert idp("policy", "propose", "means_rules", faulty, "--by", "an").exit_code == 1


def test_a_published_list_of_breached_passwords_is_imported_and_used(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaked = "a-Very-long-And-Leaked-42"
    published, known = tmp_path / "published.txt", tmp_path / "known.bin"
    digest = hashlib.sha1(leaked.encode(), usedforsecurity=False).hexdigest().upper()
    published.write_text(f"{digest}:7\n")
    monkeypatch.setenv("IDP_BREACHED_LIST", str(known))
    assert "breached_list" in idp("check-config").output
    assert "holds 1 passwords" in idp("import-breached", str(published), str(known)).output
    assert idp("check-config").exit_code == 0
    with services() as opened:
        assert opened.passwords.set(new_id(), leaked, binding=ACTIVATING) == Refused(
            Reason.PASSWORD_BREACHED
        )


def test_a_list_that_is_none_is_refused(idp: Idp, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.txt"
    nonsense.write_text("hello\n")
    told = idp("import-breached", str(nonsense), str(tmp_path / "known.bin"))
    assert told.exit_code == 1
    assert not (tmp_path / "known.bin").exists()


def test_published_metadata_are_imported_once_and_never_taken_back(
    idp: Idp, tmp_path: Path
) -> None:
    by, due = publisher(), SystemClock().now() + timedelta(days=20)
    blob, root = tmp_path / "blob.jwt", tmp_path / "root.pem"
    blob.write_bytes(by.blob(7, maker().entry(), nextUpdate=due_on(due)))
    root.write_bytes(by.root.pem)
    words = ("import-metadata", str(blob), "--root", str(root), "--by", "an.nguyen")
    assert "number 7 is in force with 1 models" in idp(*words).output
    again = idp(*words)
    assert again.exit_code == 1
    assert "number 7 is not newer" in again.output
    root.write_bytes(publisher().root.pem)
    assert "does not lead to the root" in idp(*words).output


def test_revoked_signers_of_cards_are_imported_and_never_taken_back(
    idp: Idp, tmp_path: Path
) -> None:
    now, day = SystemClock().now(), timedelta(days=1)
    country = cards.country(begins=now - day, ends=now + 9 * day)
    (tmp_path / "csca.der").write_bytes(country.encoded)
    proposed = idp("anchors", "propose", "csca", str(tmp_path / "csca.der"), "--by", "an")
    listed = tmp_path / "list.crl"
    listed.write_bytes(
        revocation_list(country, (7,), listed=3, begins=now - day, ends=now + 9 * day)
    )
    words = ("import-crl", str(listed), "--by", "an")
    assert "no anchor in force signed the list" in idp(*words).output
    idp("anchors", "approve", json.loads(proposed.output)["id"], "--by", "binh")
    assert "number 3 is in force with 1 revoked signers" in idp(*words).output
    again = idp(*words)
    assert (again.exit_code, "number 3 is not newer" in again.output) == (1, True)


def test_revoked_attestations_are_imported_and_a_file_that_is_no_list_is_not(
    idp: Idp, tmp_path: Path
) -> None:
    (tmp_path / "status.json").write_text('{"entries": {"c0ffee": {"status": "REVOKED"}}}')
    told = idp("app-keys", "import-revocations", str(tmp_path / "status.json"))
    assert told.output == "1 certificates vouch for nothing from now on\n"
    (tmp_path / "other.json").write_text("[]")
    refused = idp("app-keys", "import-revocations", str(tmp_path / "other.json"))
    assert refused.exit_code == 1
    assert "no object of entries" in refused.output


@pytest.mark.parametrize(
    "words",
    [
        ("app-keys", "anchor", "0199c1d2-0000-7000-8000-000000000000", "--place", "Hà Nội 01"),
        ("recoveries", "confirm", "0199c1d2-0000-7000-8000-000000000000"),
        ("recoveries", "begin", "an", "--document", "d", "--number", "1", "--name", "n"),
        ("cases", "take-back", "BM-0000-0000", "--document", "identity card"),
    ],
)
def test_production_binds_nobody_by_a_name_typed_in_a_shell(
    idp: Idp, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Review 7: until officers sign at a desk of their own."""
    monkeypatch.setenv("IDP_PROFILE", "production")
    told = idp(*words, "--by", "an")
    assert told.exit_code == 1
    assert "waits for the desk of officers" in told.output


def test_production_lowers_what_a_change_takes_at_no_shell(
    idp: Idp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDP_PROFILE", "production")
    told = idp("accounts", "clear-lost", "an.nguyen")
    assert told.exit_code == 1
    assert "waits for the desk of officers" in told.output


def test_only_a_key_on_record_is_anchored(idp: Idp) -> None:
    for credential in (new_id(), "no-id"):
        told = idp(
            "app-keys", "anchor", credential, "--by", "an", "--by", "binh", "--place", "Hà Nội 01"
        )
        assert told.exit_code == 1
    assert idp("app-keys", "list", "nobody").exit_code == 1


def test_a_worker_does_each_duty_once_when_asked(idp: Idp) -> None:
    assert idp("worker", "--once").exit_code == 0


def test_a_failing_duty_does_not_stop_the_others() -> None:
    clock = FrozenClock()
    done: list[str] = []

    def fail() -> int:
        raise ConnectionError

    def work() -> int:
        done.append("work")
        return len(done)

    owed = (
        Duty("fails", timedelta(days=1), fail, clock.now()),
        Duty("works", timedelta(minutes=5), work, clock.now()),
    )
    carry_out(owed, now=clock.now())
    assert [duty.due_at - clock.now() for duty in owed] == [
        timedelta(seconds=30),
        timedelta(minutes=5),
    ]
    carry_out(owed, now=clock.now())
    assert done == ["work"]


def test_a_clock_that_was_set_back_holds_no_duty_back() -> None:
    """It was ahead by years when the duty was done; the next time comes not only years later."""
    clock = FrozenClock()
    done: list[datetime] = []

    def work() -> int:
        done.append(clock.now())
        return len(done)

    owed = (Duty("works", timedelta(minutes=5), work, clock.now()),)
    carry_out(owed, now=clock.now() + timedelta(days=3_650))
    carry_out(owed, now=clock.now())
    assert len(done) == 2
    carry_out(owed, now=clock.now())
    carry_out(owed, now=clock.now() - timedelta(seconds=1))
    assert len(done) == 3, "a duty too often does no harm, one that waits for years does"

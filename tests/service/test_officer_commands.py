"""Commands of officers: policy, accounts, cases, recoveries and frauds."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from idp.accounts.domain import CURRENT_TERMS
from idp.cli.context import services
from idp.factors.domain import ACTIVATING
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.subjects.domain import Identity, Source
from tests.support import people
from tests.support.commands import Idp, json_lines
from tests.support.officers import OPERATOR, themself


@pytest.mark.norm("D4.8", limb="by command too")
def test_a_switch_needs_two_persons(idp: Idp) -> None:
    (change,) = json_lines(idp("policy", "propose", "sso", '"all"', "--by", "an"))
    assert json_lines(idp("policy", "list"))[0]["sso"] == "same_client"
    told = idp("policy", "approve", change["id"], "--by", "an")
    assert (told.exit_code, "four_eyes" in told.output) == (1, True)
    assert idp("policy", "approve", change["id"], "--by", "binh").exit_code == 0
    assert json_lines(idp("policy", "list"))[0]["sso"] == "all"


@pytest.mark.parametrize("value", ["same_client", '"sometimes"', "1"])
def test_a_switch_takes_only_its_own_values(idp: Idp, value: str) -> None:
    assert idp("policy", "propose", "sso", value, "--by", "an").exit_code == 1


def test_violations_are_listed_and_an_unknown_one_refused(idp: Idp) -> None:
    assert json_lines(idp("violations", "list", "--state", "open")) == []
    unknown = "00000000-0000-7000-8000-000000000000"
    assert idp("violations", "take", unknown, "--by", "an").exit_code == 1
    assert idp("violations", "close", unknown, "--outcome", "none").exit_code == 1


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
        subject = opened.subjects.register("citizen", people.CITIZEN, actor=OPERATOR)
        assert isinstance(subject, Identity)
        assert (
            opened.subjects.match(subject.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
            is None
        )
        opened.accounts.create(subject.subject_id, username="an.nguyen", level=2, actor=OPERATOR)
        opened.accounts.activate(
            subject.subject_id, terms_version=CURRENT_TERMS, actor=themself(subject.subject_id)
        )
        told = idp(
            *("accounts", "lock", "AN.Nguyen", "--ground", "own request", "--body", "office"),
            *("--remedy", "come to the office"),
        )
        assert told.output.startswith("an.nguyen is locked; letter VB-")
        account = opened.accounts.by_subject(subject.subject_id)
        assert account is not None
        assert account.lock is not None
        assert account.lock.remedy == "come to the office"
        with opened.database.transaction() as connection:
            kinds = connection.execute(select(NOTICE.c.kind)).scalars().all()
        assert kinds == [NoticeKind.ACCOUNT_LOCKED]
        unlocked = idp("accounts", "unlock", "an.nguyen").output
        assert unlocked.startswith("an.nguyen is active; letter VB-")
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
        identity = opened.subjects.register("citizen", people.CITIZEN, actor=OPERATOR)
        assert isinstance(identity, Identity)
        opened.subjects.match(identity.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
        opened.accounts.create(identity.subject_id, username="an.nguyen", level=2, actor=OPERATOR)
        opened.accounts.activate(
            identity.subject_id, terms_version=CURRENT_TERMS, actor=themself(identity.subject_id)
        )
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
    (case,) = json_lines(idp("cases", "report", an_nguyen, *words, "--lost", "secrets"))
    assert (case["reported_by"], case["lost"], case["lettered"]) == ("hotline", ["secrets"], True)
    number = case["number"]
    assert idp("cases", "close", number, "--outcome", "x").exit_code == 1
    assert (
        json_lines(idp("cases", "take", number, "--by", "chi.le"))[0]["owner"]["said"] == "chi.le"
    )
    assert idp("cases", "take", number, "--by", "an.vo").exit_code == 1
    closed = json_lines(idp("cases", "close", number, "--outcome", "new password"))
    assert closed[0]["outcome"] == "new password"
    assert json_lines(idp("cases", "list", "--state", "open")) == []
    assert [each["number"] for each in json_lines(idp("cases", "list"))] == [number]


@pytest.mark.norm("D32.2", limb="two officers recover an account by the document")
def test_two_officers_recover_an_account_by_the_document(idp: Idp, an_nguyen: str) -> None:
    shown = ("--document", "identity card", "--number", "001190000017")
    name = ("--name", "Trần Thị Bích Hạnh")
    wrong = ("--birthdate", "1990-01-02", "--by", "an")
    assert idp("recoveries", "begin", an_nguyen, *shown, *name, *wrong).exit_code == 1
    right = ("--birthdate", "1990-01-01", "--by", "an")
    (visit,) = json_lines(idp("recoveries", "begin", an_nguyen, *shown, *name, *right))
    early = idp("recoveries", "confirm", visit["id"], "--by", "binh")
    assert (early.exit_code, "contacts_unreviewed" in early.output) == (1, True)
    assert idp("recoveries", "confirm", "not an id", "--by", "binh").exit_code == 1
    assert all(each["registered"] for each in visit["contacts"])
    assert idp("recoveries", "review", visit["id"], "--keeps", "fax", "--by", "an").exit_code == 2
    kept = idp("recoveries", "review", visit["id"], "--keeps", "email", "--by", "an")
    assert kept.exit_code == 0
    assert idp("recoveries", "confirm", visit["id"], "--by", "an").exit_code == 1
    codes = idp("recoveries", "confirm", visit["id"], "--by", "binh")
    assert (codes.exit_code, len(codes.stdout.split())) == (0, 10)
    assert idp("recoveries", "confirm", visit["id"], "--by", "binh").exit_code == 1
    (listed,) = json_lines(idp("recoveries", "list"))
    assert (listed["begun_by"]["said"], listed["confirmed_by"]["said"]) == ("an", "binh")


@pytest.mark.norm("D21.1", limb="rules about means come from two persons")
@pytest.mark.norm("D4.8", limb="by command too")
def test_rules_about_means_come_from_a_file_and_from_two_persons(idp: Idp, tmp_path: Path) -> None:
    rules = [{"level": 2, "client_id": None, "allowed": ["passkey", "password"]}]
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(rules))
    (change,) = json_lines(idp("policy", "propose", "means_rules", f"@{file}", "--by", "an"))
    assert idp("policy", "approve", change["id"], "--by", "an").exit_code == 1
    assert idp("policy", "approve", change["id"], "--by", "binh").exit_code == 0
    assert json_lines(idp("policy", "list"))[0]["means_rules"] == rules
    for faulty in ("@nowhere.json", '[{"level": 2}]', "[]]"):
        assert idp("policy", "propose", "means_rules", faulty, "--by", "an").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("recoveries", "review", "0199c1d2-0000-7000-8000-000000000000"),
        ("recoveries", "confirm", "0199c1d2-0000-7000-8000-000000000000"),
        ("recoveries", "begin", "an", "--document", "d", "--number", "1", "--name", "n"),
        ("cases", "take-back", "BM-0000-0000", "--document", "identity card"),
    ],
)
def test_production_binds_nobody_by_a_name_typed_in_a_shell(
    idp: Idp, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Review 7: a name that was typed proves no officer."""
    monkeypatch.setenv("IDP_PROFILE", "production")
    told = idp(*words, "--by", "an")
    assert told.exit_code == 1
    assert "is not done by a command in production" in told.output


@pytest.mark.norm("D16", limb="a command neither locks nor unlocks")
@pytest.mark.parametrize(
    "words",
    [
        ("accounts", "clear-lost", "an.nguyen"),
        ("accounts", "unlock", "an.nguyen"),
        ("accounts", "lock", "an", "--ground", "g", "--body", "b", "--remedy", "r"),
        ("documents", "show", new_id(), "--purpose", "p", "--into", "nothing.pdf"),
    ],
)
def test_production_does_what_an_officer_decides_at_no_shell(
    idp: Idp, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("IDP_PROFILE", "production")
    told = idp(*words)
    assert told.exit_code == 1
    assert "is not done by a command in production" in told.output


def test_keys_of_an_unknown_name_are_not_listed(idp: Idp) -> None:
    assert idp("app-keys", "list", "nobody").exit_code == 1

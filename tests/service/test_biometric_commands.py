"""`idp biometrics`: two persons, plain words for what is wrong, and the gaps for all to see."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from idp.cli import main
from idp.platform import key_file
from tests.support import databases
from tests.support.frozen_clock import START
from tests.support.source import ROOT

SERVICE: dict[str, Any] = {
    "name": "National ABIS",
    "role": "matching",
    "interface": "osia",
    "endpoint": "https://abis.example.vn",
    "gallery": "citizens",
    "modalities": ["face"],
    "provenance": "identity_db",
    "profile": "production",
}


@pytest.fixture
def installation(tmp_path: Path, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of a production profile over an empty database."""
    key_file.create(tmp_path / "keyring.json", now=START)
    settings = {
        "issuer": "https://id.example.vn",
        "database_url": databases.sqlite_copy(sqlite_file, tmp_path),
        "keyring": str(tmp_path / "keyring.json"),
        "secret": "a secret of these tests alone, long enough",
    }
    file = tmp_path / "idp.toml"
    file.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items()))
    monkeypatch.setenv("IDP_CONFIG", str(file))
    assert ROOT.exists()
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["biometrics", *words])


def written(folder: Path, content: object) -> str:
    file = folder / "record.json"
    file.write_text(json.dumps(content))
    return str(file)


def proposed(folder: Path, **changes: object) -> str:
    result = run("propose", written(folder, SERVICE | changes), "--by", "an")
    assert result.exit_code == 0, result.output
    found: str = json.loads(result.output)["id"]
    return found


@pytest.mark.norm("D4.8", limb="a biometric service needs two persons")
def test_a_service_needs_a_second_person(installation: Path) -> None:
    record = proposed(installation)
    refused = run("approve", record, "--by", "an")
    assert refused.exit_code == 1
    assert "four_eyes" in refused.output
    by_name = run("approve", record, "--by", "binh")
    assert by_name.exit_code == 1
    assert "commands_only_propose" in by_name.output  # a name at a shell is no second person
    listed = run("list").output
    assert '"in_force"' not in listed
    assert "no_liveness_provider_in_force" in listed


def test_a_report_is_entered_for_a_service(installation: Path) -> None:
    report = {
        "service": proposed(installation),
        "kind": "false_match",
        "standard": "ISO/IEC 19795-1",
        "lab": "Laboratory",
        "value": "0.00005",
        "report": "registry 7/2026",
        "valid_until": "2199-06-30T00:00:00+07:00",
    }
    result = run("propose-report", written(installation, report), "--by", "an")
    assert result.exit_code == 0, result.output
    for broken in (
        {"kind": "hearsay"},
        {"valid_until": "2199-06-30"},
        {"valid_until": "2001-06-30T00:00:00Z"},
        {"value": "many"},
        {"value": None},
        {"service": "nobody"},
    ):
        result = run("propose-report", written(installation, report | broken), "--by", "an")
        assert result.exit_code == 1, broken
        assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "magic"},
        {"interface": "liveness_json"},
        {"endpoint": "abis"},
        {"endpoint": "http://abis.example.vn"},
        {"modalities": "face"},
        {"modalities": ["gait"]},
        {"profile": "holiday"},
        {"provenance": "hearsay"},
    ],
    ids=repr,
)
def test_what_cannot_be_is_said_in_a_sentence(
    installation: Path, changes: dict[str, object]
) -> None:
    result = run("propose", written(installation, SERVICE | changes), "--by", "an")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


@pytest.mark.parametrize("profile", ["demo", "evaluation"])
def test_production_refuses_what_is_no_service_of_production(
    installation: Path, profile: str
) -> None:
    result = run("propose", written(installation, SERVICE | {"profile": profile}), "--by", "an")
    assert result.exit_code == 1
    assert "not_authorised" in result.output


def test_a_missing_member_is_named(installation: Path) -> None:
    result = run("propose", written(installation, {"name": "x"}), "--by", "an")
    assert "role" in result.output
    assert "is missing" in result.output


def test_the_token_is_read_from_a_file_and_shown_nowhere(installation: Path) -> None:
    token = installation / "token"
    token.write_text("secret-of-the-abis\n")
    words = ("propose", written(installation, SERVICE), "--token-file", str(token), "--by", "an")
    assert run(*words).exit_code == 0
    assert "secret-of-the-abis" not in run("list").output
    assert "secret-of-the-abis" not in (installation / "idp.db").read_bytes().decode("latin-1")


def test_one_person_retires(installation: Path) -> None:
    record = proposed(installation)
    assert run("retire", record, "--by", "an").exit_code == 0
    assert "state_already_holds" in run("retire", record, "--by", "an").output


def test_nobody_is_opened_who_is_not_there(installation: Path) -> None:
    assert installation.exists()
    assert run("open-again", "nobody", "--by", "an").exit_code == 1

"""The contract with scripts: demo.json, the harness client, kept state, and its limits."""

import contextlib
import os
import smtplib
import socket
import stat
import subprocess
import sys
import time
import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from idp.cli import main
from idp.demo.place import InUse, StateDirectory
from idp.demo.ports import OtherAddress, choose
from tests.support.demonstration import Demonstration, Traveller
from tests.support.http import Visitor, basic, bearer
from tests.support.walks import challenge, contents

_WRITTEN_AT_THE_START = ("idp.db", "keyring.json", "demo.json", "idp.toml", "portal.json")
_PEOPLE = {
    *("citizen_l2", "citizen_l1", "foreigner_l2", "representative", "guardian", "ward"),
    "citizen_with_app",
}
_OFFICERS = {
    *("director", "operator", "receiving_officer", "identity_officer", "hotline", "auditor"),
    "second_identity_officer",
}


def test_demo_json_keeps_its_contract(demonstration: Demonstration) -> None:
    file = demonstration.file
    assert set(file) == {"issuer", "people", "officers", "clients", "automation"}
    assert file["issuer"] == demonstration.issuer
    assert {person["key"] for person in file["people"]} == _PEOPLE
    fields = {"key", "username", "password", "totp_secret", "personal_number"}
    assert all(set(person) == fields for person in file["people"])
    assert {each["key"] for each in file["officers"]} == _OFFICERS
    more = fields | {"roles", "desk", "passkey"}
    assert all(set(each) == more for each in file["officers"])
    harness = demonstration.client("harness")
    assert harness["redirect_uris"] == ["http://127.0.0.1:9999/cb"]
    assert harness["token_endpoint_auth_method"] == "client_secret_basic"
    assert set(harness["grant_types"]) == {
        "authorization_code",
        "refresh_token",
        "client_credentials",
    }
    assert set(file["automation"]) == {
        *("client_id", "token_endpoint_auth_method", "resource", "scopes"),
        *("kid", "alg", "private_key"),
    }


def test_files_with_secrets_are_for_their_owner_only(demonstration: Demonstration) -> None:
    for name in (
        *("demo.json", "idp.toml", "portal.json", "keyring.json", "cards.json"),
        *("offline-installation-key-1.pem", "offline-installation-key-2.pem"),
    ):
        assert stat.S_IMODE((demonstration.state / name).stat().st_mode) == 0o600, name


def test_every_password_is_of_one_person_and_hard_to_guess(demonstration: Demonstration) -> None:
    passwords = [person["password"] for person in demonstration.file["people"]]
    assert len(set(passwords)) == len(passwords)
    assert all(len(password) >= 16 for password in passwords)


def _harness_tokens(traveller: Traveller, key: str, **changes: str) -> dict[str, Any]:
    client, verifier = traveller.world.client("harness"), "v" * 64
    asked = {
        "client_id": client["client_id"],
        "redirect_uri": client["redirect_uris"][0],
        "response_type": "code",
        "scope": "openid profile email offline_access",
        "prompt": "consent",
        "state": "s",
        "nonce": "n",
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
        **changes,
    }
    page = traveller.follow(traveller.visitor.get("/authorize", asked))
    page = traveller.agree(traveller.prove(page, key))
    assert page.location.startswith("http://127.0.0.1:9999/cb"), (page.url, page.text[:2000])
    grant = {
        "grant_type": "authorization_code",
        "code": page.query["code"],
        "redirect_uri": client["redirect_uris"][0],
        "code_verifier": verifier,
    }
    return _token(traveller.world, grant)


def _token(demonstration: Demonstration, grant: dict[str, str]) -> dict[str, Any]:
    client = demonstration.client("harness")
    secret = basic(client["client_id"], client["client_secret"])
    answer = Visitor(demonstration.issuer).post("/token", grant, headers=secret)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_the_harness_walks_from_code_to_userinfo_and_refresh(traveller: Traveller) -> None:
    loa2 = f"{traveller.world.issuer}/loa/2"
    tokens = _harness_tokens(traveller, "foreigner_l2", acr_values=loa2)
    assert contents(tokens["id_token"], 0)["alg"] == "ES256"
    assert contents(tokens["id_token"])["acr"] == loa2
    userinfo = traveller.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
    assert userinfo.json["sub"] == contents(tokens["id_token"])["sub"]
    assert userinfo.json["email"] == "alice.martin@people.example"
    grant = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert _token(traveller.world, grant)["access_token"] != tokens["access_token"]


def test_the_harness_gets_a_token_of_its_own(demonstration: Demonstration) -> None:
    tokens = _token(demonstration, {"grant_type": "client_credentials"})
    assert contents(tokens["access_token"])["iss"] == demonstration.issuer


@pytest.mark.parametrize("person", sorted(_PEOPLE - {"ward"}))
def test_everybody_in_demo_json_but_the_child_can_sign_in(
    traveller: Traveller, person: str
) -> None:
    level = 2 if traveller.world.person(person)["totp_secret"] else 1
    loa = f"{traveller.world.issuer}/loa/{level}"
    tokens = _harness_tokens(traveller, person, acr_values=loa)
    assert contents(tokens["id_token"])["acr"] == loa


def test_the_inbox_shows_mail_and_text_messages(demonstration: Demonstration) -> None:
    settings = tomllib.loads((demonstration.state / "idp.toml").read_text())
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Kết quả", "a@minh-danh.example", "b@people.example"
    mail.set_content("Xin chào")
    host, _, port = settings["mail_url"].removeprefix("smtp://").partition(":")
    with smtplib.SMTP(host, int(port)) as connection:
        connection.send_message(mail)
    inbox = Visitor(demonstration.inbox)
    sms = inbox.send(
        "POST",
        "/sms",
        body=b'{"to": "+84100000009", "text": "Ma: 123"}',
        headers={"Content-Type": "application/json"},
    )
    assert sms.status == 204
    page = inbox.get("/").text
    assert page.index("Ma: 123") < page.index("Kết quả")


def test_the_demo_phone_shows_no_code_to_a_foreign_host(demonstration: Demonstration) -> None:
    inbox = Visitor(demonstration.inbox)
    assert inbox.get("/phone").status == 200
    assert inbox.get("/phone", headers={"Host": "evil.example"}).status == 400


def test_a_second_start_keeps_everything_and_fresh_forgets_it(tmp_path: Path) -> None:
    demonstration = _elsewhere(tmp_path)
    with demonstration.up() as screen:
        first = demonstration.file
        assert all(person["password"] in screen for person in first["people"])
        keys = Visitor(demonstration.issuer).get("/jwks").body
        demonstration.traveller().sign_in("citizen_l1", level=1)
    with demonstration.up():
        assert demonstration.file == first
        assert Visitor(demonstration.issuer).get("/jwks").body == keys
        page = demonstration.traveller().sign_in("citizen_l1", level=1)
        assert page.path == "/why"
    with demonstration.up("--fresh"):
        assert demonstration.file != first
        assert demonstration.file["people"][0]["password"] not in screen


def test_the_phone_obeys_its_own_pages_only(demonstration: Demonstration) -> None:
    phone = Visitor(demonstration.telephone)
    assert phone.get("/", headers={"Host": "evil.example"}).status == 400
    form = {"text": f"{demonstration.telephone}/open?h=unknown"}
    foreign = phone.post("/scan", form, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status == 403
    page = phone.post("/scan", form)
    assert "hai.yen" in page.text
    answer = phone.submit(page, "handle", "key")
    assert answer.status == 422
    assert "refused" in answer.ids
    assert phone.get("/requests/unknown").status == 404
    assert phone.post("/look", {"handle": "h", "key": "unknown"}).status == 404
    assert phone.post("/scan", {"text": "☺ http://["}).status == 200


@pytest.mark.parametrize(
    "options", [(), ("--fresh",), ("--fresh", "--port", "8168", "--portal-port", "8169")]
)
def test_a_second_start_touches_nothing_of_a_running_demonstration(
    demonstration: Demonstration, options: tuple[str, ...]
) -> None:
    files = [demonstration.state / name for name in _WRITTEN_AT_THE_START]
    before = [path.stat().st_ino for path in files]
    ended = demonstration.again(*options)
    assert ended.returncode == 1
    assert "a demonstration runs in" in ended.stderr
    assert [path.stat().st_ino for path in files] == before
    assert demonstration.traveller().visitor.get("/health/ready").status == 200


def test_a_taken_port_is_told_before_anything_is_deleted(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    place = StateDirectory(state)
    os.close(place.claim())
    (state / "idp.db").write_bytes(b"kept")
    place.demo_file.write_text("{}", "utf-8")
    ended = demonstration.again("--state", str(state), "--fresh")
    assert f"port {demonstration.port} is taken" in ended.stderr
    assert (state / "idp.db").read_bytes() == b"kept"


def test_what_is_left_of_a_demonstration_still_holds_its_state(tmp_path: Path) -> None:
    place = StateDirectory(tmp_path / "state")
    lock = place.claim()
    orphan = [sys.executable, "-c", "input()"]
    with subprocess.Popen(orphan, stdin=subprocess.PIPE, pass_fds=(lock,)):  # noqa: S603
        os.close(lock)
        with pytest.raises(InUse):
            place.claim()
    os.close(place.claim())


def test_a_folder_that_cannot_be_made_is_told_with_the_option_that_names_another(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    ended = CliRunner().invoke(main, ["demo", "--state", str(tmp_path / "file" / "state")])
    assert ended.exit_code == 1
    assert f"{tmp_path / 'file' / 'state'} cannot be used (Not a directory)" in ended.output
    assert "--state" in ended.output


def test_a_kept_state_belongs_to_its_ports() -> None:
    with pytest.raises(OtherAddress, match="was made for ports"):
        choose((8160, 8161), port=1, portal_port=None, inbox_port=8162, phone_port=8163)


def test_a_taken_port_is_named(demonstration: Demonstration, tmp_path: Path) -> None:
    said = demonstration.refused(state=str(tmp_path / "other"))
    assert f"port {demonstration.port} is taken" in said


def test_a_folder_with_other_files_is_left_alone(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    kept = tmp_path / "idp.toml"
    kept.write_text("mine")
    assert "holds other files" in demonstration.refused(state=str(tmp_path))
    assert kept.read_text() == "mine"


@pytest.mark.parametrize("command", ["check-config", "serve"])
def test_production_refuses_what_the_demo_made(demonstration: Demonstration, command: str) -> None:
    refused = demonstration.production(command)
    assert refused.returncode != 0
    said = refused.stdout + refused.stderr
    for fault in ("keyring:", "secret:", "issuer: must be https", "database_url:"):
        assert fault in said, said


def test_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    demonstration = _elsewhere(tmp_path)
    with demonstration.up():
        pass
    ports = (demonstration.port, demonstration.portal_port, demonstration.inbox_port)
    until = time.monotonic() + 60
    for port in (*ports, demonstration.phone_port):
        while _is_open(port):
            assert time.monotonic() < until, port
            time.sleep(0.1)


def _is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False


def _elsewhere(folder: Path) -> Demonstration:
    return Demonstration.on_free_ports(folder / "state")

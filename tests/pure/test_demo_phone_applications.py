"""The demonstration's phone applies for level 01: once for each form, and for a child."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from requests import ConnectionError as NoConnection
from requests import Response

from idp.demo.telephones import PACKAGE, SIGNER, make_maker
from idp.platform.clock import SystemClock
from relying_party_demo.phone.app import create_app
from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.config import Config
from relying_party_demo.phone.installation import Installation, Receipt
from relying_party_demo.phone.keystore import Keystore, StoredKey, name_of, new_key, pem_of
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.provider import No

ADULT = {"kind": "citizen", "number": "1", "name": "An", "birthdate": "1990-05-06"}
CHILD = {**ADULT, "name": "Con", "birthdate": "2024-01-02"}


class Provider:
    """Keeps what it is sent; `fails`: what it answers instead, first to last."""

    issuer = "https://idp.example"

    def __init__(self) -> None:
        self.sent: list[Mapping[str, Any]] = []
        self.said: list[tuple[str, Mapping[str, Any]]] = []
        self.fails: list[Exception] = []

    def tell(self, path: str, value: Mapping[str, Any]) -> Mapping[str, str]:
        if path == "/app/instances/challenges":
            return {"handle": "h"}
        if path == "/app/applications":
            self.sent.append(claims_of(value["application"]) | {"image": value.get("face")})
            if self.fails:
                raise self.fails.pop(0)
        return {"receipt": f"R{len(self.sent)}"}

    def say(self, path: str, word: str, *, lang: str) -> Mapping[str, str]:
        self.said.append((path, claims_of(word)))
        return {"state": lang}


def claims_of(word: str) -> dict[str, Any]:
    body = word.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


@pytest.fixture
def made(tmp_path: Path) -> tuple[Phone, Provider, Path]:
    provider, keys = Provider(), Keystore(tmp_path / "keys.json")
    phone = SimpleNamespace(provider=provider, keys=keys, attested=lambda *_: ["chain"])
    return cast("Phone", phone), provider, tmp_path / "application.json"


def test_what_was_not_answered_is_sent_again_as_it_was(made: tuple[Phone, Provider, Path]) -> None:
    phone, provider, file = made
    provider.fails = [NoConnection(), No("unreadable"), No("channel_not_allowed")]
    for lost in (NoConnection, No):
        with pytest.raises(lost):
            Installation(phone, file).apply(ADULT, "vi", idempotency_key="one")
    receipt = Installation(phone, file).apply(ADULT, "vi", idempotency_key="one")
    assert len(provider.sent) == 4, "attested anew in between"
    assert len({each["image"] for each in provider.sent}) == 1, "the same picture"
    assert {each["idempotency_key"] for each in provider.sent} == {"one"}
    image = base64.b64decode(provider.sent[0]["image"])
    assert provider.sent[0]["face_sha256"] == hashlib.sha256(image).hexdigest()
    assert json.loads(file.read_text("utf-8"))["waiting"] == {}, "no picture stays"
    installed = Installation(phone, file)
    assert installed.apply(ADULT, "vi", idempotency_key="one") == receipt
    assert len(provider.sent) == 4, "a second press sends nothing"
    installed.apply(ADULT, "vi", idempotency_key="two")
    assert len(installed.receipts()) == 2


def test_what_was_refused_takes_another_picture(made: tuple[Phone, Provider, Path]) -> None:
    phone, provider, file = made
    provider.fails = [No("dossier_incomplete", {"name": "missing"})]
    installed = Installation(phone, file)
    with pytest.raises(No):
        installed.apply({**ADULT, "name": ""}, "vi", idempotency_key="one")
    installed.apply(ADULT, "vi", idempotency_key="one")
    assert provider.sent[0]["image"] != provider.sent[1]["image"]


def test_the_holder_of_a_key_files_for_a_child(made: tuple[Phone, Provider, Path]) -> None:
    phone, provider, file = made
    key = new_key()
    phone.keys.add(
        StoredKey(
            name_of(key), pem_of(key), Unlock.FINGER, "phone", "minh.an", anchored=True, retire="r"
        )
    )
    installed = Installation(phone, file)
    receipt = installed.apply(CHILD, "vi", idempotency_key="one", filer=name_of(key))
    (sent,) = provider.sent
    assert (sent["iss"], sent["on_behalf"], sent["image"]) == (name_of(key), True, None)
    assert "face_sha256" not in sent, "no face is captured below six"
    assert Installation(phone, file).receipts() == [receipt]
    installed.state(receipt, "en")
    installed.withdraw(receipt, "en")
    paths = [path for path, said in provider.said if said["iss"] == name_of(key)]
    assert paths == ["/app/applications/state", "/app/applications/withdrawal"]
    phone.keys.forget(name_of(key))
    with pytest.raises(No, match="not_found"):
        installed.state(receipt, "en")
    provider.fails = [No("channel_not_allowed")]
    assert installed.state(Receipt("R9", "An"), "en") == {"state": "en"}, "of an earlier file"


def test_a_form_is_one_application_on_its_page_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, key = make_maker(SystemClock().now()), new_key()
    named: dict[str, Any] = {"label": "phone", "account": "minh.an", "anchored": True}
    own = StoredKey(name_of(key), pem_of(key), Unlock.FINGER, retire="r", **named)
    Keystore(tmp_path / "keys.json").add(own)
    config = Config(
        port=1,
        issuer="http://localhost:1",
        maker_key=maker.key,
        maker_certificate=maker.certificate,
        package=PACKAGE,
        signer=SIGNER,
        demo_file=tmp_path / "demo.json",
        state_file=tmp_path / "keys.json",
        application_file=tmp_path / "application.json",
    )
    visitor, answers, sent = create_app(config).test_client(), list[Response](), list[Any]()

    def posted(_: str, **more: Any) -> Response:  # noqa: ANN401 - of requests
        sent.append(claims_of(more.get("json", {}).get("application") or more["data"].decode()))
        return answers.pop(0)

    monkeypatch.setattr("relying_party_demo.phone.provider.requests.post", posted)
    shown = visitor.get("/application?lang=en").text
    (form,) = re.findall(r'name="application" value="([^"]+)"', shown)
    assert "minh.an, for a child or ward" in shown
    fields = {**CHILD, "number": "", "application": form, "filer": own.name}
    own_form = {"headers": {"Origin": "http://localhost"}}
    for bent in ({"application": ""}, {"filer": "x"}, {"kind": "x"}):
        assert visitor.post("/application", data=fields | bent, **own_form).status_code == 400
    answers = [answer(422, {"error": "dossier_incomplete", "fields": {"number": "missing"}})]
    again = visitor.post("/application", data=fields, **own_form)
    assert (again.status_code, form in again.text) == (422, True)
    assert re.search(rf'value="{own.name}" checked', again.text)
    answers = [answer(202, {"receipt": "R1", "received_at": 1})]
    for _ in range(2):
        taken = visitor.post("/application", data=fields | {"number": "1"}, **own_form)
        assert taken.location == "/application/R1"
    assert [each["idempotency_key"] for each in sent] == [form, form], "the second press sent none"
    answers = [answer(200, {"state": "needs_review"})]
    assert 'id="withdraw"' in visitor.get("/application/R1").text
    answers = [answer(200, {"state": "withdrawn"}), answer(200, {"state": "withdrawn"})]
    visitor.post("/application/R1/withdraw", **own_form)
    told = visitor.get("/application/R1?lang=en").text
    assert "was withdrawn" in told
    assert 'id="withdraw"' not in told
    assert {each["iss"] for each in sent} == {own.name}


def answer(status: int, said: Mapping[str, Any]) -> Response:
    made = Response()
    made.status_code, made._content = status, json.dumps(said).encode()  # noqa: SLF001 - no network
    return made

"""The demonstration's register of cards: its interface and its page."""

import pytest
from flask.testing import FlaskClient

from relying_party_demo.card_registry.app import Card, Config, create_app

AN = Card("000190000001", "190000001", "Nguyễn Thị Minh An")
NUMBERS = {"personal_number": AN.personal_number, "document_number": AN.document_number}


@pytest.fixture
def desk() -> FlaskClient:
    return create_app(Config(0, (AN,))).test_client()


def status(desk: FlaskClient, **changes: str) -> object:
    answer = desk.post("/status", json={**NUMBERS, **changes})
    assert answer.status_code == 200
    said = dict(answer.get_json())
    assert {name: said[name] for name in NUMBERS} == {**NUMBERS, **changes}
    return said["status"]


def test_a_card_is_valid_until_somebody_says_otherwise(desk: FlaskClient) -> None:
    assert status(desk) == "valid"
    assert desk.post("/cards", data={**NUMBERS, "status": "lost"}).status_code == 303
    assert status(desk) == "lost"


def test_another_card_is_unknown(desk: FlaskClient) -> None:
    assert status(desk, document_number="190000002") == "unknown"
    assert status(desk, personal_number="000190000002") == "unknown"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"personal_number": 1, "document_number": "1"}', b"[" * 3000]
)
def test_a_question_that_is_none_is_refused(desk: FlaskClient, body: bytes) -> None:
    answer = desk.post("/status", data=body, content_type="application/json")
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("changes", [{"status": "found"}, {"document_number": "1"}, {"status": ""}])
def test_a_switch_that_is_none_is_refused(desk: FlaskClient, changes: dict[str, str]) -> None:
    form = {**NUMBERS, "status": "lost", **changes}
    assert desk.post("/cards", data=form).status_code == 400
    assert status(desk) == "valid"


def test_a_foreign_page_loses_nobodys_card(desk: FlaskClient) -> None:
    form = {**NUMBERS, "status": "lost"}
    answer = desk.post("/cards", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, status(desk)) == (403, "valid")
    assert desk.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_without_its_plug_it_answers_nobody(desk: FlaskClient) -> None:
    desk.post("/plug")
    assert desk.post("/status", json=NUMBERS).status_code == 503
    assert "not answering" in desk.get("/").text
    desk.post("/plug")
    assert status(desk) == "valid"

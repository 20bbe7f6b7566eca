"""What is changed on the page of the demonstration's registries is changed here."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from idp.accounts.domain import AccountState
from idp.demo.people import CAST, COMPANY, REGISTERED_TWICE, STAFF, Character
from idp.demo.state_registries import make_registries
from idp.registries.duplicates import JoinHeld
from idp.subjects.newcomers import KeyName
from relying_party_demo.state_registries.app import REFUSED, create_app
from relying_party_demo.state_registries.config import Config
from tests.support.demo_registries import DemoRegistries, connected_to, held
from tests.support.registry_feeds import polled
from tests.support.world import Person, World

BINH = next(each for each in CAST if each.key == "citizen_l1")
ENTERPRISE = {
    "name": "Công ty Trà Shan Tuyết",
    "enterprise_code": "0100000077",
    "tax_code": "0100000077",
    "address": "12 Hàng Bài, Hà Nội",
    "established_on": "2026-07-01",
    "head_name": "Trần Quốc Bình",
    "head_number": "000085000002",
}


@pytest.fixture
def registries(world: World, tmp_path: Path) -> Iterator[DemoRegistries]:
    with connected_to(world, tmp_path) as registries:
        yield registries


@pytest.fixture
def page() -> FlaskClient:
    """The browser of whoever changes records, where nobody follows them."""
    app = create_app(Config(0, "https://id.test", held(make_registries())))
    return app.test_client()


def here(world: World, character: Character) -> Person:
    return world.person(kind=character.kind, data=character.facts, totp=False, level=1)


@pytest.mark.parametrize(
    "character", [*CAST, COMPANY, *STAFF, REGISTERED_TWICE], ids=lambda each: each.key
)
def test_the_record_of_everybody_in_the_demonstration_is_applied(
    world: World, registries: DemoRegistries, character: Character
) -> None:
    me = here(world, character)
    name, number = {
        "citizen": ("population", "personal_number"),
        "foreigner": ("immigration", "personal_number"),
        "organisation": ("business", "organisation_number"),
    }[character.kind]
    changed = {"registry": name, "number": character.facts[number], "name": "Tên Mới"}
    assert registries.page.post("/records", data=changed).status_code == 303
    assert polled(world, registries.updates) == 1
    assert registries.updates.parked() == []
    held = world.services.subjects.identity(me.subject_id)
    assert held.data["name"].value == "Tên Mới"
    assert held.data["address"].value == character.facts["address"]


@pytest.mark.parametrize("used_has_the_number", [True, False])
def test_two_records_that_are_of_one_person_become_one_registration(
    world: World, registries: DemoRegistries, *, used_has_the_number: bool
) -> None:
    """As `idp demo` has them: one account is in use, and one was granted and never activated."""
    used = here(world, BINH)
    unused = world.granted(kind=REGISTERED_TWICE.kind, data=REGISTERED_TWICE.facts)
    numbers = [each.facts["personal_number"] for each in (REGISTERED_TWICE, BINH)]
    old, new = numbers if used_has_the_number else reversed(numbers)
    typed = {"registry": "identity", "number": old, "new_number": new}
    assert registries.page.post("/records", data=typed).status_code == 303
    assert polled(world, registries.updates) == 2, "population and identity tell it"
    polled(world, registries.updates)
    assert registries.updates.parked() == []
    subjects = world.services.subjects
    assert subjects.by_number(old) == subjects.by_number(new) == (used.subject_id,)
    assert subjects.identity(used.subject_id).number == new
    account = world.services.accounts.by_subject(unused.subject_id)
    assert account is not None
    assert account.state is AccountState.LOCKED


def test_two_that_are_both_used_wait_for_an_officer(
    world: World, registries: DemoRegistries
) -> None:
    one, other = here(world, BINH), here(world, REGISTERED_TWICE)
    old, new = (each.facts["personal_number"] for each in (BINH, REGISTERED_TWICE))
    typed = {"registry": "population", "number": old, "new_number": new}
    registries.page.post("/records", data=typed)
    polled(world, registries.updates)
    waits = registries.updates.parked()
    assert {(each.subject_id, each.other_id, each.hold) for each in waits} == {
        (one.subject_id, other.subject_id, JoinHeld.BOTH_USED)
    }
    assert f"former numbers</span>): {old}" in registries.page.get("/").text


def test_a_record_that_gets_another_number_twice_is_followed(
    world: World, registries: DemoRegistries
) -> None:
    me = here(world, BINH)
    numbers = [BINH.facts["personal_number"], "000085000098", "000085000099"]
    for old, new in pairwise(numbers):
        typed = {"registry": "population", "number": old, "new_number": new}
        assert registries.page.post("/records", data=typed).status_code == 303
    polled(world, registries.updates)
    assert world.services.subjects.identity(me.subject_id).number == numbers[-1]
    typed = {"registry": "identity", "number": numbers[-1], "status": "dead"}
    assert registries.page.post("/records", data=typed).status_code == 303
    polled(world, registries.updates)
    account = world.services.accounts.by_subject(me.subject_id)
    assert account is not None
    assert account.state is AccountState.LOCKED
    assert registries.updates.parked() == []


def test_a_new_enterprise_is_registered_without_an_account(
    world: World, registries: DemoRegistries
) -> None:
    assert registries.page.post("/enterprises", data=ENTERPRISE).status_code == 303
    assert polled(world, registries.updates) == 1
    assert registries.updates.parked() == []
    me = world.services.subjects.by_key(KeyName.ENTERPRISE_CODE, ENTERPRISE["enterprise_code"])
    assert me is not None
    held = world.services.subjects.identity(me).data
    assert held["name"].value == ENTERPRISE["name"]
    assert held["representative"].value == {
        "number": ENTERPRISE["head_number"],
        "name": ENTERPRISE["head_name"],
        "role": "legal_representative",
    }
    assert world.services.accounts.by_subject(me) is None
    named = {
        "registry": "business",
        "number": ENTERPRISE["enterprise_code"],
        "name": "Trà Sơn Tuyết",
    }
    assert registries.page.post("/records", data=named).status_code == 303
    polled(world, registries.updates)
    assert world.services.subjects.identity(me).data["name"].value == "Trà Sơn Tuyết"


@pytest.mark.parametrize(
    ("bent", "said"),
    [
        ({"name": "  "}, "incomplete"),
        ({"address": ""}, "incomplete"),
        ({"head_name": ""}, "incomplete"),
        ({"head_number": ""}, "incomplete"),
        ({"enterprise_code": "0100/77"}, "code"),
        ({"tax_code": "x" * 41}, "code"),
        ({"head_number": "12"}, "number"),
        ({"established_on": "2199-01-01"}, "day"),
        ({"established_on": "hôm qua"}, "day"),
    ],
    ids=str,
)
def test_an_enterprise_that_no_register_would_have_is_refused_with_a_reason(
    page: FlaskClient, bent: Mapping[str, str], said: str
) -> None:
    answer = page.post("/enterprises", data={**ENTERPRISE, **bent})
    assert answer.status_code == 422
    assert REFUSED[said][0] in answer.text
    assert "Trà Shan" not in page.get("/").text


def test_a_code_is_told_once(page: FlaskClient) -> None:
    page.post("/enterprises", data=ENTERPRISE)
    again = page.post("/enterprises", data={**ENTERPRISE, "name": "Khác"})
    assert again.status_code == 422
    assert REFUSED["code_taken"][0] in again.text
    assert 'value="Khác"' in again.text, "what was typed is still there"


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"registry": "population", "number": "000085000002", "new_number": "12"}, 422),
        ({"registry": "population", "number": "000085000002"}, 422),
        ({"registry": "population", "number": "000085000002", "new_number": "000085000002"}, 422),
        ({"registry": "population", "number": "000085999999", "name": "Ai"}, 422),
        ({"registry": "business", "number": "000100000004", "new_number": "ô"}, 422),
        ({"registry": "population", "number": "000085000002", "status": "operating"}, 400),
        ({"registry": "subscribers", "number": "+84100000001", "name": "Ai"}, 400),
        ({}, 400),
    ],
    ids=str,
)
def test_a_change_of_nothing_or_nobody_is_refused_and_not_done(
    page: FlaskClient, typed: Mapping[str, str], status: int
) -> None:
    before = page.get("/").text
    assert page.post("/records", data=typed).status_code == status
    assert page.get("/").text == before

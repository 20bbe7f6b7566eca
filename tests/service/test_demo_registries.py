"""What is changed on the page of the demonstration's registries is changed here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from idp.demo.people import CAST, STAFF, Character
from tests.support.demo_registries import DemoRegistries, connected_to
from tests.support.registry_feeds import polled
from tests.support.world import Person, World

BINH = next(each for each in CAST if each.key == "citizen_l1")


@pytest.fixture
def registries(world: World, tmp_path: Path) -> Iterator[DemoRegistries]:
    with connected_to(world, tmp_path) as registries:
        yield registries


def here(world: World, character: Character) -> Person:
    return world.person(kind=character.kind, data=character.facts, totp=False, level=1)


@pytest.mark.parametrize("character", [*CAST, *STAFF], ids=lambda each: each.key)
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

"""Signed decisions are verified offline: from an export alone, after the keys are gone."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest

from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.canonical_json import canonical
from idp.officers.offline import ExportedDecisions, unexplained, verify_decisions
from tests.service.test_officers_decisions import CONTENT
from tests.support.desks import Desk, desk_of
from tests.support.officers import OPERATOR
from tests.support.world import World, sure

Export = list[dict[str, Any]]


@pytest.fixture
def desks(world: World) -> tuple[Desk, Desk]:
    return desk_of(world), desk_of(world)


@pytest.fixture
def export(world: World, desks: tuple[Desk, Desk]) -> Export:
    """One executed decision and one open one, as JSON that was written and read."""
    decisions = world.services.decisions
    for content in (CONTENT, CONTENT):
        opened = sure(decisions.open(content, desks[0].officer))
        for desk in desks:
            sure(desk.sign(opened))
        sure(decisions.execute(opened.id, desks[1].officer))
    written = json.dumps(list(decisions.export()))
    read: Export = json.loads(written)
    return read


def faults(world: World, export: Export) -> list[tuple[int, str]]:
    found = verify_decisions(export, issuer=world.settings.issuer)
    return [(each.index, each.what) for each in found]


def test_what_two_people_signed_verifies_after_their_keys_are_removed(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    for desk in desks:
        whose = desk.person.subject_id
        world.services.credential_revocation.stop(
            whose, frozenset(CredentialKind), keeps=None, actor=OPERATOR
        )
        assert world.services.losses.remove_stopped(whose, actor=OPERATOR)
    again: Export = json.loads(json.dumps(list(world.services.decisions.export())))
    assert (faults(world, again), len(again)) == ([], 2)
    assert again == export


def edited(export: Export, edit: Callable[[dict[str, Any]], None]) -> Export:
    """The export with another content of its second decision, written canonically."""
    document = json.loads(decoded(export[1]["content"]))
    edit(document)
    export[1]["content"] = encoded(canonical(document))
    return export


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def test_an_edited_content_is_found_by_its_index(world: World, export: Export) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["data"]["value"] = "off"

    assert faults(world, edited(export, edit)) == [(1, "a signature is over other content")]


@pytest.mark.parametrize(
    "name",
    ["statement", "public_key", "authenticator_data", "client_data", "signature", "algorithm"],
)
def test_every_flipped_part_is_found(world: World, export: Export, name: str) -> None:
    signature = export[1]["signatures"][0]
    if name == "algorithm":
        signature[name] = -257
    else:
        data = bytearray(decoded(signature[name]))
        data[len(data) // 2] ^= 1
        signature[name] = encoded(bytes(data))
    assert [index for index, _ in faults(world, export)] == [1]


def test_one_person_twice_is_no_two(world: World, export: Export) -> None:
    export[1]["signatures"][1] = export[1]["signatures"][0]
    assert faults(world, export) == [(1, "one person signed twice")]


def test_an_execution_with_one_signature_is_found(world: World, export: Export) -> None:
    del export[0]["signatures"][0]
    assert faults(world, export) == [(0, "it was executed without two people")]


def test_another_spelling_of_the_same_content_is_found(world: World, export: Export) -> None:
    document = json.loads(decoded(export[0]["content"]))
    export[0]["content"] = encoded(json.dumps(document, indent=1).encode())
    [(index, what)] = faults(world, export)
    assert (index, what[:31]) == (0, "the content is not canonical: a")


def test_another_issuer_is_found(world: World, export: Export) -> None:
    found = list(verify_decisions(export, issuer="https://id.other"))
    assert len(found) == 2
    assert faults(world, export) == []


@pytest.mark.parametrize("junk", [{}, {"id": 1}, {"content": "@", "signatures": 3}, "x", None])
def test_junk_is_a_fault_and_no_crash(world: World, junk: Any) -> None:  # noqa: ANN401
    [(index, what)] = faults(world, [junk])
    assert (index, what.partition(":")[0]) in {
        (0, "malformed"),
        (0, "the content is not canonical"),
    }


def test_a_decision_that_was_taken_away_is_found_by_the_history(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    acts = world.services.history.of_actor(desks[1].officer.officer_id)
    executed = {
        str(each.facts["decision"]): str(each.facts["digest"])
        for each in acts
        if each.happening is EventType.DECISION_EXECUTED
    }
    assert unexplained(export, executed) == []
    gone = export.pop()
    assert unexplained(export, executed) == [gone["id"]]


def lines_of(world: World, desk: Desk, export: Export) -> list[bytes]:
    """The lines about decisions in an export of the ledger, with the entries about them."""
    acts = world.services.history.of_actor(desk.officer.officer_id)
    rows = [
        {"row": {"happening": each.happening, "facts": dict(each.facts)}, "index": place}
        for place, each in enumerate(acts)
    ]
    said = [{"export": 1}, *rows, *({"decision": each} for each in export), {"end": {}}]
    return [json.dumps(each).encode() + b"\n" for each in said]


def test_an_export_of_the_ledger_is_watched_line_by_line(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    lines = lines_of(world, desks[1], export)
    decisions = ExportedDecisions()
    assert list(decisions.watch(lines)) == lines
    checked = decisions.check(issuer=world.settings.issuer)
    assert (checked.count, checked.faults) == (2, ())
    assert decisions.check().faults == ()
    assert len(decisions.check(issuer="https://id.other").faults) == 2
    gone = ExportedDecisions()
    list(gone.watch([*lines_of(world, desks[1], export[1:]), b"{", b"[1]", b"\xff"]))
    (fault,) = gone.check().faults
    assert fault.startswith(f"decision {export[0]['id']}: executed, as the history says")

"""Signed decisions are verified offline: from an export alone, after the keys are gone."""

import contextlib
import json
import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from idp.cli import main
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.kernel.canonical_json import canonical
from idp.kernel.ids import new_id
from idp.officers.domain.signing import (
    APPROVE_WITHIN,
    DecisionContent,
    DecisionFrame,
    SigningAct,
    decision_document,
    digest_of,
    instant_text,
    signer_document,
    statement,
)
from idp.officers.offline import CheckedDecisions, ExportedDecisions, unexplained, verify_decisions
from tests.service.test_officers_decisions import CONTENT
from tests.support import ledgers
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


def signed_by_both(world: World, desks: tuple[Desk, Desk], content: DecisionContent) -> Export:
    """A decision with two signatures that verify, also one that our own services refuse."""
    decisions, now = world.services.decisions, world.clock.now()
    first, second = (sure(world.services.officers.signer(each.officer)) for each in desks)
    frame = DecisionFrame(
        decision_id=new_id(),
        issuer=world.settings.issuer,
        nonce="00" * 32,
        expires_at=now + APPROVE_WITHIN,
        opened_by=first,
    )
    document, signatures = decision_document(content, frame), []
    for desk, signer, act in (
        (desks[0], first, SigningAct.PROPOSE),
        (desks[1], second, SigningAct.APPROVE),
    ):
        words = statement(document, signer, act, nonce="11" * 32, at=now)
        digest = digest_of(words)
        options = decisions.proofs.passkeys.options(signer.subject_id, digest)
        answer = desk.device.get(options, origin=world.settings.issuer)
        proven = sure(decisions.proofs.passkeys.verify(signer.subject_id, digest, answer))
        signatures.append(
            {
                "statement": encoded(words),
                "digest": encoded(digest),
                "public_key": encoded(proven.public_key),
                "authenticator_data": encoded(proven.parts.authenticator_data),
                "client_data": encoded(proven.parts.client_data),
                "signature": encoded(proven.parts.signature),
                "means": "passkey",
                "algorithm": proven.algorithm,
                "credential": proven.credential_id,
                "signed_at": instant_text(now),
            }
        )
    content_ = encoded(canonical(document))
    state = {"id": frame.decision_id, "state": "executed", "content": content_}
    return [{**state, "signatures": signatures}]


@pytest.mark.norm("D4.8", limb="a signature on one's own appointment is found offline")
@pytest.mark.parametrize("event", ["appoint", "delegate", "end"])
@pytest.mark.parametrize("place", [0, 1], ids=["proposer", "approver"])
@pytest.mark.parametrize("name", ["officer", "subject", "identity"])
def test_a_decision_about_the_signers_own_appointment_is_found(
    world: World, desks: tuple[Desk, Desk], event: str, place: int, name: str
) -> None:
    """With the same officer, the same account, or only the same identity by another account."""
    signer = sure(world.services.officers.signer(desks[place].officer))
    about = {"officer": new_id(), "subject": new_id(), "identity": "ab" * 32}
    content = replace(CONTENT, procedure="appointment", event=event, data=about)
    assert faults(world, signed_by_both(world, desks, content)) == []
    own = replace(content, data={**about, name: signer_document(signer)[name]})
    assert faults(world, signed_by_both(world, desks, own)) == [
        (0, "a person signed their own appointment or delegation")
    ]


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


def entries_of(world: World, desks: tuple[Desk, Desk]) -> list[dict[str, Any]]:
    """What both officers did, as rows of an export have it."""
    return [
        {"happening": each.happening, "facts": dict(each.facts)}
        for desk in desks
        for each in world.services.history.of_actor(desk.officer.officer_id)
    ]


def written(rows: list[dict[str, Any]], export: Export) -> list[bytes]:
    """The lines about decisions in an export of the ledger, with the entries about them."""
    entries = [{"row": each, "index": place} for place, each in enumerate(rows)]
    said = [{"export": 1}, *entries, *({"decision": each} for each in export), {"end": {}}]
    return [json.dumps(each).encode() + b"\n" for each in said]


def lines_of(world: World, desks: tuple[Desk, Desk], export: Export) -> list[bytes]:
    return written(entries_of(world, desks), export)


def checked(lines: list[bytes]) -> CheckedDecisions:
    decisions = ExportedDecisions()
    assert list(decisions.watch(lines)) == lines
    return decisions.check()


def with_another_key(signature: dict[str, Any]) -> None:
    """Sign the same statement again, validly, with a key that is nobody's."""
    key = ec.generate_private_key(ec.SECP256R1())
    message = decoded(signature["authenticator_data"])
    message += sha256(decoded(signature["client_data"])).digest()
    info = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signature["public_key"] = encoded(info)
    signature["signature"] = encoded(key.sign(message, ec.ECDSA(SHA256())))


def test_an_export_of_the_ledger_is_watched_line_by_line(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    lines = lines_of(world, desks, export)
    decisions = ExportedDecisions()
    assert list(decisions.watch(lines)) == lines
    checked = decisions.check(issuer=world.settings.issuer)
    assert (checked.count, checked.faults) == (2, ())
    assert decisions.check().faults == ()
    assert len(decisions.check(issuer="https://id.other").faults) == 2
    gone = ExportedDecisions()
    list(gone.watch([*lines_of(world, desks, export[1:]), b"{", b"[1]", b"\xff"]))
    (fault,) = gone.check().faults
    assert fault.startswith(f"decision {export[0]['id']}: executed, as the history says")


def test_a_signature_with_a_key_of_nobody_is_found_by_the_history(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    for signature in export[0]["signatures"]:
        with_another_key(signature)
    assert faults(world, export) == []  # by itself it is two valid signatures
    (fault,) = checked(lines_of(world, desks, export)).faults
    assert fault.endswith("a signature of another key than the history has")


def test_another_credential_is_found_by_the_history(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    export[0]["signatures"][1]["credential"] = export[0]["signatures"][0]["credential"]
    (fault,) = checked(lines_of(world, desks, export)).faults
    assert fault.endswith("a signature of another key than the history has")


@pytest.mark.parametrize("state", ["open", "void", "refused"])
@pytest.mark.parametrize("kept", [0, 1])
def test_an_execution_takes_two_signatures_whatever_the_state_says(
    world: World, desks: tuple[Desk, Desk], export: Export, state: str, kept: int
) -> None:
    export[0]["state"] = state
    del export[0]["signatures"][kept:]
    (fault,) = checked(lines_of(world, desks, export)).faults
    assert fault.endswith("it was executed without two people")


def test_another_state_than_the_history_says_is_found(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    export[0]["state"] = "void"
    (fault,) = checked(lines_of(world, desks, export)).faults
    assert fault.endswith("the history says executed, and its state another")


@pytest.mark.parametrize("dropped", [0, 1])
def test_a_signature_that_was_taken_from_an_open_decision_is_found(
    world: World, desks: tuple[Desk, Desk], dropped: int
) -> None:
    opened = sure(world.services.decisions.open(CONTENT, desks[0].officer))
    for desk in desks:
        sure(desk.sign(opened))
    export = list(world.services.decisions.export())
    assert checked(lines_of(world, desks, export)).faults == ()
    del export[0]["signatures"][dropped]
    (fault,) = checked(lines_of(world, desks, export)).faults
    assert fault.endswith("a signature that the history has is missing")
    (fault,) = checked(lines_of(world, desks, [])).faults
    assert fault == f"decision {opened.id}: signed, as the history says, and missing"


def signed_facts(rows: list[dict[str, Any]], decision_id: str) -> list[dict[str, Any]]:
    return [
        each["facts"]
        for each in rows
        if each["happening"] == EventType.DECISION_SIGNED
        and each["facts"]["decision"] == decision_id
    ]


def test_each_signature_has_one_entry_about_its_statement(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = entries_of(world, desks)
    one, other = signed_facts(rows, export[0]["id"])
    right, one["signed"] = one["signed"], "00" * 32
    assert checked(written(rows, export)).faults[0].endswith("that the history has is missing")
    one["signed"] = other["signed"]
    assert checked(written(rows, export)).faults[0].endswith("has one signature twice")
    one["signed"] = right
    assert checked(written(rows, export)).faults == ()
    rows = [each for each in rows if each["facts"] is not one]
    (fault,) = checked(written(rows, export)).faults
    assert fault.endswith("a signature that the history does not have")


def test_an_entry_that_was_purged_after_its_term_is_no_fault(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = [
        each
        for each in entries_of(world, desks)
        if each["facts"] not in signed_facts([each], export[0]["id"])
    ]
    leaf = {"leaf": {"happened_at": world.clock.now().isoformat()}, "index": 0}
    found = checked([*written(rows, export), json.dumps(leaf).encode()])
    assert found.faults == ()
    assert found.remarks == ("signatures whose entry of history was purged after its term: 2",)


def test_entries_from_before_they_named_keys_are_told_and_no_fault(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = entries_of(world, desks)
    assert checked(written(rows, export)).remarks == ()
    for facts in signed_facts(rows, export[0]["id"]):
        del facts["key"], facts["credential"]
    found = checked(written(rows, export))
    assert found.faults == ()
    (remark,) = found.remarks
    assert remark.startswith("signatures whose entry of history names no key: 2,")
    del signed_facts(rows, export[1]["id"])[0]["key"]
    (fault,) = checked(written(rows, export)).faults
    assert fault.endswith("a signature of another key than the history has")


def test_an_execution_that_the_history_has_twice_is_found(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = entries_of(world, desks)
    again = next(each for each in rows if each["happening"] == EventType.DECISION_EXECUTED)
    (fault,) = checked(written([*rows, again], export)).faults
    assert fault.endswith("executed more than once, as the history says")


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> ledgers.Keys:
    return ledgers.Keys.new(tmp_path)


def verified(file: Path, held: ledgers.Keys) -> tuple[int, list[str]]:
    words = [str(file), "--keys", str(held.public), "--checkpoints", str(held.folder)]
    result = CliRunner().invoke(main, ["verify-history", *words])
    return result.exit_code, result.output.splitlines()


@pytest.mark.usefixtures("export")
def test_the_command_verifies_the_decisions_of_an_export_and_of_a_dump(
    world: World, held: ledgers.Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IDP_CONFIG", raising=False)
    ledger = ledgers.signing(world.services.ledger, held)
    ledger.chain()
    ledger.sign()
    exported = tmp_path / "export.jsonl"
    lines = ledger.export(decisions=world.services.decisions.export())
    exported.write_bytes(b"".join(lines))
    for file in (exported, ledgers.dump_of(world.services.database, tmp_path)):
        status, told = verified(file, held)
        assert (status, told[-1]) == (0, "whole"), told
        assert "signed decisions: 2, 0 of them wrong" in told


@pytest.mark.usefixtures("export")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_dump_with_a_bent_decision_is_wrong_and_one_without_any_says_so(
    world: World, held: ledgers.Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IDP_CONFIG", raising=False)
    ledger = ledgers.signing(world.services.ledger, held)
    ledger.chain()
    ledger.sign()
    dump = ledgers.dump_of(world.services.database, tmp_path)

    def change(*statements: str) -> None:
        with contextlib.closing(sqlite3.connect(dump)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    change("UPDATE decision SET state = 'void' WHERE id = (SELECT MIN(id) FROM decision)")
    status, told = verified(dump, held)
    assert (status, told[-1]) == (1, "not whole: 1 faults")
    assert told[-2].endswith("the history says executed, and its state another")
    tables = ("signed_decision", "decision")
    change(*(f"DROP TABLE {each}" for each in tables))
    change(*(f"CREATE TABLE {each} (id TEXT)" for each in tables))
    status, told = verified(dump, held)
    assert (status, told[-1]) == (1, "not whole: 2 faults")
    change(*(f"DROP TABLE {each}" for each in tables))
    status, told = verified(dump, held)
    assert (status, told[-1]) == (0, "whole")
    assert "signed decisions: not in this dump, verify an export for them" in told

"""What a telephone signed is verified offline: from an export alone, after its key is gone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idp.factors.app_keys.signed_messages import APPROVAL, SIGNATURE
from idp.factors.domain import CredentialKind
from idp.kernel.canonical_json import canonical
from idp.officers.domain.signing import SIGN_WITHIN
from tests.service.test_officers_decisions import CONTENT
from tests.service.test_officers_offline import (
    Export,
    checked,
    decoded,
    encoded,
    entries_of,
    faults,
    signed_facts,
    verified,
    written,
)
from tests.support import ledgers
from tests.support.desks import Desk, desk_of
from tests.support.officers import OPERATOR
from tests.support.signing_phones import SigningPhone, signing_phone
from tests.support.world import World, sure


@pytest.fixture
def first(world: World) -> Desk:
    return desk_of(world)


@pytest.fixture
def phone(world: World) -> SigningPhone:
    return signing_phone(desk_of(world))


@pytest.fixture
def export(world: World, first: Desk, phone: SigningPhone) -> Export:
    """A decision that was signed with a passkey and on a telephone, and executed."""
    decisions = world.services.decisions
    opened = sure(decisions.open(CONTENT, first.officer))
    sure(first.sign(opened))
    sure(phone.signs(opened))
    sure(decisions.execute(opened.id, phone.desk.officer))
    return exported(world)


@pytest.fixture
def desks(first: Desk, phone: SigningPhone) -> tuple[Desk, Desk]:
    return first, phone.desk


def exported(world: World) -> Export:
    read: Export = json.loads(json.dumps(list(world.services.decisions.export())))
    return read


@pytest.mark.norm("D4.8", limb="a telephone's signature is verified after its key is removed")
def test_what_a_telephone_signed_verifies_after_its_key_is_removed(
    world: World, phone: SigningPhone, desks: tuple[Desk, Desk], export: Export
) -> None:
    whose = phone.desk.person.subject_id
    world.services.credential_revocation.stop(
        whose, frozenset(CredentialKind), keeps=None, actor=OPERATOR
    )
    assert world.services.losses.remove_stopped(whose, actor=OPERATOR)
    assert not [
        each
        for each in world.services.credentials.held(whose)
        if each.kind is CredentialKind.APP_KEY
    ]
    assert exported(world) == export
    assert faults(world, export) == []
    assert checked(written(entries_of(world, desks), export)).faults == ()
    assert [each["means"] for each in export[0]["signatures"]] == ["passkey", "app_key"]


@pytest.mark.parametrize(
    "name",
    ["statement", "public_key", "authenticator_data", "client_data", "signature", "algorithm"],
)
def test_every_flipped_part_is_found(
    world: World, desks: tuple[Desk, Desk], export: Export, name: str
) -> None:
    """The attestation is in no signature: the entry of history has its digest."""
    signature = export[0]["signatures"][1]
    if name == "algorithm":
        signature[name] = -257
    else:
        data = bytearray(decoded(signature[name]))
        data[len(data) // 2] ^= 1
        signature[name] = encoded(bytes(data))
    (fault,) = checked(written(entries_of(world, desks), export)).faults
    assert fault.startswith(f"decision 0 ({export[0]['id']}): ")


def claims_of(export: Export) -> dict[str, Any]:
    signed = decoded(export[0]["signatures"][1]["client_data"]).decode()
    claims: dict[str, Any] = json.loads(decoded(signed.partition(".")[2]))
    return claims


def signed_anew(
    export: Export, phone: SigningPhone, header: dict[str, Any], claims: dict[str, Any]
) -> None:
    """The same key over other words, as its holder or a thief could sign them later."""
    signed, _, made = phone.telephone.sign_raw(header, claims).rpartition(".")
    export[0]["signatures"][1] |= {"client_data": encoded(signed.encode()), "signature": made}


HEADER = {"alg": "ES256", "typ": SIGNATURE}
LATE = int(SIGN_WITHIN.total_seconds()) + 31
OTHERS: dict[str, tuple[dict[str, Any], Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "type": ({**HEADER, "typ": APPROVAL}, lambda _: {}, "a message of another type"),
    "algorithm": ({**HEADER, "alg": "none"}, lambda _: {}, "a message of another type"),
    "crit": ({**HEADER, "crit": ["b64"]}, lambda _: {}, "a message of another type"),
    "issuer": (HEADER, lambda _: {"aud": "https://other"}, "a message for another issuer"),
    "digest": (HEADER, lambda _: {"statement": "AA"}, "a signature is over another digest"),
    "key": (HEADER, lambda _: {"iss": "AA"}, "a message of another key"),
    "life": (HEADER, lambda said: {"exp": said["iat"] + 121}, "a message that lives too long"),
    "late": (
        HEADER,
        lambda said: {"iat": said["iat"] + LATE, "exp": said["exp"] + LATE},
        "a message of another time than its page",
    ),
    "early": (
        HEADER,
        lambda said: {"iat": said["iat"] - 121, "exp": said["exp"] - 121},
        "a message of another time than its page",
    ),
}


def test_the_same_words_signed_anew_verify(
    world: World, phone: SigningPhone, export: Export
) -> None:
    """So that each of the following is found by what it changes."""
    signed_anew(export, phone, HEADER, claims_of(export))
    assert faults(world, export) == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_words_of_the_same_key_are_found(
    world: World, phone: SigningPhone, export: Export, name: str
) -> None:
    header, change, what = OTHERS[name]
    claims = claims_of(export)
    signed_anew(export, phone, header, {**claims, **change(claims)})
    assert faults(world, export) == [(0, what)]


def test_a_name_that_stands_twice_is_found(world: World, export: Export) -> None:
    twice = json.dumps(claims_of(export))[:-1] + ',"statement":"AA"}'
    header = encoded(json.dumps(HEADER).encode())
    signed = f"{header}.{encoded(twice.encode())}"
    export[0]["signatures"][1]["client_data"] = encoded(signed.encode())
    assert faults(world, export) == [(0, "a name stands twice in a message")]


@pytest.mark.parametrize("means", ["passkey", "other", None])
def test_a_signature_of_another_kind_is_found(
    world: World, export: Export, means: str | None
) -> None:
    """A verifier that does not know a kind says so; none takes one for the other."""
    export[0]["signatures"][1]["means"] = means
    ((index, what),) = faults(world, export)
    assert index == 0
    if means != "passkey":
        assert what == "a signature of an unknown kind"
    export[0]["signatures"][0]["means"] = "app_key"
    assert [each[0] for each in faults(world, export)] == [0]


def test_a_key_that_did_not_verify_its_user_is_found(world: World, export: Export) -> None:
    signature = export[0]["signatures"][1]
    said = json.loads(decoded(signature["authenticator_data"]))
    signature["authenticator_data"] = encoded(canonical({**said, "user_auth": "none"}))
    assert faults(world, export) == [(0, "the device did not verify its user")]


def test_another_attestation_than_the_history_has_is_found(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = entries_of(world, desks)
    signature = export[0]["signatures"][1]
    said = json.loads(decoded(signature["authenticator_data"]))
    signature["authenticator_data"] = encoded(canonical({**said, "user_auth": "passcode"}))
    assert faults(world, export) == []
    (fault,) = checked(written(rows, export)).faults
    assert fault.endswith("a key with another attestation than the history has")


def test_an_entry_that_names_another_kind_is_found(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = entries_of(world, desks)
    by_phone = next(
        each for each in signed_facts(rows, export[0]["id"]) if each["means"] == "app_key"
    )
    by_phone["means"] = "passkey"
    (fault,) = checked(written(rows, export)).faults
    assert fault.endswith("a signature of another kind than the history has")
    del by_phone["means"]
    (fault,) = checked(written(rows, export)).faults
    assert fault.endswith("a signature of another kind than the history has")


def test_an_entry_of_before_that_names_no_kind_is_of_a_passkey(
    world: World, desks: tuple[Desk, Desk], export: Export
) -> None:
    rows = entries_of(world, desks)
    for facts in signed_facts(rows, export[0]["id"]):
        if facts["means"] == "passkey":
            del facts["means"]
    assert checked(written(rows, export)).faults == ()


@pytest.mark.usefixtures("export")
def test_the_command_verifies_an_export_and_a_dump_and_names_what_was_bent(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IDP_CONFIG", raising=False)
    held = ledgers.Keys.new(tmp_path)
    ledger = ledgers.signing(world.services.ledger, held)
    ledger.chain()
    ledger.sign()
    file = tmp_path / "export.jsonl"
    lines = list(ledger.export(decisions=world.services.decisions.export()))
    file.write_bytes(b"".join(lines))
    for each in (file, ledgers.dump_of(world.services.database, tmp_path)):
        status, told = verified(each, held)
        assert (status, told[-1]) == (0, "whole"), told
        assert "signed decisions: 1, 0 of them wrong" in told
    (decision,) = world.services.decisions.export()
    made = decision["signatures"][1]["client_data"].encode()
    bent = made[:-8] + (b"A" if made[-8:-7] != b"A" else b"B") + made[-7:]
    file.write_bytes(b"".join(each.replace(made, bent) for each in lines))
    status, told = verified(file, held)
    assert status == 1
    assert any(f"({decision['id']}): " in each for each in told), told


@pytest.mark.parametrize("bent", ["huge", "deep payload", "deep passkey"])
def test_a_row_that_cannot_be_read_is_named(world: World, export: Export, bent: str) -> None:
    """Numbers beyond every clock and brackets beyond every stack; the next one is verified."""
    sound = json.loads(json.dumps(export[0]))
    by_key, by_phone = export[0]["signatures"]
    head, _, body = decoded(by_phone["client_data"]).decode().partition(".")
    deep = b"[" * 100_000 + b"]" * 100_000
    if bent == "huge":
        claims = json.loads(decoded(body)) | {"iat": 10**400, "exp": 10**400 + 1}
        by_phone["client_data"] = encoded(f"{head}.{encoded(json.dumps(claims).encode())}".encode())
    elif bent == "deep payload":
        by_phone["client_data"] = encoded(f"{head}.{encoded(deep)}".encode())
    else:
        by_key["client_data"] = encoded(deep)
    assert [index for index, _ in faults(world, [export[0], sound])] == [0]

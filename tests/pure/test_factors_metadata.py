"""Metadata about authenticators: whom we believe, and what we make of it."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import kinds_in
from idp.factors.domain import Credential, CredentialKind, ModelClass
from idp.factors.evidence_rules import available_evidence, passkey_evidence
from idp.factors.metadata.blob import read_blob
from idp.factors.metadata.chains import LONGEST_CHAIN, vouched, why_untrusted
from idp.factors.metadata.models import GRACE, class_of, class_today, rejected_for
from idp.factors.metadata.signature import LARGEST, UnusableMetadata
from tests.support.frozen_clock import START
from tests.support.makers import (
    BIOMETRIC,
    CODE,
    EITHER,
    MODEL,
    YEAR,
    Authority,
    Publisher,
    authority,
    due_on,
    maker,
    publisher,
    rsa_key,
)

PUBLISHER = publisher()
MAKER = maker()
RSA = rsa_key()
PASSKEY = Credential(
    id="1",
    subject_id="2",
    kind=CredentialKind.PASSKEY,
    label="",
    enrolled_at=START,
    backup_eligible=False,
    verifies_user=True,
    attested=True,
    model=ModelClass.BIOMETRIC,
)


def why_refused(
    blob: bytes, *, by: Publisher = PUBLISHER, root: bytes | None = None, now: datetime = START
) -> str:
    with pytest.raises(UnusableMetadata) as refused:
        read_blob(blob, root=by.root.pem if root is None else root, now=now)
    return str(refused.value)


def ways(*each: tuple[str, ...]) -> list[list[dict[str, str]]]:
    return [[{"userVerificationMethod": method} for method in way] for way in each]


# ---------------------------------------------------------------- what a model proves


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            ways(
                ("passcode_external",),
                ("fingerprint_internal", "presence_internal"),
                ("presence_internal",),
                ("none",),
            ),
            ModelClass.UNKNOWN,
        ),
        (ways(("fingerprint_internal",)), ModelClass.BIOMETRIC),
        (ways(("faceprint_internal",), ("fingerprint_internal",)), ModelClass.BIOMETRIC),
        (ways(("fingerprint_internal",), ("presence_internal",), ("none",)), ModelClass.BIOMETRIC),
        (ways(("passcode_external",)), ModelClass.CODE),
        (ways(("passcode_internal", "presence_internal"), ("pattern_internal",)), ModelClass.CODE),
        (ways(("fingerprint_internal", "passcode_internal")), ModelClass.BIOMETRIC),
        (ways(("presence_internal",), ("none",)), ModelClass.UNKNOWN),
        (ways(("fingerprint_internal",), ("location_internal",)), ModelClass.UNKNOWN),
        (ways(("passcode_internal",), ("all_of_tomorrow",)), ModelClass.UNKNOWN),
        (ways(("fingerprint_internal",), ()), ModelClass.UNKNOWN),
        ([], ModelClass.UNKNOWN),
        (None, ModelClass.UNKNOWN),
        ({}, ModelClass.UNKNOWN),
        ([[{"userVerification": 2}]], ModelClass.UNKNOWN),
        ([["fingerprint_internal"]], ModelClass.UNKNOWN),
        ([{"userVerificationMethod": "fingerprint_internal"}], ModelClass.UNKNOWN),
    ],
)
def test_a_model_counts_for_what_each_of_its_ways_shows(found: Any, expected: ModelClass) -> None:  # noqa: ANN401
    assert class_of(found) is expected


_METHODS = st.sampled_from(
    ["fingerprint_internal", "faceprint_internal", "passcode_internal", "presence_internal", "none"]
)


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@given(st.lists(st.lists(_METHODS, min_size=1, max_size=3), max_size=4))
def test_one_way_with_a_code_alone_ends_the_biometric(found: list[list[str]]) -> None:
    told = ways(*map(tuple, found), ("passcode_internal",))
    assert class_of(told) is not ModelClass.BIOMETRIC


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["FIDO_CERTIFIED_L1"], None),
        (["UPDATE_AVAILABLE", "NOT_FIDO_CERTIFIED"], None),
        ([], None),
        *(
            (["FIDO_CERTIFIED", status, "FIDO_CERTIFIED_L2"], status)
            for status in (
                "REVOKED",
                "USER_VERIFICATION_BYPASS",
                "ATTESTATION_KEY_COMPROMISE",
                "USER_KEY_REMOTE_COMPROMISE",
                "USER_KEY_PHYSICAL_COMPROMISE",
            )
        ),
    ],
)
def test_a_model_once_broken_stays_rejected(statuses: list[str], expected: str | None) -> None:
    assert rejected_for(statuses) == expected


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_stale_metadata_lift_nothing_and_still_reject() -> None:
    last = START + GRACE - timedelta(microseconds=1)
    assert class_today("biometric", None, START, last, lifts=True) is ModelClass.BIOMETRIC
    assert class_today("biometric", None, START, START + GRACE, lifts=True) is ModelClass.UNKNOWN
    assert (
        class_today("biometric", "REVOKED", START, START + GRACE, lifts=True) is ModelClass.REJECTED
    )
    assert class_today(None, None, START, START, lifts=True) is ModelClass.UNKNOWN


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_no_model_lifts_anything_while_the_switch_is_off() -> None:
    assert class_today("biometric", None, START, START, lifts=False) is ModelClass.UNKNOWN
    assert class_today("biometric", "REVOKED", START, START, lifts=False) is ModelClass.REJECTED


# ---------------------------------------------------------------- what a signature shows


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (PASSKEY, EvidenceKind.PASSKEY_BIOMETRIC),
        (replace(PASSKEY, attested=False), EvidenceKind.PASSKEY_VERIFIED),
        (replace(PASSKEY, backup_eligible=True), EvidenceKind.PASSKEY_VERIFIED),
        (replace(PASSKEY, model=ModelClass.UNKNOWN), EvidenceKind.PASSKEY_VERIFIED),
        (replace(PASSKEY, model=ModelClass.CODE), EvidenceKind.PASSKEY_VERIFIED),
        (replace(PASSKEY, model=ModelClass.REJECTED), EvidenceKind.PASSKEY_PRESENT),
        (replace(PASSKEY, verifies_user=False), EvidenceKind.PASSKEY_PRESENT),
        (
            replace(PASSKEY, model=ModelClass.REJECTED, attested=False),
            EvidenceKind.PASSKEY_PRESENT,
        ),
    ],
)
def test_only_an_attested_unsynced_biometric_key_shows_one(
    key: Credential, expected: EvidenceKind
) -> None:
    assert passkey_evidence(key, START, user_verified=True).kind is expected
    assert passkey_evidence(key, START, user_verified=False).kind is EvidenceKind.PASSKEY_PRESENT
    assert kinds_in(available_evidence([key], (), START)) == {
        EvidenceKind.PASSKEY_PRESENT,
        expected,
    }


# ---------------------------------------------------------------- whom we believe


@pytest.mark.parametrize("signing_key", [None, RSA], ids=["ES256", "RS256"])
def test_a_blob_under_the_root_is_read(signing_key: Any) -> None:  # noqa: ANN401
    by = publisher(key=signing_key)
    older = {"attestationCertificateKeyIdentifiers": ["ab"], "statusReports": []}
    other = MAKER.entry(CODE, "REVOKED", aaguid="00000000-0000-0000-0000-000000000009")
    read = read_blob(
        by.blob(7, MAKER.entry(BIOMETRIC), other, older), root=by.root.pem + b"\n", now=START
    )
    assert read.number == 7
    assert read.next_update == datetime(2026, 12, 21, tzinfo=UTC)
    first, second = read.models
    assert (first.aaguid, first.model_class, first.rejected_for) == (
        str(MODEL),
        ModelClass.BIOMETRIC,
        None,
    )
    assert len(first.roots) == 1
    assert (second.model_class, second.rejected_for) == (ModelClass.CODE, "REVOKED")


def test_a_blob_ends_with_the_day_its_successor_is_due() -> None:
    blob = PUBLISHER.blob(1, nextUpdate=due_on(START))
    day = START.replace(hour=0)
    assert read_blob(blob, root=PUBLISHER.root.pem, now=day + timedelta(hours=23)).number == 1
    assert "was due on 2026-11-23" in why_refused(blob, now=day + timedelta(days=1))


@pytest.mark.parametrize(
    "root", [b"", b"hello", authority("Publisher Root").pem], ids=["none", "text", "another"]
)
def test_another_root_is_refused(root: bytes) -> None:
    assert "root" in why_refused(PUBLISHER.blob(1), root=root)


@pytest.mark.parametrize(
    ("signer", "reason"),
    [
        (lambda root: authority("S", by=root, ca=False, ends=START - YEAR / 2), "not valid"),
        (lambda root: authority("S", by=root, ca=False, begins=START + YEAR), "not valid"),
        (lambda root: authority("S", by=authority("X", by=root, ca=False)), "lead to the root"),
        (
            lambda root: authority("S", by=authority("X", by=root, ends=START - YEAR / 2)),
            "not valid",
        ),
        (
            lambda root: authority(
                "S", by=authority("Y", by=authority("X", by=root, path_length=0)), ca=False
            ),
            "lead to the root",
        ),
        (lambda root: authority("S", by=root, ca=False, key=rsa_key(1024)), "does not fit"),
    ],
    ids=["expired", "not yet", "leaf issues", "ca expired", "too deep", "weak key"],
)
def test_a_chain_that_does_not_hold_is_refused(
    signer: Callable[[Authority], Authority], reason: str
) -> None:
    root = authority("Publisher Root")
    by = Publisher(root, signer(root))
    assert reason in why_refused(by.blob(1), by=by)


def test_a_key_on_another_curve_is_refused() -> None:
    root = authority("Publisher Root")
    wide = authority("S", by=root, ca=False, key=ec.generate_private_key(ec.SECP384R1()))
    by = Publisher(root, replace(wide, key=PUBLISHER.signer.key))
    assert "does not fit" in why_refused(by.blob(1), by=by)


def test_an_expired_root_is_refused() -> None:
    root = authority("Publisher Root", ends=START - YEAR / 2)
    by = Publisher(root, authority("S", by=root, ca=False))
    assert "root is not valid" in why_refused(by.blob(1), by=by)


def test_a_chain_has_a_length() -> None:
    certificate = PUBLISHER.signer.certificate
    chain = [certificate] * (LONGEST_CHAIN + 1)
    assert why_untrusted(chain, roots=[certificate], now=START) is not None
    assert why_untrusted([], roots=[certificate], now=START) is not None
    assert why_untrusted([certificate], roots=[certificate], now=START) is None


def test_a_signature_in_der_is_none() -> None:
    header, payload, _ = PUBLISHER.blob(1).split(b".")
    key = PUBLISHER.signer.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    der = key.sign(header + b"." + payload, ec.ECDSA(hashes.SHA256()))
    forged = b".".join((header, payload, base64.urlsafe_b64encode(der).rstrip(b"=")))
    assert "signature does not hold" in why_refused(forged)


def test_a_changed_payload_is_refused() -> None:
    header, _, signature = PUBLISHER.blob(1).split(b".")
    _, payload, _ = PUBLISHER.blob(2).split(b".")
    assert "does not hold" in why_refused(b".".join((header, payload, signature)))


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "RS256"},
        {"alg": ["ES256"]},
        {"alg": None},
        {"crit": ["exp"]},
        {"x5c": None},
        {"x5c": []},
        {"x5c": "MIIB"},
        {"x5c": [5]},
        {"x5c": ["MIIB"]},
        {"x5c": ["MIIB"] * 50},
        {"more": "x" * 70_000},
    ],
    ids=repr,
)
def test_a_header_that_says_anything_else_is_refused(header: dict[str, Any]) -> None:
    assert why_refused(PUBLISHER.sign(b"{}", **header))


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"..",
        b"a.b",
        b"a.b.c",
        b"\xff.\xff.\xff",
        b"e30.e30.e30",
        PUBLISHER.blob(1)[:-5],
        PUBLISHER.blob(1)[: len(PUBLISHER.blob(1)) // 2],
        b"x" * (LARGEST + 1),
    ],
    ids=["empty", "dots", "two", "three", "binary", "bare", "cut", "half", "oversized"],
)
def test_what_is_no_blob_is_refused(blob: bytes) -> None:
    assert why_refused(blob)


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"null", b"\xff", b"{", b'{"no": 1}', b"[" * 200_000, b'{"a":' * 100_000],
    ids=["empty", "list", "null", "binary", "cut", "short", "nested lists", "nested objects"],
)
def test_a_signed_payload_is_not_believed_to_be_json(payload: bytes) -> None:
    assert why_refused(PUBLISHER.sign(payload))


@pytest.mark.parametrize(
    "members",
    [
        {"no": "7"},
        {"no": True},
        {"no": -1},
        {"no": None},
        {"no": 2**70},
        {"nextUpdate": None},
        {"nextUpdate": 5},
        {"nextUpdate": "soon"},
        {"entries": None},
        {"entries": [None]},
        {"entries": [{}] * 20_001},
        {"entries": [MAKER.entry(), MAKER.entry()]},
        {"entries": [MAKER.entry(aaguid=5)]},
        {"entries": [MAKER.entry(aaguid="all")]},
        {"entries": [MAKER.entry(statusReports=None)]},
        {"entries": [MAKER.entry(statusReports=["REVOKED"])]},
        {"entries": [MAKER.entry(statusReports=[{"status": 5}])]},
    ],
)
def test_what_would_hide_a_revocation_is_refused(members: dict[str, Any]) -> None:
    assert why_refused(PUBLISHER.blob(1, **members))


@pytest.mark.parametrize("statement", [None, 5, {}, {"attestationRootCertificates": [5, "x"]}])
def test_what_only_lifts_less_is_left_out(statement: object) -> None:
    blob = PUBLISHER.blob(1, MAKER.entry(EITHER, "REVOKED", metadataStatement=statement))
    (model,) = read_blob(blob, root=PUBLISHER.root.pem, now=START).models
    assert (model.model_class, model.rejected_for, model.roots) == (
        ModelClass.UNKNOWN,
        "REVOKED",
        (),
    )


# ---------------------------------------------------------------- for which model a maker vouches


def test_a_maker_vouches_for_its_own_model_only() -> None:
    batch, roots = MAKER.batch.certificate, [MAKER.root.certificate]
    other = maker().root.certificate
    tomorrow = START + 40 * YEAR
    a_ca = authority("CA", by=MAKER.root).certificate
    silent = authority("Batch", by=MAKER.root, ca=False).certificate
    another = UUID(int=5)
    assert vouched([batch], roots=roots, aaguid=MODEL, now=START)
    assert vouched([silent], roots=roots, aaguid=MODEL, now=START)
    assert vouched([batch], roots=[batch], aaguid=MODEL, now=START)
    assert not vouched([batch], roots=roots, aaguid=another, now=START)
    assert not vouched([batch], roots=[other], aaguid=MODEL, now=START)
    assert not vouched([batch], roots=[], aaguid=MODEL, now=START)
    assert not vouched([batch], roots=roots, aaguid=MODEL, now=tomorrow)
    assert not vouched([a_ca], roots=roots, aaguid=MODEL, now=START)
    assert not vouched([], roots=roots, aaguid=MODEL, now=START)

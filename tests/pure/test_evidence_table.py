"""The evidence and level of each authenticator: one table with a row each (X16.3).

A row leads from the authenticator's record over the kind of evidence of one ceremony to the level
alone and with a password.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from idp.assurance.kinds import EVIDENCE_RULES, Category, EvidenceKind
from idp.factors.domain import Credential, CredentialKind, ModelClass, UserAuth
from idp.factors.evidence_rules import app_key_evidence, passkey_evidence
from tests.support.at_best import level_of_kinds

E = EvidenceKind
K, P, B = Category.KNOWLEDGE, Category.POSSESSION, Category.BIOMETRIC
NOW = datetime(2026, 11, 22, tzinfo=UTC)

ON_ONE_DEVICE = Credential(
    "credential",
    "subject",
    CredentialKind.PASSKEY,
    "",
    NOW,
    backup_eligible=False,
    verifies_user=True,
    attested=True,
    model=ModelClass.BIOMETRIC,
)
SYNCED = replace(ON_ONE_DEVICE, backup_eligible=True)
UNATTESTED = replace(ON_ONE_DEVICE, attested=False)
OF_NO_KNOWN_MODEL = replace(ON_ONE_DEVICE, model=ModelClass.UNKNOWN)
TAKES_A_CODE = replace(ON_ONE_DEVICE, model=ModelClass.CODE)
OF_A_BROKEN_MODEL = replace(ON_ONE_DEVICE, model=ModelClass.REJECTED)
NEVER_VERIFIED = replace(ON_ONE_DEVICE, verifies_user=False)
APP = replace(ON_ONE_DEVICE, kind=CredentialKind.APP_KEY, user_auth=UserAuth.BIOMETRIC)
ANCHORED = replace(APP, identity=True)


def signed(key: Credential, *, user_verified: bool = True) -> Callable[[], E]:
    return lambda: passkey_evidence(key, NOW, user_verified=user_verified).kind


def approved(key: Credential, *, elsewhere: bool = False) -> Callable[[], E | None]:
    def shown() -> E | None:
        piece = app_key_evidence(key, NOW, elsewhere=elsewhere)
        return None if piece is None else piece.kind

    return shown


def approved_by(how: UserAuth) -> Callable[[], E | None]:
    return approved(replace(ANCHORED, user_auth=how))


@dataclass(frozen=True)
class Row:
    """`leaves`: the evidence of one ceremony; the levels are alone, and with a password."""

    authenticator: str
    leaves: E | Callable[[], E | None]
    alternatives: list[set[Category]]
    alone: int
    with_password: int

    @property
    def kind(self) -> E | None:
        return self.leaves if isinstance(self.leaves, E) else self.leaves()


EITHER = [{P, K}, {P, B}]
TABLE = (
    Row("password", E.PASSWORD, [{K}], 1, 1),
    Row("PIN verified by the server", E.PIN, [{K}], 1, 1),
    Row("one-time code of an application", E.TOTP, [{P}], 1, 2),
    Row("one-time code by text message", E.SMS_CODE, [{P}], 1, 2),
    Row("recovery code", E.RECOVERY_CODE, [{K}, {P}], 1, 1),
    Row("passkey, touched", signed(ON_ONE_DEVICE, user_verified=False), [{P}], 1, 2),
    Row("passkey that got its PIN later", signed(NEVER_VERIFIED), [{P}], 1, 2),
    Row("passkey, unlocked, no known model", signed(OF_NO_KNOWN_MODEL), EITHER, 2, 2),
    Row("passkey, unlocked, self-attested", signed(UNATTESTED), EITHER, 2, 2),
    Row("passkey, unlocked, synced", signed(SYNCED), EITHER, 2, 2),
    Row("passkey, unlocked, model takes a code", signed(TAKES_A_CODE), EITHER, 2, 2),
    Row("passkey, unlocked, model was broken", signed(OF_A_BROKEN_MODEL), [{P}], 1, 2),
    Row("passkey, unlocked, biometric model", signed(ON_ONE_DEVICE), [{P, B}], 2, 2),
    Row("app key, no lock", approved_by(UserAuth.NONE), [{P}], 1, 2),
    Row("app key, device code", approved_by(UserAuth.PASSCODE), EITHER, 2, 2),
    Row("app key, code or biometric", approved_by(UserAuth.EITHER), EITHER, 2, 2),
    Row("app key, biometric at each use", approved(APP), [{P, B}], 2, 2),
    Row("app key, the same, anchored", approved(ANCHORED), [{P, B}], 3, 4),
    Row("app key, for another device", approved(ANCHORED, elsewhere=True), EITHER, 2, 2),
    Row("chip card, active authentication", E.CHIP_CARD, [{P}], 1, 2),
    Row("chip card, read for another device", E.CHIP_CARD_CROSS_DEVICE, [{P}], 1, 2),
    Row("face, camera of a page", E.FACE_ON_PAGE, [{B}], 0, 1),
    Row("face, registered device", E.FACE, [{B}], 0, 3),
    Row("fingerprint, registered device", E.FINGERPRINT, [{B}], 0, 3),
    Row("iris, registered device", E.IRIS, [{B}], 0, 3),
    Row("voice", E.VOICE, [{B}], 0, 3),
    Row("printed barcode", E.PRINTED_QR, [set()], 0, 1),
)


@pytest.mark.norm("X16.3", limb="what each authenticator proves, alone and beside a password")
@pytest.mark.norm("D20.1a", "D20.1a-2", limb="each authenticator alone")
@pytest.mark.norm("D20.1b", "D20.1c", "D20.1d", limb="each authenticator beside a password")
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.authenticator)
def test_each_authenticator_proves_what_its_row_says(row: Row) -> None:
    kind = row.kind
    assert kind is not None
    assert [set(each) for each in EVIDENCE_RULES[kind].alternatives] == row.alternatives
    assert level_of_kinds([kind]) == row.alone
    assert level_of_kinds([kind, E.PASSWORD]) == row.with_password


def test_every_kind_of_evidence_has_a_row() -> None:
    assert {row.kind for row in TABLE} == set(E)


def test_a_key_nobody_unlocks_says_nothing_for_another_device() -> None:
    assert approved(replace(APP, user_auth=UserAuth.NONE), elsewhere=True)() is None

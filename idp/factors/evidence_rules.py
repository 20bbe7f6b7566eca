"""The evidence that a person's credentials could give today. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import Piece, Pieces
from idp.factors.credential_types import CREDENTIAL_TYPES, type_of
from idp.factors.domain import Credential, CredentialKind, ModelClass, UserAuth

LEAST_TO_SIGN: Final = 2
"""What a key must be bound at to sign a decision (`idp.assurance.binding`): a new one waits."""


def available_evidence(
    credentials: Collection[Credential], disabled: Collection[Means], at: datetime
) -> Pieces:
    """The evidence these credentials could give, without stopped and switched-off ones."""
    return frozenset(
        piece
        for credential in credentials
        if credential.disabled_at is None and type_of(credential).means not in disabled
        for piece in _pieces(credential, at)
    )


def enrolled_evidence(credentials: Collection[Credential], at: datetime) -> Pieces:
    """The evidence these credentials were enrolled for, stopped and switched-off ones included.

    A change of credentials is measured by this. A password alone may stop the second factor
    (D32.3), and an operator may switch one off in an emergency: that must not lower the level for
    adding another (hostile case A09). A pending credential does not count.
    """
    return frozenset(
        piece
        for credential in credentials
        if not credential.pending(at) and not _stopped_while_pending(credential)
        for piece in _pieces(_as_enrolled(credential), at)
    )


def _stopped_while_pending(credential: Credential) -> bool:
    """Whether it was stopped before it was ever effective; such a credential never counts."""
    return credential.disabled_at is not None and credential.pending(credential.disabled_at)


def _as_enrolled(credential: Credential) -> Credential:
    model = ModelClass.UNKNOWN if credential.kind is CredentialKind.PASSKEY else credential.model
    return replace(credential, user_auth=credential.enrolled_auth, model=model)


def _pieces(credential: Credential, at: datetime) -> Iterator[Piece]:
    match credential.kind:
        case CredentialKind.PASSKEY:
            for verified in (False, True):
                yield passkey_evidence(credential, at, user_verified=verified)
        case CredentialKind.APP_KEY:
            for elsewhere in (False, True):
                shown = app_key_evidence(credential, at, elsewhere=elsewhere)
                if shown is not None:
                    yield shown
        case kind:
            for each in CREDENTIAL_TYPES[kind].evidence:
                yield credential.piece(each, at)


def app_key_evidence(key: Credential, at: datetime, *, elsewhere: bool) -> Piece | None:
    """The evidence of an approval signed by this key; None where it has none.

    `elsewhere`: it was signed for a browser on another device. A key without user verification
    gives no evidence there: it would sign without a person's decision.
    """
    verifies = key.user_auth not in {None, UserAuth.NONE}
    if elsewhere:
        return key.piece(EvidenceKind.APP_KEY_CROSS_DEVICE, at) if verifies else None
    if not verifies:
        return key.piece(EvidenceKind.APP_KEY, at)
    if key.user_auth is not UserAuth.BIOMETRIC:
        return key.piece(EvidenceKind.APP_KEY_VERIFIED, at)
    shown = key.piece(EvidenceKind.APP_KEY_IDENTITY_BOUND, at)
    return shown if shown.identity else shown._replace(kind=EvidenceKind.APP_KEY_BIOMETRIC)


def passkey_evidence(key: Credential, at: datetime, *, user_verified: bool) -> Piece:
    """The evidence of a passkey's signature (X16.3).

    A biometric counts only if it is the model's only way to verify users, and the key cannot be
    copied to another model. A model that only takes a code counts as either-or, which never gives a
    higher level.
    """
    # A key that never verified its user may get a PIN from a thief, and user verification of a
    # broken model cannot be trusted: only possession of the key is left.
    if not (user_verified and key.verifies_user) or key.model is ModelClass.REJECTED:
        return key.piece(EvidenceKind.PASSKEY_PRESENT, at)
    certain = key.model is ModelClass.BIOMETRIC and key.attested and not key.backup_eligible
    kind = EvidenceKind.PASSKEY_BIOMETRIC if certain else EvidenceKind.PASSKEY_VERIFIED
    return key.piece(kind, at)

"""What a person's means could show, as each of them stands today. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import Piece, Pieces
from idp.factors.credential_types import CREDENTIAL_TYPES, type_of
from idp.factors.domain import Credential, CredentialKind, ModelClass, UserAuth


def available_evidence(
    credentials: Collection[Credential], disabled: Collection[Means], at: datetime
) -> Pieces:
    """What these credentials could still prove, leaving out stopped and switched-off ones."""
    return frozenset(
        piece
        for credential in credentials
        if credential.flagged_at is None and type_of(credential).means not in disabled
        for piece in _pieces(credential, at)
    )


def enrolled_evidence(credentials: Collection[Credential], at: datetime) -> Pieces:
    """What these credentials were enrolled to prove: stopped, switched-off and doubted ones too.

    A change of means is measured by this. A password alone may stop the second factor (D32.3), and
    an operator may switch one off in an emergency: it must not follow that less than it then adds
    another one (hostile case A09). What is still pending does not count, for whoever added it.
    """
    return frozenset(
        piece
        for credential in credentials
        if not credential.pending(at) and not _stopped_while_pending(credential)
        for piece in _pieces(_as_enrolled(credential), at)
    )


def _stopped_while_pending(credential: Credential) -> bool:
    """Whether it never was effective: what waited when it was stopped settles nothing one day."""
    return credential.flagged_at is not None and credential.pending(credential.flagged_at)


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
    """What an approval signed by this key shows; None when it shows nothing of use.

    `elsewhere`: it was signed on a phone for a browser that may stand anywhere. A key that does not
    verify its user is worth nothing there: it would sign without a person's decision.
    """
    verifies = key.user_auth not in {None, UserAuth.NONE}
    if elsewhere:
        return key.piece(EvidenceKind.APP_KEY_ELSEWHERE, at) if verifies else None
    if not verifies:
        return key.piece(EvidenceKind.APP_KEY, at)
    if key.user_auth is not UserAuth.BIOMETRIC:
        return key.piece(EvidenceKind.APP_KEY_VERIFIED, at)
    shown = key.piece(EvidenceKind.APP_KEY_ANCHORED, at)
    return shown if shown.identity else shown._replace(kind=EvidenceKind.APP_KEY_BIOMETRIC)


def passkey_evidence(key: Credential, at: datetime, *, user_verified: bool) -> Piece:
    """What a signature of this passkey shows (X16.3).

    The biometric counts only where no other way to verify the user is left, on a key that cannot
    be copied to a device of another model. A model that takes nothing but a code stays with
    either-or: that gives the same level alone and less beside a biometric, never more.
    """
    # A key that never verified its user may get a PIN from whoever found it. And of a model that
    # was broken user verification is unknown: only possession of the key is left.
    if not (user_verified and key.verifies_user) or key.model is ModelClass.REJECTED:
        return key.piece(EvidenceKind.PASSKEY_PRESENT, at)
    certain = key.model is ModelClass.BIOMETRIC and key.attested and not key.backup_eligible
    kind = EvidenceKind.PASSKEY_BIOMETRIC if certain else EvidenceKind.PASSKEY_VERIFIED
    return key.piece(kind, at)

"""What a person's means could show, as each of them stands today. Pure."""

from collections.abc import Collection

from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.domain import MEANS, PROVES, Credential, CredentialKind, ModelClass, UserAuth


def provable(
    credentials: Collection[Credential], disabled: Collection[Means]
) -> frozenset[EvidenceKind]:
    """What these credentials could still prove, leaving out stopped and switched-off ones."""
    return enrolled_to_prove([each for each in credentials if each.flagged_at is None], disabled)


def enrolled_to_prove(
    credentials: Collection[Credential], disabled: Collection[Means]
) -> frozenset[EvidenceKind]:
    """What these credentials were enrolled to prove, stopped ones as if they still did.

    A change of means is measured by this. A password alone may stop the second factor (D32.3), so
    it must not follow that it may then enrol another one (hostile case A09).
    """
    return frozenset(
        kind
        for credential in credentials
        if MEANS[credential.kind] not in disabled
        for kind in _provable_with(credential)
    )


def _provable_with(credential: Credential) -> frozenset[EvidenceKind]:
    match credential.kind:
        case CredentialKind.PASSKEY:
            return frozenset(
                passkey_shows(credential, user_verified=each) for each in (False, True)
            )
        case CredentialKind.APP_KEY:
            shown = {app_key_shows(credential, elsewhere=each) for each in (False, True)}
            return frozenset(kind for kind in shown if kind is not None)
        case kind:
            return PROVES[kind]


def app_key_shows(key: Credential, *, elsewhere: bool) -> EvidenceKind | None:
    """What an approval signed by this key shows today; None when it shows nothing of use.

    `elsewhere`: it was signed on a phone for a browser that may stand anywhere. A key that does not
    make sure of its user is worth nothing there: nobody would have looked at what it signed.
    """
    verifies = key.user_auth not in {None, UserAuth.NONE}
    if elsewhere:
        return EvidenceKind.APP_KEY_ELSEWHERE if verifies else None
    if not verifies:
        return EvidenceKind.APP_KEY
    if key.user_auth is not UserAuth.BIOMETRIC:
        return EvidenceKind.APP_KEY_VERIFIED
    if key.anchored_at is None:
        return EvidenceKind.APP_KEY_BIOMETRIC
    return EvidenceKind.APP_KEY_ANCHORED


def passkey_shows(key: Credential, *, user_verified: bool) -> EvidenceKind:
    """What a signature of this passkey shows today (X16.3).

    The biometric counts only where no other way to verify the user is left, on a key that cannot
    be copied to a device of another model. A model that takes nothing but a code stays with
    either-or: that gives the same level alone and less beside a biometric, never more.
    """
    # A key that never verified its user may get a PIN from whoever found it. And of a model that
    # was broken nobody knows any more what it verified: only the key itself answered.
    if not (user_verified and key.verifies_user) or key.model is ModelClass.REJECTED:
        return EvidenceKind.PASSKEY_PRESENT
    certain = key.model is ModelClass.BIOMETRIC and key.attested and not key.backup_eligible
    return EvidenceKind.PASSKEY_BIOMETRIC if certain else EvidenceKind.PASSKEY_VERIFIED

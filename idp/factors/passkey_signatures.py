"""Signatures of a passkey over a digest of ours, with all that verifies them for ever.

The same ceremony as a sign-in (WebAuthn section 7.2), but the challenge is the SHA-256 of what the
page showed. It proves no factor of a sign-in and makes no evidence.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from idp.factors.change_endings import ChangeEndings
from idp.factors.domain import Credential, CredentialKind
from idp.factors.evidence_rules import LEAST_TO_SIGN, passkey_evidence
from idp.factors.passkey_records import HeldPasskey, PasskeyRecords
from idp.factors.service import Credentials
from idp.factors.webauthn_ceremony import AssertionParts, VerifiedAssertion, WebAuthnCeremony
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform import jose
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class PasskeySignature:
    """A verified signature. `public_key` is a SubjectPublicKeyInfo (DER), `algorithm` of COSE."""

    credential_id: Id
    public_key: bytes
    algorithm: int
    parts: AssertionParts


@dataclass(frozen=True, slots=True)
class PasskeyStanding:
    """Whether a passkey of a person signs now, and if not, why and from when on it may.

    `refused`: CREDENTIAL_FLAGGED or UNMET_LEVEL, as `PasskeySignatures.verify`. `signs_from`: when
    one that waits will; None where it does not by waiting.
    """

    credential: Credential
    refused: Reason | None
    signs_from: datetime | None


@dataclass(frozen=True)
class PasskeySignatures:
    database: Database
    clock: Clock
    credentials: Credentials
    endings: ChangeEndings
    records: PasskeyRecords
    webauthn: WebAuthnCeremony

    def options(self, subject_id: Id, digest: bytes) -> dict[str, Any]:
        """JSON for `navigator.credentials.get()` with this digest (32 bytes) as challenge.

        Only the person's own keys may answer, and the device must verify its user.
        """
        return self.webauthn.options_to_sign_in(
            jose.encode(digest), allowed=self.records.for_subject(subject_id), verifies=True
        )

    def standing(self, subject_id: Id) -> tuple[PasskeyStanding, ...]:
        """The passkeys of a person, oldest first, and whether each could sign now."""
        held = self.credentials.held(subject_id)
        return tuple(self._standing(each) for each in held if each.kind is CredentialKind.PASSKEY)

    def _standing(self, credential: Credential) -> PasskeyStanding:
        now = self.clock.now()
        if credential.disabled_at is not None:
            return PasskeyStanding(credential, Reason.CREDENTIAL_FLAGGED, None)
        if _signs(credential, now):
            return PasskeyStanding(credential, None, None)
        changes = (at for at in (credential.effective_at, credential.rises_at) if at is not None)
        later = min((at for at in changes if at > now and _signs(credential, at)), default=None)
        return PasskeyStanding(credential, Reason.UNMET_LEVEL, later)

    def challenge_in(self, response: str) -> bytes | None:
        """The digest a response says it signed, unverified; None when it is malformed."""
        assertion = self.webauthn.read_assertion(response)
        return None if assertion is None else jose.decode(assertion.handle)

    def verify(self, subject_id: Id, digest: bytes, response: str) -> PasskeySignature | Refused:
        """Verify that a passkey of this person signed the digest, its user verified.

        Refused: NOT_PROVEN for another challenge, origin, relying party, person, key or signature,
        and without user verification; CREDENTIAL_FLAGGED for a stopped or copied one; UNMET_LEVEL
        for one that is bound too low, as a new one is while it waits.
        """
        assertion = self.webauthn.read_assertion(response)
        if assertion is None or jose.decode(assertion.handle) != digest:
            return Refused(Reason.NOT_PROVEN)
        held = self.records.find(assertion.external_id, lifts=self.credentials.models_lift())
        if held is None or held.credential.subject_id != subject_id:
            return Refused(Reason.NOT_PROVEN)
        signed = self.webauthn.check(assertion, public_key=held.public_key)
        if signed is None or not signed.user_verified or _copied(held, signed):
            return Refused(Reason.NOT_PROVEN)
        with self.database.transaction():
            self.endings.lock_account(subject_id)
            reason = self._refusal_reason(held.credential, signed)
            if reason is not None:
                return Refused(reason)
        info, algorithm = self.webauthn.public_key_info(held.public_key)
        parts = self.webauthn.parts(assertion)
        return PasskeySignature(held.credential.id, info, algorithm, parts)

    def _refusal_reason(self, credential: Credential, signed: VerifiedAssertion) -> Reason | None:
        if credential.disabled_at is not None:
            return Reason.CREDENTIAL_FLAGGED
        if not self.records.count_on(credential.id, signed):
            self.credentials.disable_cloned(credential)
            return Reason.CREDENTIAL_FLAGGED
        if not _signs(credential, self.clock.now()):
            return Reason.UNMET_LEVEL
        return None if self.credentials.record_use(credential.id) else Reason.NOT_PROVEN


def _signs(credential: Credential, at: datetime) -> bool:
    """Whether a passkey is bound high enough to sign at that time."""
    return passkey_evidence(credential, at, user_verified=True).bound >= LEAST_TO_SIGN


def _copied(held: HeldPasskey, signed: VerifiedAssertion) -> bool:
    """Whether the flag of backups is another than at enrolment, which never changes."""
    return signed.backup_eligible != held.credential.backup_eligible

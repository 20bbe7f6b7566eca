"""Signatures of an application key over a statement of ours, with all that verifies them for ever.

The telephone was shown the statement and signed its SHA-256 (`approval_requests`). The signature
proves no factor of a sign-in and makes no evidence.
"""

from dataclasses import dataclass
from typing import Final

from idp.factors.app_keys import signed_messages
from idp.factors.app_keys.repository import AppKeyRepository
from idp.factors.app_keys.signed_messages import SignedMessage
from idp.factors.domain import Credential, CredentialKind
from idp.factors.evidence_rules import LEAST_TO_SIGN, app_key_evidence
from idp.factors.service import Credentials
from idp.kernel.canonical_json import canonical
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform import jose
from idp.platform.database import Database

ES256: Final = -7
"""The number of the algorithm (RFC 9053)."""
_P256_INFO: Final = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
"""SubjectPublicKeyInfo (RFC 5480) of a key on P-256, up to its uncompressed point."""


@dataclass(frozen=True, slots=True)
class AppKeySignature:
    """A verified signature. `public_key` is a SubjectPublicKeyInfo (DER), `algorithm` of COSE.

    `signed` is what was signed, header and payload of the JWS as they came; `signature` has 64
    bytes (RFC 7518 section 3.4). `attestation`: canonical JSON, `AppKeyRepository.attested`.
    """

    credential_id: Id
    public_key: bytes
    algorithm: int
    attestation: bytes
    signed: bytes
    signature: bytes


@dataclass(frozen=True)
class AppKeySignatures:
    """`issuer` is the audience of everything a key signs."""

    database: Database
    clock: Clock
    credentials: Credentials
    records: AppKeyRepository
    issuer: str

    def able(self, subject_id: Id) -> tuple[Credential, ...]:
        """The person's keys that may sign now, oldest first."""
        if not self.credentials.allowed(CredentialKind.APP_KEY):
            return ()
        return tuple(
            each for each in self.credentials.held(subject_id) if self._refusal(each) is None
        )

    def challenge_in(self, response: str) -> bytes | None:
        """The digest a JWS says it signed, unverified; None when it is malformed."""
        said = self._said(response)
        named = None if said is None else signed_messages.text_of(said, signed_messages.STATEMENT)
        return None if named is None else jose.decode(named)

    def verify(self, subject_id: Id, digest: bytes, response: str) -> AppKeySignature | Refused:
        """Verify that a key of this person signed the digest, its user verified by the telephone.

        It arrived in time and once: `ApprovalRequests.sign`. Refused: NOT_PROVEN for another
        digest, person, key or signature; CREDENTIAL_FLAGGED for a key that was stopped; UNMET_LEVEL
        for one that is bound too low, or whose attestation does not say any more that the telephone
        verifies its user; MEANS_DISABLED.
        """
        said = self._said(response)
        if said is None or self.challenge_in(response) != digest:
            return Refused(Reason.NOT_PROVEN)
        if not self.credentials.allowed(CredentialKind.APP_KEY):
            return Refused(Reason.MEANS_DISABLED)
        held = self.records.find(said.issuer)
        if held is None or held.credential.subject_id != subject_id:
            return Refused(Reason.NOT_PROVEN)
        signed, _, made = response.rpartition(".")
        signature = jose.decode(made)
        if signature is None or not signed_messages.is_signed_by(response, held.jwk):
            return Refused(Reason.NOT_PROVEN)
        with self.database.transaction():
            self.credentials.lock_held(subject_id)
            now = self.records.get(held.credential.id)
            reason = Reason.CREDENTIAL_FLAGGED if now is None else self._refusal(now.credential)
            if reason is not None:
                return Refused(reason)
            self.credentials.record_use(held.credential.id)
            attestation = canonical(self.records.attested(held.credential.id))
        return AppKeySignature(
            credential_id=held.credential.id,
            public_key=_P256_INFO + held.point,
            algorithm=ES256,
            attestation=attestation,
            signed=signed.encode(),
            signature=signature,
        )

    def _said(self, response: str) -> SignedMessage | None:
        return signed_messages.parse_message(
            response, typ=signed_messages.SIGNATURE, audience=self.issuer
        )

    def _refusal(self, key: Credential) -> Reason | None:
        if key.kind is not CredentialKind.APP_KEY or key.disabled_at is not None:
            return Reason.CREDENTIAL_FLAGGED
        shown = app_key_evidence(key, self.clock.now(), elsewhere=True)
        return Reason.UNMET_LEVEL if shown is None or shown.bound < LEAST_TO_SIGN else None

"""Passkeys: challenges used once, user verification and backup flags recorded.

Keys must be discoverable, so a sign-in never lists credentials for a typed name and does not reveal
which names exist.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from idp.accounts.domain import Basis, basis_from, to_document
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.change_endings import ChangeEndings
from idp.factors.domain import (
    UNPROVEN,
    Binding,
    Credential,
    CredentialKind,
    VerificationContext,
    VerifiedFactor,
    enrolled_in_this_sign_in,
)
from idp.factors.evidence_rules import passkey_evidence
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.passkey_records import HeldPasskey, PasskeyRecords
from idp.factors.service import Credentials
from idp.factors.webauthn_ceremony import (
    CHALLENGE_FOR,
    Assertion,
    NewKey,
    VerifiedAssertion,
    WebAuthnCeremony,
)
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database
from idp.platform.secrets import constant_time_equal, digest

_LABEL_LENGTH: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedPasskey:
    """`response`: the JSON of `PublicKeyCredential.toJSON()`; `subject_id` as given to `challenge`.

    None where the passkey itself says whose it is.
    """

    response: str
    subject_id: Id | None


@dataclass(frozen=True)
class Passkeys:
    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.PASSKEY)

    database: Database
    clock: Clock
    one_time_tokens: OneTimeTokens
    credentials: Credentials
    metadata: AuthenticatorMetadata
    endings: ChangeEndings
    records: PasskeyRecords
    webauthn: WebAuthnCeremony

    def challenge(self, context: VerificationContext, *, subject_id: Id | None) -> dict[str, Any]:
        """Options for `navigator.credentials.get()`, for a person already identified or not.

        The challenge is valid once, in this sign-in, in this browser, for this person.
        """
        handle = self.one_time_tokens.issue(
            OneTimeTokenKind.PASSKEY_CHALLENGE,
            audience=context.audience,
            valid_for=CHALLENGE_FOR,
            subject_id=subject_id,
            transaction_id=context.transaction_id,
        )
        allowed = [] if subject_id is None else self.records.for_subject(subject_id)
        return self.webauthn.options_to_sign_in(handle, allowed=allowed)

    def verify(
        self, context: VerificationContext, presented: PresentedPasskey
    ) -> VerifiedFactor | Refused:
        """Verify an assertion against a challenge, which is used up in any case.

        Refused: NOT_PROVEN, EXPIRED, USED_BEFORE, FACTOR_FROM_OTHER_TRANSACTION,
        CREDENTIAL_FLAGGED, ENROLLED_IN_THIS_SIGN_IN, MEANS_DISABLED. Call it outside a transaction.
        """
        if not self.credentials.allowed(CredentialKind.PASSKEY):
            return Refused(Reason.MEANS_DISABLED)
        subject_id = presented.subject_id
        assertion = self.webauthn.read_assertion(presented.response)
        if assertion is None:
            return self._refuse(Reason.NOT_PROVEN, context, subject_id)
        token = self.one_time_tokens.consume(
            OneTimeTokenKind.PASSKEY_CHALLENGE,
            assertion.handle,
            audience=context.audience,
            transaction_id=context.transaction_id,
            subject_id=subject_id,
        )
        if isinstance(token, Refused):
            return self._refuse(_public_reason(token.reason), context, subject_id)
        return self._answer(context, assertion, subject_id)

    def name_user(self, subject_id: Id, handle: bytes) -> None:
        """Keep the `user_handle` of a `registration` before there was an account.

        Joins the transaction that makes it.
        """
        self.records.name_user(subject_id, handle)

    def registration(
        self,
        subject_id: Id,
        *,
        audience: str,
        name: str,
        by: Basis | None = None,
        user_handle: bytes | None = None,
    ) -> dict[str, Any]:
        """Options for `navigator.credentials.create()`; `name` is shown by the device.

        `user_handle`: of a person who is to be (`PasskeyRecords.name_user`); that of anybody else
        is on record, or written.

        The maker's attestation is asked only where metadata say what it is worth: it names the
        model of the person's device, and most browsers ask the person for it.
        """
        handle = self.one_time_tokens.issue(
            OneTimeTokenKind.PASSKEY_REGISTRATION,
            audience=audience,
            valid_for=CHALLENGE_FOR,
            subject_id=subject_id,
            content=None if by is None else to_document(by),
        )
        return self.webauthn.options_to_register(
            handle,
            user_handle=user_handle or self.records.user_handle(subject_id),
            user_name=name,
            excluded=self.records.for_subject(subject_id),
            attested=self.metadata.on_record(),
        )

    def register(
        self,
        subject_id: Id,
        *,
        audience: str,
        response: str,
        label: str,
        binding: Binding = UNPROVEN,
        by: Basis | None = None,
    ) -> Credential | Refused:
        """Enrol the passkey of a response to `registration`, whose challenge is used up.

        `by` is the session that asks and began. The same response again, whose answer was lost, is
        answered by the passkey that it enrolled. Refused: NOT_PROVEN, EXPIRED, USED_BEFORE,
        FACTOR_FROM_OTHER_TRANSACTION, MEANS_DISABLED, and as `Credentials.begin_adding`. Call it
        outside a transaction, or in one that a refusal rolls back.
        """
        if not self.credentials.allowed(CredentialKind.PASSKEY):
            return Refused(Reason.MEANS_DISABLED)
        attestation = self.webauthn.read_attestation(response)
        if attestation is None:
            return Refused(Reason.NOT_PROVEN)
        with self.database.transaction():
            token = self.one_time_tokens.consume(
                OneTimeTokenKind.PASSKEY_REGISTRATION,
                attestation.handle,
                audience=audience,
                subject_id=subject_id,
            )
            if isinstance(token, Refused) and token.reason is not Reason.USED_BEFORE:
                return Refused(_public_reason(token.reason))
            new = self.webauthn.check_new(attestation, attested=self.metadata.on_record())
            if isinstance(token, Refused):
                return self._made_of(new, subject_id) or token
            # A challenge from before a change of credentials is not valid in a session after it.
            lives = basis_from(token.content, subject_id) == by
            if new is None or not lives:
                return Refused(Reason.EXPIRED if new else Reason.NOT_PROVEN)
            return self._keep(self._credential(subject_id, new, label), new, binding, by)

    def _made_of(self, new: NewKey | None, subject_id: Id) -> Credential | None:
        """The credential that the same response enrolled before, if its person still holds it."""
        held = None if new is None else self.records.find(new.known.external_id, lifts=False)
        mine = held is not None and held.credential.subject_id == subject_id
        return held.credential if held is not None and mine else None

    def _credential(self, subject_id: Id, new: NewKey, label: str) -> Credential:
        return Credential(
            id=new_id(),
            subject_id=subject_id,
            kind=CredentialKind.PASSKEY,
            label=label[:_LABEL_LENGTH],
            enrolled_at=self.clock.now(),
            backup_eligible=new.signed.backup_eligible,
            verifies_user=new.signed.user_verified,
            attested=self.metadata.attests(new.aaguid, new.vouchers),
        )

    def _keep(
        self, credential: Credential, new: NewKey, binding: Binding, by: Basis | None
    ) -> Credential | Refused:
        with self.database.transaction():
            refused = self.credentials.begin_adding(credential.subject_id, credential.kind, by)
            if refused is not None:
                return refused
            bound = self.credentials.bind(credential, binding)
            if not self.records.add(bound, new):
                return Refused(Reason.NOT_PROVEN)
            return self.credentials.enrol(bound, binding, by=by)

    def _answer(
        self, context: VerificationContext, assertion: Assertion, subject_id: Id | None
    ) -> VerifiedFactor | Refused:
        held = self.records.find(assertion.external_id, lifts=self.credentials.models_lift())
        if held is None or not _belongs(held, assertion, subject_id):
            return self._refuse(Reason.NOT_PROVEN, context, subject_id)
        signed = self.webauthn.check(assertion, public_key=held.public_key)
        credential = held.credential
        if signed is None or signed.backup_eligible != credential.backup_eligible:
            return self._refuse(Reason.NOT_PROVEN, context, credential.subject_id)
        with self.database.transaction():
            self.endings.lock_account(credential.subject_id)
            reason = self._refusal_reason(context, credential, signed)
            if reason is not None:
                return self._refuse(reason, context, credential.subject_id)
        verified = signed.user_verified
        shown = passkey_evidence(credential, self.clock.now(), user_verified=verified)
        spent = digest(f"passkey:{assertion.handle}")
        return VerifiedFactor(
            context.transaction_id, credential.subject_id, shown, credential.id, spent
        )

    def _refusal_reason(
        self, context: VerificationContext, credential: Credential, signed: VerifiedAssertion
    ) -> Reason | None:
        if credential.disabled_at is not None:
            return Reason.CREDENTIAL_FLAGGED
        if not self.records.count_on(credential.id, signed):
            # The counter of a device-bound key did not increase.
            self.credentials.disable_cloned(credential)
            return Reason.CREDENTIAL_FLAGGED
        if enrolled_in_this_sign_in(credential.enrolled_at, context):
            return Reason.ENROLLED_IN_THIS_SIGN_IN
        return None if self.credentials.record_use(credential.id) else Reason.NOT_PROVEN

    def _refuse(
        self, reason: Reason, context: VerificationContext, subject_id: Id | None
    ) -> Refused:
        return self.credentials.record_refusal(
            reason, means=Means.PASSKEY, context=context, subject_id=subject_id
        )


def _belongs(held: HeldPasskey, assertion: Assertion, subject_id: Id | None) -> bool:
    """Whether the key is of the requested person, or of the one the authenticator names."""
    named = assertion.user_handle
    if named is not None and not constant_time_equal(named, held.user_handle):
        return False
    if subject_id is None:
        return named is not None
    return held.credential.subject_id == subject_id


def _public_reason(reason: Reason) -> Reason:
    """A challenge that was not issued to this browser is NOT_PROVEN."""
    return Reason.NOT_PROVEN if reason is Reason.NOT_FOUND else reason

"""Application keys: enrolment with an attestation, anchoring to a person, signed messages."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from idp.accounts.domain import Basis, acting, basis_from, to_document
from idp.assurance.binding import CeremonyKind
from idp.assurance.pieces import Piece
from idp.factors.app_keys import signed_messages
from idp.factors.app_keys.domain import (
    Anchoring,
    Approved,
    EnrolledKey,
    EnrolmentContext,
    anchoring_of,
    binding_document,
    binding_from,
    number_of,
)
from idp.factors.app_keys.repository import AppKeyRepository, HeldKey, jwk_of, thumbprint_of
from idp.factors.app_keys.signed_messages import DeviceContext, Expected, SignedMessage
from idp.factors.attestations.attestation_status import AttestationStatus
from idp.factors.attestations.revoked_attestations import Revocations
from idp.factors.attestations.verification import (
    AttestationFault,
    AttestationRules,
    VerifiedAttestation,
    verify_chain,
)
from idp.factors.bindings import Bindings
from idp.factors.domain import UNPROVEN, Binding, Credential, CredentialKind
from idp.factors.evidence_rules import LEAST_TO_SIGN, app_key_evidence
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, Through, Unproven
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.secrets import digest, random_token

ENROLMENT_FOR: Final = timedelta(minutes=10)
_LABEL_LENGTH: Final = 64
_ENROLMENT: Final = "app"
_NO_HEX: Final = re.compile(r"[^0-9A-F]")
_NONCE: Final = "nonce"


@dataclass(frozen=True)
class AppKeys:
    """`issuer` is the audience of everything a key signs."""

    context: ServiceContext
    one_time_tokens: OneTimeTokens
    credentials: Credentials
    bindings: Bindings
    attestation_status: AttestationStatus
    records: AppKeyRepository
    revocations: Revocations
    notices: Notices
    issuer: str

    def begin_enrolment(
        self, subject_id: Id, *, binding: Binding = UNPROVEN, by: Basis | None = None
    ) -> str:
        """A handle for the person's telephone: it enrols one key, once, within ten minutes.

        `binding`: the ceremony in which it is issued and by which the key will be bound. `by` is
        the session that asks; the handle is invalid once that has ended, or a newer handle was
        issued.
        """
        if by is not None:
            self.one_time_tokens.invalidate(OneTimeTokenKind.APP_KEY_ENROLMENT, subject_id)
        return self.one_time_tokens.issue(
            OneTimeTokenKind.APP_KEY_ENROLMENT,
            audience=_ENROLMENT,
            valid_for=ENROLMENT_FOR,
            subject_id=subject_id,
            content={
                "subject": subject_id,
                "binding": binding_document(binding),
                **({} if by is None else to_document(by)),
            },
        )

    def enrol(self, handle: str, chain: Sequence[bytes], *, label: str) -> EnrolledKey | Refused:
        """Enrol the key a chain (DER, its own certificate first) attests, for the handle's person.

        The handle is used up when the chain was read, valid or not. A repeated request with the key
        that this handle enrolled gets the answer again. Refused: NOT_PROVEN, EXPIRED (also when
        what allowed it ended), USED_BEFORE, MEANS_DISABLED, TOO_MANY_TRIES (`retry_at`: many keys
        were added lately). Call it outside a transaction.
        """
        if not self.credentials.allowed(CredentialKind.APP_KEY):
            return Refused(Reason.MEANS_DISABLED)
        with self.context.database.transaction():
            token = self._handed_out(handle)
            if isinstance(token, Refused) and token.reason is not Reason.USED_BEFORE:
                return Refused(_public_reason(token.reason))
            attested = verify_chain(chain, self._rules(handle))
            if isinstance(token, Refused):
                return self._repeat_answer(attested) or token
            if not isinstance(attested, VerifiedAttestation):
                return self._refuse(token.content["subject"], attested)
            return self._keep(token, attested, label)

    def _repeat_answer(
        self, attested: VerifiedAttestation | AttestationFault
    ) -> EnrolledKey | None:
        """The answer once more, with a new retirement token: of the old one only a digest is kept.

        The attestation names this handle and this key, so its sender has both. None where no such
        key was enrolled or it is not valid any more.
        """
        held = None
        if isinstance(attested, VerifiedAttestation):
            held = self.records.find(thumbprint_of(jwk_of(attested.point)))
        if held is None or held.credential.disabled_at is not None:
            return None
        word = random_token()
        self.records.retire_by(held.credential.id, digest(word))
        return EnrolledKey(held.credential, thumbprint_of(held.jwk), word)

    def number(self, credential_id: Id) -> str:
        """The number of a key, for people. Raises LookupError for what is no application key."""
        held = self.records.get(credential_id)
        if held is None:
            raise LookupError(credential_id)
        return number_of(thumbprint_of(held.jwk))

    def of_number(self, subject_id: Id, number: str) -> Credential | None:
        """The person's key with this number, in any spelling."""
        asked = _NO_HEX.sub("", number.upper())
        held = self.credentials.held(subject_id)
        mine = [each for each in held if each.kind is CredentialKind.APP_KEY]
        return next((each for each in mine if _NO_HEX.sub("", self.number(each.id)) == asked), None)

    def anchoring_refusal(
        self, credential_id: Id, *, officers: tuple[Actor, ...]
    ) -> Refused | None:
        """Why a key cannot be bound to its person by these officers now.

        NOT_FOUND, ACCOUNT_LOCKED, NOT_AUTHORISED where one of them was found dishonest,
        CREDENTIAL_FLAGGED, STATE_ALREADY_HOLDS; IDENTITY_NOT_EXAMINED of a person for whom there is
        nothing but their own word. Locks the person's credentials: joins the unit of
        work of the case.
        """
        held = self.records.get(credential_id)
        if held is None:
            return Refused(Reason.NOT_FOUND)
        whose = held.credential.subject_id
        locked = self.credentials.lock_held(whose)
        key = next((each for each in locked if each.id == credential_id), None)
        if key is None:  # it was erased while the lock was waited for
            return Refused(Reason.NOT_FOUND)
        if self.credentials.is_self_made(whose):
            return Refused(Reason.IDENTITY_NOT_EXAMINED)
        return self.credentials.change_refusal(whose) or self._why_not_anchored(key, officers)

    def anchor(self, credential_id: Id, *, officers: tuple[Actor, ...], place: str) -> None:
        """Bind a key to its person, as these officers saw (Q12); it waits for the cool-off.

        The effect of a case that two people signed, after `anchoring_refusal`; its move is the
        entry of the history.
        """
        desk = Binding(CeremonyKind.DESK_BY_EYE, officers=officers, place=place)
        held = self.records.get(credential_id)
        if held is None:
            raise LookupError(credential_id)
        self.records.anchor(credential_id)
        self.credentials.rebind(held.credential.subject_id, {credential_id}, desk)
        anchored = self.records.get(credential_id) or held
        self._notify_anchored(anchored.credential)

    def _why_not_anchored(self, key: Credential, officers: tuple[Actor, ...]) -> Refused | None:
        if self.bindings.involves_fraud(officers, self.context.clock.now()):
            return Refused(Reason.NOT_AUTHORISED)
        if key.disabled_at is not None:
            return Refused(Reason.CREDENTIAL_FLAGGED)
        # A key that was lowered because of a dishonest officer can be bound again.
        bound = key.identity or key.rises_identity
        return Refused(Reason.STATE_ALREADY_HOLDS) if bound else None

    def retire(self, word: str) -> Credential | Refused:
        """Retire a key that its application reports as gone, by the token of its enrolment.

        A key that a new finger has invalidated cannot sign. It is stopped and stays on record, so
        that it still counts for the level of changes. Refused: NOT_FOUND, STATE_ALREADY_HOLDS.
        """
        with self.context.database.transaction():
            held = self.records.retiring(digest(word))
            if held is None:
                return Refused(Reason.NOT_FOUND)
            if not self.credentials.retire(held.credential):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            return held.credential

    def authenticate(self, word: str, *, typ: str) -> EnrolmentContext | Refused:
        """The key that signed a message, and its claims; each message counts once.

        For all messages but approvals. Refused: NOT_PROVEN, EXPIRED, USED_BEFORE,
        CREDENTIAL_FLAGGED, MEANS_DISABLED.
        """
        heard = self._parse(word, typ=typ)
        if isinstance(heard, Refused):
            return heard
        held, said = heard
        if not self._first_time(said):
            return Refused(Reason.USED_BEFORE)
        return EnrolmentContext(held.credential, said.claims)

    def check_approval(self, word: str, *, expected: Expected) -> Approved | Refused:
        """Verify that a key of this person signed exactly this; it counts once.

        An approval, or a signature where `expected.signs` names the digest of what is signed.
        Refused: NOT_PROVEN, EXPIRED, USED_BEFORE, FACTOR_FROM_OTHER_TRANSACTION, WRONG_NUMBER (the
        caller counts), CREDENTIAL_FLAGGED, ENROLLED_IN_THIS_SIGN_IN, MEANS_DISABLED; UNMET_LEVEL
        for the signature of a key that is bound too low, as a new one is while it waits.
        """
        heard = self._parse(word, typ=expected.typ)
        if isinstance(heard, Refused):
            return heard
        held, said = heard
        key = held.credential
        if key.subject_id != expected.subject_id or expected.credential_id not in {None, key.id}:
            return Refused(Reason.FACTOR_FROM_OTHER_TRANSACTION)
        reason = signed_messages.mismatch(said, expected)
        if reason is not None:
            return Refused(reason)
        if key.enrolled_at >= expected.begun_at:
            return Refused(Reason.ENROLLED_IN_THIS_SIGN_IN)
        shown = self._shown(key, expected)
        if isinstance(shown, Refused):
            return shown
        with self.context.database.transaction():
            return self._count(key, said, expected, shown)

    def piece_of(self, credential_id: Id, way: DeviceContext) -> Piece | None:
        """The evidence of this key's approval now; None for a key that is not valid any more."""
        held = self.records.get(credential_id)
        if held is None or held.credential.disabled_at is not None:
            return None
        if not self.credentials.allowed(CredentialKind.APP_KEY):
            return None
        return app_key_evidence(
            held.credential, self.context.clock.now(), elsewhere=way is DeviceContext.OTHER_DEVICE
        )

    def _shown(self, key: Credential, expected: Expected) -> Piece | Refused:
        elsewhere = expected.way is DeviceContext.OTHER_DEVICE
        shown = app_key_evidence(key, self.context.clock.now(), elsewhere=elsewhere)
        if shown is None:
            return Refused(Reason.NOT_PROVEN)
        too_low = expected.signs is not None and shown.bound < LEAST_TO_SIGN
        return Refused(Reason.UNMET_LEVEL) if too_low else shown

    def _count(
        self, key: Credential, said: SignedMessage, expected: Expected, shown: Piece
    ) -> Approved | Refused:
        """Use up the message, and the nonce it answers, after all other checks."""
        if not self._first_time(said):
            return Refused(Reason.USED_BEFORE)
        if signed_messages.number_malformed(said, expected):
            return Refused(Reason.NOT_PROVEN)
        if signed_messages.number_differs(said, expected):
            return Refused(Reason.WRONG_NUMBER)
        if not self._spend(expected.nonce, said, audience=_NONCE):
            return Refused(Reason.USED_BEFORE)
        if not self.credentials.record_use(key.id):
            return Refused(Reason.CREDENTIAL_FLAGGED)
        return Approved(key.id, key.subject_id, shown, digest(f"app_key:{expected.nonce}"))

    def _parse(self, word: str, *, typ: str) -> tuple[HeldKey, SignedMessage] | Refused:
        if not self.credentials.allowed(CredentialKind.APP_KEY):
            return Refused(Reason.MEANS_DISABLED)
        said = signed_messages.parse_message(word, typ=typ, audience=self.issuer)
        held = None if said is None else self.records.find(said.issuer)
        if said is None or held is None or not signed_messages.is_signed_by(word, held.jwk):
            return Refused(Reason.NOT_PROVEN)
        untimely = signed_messages.time_fault(said, self.context.clock.now())
        if untimely is not None:
            return Refused(untimely)
        if held.credential.disabled_at is not None:
            return Refused(Reason.CREDENTIAL_FLAGGED)
        return held, said

    def _first_time(self, said: SignedMessage) -> bool:
        return self._spend(said.jti, said, audience=said.issuer)

    def _spend(self, value: str, said: SignedMessage, *, audience: str) -> bool:
        return self.one_time_tokens.mark_used(
            OneTimeTokenKind.APP_KEY_WORD, value, audience=audience, expires_at=said.expires_at
        )

    def _rules(self, handle: str) -> AttestationRules:
        return self.attestation_status.rules(
            challenge_of(handle),
            revoked=self.revocations.listed(),
            now=self.context.clock.now(),
        )

    def _handed_out(self, handle: str) -> OneTimeToken | Refused:
        """Use a handle up. Refused as `OneTimeTokens.consume`."""
        found = self.one_time_tokens.peek(
            OneTimeTokenKind.APP_KEY_ENROLMENT, handle, audience=_ENROLMENT
        )
        whose = None if found is None else found.subject_id
        return self.one_time_tokens.consume(
            OneTimeTokenKind.APP_KEY_ENROLMENT, handle, audience=_ENROLMENT, subject_id=whose
        )

    def _keep(
        self, token: OneTimeToken, attested: VerifiedAttestation, label: str
    ) -> EnrolledKey | Refused:
        binding = binding_from(token.content.get("binding"))
        now, word = self.context.clock.now(), random_token()
        credential = Credential(
            id=new_id(),
            subject_id=token.content["subject"],
            kind=CredentialKind.APP_KEY,
            label=label[:_LABEL_LENGTH],
            enrolled_at=now,
            user_auth=attested.user_auth,
        )
        by = basis_from(token.content, credential.subject_id)
        with self.context.database.transaction():
            refused = self.credentials.begin_adding(credential.subject_id, credential.kind, by)
            if refused is not None:
                many = refused.reason is Reason.TOO_MANY_TRIES
                return refused if many else Refused(Reason.EXPIRED)
            bound = self.credentials.bind(credential, binding)
            anchored = replace(bound, anchored_at=now if bound.identity else None)
            if not self.records.add(anchored, attested, retire_digest=digest(word)):
                return Refused(Reason.NOT_PROVEN)
            self.credentials.enrol(anchored, binding, by=by)
            if bound.identity:
                self._record_anchored(anchored, anchoring_of(binding), by)
        held = self.records.get(credential.id)
        return EnrolledKey(credential, thumbprint_of(held.jwk) if held else "", word)

    def _refuse(self, subject_id: Id, doubt: AttestationFault) -> Refused:
        """The refusal, without a reason for the sender; the person's history has it."""
        with self.context.database.transaction():
            self.context.history.append(
                EventType.APP_KEY_REFUSED,
                actor=Unproven(through=Through.APPLICATION),
                subject_id=subject_id,
                facts={"reason": doubt.value},
            )
        return Refused(Reason.NOT_PROVEN)

    def _record_anchored(self, key: Credential, anchoring: Anchoring, by: Basis | None) -> None:
        self.context.history.append(
            EventType.APP_KEY_ANCHORED,
            subject_id=key.subject_id,
            actor=anchoring.by or acting(key.subject_id, by),
            facts={"credential_id": key.id, "place": anchoring.place},
        )

    def _notify_anchored(self, key: Credential) -> None:
        named = {"kind": key.kind.value, "label": key.label}
        undo = {**named, "credential": key.id}
        self.notices.notify(
            key.subject_id,
            text_key=NoticeKind.KEY_ANCHORED,
            facts=named,
            undo=undo,
            shortens=None if key.rises_at is None else key.id,
        )


def challenge_of(handle: str) -> bytes:
    """The attestation challenge for this handle, which does not reveal it."""
    return hashlib.sha256(f"minh-danh-app-key:{handle}".encode("utf-8", "surrogatepass")).digest()


def _public_reason(reason: Reason) -> Reason:
    """An unknown handle is NOT_PROVEN."""
    return Reason.NOT_PROVEN if reason is Reason.NOT_FOUND else reason

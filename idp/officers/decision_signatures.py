"""Signatures on decisions: what a person is asked to sign, its proof, and what is kept of it.

A statement about a decision (`domain.signing`) is shown to one person in one session and can be
signed once, with a passkey or the key of the application on their telephone. Nothing is kept that
`offline.signature_fault` would deny.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from idp.factors.app_keys.signatures import AppKeySignature, AppKeySignatures
from idp.factors.passkey_signatures import PasskeySignature, PasskeySignatures
from idp.kernel.canonical_json import canonical, parse
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.domain.decisions import Decision, SignatureMeans, SignedDecision
from idp.officers.domain.signing import (
    SIGN_WITHIN,
    Signer,
    SigningAct,
    digest_of,
    instant_text,
    signer_document,
    statement,
)
from idp.officers.offline import signature_fault
from idp.officers.phone_requests import PhonePage, PhoneRequests
from idp.officers.tables import SIGNED_DECISION, SIGNING_REQUEST
from idp.platform import jose
from idp.platform.database import Database, Row, insert_new, purge

_SHOW: Final = insert(SIGNING_REQUEST)
_USE: Final = (
    update(SIGNING_REQUEST)
    .where(
        SIGNING_REQUEST.c.digest == bindparam("challenge"),
        SIGNING_REQUEST.c.decision_id == bindparam("decision"),
        SIGNING_REQUEST.c.officer_id == bindparam("officer"),
        SIGNING_REQUEST.c.session_id == bindparam("session"),
        SIGNING_REQUEST.c.used_at.is_(None),
        SIGNING_REQUEST.c.expires_at > bindparam("now"),
    )
    .values(used_at=bindparam("now"))
    .returning(*SIGNING_REQUEST.c)
)
_SHOWN: Final = select(SIGNING_REQUEST).where(SIGNING_REQUEST.c.digest == bindparam("challenge"))
_KEEP: Final = insert_new(SIGNED_DECISION)
_SIGNATURES: Final = (
    select(SIGNED_DECISION)
    .where(SIGNED_DECISION.c.decision_id == bindparam("decision"))
    .order_by(SIGNED_DECISION.c.id)
)

_BYTES: Final = (
    "statement",
    "digest",
    "public_key",
    "authenticator_data",
    "client_data",
    "signature",
)


@dataclass(frozen=True, slots=True)
class PresentedSignature:
    """A signature: `signer` is who was proven, `session_id` where the page was shown.

    `response`: the JSON of `PublicKeyCredential.toJSON()`, or the page for which the telephone
    signed.
    """

    signer: Signer
    session_id: Id
    response: str | PhonePage


@dataclass(frozen=True)
class DecisionSignatures:
    database: Database
    clock: Clock
    passkeys: PasskeySignatures
    app_keys: AppKeySignatures
    phones: PhoneRequests

    def statement_for(
        self, decision: Decision, act: SigningAct, signer: Signer, *, session_id: Id
    ) -> bytes:
        """A new statement for this person, which can be signed once, in this session."""
        now = self.clock.now()
        nonce = secrets.token_hex(32)
        words = statement(decision.document, signer, act, nonce=nonce, at=now)
        with self.database.transaction():
            self.database.execute(
                _SHOW,
                digest=digest_of(words),
                decision_id=decision.id,
                officer_id=signer.officer_id,
                session_id=session_id,
                act=act,
                statement=words,
                expires_at=min(now + SIGN_WITHIN, decision.expires_at),
                used_at=None,
            )
        return words

    def options(self, signer: Signer, words: bytes) -> Mapping[str, Any]:
        """What `navigator.credentials.get()` takes so that a passkey signs this statement."""
        return self.passkeys.options(signer.subject_id, digest_of(words))

    def take(
        self, decision: Decision, act: SigningAct, presented: PresentedSignature
    ) -> SignedDecision | Refused:
        """Verify and keep a signature of this act; what it answers is used up in any case.

        Joins the transaction of the caller, who has locked the decision. Refused as
        `decisions.SignedDecisions.accept` says of the signature.
        """
        proven = self._proven(decision, presented)
        if isinstance(proven, Refused):
            return proven
        words, by = proven
        if not _is_about(words, decision, presented.signer, act):
            return Refused(Reason.PAGE_CHANGED)
        return self._keep(decision, presented.signer, act, words, by)

    def of_decision(self, decision_id: Id) -> list[SignedDecision]:
        """The signatures on a decision, oldest first."""
        rows = self.database.all(_SIGNATURES, decision=decision_id)
        return [_signature(row) for row in rows]

    def purge_expired(self) -> int:
        """Delete statements that were shown and not signed in time; returns how many."""
        expiry = SIGNING_REQUEST.c.expires_at
        now = self.clock.now()
        return purge(self.database, SIGNING_REQUEST, expiry <= now, by=expiry)

    def _proven(
        self, decision: Decision, presented: PresentedSignature
    ) -> tuple[bytes, PasskeySignature | AppKeySignature] | Refused:
        """The statement that was signed, and the signature, which verifies."""
        response = self._response(presented)
        if isinstance(response, Refused):
            return response
        keys = self.app_keys if isinstance(presented.response, PhonePage) else self.passkeys
        challenge = keys.challenge_in(response)
        if challenge is None:
            return Refused(Reason.NOT_PROVEN)
        shown = self._use(decision, presented, challenge)
        if isinstance(shown, Refused):
            return shown
        proven = keys.verify(presented.signer.subject_id, challenge, response)
        return proven if isinstance(proven, Refused) else (bytes(shown.statement), proven)

    def _response(self, presented: PresentedSignature) -> str | Refused:
        """What the browser sent; or what the telephone signed for its page, which is used up."""
        given = presented.response
        if not isinstance(given, PhonePage):
            return given
        return self.phones.take(given) or Refused(Reason.NOT_PROVEN)

    def _use(
        self, decision: Decision, presented: PresentedSignature, challenge: bytes
    ) -> Row | Refused:
        """Use a challenge up, before what it signed is looked at."""
        officer_id, session_id = presented.signer.officer_id, presented.session_id
        used = self.database.one(
            _USE,
            challenge=challenge,
            decision=decision.id,
            officer=officer_id,
            session=session_id,
            now=self.clock.now(),
        )
        if used is not None:
            return used
        shown = self.database.one(_SHOWN, challenge=challenge)
        if shown is None or shown.decision_id != decision.id:
            return Refused(Reason.NOT_PROVEN)
        if shown.officer_id != officer_id or shown.session_id != session_id:
            return Refused(Reason.NOT_PROVEN)
        return Refused(Reason.EXPIRED if shown.used_at is None else Reason.USED_BEFORE)

    def _keep(
        self,
        decision: Decision,
        signer: Signer,
        act: SigningAct,
        words: bytes,
        proven: PasskeySignature | AppKeySignature,
    ) -> SignedDecision | Refused:
        signature = SignedDecision(
            id=new_id(),
            decision_id=decision.id,
            act=act,
            signer=signer,
            statement=words,
            digest=digest_of(words),
            credential_id=proven.credential_id,
            public_key=proven.public_key,
            algorithm=proven.algorithm,
            signed_at=self.clock.now(),
            **_parts_of(proven),
        )
        if signature_fault(exported(signature), decision.document, decision.content) is not None:
            return Refused(Reason.NOT_PROVEN)
        kept = self.database.execute(_KEEP, **_signature_row(signature))
        return signature if kept == 1 else Refused(Reason.FOUR_EYES)


def _parts_of(proven: PasskeySignature | AppKeySignature) -> dict[str, Any]:
    """What is kept of a signature, by the kind of its key; see `tables.SignedDecisionRow`."""
    if isinstance(proven, AppKeySignature):
        return {
            "means": SignatureMeans.APP_KEY,
            "authenticator_data": proven.attestation,
            "client_data": proven.signed,
            "signature": proven.signature,
        }
    return {
        "means": SignatureMeans.PASSKEY,
        "authenticator_data": proven.parts.authenticator_data,
        "client_data": proven.parts.client_data,
        "signature": proven.parts.signature,
    }


def facts_of(kept: SignedDecision) -> dict[str, Any]:
    """What an entry says of a signature: of which statement, and by which key (SHA-256 of SPKI).

    `attestation`: SHA-256 of what the attestation of a key of the application said, which no
    signature covers.
    """
    told = {
        "act": kept.act,
        "signature": kept.id,
        "signed": kept.digest.hex(),
        "means": kept.means,
        "credential": kept.credential_id,
        "key": digest_of(kept.public_key).hex(),
    }
    if kept.means is SignatureMeans.APP_KEY:
        told["attestation"] = digest_of(kept.authenticator_data).hex()
    return told


def exported(signature: SignedDecision) -> dict[str, Any]:
    """A signature as JSON, for `offline.verify_decisions`."""
    told = {name: jose.encode(getattr(signature, name)) for name in _BYTES}
    return {
        **told,
        "means": signature.means,
        "algorithm": signature.algorithm,
        "credential": signature.credential_id,
        "signed_at": instant_text(signature.signed_at),
    }


def _is_about(words: bytes, decision: Decision, signer: Signer, act: SigningAct) -> bool:
    """Whether the statement that was shown is this person's about this very content."""
    document = parse(words)
    mine = document["signer"] == signer_document(signer) and document["act"] == act
    return mine and canonical(document["decision"]) == decision.content


def _signature_row(signature: SignedDecision) -> dict[str, Any]:
    signer = signature.signer
    told = {
        name: getattr(signature, name)
        for name in (*_BYTES, "id", "decision_id", "act", "means", "credential_id")
    }
    return {
        **told,
        "algorithm": signature.algorithm,
        "signed_at": signature.signed_at,
        "officer_id": signer.officer_id,
        "appointment_id": signer.appointment_id,
        "subject_id": signer.subject_id,
        "identity": signer.identity,
    }


def _signature(row: Row) -> SignedDecision:
    signer = Signer(
        officer_id=row.officer_id,
        appointment_id=row.appointment_id,
        subject_id=row.subject_id,
        identity=bytes(row.identity),
    )
    return SignedDecision(
        id=row.id,
        decision_id=row.decision_id,
        act=SigningAct(row.act),
        signer=signer,
        means=SignatureMeans(row.means),
        credential_id=row.credential_id,
        algorithm=row.algorithm,
        signed_at=row.signed_at,
        **{name: bytes(getattr(row, name)) for name in _BYTES},
    )

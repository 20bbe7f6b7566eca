"""Approval requests from browser to telephone: offered, scanned once, approved, finished.

A stolen handle is of no use. On the same telephone the application opens an address with the answer
in the browser there: the request uses the answer up, and it counts only in the browser that began,
proven by its cookie. So there is no text that a person could be talked into reading out. From
another screen a number has to be typed, and the approval is never part of more than level 2 (RFC
10027).

The same way a telephone is asked to sign a statement: it gets the bytes themselves, and what it
signs is no factor of any sign-in.
"""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar, Final

from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.app_keys import signed_messages
from idp.factors.app_keys.domain import Approved
from idp.factors.app_keys.request import (
    APPROVE_WITHIN,
    FINISH_WITHIN,
    MOST_WRONG_NUMBERS,
    SCAN_WITHIN,
    ApprovalDetails,
    Decided,
    Offer,
    OpenRequest,
    Scanned,
    Stage,
    StoredRequest,
    stage_of,
)
from idp.factors.app_keys.request_repository import ApprovalRequestRepository
from idp.factors.app_keys.service import AppKeys
from idp.factors.app_keys.signed_messages import DeviceContext, Expected
from idp.factors.domain import CredentialKind, VerificationContext, VerifiedFactor
from idp.factors.service import Credentials
from idp.kernel.actors import Through
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.sealing import open_under, seal_under
from idp.platform.secrets import constant_time_equal, digest, random_token

_HANDLE_BYTES: Final = 16
_SHOWN: Final = "shown on a telephone"
_FIRST_NUMBER, _NUMBERS = 10, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedApproval:
    """The answer of the telephone, presented by the browser that began.

    `acr`: the requested level. `answer`: the one-time answer in the address opened on the same
    telephone.
    """

    subject_id: Id
    acr: str
    way: DeviceContext
    answer: str = field(default="", repr=False)


@dataclass(frozen=True)
class ApprovalRequests:
    """Passes requests to the telephone; their content is passed in and not interpreted."""

    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.APP_KEY)

    database: Database
    clock: Clock
    keys: AppKeys
    credentials: Credentials
    records: ApprovalRequestRepository
    issuer: str

    def offer(
        self,
        context: VerificationContext,
        subject_id: Id,
        asked: ApprovalDetails,
        way: DeviceContext,
    ) -> Offer:
        """A new handle for the telephone, in place of the last one on this channel."""
        now, handle = self.clock.now(), secrets.token_urlsafe(_HANDLE_BYTES)
        number = _number() if way is DeviceContext.OTHER_DEVICE else None
        with self.database.transaction():
            self.records.add(
                id=new_id(),
                handle_digest=digest(handle),
                transaction_id=context.transaction_id,
                subject_id=subject_id,
                audience=context.audience,
                way=way.value,
                client_id=asked.client_id,
                acr=asked.acr,
                statement=asked.statement,
                **_shown_of(asked, handle),
                number=number,
                begun_at=context.begun_at,
                scan_by=now + SCAN_WITHIN,
                expires_at=now + SCAN_WITHIN,
            )
        return Offer(handle, number, now + SCAN_WITHIN)

    def open_request(self, context: VerificationContext, way: DeviceContext) -> OpenRequest | None:
        """The request of this browser that a telephone has scanned and that is open."""
        row = self.records.open_of(context.transaction_id, context.audience, way.value)
        stage = Stage.OVER if row is None else stage_of(row, self.clock.now())
        if row is None or stage not in {Stage.SCANNED, Stage.APPROVED}:
            return None
        return OpenRequest(stage, row.number, row.expires_at)

    def stage(self, context: VerificationContext, way: DeviceContext) -> Stage:
        """The stage of this browser's last request."""
        row = self.records.last_of(context.transaction_id, context.audience, way.value)
        if row is None:
            return Stage.OVER
        return Stage.DENIED if row.denied_at else stage_of(row, self.clock.now())

    def scan(self, word: str) -> Scanned | Refused:
        """The details of a request, for a key of its person; a handle opens it once.

        Refused as `AppKeys.authenticate`; NOT_FOUND for a handle that is unknown, used, too old or
        another person's, which all look the same.
        """
        asking = self.keys.authenticate(word, typ=signed_messages.REQUEST)
        if isinstance(asking, Refused):
            return asking
        nonce, handle = random_token(), str(asking.claims.get("handle", ""))
        with self.database.transaction():
            row = self.records.scan(
                handle=digest(handle),
                subject=asking.credential.subject_id,
                credential=asking.credential.id,
                nonce=digest(nonce),
                until=self.clock.now() + APPROVE_WITHIN,
            )
        return Refused(Reason.NOT_FOUND) if row is None else _scanned(row, nonce, handle)

    def approve(self, word: str) -> Decided | Refused:
        """Record the telephone's approval; the third wrong number ends the request.

        Refused as `AppKeys.check_approval`; NOT_FOUND when no approval that is open was asked for
        with this nonce.
        """
        return self._decide(word, typ=signed_messages.APPROVAL)

    def sign(self, word: str) -> Decided | Refused:
        """Record the telephone's signature over a statement, for `take`.

        Refused as `approve`; NOT_FOUND when no signature that is open was asked for.
        """
        return self._decide(word, typ=signed_messages.SIGNATURE)

    def deny(self, word: str) -> Refused | None:
        """Record the person's denial on the telephone. Refused as `approve`."""
        asking = self.keys.authenticate(word, typ=signed_messages.DENIAL)
        if isinstance(asking, Refused):
            return asking
        with self.database.transaction():
            row = self.records.by_nonce(digest(str(asking.claims.get("nonce", ""))))
            if row is None or row.subject_id != asking.credential.subject_id:
                return Refused(Reason.NOT_FOUND)
            self.records.deny(row.id)
            self._record_refusal(row, Reason.DECLINED)
            return None

    def verify(
        self, context: VerificationContext, presented: PresentedApproval
    ) -> VerifiedFactor | Refused:
        """Verify the telephone's approval, for the browser that began it; once.

        Refused: NOT_PROVEN when there is no approval (yet) or the answer is another one,
        CREDENTIAL_FLAGGED, MEANS_DISABLED.
        """
        if not self.credentials.allowed(CredentialKind.APP_KEY):
            return Refused(Reason.MEANS_DISABLED)
        subject_id, way = presented.subject_id, presented.way
        with self.database.transaction():
            row = self.records.open_of(context.transaction_id, context.audience, way.value)
            if row is None or row.subject_id != subject_id or row.acr != presented.acr:
                return Refused(Reason.NOT_PROVEN)
            key, proof = row.credential_id, row.proof_digest
            approved = row.approved_at is not None and _answers(row, way, presented.answer)
            # A signature is no factor of a sign-in.
            if row.statement is not None or not approved or key is None or proof is None:
                return Refused(Reason.NOT_PROVEN)
            shown = self.keys.piece_of(key, way)
            if shown is None:
                return Refused(Reason.CREDENTIAL_FLAGGED)
            if not self.records.end(row.id):
                return Refused(Reason.NOT_PROVEN)
        return VerifiedFactor(
            context.transaction_id,
            subject_id,
            shown,
            key,
            bytes(proof),
        )

    def take(self, context: VerificationContext, subject_id: Id) -> str | None:
        """The signature (a compact JWS) that the person's telephone gave for this browser; once.

        None where there is none. What it signed, and with which key, is to be verified.
        """
        way = DeviceContext.OTHER_DEVICE
        with self.database.transaction():
            row = self.records.open_of(context.transaction_id, context.audience, way.value)
            if row is None or row.subject_id != subject_id or row.signature is None:
                return None
            return row.signature if self.records.end(row.id) else None

    def end_stray(self, transaction_id: Id, answer: str) -> bool:
        """End the request whose answer arrived in a browser that did not begin it.

        Returns whether there was one. It is written to the person's history: the sign-in that was
        approved was begun elsewhere, perhaps by another person (RFC 10027).
        """
        with self.database.transaction():
            row = self.records.by_answer(transaction_id, digest(answer))
            if row is None or not self.records.end(row.id):
                return False
            self._record_refusal(row, Reason.OTHER_BROWSER)
            return True

    def purge_expired(self) -> int:
        """Delete requests past their expiry; how many."""
        return self.records.purge_expired()

    def _decide(self, word: str, *, typ: str) -> Decided | Refused:
        said = signed_messages.parse_message(word, typ=typ, audience=self.issuer)
        nonce = None if said is None else signed_messages.text_of(said, "nonce")
        if nonce is None:
            return Refused(Reason.NOT_PROVEN)
        with self.database.transaction():
            row = self.records.by_nonce(digest(nonce))
            if row is None or row.approved_at is not None:
                return Refused(Reason.NOT_FOUND)
            expected = _expected(row, nonce)
            if expected.typ != typ:
                return Refused(Reason.NOT_FOUND)
            approved = self.keys.check_approval(word, expected=expected)
            if isinstance(approved, Refused):
                return self._refuse(row, approved)
            return self._approve(row, approved, word if row.statement is not None else None)

    def _approve(
        self, row: StoredRequest, approved: Approved, word: str | None
    ) -> Decided | Refused:
        answer = random_token() if DeviceContext(row.way) is DeviceContext.SAME_DEVICE else None
        counted = self.records.approve(
            row.id,
            until=self.clock.now() + FINISH_WITHIN,
            credential=approved.credential_id,
            proof=approved.proof_digest,
            answer=None if answer is None else digest(answer),
            word=word,
        )
        return Decided(row.transaction_id, answer) if counted else Refused(Reason.USED_BEFORE)

    def _refuse(self, row: StoredRequest, refused: Refused) -> Refused:
        """Count a wrong number; write every refusal of a key's approval to the history."""
        if refused.reason is Reason.WRONG_NUMBER:
            wrong = self.records.count_wrong(row.id)
            if wrong >= MOST_WRONG_NUMBERS:
                self.records.end(row.id)
                refused = Refused(Reason.TOO_MANY_TRIES)
        self._record_refusal(row, refused.reason)
        return refused

    def _record_refusal(self, row: StoredRequest, reason: Reason) -> None:
        if row.statement is not None:
            self.credentials.record_signature_refusal(
                reason, means=Means.APP_KEY, subject_id=row.subject_id, statement=row.statement
            )
            return
        ceremony = VerificationContext(
            row.transaction_id, row.begun_at, row.audience, Through.APPLICATION
        )
        self.credentials.record_refusal(
            reason, means=Means.APP_KEY, context=ceremony, subject_id=row.subject_id
        )


def _number() -> str:
    return str(_FIRST_NUMBER + secrets.randbelow(_NUMBERS))


def _shown_of(asked: ApprovalDetails, handle: str) -> dict[str, Any]:
    """The columns of what the telephone shows, in clear where it names nobody."""
    if asked.statement is None:
        return {"shown": dict(asked.shown), "shown_sealed": None}
    sealed = seal_under(handle, json.dumps(asked.shown), context=_SHOWN)
    return {"shown": {"lang": asked.shown["lang"]}, "shown_sealed": sealed}


def _scanned(row: StoredRequest, nonce: str, handle: str) -> Scanned:
    sealed, shown = row.shown_sealed, row.shown
    if sealed is not None:
        shown = json.loads(open_under(handle, bytes(sealed), context=_SHOWN))
    return Scanned(
        transaction_id=row.transaction_id,
        client_id=row.client_id,
        acr=row.acr,
        shown=shown,
        way=DeviceContext(row.way),
        nonce=nonce,
        expires_at=row.expires_at,
        statement=None if row.statement is None else bytes(row.statement),
    )


def _expected(row: StoredRequest, nonce: str) -> Expected:
    return Expected(
        txn=row.transaction_id,
        client_id=row.client_id,
        acr=row.acr,
        nonce=nonce,
        way=DeviceContext(row.way),
        number=row.number,
        subject_id=row.subject_id,
        begun_at=row.begun_at,
        credential_id=row.credential_id,
        signs=None if row.statement is None else sha256(row.statement).digest(),
    )


def _answers(row: StoredRequest, way: DeviceContext, answer: str) -> bool:
    """Whether the browser has the answer that the telephone got for it, where that is needed."""
    if way is not DeviceContext.SAME_DEVICE:
        return True
    return row.answer_digest is not None and constant_time_equal(
        bytes(row.answer_digest), digest(answer)
    )

"""Signed messages (JWS) of the national application about CIBA requests.

An approval has the type of all approvals of application keys; it names the transaction, the client,
the level and the nonce, so that it is valid for one request only. All other messages have one type
of their own, name their purpose, and count once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from idp.accounts.locks import AccountLocks
from idp.assurance.acr import acr
from idp.assurance.levels import Level
from idp.authorization.repository import TransactionRepository
from idp.ciba.approval import Approval
from idp.ciba.authentication_request import BackchannelAuthentication
from idp.ciba.decisions import Decisions
from idp.ciba.domain.binding_message import is_number
from idp.ciba.domain.message_claims import (
    MESSAGE_TYPE,
    MessagePurpose,
    consent_choice,
    digits_in,
    request_in,
)
from idp.ciba.domain.request import PendingRequest
from idp.ciba.domain.required_proof import RequiredProof, reachable_level, required_proof
from idp.ciba.domain.states import RequestState
from idp.ciba.repository import Device, RequestRepository
from idp.ciba.request_view import LANGUAGES, RequestView, RequestViews
from idp.consent.domain.page import ConsentText
from idp.factors.app_keys.service import AppKeys
from idp.factors.app_keys.signed_messages import DeviceContext, Expected
from idp.factors.callers import Caller
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.factors.pins import Pins, PresentedPin
from idp.factors.service import Credentials
from idp.kernel.actors import Through
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.jose import unverified
from idp.platform.secrets import digest
from idp.sessions.domain import AuthenticationEvent


@dataclass(frozen=True, slots=True)
class VerifiedMessage:
    """A verified message: the device that signed it, and its claims."""

    device: Device
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """The details of one pending request for a device: `acr` and `nonce` are to be signed.

    The nonce is valid for `page` alone: for the consent text the person is shown. `reachable` is
    the highest level the terminal can get.
    """

    view: RequestView
    page: ConsentText
    acr: str
    nonce: str
    required: RequiredProof
    reachable: Level


@dataclass(frozen=True)
class DeviceMessages:
    database: Database
    issuer: str
    account_locks: AccountLocks
    app_keys: AppKeys
    pins: Pins
    credentials: Credentials
    transactions: TransactionRepository
    requests: RequestRepository
    authentication: BackchannelAuthentication
    views: RequestViews
    decisions: Decisions
    approvals: Approval

    def code(self, message: str) -> str | Refused:
        """The one-time code to show at a counter. Refused: as `_verified` and `show_code`."""
        verified = self._verified(message, MessagePurpose.CODE)
        return (
            verified
            if isinstance(verified, Refused)
            else self.authentication.show_code(verified.device)
        )

    def pending(self, message: str, *, lang: str) -> list[RequestDetails] | Refused:
        """The pending requests of this phone, in a language. Refused: as `_verified`."""
        verified = self._verified(message, MessagePurpose.REQUESTS)
        if isinstance(verified, Refused):
            return verified
        return [self._details(view, lang) for view in self.views.pending(verified.device)]

    def number(self, message: str) -> Refused | None:
        """Number matching: the person typed the number that the terminal shows.

        Refused: as `_verified` and `Decisions.enter_number`. A value that cannot be a number is
        NOT_PROVEN and does not count as a try.
        """
        verified = self._verified(message, MessagePurpose.NUMBER)
        if isinstance(verified, Refused):
            return verified
        txn, number = request_in(verified.claims), digits_in(verified.claims, "number")
        if txn is None or number is None or not is_number(number):
            return Refused(Reason.NOT_PROVEN)
        return self.decisions.enter_number(verified.device, txn, number)

    def denial(self, message: str) -> Refused | None:
        """The person denies. Refused: as `_verified` and `Decisions.decline`."""
        verified = self._verified(message, MessagePurpose.DENIAL)
        if isinstance(verified, Refused):
            return verified
        txn = request_in(verified.claims)
        return (
            Refused(Reason.NOT_FOUND)
            if txn is None
            else self.decisions.decline(verified.device, txn)
        )

    def approval(self, message: str) -> AuthenticationEvent | Refused:
        """The approval, signed after the user verification of the phone.

        Refused: as `AppKeys.check_approval` and `Approval.approve`. UNMET_LEVEL: it counts, and a
        PIN may follow. PAGE_CHANGED: the page on the phone has changed since.
        """
        said = unverified(message)
        txn = None if said is None else request_in(said.claims)
        request = None if txn is None else self.requests.by_id(txn)
        if said is None or request is None:
            return Refused(Reason.NOT_FOUND)
        ready = self._ready(request)
        if isinstance(ready, Refused):
            return ready
        page = self._page(ready, said.claims.get("nonce"))
        if page is None:
            return Refused(Reason.PAGE_CHANGED)
        with self.database.transaction():
            # Before the key's own row: an end of a credential locks the account first.
            self.account_locks.lock(request.subject_id)
            approved = self.app_keys.check_approval(message, expected=self._expected(ready, page))
            if isinstance(approved, Refused):
                return approved
            proven = VerifiedFactor(
                request.id,
                approved.subject_id,
                approved.piece,
                approved.credential_id,
                approved.proof_digest,
            )
            device = Device(request.subject_id, request.device_id)
            choice = replace(consent_choice(said.claims), page=page.digest)
            return self.approvals.approve(device, request.id, [proven], choice)

    def pin(self, message: str) -> AuthenticationEvent | Refused:
        """Verify the PIN of a person whose phone approved already; call it outside a transaction.

        Refused: as `_verified`, `Pins.verify` and `Approval.approve`; NOT_PROVEN before the
        approval, so that a PIN can be tried only with the phone's key.
        """
        verified = self._verified(message, MessagePurpose.PIN)
        if isinstance(verified, Refused):
            return verified
        txn, pin = request_in(verified.claims), digits_in(verified.claims, "pin")
        request = None if txn is None else self.requests.for_device(verified.device, txn)
        if request is None:
            return Refused(Reason.NOT_FOUND)
        ready = self._ready(request)
        if isinstance(ready, Refused):
            return ready
        if pin is None or not self._approved_before(request):
            return Refused(Reason.NOT_PROVEN)
        ceremony = VerificationContext(
            request.id,
            request.asked_at,
            digest(request.device_id).hex(),
            Through.APPLICATION,
        )
        # The telephone has its own counter: guesses in browsers cannot lock it.
        whose = request.subject_id
        proven = self.pins.verify(
            ceremony, PresentedPin(subject_id=whose, pin=pin, caller=Caller(proven=whose))
        )
        if isinstance(proven, Refused):
            return proven
        return self.approvals.approve(
            verified.device, request.id, [proven], consent_choice(verified.claims)
        )

    def _verified(self, message: str, purpose: MessagePurpose) -> VerifiedMessage | Refused:
        """Refused: as `AppKeys.authenticate`; NOT_PROVEN for a message of another purpose."""
        asking = self.app_keys.authenticate(message, typ=MESSAGE_TYPE)
        if isinstance(asking, Refused):
            return asking
        if asking.claims.get("for") != purpose.value:
            return Refused(Reason.NOT_PROVEN)
        key = asking.credential
        return VerifiedMessage(Device(key.subject_id, key.id), asking.claims)

    def _page(self, view: RequestView, nonce: object) -> ConsentText | None:
        """The page this nonce was issued for; None when the page has changed.

        A foreign nonce is refused with the rest of the message.
        """
        request_id, pages = view.request.id, [view.page(lang) for lang in LANGUAGES]
        for page in pages:
            if nonce == self.authentication.nonce(request_id, page.digest):
                return page
        told = self.authentication.nonce(request_id, "").partition(".")[0]
        ours = isinstance(nonce, str) and nonce.partition(".")[0] == told
        return None if ours else pages[0]

    def _details(self, view: RequestView, lang: str) -> RequestDetails:
        request, page = view.request, view.page(lang)
        key = self.app_keys.piece_of(request.device_id, DeviceContext.COUNTER)
        held = self.credentials.pieces(request.subject_id)
        allowance = view.allowance
        need = required_proof(view.level, allowance, key=key, held=held)
        return RequestDetails(
            view=view,
            page=page,
            acr=acr(self.issuer, view.level),
            nonce=self.authentication.nonce(request.id, page.digest),
            required=need,
            reachable=reachable_level(need, allowance, key=key, held=held),
        )

    def _ready(self, request: PendingRequest) -> RequestView | Refused:
        """The request, when it waits for a proof only."""
        closed = self.views.closed_reason(request)
        if closed is not None:
            return closed
        if request.state is RequestState.ASKED:
            return Refused(Reason.NUMBER_MISSING)
        return self.views.view_of(request) or Refused(Reason.NOT_FOUND)

    def _expected(self, view: RequestView, page: ConsentText) -> Expected:
        request = view.request
        return Expected(
            txn=request.id,
            client_id=request.client_id,
            acr=acr(self.issuer, view.level),
            nonce=self.authentication.nonce(request.id, page.digest),
            way=DeviceContext.COUNTER,
            number=None,
            subject_id=request.subject_id,
            begun_at=request.asked_at,
            credential_id=request.device_id,
        )

    def _approved_before(self, request: PendingRequest) -> bool:
        evidence = self.transactions.evidence_of(request.id)
        return any(piece.credential_id == request.device_id for piece in evidence)

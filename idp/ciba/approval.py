"""Approval of a CIBA request: proof on the device, consent, and a recorded sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from idp.accounts.locks import AccountLocks
from idp.assurance.allowances import level_counted
from idp.assurance.levels import Evidence, Level, level_of
from idp.authorization.consent_step import ConsentContext, ConsentDecision, ConsentRecorder
from idp.authorization.repository import TransactionRepository
from idp.ciba.decisions import Decisions
from idp.ciba.domain.message_claims import ConsentChoice
from idp.ciba.domain.request import PendingRequest
from idp.ciba.domain.states import RequestState
from idp.ciba.notifications import Notifications
from idp.ciba.repository import Device, RequestRepository
from idp.ciba.request_view import RequestView, RequestViews
from idp.consent.domain.page import ConsentText
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.factors.credential_types import STOPPABLE
from idp.factors.domain import VerifiedFactor
from idp.factors.validity import Validity
from idp.history.domain import EventType
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.user_agents import at_counter
from idp.platform.database import Database
from idp.sessions.domain import AuthenticationEvent, Session
from idp.sessions.service import Sessions
from idp.tokens.domain.grant import Grant, to_document

_NO_REDIRECT: Final = ""
"""A result requested by CIBA is delivered by CIBA."""


@dataclass(frozen=True)
class Approval:
    database: Database
    requests: RequestRepository
    views: RequestViews
    decisions: Decisions
    notifications: Notifications
    account_locks: AccountLocks
    validity: Validity
    transactions: TransactionRepository
    sessions: Sessions
    consents: Consents
    consent_recorder: ConsentRecorder

    def approve(
        self,
        device: Device,
        request_id: Id,
        verified: Sequence[VerifiedFactor],
        choice: ConsentChoice,
    ) -> AuthenticationEvent | Refused:
        """Approve, by the phone's own key and the further proof the level needs.

        The evidence stays: with further proof, the same request may still reach its level. Refused:
        CREDENTIAL_FLAGGED, NOT_FOUND, NUMBER_MISSING, NOT_PROVEN (without this phone's key),
        FACTOR_FROM_OTHER_TRANSACTION, USED_BEFORE, UNMET_LEVEL, PAGE_CHANGED (the page on the phone
        has changed since), as `RequestViews.closed_reason` says, and, ending the request, as
        `RequestViews.refusal_reason` says.
        """
        with self.database.transaction():
            account = self.account_locks.lock(device.subject_id)
            # The device's key may have been proven by an earlier message: it has to be valid too.
            used = {device.device_id, *_credentials_used(verified)}
            if account is None or not self.validity.all_count(device.subject_id, account, used):
                return Refused(Reason.CREDENTIAL_FLAGGED)
            view = self._approvable(self.requests.lock(device, request_id))
            if isinstance(view, Refused):
                return view
            page = view.page_seen(choice.page or view.request.page or "")
            if page is None:
                return Refused(Reason.PAGE_CHANGED)
            evidence = self._evidence(view.request, device, verified, account.security_stamp)
            if isinstance(evidence, Refused):
                return evidence
            if _level(view, evidence) < view.level:
                self.requests.record_page(request_id, page.digest)
                return Refused(Reason.UNMET_LEVEL)
            return self._settle(view, evidence, device, (choice, page))

    def _approvable(self, request: PendingRequest | None) -> RequestView | Refused:
        """The request, if it can be approved; one that is invalid by now is cancelled."""
        if request is None:
            return Refused(Reason.NOT_FOUND)
        closed = self.views.closed_reason(request)
        if closed is not None:
            return closed
        if request.state is RequestState.ASKED:
            return Refused(Reason.NUMBER_MISSING)
        view = self.views.view_of(request)
        reason = self.views.refusal_reason(view)
        if view is None or reason is not None:
            return self.decisions.cancel(request, reason or Reason.NOT_FOUND)
        return view

    def _evidence(
        self,
        request: PendingRequest,
        device: Device,
        verified: Sequence[VerifiedFactor],
        stamp: int,
    ) -> tuple[Evidence, ...] | Refused:
        """The evidence of this transaction only (D19.4-2).

        What was proven before the person's means changed is not, either.
        """
        here = (request.id, request.subject_id)
        if any((proven.transaction_id, proven.subject_id) != here for proven in verified):
            return Refused(Reason.FACTOR_FROM_OTHER_TRANSACTION)
        for proven in verified:
            if self.transactions.add_evidence(request.id, proven, security_stamp=stamp) is None:
                return Refused(Reason.USED_BEFORE)
            facts = {"kind": proven.kind, "credential": proven.credential_id}
            actor = Person(subject_id=request.subject_id)
            self.notifications.record(EventType.FACTOR_PROVEN, request, actor=actor, **facts)
        evidence = self.transactions.evidence_of(request.id, security_stamp=stamp)
        if not any(piece.credential_id == device.device_id for piece in evidence):
            return Refused(Reason.NOT_PROVEN)
        return evidence

    def _settle(
        self,
        view: RequestView,
        evidence: Sequence[Evidence],
        device: Device,
        said: tuple[ConsentChoice, ConsentText],
    ) -> AuthenticationEvent:
        """Record the sign-in, the consent, and the grant for the terminal."""
        request = view.request
        session = self._sign_in(view, evidence)
        level = _level(view, evidence)
        consent = self._consent(view, said, level)
        grant = _grant(view, session, level, consent)
        if not self.requests.approve(device, request.id, to_document(grant)):
            raise RuntimeError("the account was locked and the request was open")
        self.notifications.notify_client(request)
        return session.event

    def _sign_in(self, view: RequestView, evidence: Sequence[Evidence]) -> Session:
        """The event, and a session without a browser, which its owner can see and end.

        Its token is dropped here, so it can never be continued (D19.4-2).
        """
        request, terminal = view.request, view.terminal
        started = self.sessions.start(
            request.id,
            subject_id=request.subject_id,
            shown=[each.shown for each in evidence],
            client_id=request.client_id,
            device=at_counter(terminal.desk, terminal.branch),
            replaces=None,
        )
        event = started.session.event
        self.notifications.record(
            EventType.SIGNED_IN,
            request,
            actor=Person(subject_id=request.subject_id),
            level=int(event.level),
            means=list(event.kinds),
            session=started.session.id,
            in_person=True,
            branch=terminal.branch,
            desk=terminal.desk,
            address=terminal.address,
            phone=request.device_id,
        )
        return started.session

    def _consent(
        self, view: RequestView, said: tuple[ConsentChoice, ConsentText], level: Level
    ) -> Consent:
        """The consent on record: a new one for what was still open, else the one that lives."""
        request, client = view.request, view.client
        if not view.missing:
            live = self.consents.live(request.subject_id, client.client_id)
            if live is not None:
                return live
        where = ConsentContext(request.subject_id, request.id, int(level))
        choice, page = said
        answer = ConsentDecision(
            shown=page.digest, chosen=choice.chosen, days=choice.days, lang=page.lang
        )
        given = self.consent_recorder.record(where, client, view.missing, page, answer)
        if isinstance(given, Refused):
            raise RuntimeError("the page was compared before anything was recorded")  # noqa: TRY004
        return given


def _credentials_used(verified: Sequence[VerifiedFactor]) -> set[Id]:
    return {proven.credential_id for proven in verified if proven.kind in STOPPABLE}


def _level(view: RequestView, evidence: Sequence[Evidence]) -> Level:
    """The level that the evidence of this transaction has at this relying party."""
    raised = level_of(evidence, transaction_id=view.request.id)
    return min(raised, level_counted([each.piece for each in evidence], view.allowance))


def _grant(view: RequestView, session: Session, level: Level, consent: Consent) -> Grant:
    request, asked = view.request, view.request.requested
    return Grant(
        transaction_id=request.id,
        client_id=request.client_id,
        subject_id=request.subject_id,
        redirect_uri=_NO_REDIRECT,
        code_challenge=_NO_REDIRECT,
        nonce=None,
        scope=asked.scope,
        id_token_claims=asked.id_token_claims,
        userinfo_claims=asked.userinfo_claims,
        consent_id=consent.id,
        event_id=session.event.id,
        level=int(level),
        amr=session.event.amr,
        pieces=tuple(sorted(session.event.pieces)),
        auth_time=session.event.authenticated_at,
        session_id=session.id,
        resource=None,
        items=tuple(name for name in consent.items if name in view.ask.names),
    )

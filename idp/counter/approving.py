"""The person's yes: proven on the phone, agreed, and put on record like any other sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from idp.accounts.turns import Turns
from idp.assurance.allowances import level_counted
from idp.assurance.levels import Evidence, Level, level_of
from idp.authorization.consent_step import ConsentContext, ConsentDecision, ConsentRecorder
from idp.authorization.repository import TransactionRepository
from idp.consent.domain.page import Page
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.counter.answering import Answering
from idp.counter.domain.asked import Request
from idp.counter.domain.states import State
from idp.counter.domain.words import Yes
from idp.counter.requests import Phone, Requests
from idp.counter.telling import Telling
from idp.counter.viewing import Shown, Viewing
from idp.factors.domain import STOPPABLE, VerifiedFactor
from idp.factors.service import Credentials
from idp.history.domain import Happening
from idp.kernel.devices import at_counter
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.sessions.domain import Event, Session
from idp.sessions.service import Sessions
from idp.tokens.domain.grant import Grant, to_document

_NO_REDIRECT: Final = ""
"""What came by the back channel goes back by it."""


@dataclass(frozen=True)
class Approving:
    database: Database
    requests: Requests
    viewing: Viewing
    answering: Answering
    telling: Telling
    turns: Turns
    credentials: Credentials
    records: TransactionRepository
    sessions: Sessions
    consents: Consents
    agreeing: ConsentRecorder

    def approve(
        self, phone: Phone, request_id: Id, proofs: Sequence[VerifiedFactor], yes: Yes
    ) -> Event | Refused:
        """The person's yes, proven by the phone's own key and by whatever else the level takes.

        What was proven stays proven: with more, the same request may still reach its level.
        Refused: CREDENTIAL_FLAGGED, NOT_FOUND, NUMBER_MISSING, NOT_PROVEN (without this phone's
        key), FACTOR_FROM_OTHER_TRANSACTION, USED_BEFORE, UNMET_LEVEL, PAGE_CHANGED (the phone
        showed something else than it would now), as `Viewing.closed` says, and, ending the
        request, as `Viewing.why_not` says.
        """
        with self.database.transaction():
            account = self.turns.take(phone.subject_id)
            # The phone's key may have been proven by an earlier word: it has to stand as well.
            used = {phone.device_id, *_leant_on(proofs)}
            if account is None or not self.credentials.validity.all_hold(used):
                return Refused(Reason.CREDENTIAL_FLAGGED)
            shown = self._answerable(self.requests.take_turn(phone, request_id))
            if isinstance(shown, Refused):
                return shown
            page = shown.page_seen(yes.page or shown.request.page or "")
            if page is None:
                return Refused(Reason.PAGE_CHANGED)
            evidence = self._evidence(shown.request, phone, proofs, account.security_stamp)
            if isinstance(evidence, Refused):
                return evidence
            if _level(shown, evidence) < shown.level:
                self.requests.note_page(request_id, page.digest)
                return Refused(Reason.UNMET_LEVEL)
            return self._settle(shown, evidence, phone, (yes, page))

    def _answerable(self, request: Request | None) -> Shown | Refused:
        """The request, when a yes to it may count; one that may not go on ends here."""
        if request is None:
            return Refused(Reason.NOT_FOUND)
        closed = self.viewing.closed(request)
        if closed is not None:
            return closed
        if request.state is State.ASKED:
            return Refused(Reason.NUMBER_MISSING)
        shown = self.viewing.as_shown(request)
        reason = self.viewing.why_not(shown)
        if shown is None or reason is not None:
            return self.answering.cancel(request, reason or Reason.NOT_FOUND)
        return shown

    def _evidence(
        self, request: Request, phone: Phone, proofs: Sequence[VerifiedFactor], stamp: int
    ) -> tuple[Evidence, ...] | Refused:
        """All that is proven in this transaction; nothing of elsewhere is (D19.4-2).

        What was proven before the person's means changed is not, either.
        """
        here = (request.id, request.subject_id)
        if any((proven.transaction_id, proven.subject_id) != here for proven in proofs):
            return Refused(Reason.FACTOR_FROM_OTHER_TRANSACTION)
        for proven in proofs:
            if self.records.add_evidence(request.id, proven, security_stamp=stamp) is None:
                return Refused(Reason.USED_BEFORE)
            facts = {"kind": proven.kind, "credential": proven.credential_id}
            self.telling.tell(Happening.FACTOR_PROVEN, request, **facts)
        evidence = self.records.evidence_of(request.id, security_stamp=stamp)
        if not any(piece.credential_id == phone.device_id for piece in evidence):
            return Refused(Reason.NOT_PROVEN)
        return evidence

    def _settle(
        self, shown: Shown, evidence: Sequence[Evidence], phone: Phone, said: tuple[Yes, Page]
    ) -> Event:
        """The sign-in, the consent, and the grant the terminal may fetch."""
        request = shown.request
        session = self._sign_in(shown, evidence)
        level = _level(shown, evidence)
        consent = self._agreed(shown, said, level)
        grant = _grant(shown, session, level, consent)
        if not self.requests.approve(phone, request.id, to_document(grant)):
            raise RuntimeError("the turn was ours and the request was open")
        self.telling.answered(request)
        return session.event

    def _sign_in(self, shown: Shown, evidence: Sequence[Evidence]) -> Session:
        """The event, and a session that no browser holds: its owner sees it and can end it.

        Its token is thrown away here, so nothing is ever continued from a counter (D19.4-2).
        """
        request, terminal = shown.request, shown.terminal
        started = self.sessions.start(
            request.id,
            subject_id=request.subject_id,
            shown=[each.shown for each in evidence],
            client_id=request.client_id,
            device=at_counter(terminal.desk, terminal.branch),
            replaces=None,
        )
        event = started.session.event
        self.telling.tell(
            Happening.SIGNED_IN,
            request,
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

    def _agreed(self, shown: Shown, said: tuple[Yes, Page], level: Level) -> Consent:
        """The consent on record: a new one for what was still open, else the one that lives."""
        request, client = shown.request, shown.client
        if not shown.missing:
            live = self.consents.live(request.subject_id, client.client_id)
            if live is not None:
                return live
        where = ConsentContext(request.subject_id, request.id, int(level))
        yes, page = said
        answer = ConsentDecision(
            shown=page.digest, chosen=yes.chosen, days=yes.days, lang=page.lang
        )
        given = self.agreeing.record(where, client, shown.missing, page, answer)
        if isinstance(given, Refused):
            raise RuntimeError("the page was compared before anything was recorded")  # noqa: TRY004
        return given


def _leant_on(proofs: Sequence[VerifiedFactor]) -> set[Id]:
    return {proven.credential_id for proven in proofs if proven.kind in STOPPABLE}


def _level(shown: Shown, evidence: Sequence[Evidence]) -> Level:
    """What the evidence of this transaction is worth at this relying party."""
    raised = level_of(evidence, transaction_id=shown.request.id)
    return min(raised, level_counted([each.piece for each in evidence], shown.allowance))


def _grant(shown: Shown, session: Session, level: Level, consent: Consent) -> Grant:
    request, asked = shown.request, shown.request.asked
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
        items=tuple(name for name in consent.items if name in shown.ask.names),
    )

"""The verbs of one sign-in: begin, visit, prove, agree, issue, refuse."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from idp.accounts.turns import Turns
from idp.authorization.agreeing import Agreeing, Answer
from idp.authorization.domain.next_step import next_step, signed_in
from idp.authorization.domain.reaching import counting
from idp.authorization.domain.request import AuthorizationRequest, OwnAccountRequest
from idp.authorization.domain.situation import TRANSACTION_FOR, Situation, Transaction
from idp.authorization.domain.steps import (
    AskConsent,
    ChooseAccount,
    Issue,
    Notify,
    Refuse,
    SignIn,
    StepUp,
)
from idp.authorization.gathering import Gathering
from idp.authorization.granting import grant_of
from idp.authorization.new_browsers import NewBrowsers
from idp.authorization.records import Progress, Records
from idp.authorization.visit import Recorded, Visit
from idp.consent.domain.questions import questions_of
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.factors.domain import Ceremony, Proven
from idp.factors.service import Credentials
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.devices import browser_and_system
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.secrets import digest
from idp.proofs.domain import ProofKind
from idp.proofs.service import Proofs
from idp.sessions.domain import Started
from idp.sessions.service import Sessions
from idp.tokens.service import Tokens


@dataclass(frozen=True)
class Authorization:
    """The only service that moves a person through a sign-in."""

    database: Database
    clock: Clock
    records: Records
    turns: Turns
    gathering: Gathering
    credentials: Credentials
    sessions: Sessions
    consents: Consents
    tokens: Tokens
    proofs: Proofs
    agreeing: Agreeing
    new_browsers: NewBrowsers
    history: History

    def begin(
        self,
        request: AuthorizationRequest | OwnAccountRequest,
        *,
        browser: str,
        session_token: str | None,
        asks_who: bool = False,
    ) -> Visit:
        """Begin a transaction for this browser and take its first step.

        A row is stored only when the person has something to do; an answer that follows at once
        from the live session, or a refusal, needs none. `asks_who`: no live session answers before
        the person said who they are.
        """
        now = self.clock.now()
        transaction = Transaction(
            id=new_id(),
            request=request,
            begun_at=now,
            expires_at=now + TRANSACTION_FOR,
            asks_who_at=now if asks_who else None,
        )
        visit = self._visit(Progress(transaction), browser, session_token, stored=False)
        return visit if isinstance(visit.step, Issue | Refuse) else self._kept(visit)

    def start_again(self, visit: Visit, reason: Reason, *, asks_who: bool = False) -> Visit:
        """The same request from its first step, with nothing proven.

        `reason`: DECLINED (the person says "this is not me"), FRESH_SIGN_IN_REQUIRED (the session
        is gone). The open sign-in ends, which the history of whoever was named in it tells.
        """
        with self.database.transaction():
            if self.records.end(visit.transaction.id) and visit.subject_id is not None:
                facts: dict[str, object] = {"error": "login_required", "reason": reason}
                self._tell(
                    visit, Happening.SIGN_IN_REFUSED, subject_id=visit.subject_id, facts=facts
                )
            again = self.begin(
                visit.transaction.request,
                browser=visit.browser,
                session_token=visit.session_token,
                asks_who=asks_who,
            )
            return again if again.stored else self._kept(again)

    def _kept(self, visit: Visit) -> Visit:
        self.records.add(visit.transaction, browser=visit.browser)
        return replace(visit, stored=True)

    def visit(
        self, transaction_id: Id, *, browser: str | None, session_token: str | None
    ) -> Visit | Refused:
        """Come back to a transaction; refused OTHER_BROWSER for any other browser."""
        progress = self.records.find(transaction_id, browser=browser) if browser else None
        if progress is None or browser is None:
            return Refused(Reason.OTHER_BROWSER)
        return self._visit(progress, browser, session_token, stored=True)

    def _visit(
        self, progress: Progress, browser: str, session_token: str | None, *, stored: bool
    ) -> Visit:
        client = self.gathering.client_of(progress.transaction)
        situation = self.gathering.situation(progress, client, session_token)
        return Visit(
            situation=situation,
            step=next_step(situation),
            client=client,
            browser=browser,
            session_token=session_token,
            stored=stored,
        )

    def _again(self, visit: Visit) -> Visit | Refused:
        """The same visit under the locks of transaction and account: what others wrote is seen."""
        self.records.take_turn(visit.transaction.id, browser=visit.browser)
        if visit.subject_id is not None:
            self.turns.take(visit.subject_id)
        return self._as_it_is(visit)

    def _as_it_is(self, visit: Visit) -> Visit | Refused:
        found = self.records.find(
            visit.transaction.id, browser=visit.browser, opened=visit.transaction.request
        )
        if found is None:
            return Refused(Reason.OTHER_BROWSER)
        return self._visit(found, visit.browser, visit.session_token, stored=True)

    def ceremony(self, visit: Visit) -> Ceremony:
        """What a factor's proof is bound to: this transaction in this browser."""
        return Ceremony(
            transaction_id=visit.transaction.id,
            begun_at=visit.transaction.begun_at,
            audience=digest(visit.browser).hex(),
        )

    def prove(
        self, visit: Visit, proven: Proven, *, device: str, token: str | None = None
    ) -> Recorded | Refused:
        """Record a verified means as evidence; the one that reaches the target signs in.

        `token`: of the session that this begins, if it does (see `Sessions.start`).
        Refused: STATE_ALREADY_HOLDS when no factor is asked any more,
        FACTOR_FROM_OTHER_TRANSACTION, MEANS_NOT_ALLOWED at this relying party, USED_BEFORE,
        CREDENTIAL_FLAGGED (stopped since the proof).
        """
        with self.database.transaction():
            self.records.take_turn(visit.transaction.id, browser=visit.browser)
            account = self.credentials.validity.turn_for(proven)
            if account is None:
                return Refused(Reason.CREDENTIAL_FLAGGED)
            current = self._as_it_is(visit)
            if isinstance(current, Refused):
                return current
            refusal = _unacceptable(current, proven)
            if refusal is not None:
                return Refused(refusal)
            stamp = account.security_stamp
            piece = self.records.add_evidence(visit.transaction.id, proven, security_stamp=stamp)
            if piece is None:
                return Refused(Reason.USED_BEFORE)
            pieces = (*current.situation.evidence, piece)
            situation = self.gathering.situation(
                Progress(current.transaction, pieces), current.client, visit.session_token
            )
            enough = signed_in(situation)
            # Looked at before anything is written, so that all of it travels together.
            meeting = self.new_browsers.look(proven.subject_id, visit.browser) if enough else None
            self._tell(
                current,
                Happening.FACTOR_PROVEN,
                subject_id=proven.subject_id,
                facts={"kind": proven.kind, "credential": proven.credential_id},
            )
            if meeting is None:
                return Recorded(None)
            started = self._sign_in(visit, situation, device, token)
            self.new_browsers.meet(started.session, visit.browser, meeting)
            return Recorded(started)

    def prove_by(
        self,
        visit: Visit,
        show: Callable[[Ceremony], Proven | Refused],
        *,
        device: str,
        token: str | None = None,
    ) -> Recorded | Refused:
        """Use up what `show` uses up and record what that proves, both or neither.

        For what a person has little of: a printed code is not lost to a database that goes away in
        between. Refused as `show` and `prove`.
        """
        with self.database.transaction():
            shown = show(self.ceremony(visit))
            if isinstance(shown, Refused):
                return shown
            return self.prove(visit, shown, device=device, token=token)

    def _sign_in(
        self, visit: Visit, situation: Situation, device: str, token: str | None
    ) -> Started:
        """Begin the session; nobody signed in here before."""
        subject_id, presence = situation.evidence[0].subject_id, situation.presence
        if presence is not None and presence.subject_id != subject_id:
            self.tokens.end_session(presence.id, deliver=False)
        started = self.sessions.start(
            visit.transaction.id,
            subject_id=subject_id,
            shown=[each.shown for each in situation.evidence],
            client_id=None if visit.client is None else visit.client.client_id,
            device=device,
            replaces=visit.session_token,
            token=token,
            purpose=_purpose(visit.transaction),
            account=situation.account,
        )
        self._tell(
            visit,
            Happening.SIGNED_IN,
            subject_id=subject_id,
            facts={
                "level": int(started.session.event.level),
                "means": list(started.session.event.kinds),
                "device": browser_and_system(started.session.device),
                "session": started.session.id,
            },
        )
        return started

    def choose_presence(self, visit: Visit) -> None:
        """The person said "continue as me"."""
        with self.database.transaction():
            self.records.choose_presence(visit.transaction.id, browser=visit.browser)

    def ask_who(self, visit: Visit) -> Visit | Refused:
        """Let no live session answer here before the person said who they are; the visit after."""
        with self.database.transaction():
            self.records.ask_who(visit.transaction.id, browser=visit.browser)
        return self.visit(
            visit.transaction.id, browser=visit.browser, session_token=visit.session_token
        )

    def decline(self, visit: Visit) -> None:
        """The person said no, or goes back; the dispatcher tells the relying party."""
        with self.database.transaction():
            self.records.decline(visit.transaction.id, browser=visit.browser)

    def agree(self, visit: Visit, answer: Answer) -> Consent | Refused:
        """The person allows what the consent page showed, or confirms the notice.

        Refused: STATE_ALREADY_HOLDS when nothing is asked any more, PAGE_CHANGED when the page
        would say something else now than what the person saw, or is about somebody else.
        """
        with self.database.transaction():
            current = self._again(visit)
            if isinstance(current, Refused):
                return current
            if not isinstance(current.step, AskConsent | Notify):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            client = current.client
            if client is None or current.subject_id is None:
                return Refused(Reason.NOT_FOUND)
            if current.subject_id != visit.subject_id:
                return Refused(Reason.PAGE_CHANGED)
            return self.agreeing.put_on_record(current, client, current.step, answer)

    def issue(self, visit: Visit) -> str | Refused:
        """End the transaction with an authorization code; refused when it has ended already.

        Refused CONSENT_MISSING when the consent answers no more questions by now.

        The pushed handle, if any, is used up here and not when a page opened (RFC 9126).
        """
        step, client = visit.step, visit.client
        if not isinstance(step, Issue) or client is None:
            raise TypeError("issue() follows an Issue step of a relying party's request")
        grant = grant_of(visit.situation, step)
        with self.database.transaction():
            if not self._may_compare(visit):
                return Refused(Reason.CONSENT_MISSING)
            refusal = self._end(visit)
            if refusal is not None:
                return refusal
            if step.continued:
                facts = {"level": int(step.level), "means": list(step.event.kinds)}
                facts |= {"consent": grant.consent_id, "signed_in_by": step.event.transaction_id}
                self._tell(
                    visit, Happening.SIGN_IN_CONTINUED, subject_id=grant.subject_id, facts=facts
                )
            return self.tokens.issue_code(grant)

    def _may_compare(self, visit: Visit) -> bool:
        """Count the values this request compares, before any of them is answered (X15.3)."""
        request, consent = visit.transaction.request, visit.situation.consent
        if not isinstance(request, AuthorizationRequest) or consent is None:
            return True
        asked = questions_of(consent, request.matches)
        return not asked or self.consents.count(consent.id, len(asked))

    def forget_expired(self) -> int:
        """Delete transactions nobody can continue any more; returns how many."""
        return self.records.forget_expired()

    def close(self, visit: Visit) -> Refused | None:
        """End a transaction that only opened the person's own account."""
        with self.database.transaction():
            return self._end(visit)

    def refuse(self, visit: Visit, error: str, reason: Reason) -> Refused | None:
        """End the transaction with a refusal, told to the person's history when one is known."""
        with self.database.transaction():
            refusal = self._end(visit)
            if refusal is None:
                self._tell_refusal(visit, error, reason)
            return refusal

    def _tell_refusal(self, visit: Visit, error: str, reason: Reason) -> None:
        subject_id, ask = visit.subject_id, visit.situation.ask
        if subject_id is None:
            return
        if reason is Reason.DECLINED and ask is not None and visit.situation.event is not None:
            self.consents.decline(subject_id, ask, transaction_id=visit.transaction.id)
        self._tell(
            visit,
            Happening.SIGN_IN_REFUSED,
            subject_id=subject_id,
            facts={"error": error, "reason": reason},
        )

    def _end(self, visit: Visit) -> Refused | None:
        if visit.stored and not self.records.end(visit.transaction.id):
            return Refused(Reason.USED_BEFORE)
        request = visit.transaction.request
        if isinstance(request, AuthorizationRequest) and request.pushed_handle is not None:
            used = self.proofs.consume(
                ProofKind.PUSHED_REQUEST, request.pushed_handle, audience=request.client_id
            )
            return used if isinstance(used, Refused) else None
        return None

    def _tell(
        self, visit: Visit, happening: Happening, *, subject_id: Id, facts: dict[str, object]
    ) -> None:
        self.history.append(
            happening,
            subject_id=subject_id,
            client_id=None if visit.client is None else visit.client.client_id,
            transaction_id=visit.transaction.id,
            facts=facts,
        )


def _purpose(transaction: Transaction) -> str | None:
    request = transaction.request
    return request.purpose if isinstance(request, OwnAccountRequest) else None


def _unacceptable(visit: Visit, proven: Proven) -> Reason | None:
    """Why this proof is no evidence here: nothing is asked, or it belongs elsewhere."""
    if not isinstance(visit.step, SignIn | StepUp | ChooseAccount):
        return Reason.STATE_ALREADY_HOLDS
    foreign = proven.transaction_id != visit.transaction.id
    if foreign or any(each.subject_id != proven.subject_id for each in visit.situation.evidence):
        return Reason.FACTOR_FROM_OTHER_TRANSACTION
    if proven.kind not in counting(visit.situation):
        return Reason.MEANS_NOT_ALLOWED
    return None

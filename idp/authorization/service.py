"""A sign-in: begin, resume, add evidence, agree, issue a code, refuse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from idp.accounts.domain import sign_in_refusal
from idp.accounts.locks import AccountLocks
from idp.authorization.consent_step import ConsentDecision, ConsentRecorder
from idp.authorization.context_loader import ContextLoader
from idp.authorization.domain.context import TRANSACTION_LIFETIME, AuthorizationContext, Transaction
from idp.authorization.domain.level_rules import accepted_kinds
from idp.authorization.domain.next_step import next_step, signed_in, step_before_end
from idp.authorization.domain.request import AuthorizationRequest, OwnAccountRequest
from idp.authorization.domain.steps import (
    Authenticate,
    Ended,
    IssueCode,
    RedirectError,
    RequestConsent,
    SelectAccount,
    SelectPrincipal,
    ShowNotice,
    StepUp,
)
from idp.authorization.grant import build_grant
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.authorization.just_begun import JustBegun
from idp.authorization.new_browsers import NewBrowsers
from idp.authorization.repository import TransactionRepository, TransactionState
from idp.consent.domain.questions import questions_of
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.factors.validity import Validity
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Person, System
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.user_agents import browser_and_system
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.secrets import digest
from idp.relying_parties.domain.client import Client
from idp.sessions.domain import NewSession
from idp.sessions.service import Sessions
from idp.tokens.domain.grant import Grant
from idp.tokens.service import Tokens

T = TypeVar("T")


_ONE_PERSON: Final = System(rule="policy one_person_per_browser")
"""Why the session of another person in the same browser ends."""


@dataclass(frozen=True)
class Authorization:
    """The only service that moves a person through a sign-in."""

    context: ServiceContext
    transactions: TransactionRepository
    just_begun: JustBegun
    account_locks: AccountLocks
    context_loader: ContextLoader
    validity: Validity
    sessions: Sessions
    consents: Consents
    tokens: Tokens
    one_time_tokens: OneTimeTokens
    consent_recorder: ConsentRecorder
    new_browsers: NewBrowsers

    def begin(
        self,
        request: AuthorizationRequest | OwnAccountRequest,
        *,
        browser: str,
        session_token: str | None,
        asks_who: bool = False,
    ) -> Interaction:
        """Begin a transaction for this browser and take its first step.

        A row is stored only when the person has something to do; an answer that follows at once
        from the live session, or a refusal, needs none. `asks_who`: live sessions are ignored until
        the person identifies themselves.
        """
        now = self.context.clock.now()
        transaction = Transaction(
            id=new_id(),
            request=request,
            begun_at=now,
            expires_at=now + TRANSACTION_LIFETIME,
            asks_who_at=now if asks_who else None,
        )
        interaction = self._interaction(
            TransactionState(transaction), browser, session_token, stored=False
        )
        if isinstance(interaction.step, IssueCode | RedirectError):
            return interaction
        return self._kept(interaction)

    def restart(
        self, interaction: Interaction, reason: Reason, *, asks_who: bool = False
    ) -> Interaction:
        """Restart the request at its first step, without evidence.

        `reason`: DECLINED (the person chose "this is not me"), FRESH_SIGN_IN_REQUIRED (the session
        has ended). The end of the open sign-in is written to the history of the person it named.
        """
        with self.context.database.transaction():
            if (
                self.transactions.end(interaction.transaction.id)
                and interaction.subject_id is not None
            ):
                facts: dict[str, object] = {"error": "login_required", "reason": reason}
                self._record(
                    interaction,
                    EventType.SIGN_IN_REFUSED,
                    subject_id=interaction.subject_id,
                    facts=facts,
                )
            return self._begin_anew(interaction, asks_who=asks_who)

    def _begin_anew(self, interaction: Interaction, *, asks_who: bool) -> Interaction:
        """Begin the same request in a new, stored transaction."""
        again = self.begin(
            interaction.transaction.request,
            browser=interaction.browser,
            session_token=interaction.session_token,
            asks_who=asks_who,
        )
        return again if again.stored else self._kept(again)

    def _kept(self, interaction: Interaction) -> Interaction:
        self.transactions.add(interaction.transaction, browser=interaction.browser)
        return replace(interaction, stored=True)

    def resume(
        self, transaction_id: Id, *, browser: str | None, session_token: str | None
    ) -> Interaction | Refused:
        """Come back to a transaction; refused OTHER_BROWSER for any other browser."""
        state = self.transactions.find(transaction_id, browser=browser) if browser else None
        if state is None or browser is None:
            return Refused(Reason.OTHER_BROWSER)
        self.just_begun.forget(transaction_id)
        return self._interaction(state, browser, session_token, stored=True)

    def first_page(
        self, transaction_id: Id, *, browser: str | None, session_token: str | None
    ) -> Interaction | Refused:
        """As `resume`, to show the page that asks for the person; unread where it was just begun.

        See `JustBegun` for how old it may be.
        """
        begun = self.just_begun.take(transaction_id, browser=browser, session_token=session_token)
        return begun or self.resume(transaction_id, browser=browser, session_token=session_token)

    def _interaction(
        self, state: TransactionState, browser: str, session_token: str | None, *, stored: bool
    ) -> Interaction:
        client = self.context_loader.client_of(state.transaction)
        context = self.context_loader.load(state, client, session_token)
        return Interaction(
            context=context,
            step=next_step(context),
            client=client,
            browser=browser,
            session_token=session_token,
            stored=stored,
        )

    def _locked(self, interaction: Interaction) -> Interaction | Refused:
        """The interaction, loaded under the locks of transaction and accounts.

        Of those the person's, and that of whom they act for: both of its representatives may
        answer at once, or it is about to end.
        """
        self.transactions.lock(interaction.transaction.id, browser=interaction.browser)
        whose = {interaction.subject_id, interaction.transaction.principal_id}
        for each in sorted(filter(None, whose)):
            self.account_locks.lock(each)
        return self._current(interaction)

    def _current(self, interaction: Interaction) -> Interaction | Refused:
        found = self.transactions.find(
            interaction.transaction.id,
            browser=interaction.browser,
            opened=interaction.transaction.request,
        )
        if found is None:
            return Refused(Reason.OTHER_BROWSER)
        return self._interaction(found, interaction.browser, interaction.session_token, stored=True)

    def verification_context(
        self, interaction: Interaction, *, device: str | None = None
    ) -> VerificationContext:
        """The binding of a factor's challenge: this transaction in this browser.

        `device`: our name for it, which a refused try is written to the history with.
        """
        return VerificationContext(
            transaction_id=interaction.transaction.id,
            begun_at=interaction.transaction.begun_at,
            audience=digest(interaction.browser).hex(),
            client_id=None if interaction.client is None else interaction.client.client_id,
            device=device,
        )

    def add_evidence(
        self,
        interaction: Interaction,
        proven: VerifiedFactor,
        *,
        device: str,
        token: str | None = None,
    ) -> EvidenceAccepted | Refused:
        """Record a verified factor as evidence; the one that reaches the target signs in.

        `token`: of the session that this begins, if it does (see `Sessions.start`). Refused:
        STATE_ALREADY_HOLDS when no factor is asked for any more, FACTOR_FROM_OTHER_TRANSACTION,
        MEANS_NOT_ALLOWED at this relying party, USED_BEFORE, CREDENTIAL_FLAGGED (stopped since the
        proof). Where another person has signed in in this transaction, the same request begins anew
        and the proof counts there.
        """
        with self.context.database.transaction():
            self.transactions.lock(interaction.transaction.id, browser=interaction.browser)
            # Sent with the lock of the account, and run after it.
            self.transactions.read_ahead(interaction.transaction.id, browser=interaction.browser)
            account = self.validity.lock_proven(proven)
            if account is None:
                return Refused(Reason.CREDENTIAL_FLAGGED)
            current = self._current(interaction)
            if isinstance(current, Refused):
                return current
            if _is_of_another(current, proven):
                return self._add_evidence_anew(current, proven, device=device, token=token)
            return self._add(current, proven, account.security_stamp, device, token)

    def _add(
        self,
        current: Interaction,
        proven: VerifiedFactor,
        stamp: int,
        device: str,
        token: str | None,
    ) -> EvidenceAccepted | Refused:
        """Record evidence; the caller holds the locks of transaction and account."""
        refusal = _rejection(current, proven)
        if refusal is not None:
            return Refused(refusal)
        # Sent with the evidence, and run after it, to wait once for all of them.
        now = self.context_loader.read_ahead(
            proven.subject_id, current.client, current.session_token
        )
        self.new_browsers.read_ahead(proven.subject_id, current.browser)
        piece = self.transactions.add_evidence(current.transaction.id, proven, security_stamp=stamp)
        if piece is None:
            return Refused(Reason.USED_BEFORE)
        pieces = (*current.context.evidence, piece)
        context = self.context_loader.load(
            TransactionState(current.transaction, pieces),
            current.client,
            current.session_token,
            now=now,
        )
        enough = signed_in(context)
        # Read before the first write, so that all writes share one round trip.
        meeting = self.new_browsers.check(proven.subject_id, current.browser) if enough else None
        self._record(
            current,
            EventType.FACTOR_PROVEN,
            subject_id=proven.subject_id,
            facts={"kind": proven.kind, "credential": proven.credential_id},
        )
        if meeting is None:
            return EvidenceAccepted(None, _following(current, context))
        started = self._sign_in(current, context, device, token)
        self.new_browsers.remember(started.session, current.browser, meeting)
        after = self.context_loader.after_sign_in(context, started.session)
        return EvidenceAccepted(started, _following(current, after, started.token))

    def _add_evidence_anew(
        self, interaction: Interaction, proven: VerifiedFactor, *, device: str, token: str | None
    ) -> EvidenceAccepted | Refused:
        """Record the evidence of another person in a new transaction with the same request.

        The old transaction ends if its session is in this browser. If not, a form sent at the same
        moment may just have received the cookie of that session, and goes on.
        """
        if isinstance(interaction.step, RedirectError):
            again = self._begin_anew(interaction, asks_who=True)
        else:
            again = self.restart(interaction, Reason.DECLINED, asks_who=True)
        moved = replace(proven, transaction_id=again.transaction.id)
        added = self.add_evidence(again, moved, device=device, token=token)
        if isinstance(added, Refused) and added.reason is Reason.USED_BEFORE:
            # A repeated form: it continues where its evidence counted.
            return Refused(Reason.STATE_ALREADY_HOLDS)
        return added

    def atomically(self, verbs: Callable[[], T]) -> T:
        """Run several calls of one request as one unit of work."""
        with self.context.database.transaction():
            return verbs()

    def add_evidence_from(
        self,
        interaction: Interaction,
        show: Callable[[VerificationContext], VerifiedFactor | Refused],
        *,
        device: str,
        token: str | None = None,
    ) -> EvidenceAccepted | Refused:
        """Verify with `show` and record the evidence in one unit of work.

        For factors used up by it: a printed code is not lost if the database goes away in between.
        Refused as `show` and `add_evidence`.
        """
        with self.context.database.transaction():
            # The transaction before the account, as `add_evidence` does.
            self.transactions.lock(interaction.transaction.id, browser=interaction.browser)
            shown = show(self.verification_context(interaction, device=device))
            if isinstance(shown, Refused):
                return shown
            return self.add_evidence(interaction, shown, device=device, token=token)

    def _sign_in(
        self,
        interaction: Interaction,
        context: AuthorizationContext,
        device: str,
        token: str | None,
    ) -> NewSession:
        """Begin or renew the session; one of another person, or with a stopped credential, ends."""
        subject_id, session = context.evidence[0].subject_id, context.session
        if session is not None and not (session.continues and session.subject_id == subject_id):
            self.tokens.end_session(session.id, deliver=False, actor=_ONE_PERSON)
        started = self.sessions.start(
            interaction.transaction.id,
            subject_id=subject_id,
            shown=[each.shown for each in context.evidence],
            client_id=None if interaction.client is None else interaction.client.client_id,
            device=device,
            replaces=interaction.session_token,
            token=token,
            purpose=_purpose(interaction.transaction),
            account=context.account,
        )
        self._record(
            interaction,
            EventType.SIGNED_IN,
            subject_id=subject_id,
            facts={
                "level": int(started.session.event.level),
                "means": list(started.session.event.kinds),
                "device": browser_and_system(started.session.device),
                "session": started.session.id,
            },
        )
        return started

    def select_account(self, interaction: Interaction) -> None:
        """The person chose "continue as me"."""
        with self.context.database.transaction():
            self.transactions.select_account(
                interaction.transaction.id, browser=interaction.browser
            )

    def choose_principal(self, interaction: Interaction, principal_id: Id | None) -> Refused | None:
        """For whom the person acts here: one that they may act for, or themself (None).

        Refused: STATE_ALREADY_HOLDS where it is not asked any more, NOT_REPRESENTATIVE of anybody
        else.
        """
        with self.context.database.transaction():
            current = self._locked(interaction)
            if isinstance(current, Refused):
                return current
            person, asked = current.subject_id, isinstance(current.step, SelectPrincipal)
            if not asked or person is None or person != interaction.subject_id:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            allowed = {None, *(each.principal_id for each in current.context.principals)}
            if principal_id not in allowed:
                return Refused(Reason.NOT_REPRESENTATIVE)
            self.transactions.choose_principal(
                current.transaction.id, principal_id, person=person, browser=current.browser
            )
        return None

    def ask_who(self, interaction: Interaction) -> Interaction | Refused:
        """Ignore live sessions here until the person identifies themselves; resume."""
        with self.context.database.transaction():
            self.transactions.ask_who(interaction.transaction.id, browser=interaction.browser)
        return self.resume(
            interaction.transaction.id,
            browser=interaction.browser,
            session_token=interaction.session_token,
        )

    def decline(self, interaction: Interaction) -> None:
        """The person declined or goes back; the dispatcher answers the relying party."""
        with self.context.database.transaction():
            self.transactions.decline(interaction.transaction.id, browser=interaction.browser)

    def agree(self, interaction: Interaction, answer: ConsentDecision) -> Consent | Refused:
        """The person allows what the consent page showed, or confirms the notice.

        Refused: STATE_ALREADY_HOLDS when no consent is asked for any more, PAGE_CHANGED when the
        page's content has changed since, or it was another person's.
        """
        with self.context.database.transaction():
            current = self._locked(interaction)
            if isinstance(current, Refused):
                return current
            if not isinstance(current.step, RequestConsent | ShowNotice):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            client = current.client
            if client is None or current.subject_id is None:
                return Refused(Reason.NOT_FOUND)
            if current.subject_id != interaction.subject_id:
                return Refused(Reason.PAGE_CHANGED)
            return self.consent_recorder.record_step(current, client, current.step, answer)

    def issue(self, interaction: Interaction, *, code: str | None = None) -> str | Refused:
        """End the transaction with an authorization code; refused when it has ended already.

        It is refused as well when a refusal was recorded since `interaction` was read. `code`: see
        `Codes.issue`. Refused CONSENT_MISSING when the consent answers no more questions by now;
        then nothing has ended, and the consent can be asked for anew.

        The pushed request, if any, is used up here and not when a page opened (RFC 9126). Only a
        form that ends the transaction uses up yes/no questions.
        """
        step, client = interaction.step, interaction.client
        if not isinstance(step, IssueCode) or client is None:
            raise TypeError("issue() follows an IssueCode step of a relying party's request")
        base = self._agent_base(interaction.context, client)
        grant = build_grant(interaction.context, step, agent_base=base)
        with self.context.database.transaction():
            refusal = self._end_with_questions(interaction)
            if refusal is not None:
                return refusal
            if step.continued:
                session = interaction.context.session
                device = "" if session is None else browser_and_system(session.device)
                facts = {"level": int(step.level), "means": list(step.event.kinds)}
                facts |= {"consent": grant.consent_id, "signed_in_by": step.event.transaction_id}
                facts["device"] = device
                self._record(
                    interaction,
                    EventType.SIGN_IN_CONTINUED,
                    subject_id=step.event.subject_id,
                    facts=facts,
                )
            self._record_acting(grant)
            return self.tokens.issue_code(grant, code)

    def _agent_base(self, context: AuthorizationContext, client: Client) -> Id | None:
        """From whose id the `sub` of the person is made here, where they act for another."""
        person = context.account
        if context.transaction.principal_id is None or person is None:
            return None
        return self.tokens.sub_base(person.subject_id, client, aliased=person.sub_aliased)

    def _record_acting(self, grant: Grant) -> None:
        """Both histories tell who acted for whom (X6.1)."""
        if grant.acting is None:
            return
        person, principal_id = grant.acting.subject_id, grant.subject_id
        for whose, other, part in (
            (principal_id, person, "principal"),
            (person, principal_id, "agent"),
        ):
            self.context.history.append(
                EventType.ACTED_FOR_ANOTHER,
                actor=Person(subject_id=person, acting_for=principal_id),
                subject_id=whose,
                client_id=grant.client_id,
                transaction_id=grant.transaction_id,
                facts={"other": other, "part": part, "level": grant.level},
            )

    def issued(self, interaction: Interaction, code: str) -> bool:
        """Whether this code was issued for this request and can still be redeemed.

        Not once the person signed out, their account was locked or the consent was withdrawn.
        """
        request, seen = interaction.transaction.request, self.tokens.code_binding(code)
        if seen is None or not isinstance(request, AuthorizationRequest):
            return False
        if not isinstance(step_before_end(interaction.context), IssueCode):
            return False
        same = (seen.client_id, seen.redirect_uri) == (request.client_id, request.redirect_uri)
        return same and not seen.redeemed and self.context.clock.now() < seen.expires_at

    def _end_with_questions(self, interaction: Interaction) -> Refused | None:
        """End the transaction and count its yes/no questions, or do neither (X15.3).

        They are counted before any answer. The row of the transaction is locked before that of the
        consent, as in `agree`.
        """
        consent, asked = interaction.context.consent, _questions(interaction)
        if consent is None or not asked:
            return self._end(interaction, undeclined=True)
        if interaction.stored:
            self.transactions.lock(interaction.transaction.id, browser=interaction.browser)
        if not self.consents.count_answers(consent.id, asked):
            ended = self._has_ended(interaction)
            return Refused(Reason.USED_BEFORE if ended else Reason.CONSENT_MISSING)
        refusal = self._end(interaction, undeclined=True)
        if refusal is not None:
            self.consents.count_answers(consent.id, -asked)
        return refusal

    def _has_ended(self, interaction: Interaction) -> bool:
        """Whether another form, which may have used the last questions, ended the transaction."""
        found = self.transactions.find(
            interaction.transaction.id,
            browser=interaction.browser,
            opened=interaction.transaction.request,
        )
        return found is not None and found.transaction.ended_at is not None

    def purge_expired(self) -> int:
        """Delete expired transactions; returns how many."""
        return self.transactions.purge_expired()

    def purge_evidence(self) -> int:
        """Delete evidence that was kept as long as history; how much."""
        return self.transactions.purge_evidence(self.context.history.kept_since())

    def close(self, interaction: Interaction) -> Refused | None:
        """End a transaction that only opened the person's own account."""
        with self.context.database.transaction():
            return self._end(interaction)

    def refuse(self, interaction: Interaction, error: str, reason: Reason) -> Refused | None:
        """End the transaction with a refusal, written to the history of a known person."""
        with self.context.database.transaction():
            refusal = self._end(interaction)
            if refusal is None:
                self._record_refusal(interaction, error, reason)
            return refusal

    def _record_refusal(self, interaction: Interaction, error: str, reason: Reason) -> None:
        person, ask = interaction.person, interaction.context.ask
        if person is None:
            return
        if reason is Reason.DECLINED and ask is not None and interaction.context.event is not None:
            whose = person.acting_for or person.subject_id
            transaction_id = interaction.transaction.id
            self.consents.decline(whose, ask, transaction_id=transaction_id, by=person)
            self._withdraw_given_here(transaction_id, whose, ask.client_id, by=person)
        self._record(
            interaction,
            EventType.SIGN_IN_REFUSED,
            subject_id=person.subject_id,
            facts={"error": error, "reason": reason},
        )

    def _withdraw_given_here(
        self, transaction_id: Id, subject_id: Id, client_id: str, *, by: Person
    ) -> None:
        """A no after a yes in the same transaction: the consent given in it does not outlive it."""
        given = self.consents.live(subject_id, client_id)
        if given is not None and given.transaction_id == transaction_id:
            self.tokens.withdraw_consent(subject_id, given.id, actor=by)

    def _end(self, interaction: Interaction, *, undeclined: bool = False) -> Refused | None:
        transaction = interaction.transaction.id
        if interaction.stored and not self.transactions.end(transaction, undeclined=undeclined):
            return Refused(Reason.USED_BEFORE)
        request = interaction.transaction.request
        if isinstance(request, AuthorizationRequest) and request.pushed_handle is not None:
            used = self.one_time_tokens.consume(
                OneTimeTokenKind.PUSHED_REQUEST, request.pushed_handle, audience=request.client_id
            )
            return used if isinstance(used, Refused) else None
        return None

    def _record(
        self,
        interaction: Interaction,
        happening: EventType,
        *,
        subject_id: Id,
        facts: dict[str, object],
    ) -> None:
        self.context.history.append(
            happening,
            actor=Person(subject_id=subject_id),
            subject_id=subject_id,
            client_id=None if interaction.client is None else interaction.client.client_id,
            transaction_id=interaction.transaction.id,
            facts=facts,
        )


def _questions(interaction: Interaction) -> int:
    """How many values this request compares under the consent."""
    request, consent = interaction.transaction.request, interaction.context.consent
    if not isinstance(request, AuthorizationRequest) or consent is None:
        return 0
    return len(questions_of(consent, request.matches))


def _following(
    before: Interaction, context: AuthorizationContext, token: str | None = None
) -> Interaction:
    """The interaction with its new context; `token`: of the session that has begun."""
    token = before.session_token if token is None else token
    return replace(before, context=context, step=next_step(context), session_token=token)


def _purpose(transaction: Transaction) -> str | None:
    request = transaction.request
    return request.purpose if isinstance(request, OwnAccountRequest) else None


def _is_of_another(interaction: Interaction, proven: VerifiedFactor) -> bool:
    """Whether the evidence names another person than the sign-in of this open transaction."""
    whose, step = _whose_sign_in(interaction.context), interaction.step
    if whose is None or whose == proven.subject_id or isinstance(step, Ended):
        return False
    absent = isinstance(step, RedirectError) and step.reason is Reason.FRESH_SIGN_IN_REQUIRED
    return (
        (absent or not isinstance(step, RedirectError))
        and proven.transaction_id == interaction.transaction.id
        and proven.kind in accepted_kinds(interaction.context)
    )


def _whose_sign_in(context: AuthorizationContext) -> Id | None:
    """Who has signed in in this transaction, or the organisation whose means nobody signs in by."""
    if context.event is not None:
        return context.event.subject_id
    if not context.evidence or sign_in_refusal(context.account) is None:
        return None
    return context.evidence[0].subject_id


def _rejection(interaction: Interaction, proven: VerifiedFactor) -> Reason | None:
    """Why a factor is refused as evidence: none is asked for, or it is of another transaction."""
    if not isinstance(interaction.step, Authenticate | StepUp | SelectAccount):
        return Reason.STATE_ALREADY_HOLDS
    foreign = proven.transaction_id != interaction.transaction.id
    if foreign or any(
        each.subject_id != proven.subject_id for each in interaction.context.evidence
    ):
        return Reason.FACTOR_FROM_OTHER_TRANSACTION
    if proven.kind not in accepted_kinds(interaction.context):
        return Reason.MEANS_NOT_ALLOWED
    return None

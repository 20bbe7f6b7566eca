"""Loads the context of a transaction from the services that own its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from idp.accounts.domain import AccountStatus, acts_alone
from idp.assurance.allowances import Allowance
from idp.assurance.levels import Level
from idp.assurance.pieces import Piece, Pieces, at_best
from idp.authorization.domain.context import AuthorizationContext, ClientPolicy, Transaction
from idp.authorization.domain.guardian_hold import GuardianHold
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.guardian_requests import GuardianHolds
from idp.authorization.principals import PrincipalLoader
from idp.authorization.repository import TransactionState
from idp.authorization.subject_loader import SubjectLoader
from idp.consent.domain.record import Consent
from idp.consent.domain.request import ConsentRequest, consent_request, fitting
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.domain import Credential, waiting_until
from idp.factors.service import Credentials
from idp.kernel.clock import Clock, instant_of
from idp.kernel.ids import Id
from idp.policy.domain import Switch
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import match_item
from idp.relying_parties.service import RelyingParties
from idp.representation.domain import RepresentationKind, RepresentedBy
from idp.sessions.domain import Session
from idp.tokens.current_requirements import allowance_of
from idp.tokens.service import Tokens


@dataclass(frozen=True)
class ContextLoader:
    """Reads only."""

    clock: Clock
    subjects: SubjectLoader
    credentials: Credentials
    biometrics: BiometricEligibility
    relying_parties: RelyingParties
    policy: Policy
    tokens: Tokens
    guardian_holds: GuardianHolds
    principals: PrincipalLoader

    def client_of(self, transaction: Transaction) -> Client | None:
        request = transaction.request
        if not isinstance(request, AuthorizationRequest):
            return None
        return self.relying_parties.client(request.client_id)

    def read_ahead(
        self, subject_id: Id, client: Client | None, session_token: str | None
    ) -> datetime:
        """Account and credentials that `load` needs are read behind the next statement.

        Returns the instant that `load` must be given for it. The account of a live session is read
        with that.
        """
        now = self.clock.now()
        self.credentials.read_ahead(subject_id)
        if session_token is None:
            self.subjects.read_ahead(subject_id, client, now)
        return now

    def load(
        self,
        state: TransactionState,
        client: Client | None,
        session_token: str | None,
        *,
        now: datetime | None = None,
    ) -> AuthorizationContext:
        """Load the context in at most three reads: session, evidence, credentials.

        `now`: of `read_ahead`.
        """
        transaction, evidence = state.transaction, state.evidence
        now = now or self.clock.now()
        present = self.subjects.by_session(session_token, client)
        proven_by = evidence[0].subject_id if evidence else None
        known = (
            present if proven_by is None else self.subjects.by_id(proven_by, client, present, now)
        )
        session = present.session
        whose = _subject_of(state, session)
        held = () if whose is None else self.credentials.held(whose)
        principals = self._principals(transaction, client, known.account, now)
        transaction = self._chosen(transaction, client, known.subject_id, principals)
        ask = _ask(transaction, client, known.account, principals)
        consent = known.consent
        if transaction.principal_id is not None and client is not None:
            consent = self.principals.consent(transaction.principal_id, client)
        return AuthorizationContext(
            now=now,
            transaction=transaction,
            client_policy=self._client_policy(transaction, client, session),
            evidence=evidence,
            evidence_ended=_has_ended(state, known.account, now),
            event=state.event,
            session=session,
            account=known.account,
            available=self._available(state, held, known.account),
            waits_until=self._waits_until(state, held, consent),
            hint_matches=self._hint_matches(transaction, client, known.subject_id, known.account),
            ask=ask,
            consent=consent,
            guardian=self._guardian(transaction, client, known.account, now),
            principals=principals,
        )

    def _principals(
        self,
        transaction: Transaction,
        client: Client | None,
        account: AccountStatus | None,
        now: datetime,
    ) -> tuple[RepresentedBy, ...]:
        """For whom the person may act here: read only where the party's registration allows it."""
        request = transaction.request
        if client is None or not client.delegated_acting:
            return ()
        if not isinstance(request, AuthorizationRequest):
            return ()
        if account is None or not acts_alone(account, now):
            return ()
        return self.principals.of(account.subject_id)

    def _guardian(
        self,
        transaction: Transaction,
        client: Client | None,
        account: AccountStatus | None,
        now: datetime,
    ) -> GuardianHold | None:
        """Read only for who does not use the account alone, at a relying party."""
        if client is None or account is None or acts_alone(account, now):
            return None
        return self.guardian_holds.hold(transaction.id, account.subject_id)

    def _chosen(
        self,
        transaction: Transaction,
        client: Client | None,
        person: Id | None,
        principals: Sequence[RepresentedBy],
    ) -> Transaction:
        """The transaction with this person's choice; that of who was signed in before is none.

        A hint that names the person, or one they act for, is the choice; nothing is asked. A silent
        request names nobody by it to a party at which the person never acted: it may be another's.
        """
        if transaction.principal_chosen_by not in {None, person}:
            transaction = replace(transaction, principal_id=None, principal_chosen_by=None)
        request, open_yet = transaction.request, transaction.principal_chosen_by is None
        if not isinstance(request, AuthorizationRequest):
            return transaction
        hinted, silent = request.hinted_sub, "none" in request.prompt
        if hinted is None or client is None or not (principals and open_yet):
            return transaction
        for each in (None, *(each.principal_id for each in principals)):
            whose = each or person
            if whose is not None and self.tokens.sub(whose, client) == hinted:
                acted = each is None or (person and self.principals.acted(person, client))
                if silent and not acted:
                    return transaction
                return replace(transaction, principal_id=each, principal_chosen_by=person)
        return transaction

    def after_sign_in(
        self, context: AuthorizationContext, session: Session
    ) -> AuthorizationContext:
        """The context once its evidence has begun this session, as `load` would return it.

        For the caller that has begun the session and still holds the locks under which `context`
        was read.
        """
        event, consent = session.event, context.consent
        silent = event.client_id is None or len(context.evidence) > 1
        said = consent is not None and consent.transaction_id == context.transaction.id
        stamp = 0 if context.account is None else context.account.security_stamp
        return replace(
            context,
            event=event,
            session=replace(session, security_stamp=stamp),
            available=frozenset[Piece](),
            waits_until=None if silent or said else context.waits_until,
        )

    def _waits_until(
        self, state: TransactionState, held: Sequence[Credential], consent: Consent | None
    ) -> datetime | None:
        """When a recent credential becomes effective; after the sign-in until a page told it."""
        event = state.event
        if event is None:
            return waiting_until(held, self.clock.now())
        said = consent is not None and consent.transaction_id == state.transaction.id
        if event.client_id is None or len(state.evidence) > 1 or said:
            return None
        return self.credentials.waits_until(event.subject_id)

    def _available(
        self, state: TransactionState, held: Sequence[Credential], account: AccountStatus | None
    ) -> Pieces:
        """The evidence the person could show, from credentials and biometrics."""
        if state.event is not None:
            return frozenset[Piece]()
        if held:
            return self.credentials.available_pieces(held) | self.biometrics.pieces(account)
        return at_best(self.credentials.offered_pieces()) | self.biometrics.offered()

    def _client_policy(
        self, transaction: Transaction, client: Client | None, session: Session | None
    ) -> ClientPolicy | None:
        if not isinstance(transaction.request, AuthorizationRequest):
            return None
        if client is None:
            return ClientPolicy(may_ask=False, minimum_level=Level.FOUR, returns=False)
        return ClientPolicy(
            may_ask=self.relying_parties.may_ask(client),
            minimum_level=client.minimum_level,
            minimum_account_level=client.minimum_account_level,
            default_max_age=client.default_max_age,
            continuation=client.sso and self._continues(client, session),
            allowance=self.allowance(client),
            statutory=client.legal_basis == "statutory"
            and bool(self.policy.value(Switch.STATUTORY_BASIS)),
            returns=client.may_return_to(transaction.request.redirect_uri),
        )

    def allowance(self, client: Client) -> Allowance:
        """Which evidence counts at a relying party: the operator's rules, then its own wishes."""
        return allowance_of(self.policy, client)

    def _continues(self, client: Client, session: Session | None) -> bool:
        """The operator's switch: `off`, `same_client` or `all` (D19.4-3)."""
        allowed = self.policy.value(Switch.SSO)
        if allowed == "same_client":
            return session is not None and session.event.client_id == client.client_id
        return bool(allowed == "all")

    def _hint_matches(
        self,
        transaction: Transaction,
        client: Client | None,
        subject_id: Id | None,
        account: AccountStatus | None,
    ) -> bool | None:
        """Whether the hint names the person, or for whom they act."""
        request = transaction.request
        if not isinstance(request, AuthorizationRequest) or request.hinted_sub is None:
            return None
        whose = transaction.principal_id or subject_id
        if client is None or whose is None:
            return None
        # No account was read of whom the person acts for: whether they have an alias is looked up.
        own = account if account is not None and account.subject_id == whose else None
        aliased = own is None or own.sub_aliased
        return self.tokens.sub(whose, client, aliased=aliased) == request.hinted_sub


def _has_ended(state: TransactionState, account: AccountStatus | None, now: datetime) -> bool:
    """Whether the account's means changed since something was proven here.

    With the 14th birthday what was proven before ends too: others chose it (D14.2-1).
    """
    stands = None if account is None else account.security_stamp
    day = None if account is None else account.alone_from
    grown = day is not None and state.transaction.begun_at < instant_of(day) <= now
    return any(grown or stamp is None or stamp != stands for stamp in state.stamps)


def _subject_of(state: TransactionState, session: Session | None) -> Id | None:
    """The person whose credentials are loaded: that of the evidence, else of the session."""
    if state.event is not None:
        return None
    if state.evidence:
        return state.evidence[0].subject_id
    wished = bool(state.transaction.request.levels_preferred)
    return session.subject_id if session is not None and wished else None


def _ask(
    transaction: Transaction,
    client: Client | None,
    account: AccountStatus | None,
    principals: Sequence[RepresentedBy],
) -> ConsentRequest | None:
    """What is asked, as far as whom it is about can have it; an organisation has no level."""
    request = transaction.request
    if client is None or not isinstance(request, AuthorizationRequest):
        return None
    claims = {*request.id_token_claims, *request.userinfo_claims}
    claims |= {match_item(claim) for claim in request.matches}
    ask = consent_request(client, scope=request.scope, claims=claims)
    chosen = next((it for it in principals if it.principal_id == transaction.principal_id), None)
    if chosen is not None:
        return fitting(ask, organisation=chosen.kind is RepresentationKind.LEGAL_REPRESENTATIVE)
    is_person = account is not None and account.level is not None
    return fitting(ask, organisation=False) if is_person else ask

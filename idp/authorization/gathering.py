"""Gather the situation of a transaction: ask each owner once, decide nothing."""

from dataclasses import dataclass

from idp.accounts.service import Accounts
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.situation import PartyTerms, Situation, Transaction
from idp.authorization.records import Records
from idp.consent.domain.asking import Ask, ask_of
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.factors.service import Credentials
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.policy.domain import Switch
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import match_item
from idp.relying_parties.service import RelyingParties
from idp.sessions.domain import Session
from idp.sessions.service import Sessions
from idp.tokens.service import Tokens


@dataclass(frozen=True)
class Gathering:
    """Reads only; `records` tells the slice's own facts, the others are asked for theirs."""

    clock: Clock
    records: Records
    sessions: Sessions
    accounts: Accounts
    credentials: Credentials
    consents: Consents
    relying_parties: RelyingParties
    policy: Policy
    tokens: Tokens

    def client_of(self, transaction: Transaction) -> Client | None:
        request = transaction.request
        if not isinstance(request, AuthorizationRequest):
            return None
        return self.relying_parties.client(request.client_id)

    def begun(self, transaction: Transaction, session_token: str | None) -> Situation:
        """The situation of a transaction nobody has worked on yet: two reads, no evidence."""
        presence = self.sessions.present(session_token)
        return self._situation(transaction, presence, fresh=True)

    def worked_on(self, transaction: Transaction, session_token: str | None) -> Situation:
        """The situation of a stored transaction."""
        presence = self.sessions.present(session_token)
        return self._situation(transaction, presence, fresh=False)

    def _situation(
        self, transaction: Transaction, presence: Session | None, *, fresh: bool
    ) -> Situation:
        evidence = () if fresh else self.records.evidence(transaction.id)
        event = self.sessions.event_of(transaction.id) if evidence else None
        proven_by = evidence[0].subject_id if evidence else None
        subject_id = proven_by or (presence.subject_id if presence else None)
        client = self.client_of(transaction)
        ask = _ask(transaction, client)
        return Situation(
            now=self.clock.now(),
            transaction=transaction,
            party=self._terms(transaction, client, presence),
            evidence=evidence,
            event=event,
            presence=presence,
            account=None if subject_id is None else self.accounts.of(subject_id),
            available=self._available(proven_by, presence, transaction),
            hint_matches=self._hint_matches(transaction, client, subject_id),
            ask=ask,
            consent=self._consent(subject_id, ask),
        )

    def _available(
        self, proven_by: Id | None, presence: Session | None, transaction: Transaction
    ) -> frozenset[EvidenceKind]:
        """The person's own kinds once they have begun; for one who is present only if wished."""
        if proven_by is not None:
            return self.credentials.kinds(proven_by)
        if presence is not None and transaction.request.levels_preferred:
            return self.credentials.kinds(presence.subject_id)
        return self.credentials.offered()

    def _terms(
        self, transaction: Transaction, client: Client | None, presence: Session | None
    ) -> PartyTerms | None:
        if not isinstance(transaction.request, AuthorizationRequest):
            return None
        if client is None:
            return PartyTerms(may_ask=False, minimum_level=Level.FOUR)
        return PartyTerms(
            may_ask=self.relying_parties.may_ask(client),
            minimum_level=client.minimum_level,
            minimum_account_level=client.minimum_account_level,
            default_max_age=client.default_max_age,
            continuation=client.sso and self._continues(client, presence),
            no_biometrics=client.no_biometrics,
            statutory=client.legal_basis == "statutory",
        )

    def _continues(self, client: Client, presence: Session | None) -> bool:
        """The operator's switch: `off`, `same_client` or `all` (D19.4-3)."""
        allowed = self.policy.value(Switch.SSO)
        if allowed == "same_client":
            return presence is not None and presence.event.client_id == client.client_id
        return bool(allowed == "all")

    def _hint_matches(
        self, transaction: Transaction, client: Client | None, subject_id: Id | None
    ) -> bool | None:
        request = transaction.request
        if not isinstance(request, AuthorizationRequest) or request.hinted_sub is None:
            return None
        if client is None or subject_id is None:
            return None
        return self.tokens.sub(subject_id, client) == request.hinted_sub

    def _consent(self, subject_id: Id | None, ask: Ask | None) -> Consent | None:
        if subject_id is None or ask is None:
            return None
        return self.consents.live(subject_id, ask.client_id)


def _ask(transaction: Transaction, client: Client | None) -> Ask | None:
    request = transaction.request
    if client is None or not isinstance(request, AuthorizationRequest):
        return None
    claims = {*request.id_token_claims, *request.userinfo_claims}
    claims |= {match_item(claim) for claim in request.matches}
    return ask_of(client, scope=request.scope, claims=claims)

"""An interaction: a browser at a transaction, with its context and next step."""

from dataclasses import dataclass

from idp.authorization.domain.context import AuthorizationContext, Transaction
from idp.authorization.domain.steps import Step
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.relying_parties.domain.client import Client
from idp.sessions.domain import NewSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """`client` is None for the person's own account. `stored`: the transaction has a row.

    `browser` and `session_token` are the tokens in this browser's cookies.
    """

    context: AuthorizationContext
    step: Step
    client: Client | None
    browser: str
    session_token: str | None
    stored: bool

    @property
    def transaction(self) -> Transaction:
        return self.context.transaction

    @property
    def principal_id(self) -> Id | None:
        """Whose data and consent it is about: for whom the person acts, else the person."""
        return self.transaction.principal_id or self.subject_id

    @property
    def subject_id(self) -> Id | None:
        """The person of the interaction, once known."""
        account = self.context.account
        return None if account is None else account.subject_id

    @property
    def person(self) -> Person | None:
        """The same as who does what is done here, with whom they act for."""
        known = self.subject_id
        acts_for = self.transaction.principal_id
        return None if known is None else Person(subject_id=known, acting_for=acts_for)


@dataclass(frozen=True, slots=True)
class EvidenceAccepted:
    """The evidence was recorded. `started` is the new session when it completed the sign-in.

    `interaction` is the one with the new context.
    """

    started: NewSession | None
    interaction: Interaction

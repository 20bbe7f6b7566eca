"""One visit of a browser to a transaction: what it found and what may follow."""

from dataclasses import dataclass

from idp.authorization.domain.situation import Situation, Transaction
from idp.authorization.domain.steps import Step
from idp.kernel.ids import Id
from idp.relying_parties.domain.client import Client
from idp.sessions.domain import Started


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`client` is None for the person's own account. `stored`: it has a row to be ended.

    `browser` and `session_token` are the tokens this browser showed.
    """

    situation: Situation
    step: Step
    client: Client | None
    browser: str
    session_token: str | None
    stored: bool

    @property
    def transaction(self) -> Transaction:
        return self.situation.transaction

    @property
    def subject_id(self) -> Id | None:
        """Whom the visit is about, once somebody is known."""
        account = self.situation.account
        return None if account is None else account.subject_id


@dataclass(frozen=True, slots=True)
class Recorded:
    """The evidence counts. `started` is the new session when it completed the sign-in."""

    started: Started | None

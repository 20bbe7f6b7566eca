"""The context of a transaction: all inputs of the next step, as one frozen value."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.accounts.domain import AccountStatus
from idp.assurance.allowances import EVERYTHING, Allowance
from idp.assurance.levels import Evidence, Level
from idp.assurance.pieces import Pieces
from idp.authorization.domain.guardian_hold import GuardianHold
from idp.authorization.domain.request import AuthorizationRequest, OwnAccountRequest
from idp.consent.domain.record import Consent
from idp.consent.domain.request import ConsentRequest
from idp.kernel.ids import Id
from idp.representation.domain import RepresentedBy
from idp.sessions.domain import AuthenticationEvent, Session

TRANSACTION_LIFETIME: Final = timedelta(minutes=30)
"""The lifetime of a transaction, from the first page to the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One pending request, with the person's answers on its pages.

    `account_selected_at`: when they chose "continue as me"; `declined_at`: when they declined.
    `asks_who_at`: since when this request ignores live sessions until the person identifies
    themselves, because another person signed in meanwhile or they chose "not me".
    `principal_chosen_by`: who chose to act for `principal_id`, None for themself.
    """

    id: Id
    request: AuthorizationRequest | OwnAccountRequest
    begun_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    account_selected_at: datetime | None = None
    declined_at: datetime | None = None
    asks_who_at: datetime | None = None
    principal_id: Id | None = None
    principal_chosen_by: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPolicy:
    """The registration and policy of the relying party that asks.

    `continuation`: whether a live session may answer its request (single sign-on), by its
    registration and the operator's switch (D19.4-3). `statutory`: it relies on another legal basis
    than consent, so the person gets a notice instead of a question (D19.3-3). `allowance`: which
    evidence counts for it, after the operator's rules and its own wishes (D21.1). `returns`: the
    address of the request is registered still.
    """

    may_ask: bool
    minimum_level: Level
    minimum_account_level: int | None = None
    default_max_age: int | None = None
    continuation: bool = True
    allowance: Allowance = EVERYTHING
    statutory: bool = False
    returns: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationContext:
    """A snapshot of a transaction and all that decides its next step.

    `event`: the sign-in made inside this transaction. `session`: the live session of this browser.
    `account`: of the person in `event`, else of the one the evidence names, else of `session`; None
    while the person is unknown. `available`: the evidence that the person of `evidence` could show,
    and before any evidence all that is offered here; empty after the `event`. `hint_matches`:
    whether `hinted_sub` names that person, None without a hint. `evidence_ended`: the person's
    credentials changed since the evidence was proven. `waits_until`: when a recently added
    credential becomes effective; after the sign-in None once one of its pages has told the person.
    `guardian`: how far the confirmation is, of who does not use the account alone (D14.2-1).
    `principals`: for whom the person may act here now. `consent` is that of whom they chose.
    """

    now: datetime
    transaction: Transaction
    client_policy: ClientPolicy | None
    evidence: tuple[Evidence, ...] = ()
    evidence_ended: bool = False
    event: AuthenticationEvent | None = None
    session: Session | None = None
    account: AccountStatus | None = None
    available: Pieces = frozenset()
    waits_until: datetime | None = None
    hint_matches: bool | None = None
    ask: ConsentRequest | None = None
    consent: Consent | None = None
    guardian: GuardianHold | None = None
    principals: tuple[RepresentedBy, ...] = ()

    @property
    def allowance(self) -> Allowance:
        """The evidence that counts here; in the person's own account all of it."""
        return EVERYTHING if self.client_policy is None else self.client_policy.allowance

    @property
    def prompt(self) -> frozenset[str]:
        request = self.transaction.request
        if isinstance(request, AuthorizationRequest):
            return request.prompt
        return frozenset({"login"}) if request.fresh else frozenset()

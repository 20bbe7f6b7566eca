"""Revocation: ends pending transactions, sessions, grants and handles of an account.

Everything pending names its authorization, which is checked at use: evidence, sessions and token
families carry the account's security stamp; codes name their session; handles of enrolments and
open pages name both (`Basis`). Here the stamp is incremented, which invalidates whatever carries
the old one, also what no query can find: a row that another connection is just writing, a sealed
handle. What can be found is also ended row by row, for the history and the logout tokens.

Each function locks the account's row first. What outlives its own request (a session, a credential)
is made while that row is locked; what is checked at each use is only compared.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.accounts.domain import Account, AccountState, Basis, acts_alone
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.assurance.pieces import ShownPiece
from idp.authorization.repository import TransactionRepository
from idp.history.service import NO_FACTS
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database
from idp.sessions.domain import LIFETIME, Session
from idp.sessions.service import Sessions
from idp.tokens.revocation import EndedSessions
from idp.tokens.service import Tokens

_NO_SESSION: Final = new_id()
"""An id that is no session's."""


@dataclass(frozen=True)
class Endings:
    """Ends what an account has pending; joins the caller's transaction. The port of `factors`.

    Two others end something: `credential_loss.CredentialRevocation` stops the credentials a person
    lost and calls this for all else; `tokens.revocation.Revocation` ends tokens and sessions, for a
    client (RFC 7009), at a logout or a withdrawn consent, and for this.
    """

    database: Database
    clock: Clock
    accounts: Accounts
    account_locks: AccountLocks
    transactions: TransactionRepository
    sessions: Sessions
    tokens: Tokens
    one_time_tokens: OneTimeTokens

    def lock_account(self, subject_id: Id) -> None:
        """Lock the account's row: no sign-in, enrolment or other change is under way."""
        self.account_locks.lock(subject_id)

    def begin_change(self, basis: Basis) -> Refused | None:
        """Lock the account for an act authorized by `basis`, if that is still valid.

        Refused: FRESH_SIGN_IN_REQUIRED, ACCOUNT_LOCKED, GUARDIAN_NEEDED (D14.2-1), NOT_FOUND.
        """
        account = self.account_locks.lock(basis.subject_id)
        if account is None:
            return Refused(Reason.NOT_FOUND)
        if account.state is AccountState.LOCKED:
            return Refused(Reason.ACCOUNT_LOCKED)
        standing = self.accounts.status_of(basis.subject_id)
        if standing is not None and not acts_alone(standing, self.clock.now()):
            return Refused(Reason.GUARDIAN_NEEDED)
        lives = basis.session_id is None or self.sessions.lock_live(basis.session_id)
        if account.security_stamp != basis.security_stamp or not lives:
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
        return None

    def shown_by(self, basis: Basis) -> tuple[ShownPiece, ...] | None:
        """The evidence of the asking session's sign-in; None once its one change is made.

        Empty when the session has ended or one of its credentials was stopped since.
        """
        session = None if basis.session_id is None else self.sessions.by_id(basis.session_id)
        if session is None or not session.continues:
            return ()
        made = self.one_time_tokens.was_used(
            OneTimeTokenKind.CHANGE_MADE, session.event.id, audience=session.subject_id
        )
        return None if made else session.event.shown

    def change_made(self, basis: Basis) -> None:
        """Use up the purpose of a sign-in: it allows one change only."""
        session = None if basis.session_id is None else self.sessions.by_id(basis.session_id)
        if session is not None and session.event.purpose is not None:
            self.one_time_tokens.mark_used(
                OneTimeTokenKind.CHANGE_MADE,
                session.event.id,
                audience=session.subject_id,
                expires_at=session.event.authenticated_at + LIFETIME,
                subject_id=session.subject_id,
            )

    def means_changed(
        self, subject_id: Id, *, by: Basis | None, actor: Actor, stopped: Collection[Id] = ()
    ) -> None:
        """End what was authorized by the changed credentials, except the asking session."""
        keeps = None if by is None else by.session_id
        self.end(subject_id, actor=actor, keeps=keeps, stopped=stopped, reason="means_changed")

    def end(
        self,
        subject_id: Id,
        *,
        actor: Actor,
        reason: str,
        keeps: Id | None = None,
        stopped: Collection[Id] = (),
    ) -> EndedSessions:
        """End every other session and its grants, and all pending things of the account.

        `keeps` is the session that asks; when one of the credentials in `stopped` was part of its
        sign-in, it stays valid for the person's own account only. `reason` is written to the
        history of the tokens.
        """
        with self.database.transaction():
            self.account_locks.lock(subject_id)
            kept = None if keeps is None else self._kept(subject_id, keeps)
            stopped_at = self._stopped_at(kept, stopped)
            grows_on = _NO_SESSION if kept is None or stopped_at is not None else kept.id
            ended = self.tokens.end_other_sessions(
                subject_id,
                keeps=keeps or _NO_SESSION,
                grows_on=grows_on,
                reason=reason,
                actor=actor,
            )
            stamp = self.account_locks.renew_stamp(subject_id)
            if kept is not None:
                self.sessions.carry_over(kept.id, subject_id, stopped_at=stopped_at)
                self.tokens.carry_over(kept.id, security_stamp=stamp)
            return ended

    def sign_out_everywhere(self, subject_id: Id, *, actor: Actor) -> tuple[Id, ...]:
        """End all sessions of a person and the grants made in them, except offline access.

        Returns the ids of the logout tokens owed, for the caller to deliver after the commit.
        """
        with self.database.transaction():
            self.account_locks.lock(subject_id)
            return self.tokens.end_sessions(subject_id, actor=actor)

    def forget_browsers(self, subject_id: Id, *, keeps: Id | None) -> None:
        """Forget the person's known browsers, so that a sign-in there sends a letter again.

        `keeps` is the session that asks, whose browser stays known; None for a letter, a counter or
        an officer. Any other may be that of a thief of the old password or the lost device.
        """
        session = None if keeps is None else self._kept(subject_id, keeps)
        but_of = None if session is None else session.event.transaction_id
        self.transactions.forget_browsers(subject_id, but_of=but_of)

    def lock(
        self, subject_id: Id, *, ground: str, body: str, remedy: str, actor: Actor
    ) -> Account | Refused:
        """Lock an account by decision of a body, and end all its sessions and grants.

        Refused as `Accounts.lock`. The letter and the delivery of logouts are the caller's.
        """
        with self.database.transaction():
            self.account_locks.lock(subject_id)
            locked = self.accounts.lock(
                subject_id, ground=ground, body=body, remedy=remedy, actor=actor
            )
            if not isinstance(locked, Refused):
                self.end(subject_id, actor=actor, reason="account_locked")
            return locked

    def end_links(self, subject_id: Id) -> None:
        """Invalidate all mailed links with which this person could report or undo something.

        A change of credentials leaves them valid: the owner may be about to report that very
        change.
        """
        for kind in (OneTimeTokenKind.LOSS_LINK, OneTimeTokenKind.UNDO_LINK):
            self.one_time_tokens.invalidate(kind, subject_id)

    def place_under_guardian(
        self, subject_id: Id, *, body: str, actor: Actor, told: Mapping[str, Any] = NO_FACTS
    ) -> Refused | None:
        """Record that a guardian confirms each use from now on, and end all sessions and grants.

        `told`: facts for the history. Refused as `Accounts.place_under_guardian`. The letter is the
        caller's.
        """
        with self.database.transaction():
            self.account_locks.lock(subject_id)
            refused = self.accounts.place_under_guardian(
                subject_id, body=body, actor=actor, told=told
            )
            if refused is None:
                self.end(subject_id, actor=actor, reason="guardianship_recorded")
            return refused

    def _kept(self, subject_id: Id, session_id: Id) -> Session | None:
        """The asking session, if it is live and of this person."""
        session = self.sessions.by_id(session_id)
        if session is not None and session.subject_id != subject_id:
            raise ValueError("the kept session is another person's")
        return session

    def _stopped_at(self, kept: Session | None, stopped: Collection[Id]) -> datetime | None:
        """Since when a credential in the kept session's sign-in is stopped."""
        if kept is None or kept.evidence_stopped_at is not None:
            return None if kept is None else kept.evidence_stopped_at
        proven = self.transactions.evidence_of(kept.event.transaction_id)
        rests = any(piece.credential_id in stopped for piece in proven)
        return self.clock.now() if rests else None

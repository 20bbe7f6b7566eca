"""Ends the sign-ins of organisations that had means of their own before nobody signed in as one.

The step of the schema that brought this listed their accounts; a worker takes each from the list
once. Nothing depends on when: `accounts.domain.sign_in_refusal` refuses them whatever is stored.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, delete, select, update

from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.authorization.endings import Endings
from idp.authorization.tables import ORGANISATION_MEANS
from idp.factors.service import Credentials
from idp.kernel.actors import System
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Instant, Unavailable
from idp.platform.logs import logger
from idp.representation.service import Representations

_LOG: Final = logger(__name__)
ASKED_EVERY: Final = timedelta(hours=1)
"""How often it is asked who represents an organisation of which nobody is known yet."""
ASKED_FOR: Final = timedelta(days=30)
_RULE: Final = System(rule="X6.1")
_AT_ONCE: Final = 50
_M: Final = ORGANISATION_MEANS.c
_DUE: Final = (
    select(_M.subject_id)
    .where(_M.due_at <= bindparam("now", type_=Instant))
    .order_by(_M.due_at, _M.subject_id)
    .limit(_AT_ONCE)
)
_ONE: Final = select(_M.withdrawn_at).where(
    _M.subject_id == bindparam("subject"), _M.due_at <= bindparam("now", type_=Instant)
)
_LATER: Final = (
    update(ORGANISATION_MEANS)
    .where(_M.subject_id == bindparam("whose"))
    .values(due_at=bindparam("due"), withdrawn_at=bindparam("withdrawn"))
)
_PUT_OFF: Final = (
    update(ORGANISATION_MEANS)
    .where(_M.subject_id == bindparam("whose"))
    .values(due_at=bindparam("due"))
)
_DONE: Final = delete(ORGANISATION_MEANS).where(_M.subject_id == bindparam("subject"))


@dataclass(frozen=True)
class OrganisationMeans:
    database: Database
    clock: Clock
    accounts: Accounts
    account_locks: AccountLocks
    credentials: Credentials
    endings: Endings
    representations: Representations
    notices: Notices

    def withdraw_due(self) -> int:
        """Withdraw the means of the next organisations, and tell who represents them; how many.

        A transaction for each, so that a worker that is stopped goes on where it was; two workers
        wait for each other at the account. Where nobody is on record yet who represents one, that
        is asked again for a month, as registers answer late. One that fails is logged and tried
        again in an hour, and delays no other.
        """
        due = self.database.all(_DUE, now=self.clock.now())
        return sum(self._tried(row.subject_id) for row in due)

    def _tried(self, subject_id: Id) -> bool:
        try:
            return self._withdraw(subject_id)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - one that fails must not leave the others their means
            _LOG.exception("means of an organisation not ended")
        with self.database.transaction():
            due = self.clock.now() + ASKED_EVERY
            self.database.execute(_PUT_OFF, whose=subject_id, due=due)
        return False

    def _withdraw(self, subject_id: Id) -> bool:
        database, now = self.database, self.clock.now()
        with database.transaction():
            self.account_locks.lock(subject_id)
            row = database.one(_ONE, subject=subject_id, now=now)
            if row is None:
                return False
            if not self.accounts.has_account(subject_id):  # erased meanwhile, with all it had
                database.execute(_DONE, subject=subject_id)
                return True
            begun = row.withdrawn_at or now
            if row.withdrawn_at is None:
                self._end(subject_id)
            if self._told(subject_id) or now >= begun + ASKED_FOR:
                database.execute(_DONE, subject=subject_id)
            else:
                database.execute(_LATER, whose=subject_id, due=now + ASKED_EVERY, withdrawn=begun)
            return True

    def _end(self, subject_id: Id) -> None:
        """Everything with which it signed in, and all that was begun by it."""
        self.credentials.forget(subject_id, actor=_RULE)
        self.endings.end(subject_id, actor=_RULE, reason="organisation_means_withdrawn")
        self.endings.forget_browsers(subject_id, keeps=None)
        self.endings.end_links(subject_id)
        self._tell(subject_id, subject_id)

    def _told(self, subject_id: Id) -> bool:
        """Whether somebody represents it by now; each of them with an account is written to."""
        agents = sorted(self.representations.agents(subject_id))
        known = [each for each in agents if self.accounts.has_account(each)]
        for each in known:
            self._tell(each, subject_id)
        return bool(known)

    def _tell(self, reader: Id, subject_id: Id) -> None:
        body = self.accounts.registered(subject_id).get("name", "")
        self.notices.notify(
            reader, text_key=NoticeKind.ORGANISATION_MEANS_WITHDRAWN, facts={"body": body}
        )

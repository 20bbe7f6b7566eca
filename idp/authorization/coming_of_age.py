"""The day from which a child or a ward acts alone: what others chose for them ends (D14.2-1).

A password that a parent typed, or a device that only a guardian held, would let that one sign in
as somebody who acts alone by now. From the midnight of the 14th birthday on such means prove
nothing (`factors.validity`), and no session outlives it; here they are stopped, and both are told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Protocol

from idp.accounts.domain import AccountState, GuardedPeriod
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.own_contacts import OwnContacts
from idp.authorization.endings import Endings
from idp.factors.service import Credentials
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import System
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.representation.agreements import Agreements
from idp.representation.service import Representations

_RULE: Final = System(rule="D14.2-1")


class ContactsOfOthers(Protocol):
    """Those that others told for a person (`contacts.told_by_others`)."""

    def lose(self, subject_id: Id, periods: Collection[GuardedPeriod]) -> frozenset[str]:
        """Let those count as lost that were set in such a time; of which kinds some were not."""
        ...


@dataclass(frozen=True)
class ComingOfAge:
    database: Database
    history: History
    accounts: Accounts
    account_locks: AccountLocks
    credentials: Credentials
    endings: Endings
    contacts: ContactsOfOthers
    own_contacts: OwnContacts
    agreements: Agreements
    representations: Representations
    notices: Notices

    def settle(self, subject_id: Id) -> bool:
        """Let the person act alone, if it is time; once. False otherwise.

        What others chose for them is stopped for good: all that was enrolled before the 14th
        birthday or in a guardianship, and what was added with any of that. With it end sessions,
        tokens, links and known browsers. Contacts of then count as lost. The person and who acted
        for them get a message, and their histories tell it; of an account that was never activated,
        how its person activates it. What those had begun to agree to lapses. Who acted by the
        decision of a body is on record no more. Joins the transaction of the caller, if any.
        """
        with self.database.transaction():
            self.account_locks.lock(subject_id)
            acted = self.representations.acted_until_now(subject_id)
            if not self.accounts.end_guardianship_by_age(subject_id):
                return False
            self.representations.end_decided(subject_id, actor=_RULE)
            periods = self.accounts.guarded_periods(subject_id)
            ended = self.credentials.stop_chosen_by_others(
                subject_id, lambda at: any(each.has(at) for each in periods), actor=_RULE
            )
            lost = self.contacts.lose(subject_id, periods)
            if lost:
                facts = {"kinds": sorted(lost)}
                self.history.append(
                    EventType.CONTACTS_LOST, subject_id=subject_id, actor=_RULE, facts=facts
                )
            if ended:
                self.endings.end(subject_id, actor=_RULE, reason="acts_alone")
                self.endings.forget_browsers(subject_id, keeps=None)
                self.endings.end_links(subject_id)
            self.agreements.forget(subject_id)
            status = self.accounts.status_of(subject_id)
            if status is not None and status.state is AccountState.GRANTED:
                if acted or lost or self._granted_in(subject_id, periods):
                    self._write_to_own(subject_id, NoticeKind.ACTIVATES_ALONE)
                    self._tell_agents(subject_id, acted, NoticeKind.WARD_ACTIVATES_ALONE)
            elif ended:
                self.notices.notify(subject_id, text_key=NoticeKind.ACTS_ALONE, facts={})
                self._tell_agents(subject_id, acted, NoticeKind.WARD_ACTS_ALONE)
            elif lost:
                self._write_to_own(subject_id, NoticeKind.CONTACTS_LOST)
                self._tell_agents(subject_id, acted, NoticeKind.WARD_ACTS_ALONE)
            return True

    def _granted_in(self, subject_id: Id, periods: Collection[GuardedPeriod]) -> bool:
        """Whether others chose for the person when the account was granted.

        Not of an adult whose age was never looked up: nobody ever acted for them.
        """
        created = self.history.last(subject_id, EventType.ACCOUNT_CREATED)
        return created is not None and any(each.has(created.happened_at) for each in periods)

    def _write_to_own(self, subject_id: Id, kind: NoticeKind) -> None:
        """To contacts of the person's own that count; nobody who acted for them reads it."""
        own = self.own_contacts.reached(subject_id)
        self.notices.notify_at(subject_id, own, text_key=kind)

    def _tell_agents(self, subject_id: Id, acted: frozenset[Id], kind: NoticeKind) -> None:
        for each in sorted(acted):
            self.history.append(
                EventType.WARD_ACTS_ALONE,
                subject_id=each,
                actor=_RULE,
                facts={"other": subject_id},
            )
            if self.accounts.has_account(each):
                self.notices.notify(each, text_key=kind, facts={})

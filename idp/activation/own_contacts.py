"""The contacts of who acts alone by now, without those of who acted for the person (D14.2-1)."""

from dataclasses import dataclass
from datetime import datetime

from idp.accounts.service import Accounts
from idp.activation.domain import ONE_GRANT
from idp.casework.service import Cases
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.notices.domain.recipients import Recipients, all_recipients, lost_contacts
from idp.subjects.contacts import ContactRepository
from idp.subjects.domain import Contact


@dataclass(frozen=True)
class OwnContacts:
    clock: Clock
    history: History
    cases: Cases
    accounts: Accounts
    contacts: ContactRepository

    def of(self, subject_id: Id) -> list[Contact]:
        """Those of who acts alone by now.

        Others were told while somebody acted for the person: set then, or with an application that
        was received or granted then. Of who became a ward by the grant, what came with the
        application was told by who came along.
        """
        periods = self.accounts.guarded_periods(subject_id)
        granted = self.history.last(subject_id, EventType.ISSUANCE_GRANTED)
        case = None if granted is None else self.cases.by_number(granted.facts["number"])
        others: datetime | None = None
        if granted is not None and case is not None:
            then = (case.opened_at, granted.happened_at)
            told = any(each.has(at) for each in periods for at in then)
            others = granted.happened_at + ONE_GRANT if told else None
        return [
            each
            for each in self.contacts.for_subject(subject_id)
            if not any(period.has(each.facts.set_at) for period in periods)
            and (others is None or each.facts.set_at > others)
        ]

    def reached(self, subject_id: Id) -> Recipients:
        """Where a letter reaches who acts alone by now, and nobody who acted for them.

        Without contacts that count as lost.
        """
        now, lost = self.clock.now(), lost_contacts(self.contacts.for_subject(subject_id))
        return [each for each in all_recipients(self.of(subject_id), now) if each not in lost]

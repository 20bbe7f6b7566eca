"""Links that the installation prints: the accounts of its first people, before there are officers.

Whoever activates an account by a letter is bound at 1, and what binds higher takes officers. So
before the first officers, and only then, a command prints a link for somebody who stands there in
front of the witnesses. It takes a passkey, which is bound at 2 at once
(`assurance.binding.CeremonyKind.INSTALLING`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from idp.accounts.domain import Account
from idp.accounts.service import Accounts
from idp.activation.domain import PLACES, PRINTED_LIFETIME
from idp.activation.ports import FirstOfficers
from idp.activation.service import LINK_PATH, Activations
from idp.activation.tables import ACTIVATION_LINK
from idp.assurance.binding import CeremonyKind
from idp.assurance.tainting import Held
from idp.factors.bindings import Bindings
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Operator
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused

_LOCK: Final = "accounts of the installation"
_C: Final = ACTIVATION_LINK.c
_PRINTED: Final = (
    select(ACTIVATION_LINK).where(_C.printed_by.is_not(None)).order_by(_C.sent_at, _C.id)
)
_WAITING: Final = _PRINTED.where(
    _C.used_at.is_(None), _C.replaced_at.is_(None), _C.ends_at > bindparam("now")
)
ACTIVATE: Final = "activate"
"""The event of a refusal in the history."""


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """`path`: of the page of the link. `until`: the first instant that is too late."""

    path: str
    until: datetime


@dataclass(frozen=True, slots=True)
class InstallingPlace:
    """A person of the installation. `ceremony_id`: once they activated; None while a link waits.

    `tainted`: the ceremony was found to be a fraud, and the place is free for another person; this
    one's account is active, and comes back at the counter.
    """

    subject_id: Id
    printed_by: str
    ceremony_id: Id | None
    tainted: bool = False


@dataclass(frozen=True)
class InstallingAccounts:
    """`account_level`: what accounts of officers have at least."""

    context: ServiceContext
    accounts: Accounts
    activations: Activations
    credentials: Credentials
    bindings: Bindings
    first_officers: FirstOfficers
    account_level: int

    def open(self, username: str, *, actor: Operator) -> PrintedLink | Refused:
        """A link for the person of a granted account; their links of before end.

        Refused: STATE_ALREADY_HOLDS once there were officers (the history tells who tried), or when
        the account is active; PLACES_TAKEN; NOT_FOUND; ACCOUNT_LEVEL_INSUFFICIENT;
        ACCOUNT_LOCKED; GUARDIAN_NEEDED; UNKNOWN_SUBJECT_KIND of an organisation.
        """
        with self.context.database.transaction():
            self.context.database.advisory_lock(_LOCK)
            if self.first_officers.installed():
                return self._refuse(Reason.STATE_ALREADY_HOLDS, actor)
            account = self.accounts.by_username(username)
            if account is None:
                return Refused(Reason.NOT_FOUND)
            reason = self.activations.closed_to(account.subject_id) or self._refusal(account)
            if reason is Reason.PLACES_TAKEN:
                return self._refuse(reason, actor)
            if reason is not None:
                return Refused(reason)
            until = self.context.clock.now() + PRINTED_LIFETIME
            handle = self.activations.print_link(account.subject_id, until=until, actor=actor)
            return PrintedLink(f"{LINK_PATH}/{handle}", until)

    def places(self) -> list[InstallingPlace]:
        """Whose places are taken, or were by a fraud, by a link that waits or one that was used."""
        found = [
            InstallingPlace(row.subject_id, row.printed_by, held.id, held.tainted)
            for row in self.context.database.all(_PRINTED)
            if row.used_at is not None
            for held in self._ceremonies(row.subject_id)
        ]
        waiting = self.context.database.all(_WAITING, now=self.context.clock.now())
        return [*found, *(InstallingPlace(row.subject_id, row.printed_by, None) for row in waiting)]

    def _ceremonies(self, subject_id: Id) -> list[Held]:
        held = self.bindings.for_subject(subject_id, self.credentials.held(subject_id))
        return [each for each in held if each.kind is CeremonyKind.INSTALLING]

    def _refusal(self, account: Account) -> Reason | None:
        if (account.level or 0) < self.account_level:
            return Reason.ACCOUNT_LEVEL_INSUFFICIENT
        taken = {each.subject_id for each in self.places() if not each.tainted}
        return Reason.PLACES_TAKEN if len(taken - {account.subject_id}) >= PLACES else None

    def _refuse(self, reason: Reason, actor: Operator) -> Refused:
        facts = {"event": ACTIVATE, "reason": reason}
        self.context.history.append(EventType.INSTALLATION_REFUSED, actor=actor, facts=facts)
        return Refused(reason)

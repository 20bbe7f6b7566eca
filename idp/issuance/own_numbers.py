"""The own telephone number of who acts alone, for the link that activates their account (D14.1-2).

The number on record may be that of who acted for the person when the account was applied for. The
help line makes sure who calls and asks for one of their own; the register of subscribers says
whether it is.
"""

from dataclasses import dataclass

from idp.access.powers import Power
from idp.accounts.domain import AccountState
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.service import Activations
from idp.casework.permissions import Permissions
from idp.contacts.service import ContactChanges
from idp.issuance.sources import ApplicantSources
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone
from idp.platform.database import Database
from idp.subjects.domain import ContactKind
from idp.subjects.service import Subjects


@dataclass(frozen=True)
class OwnNumbers:
    database: Database
    permissions: Permissions
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    sources: ApplicantSources
    contacts: ContactChanges
    activations: Activations

    def send_link(self, subject_id: Id, phone: str, *, actor: Actor) -> Refused | None:
        """Put a number (E.164) on record as the person's own, and send the link there.

        The register is asked first, outside of a transaction. Refused: as `Permissions.strict`;
        STATE_ALREADY_HOLDS of an account that is not granted; GUARDIAN_NEEDED of who does not act
        alone, and of an organisation; as `ApplicantSources.phone_refusal`;
        as `Activations.reopen`, and then nothing is put on record.
        """
        refused = self.permissions.strict(actor, Power.ACTIVATION_REOPEN, about=subject_id)
        if refused is not None:
            return Refused(refused)
        status = self.accounts.status_of(subject_id)
        if status is None or status.state is not AccountState.GRANTED:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        if self.accounts.alone_since(subject_id) is None:
            return Refused(Reason.GUARDIAN_NEEDED)
        said = self.sources.phone_refusal(self.subjects.identity(subject_id).number, phone)
        if said is not None:
            return said
        try:
            with self.database.transaction():
                self._put_and_send(subject_id, phone, actor)
        except Undone as undone:
            return undone.refused
        return None

    def _put_and_send(self, subject_id: Id, phone: str, actor: Actor) -> None:
        """Raises Undone."""
        self.account_locks.lock(subject_id)
        self.subjects.lock(subject_id)
        self.contacts.set_from_application(
            subject_id, ContactKind.PHONE, phone, proven=True, actor=actor
        )
        refused = self.activations.reopen(subject_id, actor=actor)
        if refused is not None:
            raise Undone(refused)

"""For whom a person may act at a relying party, and the consent on record of whom they chose."""

from dataclasses import dataclass

from idp.accounts.domain import AccountState
from idp.accounts.service import Accounts
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.kernel.ids import Id
from idp.relying_parties.domain.client import Client
from idp.representation.domain import RepresentedBy
from idp.representation.service import Representations


@dataclass(frozen=True)
class PrincipalLoader:
    """Reads only."""

    accounts: Accounts
    consents: Consents
    representations: Representations

    def of(self, agent_id: Id) -> tuple[RepresentedBy, ...]:
        """Whom the person may act for alone, by the records, and whose account is active.

        One read where there is no record. A ward's account is used by the guardian (D14.2-2); an
        organisation's is one that was granted on request (Art. 12).
        """
        found = self.representations.represented_by(agent_id)
        return tuple(each for each in found if self._active(each.principal_id))

    def consent(self, principal_id: Id, client: Client) -> Consent | None:
        """The live consent of the one for whom the person acts."""
        return self.consents.live(principal_id, client.client_id)

    def _active(self, principal_id: Id) -> bool:
        account = self.accounts.by_subject(principal_id)
        return account is not None and account.state is AccountState.ACTIVE

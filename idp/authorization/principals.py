"""For whom a person may act at a relying party, and the consent on record of whom they chose."""

from dataclasses import dataclass

from idp.accounts.service import Accounts
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.history.domain import EventType
from idp.history.service import History
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
    history: History

    def of(self, agent_id: Id) -> tuple[RepresentedBy, ...]:
        """Whom the person may act for alone, by the records, and whose account is active.

        One read where there is no record, and as many for a hundred organisations as for one. A
        ward's account is used by the guardian (D14.2-2); an organisation's is one that was granted
        on request (Art. 12).
        """
        found = self.representations.represented_by(agent_id)
        known = self.accounts.active_among({each.principal_id for each in found})
        return tuple(each for each in found if each.principal_id in known)

    def consent(self, principal_id: Id, client: Client) -> Consent | None:
        """The live consent of the one for whom the person acts."""
        return self.consents.live(principal_id, client.client_id)

    def acted(self, person_id: Id, client: Client) -> bool:
        """Whether this person acted for somebody at the party before, which knows them by that."""
        found = self.history.parties_of(person_id, EventType.ACTED_FOR_ANOTHER)
        return client.client_id in found

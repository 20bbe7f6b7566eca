"""The letter to a licensed provider about a loss."""

from dataclasses import dataclass

from idp.consent.service import Consents
from idp.kernel.ids import Id
from idp.licensing.service import Licensing
from idp.notices.service import Notices
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.service import Tokens


@dataclass(frozen=True)
class ProviderLetters:
    consents: Consents
    relying_parties: RelyingParties
    licensing: Licensing
    tokens: Tokens
    notices: Notices

    def queue(self, subject_id: Id, number: str) -> tuple[str, ...]:
        """Queue a letter for each provider concerned; returns their names, for the officer.

        A letter has only the pairwise subjects of the provider's own clients.
        """
        concerned: dict[Id, list[Client]] = {}
        for consent in self.consents.for_subject(subject_id):
            client = self.relying_parties.client(consent.client_id)
            if consent.withdrawn_at is None and client is not None and client.provider_id:
                concerned.setdefault(client.provider_id, []).append(client)
        names = []
        for provider_id, clients in concerned.items():
            provider = self.licensing.provider(provider_id)
            if provider is not None:
                names.append(provider.name)
                subs = {each.client_id: self.tokens.sub(subject_id, each) for each in clients}
                self.notices.queue_provider(mail=provider.mail, number=number, subs=subs)
        return tuple(sorted(names))

"""What a client requires now: its registration, and the operator's rules about evidence."""

from dataclasses import dataclass

from idp.policy.domain import Switch
from idp.policy.means_rules import allowance_for
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.client_requirements import ClientRequirements


@dataclass(frozen=True)
class CurrentRequirements:
    """Asks what is remembered already: it costs no statement of its own."""

    policy: Policy

    def of(self, client: Client) -> ClientRequirements:
        """What this client requires now; the rules at most as old as `Policy.value` says."""
        allowance = allowance_for(
            self.policy.value(Switch.MEANS_RULES),
            client.client_id,
            no_biometrics=client.no_biometrics,
            phishing_resistant_only=client.phishing_resistant_only,
        )
        return ClientRequirements(client, allowance)

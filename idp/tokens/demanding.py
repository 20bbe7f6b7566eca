"""The demands of a client: its registration, and the operator's rules about means."""

from dataclasses import dataclass

from idp.policy.domain import Switch
from idp.policy.means_rules import allowance_for
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.demands import Demands


@dataclass(frozen=True)
class Demanding:
    """Asks what is remembered already: it costs no statement of its own."""

    policy: Policy

    def of(self, client: Client) -> Demands:
        """What this client demands now; the rules at most as old as `Policy.value` says."""
        allowance = allowance_for(
            self.policy.value(Switch.MEANS_RULES),
            client.client_id,
            no_biometrics=client.no_biometrics,
            phishing_resistant_only=client.phishing_resistant_only,
        )
        return Demands(client, allowance)

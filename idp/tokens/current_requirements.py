"""The present requirements of a client: its registration, and the operator's evidence rules."""

from dataclasses import dataclass

from idp.assurance.allowances import Allowance
from idp.policy.domain import Switch
from idp.policy.means_rules import allowance_for
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.client_requirements import ClientRequirements


@dataclass(frozen=True)
class CurrentRequirements:
    """Reads cached values only: it runs no statement."""

    policy: Policy

    def for_client(self, client: Client) -> ClientRequirements:
        """The requirements of this client now; the rules are as recent as `Policy.value`."""
        return ClientRequirements(client, allowance_of(self.policy, client))


def allowance_of(policy: Policy, client: Client) -> Allowance:
    """Which evidence counts at a relying party: the operator's rules, then its own wishes."""
    return allowance_for(
        policy.value(Switch.MEANS_RULES),
        client.client_id,
        no_biometrics=client.no_biometrics,
        phishing_resistant_only=client.phishing_resistant_only,
    )

"""A client's requirements for an authentication, checked at every use of a grant (D20.1).

A registration may change while codes, families and tokens live: its present requirements decide.
"""

from dataclasses import dataclass

from idp.assurance.allowances import EVERYTHING, Allowance, level_counted
from idp.assurance.levels import Level
from idp.kernel.refusals import Reason
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.grant import Granted


@dataclass(frozen=True, slots=True)
class ClientRequirements:
    """A client's present registration, and the evidence that counts there (D21.1)."""

    client: Client
    allowance: Allowance

    def asserted_level(self, granted: Granted, held: Level) -> Level:
        """The level that may be asserted of a sign-in now at level `held` (D21.1)."""
        if self.allowance is EVERYTHING:
            return held
        return min(held, level_counted(granted.pieces, self.allowance))

    def unmet_reason(
        self, granted: Granted, *, held: Level, account_level: int | None
    ) -> Reason | None:
        """Why a sign-in now at this level is not enough; None where it is.

        MEANS_NOT_ALLOWED, UNMET_LEVEL or ACCOUNT_LEVEL_INSUFFICIENT; NOT_REPRESENTATIVE of who acts
        for another where the client takes that no more. Without a `minimum_level` above 1 a grant
        outlives its level, and its tokens assert none (G18).
        """
        client = self.client
        if granted.acting is not None and not client.delegated_acting:
            return Reason.NOT_REPRESENTATIVE
        if (account_level or 0) < (client.minimum_account_level or 0):
            return Reason.ACCOUNT_LEVEL_INSUFFICIENT
        if self.allowance is not EVERYTHING and not level_counted(granted.pieces, self.allowance):
            return Reason.MEANS_NOT_ALLOWED
        asserted = max(self.asserted_level(granted, held), Level.ONE)
        return Reason.UNMET_LEVEL if client.minimum_level > asserted else None

    def allows_resource(self, resource: str | None) -> bool:
        """Whether a requested resource, if any, is registered for the client (RFC 8707)."""
        return resource is None or resource in self.client.resources

    def registered_scope(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """The scopes among these that the client is registered for."""
        return tuple(word for word in asked if word in self.client.scopes)

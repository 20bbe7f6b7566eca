"""Ports of the package; passed in where services are built."""

from typing import Protocol

from idp.kernel.actors import Actor


class WritesToProviders(Protocol):
    """The letters that decisions about providers owe; implemented in `letters`."""

    def provider_revoked(self, *, name: str, reason: str, actor: Actor) -> str:
        """Write to the provider whose certificate was revoked; returns the letter's number.

        Joins the transaction of the decision.
        """

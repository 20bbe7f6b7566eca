"""The confirmation of a logout (RP-Initiated Logout 1.0 section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database
from idp.relying_parties.domain.client import Client, ClientState
from idp.relying_parties.service import RelyingParties
from idp.tokens.service import Tokens

CONFIRMATION_LIFETIME: Final = timedelta(minutes=30)
"""The lifetime of a pending logout request."""


@dataclass(frozen=True, slots=True)
class ReturnTo:
    """A registered `post_logout_redirect_uri`, and the `state` to return."""

    client_id: str
    address: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The client that asked, if proven, and where the browser goes afterwards."""

    client: Client | None
    return_to: ReturnTo | None


@dataclass(frozen=True)
class LogoutConfirmation:
    """Requests are bound to a browser (`audience`) and answered once."""

    database: Database
    one_time_tokens: OneTimeTokens
    tokens: Tokens
    relying_parties: RelyingParties
    notices: Notices

    def ask(
        self,
        client_id: str | None,
        return_to: ReturnTo | None,
        *,
        audience: str,
        stays: str | None = None,
    ) -> str:
        """Store a logout request; its handle is valid for half an hour. `client_id`: if proven.

        `stays`: why the requested redirect is refused, for `asked`.
        """
        kept: dict[str, str | None] = {} if client_id is None else {"client_id": client_id}
        if stays is not None:
            kept["stays"] = stays
        if return_to is not None:
            kept = {
                "client_id": return_to.client_id,
                "address": return_to.address,
                "state": return_to.state,
            }
        return self.one_time_tokens.issue(
            OneTimeTokenKind.LOGOUT_QUESTION,
            audience=audience,
            valid_for=CONFIRMATION_LIFETIME,
            content=kept,
        )

    def asked(self, question: str, *, audience: str) -> tuple[Confirmed, str | None] | None:
        """The pending logout request of a handle, with its `stays`."""
        kept = self.one_time_tokens.peek(
            OneTimeTokenKind.LOGOUT_QUESTION, question, audience=audience
        )
        return None if kept is None else (self._answered(kept.content), kept.content.get("stays"))

    def answer(self, question: str, *, audience: str, actor: Person | None) -> Confirmed | Refused:
        """Use a request up and end the session of `actor`, if any; then deliver logouts.

        The browser goes where the client, which is not removed, named an address that is still
        registered (section 3). Refused as `OneTimeTokens.consume`. Not to be called inside a
        transaction.
        """
        owed: tuple[Id, ...] = ()
        with self.database.transaction():
            kept = self.one_time_tokens.consume(
                OneTimeTokenKind.LOGOUT_QUESTION, question, audience=audience
            )
            if isinstance(kept, Refused):
                return kept
            if actor is not None and actor.session_id is not None:
                owed = self.tokens.end_session(actor.session_id, deliver=False, actor=actor)
        self.notices.deliver_now(owed)
        return self._answered(kept.content)

    def _answered(self, content: Mapping[str, str | None]) -> Confirmed:
        client_id, address = content.get("client_id"), content.get("address")
        client = None if client_id is None else self.relying_parties.client(client_id)
        if client is None or client.state is ClientState.REMOVED:
            return Confirmed(None, None)
        if address is None or not client.may_sign_out_to(address):
            return Confirmed(client, None)
        return Confirmed(client, ReturnTo(client.client_id, address, content.get("state")))

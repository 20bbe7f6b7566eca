"""`/par` (RFC 9126): an authenticated client pushes a request, used up when that completes."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from idp.authorization.domain.context import TRANSACTION_LIFETIME
from idp.kernel.clock import Clock
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.relying_parties.domain.client import Client
from idp.web.oidc.client_authentication import ClientAuthentication
from idp.web.oidc.errors import (
    DisplayedError,
    ErrorCode,
    ProtocolError,
    ProtocolResponse,
    RedirectedError,
    json_answer,
)
from idp.web.oidc.parameters import AUTHORIZE, PUSHED, Parameters
from idp.web.oidc.protocol_request import ProtocolRequest, parse_form
from idp.web.oidc.request_reader import RequestReader

URN: Final = "urn:ietf:params:oauth:request_uri:"

PRESENT_FOR: Final = timedelta(seconds=90)
"""Lifetime of the handle for opening the authorization endpoint."""

_COMPLETE_FOR: Final = PRESENT_FOR + TRANSACTION_LIFETIME
"""Lifetime of the pushed request for completing the transaction."""


@dataclass(frozen=True, slots=True)
class PushedRequests:
    """Stores pushed requests under their handle, for the client that pushed them."""

    one_time_tokens: OneTimeTokens
    clock: Clock

    def keep(self, asked: Parameters, client: Client) -> str:
        """Store a request; returns its handle."""
        until = (self.clock.now() + PRESENT_FOR).timestamp()
        return self.one_time_tokens.issue(
            OneTimeTokenKind.PUSHED_REQUEST,
            audience=client.client_id,
            valid_for=_COMPLETE_FOR,
            content={"asked": dict(asked.values), "until": until},
        )

    def peek(self, handle: str, client_id: str) -> Parameters | None:
        """The stored request while its handle is valid; reading does not use it up (H3)."""
        token = self.one_time_tokens.peek(
            OneTimeTokenKind.PUSHED_REQUEST, handle, audience=client_id
        )
        if token is None or token.content["until"] <= self.clock.now().timestamp():
            return None
        return Parameters(token.content["asked"])


@dataclass(frozen=True, slots=True)
class PushEndpoint:
    clients: ClientAuthentication
    reader: RequestReader
    pushed: PushedRequests

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        form = parse_form(request, PUSHED)
        client = self.clients.client(request.authorization, form)
        if "request_uri" in form.values:
            raise ProtocolError(ErrorCode.INVALID_REQUEST, "A pushed request names no request URI.")
        asked = _authorization_part(form, client)
        try:
            self.reader.read(asked, self.reader.resolve_client(asked))
        except (DisplayedError, RedirectedError) as fault:
            raise ProtocolError(fault.code, fault.sentence) from None
        answer = {
            "request_uri": URN + self.pushed.keep(asked, client),
            "expires_in": int(PRESENT_FOR.total_seconds()),
        }
        return json_answer(answer, status=201)


def _authorization_part(form: Parameters, client: Client) -> Parameters:
    """The authorization request without client authentication; `client_id` is the proven one."""
    kept = {name: value for name, value in form.values.items() if name in AUTHORIZE}
    return replace(form, values={**kept, "client_id": client.client_id})

"""The CIBA grant at `/token` (CIBA Core 10.1 and 11): a terminal polls for its result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.ciba.service import Ciba
from idp.ciba.token_polling import AuthorizationPending, TerminalAuthentication
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import BACKCHANNEL
from idp.tokens.domain import TokenResponse
from idp.web.oidc.client_authentication import ClientAuthentication
from idp.web.oidc.errors import ErrorCode, ProtocolError, missing
from idp.web.oidc.parameters import Parameters
from idp.web.oidc.protocol_request import ProtocolRequest

_REFUSALS: Final[Mapping[Reason, ErrorCode]] = {
    Reason.NOT_FOUND: ErrorCode.INVALID_GRANT,
    Reason.NOT_AUTHORISED: ErrorCode.INVALID_GRANT,
    Reason.OTHER_TERMINAL: ErrorCode.INVALID_GRANT,
    Reason.USED_BEFORE: ErrorCode.INVALID_GRANT,
    Reason.OTHER_NETWORK: ErrorCode.UNAUTHORIZED_CLIENT,
    Reason.TERMINAL_SUSPENDED: ErrorCode.UNAUTHORIZED_CLIENT,
    Reason.CLIENT_SUSPENDED: ErrorCode.UNAUTHORIZED_CLIENT,
    Reason.EXPIRED: ErrorCode.EXPIRED_TOKEN,
}
"""A denial, and every obstacle on the person's side, is `access_denied` (CIBA Core 11)."""


@dataclass(frozen=True, slots=True)
class BackchannelGrant:
    clients: ClientAuthentication
    counter: Ciba

    def __call__(self, request: ProtocolRequest, form: Parameters) -> TokenResponse:
        """The tokens of an approved request. Raises `ProtocolError` otherwise."""
        client = self.clients.client(request.authorization, form)
        if BACKCHANNEL not in client.grant_types:
            raise ProtocolError(ErrorCode.UNAUTHORIZED_CLIENT)
        auth_req_id = form.get("auth_req_id")
        if auth_req_id is None:
            raise ProtocolError(ErrorCode.INVALID_REQUEST, missing("auth_req_id"))
        taker = TerminalAuthentication(
            client, form.values["client_assertion"], request.remote_address
        )
        match self.counter.poll(auth_req_id, taker):
            case TokenResponse() as issued:
                return issued
            case AuthorizationPending(slow_down=too_soon):
                raise ProtocolError(
                    ErrorCode.SLOW_DOWN if too_soon else ErrorCode.AUTHORIZATION_PENDING
                )
            case Refused(reason=reason):
                raise ProtocolError(_REFUSALS.get(reason, ErrorCode.ACCESS_DENIED))

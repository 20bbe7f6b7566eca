"""`/backchannel-authn` (OpenID CIBA Core 7): a registered terminal requests a sign-in.

Client authentication as at `/token`; the assertion and the request must both be signed by the key
of one registered terminal, so that another key of the client is not enough.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from idp.ciba.authentication_request import Acknowledgement, BackchannelRequest
from idp.ciba.domain.terminal import Terminal, TerminalState
from idp.ciba.service import Ciba
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.jose import Verified
from idp.relying_parties.domain.client import BACKCHANNEL, Client
from idp.web.oidc import parameters
from idp.web.oidc.backchannel_request import parse_members
from idp.web.oidc.client_authentication import ClientAuthentication
from idp.web.oidc.errors import ErrorCode, ProtocolError, ProtocolResponse, json_answer
from idp.web.oidc.parameters import BACKCHANNEL_REQUEST, Parameters
from idp.web.oidc.protocol_request import ProtocolRequest, parse_form
from idp.web.oidc.signed_request import replay_key

PATH: Final = "/backchannel-authn"
_FORBIDDEN: Final = 403

_REFUSALS: Final[Mapping[Reason, tuple[ErrorCode, int]]] = {
    Reason.NOT_FOUND: (ErrorCode.UNKNOWN_USER_ID, 400),
    Reason.EXPIRED: (ErrorCode.EXPIRED_LOGIN_HINT_TOKEN, 400),
    Reason.USED_BEFORE: (ErrorCode.EXPIRED_LOGIN_HINT_TOKEN, 400),
    Reason.TERMINAL_SUSPENDED: (ErrorCode.UNAUTHORIZED_CLIENT, 400),
}
"""Every obstacle on the person's side is one error, so that the desk learns no more."""


@dataclass(frozen=True, slots=True)
class BackchannelEndpoint:
    clients: ClientAuthentication
    counter: Ciba
    one_time_tokens: OneTimeTokens
    clock: Clock
    issuer: str

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        form = parse_form(request, parameters.BACKCHANNEL)
        client = self.clients.client(request.authorization, form)
        if BACKCHANNEL not in client.grant_types:
            raise ProtocolError(ErrorCode.UNAUTHORIZED_CLIENT)
        terminal, said = self._signed(form, client)
        self._admit(terminal, form, request.remote_address)
        self._spend(said, client)
        read = parse_members(
            parameters.members(BACKCHANNEL_REQUEST, said.claims), client, issuer=self.issuer
        )
        call = BackchannelRequest(
            terminal=terminal,
            client=client,
            requested=read.asked,
            code=read.code,
            binding=read.binding,
            notification_token=read.notify,
        )
        return _answer(self.counter.authenticate(call))

    def _signed(self, form: Parameters, client: Client) -> tuple[Terminal, Verified]:
        """The members signed by the terminal's key; unsigned parameters are ignored."""
        if "request" not in form.values or form.values.keys() & BACKCHANNEL_REQUEST.keys():
            raise ProtocolError(
                ErrorCode.INVALID_REQUEST, "All that is asked stands in a signed request."
            )
        found = self.counter.terminals.signer_of(client.client_id, form.values["request"])
        if found is None:
            raise ProtocolError(
                ErrorCode.INVALID_REQUEST, "No terminal of this client signed this."
            )
        return found

    def _admit(self, terminal: Terminal, form: Parameters, remote_address: str | None) -> None:
        own = self.counter.terminals.signed_by(terminal, form.values["client_assertion"])
        stands = terminal.state is TerminalState.ACTIVE and terminal.is_allowed_address(
            remote_address
        )
        if own is None or not stands:
            raise ProtocolError(ErrorCode.UNAUTHORIZED_CLIENT)

    def _spend(self, said: Verified, client: Client) -> None:
        use = replay_key(
            said.claims,
            client_id=client.client_id,
            issuer=self.issuer,
            now=self.clock.now(),
        )
        if use is None or not self.one_time_tokens.mark_used(
            OneTimeTokenKind.SIGNED_REQUEST,
            use.jti,
            audience=client.client_id,
            expires_at=use.seen_until,
        ):
            raise ProtocolError(
                ErrorCode.INVALID_REQUEST, "The signed request is not for us and now."
            )


def _answer(answer: Acknowledgement | Refused) -> ProtocolResponse:
    if isinstance(answer, Refused):
        code, status = _REFUSALS.get(answer.reason, (ErrorCode.ACCESS_DENIED, _FORBIDDEN))
        raise ProtocolError(code, status=status)
    return json_answer(asdict(answer))

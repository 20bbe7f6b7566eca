"""OpenID CIBA: authentication requests, decisions on the device, polling for tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from idp.ciba.approval import Approval
from idp.ciba.authentication_request import (
    Acknowledgement,
    BackchannelAuthentication,
    BackchannelRequest,
)
from idp.ciba.decisions import Decisions
from idp.ciba.device_messages import DeviceMessages
from idp.ciba.domain.message_claims import ConsentChoice
from idp.ciba.repository import Device, RequestRepository
from idp.ciba.request_view import RequestView, RequestViews
from idp.ciba.terminals import Terminals
from idp.ciba.token_polling import AuthorizationPending, TerminalAuthentication, TokenPolling
from idp.factors.domain import VerifiedFactor
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.sessions.domain import AuthenticationEvent
from idp.tokens.domain.grant import TokenResponse


@dataclass(frozen=True)
class Ciba:
    """Refusals are documented at each part; `device_messages` has the same methods, signed."""

    terminals: Terminals
    requests: RequestRepository
    authentication: BackchannelAuthentication
    views: RequestViews
    decisions: Decisions
    approval: Approval
    polling: TokenPolling
    device_messages: DeviceMessages

    # -- the terminal

    def authenticate(self, call: BackchannelRequest) -> Acknowledgement | Refused:
        """See `BackchannelAuthentication.authenticate`."""
        return self.authentication.authenticate(call)

    def poll(
        self, auth_req_id: str, terminal_authentication: TerminalAuthentication
    ) -> TokenResponse | AuthorizationPending | Refused:
        """See `TokenPolling.poll`."""
        return self.polling.poll(auth_req_id, terminal_authentication)

    # -- the phone

    def show_code(self, device: Device) -> str | Refused:
        """See `BackchannelAuthentication.show_code`."""
        return self.authentication.show_code(device)

    def pending(self, device: Device) -> list[RequestView]:
        """See `RequestViews.pending`."""
        return self.views.pending(device)

    def view(self, device: Device, request_id: Id) -> RequestView | Refused:
        """See `RequestViews.view`."""
        return self.views.view(device, request_id)

    def enter_number(self, device: Device, request_id: Id, number: str) -> Refused | None:
        """See `Decisions.enter_number`."""
        return self.decisions.enter_number(device, request_id, number)

    def approve(
        self,
        device: Device,
        request_id: Id,
        verified: Sequence[VerifiedFactor],
        choice: ConsentChoice,
    ) -> AuthenticationEvent | Refused:
        """See `Approval.approve`."""
        return self.approval.approve(device, request_id, verified, choice)

    def decline(self, device: Device, request_id: Id) -> Refused | None:
        """See `Decisions.decline`."""
        return self.decisions.decline(device, request_id)

    def purge_expired(self) -> int:
        """Delete requests past use; returns how many."""
        return self.requests.purge_expired()

"""OpenID CIBA: authentication requests, decisions on the device, polling for tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from idp.accounts.service import Accounts
from idp.accounts.turns import Turns
from idp.authorization.consent_step import ConsentRecorder
from idp.authorization.context_loader import ContextLoader
from idp.authorization.repository import TransactionRepository
from idp.ciba.approval import Approval
from idp.ciba.authentication_request import (
    Acknowledgement,
    BackchannelAuthentication,
    BackchannelRequest,
)
from idp.ciba.decisions import Decisions
from idp.ciba.device_messages import DeviceMessages
from idp.ciba.domain.message_claims import ConsentChoice
from idp.ciba.notifications import Notifications
from idp.ciba.repository import Device, RequestRepository
from idp.ciba.request_view import RequestView, RequestViews
from idp.ciba.terminals import Terminals
from idp.ciba.token_polling import AuthorizationPending, TerminalAuthentication, TokenPolling
from idp.consent.service import Consents
from idp.factors.app_keys.service import AppKeys
from idp.factors.domain import VerifiedFactor
from idp.factors.pins import Pins
from idp.factors.service import Credentials
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.service import Notices
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.relying_parties.service import RelyingParties
from idp.sessions.domain import AuthenticationEvent
from idp.sessions.service import Sessions
from idp.tokens.domain.grant import TokenResponse
from idp.tokens.service import Tokens
from idp.violations.service import Violations


@dataclass(frozen=True)
class Ciba:
    """Every verb says in its part what it refuses."""

    database: Database
    clock: Clock
    keyring: Keyring
    issuer: str
    terminals: Terminals
    relying_parties: RelyingParties
    accounts: Accounts
    turns: Turns
    context_loader: ContextLoader
    app_keys: AppKeys
    pins: Pins
    credentials: Credentials
    transactions: TransactionRepository
    sessions: Sessions
    consents: Consents
    consent_recorder: ConsentRecorder
    tokens: Tokens
    one_time_tokens: OneTimeTokens
    notices: Notices
    violations: Violations
    history: History
    number_key: bytes = field(repr=False)

    # -- the terminal

    def authenticate(self, call: BackchannelRequest) -> Acknowledgement | Refused:
        """See `BackchannelAuthentication.authenticate`."""
        return self._authentication.authenticate(call)

    def poll(
        self, auth_req_id: str, terminal_authentication: TerminalAuthentication
    ) -> TokenResponse | AuthorizationPending | Refused:
        """See `TokenPolling.poll`."""
        return self._polling.poll(auth_req_id, terminal_authentication)

    # -- the phone

    def show_code(self, device: Device) -> str | Refused:
        """See `BackchannelAuthentication.show_code`."""
        return self._authentication.show_code(device)

    def pending(self, device: Device) -> list[RequestView]:
        """See `RequestViews.pending`."""
        return self._views.pending(device)

    def view(self, device: Device, request_id: Id) -> RequestView | Refused:
        """See `RequestViews.view`."""
        return self._views.view(device, request_id)

    def enter_number(self, device: Device, request_id: Id, number: str) -> Refused | None:
        """See `Decisions.enter_number`."""
        return self._decisions.enter_number(device, request_id, number)

    def approve(
        self,
        device: Device,
        request_id: Id,
        proofs: Sequence[VerifiedFactor],
        choice: ConsentChoice,
    ) -> AuthenticationEvent | Refused:
        """See `Approval.approve`."""
        return self._approval.approve(device, request_id, proofs, choice)

    def decline(self, device: Device, request_id: Id) -> Refused | None:
        """See `Decisions.decline`."""
        return self._decisions.decline(device, request_id)

    @cached_property
    def device_messages(self) -> DeviceMessages:
        """The same verbs as signed messages of the application; see `DeviceMessages`."""
        return DeviceMessages(
            database=self.database,
            issuer=self.issuer,
            turns=self.turns,
            app_keys=self.app_keys,
            pins=self.pins,
            credentials=self.credentials,
            transactions=self.transactions,
            requests=self._requests,
            authentication=self._authentication,
            views=self._views,
            decisions=self._decisions,
            approvals=self._approval,
        )

    def purge_expired(self) -> int:
        """Delete requests nothing can come from any more; returns how many."""
        return self._requests.purge_expired()

    # -- the parts

    @cached_property
    def _requests(self) -> RequestRepository:
        return RequestRepository(
            self.database, self.clock, self.keyring.derive("counter-requests").hex()
        )

    @cached_property
    def _authentication(self) -> BackchannelAuthentication:
        return BackchannelAuthentication(
            database=self.database,
            clock=self.clock,
            keyring=self.keyring,
            issuer=self.issuer,
            one_time_tokens=self.one_time_tokens,
            accounts=self.accounts,
            notices=self.notices,
            requests=self._requests,
            history=self.history,
            number_key=self.number_key,
        )

    @cached_property
    def _views(self) -> RequestViews:
        return RequestViews(
            clock=self.clock,
            requests=self._requests,
            terminals=self.terminals,
            relying_parties=self.relying_parties,
            context_loader=self.context_loader,
        )

    @cached_property
    def _notifications(self) -> Notifications:
        return Notifications(
            relying_parties=self.relying_parties,
            notices=self.notices,
            history=self.history,
        )

    @cached_property
    def _decisions(self) -> Decisions:
        return Decisions(
            database=self.database,
            requests=self._requests,
            authentication=self._authentication,
            views=self._views,
            notifications=self._notifications,
        )

    @cached_property
    def _approval(self) -> Approval:
        return Approval(
            database=self.database,
            requests=self._requests,
            views=self._views,
            decisions=self._decisions,
            notifications=self._notifications,
            turns=self.turns,
            credentials=self.credentials,
            transactions=self.transactions,
            sessions=self.sessions,
            consents=self.consents,
            consent_recorder=self.consent_recorder,
        )

    @cached_property
    def _polling(self) -> TokenPolling:
        return TokenPolling(
            database=self.database,
            clock=self.clock,
            requests=self._requests,
            terminals=self.terminals,
            views=self._views,
            decisions=self._decisions,
            tokens=self.tokens,
            violations=self.violations,
        )

"""A terminal polls for its tokens (CIBA Core 10.1): pending, slow down, refused, or tokens once."""

from dataclasses import dataclass

from idp.ciba.decisions import Decisions
from idp.ciba.domain.polling import poll
from idp.ciba.domain.request import PendingRequest
from idp.ciba.domain.states import RequestState
from idp.ciba.repository import RequestRepository
from idp.ciba.request_view import RequestViews
from idp.ciba.terminals import Terminals
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.grant import TokenResponse, grant_from
from idp.tokens.service import Tokens
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations


@dataclass(frozen=True, slots=True)
class AuthorizationPending:
    """The person has not answered yet. `slow_down`: the terminal has to poll less often."""

    slow_down: bool


@dataclass(frozen=True, slots=True)
class TerminalAuthentication:
    """The polling terminal: the assertion that proved the client, and the caller's address."""

    client: Client
    assertion: str
    address: str | None


@dataclass(frozen=True)
class TokenPolling:
    database: Database
    clock: Clock
    requests: RequestRepository
    terminals: Terminals
    views: RequestViews
    decisions: Decisions
    tokens: Tokens
    violations: Violations

    def poll(
        self, auth_req_id: str, terminal_authentication: TerminalAuthentication
    ) -> TokenResponse | AuthorizationPending | Refused:
        """The result of a request, for the terminal that made it.

        Refused: NOT_FOUND, NOT_AUTHORISED (another client's: a case is opened and it is over),
        OTHER_TERMINAL, OTHER_NETWORK, TERMINAL_SUSPENDED, USED_BEFORE (the tokens of the first use
        are revoked), DECLINED, CANCELLED, EXPIRED, FRESH_SIGN_IN_REQUIRED (the person ended it
        since), and why account or consent is not valid.
        """
        request = answer = None
        try:
            with self.database.transaction():
                request = self.requests.by_auth_req_id(auth_req_id)
                if request is None:
                    return Refused(Reason.NOT_FOUND)
                answer = self._answer(request, terminal_authentication)
        except Exception:
            if request is not None and isinstance(answer, TokenResponse):
                # It may have been committed all the same, but the terminal got no tokens.
                self.tokens.note_unanswered(request.family_id)
            raise
        if isinstance(answer, TokenResponse):
            self.tokens.note_answered(request.family_id)
        return answer

    def _answer(
        self, request: PendingRequest, terminal_authentication: TerminalAuthentication
    ) -> TokenResponse | AuthorizationPending | Refused:
        refused = self._not_authorised(request, terminal_authentication) or self._closed(
            request, terminal_authentication
        )
        if refused is not None:
            return refused
        if request.state is RequestState.APPROVED:
            return self._redeem(request, terminal_authentication)
        return self._pending(request)

    def _not_authorised(
        self, request: PendingRequest, terminal_authentication: TerminalAuthentication
    ) -> Refused | None:
        client = terminal_authentication.client
        if request.client_id != client.client_id:
            self._violated(ViolationKind.CODE_SHOWN_BY_OTHER, request, client)
            return self.decisions.cancel(request, Reason.NOT_AUTHORISED)
        terminal = self.terminals.by_id(request.terminal_id)
        stopped = self.views.suspension_reason(terminal, client)
        if terminal is None or stopped is not None:
            return self.decisions.cancel(request, stopped or Reason.NOT_FOUND)
        if self.terminals.signed_by(terminal, terminal_authentication.assertion) is None:
            return Refused(Reason.OTHER_TERMINAL)
        if not terminal.is_allowed_address(terminal_authentication.address):
            return Refused(Reason.OTHER_NETWORK)
        return None

    def _closed(
        self, request: PendingRequest, terminal_authentication: TerminalAuthentication
    ) -> Refused | None:
        if request.state is RequestState.REDEEMED:
            return self._already_redeemed(request, terminal_authentication)
        if request.state is RequestState.APPROVED and not request.has_expired(self.clock.now()):
            return None
        if request.state is RequestState.APPROVED:
            return Refused(Reason.EXPIRED)
        return self.views.closed_reason(request)

    def _redeem(
        self, request: PendingRequest, terminal_authentication: TerminalAuthentication
    ) -> TokenResponse | Refused:
        """One conditional write before tokens are issued."""
        mine = {
            "client_id": terminal_authentication.client.client_id,
            "terminal_id": request.terminal_id,
        }
        document = self.requests.redeem(request.id, **mine)
        if document is None:
            return self._already_redeemed(request, terminal_authentication)
        grant = grant_from(document)
        issued = self.tokens.issue(
            grant, terminal_authentication.client, family_id=request.family_id
        )
        if issued == Refused(Reason.EXPIRED):
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
        return issued

    def _already_redeemed(
        self, request: PendingRequest, terminal_authentication: TerminalAuthentication
    ) -> Refused:
        """A second use is a retry, no replay, where the first issued nothing or had no answer."""
        client, family_id = terminal_authentication.client, request.family_id
        if self.tokens.family_exists(family_id) and not self.tokens.revoke_unanswered(
            family_id, actor=client.acting
        ):
            self._violated(ViolationKind.CODE_REPLAYED, request, client)
        return Refused(Reason.USED_BEFORE)

    def _pending(self, request: PendingRequest) -> AuthorizationPending:
        now = self.clock.now()
        this = poll(request.polled_at, request.interval, now)
        self.requests.record_poll(request.id, this.interval)
        return AuthorizationPending(this.slow_down)

    def _violated(self, kind: ViolationKind, request: PendingRequest, client: Client) -> None:
        """Revoke the tokens of the first use and open a case (D19.4-1)."""
        self.tokens.revoke_family(request.family_id)
        self.violations.open(
            kind,
            issued_to=request.client_id,
            actor=client.acting,
            subject_id=request.subject_id,
            evidence={"family": request.family_id},
        )

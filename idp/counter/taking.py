"""The terminal fetches its result: pending, too soon, over, refused, or tokens, once."""

from dataclasses import dataclass

from idp.counter.answering import Answering
from idp.counter.domain.asked import Request
from idp.counter.domain.polling import poll
from idp.counter.domain.states import State
from idp.counter.requests import Requests
from idp.counter.terminals import Terminals
from idp.counter.viewing import Viewing
from idp.kernel.clock import Clock
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.grant import TokenResponse, grant_from
from idp.tokens.service import Tokens
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations


@dataclass(frozen=True, slots=True)
class Waiting:
    """The person has not answered yet. `too_soon`: the terminal has to ask less often."""

    too_soon: bool


@dataclass(frozen=True, slots=True)
class Taker:
    """Who fetches: the assertion that proved the client, and the address it came from."""

    client: Client
    assertion: str
    address: str | None


@dataclass(frozen=True)
class Taking:
    database: Database
    clock: Clock
    requests: Requests
    terminals: Terminals
    viewing: Viewing
    answering: Answering
    tokens: Tokens
    violations: Violations

    def take(self, auth_req_id: str, taker: Taker) -> TokenResponse | Waiting | Refused:
        """What became of a request, told to the very terminal that made it.

        Refused: NOT_FOUND, NOT_AUTHORISED (another client's: a case is opened and it is over),
        OTHER_TERMINAL, OTHER_NETWORK, TERMINAL_SUSPENDED, USED_BEFORE (what the first use produced
        is revoked), DECLINED, CANCELLED, EXPIRED, FRESH_SIGN_IN_REQUIRED (the person ended
        it since), and what stands against the account or consent.
        """
        request = None
        try:
            with self.database.transaction():
                request = self.requests.by_handle(auth_req_id)
                if request is None:
                    return Refused(Reason.NOT_FOUND)
                answer = self._answer(request, taker)
        except Exception:
            if request is not None and request.state is State.APPROVED:
                # Perhaps it was committed all the same: the terminal got no tokens.
                self.tokens.note_unanswered(request.family_id)
            raise
        if isinstance(answer, TokenResponse):
            self.tokens.note_answered(request.family_id)
        return answer

    def _answer(self, request: Request, taker: Taker) -> TokenResponse | Waiting | Refused:
        refused = self._not_theirs(request, taker) or self._closed(request, taker)
        if refused is not None:
            return refused
        if request.state is State.APPROVED:
            return self._granted(request, taker)
        return self._waiting(request)

    def _not_theirs(self, request: Request, taker: Taker) -> Refused | None:
        client = taker.client
        if request.client_id != client.client_id:
            self._violated(ViolationKind.CODE_SHOWN_BY_OTHER, request, client)
            return self.answering.cancel(request, Reason.NOT_AUTHORISED)
        terminal = self.terminals.by_id(request.terminal_id)
        stopped = self.viewing.why_stopped(terminal, client)
        if terminal is None or stopped is not None:
            return self.answering.cancel(request, stopped or Reason.NOT_FOUND)
        if self.terminals.signed_by(terminal, taker.assertion) is None:
            return Refused(Reason.OTHER_TERMINAL)
        if not terminal.may_stand_at(taker.address):
            return Refused(Reason.OTHER_NETWORK)
        return None

    def _closed(self, request: Request, taker: Taker) -> Refused | None:
        if request.state is State.TAKEN:
            return self._used(request, taker)
        if request.state is State.APPROVED and not request.is_over(self.clock.now()):
            return None
        if request.state is State.APPROVED:
            return Refused(Reason.EXPIRED)
        return self.viewing.closed(request)

    def _granted(self, request: Request, taker: Taker) -> TokenResponse | Refused:
        """One conditional write before anything is made from it."""
        mine = {"client_id": taker.client.client_id, "terminal_id": request.terminal_id}
        document = self.requests.take(request.id, **mine)
        if document is None:
            return self._used(request, taker)
        grant = grant_from(document)
        issued = self.tokens.issue(grant, taker.client, family_id=request.family_id)
        if issued == Refused(Reason.EXPIRED):
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
        return issued

    def _used(self, request: Request, taker: Taker) -> Refused:
        """Where nothing came of the first use, or nobody got it, the second is a mere retry."""
        if self.tokens.family_exists(request.family_id) and not self.tokens.revoke_unanswered(
            request.family_id
        ):
            self._violated(ViolationKind.CODE_REPLAYED, request, taker.client)
        return Refused(Reason.USED_BEFORE)

    def _waiting(self, request: Request) -> Waiting:
        now = self.clock.now()
        this = poll(request.polled_at, request.interval, now)
        self.requests.note_poll(request.id, this.interval)
        return Waiting(this.too_soon)

    def _violated(self, kind: ViolationKind, request: Request, client: Client) -> None:
        """A second use ends what the first produced (D19.4-1)."""
        self.tokens.revoke_family(request.family_id)
        self.violations.open(
            kind,
            issued_to=request.client_id,
            shown_by=client.client_id,
            subject_id=request.subject_id,
            evidence={"family": request.family_id},
        )

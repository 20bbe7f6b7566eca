"""The one door to authentication at the counter: ask, show, answer, take."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from idp.accounts.service import Accounts
from idp.accounts.turns import Turns
from idp.authorization.consent_step import ConsentRecorder
from idp.authorization.context_loader import ContextLoader
from idp.authorization.repository import TransactionRepository
from idp.consent.service import Consents
from idp.counter.answering import Answering
from idp.counter.approving import Approving
from idp.counter.asking import Accepted, Asking, Call
from idp.counter.domain.words import Yes
from idp.counter.requests import Phone, Requests
from idp.counter.speaking import Speaking
from idp.counter.taking import Taker, Taking, Waiting
from idp.counter.telling import Telling
from idp.counter.terminals import Terminals
from idp.counter.viewing import Shown, Viewing
from idp.factors.app_keys.service import AppKeys
from idp.factors.domain import VerifiedFactor
from idp.factors.pins import Pins
from idp.factors.service import Credentials
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.proofs.service import Proofs
from idp.relying_parties.service import RelyingParties
from idp.sessions.domain import Event
from idp.sessions.service import Sessions
from idp.tokens.domain.grant import TokenResponse
from idp.tokens.service import Tokens
from idp.violations.service import Violations


@dataclass(frozen=True)
class Counter:
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
    records: TransactionRepository
    sessions: Sessions
    consents: Consents
    agreeing: ConsentRecorder
    tokens: Tokens
    proofs: Proofs
    notices: Notices
    violations: Violations
    history: History
    number_key: bytes = field(repr=False)

    # -- the terminal

    def ask(self, call: Call) -> Accepted | Refused:
        """See `Asking.ask`."""
        return self._asking.ask(call)

    def take(self, auth_req_id: str, taker: Taker) -> TokenResponse | Waiting | Refused:
        """See `Taking.take`."""
        return self._taking.take(auth_req_id, taker)

    # -- the phone

    def show_code(self, phone: Phone) -> str | Refused:
        """See `Asking.show_code`."""
        return self._asking.show_code(phone)

    def waiting(self, phone: Phone) -> list[Shown]:
        """See `Viewing.waiting`."""
        return self._viewing.waiting(phone)

    def shown(self, phone: Phone, request_id: Id) -> Shown | Refused:
        """See `Viewing.shown`."""
        return self._viewing.shown(phone, request_id)

    def enter_number(self, phone: Phone, request_id: Id, number: str) -> Refused | None:
        """See `Answering.enter_number`."""
        return self._answering.enter_number(phone, request_id, number)

    def approve(
        self, phone: Phone, request_id: Id, proofs: Sequence[VerifiedFactor], yes: Yes
    ) -> Event | Refused:
        """See `Approving.approve`."""
        return self._approving.approve(phone, request_id, proofs, yes)

    def decline(self, phone: Phone, request_id: Id) -> Refused | None:
        """See `Answering.decline`."""
        return self._answering.decline(phone, request_id)

    @cached_property
    def spoken(self) -> Speaking:
        """The same verbs as words of the application; see `Speaking`."""
        return Speaking(
            database=self.database,
            issuer=self.issuer,
            turns=self.turns,
            app_keys=self.app_keys,
            pins=self.pins,
            credentials=self.credentials,
            records=self.records,
            requests=self._requests,
            asking=self._asking,
            viewing=self._viewing,
            answering=self._answering,
            approving=self._approving,
        )

    def forget_old(self) -> int:
        """Delete requests nothing can come from any more; returns how many."""
        return self._requests.forget_old()

    # -- the parts

    @cached_property
    def _requests(self) -> Requests:
        return Requests(self.database, self.clock, self.keyring.derive("counter-requests").hex())

    @cached_property
    def _asking(self) -> Asking:
        return Asking(
            database=self.database,
            clock=self.clock,
            keyring=self.keyring,
            issuer=self.issuer,
            proofs=self.proofs,
            accounts=self.accounts,
            notices=self.notices,
            requests=self._requests,
            history=self.history,
            number_key=self.number_key,
        )

    @cached_property
    def _viewing(self) -> Viewing:
        return Viewing(
            clock=self.clock,
            requests=self._requests,
            terminals=self.terminals,
            relying_parties=self.relying_parties,
            context_loader=self.context_loader,
        )

    @cached_property
    def _telling(self) -> Telling:
        return Telling(
            relying_parties=self.relying_parties,
            notices=self.notices,
            history=self.history,
        )

    @cached_property
    def _answering(self) -> Answering:
        return Answering(
            database=self.database,
            requests=self._requests,
            asking=self._asking,
            viewing=self._viewing,
            telling=self._telling,
        )

    @cached_property
    def _approving(self) -> Approving:
        return Approving(
            database=self.database,
            requests=self._requests,
            viewing=self._viewing,
            answering=self._answering,
            telling=self._telling,
            turns=self.turns,
            credentials=self.credentials,
            records=self.records,
            sessions=self.sessions,
            consents=self.consents,
            agreeing=self.agreeing,
        )

    @cached_property
    def _taking(self) -> Taking:
        return Taking(
            database=self.database,
            clock=self.clock,
            requests=self._requests,
            terminals=self.terminals,
            viewing=self._viewing,
            answering=self._answering,
            tokens=self.tokens,
            violations=self.violations,
        )

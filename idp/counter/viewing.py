"""What a phone is shown of a request, and why one can no longer be answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.accounts.domain import Standing
from idp.assurance.allowances import Allowance
from idp.assurance.levels import Level
from idp.authorization.context_loader import ContextLoader
from idp.authorization.domain.account_status import refusal_reason
from idp.authorization.subject_loader import ANONYMOUS
from idp.consent.domain.asking import Ask, Item, ask_of
from idp.consent.domain.page import Page, page_of
from idp.consent.domain.record import Consent, missing
from idp.counter.domain.asked import Request
from idp.counter.domain.states import State
from idp.counter.domain.terminal import Terminal, TerminalState
from idp.counter.requests import Phone, Requests
from idp.counter.terminals import Terminals
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties

LANGUAGES: Final = ("vi", "en")
"""Of what the phone is told."""

_ENDED: Final = {
    State.APPROVED: Reason.USED_BEFORE,
    State.TAKEN: Reason.USED_BEFORE,
    State.DECLINED: Reason.DECLINED,
    State.CANCELLED: Reason.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the phone shows of one request: from our registers, never from what was scanned.

    `level` is what has to be reached, `allowance` what counts towards it here, `missing` what is
    still to be agreed, `agreed` what leaves on `before`, an earlier consent that lives.
    """

    request: Request
    account: Standing | None
    terminal: Terminal
    client: Client
    level: Level
    allowance: Allowance
    ask: Ask
    missing: tuple[Item, ...]
    agreed: tuple[Item, ...]
    before: Consent | None
    at: datetime

    def page(self, lang: str) -> Page:
        """What the phone is told about consent, as one value; a yes counts for this alone."""
        return page_of(self.client, self.missing, self.before, lang=lang, now=self.at)

    def page_seen(self, digest: str) -> Page | None:
        """The page with this digest, in whichever language; None when none would say that now."""
        pages = (self.page(lang) for lang in LANGUAGES)
        return next((page for page in pages if page.digest == digest), None)


@dataclass(frozen=True)
class Viewing:
    clock: Clock
    requests: Requests
    terminals: Terminals
    relying_parties: RelyingParties
    context_loader: ContextLoader

    def waiting(self, phone: Phone) -> list[Shown]:
        """What waits for an answer on this phone, oldest first."""
        shown = map(self.as_shown, self.requests.open_on(phone))
        return [each for each in shown if each is not None]

    def shown(self, phone: Phone, request_id: Id) -> Shown | Refused:
        """One request as the phone shows it. Refused: NOT_FOUND, and as `closed` says."""
        request = self.requests.on(phone, request_id)
        if request is None:
            return Refused(Reason.NOT_FOUND)
        return self.closed(request) or self.as_shown(request) or Refused(Reason.NOT_FOUND)

    def as_shown(self, request: Request) -> Shown | None:
        """The request beside what our registers say; None when one of them lost its entry."""
        terminal = self.terminals.by_id(request.terminal_id)
        client = self.relying_parties.client(request.client_id)
        if terminal is None or client is None:
            return None
        asked = request.asked
        names = {*asked.id_token_claims, *asked.userinfo_claims}
        ask = ask_of(client, scope=asked.scope, claims=names)
        person = self.context_loader.subjects.by_id(request.subject_id, client, ANONYMOUS)
        consent = person.consent
        now, given = self.clock.now(), () if consent is None else consent.items
        still = missing(ask, consent, now)
        return Shown(
            request=request,
            account=person.account,
            terminal=terminal,
            client=client,
            level=max(asked.level, client.minimum_level),
            allowance=self.context_loader.allowance(client),
            ask=ask,
            missing=still,
            agreed=tuple(each for each in ask.items if each.name in given and each not in still),
            before=consent,
            at=now,
        )

    def closed(self, request: Request) -> Refused | None:
        """USED_BEFORE (answered already), DECLINED, CANCELLED, EXPIRED; None while it is open."""
        ended = _ENDED.get(request.state)
        if ended is None and request.is_over(self.clock.now()):
            ended = Reason.EXPIRED
        return None if ended is None else Refused(ended)

    def why_stopped(self, terminal: Terminal | None, client: Client | None) -> Reason | None:
        """Why nothing is told to this terminal any more."""
        if terminal is None or terminal.state is not TerminalState.ACTIVE:
            return Reason.TERMINAL_SUSPENDED
        if client is None or not self.relying_parties.may_ask(client):
            return Reason.CLIENT_SUSPENDED
        return None

    def why_not(self, shown: Shown | None) -> Reason | None:
        """Why nothing about this person is told to this terminal."""
        if shown is None:
            return Reason.NOT_FOUND
        return self.why_stopped(shown.terminal, shown.client) or refusal_reason(
            shown.account,
            now=self.clock.now(),
            minimum_account_level=shown.client.minimum_account_level,
        )

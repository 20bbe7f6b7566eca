"""A pending request as its device sees it, and why one can no longer be decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.accounts.domain import AccountStatus
from idp.assurance.allowances import Allowance
from idp.assurance.levels import Level
from idp.authorization.context_loader import ContextLoader
from idp.authorization.domain.account_status import refusal_reason
from idp.authorization.subject_loader import ANONYMOUS, SubjectLoader
from idp.ciba.domain.request import PendingRequest
from idp.ciba.domain.states import RequestState
from idp.ciba.domain.terminal import Terminal, TerminalState
from idp.ciba.repository import Device, RequestRepository
from idp.ciba.terminals import Terminals
from idp.consent.domain.page import ConsentText, page_of
from idp.consent.domain.record import Consent, missing
from idp.consent.domain.request import ConsentRequest, Item, consent_request
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties

LANGUAGES: Final = ("vi", "en")
"""The languages of texts for the phone."""

_ENDED: Final = {
    RequestState.APPROVED: Reason.USED_BEFORE,
    RequestState.REDEEMED: Reason.USED_BEFORE,
    RequestState.DECLINED: Reason.DECLINED,
    RequestState.CANCELLED: Reason.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """The phone's view of a request, from our registers, never from scanned data.

    `level` is the required one, `allowance` the accepted evidence, `missing` the items still to be
    agreed, `agreed` those covered by `earlier_consent`, a live one.
    """

    request: PendingRequest
    account: AccountStatus | None
    terminal: Terminal
    client: Client
    level: Level
    allowance: Allowance
    ask: ConsentRequest
    missing: tuple[Item, ...]
    agreed: tuple[Item, ...]
    earlier_consent: Consent | None
    at: datetime

    def page(self, lang: str) -> ConsentText:
        """The consent text for the phone, as one value; a consent is valid for this alone."""
        return page_of(self.client, self.missing, self.earlier_consent, lang=lang, now=self.at)

    def page_seen(self, digest: str) -> ConsentText | None:
        """The page with this digest, in either language; None when it has changed."""
        pages = (self.page(lang) for lang in LANGUAGES)
        return next((page for page in pages if page.digest == digest), None)


@dataclass(frozen=True)
class RequestViews:
    clock: Clock
    requests: RequestRepository
    terminals: Terminals
    relying_parties: RelyingParties
    context_loader: ContextLoader
    subjects: SubjectLoader

    def pending(self, device: Device) -> list[RequestView]:
        """The pending requests of this phone, oldest first."""
        view = map(self.view_of, self.requests.open_for_device(device))
        return [each for each in view if each is not None]

    def view(self, device: Device, request_id: Id) -> RequestView | Refused:
        """One request as the phone shows it. Refused: NOT_FOUND, and as `closed_reason` says."""
        request = self.requests.for_device(device, request_id)
        if request is None:
            return Refused(Reason.NOT_FOUND)
        return self.closed_reason(request) or self.view_of(request) or Refused(Reason.NOT_FOUND)

    def view_of(self, request: PendingRequest) -> RequestView | None:
        """The request with our registers' data; None when one of them was removed."""
        terminal = self.terminals.by_id(request.terminal_id)
        client = self.relying_parties.client(request.client_id)
        if terminal is None or client is None:
            return None
        asked = request.requested
        names = {*asked.id_token_claims, *asked.userinfo_claims}
        ask = consent_request(client, scope=asked.scope, claims=names)
        now = self.clock.now()
        person = self.subjects.by_id(request.subject_id, client, ANONYMOUS, now)
        consent = person.consent
        given = () if consent is None else consent.items
        still = missing(ask, consent, now)
        return RequestView(
            request=request,
            account=person.account,
            terminal=terminal,
            client=client,
            level=max(asked.level, client.minimum_level),
            allowance=self.context_loader.allowance(client),
            ask=ask,
            missing=still,
            agreed=tuple(each for each in ask.items if each.name in given and each not in still),
            earlier_consent=consent,
            at=now,
        )

    def closed_reason(self, request: PendingRequest) -> Refused | None:
        """USED_BEFORE (answered already), DECLINED, CANCELLED, EXPIRED; None while it is open."""
        ended = _ENDED.get(request.state)
        if ended is None and request.has_expired(self.clock.now()):
            ended = Reason.EXPIRED
        return None if ended is None else Refused(ended)

    def suspension_reason(self, terminal: Terminal | None, client: Client | None) -> Reason | None:
        """Why this terminal or its client gets no result."""
        if terminal is None or terminal.state is not TerminalState.ACTIVE:
            return Reason.TERMINAL_SUSPENDED
        if client is None or not self.relying_parties.may_ask(client):
            return Reason.CLIENT_SUSPENDED
        return None

    def refusal_reason(self, view: RequestView | None) -> Reason | None:
        """Why this terminal gets no result about this person."""
        if view is None:
            return Reason.NOT_FOUND
        return self.suspension_reason(view.terminal, view.client) or refusal_reason(
            view.account,
            now=self.clock.now(),
            minimum_account_level=view.client.minimum_account_level,
        )

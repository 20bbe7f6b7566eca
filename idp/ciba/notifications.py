"""Notifications: the person's history, letters, and the ping of a client (CIBA Core 10.2)."""

from dataclasses import dataclass

from idp.ciba.domain.request import PendingRequest
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor, System
from idp.kernel.refusals import Reason
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.relying_parties.service import RelyingParties


@dataclass(frozen=True)
class Notifications:
    """Joins the caller's transaction."""

    relying_parties: RelyingParties
    notices: Notices
    history: History

    def record(
        self,
        happening: EventType,
        request: PendingRequest,
        *,
        actor: Actor,
        **facts: object,
    ) -> None:
        """Write one entry to the person's history, in the transaction of the request."""
        self.history.append(
            happening,
            subject_id=request.subject_id,
            client_id=request.client_id,
            transaction_id=request.id,
            actor=actor,
            facts={"terminal": request.terminal_id, **facts},
        )

    def too_many_tries(self, request: PendingRequest) -> None:
        """Three wrong numbers: a person who sees the terminal's screen needs fewer tries."""
        reason = Reason.TOO_MANY_TRIES.value
        actor = System(rule="policy counter_tries")
        self.record(EventType.COUNTER_CANCELLED, request, actor=actor, reason=reason)
        client = self.relying_parties.client(request.client_id)
        name = {} if client is None else dict(client.name)
        facts = {"client_id": request.client_id, "client_name": name}
        self.notices.notify(request.subject_id, text_key=NoticeKind.COUNTER_CANCELLED, facts=facts)
        self.notify_client(request)

    def notify_client(self, request: PendingRequest) -> None:
        """Ping a client that asked for it; it then polls for the result (CIBA Core 10.2)."""
        if request.ping_id is not None:
            self.notices.send_now(request.ping_id)

"""Who hears of what happened: the person's history, the person, and the terminal."""

from dataclasses import dataclass

from idp.counter.domain.asked import Request
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.refusals import Reason
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.relying_parties.service import RelyingParties


@dataclass(frozen=True)
class Telling:
    """Joins the verb that calls it."""

    relying_parties: RelyingParties
    notices: Notices
    history: History

    def tell(
        self, happening: Happening, request: Request, *, actor: str = "subject", **facts: object
    ) -> None:
        """One line of the person's history, in the transaction of the request."""
        self.history.append(
            happening,
            subject_id=request.subject_id,
            client_id=request.client_id,
            transaction_id=request.id,
            actor=actor,
            facts={"terminal": request.terminal_id, **facts},
        )

    def guessed(self, request: Request) -> None:
        """Three wrong numbers: nobody who stands before the screen needs them."""
        reason = Reason.TOO_MANY_TRIES.value
        self.tell(Happening.COUNTER_CANCELLED, request, actor="system", reason=reason)
        client = self.relying_parties.client(request.client_id)
        name = {} if client is None else dict(client.name)
        facts = {"client_id": request.client_id, "client_name": name}
        self.notices.tell(request.subject_id, text_key=NoticeKind.COUNTER_CANCELLED, facts=facts)
        self.answered(request)

    def answered(self, request: Request) -> None:
        """Ping a client that wants it; what the answer is it fetches by itself (CIBA Core 10.2)."""
        if request.ping_id is not None:
            self.notices.send_now(request.ping_id)

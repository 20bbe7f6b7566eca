"""The number, the no, and a request that ends because something fell."""

from dataclasses import dataclass

from idp.counter.asking import Asking
from idp.counter.domain.asked import Request
from idp.counter.domain.states import State
from idp.counter.requests import Phone, Requests
from idp.counter.telling import Telling
from idp.counter.viewing import Viewing
from idp.history.domain import Happening
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database


@dataclass(frozen=True)
class Answering:
    database: Database
    requests: Requests
    asking: Asking
    viewing: Viewing
    telling: Telling

    def enter_number(self, phone: Phone, request_id: Id, number: str) -> Refused | None:
        """The number the person read at the counter; the third wrong one cancels the request.

        Refused: WRONG_NUMBER, TOO_MANY_TRIES (cancelled now), NOT_FOUND, STATE_ALREADY_HOLDS (it
        was given), and as `Viewing.closed` says.
        """
        made = self.asking.number_digest(request_id, number)
        with self.database.transaction():
            if self.requests.number_is(phone, request_id, made):
                return None
            state = self.requests.number_was_not(phone, request_id, made)
            request = self.requests.on(phone, request_id)
            if request is None:
                return Refused(Reason.NOT_FOUND)
            if state is None:
                return self._too_late(request)
            if state is State.ASKED:
                return Refused(Reason.WRONG_NUMBER)
            self.telling.guessed(request)
            return Refused(Reason.TOO_MANY_TRIES)

    def decline(self, phone: Phone, request_id: Id) -> Refused | None:
        """The person's no; nothing has to be proven for it.

        Refused: NOT_FOUND, and as `Viewing.closed` says.
        """
        with self.database.transaction():
            done = self.requests.decline(phone, request_id)
            request = self.requests.on(phone, request_id)
            if request is None:
                return Refused(Reason.NOT_FOUND)
            if not done:
                return self._too_late(request)
            self.telling.tell(Happening.COUNTER_DECLINED, request)
            self.telling.answered(request)
            return None

    def cancel(self, request: Request, reason: Reason) -> Refused:
        """End a request that may not go on; joins the verb that found out."""
        with self.database.transaction():
            if self.requests.cancel(request.id):
                facts = {"reason": reason.value}
                self.telling.tell(Happening.COUNTER_CANCELLED, request, actor="system", **facts)
                self.telling.answered(request)
        return Refused(reason)

    def _too_late(self, request: Request) -> Refused:
        return self.viewing.closed(request) or Refused(Reason.STATE_ALREADY_HOLDS)

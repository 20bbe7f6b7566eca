"""Number matching, denial and cancellation of a CIBA request."""

from dataclasses import dataclass

from idp.ciba.authentication_request import BackchannelAuthentication
from idp.ciba.domain.request import PendingRequest
from idp.ciba.domain.states import RequestState
from idp.ciba.notifications import Notifications
from idp.ciba.repository import Device, RequestRepository
from idp.ciba.request_view import RequestViews
from idp.history.domain import EventType
from idp.kernel.actors import Person, System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database


@dataclass(frozen=True)
class Decisions:
    database: Database
    requests: RequestRepository
    authentication: BackchannelAuthentication
    views: RequestViews
    notifications: Notifications

    def enter_number(self, device: Device, request_id: Id, number: str) -> Refused | None:
        """The number typed by the person; the third wrong one cancels the request.

        Refused: WRONG_NUMBER, TOO_MANY_TRIES (cancelled now), NOT_FOUND, STATE_ALREADY_HOLDS (it
        was given), and as `RequestViews.closed_reason` says.
        """
        made = self.authentication.number_digest(request_id, number)
        with self.database.transaction():
            if self.requests.match_number(device, request_id, made):
                return None
            state = self.requests.count_wrong_number(device, request_id, made)
            request = self.requests.for_device(device, request_id)
            if request is None:
                return Refused(Reason.NOT_FOUND)
            if state is None:
                return self._already_decided(request)
            if state is RequestState.ASKED:
                return Refused(Reason.WRONG_NUMBER)
            self.notifications.too_many_tries(request)
            return Refused(Reason.TOO_MANY_TRIES)

    def decline(self, device: Device, request_id: Id) -> Refused | None:
        """The person denies; nothing has to be proven for it.

        Refused: NOT_FOUND, and as `RequestViews.closed_reason` says.
        """
        with self.database.transaction():
            done = self.requests.decline(device, request_id)
            request = self.requests.for_device(device, request_id)
            if request is None:
                return Refused(Reason.NOT_FOUND)
            if not done:
                return self._already_decided(request)
            actor = Person(subject_id=device.subject_id)
            self.notifications.record(EventType.COUNTER_DECLINED, request, actor=actor)
            self.notifications.notify_client(request)
            return None

    def cancel(self, request: PendingRequest, reason: Reason) -> Refused:
        """Cancel an invalid request; joins the caller's transaction."""
        with self.database.transaction():
            if self.requests.cancel(request.id):
                actor, why = System(rule="policy counter_request"), reason.value
                self.notifications.record(
                    EventType.COUNTER_CANCELLED, request, actor=actor, reason=why
                )
                self.notifications.notify_client(request)
        return Refused(reason)

    def _already_decided(self, request: PendingRequest) -> Refused:
        return self.views.closed_reason(request) or Refused(Reason.STATE_ALREADY_HOLDS)

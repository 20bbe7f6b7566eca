"""Rows of requests; every change is one conditional write in the caller's transaction.

The states in which an event is possible come from `domain.states`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, insert, or_, select, update

from idp.ciba.domain.binding_message import MOST_TRIES
from idp.ciba.domain.request import (
    PendingRequest,
    RequestedAuthentication,
    from_document,
    to_document,
)
from idp.ciba.domain.states import TRANSITIONS, RequestEvent, RequestState, before
from idp.ciba.tables import REQUEST
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared, Row, purge
from idp.platform.sealing import open_under, seal_under
from idp.platform.secrets import digest

KEPT_FOR: Final = timedelta(days=1)
"""How long a request is stored, so that a late replay still revokes its tokens."""

_THIS: Final = REQUEST.c.id == bindparam("request")
_IN_TIME: Final = REQUEST.c.expires_at > bindparam("now")
_BY_DEVICE: Final = (
    REQUEST.c.device_id == bindparam("device"),
    REQUEST.c.subject_id == bindparam("subject"),
)
_OPEN: Final = or_(
    REQUEST.c.state == RequestState.ASKED, REQUEST.c.state == RequestState.NUMBER_MATCHED
)


class _Stored(NamedTuple):
    """A request as it is stored; rows of the first release have in clear what is sealed now."""

    id: Id
    auth_req_digest: bytes
    client_id: str
    terminal_id: Id
    subject_id: Id
    device_id: Id
    asked: dict[str, Any] | None
    words: str | None
    asked_sealed: bytes | None
    number_digest: bytes
    state: str
    tries: int
    interval_seconds: int
    polled_at: datetime | None
    asked_at: datetime
    touched_at: datetime
    expires_at: datetime
    family_id: Id
    grant: dict[str, Any] | None
    ping_id: str | None
    page: str | None


class _Granted(NamedTuple):
    grant: dict[str, Any] | None


_INSERT: Final = insert(REQUEST)
_BY_DIGEST: Final = Prepared(
    select(REQUEST).where(REQUEST.c.auth_req_digest == bindparam("digest")), _Stored
)
_BY_ID: Final = select(REQUEST).where(REQUEST.c.id == bindparam("id"))
_OF_DEVICE: Final = Prepared(
    select(REQUEST).where(*_BY_DEVICE, _OPEN, _IN_TIME).order_by(REQUEST.c.asked_at), _Stored
)
_ONE_OF_DEVICE: Final = select(REQUEST).where(REQUEST.c.id == bindparam("id"), *_BY_DEVICE)
_LOCK: Final = (
    update(REQUEST)
    .where(_THIS, *_BY_DEVICE)
    .values(touched_at=bindparam("now"))
    .returning(*REQUEST.c)
)
_RECORD_POLL: Final = Prepared(
    update(REQUEST)
    .where(_THIS)
    .values(polled_at=bindparam("now"), interval_seconds=bindparam("seconds"))
)


_RECORD_PAGE: Final = update(REQUEST).where(_THIS).values(page=bindparam("seen"))


def _in(event: RequestEvent) -> ColumnElement[bool]:
    return or_(*(REQUEST.c.state == state for state in before(event)))


def _state_after(event: RequestEvent) -> RequestState:
    """The state after an event, from all states in which it is possible."""
    (state,) = {to for (_, each), to in TRANSITIONS.items() if each is event}
    return state


_MATCH_NUMBER: Final = (
    update(REQUEST)
    .where(_THIS, *_BY_DEVICE, _IN_TIME, _in(RequestEvent.NUMBER_MATCHES))
    .where(REQUEST.c.number_digest == bindparam("number"))
    .values(state=_state_after(RequestEvent.NUMBER_MATCHES))
)
_TRIES_NOW: Final = REQUEST.c.tries + 1
_COUNT_WRONG_NUMBER: Final = (
    update(REQUEST)
    .where(_THIS, *_BY_DEVICE, _IN_TIME, _in(RequestEvent.NUMBER_WRONG))
    .where(REQUEST.c.number_digest != bindparam("number"))
    .values(
        tries=_TRIES_NOW,
        state=case(
            (_TRIES_NOW >= MOST_TRIES, _state_after(RequestEvent.TOO_MANY_TRIES)),
            else_=REQUEST.c.state,
        ),
    )
    .returning(REQUEST.c.state)
)
_APPROVE: Final = (
    update(REQUEST)
    .where(_THIS, *_BY_DEVICE, _IN_TIME, _in(RequestEvent.APPROVE))
    .values(state=_state_after(RequestEvent.APPROVE), grant=bindparam("approved"))
)
_DECLINE: Final = (
    update(REQUEST)
    .where(_THIS, *_BY_DEVICE, _IN_TIME, _in(RequestEvent.DECLINE))
    .values(state=_state_after(RequestEvent.DECLINE))
)
_CANCEL: Final = (
    update(REQUEST)
    .where(_THIS, _in(RequestEvent.CANCEL))
    .values(state=_state_after(RequestEvent.CANCEL))
)
_REDEEM: Final = Prepared(
    update(REQUEST)
    .where(_THIS, _IN_TIME, _in(RequestEvent.REDEEM))
    .where(REQUEST.c.client_id == bindparam("client"))
    .where(REQUEST.c.terminal_id == bindparam("terminal"))
    .values(state=_state_after(RequestEvent.REDEEM))
    .returning(REQUEST.c.grant),
    _Granted,
)


@dataclass(frozen=True, slots=True)
class Device:
    """A device and its person."""

    subject_id: Id
    device_id: Id

    @property
    def named(self) -> dict[str, Id]:
        return {"subject": self.subject_id, "device": self.device_id}


@dataclass(frozen=True)
class RequestRepository:
    """`secret` seals the request; phone and terminal both read it, by other handles."""

    database: Database
    clock: Clock
    secret: str = field(repr=False)

    def add(
        self, request_id: Id, asked: RequestedAuthentication, words: str, **row: object
    ) -> None:
        """Insert a new request; `row` are the other columns."""
        text = json.dumps({"asked": to_document(asked), "words": words})
        sealed = seal_under(self.secret, text, context=_context(request_id))
        self.database.execute(
            _INSERT, id=request_id, asked=None, words=None, asked_sealed=sealed, **row
        )

    def by_auth_req_id(self, auth_req_id: str) -> PendingRequest | None:
        """The request of an `auth_req_id`, in any state."""
        row = self.database.one(_BY_DIGEST, digest=digest(auth_req_id))
        return None if row is None else _request(row, self.secret)

    def open_for_device(self, device: Device) -> list[PendingRequest]:
        """The pending requests of this phone, oldest first."""
        rows = self.database.all(_OF_DEVICE, **device.named, now=self.clock.now())
        return [_request(row, self.secret) for row in rows]

    def by_id(self, request_id: Id) -> PendingRequest | None:
        """A request by its id, of any client."""
        row = self.database.one(_BY_ID, id=request_id)
        return None if row is None else _request(row, self.secret)

    def for_device(self, device: Device, request_id: Id) -> PendingRequest | None:
        """A request for this phone, in any state."""
        row = self.database.one(_ONE_OF_DEVICE, id=request_id, **device.named)
        return None if row is None else _request(row, self.secret)

    def lock(self, device: Device, request_id: Id) -> PendingRequest | None:
        """The request, locked until the unit of work ends: a second tap waits."""
        named = {"request": request_id, **device.named}
        row = self.database.one(_LOCK, **named, now=self.clock.now())
        return None if row is None else _request(row, self.secret)

    def match_number(self, device: Device, request_id: Id, number: bytes) -> bool:
        """Whether this is the right number, in time and for the first time."""
        named = {"request": request_id, **device.named, "number": number}
        return self.database.execute(_MATCH_NUMBER, **named, now=self.clock.now()) == 1

    def count_wrong_number(
        self, device: Device, request_id: Id, number: bytes
    ) -> RequestState | None:
        """Count a wrong number; returns the state after it, None when none was expected."""
        named = {"request": request_id, **device.named, "number": number}
        row = self.database.one(_COUNT_WRONG_NUMBER, **named, now=self.clock.now())
        return None if row is None else RequestState(row.state)

    def approve(self, device: Device, request_id: Id, grant: Mapping[str, Any]) -> bool:
        now = self.clock.now()
        named = {"request": request_id, **device.named}
        return self.database.execute(_APPROVE, **named, approved=dict(grant), now=now) == 1

    def record_page(self, request_id: Id, digest: str) -> None:
        """Store the phone's page at the key's approval; the PIN must be for the same page."""
        self.database.execute(_RECORD_PAGE, request=request_id, seen=digest)

    def decline(self, device: Device, request_id: Id) -> bool:
        now = self.clock.now()
        return self.database.execute(_DECLINE, request=request_id, **device.named, now=now) == 1

    def cancel(self, request_id: Id) -> bool:
        """Whether this call cancelled a request that was open or not yet redeemed."""
        return self.database.execute(_CANCEL, request=request_id) == 1

    def redeem(
        self, request_id: Id, *, client_id: str, terminal_id: Id
    ) -> Mapping[str, Any] | None:
        """Use up the approved request, once, for the client and the terminal that asked."""
        named = {"request": request_id, "client": client_id, "terminal": terminal_id}
        row = self.database.one(_REDEEM, **named, now=self.clock.now())
        return None if row is None else row.grant

    def record_poll(self, request_id: Id, interval: timedelta) -> None:
        seconds = int(interval.total_seconds())
        self.database.execute(
            _RECORD_POLL, request=request_id, seconds=seconds, now=self.clock.now()
        )

    def purge_expired(self) -> int:
        """Delete requests past use; returns how many."""
        expiry = REQUEST.c.expires_at
        return purge(self.database, REQUEST, expiry <= self.clock.now() - KEPT_FOR, by=expiry)


def _context(request_id: Id) -> str:
    return f"counter request:{request_id}"


def _opened(row: _Stored | Row, secret: str) -> Mapping[str, Any]:
    """The details and the binding message; rows of the first release have them in clear."""
    sealed = row.asked_sealed
    if sealed is None:
        return {"asked": row.asked, "words": row.words}
    said: Mapping[str, Any] = json.loads(open_under(secret, sealed, context=_context(row.id)))
    return said


def _request(row: _Stored | Row, secret: str) -> PendingRequest:
    said = _opened(row, secret)
    return PendingRequest(
        id=row.id,
        client_id=row.client_id,
        terminal_id=row.terminal_id,
        subject_id=row.subject_id,
        device_id=row.device_id,
        requested=from_document(said["asked"]),
        words=said["words"],
        state=RequestState(row.state),
        tries=row.tries,
        interval=timedelta(seconds=row.interval_seconds),
        polled_at=row.polled_at,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        family_id=row.family_id,
        grant=row.grant,
        ping_id=row.ping_id,
        page=row.page,
    )

"""Sessions of the officers' desk: apart from those of the own account, short, and begun anew.

A session of the own account or of a relying party never opens the desk: a session of the desk is
begun by one sign-in that named the desk as its purpose, once and within minutes, and is held by a
token of its own. It ends with a short idle time, after a working day, with the account's security
stamp, and with the session of the own account that the same sign-in began. Whether its person is an
officer is asked at each request, by `officers`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select, update

from idp.accounts.service import ACCOUNT_STATUS, SIGNS_IN
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Row, insert_new, purge
from idp.platform.secrets import digest, random_token
from idp.sessions.domain import (
    KEPT_FOR,
    OPEN_DESK,
    OPENS_DESK_FOR,
    DeskSession,
    NewDeskSession,
    Session,
)
from idp.sessions.rows import StoredEvent, event_from
from idp.sessions.tables import DESK_SESSION, EVENT, SESSION

_D: Final = DESK_SESSION.c
_SEEN_AGAIN_AFTER: Final = timedelta(minutes=1)
"""A page opened sooner than this after the one before writes nothing."""
_BEGIN: Final = insert_new(DESK_SESSION)
_LIVE: Final = (
    _D.ended_at.is_(None),
    _D.expires_at > bindparam("now"),
    _D.seen_at > bindparam("idle_since"),
)
_PRESENT: Final = (
    select(
        *(column.label(f"desk_{column.name}") for column in _D),
        *EVENT.c,
    )
    .join(EVENT, EVENT.c.id == _D.event_id)
    .join(SESSION, SESSION.c.id == _D.session_id)
    .join(ACCOUNT_STATUS, ACCOUNT_STATUS.c.subject_id == _D.subject_id)
    .where(
        _D.token_digest == bindparam("digest"),
        _D.security_stamp == ACCOUNT_STATUS.c.security_stamp,
        SIGNS_IN,
        SESSION.c.ended_at.is_(None),
        SESSION.c.evidence_stopped_at.is_(None),
        *_LIVE,
    )
)
_STAMP: Final = select(ACCOUNT_STATUS.c.security_stamp).where(
    ACCOUNT_STATUS.c.subject_id == bindparam("subject")
)
_SEEN: Final = (
    update(DESK_SESSION)
    .where(_D.id == bindparam("desk"), _D.seen_at < bindparam("now", type_=_D.seen_at.type))
    .values(seen_at=bindparam("now"))
)
_ACT_IN: Final = (
    update(DESK_SESSION)
    .where(
        _D.id == bindparam("desk"),
        _D.ended_at.is_(None),
        _D.appointment_id.is_distinct_from(bindparam("appointment")),
    )
    .values(appointment_id=bindparam("appointment"))
)
_OPENED: Final = (
    select(_D.id)
    .join(EVENT, EVENT.c.id == _D.event_id)
    .where(
        _D.begun_at >= bindparam("since", type_=_D.begun_at.type),
        EVENT.c.level >= bindparam("level"),
    )
    .limit(1)
)
_END: Final = (
    update(DESK_SESSION)
    .where(_D.id == bindparam("desk"), _D.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)


@dataclass(frozen=True)
class DeskSessions:
    """`idle`: it ends when no page was opened for this long; `lasts`: it ends in any case."""

    context: ServiceContext
    idle: timedelta
    lasts: timedelta

    def begin(
        self, own: Session | None, *, appointment_id: Id | None, device: str
    ) -> NewDeskSession | Refused:
        """Begin a session of the desk with the sign-in of this browser's session.

        `appointment_id`: the one the officer acts in; None: they still have to choose (`act_in`).
        Refused FRESH_SIGN_IN_REQUIRED when that was made for something else, minutes ago, or has
        begun one already.
        """
        now = self.context.clock.now()
        if (
            own is None
            or not own.continues
            or own.event.client_id is not None
            or own.event.purpose != OPEN_DESK
            or now - own.event.authenticated_at > OPENS_DESK_FOR
        ):
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
        begun, token = new_id(), random_token()
        with self.context.database.transaction():
            stamp = self.context.database.one(_STAMP, subject=own.subject_id)
            if stamp is None or stamp.security_stamp != own.security_stamp:
                return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
            added = self.context.database.execute(
                _BEGIN,
                id=begun,
                subject_id=own.subject_id,
                token_digest=digest(token),
                event_id=own.event.id,
                session_id=own.id,
                appointment_id=appointment_id,
                begun_at=now,
                seen_at=now,
                expires_at=now + self.lasts,
                ended_at=None,
                device=device[:200],
                security_stamp=own.security_stamp,
            )
            if not added:
                return Refused(Reason.FRESH_SIGN_IN_REQUIRED)
            facts = {"desk_session": begun, "level": int(own.event.level)}
            self.context.history.append(
                EventType.DESK_OPENED, actor=own.actor, subject_id=own.subject_id, facts=facts
            )
        return NewDeskSession(begun, token)

    def by_token(self, token: str | None, *, used: bool = True) -> DeskSession | None:
        """The live session of a browser's token; its idle time begins anew where it is `used`."""
        if not token:
            return None
        now = self.context.clock.now()
        row = self.context.database.one(
            _PRESENT, digest=digest(token), now=now, idle_since=now - self.idle
        )
        if row is None:
            return None
        if used:
            self._see(row)
        return self._session(row)

    def opened(self, *, level: int, since: datetime) -> bool:
        """Whether anybody opened the desk in a sign-in of this level or above, since then.

        Of sessions that are still kept (`KEPT_FOR`).
        """
        return self.context.database.one(_OPENED, level=level, since=since) is not None

    def act_in(self, session: DeskSession, appointment_id: Id) -> bool:
        """From now on the officer acts in this appointment; the caller asks whether it is theirs.

        False where they do already, or the session has ended.
        """
        with self.context.database.transaction():
            changed = self.context.database.execute(
                _ACT_IN, desk=session.id, appointment=appointment_id
            )
            if changed != 1:
                return False
            self.context.history.append(
                EventType.DESK_APPOINTMENT_CHOSEN,
                actor=session.actor,
                subject_id=session.subject_id,
                facts={"desk_session": session.id, "appointment": appointment_id},
            )
            return True

    def end(self, session: DeskSession) -> bool:
        """End a session of the desk; True when this call did."""
        with self.context.database.transaction():
            now = self.context.clock.now()
            if self.context.database.execute(_END, desk=session.id, now=now) != 1:
                return False
            self.context.history.append(
                EventType.DESK_CLOSED,
                actor=session.actor,
                subject_id=session.subject_id,
                facts={"desk_session": session.id},
            )
            return True

    def purge_expired(self) -> int:
        """Delete sessions that ended KEPT_FOR ago; returns how many."""
        before = self.context.clock.now() - KEPT_FOR
        return purge(self.context.database, DESK_SESSION, _D.expires_at <= before, by=_D.expires_at)

    def _see(self, row: Row) -> None:
        now = self.context.clock.now()
        if now - row.desk_seen_at < _SEEN_AGAIN_AFTER:
            return
        with self.context.database.transaction():
            self.context.database.execute(_SEEN, desk=row.desk_id, now=now)

    def _session(self, row: Row) -> DeskSession:
        names = StoredEvent._fields
        event = event_from(StoredEvent(**{name: getattr(row, name) for name in names}))
        return DeskSession(
            id=row.desk_id,
            subject_id=row.desk_subject_id,
            event=event,
            session_id=row.desk_session_id,
            appointment_id=row.desk_appointment_id,
            begun_at=row.desk_begun_at,
            idle_at=min(self.context.clock.now() + self.idle, row.desk_expires_at),
            expires_at=row.desk_expires_at,
            device=row.desk_device,
        )

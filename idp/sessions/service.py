"""Sessions: begin, look up, end."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, insert, select, update

from idp.accounts.domain import AccountStatus
from idp.accounts.service import ACCOUNT_STATUS, SIGNS_IN
from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import ShownPiece, to_words
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.keeping import remove_aged
from idp.kernel.actors import Actor
from idp.kernel.clock import instant_of
from idp.kernel.ids import Id, new_id
from idp.platform.database import Instant, Prepared, in_steps, purge
from idp.platform.secrets import digest, random_token
from idp.sessions.domain import KEPT_FOR, LIFETIME, NewSession, Session
from idp.sessions.rows import StoredEvent, StoredSession, event_from, session_from
from idp.sessions.tables import EVENT, SESSION

_COLUMNS: Final = (
    *SESSION.c,
    EVENT.c.transaction_id,
    EVENT.c.client_id,
    EVENT.c.level,
    EVENT.c.kinds,
    EVENT.c.shown,
    EVENT.c.purpose,
    EVENT.c.authenticated_at,
)
_STAMP: Final = ACCOUNT_STATUS.c.security_stamp
_LIVE: Final = (SESSION.c.ended_at.is_(None), SESSION.c.expires_at > bindparam("now"))
_JOINED: Final = select(*_COLUMNS).where(SESSION.c.event_id == EVENT.c.id, *_LIVE)
LIVE_SESSIONS: Final = _JOINED.subquery("live_session")
"""A relation that other packages may join in a hot read, with `now`; `session_from` reads it.

A row counts only under the present `security_stamp` of an account that signs in: the join must
compare it and name SIGNS_IN.
"""

_CURRENT: Final = _JOINED.where(
    ACCOUNT_STATUS.c.subject_id == SESSION.c.subject_id,
    SESSION.c.security_stamp == _STAMP,
    SIGNS_IN,
)


class _SessionId(NamedTuple):
    id: Id


_PRESENT: Final = Prepared(
    _CURRENT.where(SESSION.c.token_digest == bindparam("digest")), StoredSession
)
_BY_ID: Final = _CURRENT.where(SESSION.c.id == bindparam("id"))
_OF_SUBJECT: Final = _CURRENT.where(SESSION.c.subject_id == bindparam("subject")).order_by(
    SESSION.c.begun_at.desc()
)
AUTHENTICATION_EVENTS: Final = select(EVENT).subquery("sign_in")
"""A relation that other packages may join in a hot read; `event_from` reads it."""

_ADD_EVENT: Final = Prepared(insert(EVENT))
_STAMP_NOW: Final = (
    select(_STAMP).where(ACCOUNT_STATUS.c.subject_id == bindparam("subject")).scalar_subquery()
)
_ADD: Final = Prepared(insert(SESSION))
_ADD_UNDER_STAMP_NOW: Final = Prepared(
    insert(SESSION).values(
        {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in SESSION.c}
        | {"security_stamp": func.coalesce(_STAMP_NOW, 0), "evidence_stopped_at": None}
    )
)
_RENEW: Final = Prepared(
    update(SESSION)
    .where(
        SESSION.c.token_digest == bindparam("old"),
        SESSION.c.subject_id == bindparam("subject"),
        SESSION.c.security_stamp == _STAMP_NOW,
        SESSION.c.evidence_stopped_at.is_(None),
        *_LIVE,
    )
    .values(
        token_digest=bindparam("new"),
        event_id=bindparam("event"),
        expires_at=bindparam("until"),
        device=bindparam("browser"),
    )
    .returning(SESSION.c.id),
    _SessionId,
)
_END: Final = (
    update(SESSION)
    .where(SESSION.c.id == bindparam("session"), SESSION.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
    .returning(SESSION.c.subject_id)
)
_END_OTHERS: Final = (
    update(SESSION)
    .where(SESSION.c.subject_id == bindparam("subject"), SESSION.c.id != bindparam("keeps"), *_LIVE)
    .values(ended_at=bindparam("now"))
    .returning(SESSION.c.id)
)
_LOCK_LIVE: Final = Prepared(
    select(SESSION.c.id)
    .where(SESSION.c.id == bindparam("session"), *_LIVE)
    .with_for_update(read=True),
    _SessionId,
)
_NONE: Final = new_id()
"""An id that is no session's."""
_CARRY_OVER: Final = (
    update(SESSION)
    .where(SESSION.c.id == bindparam("session"), SESSION.c.subject_id == bindparam("subject"))
    .values(
        security_stamp=_STAMP_NOW,
        evidence_stopped_at=func.coalesce(
            SESSION.c.evidence_stopped_at, bindparam("stopped_at", type_=Instant)
        ),
    )
)


@dataclass(frozen=True)
class Sessions:
    context: ServiceContext

    def start(  # noqa: PLR0913 - what a sign-in is made of
        self,
        transaction_id: Id,
        *,
        subject_id: Id,
        shown: Collection[ShownPiece],
        client_id: str | None,
        device: str,
        replaces: str | None,
        token: str | None = None,
        purpose: str | None = None,
        account: AccountStatus | None = None,
    ) -> NewSession:
        """Record the sign-in and give the browser a new token (hostile case S03).

        `token`: 256 random bits of the caller; without it they are made here. `account`: the row
        that the caller has locked; without it, its stamp is looked up. The same person signing in
        again in the same browser keeps the session, so that relying parties keep their `sid`; its
        old token is invalid. Another person gets a new session, and so does the same one once a
        credential of that session was stopped.
        """
        row = self._event_row(transaction_id, subject_id, shown, client_id, purpose)
        token, at = token or random_token(), row.authenticated_at
        begun = Session(
            id=new_id(),
            subject_id=subject_id,
            event=event_from(row),
            begun_at=at,
            expires_at=_end_of_session(at, account),
            device=device[:200],
        )
        with self.context.database.transaction():
            kept = self._kept(begun, digest(token), replaces) if replaces else None
            session_id = begun.id if kept is None else kept
            row = row._replace(session_id=session_id)
            self.context.database.enqueue(_ADD_EVENT, **row._asdict())
            if kept is None:
                self._add(begun, digest(token), account)
        return NewSession(replace(begun, id=session_id, event=event_from(row)), token)

    def _kept(self, begun: Session, token: bytes, replaces: str) -> Id | None:
        """The id of the same person's session in this browser, under the new token."""
        row = self.context.database.one(
            _RENEW,
            old=digest(replaces),
            subject=begun.subject_id,
            now=begun.begun_at,
            new=token,
            event=begun.event.id,
            until=begun.expires_at,
            browser=begun.device,
        )
        return None if row is None else row.id

    def _add(self, begun: Session, token: bytes, account: AccountStatus | None) -> None:
        row = {
            "id": begun.id,
            "subject_id": begun.subject_id,
            "token_digest": token,
            "event_id": begun.event.id,
            "begun_at": begun.begun_at,
            "expires_at": begun.expires_at,
            "ended_at": None,
            "device": begun.device,
        }
        if account is None:
            new = {f"new_{name}": value for name, value in row.items()}
            self.context.database.enqueue(_ADD_UNDER_STAMP_NOW, subject=begun.subject_id, **new)
            return
        # With the stamp known it is a plain insert, which is combined with others.
        stamp = account.security_stamp
        self.context.database.enqueue(_ADD, **row, security_stamp=stamp, evidence_stopped_at=None)

    def _event_row(
        self,
        transaction_id: Id,
        subject_id: Id,
        shown: Collection[ShownPiece],
        client_id: str | None,
        purpose: str | None,
    ) -> StoredEvent:
        level = level_of_pieces(each.piece for each in shown)
        return StoredEvent(
            id=new_id(),
            subject_id=subject_id,
            transaction_id=transaction_id,
            client_id=client_id,
            level=int(level),
            kinds=[*sorted({each.piece.kind for each in shown})],
            shown=[list(to_words(each)) for each in sorted(shown)],
            purpose=purpose,
            session_id=None,
            authenticated_at=self.context.clock.now(),
        )

    def by_token(self, token: str | None) -> Session | None:
        """The live session of a browser's token, in one read."""
        if not token:
            return None
        row = self.context.database.one(
            _PRESENT, digest=digest(token), now=self.context.clock.now()
        )
        return None if row is None else session_from(row)

    def by_id(self, session_id: Id) -> Session | None:
        """A live session by its id."""
        row = self.context.database.one(_BY_ID, id=session_id, now=self.context.clock.now())
        return None if row is None else session_from(StoredSession(*row))

    def for_subject(self, subject_id: Id) -> list[Session]:
        """A person's live sessions, newest first."""
        rows = self.context.database.all(
            _OF_SUBJECT, subject=subject_id, now=self.context.clock.now()
        )
        return [session_from(StoredSession(*row)) for row in rows]

    def end(self, session_id: Id, *, actor: Actor) -> bool:
        """End a session; True when this call did."""
        with self.context.database.transaction():
            ended = self.context.database.one(
                _END, session=session_id, now=self.context.clock.now()
            )
            if ended is None:
                return False
            self._record_end(ended.subject_id, session_id, actor)
            return True

    def end_all(self, subject_id: Id, *, actor: Actor) -> list[Id]:
        """End every session of a person; returns the ids of those this call ended."""
        return self.end_others(subject_id, keeps=_NONE, actor=actor)

    def end_others(self, subject_id: Id, *, keeps: Id, actor: Actor) -> list[Id]:
        """End every other session of a person; returns the ids of those this call ended."""
        now = self.context.clock.now()
        with self.context.database.transaction():
            rows = self.context.database.all(_END_OTHERS, subject=subject_id, keeps=keeps, now=now)
            for row in rows:
                self._record_end(subject_id, row.id, actor)
            return [row.id for row in rows]

    def carry_over(self, session_id: Id, subject_id: Id, *, stopped_at: datetime | None) -> None:
        """Carry a session over to the account's new stamp.

        `stopped_at`: since when a credential of its sign-in is stopped, if one is.
        """
        with self.context.database.transaction():
            self.context.database.execute(
                _CARRY_OVER, session=session_id, subject=subject_id, stopped_at=stopped_at
            )

    def lock_live(self, session_id: Id) -> bool:
        """Whether it is live; a concurrent end of it waits until the open unit of work is over."""
        return (
            self.context.database.one(_LOCK_LIVE, session=session_id, now=self.context.clock.now())
            is not None
        )

    def purge_expired(self) -> int:
        """Delete sessions that ended KEPT_FOR ago; returns how many."""
        expiry = SESSION.c.expires_at
        return purge(
            self.context.database, SESSION, expiry <= self.context.clock.now() - KEPT_FOR, by=expiry
        )

    def purge_events(self) -> int:
        """Delete sign-ins past the retention of history; returns how many."""
        since, at = self.context.history.kept_since(), EVENT.c.authenticated_at
        return in_steps(
            self.context.database,
            EVENT.name,
            lambda most: remove_aged(self.context.database, at, before=since, most=most),
        )

    def _record_end(self, subject_id: Id, session_id: Id, actor: Actor) -> None:
        facts = {"session": session_id}
        self.context.history.append(
            EventType.SESSION_ENDED, actor=actor, subject_id=subject_id, facts=facts
        )


def _end_of_session(at: datetime, account: AccountStatus | None) -> datetime:
    """A child's ends with the day before the 14th birthday: what began it was chosen by others."""
    day = None if account is None else account.alone_from
    of_age = None if day is None else instant_of(day)
    return at + LIFETIME if of_age is None or of_age <= at else min(at + LIFETIME, of_age)


def while_live(query: Select[Any], stamp: ColumnElement[int]) -> Select[Any]:
    """Restrict a select to rows whose session `session_id` has not been ended.

    `stamp` is the account's column. A concurrent end of the session waits until the open unit of
    work is over, and then sees its rows. Expiry is not checked: it may fall into the seconds a code
    travels.
    """
    lives = and_(
        SESSION.c.id == bindparam("session_id"),
        SESSION.c.security_stamp == stamp,
        SESSION.c.ended_at.is_(None),
        SESSION.c.evidence_stopped_at.is_(None),
    )
    return query.join(SESSION, lives).with_for_update(read=True, of=SESSION)

"""Notices that were given up or keep failing: listed for officers, tried again, and counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import bindparam, func, or_, select, update

from idp.access.powers import Power
from idp.casework.permissions import Permissions
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, is_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import Channel, NoticeKind, NoticeState
from idp.notices.tables import NOTICE
from idp.platform.database import Database, Row

_MOST: Final = 500
_N: Final = NOTICE.c
_SHOWN: Final = [
    column
    for column in _N
    if column.name not in {"facts_sealed", "data_key", "credential_id", "alg", "claims"}
]
_FAILING: Final = or_(
    _N.state == NoticeState.FAILED, (_N.state == NoticeState.QUEUED) & (_N.attempts > 0)
)
_LIST: Final = select(*_SHOWN).where(_FAILING).order_by(_N.due_at.desc(), _N.id.desc()).limit(_MOST)
_ONE: Final = select(*_SHOWN).where(_N.id == bindparam("notice"), _FAILING)
_AGAIN: Final = (
    update(NOTICE)
    .where(
        _N.id == bindparam("notice"),
        _N.state == NoticeState.FAILED,
        _N.channel.in_((Channel.LOGOUT, Channel.PROVIDER)),
    )
    .values(
        state=NoticeState.QUEUED,
        queued_at=bindparam("now"),
        due_at=bindparam("now"),
        claimed_until=None,
        attempts=0,
        settled_at=None,
    )
)
_HASTEN: Final = (
    update(NOTICE)
    .where(_N.id == bindparam("notice"), _N.state == NoticeState.QUEUED)
    .values(due_at=bindparam("now"))
)


_LATELY: Final = timedelta(days=1)
_GIVEN_UP_LATELY: Final = select(func.count().label("given_up")).where(
    _N.state == NoticeState.FAILED,
    _N.channel.in_(list(Channel)),
    _N.due_at > bindparam("since", type_=_N.due_at.type),
)
_OLDEST_DUE: Final = select(func.min(_N.due_at).label("due_at")).where(
    _N.state == NoticeState.QUEUED,
    _N.channel.in_(list(Channel)),
    _N.due_at <= bindparam("now", type_=_N.due_at.type),
)


class OutboxLag(NamedTuple):
    """How many notices were given up within a day, and since when the oldest due one waits."""

    given_up: int
    due_since: datetime | None


def outbox_lag(database: Database, now: datetime) -> OutboxLag:
    """What is cheap to know of the outbox: both by its index."""
    counted = database.one(_GIVEN_UP_LATELY, since=now - _LATELY)
    oldest = database.one(_OLDEST_DUE, now=now)
    return OutboxLag(
        0 if counted is None else counted.given_up, None if oldest is None else oldest.due_at
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingNotice:
    """A notice that was tried in vain. `given_up`: nothing tries it by itself any more.

    `kept`: its content is still there, so that it can be tried again. The text of a letter to a
    person is deleted when it is given up.
    """

    id: Id
    channel: Channel
    kind: NoticeKind | None
    subject_id: Id | None
    client_id: str | None
    to: str | None
    queued_at: datetime
    attempts: int
    given_up: bool
    kept: bool


@dataclass(frozen=True)
class FailingNotices:
    context: ServiceContext
    permissions: Permissions

    def all(self) -> Iterator[FailingNotice]:
        """The newest 500 notices that failed or were tried in vain so far."""
        return map(_notice, self.context.database.all(_LIST))

    def one(self, notice_id: Id) -> FailingNotice | None:
        row = self.context.database.one(_ONE, notice=notice_id) if is_id(notice_id) else None
        return None if row is None else _notice(row)

    def retry(self, notice_id: Id, *, actor: Actor) -> FailingNotice | Refused:
        """Have it tried at once, and again for a day.

        Refused: as `Permissions`; NOT_FOUND; EXPIRED for a letter whose text is deleted already.
        """
        refused = self.permissions.strict(actor, Power.NOTICE_RETRY)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            found = self.one(notice_id)
            if found is None:
                return Refused(Reason.NOT_FOUND)
            again = _AGAIN if found.given_up else _HASTEN
            now = self.context.clock.now()
            if self.context.database.execute(again, notice=notice_id, now=now) != 1:
                return Refused(Reason.EXPIRED)
            facts = {"notice": notice_id, "channel": found.channel, "kind": found.kind}
            self.context.history.append(
                EventType.NOTICE_RETRIED,
                subject_id=found.subject_id,
                client_id=found.client_id,
                actor=actor,
                facts=facts,
            )
        return found


def _notice(row: Row) -> FailingNotice:
    given_up = row.state == NoticeState.FAILED
    channel = Channel(row.channel)
    return FailingNotice(
        id=row.id,
        channel=channel,
        kind=None if row.kind is None else NoticeKind(row.kind),
        subject_id=row.subject_id,
        client_id=row.client_id,
        to=row.uri,
        queued_at=row.queued_at,
        attempts=row.attempts,
        given_up=given_up,
        kept=not given_up or channel in {Channel.LOGOUT, Channel.PROVIDER},
    )

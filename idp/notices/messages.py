"""The messages of an account: what its person is told, to be read there.

Written by `Notices.notify` in the transaction of the letters; sealed under the person's key.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, literal_column, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.notices.domain import NoticeKind, NoticeState
from idp.notices.domain.messages import (
    MESSAGES_KEPT_FOR,
    AccountMessage,
    SentBeside,
    SentCopy,
    kept_facts,
)
from idp.notices.tables import ACCOUNT_MESSAGE, NOTICE
from idp.platform.database import Database, Prepared, Row, purge
from idp.platform.sealing import Sealing
from idp.subjects.service import Subjects

MOST_COUNTED: Final = 100
"""Unread messages are counted up to this number, so that counting costs the same for everybody."""

_C: Final = ACCOUNT_MESSAGE.c
_ADD: Final = Prepared(insert(ACCOUNT_MESSAGE))
_MINE: Final = _C.subject_id == bindparam("subject")


class _Unread(NamedTuple):
    unread: int


_UNREAD: Final = Prepared(
    select(func.count().label("unread")).select_from(
        select(literal_column("1"))
        .where(_MINE, _C.read_at.is_(None))
        .limit(MOST_COUNTED)
        .subquery("some")
    ),
    _Unread,
)
_OF_PERSON: Final = (
    select(ACCOUNT_MESSAGE)
    .where(_MINE, _C.id < bindparam("before", type_=_C.id.type))
    .order_by(_C.id.desc())
    .limit(bindparam("limit"))
)
_THESE: Final = _C.id.in_(bindparam("messages", expanding=True))
_KNOWN: Final = select(_C.id).where(_MINE, _THESE)
_READ: Final = (
    update(ACCOUNT_MESSAGE)
    .where(_MINE, _THESE, _C.read_at.is_(None))
    .values(read_at=bindparam("now"))
)
_FORGET: Final = delete(ACCOUNT_MESSAGE).where(_MINE)
_STATES: Final = select(NOTICE.c.id, NOTICE.c.state).where(
    NOTICE.c.id.in_(bindparam("notices", expanding=True))
)
_AFTER_ALL: Final[Id] = "ffffffff-ffff-ffff-ffff-ffffffffffff"


def _context(message_id: Id) -> str:
    """The context under which the content of a message is sealed."""
    return f"account_message:{message_id}"


@dataclass(frozen=True)
class AccountMessages:
    database: Database
    clock: Clock
    subjects: Subjects
    sealing: Sealing

    def add(
        self,
        subject_id: Id,
        kind: NoticeKind,
        facts: Mapping[str, Any],
        *,
        sent: Sequence[SentCopy],
    ) -> None:
        """Keep a message for a person; joins the transaction of the caller.

        Of the facts of the letter only those that a message may have (`kept_facts`).
        """
        message_id = new_id()
        content = {"facts": kept_facts(facts), "sent": [asdict(each) for each in sent]}
        sealed = self.subjects.seal(subject_id, json.dumps(content), context=_context(message_id))
        self.database.enqueue(
            _ADD,
            id=message_id,
            subject_id=subject_id,
            kind=kind,
            told_at=self.clock.now(),
            read_at=None,
            content_sealed=sealed,
        )

    def of_person(
        self, subject_id: Id, *, before: Id | None = None, limit: int
    ) -> list[AccountMessage]:
        """The messages of a person, newest first; those that were written before this one."""
        rows = self.database.all(
            _OF_PERSON, subject=subject_id, before=before or _AFTER_ALL, limit=limit
        )
        opened = self._opened(subject_id, rows)
        sent = [each["notice_id"] for _, content in opened for each in content["sent"]]
        states = self._states(sent)
        return [
            AccountMessage(
                id=row.id,
                kind=row.kind,
                told_at=row.told_at,
                read_at=row.read_at,
                facts=content["facts"],
                sent=tuple(
                    SentBeside(each["channel"], each["to"], states.get(each["notice_id"]))
                    for each in content["sent"]
                ),
            )
            for row, content in opened
        ]

    def unread(self, subject_id: Id) -> int:
        """How many messages the person has not marked as read, up to MOST_COUNTED."""
        row = self.database.one(_UNREAD, subject=subject_id)
        return 0 if row is None else row.unread

    def mark_read(self, subject_id: Id, messages: Collection[Id]) -> bool:
        """Mark these as read, once each; whether all of them are messages of this person.

        Where one is not, none is marked.
        """
        asked = sorted(set(messages))
        with self.database.transaction():
            known = self.database.all(_KNOWN, subject=subject_id, messages=asked)
            if len(known) < len(asked):
                return False
            now = self.clock.now()
            self.database.execute(_READ, subject=subject_id, messages=asked, now=now)
        return True

    def forget(self, subject_id: Id) -> None:
        """Delete all messages of a person whose account ends; joins the transaction."""
        self.database.execute(_FORGET, subject=subject_id)

    def purge_expired(self) -> int:
        """Delete messages past their term, read or not; returns how many."""
        past = _C.told_at <= self.clock.now() - MESSAGES_KEPT_FOR
        return purge(self.database, ACCOUNT_MESSAGE, past, by=_C.told_at)

    def _opened(self, subject_id: Id, rows: Sequence[Row]) -> list[tuple[Row, Any]]:
        """Each row with its content, by one read of the person's key."""
        if not rows:
            return []
        key, opened = self.subjects.data_key(subject_id), self.sealing.open
        return [
            (row, json.loads(opened(key, row.content_sealed, context=_context(row.id))))
            for row in rows
        ]

    def _states(self, notices: Collection[Id]) -> Mapping[Id, NoticeState]:
        rows = self.database.all(_STATES, notices=notices) if notices else []
        return {row.id: NoticeState(row.state) for row in rows}

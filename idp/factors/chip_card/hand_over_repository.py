"""Rows of cards that a telephone reads for another screen: each stage is one conditional write."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from idp.factors.tables import CARD_HAND_OVER
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Row, purge


class StoredHandOver(NamedTuple):
    """A row, in the order of its columns."""

    id: Id
    handle_digest: bytes
    transaction_id: Id
    subject_id: Id
    audience: str
    shown: dict[str, Any]
    number: str
    wrong_tries: int
    begun_at: datetime
    scan_by: datetime
    expires_at: datetime
    scanned_at: datetime | None
    approved_at: datetime | None
    credential_id: Id | None
    ended_at: datetime | None


_R: Final = CARD_HAND_OVER.c
_OPEN: Final = (_R.ended_at.is_(None), _R.expires_at > bindparam("now"))
_INSERT: Final = insert(CARD_HAND_OVER)
_REPLACE: Final = (
    update(CARD_HAND_OVER)
    .where(_R.transaction_id == bindparam("transaction"), _R.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_SCAN: Final = (
    update(CARD_HAND_OVER)
    .where(
        _R.handle_digest == bindparam("handle"),
        _R.scanned_at.is_(None),
        _R.scan_by > bindparam("now"),
        *_OPEN,
    )
    .values(scanned_at=bindparam("now"), expires_at=bindparam("until"))
    .returning(*_R)
)
_BY_HANDLE: Final = (
    select(CARD_HAND_OVER).where(_R.handle_digest == bindparam("handle"), *_OPEN).with_for_update()
)
_APPROVE: Final = (
    update(CARD_HAND_OVER)
    .where(
        _R.id == bindparam("request"),
        _R.scanned_at.is_not(None),
        _R.approved_at.is_(None),
        *_OPEN,
    )
    .values(
        approved_at=bindparam("now"),
        expires_at=bindparam("until"),
        credential_id=bindparam("credential"),
    )
)
_WRONG: Final = (
    update(CARD_HAND_OVER)
    .where(_R.id == bindparam("request"))
    .values(wrong_tries=_R.wrong_tries + 1)
    .returning(_R.wrong_tries)
)
_END: Final = (
    update(CARD_HAND_OVER)
    .where(_R.id == bindparam("request"), *_OPEN)
    .values(ended_at=bindparam("now"))
)
_LAST: Final = (
    select(CARD_HAND_OVER)
    .where(_R.transaction_id == bindparam("transaction"), _R.audience == bindparam("audience"))
    .order_by(_R.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class HandOverRepository:
    """Methods that write belong inside the caller's transaction."""

    database: Database
    clock: Clock

    def add(self, **values: object) -> None:
        """Insert a new request in place of open ones of the transaction.

        Of two pages that ask at once, one waits for the other, and one request is open.
        """
        transaction_id = values["transaction_id"]
        self.database.advisory_lock(f"card hand-over {transaction_id}")
        self.database.execute(_REPLACE, transaction=transaction_id, now=self.clock.now())
        blank = dict.fromkeys(("scanned_at", "approved_at", "credential_id", "ended_at"))
        self.database.execute(_INSERT, wrong_tries=0, **blank, **values)

    def scan(self, handle_digest: bytes, *, until: datetime) -> StoredHandOver | None:
        """The open request of this handle. The first call has to be in time, and gives it a term.

        None also for one that a card has answered.
        """
        now = self.clock.now()
        first = _stored(self.database.one(_SCAN, handle=handle_digest, until=until, now=now))
        row = first or self.by_handle(handle_digest)
        if row is None or row.scanned_at is None or row.approved_at is not None:
            return None
        return row

    def by_handle(self, handle_digest: bytes) -> StoredHandOver | None:
        """The open request of this handle, locked until the unit of work ends."""
        return _stored(self.database.one(_BY_HANDLE, handle=handle_digest, now=self.clock.now()))

    def approve(self, request_id: Id, *, credential: Id, until: datetime) -> bool:
        """Whether this call's card answered the request."""
        now = self.clock.now()
        found = self.database.execute(
            _APPROVE, request=request_id, credential=credential, until=until, now=now
        )
        return found == 1

    def count_wrong(self, request_id: Id) -> int:
        """Count a wrong number or card; returns how many there were."""
        row = self.database.one(_WRONG, request=request_id)
        return 0 if row is None else int(row.wrong_tries)

    def end(self, request_id: Id) -> bool:
        """Whether this call ended the request, in time."""
        return self.database.execute(_END, request=request_id, now=self.clock.now()) == 1

    def last_of(self, transaction_id: Id, audience: str) -> StoredHandOver | None:
        """The newest request of a browser's transaction, open or not."""
        return _stored(self.database.one(_LAST, transaction=transaction_id, audience=audience))

    def purge_expired(self) -> int:
        """Delete expired requests; returns how many."""
        return purge(
            self.database, CARD_HAND_OVER, _R.expires_at <= self.clock.now(), by=_R.expires_at
        )


def _stored(row: Row | None) -> StoredHandOver | None:
    return None if row is None else StoredHandOver(*row)

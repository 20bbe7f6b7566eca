"""Rows of approval requests: each stage is one conditional write."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from idp.factors.app_keys.request import StoredRequest
from idp.factors.tables import APP_REQUEST
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Prepared, purge

_R: Final = APP_REQUEST.c
_OPEN: Final = (_R.ended_at.is_(None), _R.expires_at > bindparam("now"))
_INSERT: Final = Prepared(insert(APP_REQUEST))
_REPLACE: Final = Prepared(
    update(APP_REQUEST)
    .where(
        _R.transaction_id == bindparam("transaction"),
        _R.way == bindparam("on_way"),
        _R.ended_at.is_(None),
    )
    .values(ended_at=bindparam("now"))
)
_SCAN: Final = Prepared(
    update(APP_REQUEST)
    .where(
        _R.handle_digest == bindparam("handle"),
        _R.subject_id == bindparam("subject"),
        _R.scanned_at.is_(None),
        _R.scan_by > bindparam("now"),
        *_OPEN,
    )
    .values(
        scanned_at=bindparam("now"),
        nonce_digest=bindparam("nonce"),
        expires_at=bindparam("until"),
        credential_id=bindparam("credential"),
    )
    .returning(*_R),
    StoredRequest,
)
_BY_NONCE: Final = Prepared(
    select(APP_REQUEST).where(_R.nonce_digest == bindparam("nonce"), *_OPEN).with_for_update(),
    StoredRequest,
)
_BY_ANSWER: Final = Prepared(
    select(APP_REQUEST)
    .where(
        _R.transaction_id == bindparam("transaction"),
        _R.answer_digest == bindparam("answer"),
        *_OPEN,
    )
    .with_for_update(),
    StoredRequest,
)
_APPROVE: Final = Prepared(
    update(APP_REQUEST)
    .where(_R.id == bindparam("request"), _R.approved_at.is_(None), *_OPEN)
    .values(
        approved_at=bindparam("now"),
        expires_at=bindparam("until"),
        credential_id=bindparam("credential"),
        proof_digest=bindparam("proof"),
        answer_digest=bindparam("answer"),
        signature=bindparam("word"),
    )
)
_WRONG: Final = (
    update(APP_REQUEST)
    .where(_R.id == bindparam("request"))
    .values(wrong_numbers=_R.wrong_numbers + 1)
    .returning(_R.wrong_numbers)
)
_END: Final = Prepared(
    update(APP_REQUEST)
    .where(_R.id == bindparam("request"), *_OPEN)
    .values(ended_at=bindparam("now"))
)
_DENY: Final = Prepared(
    update(APP_REQUEST)
    .where(_R.id == bindparam("request"), *_OPEN)
    .values(ended_at=bindparam("now"), denied_at=bindparam("now"))
)
_OF_BROWSER: Final = Prepared(
    select(APP_REQUEST)
    .where(
        _R.transaction_id == bindparam("transaction"),
        _R.audience == bindparam("audience"),
        _R.way == bindparam("on_way"),
        *_OPEN,
    )
    .order_by(_R.id.desc()),
    StoredRequest,
)
_LAST: Final = Prepared(
    select(APP_REQUEST)
    .where(
        _R.transaction_id == bindparam("transaction"),
        _R.audience == bindparam("audience"),
        _R.way == bindparam("on_way"),
    )
    .order_by(_R.id.desc())
    .limit(1),
    StoredRequest,
)


@dataclass(frozen=True)
class ApprovalRequestRepository:
    """Methods that write belong inside the caller's transaction."""

    database: Database
    clock: Clock

    def add(self, **values: object) -> None:
        """Insert a new request in place of open ones on its channel in the transaction.

        Of two pages that ask at once, one waits for the other, and one request is open.
        """
        self.database.advisory_lock(f"app request {values['transaction_id']} {values['way']}")
        self.database.execute(
            _REPLACE,
            transaction=values["transaction_id"],
            on_way=values["way"],
            now=self.clock.now(),
        )
        blank = dict.fromkeys(
            (
                *("nonce_digest", "scanned_at", "approved_at", "credential_id"),
                *("proof_digest", "answer_digest", "ended_at", "signature", "denied_at"),
            )
        )
        self.database.execute(_INSERT, wrong_numbers=0, **blank, **values)

    def scan(self, **values: object) -> StoredRequest | None:
        """The request a handle opens, for the first caller."""
        return self.database.one(_SCAN, now=self.clock.now(), **values)

    def by_nonce(self, nonce_digest: bytes) -> StoredRequest | None:
        """The open request with this nonce, locked until the unit of work ends."""
        return self.database.one(_BY_NONCE, nonce=nonce_digest, now=self.clock.now())

    def by_answer(self, transaction_id: Id, answer_digest: bytes) -> StoredRequest | None:
        """The open request of a transaction with this answer, locked for the unit of work."""
        return self.database.one(
            _BY_ANSWER, transaction=transaction_id, answer=answer_digest, now=self.clock.now()
        )

    def approve(self, request_id: Id, **values: object) -> bool:
        """Whether this call approved the request."""
        now = self.clock.now()
        return self.database.execute(_APPROVE, request=request_id, now=now, **values) == 1

    def count_wrong(self, request_id: Id) -> int:
        """Count a wrong number; returns how many there were."""
        row = self.database.one(_WRONG, request=request_id)
        return 0 if row is None else int(row.wrong_numbers)

    def end(self, request_id: Id) -> bool:
        """Whether this call ended the request, in time."""
        return self.database.execute(_END, request=request_id, now=self.clock.now()) == 1

    def deny(self, request_id: Id) -> bool:
        """Whether this call ended the request as declined, in time."""
        return self.database.execute(_DENY, request=request_id, now=self.clock.now()) == 1

    def open_of(self, transaction_id: Id, audience: str, way: str) -> StoredRequest | None:
        """The newest open request of a browser's transaction on this channel."""
        rows = self.database.all(
            _OF_BROWSER,
            transaction=transaction_id,
            audience=audience,
            on_way=way,
            now=self.clock.now(),
        )
        return rows[0] if rows else None

    def last_of(self, transaction_id: Id, audience: str, way: str) -> StoredRequest | None:
        """The newest request of a browser's transaction on this channel, open or not."""
        return self.database.one(_LAST, transaction=transaction_id, audience=audience, on_way=way)

    def purge_expired(self) -> int:
        """Delete expired requests; returns how many."""
        return purge(
            self.database, APP_REQUEST, _R.expires_at <= self.clock.now(), by=_R.expires_at
        )

"""Reading and writing the slice's rows; every method joins the verb that calls it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Evidence
from idp.authorization.domain.request import from_document, to_document
from idp.authorization.domain.situation import Transaction
from idp.authorization.tables import EVIDENCE, TRANSACTION
from idp.factors.domain import Proven
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, Prepared, insert_new
from idp.platform.secrets import digest

_INSERT: Final = Prepared(insert(TRANSACTION))
_MINE: Final = (
    TRANSACTION.c.id == bindparam("transaction"),
    TRANSACTION.c.browser_digest == bindparam("browser"),
)
_SELECT: Final = Prepared(select(TRANSACTION).where(*_MINE))
_TOUCH: Final = Prepared(update(TRANSACTION).where(*_MINE).values(touched_at=bindparam("now")))
_CHOOSE: Final = Prepared(
    update(TRANSACTION).where(*_MINE).values(presence_chosen_at=bindparam("now"))
)
_DECLINE: Final = Prepared(update(TRANSACTION).where(*_MINE).values(declined_at=bindparam("now")))
_END: Final = Prepared(
    update(TRANSACTION)
    .where(
        TRANSACTION.c.id == bindparam("transaction"),
        TRANSACTION.c.ended_at.is_(None),
        TRANSACTION.c.expires_at > bindparam("now"),
    )
    .values(ended_at=bindparam("now"))
)
_PROVE: Final = Prepared(insert_new(EVIDENCE))
_EVIDENCE: Final = Prepared(
    select(EVIDENCE).where(EVIDENCE.c.transaction_id == bindparam("transaction"))
)


@dataclass(frozen=True)
class Records:
    database: Database
    clock: Clock

    def add(self, transaction: Transaction, *, browser: str) -> None:
        """Keep a transaction, bound to the browser that began it."""
        with self.database.transaction():
            self.database.write(
                _INSERT,
                id=transaction.id,
                browser_digest=digest(browser),
                request=to_document(transaction.request),
                begun_at=transaction.begun_at,
                touched_at=transaction.begun_at,
                expires_at=transaction.expires_at,
                ended_at=None,
                presence_chosen_at=None,
                declined_at=None,
            )

    def find(self, transaction_id: Id, *, browser: str) -> Transaction | None:
        """The transaction, only for the browser it is bound to."""
        row = self.database.one(_SELECT, transaction=transaction_id, browser=digest(browser))
        return None if row is None else _transaction(row)

    def take_turn(self, transaction_id: Id, *, browser: str) -> None:
        """Lock the row until the verb ends; the next tab waits and then sees what was written."""
        self.database.change(
            _TOUCH, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def choose_presence(self, transaction_id: Id, *, browser: str) -> None:
        self.database.change(
            _CHOOSE, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def decline(self, transaction_id: Id, *, browser: str) -> None:
        self.database.change(
            _DECLINE, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def end(self, transaction_id: Id) -> bool:
        """Whether it was this call that ended the transaction, in time."""
        now = self.clock.now()
        return self.database.change(_END, transaction=transaction_id, now=now) == 1

    def add_evidence(self, transaction_id: Id, proven: Proven) -> bool:
        """Record what was proven; False when the same proof is on record anywhere already."""
        return (
            self.database.change(
                _PROVE,
                id=new_id(),
                subject_id=proven.subject_id,
                transaction_id=transaction_id,
                kind=proven.kind,
                credential_id=proven.credential_id,
                proven_at=self.clock.now(),
                proof_digest=proven.proof_digest,
            )
            == 1
        )

    def evidence(self, transaction_id: Id) -> tuple[Evidence, ...]:
        rows = self.database.all(_EVIDENCE, transaction=transaction_id)
        return tuple(_evidence(row) for row in rows)

    def forget_expired(self) -> int:
        """Delete transactions nobody can continue; their evidence stays. Returns how many."""
        with self.database.transaction() as connection:
            gone = delete(TRANSACTION).where(TRANSACTION.c.expires_at <= self.clock.now())
            return connection.execute(gone).rowcount


def _transaction(row: Mapping[str, Any]) -> Transaction:
    return Transaction(
        id=row["id"],
        request=from_document(row["request"]),
        begun_at=row["begun_at"],
        expires_at=row["expires_at"],
        ended_at=row["ended_at"],
        presence_chosen_at=row["presence_chosen_at"],
        declined_at=row["declined_at"],
    )


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        transaction_id=row["transaction_id"],
        subject_id=row["subject_id"],
        kind=EvidenceKind(row["kind"]),
        credential_id=row["credential_id"],
        proven_at=row["proven_at"],
    )

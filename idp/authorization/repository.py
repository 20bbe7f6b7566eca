"""Rows of transactions and evidence; every method joins the caller's transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Evidence
from idp.assurance.pieces import Piece
from idp.authorization.domain.context import Transaction
from idp.authorization.domain.request import Request, from_document, to_document
from idp.authorization.tables import EVIDENCE, KNOWN_BROWSER, TRANSACTION
from idp.factors.domain import VerifiedFactor
from idp.history.keeping import remove_aged
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, Prepared, in_steps, insert_new, prefixed, purge
from idp.platform.sealing import open_under, seal_under
from idp.platform.secrets import digest, random_token
from idp.sessions.domain import AuthenticationEvent
from idp.sessions.rows import StoredEvent, event_from
from idp.sessions.service import AUTHENTICATION_EVENTS

_CONTEXT: Final = "authorization request"
_INSERT: Final = Prepared(insert(TRANSACTION))
_MINE: Final = (
    TRANSACTION.c.id == bindparam("transaction"),
    TRANSACTION.c.browser_digest == bindparam("browser"),
)


class _Transaction(NamedTuple):
    """A transaction as it is stored; its request is in clear in rows of the first release."""

    id: Id
    request: dict[str, Any] | None
    request_sealed: bytes | None
    begun_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    presence_chosen_at: datetime | None
    declined_at: datetime | None
    asks_who_at: datetime | None
    principal_id: Id | None
    principal_chosen_by: Id | None


class _Evidence(NamedTuple):
    """Evidence as it is stored."""

    id: Id
    subject_id: Id
    transaction_id: Id
    kind: str
    bound: int
    identity: bool
    resistant: bool
    credential_id: Id
    proven_at: datetime
    proof_digest: bytes
    security_stamp: int | None


class _Found(NamedTuple):
    """A transaction with one piece of its evidence, if any, and its sign-in, if any."""

    transaction: _Transaction
    evidence: _Evidence | None
    event: StoredEvent | None


_FIND: Final = Prepared(
    select(
        *(TRANSACTION.c[name].label(f"transaction_{name}") for name in _Transaction._fields),
        *prefixed(EVIDENCE, "evidence_"),
        *prefixed(AUTHENTICATION_EVENTS, "event_"),
    )
    .select_from(TRANSACTION)
    .outerjoin(EVIDENCE, EVIDENCE.c.transaction_id == TRANSACTION.c.id)
    .outerjoin(AUTHENTICATION_EVENTS, AUTHENTICATION_EVENTS.c.transaction_id == TRANSACTION.c.id)
    .where(*_MINE)
    .order_by(EVIDENCE.c.id),
    _Found,
)
_TOUCH: Final = Prepared(update(TRANSACTION).where(*_MINE).values(touched_at=bindparam("now")))
_CHOOSE: Final = update(TRANSACTION).where(*_MINE).values(presence_chosen_at=bindparam("now"))
_ASK_WHO: Final = (
    update(TRANSACTION).where(*_MINE).values(asks_who_at=bindparam("now"), presence_chosen_at=None)
)
_CHOOSE_PRINCIPAL: Final = (
    update(TRANSACTION)
    .where(*_MINE, TRANSACTION.c.ended_at.is_(None))
    .values(principal_id=bindparam("principal"), principal_chosen_by=bindparam("person"))
)
_DECLINE: Final = (
    update(TRANSACTION)
    .where(*_MINE, TRANSACTION.c.ended_at.is_(None))
    .values(declined_at=bindparam("now"))
)
_OPEN: Final = (
    TRANSACTION.c.id == bindparam("transaction"),
    TRANSACTION.c.ended_at.is_(None),
    TRANSACTION.c.expires_at > bindparam("now"),
)
_END: Final = update(TRANSACTION).where(*_OPEN).values(ended_at=bindparam("now"))
_END_UNDECLINED: Final = Prepared(
    update(TRANSACTION)
    .where(*_OPEN, TRANSACTION.c.declined_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_PROVE: Final = Prepared(insert_new(EVIDENCE))
_PROVEN: Final = Prepared(
    select(EVIDENCE)
    .where(EVIDENCE.c.transaction_id == bindparam("transaction"))
    .order_by(EVIDENCE.c.id),
    _Evidence,
)
_BROWSERS_OF: Final = (
    select(KNOWN_BROWSER.c.met_at)
    .where(KNOWN_BROWSER.c.subject_id == bindparam("subject"))
    .order_by(KNOWN_BROWSER.c.met_at.desc())
)
_FORGET_EVERY: Final = delete(KNOWN_BROWSER).where(
    KNOWN_BROWSER.c.subject_id == bindparam("subject")
)
_BROWSER_OF: Final = select(TRANSACTION.c.browser_digest).where(
    TRANSACTION.c.id == bindparam("transaction")
)
_FORGET_BROWSERS: Final = delete(KNOWN_BROWSER).where(
    KNOWN_BROWSER.c.subject_id == bindparam("subject"),
    KNOWN_BROWSER.c.browser_digest != bindparam("kept"),
)
_ADD_BROWSER: Final = insert_new(KNOWN_BROWSER)
NAMED_FOR: Final = timedelta(days=1)
"""For how long an expired page can still name its relying party."""


@dataclass(frozen=True, slots=True)
class TransactionState:
    """A transaction, its evidence, and its completed sign-in, if any.

    `stamps`: the security stamps of the account under which the evidence was proven.
    """

    transaction: Transaction
    evidence: tuple[Evidence, ...] = ()
    event: AuthenticationEvent | None = None
    stamps: frozenset[int | None] = frozenset()


@dataclass(frozen=True)
class TransactionRepository:
    database: Database
    clock: Clock

    def add(self, transaction: Transaction, *, browser: str) -> None:
        """Insert a transaction, bound to the browser that began it."""
        with self.database.transaction():
            self.database.enqueue(
                _INSERT,
                id=transaction.id,
                browser_digest=digest(browser),
                request=None,
                request_sealed=_sealed(transaction, browser),
                begun_at=transaction.begun_at,
                touched_at=transaction.begun_at,
                expires_at=transaction.expires_at,
                ended_at=None,
                presence_chosen_at=None,
                declined_at=None,
                asks_who_at=transaction.asks_who_at,
                principal_id=transaction.principal_id,
                principal_chosen_by=transaction.principal_chosen_by,
            )

    def read_ahead(self, transaction_id: Id, *, browser: str) -> None:
        """What `find` reads is read behind the next statement (see `Database.read_ahead`)."""
        self.database.read_ahead(_FIND, transaction=transaction_id, browser=digest(browser))

    def find(
        self, transaction_id: Id, *, browser: str, opened: Request | None = None
    ) -> TransactionState | None:
        """The transaction with evidence and sign-in, only for the browser it is bound to.

        `opened`: its request, where the caller has read it before; a request never changes.
        """
        rows = self.database.all(_FIND, transaction=transaction_id, browser=digest(browser))
        return _state(rows, browser, opened) if rows else None

    def lock(self, transaction_id: Id, *, browser: str) -> None:
        """Lock the row until the unit of work ends; another tab waits and then reads the result.

        The lock is taken before the next statement runs, and travels with it.
        """
        self.database.enqueue(
            _TOUCH, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def select_account(self, transaction_id: Id, *, browser: str) -> None:
        self.database.execute(
            _CHOOSE, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def ask_who(self, transaction_id: Id, *, browser: str) -> None:
        self.database.execute(
            _ASK_WHO, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def choose_principal(
        self, transaction_id: Id, principal_id: Id | None, *, person: Id, browser: str
    ) -> None:
        """For whom `person` acts, None for themself; the last choice before the end counts."""
        self.database.execute(
            _CHOOSE_PRINCIPAL,
            transaction=transaction_id,
            browser=digest(browser),
            principal=principal_id,
            person=person,
        )

    def decline(self, transaction_id: Id, *, browser: str) -> None:
        """Record a refusal, unless the transaction has ended already."""
        self.database.execute(
            _DECLINE, transaction=transaction_id, browser=digest(browser), now=self.clock.now()
        )

    def end(self, transaction_id: Id, *, undeclined: bool = False) -> bool:
        """Whether this call ended the transaction, in time.

        `undeclined`: only where no refusal is on record, so that of a simultaneous consent and
        refusal one counts.
        """
        statement = _END_UNDECLINED if undeclined else _END
        return (
            self.database.execute(statement, transaction=transaction_id, now=self.clock.now()) == 1
        )

    def add_evidence(
        self, transaction_id: Id, proven: VerifiedFactor, *, security_stamp: int
    ) -> Evidence | None:
        """Record evidence; None when the same proof is on record already, in any transaction.

        `security_stamp` is that of the account, which the caller has locked.
        """
        row = _Evidence(
            id=new_id(),
            subject_id=proven.subject_id,
            transaction_id=transaction_id,
            kind=proven.kind,
            bound=proven.piece.bound,
            identity=proven.piece.identity,
            resistant=proven.piece.resistant,
            credential_id=proven.credential_id,
            proven_at=self.clock.now(),
            proof_digest=proven.proof_digest,
            security_stamp=security_stamp,
        )
        return _evidence(row) if self.database.execute(_PROVE, **row._asdict()) == 1 else None

    def evidence_of(
        self, transaction_id: Id, *, security_stamp: int | None = None
    ) -> tuple[Evidence, ...]:
        """The evidence of a transaction so far, of whatever kind the transaction is.

        With `security_stamp` only what was proven under it.
        """
        rows = self.database.all(_PROVEN, transaction=transaction_id)
        return tuple(_evidence(row) for row in rows if security_stamp in {None, row.security_stamp})

    def known_browsers(self, subject_id: Id) -> list[datetime]:
        """When each browser that this person is known by was last used, newest first."""
        return [row.met_at for row in self.database.all(_BROWSERS_OF, subject=subject_id)]

    def forget_every_browser(self, subject_id: Id) -> None:
        """Forget all known browsers of a person whose account ends."""
        self.database.execute(_FORGET_EVERY, subject=subject_id)

    def forget_browsers(self, subject_id: Id, *, but_of: Id | None) -> None:
        """Forget all known browsers of a person but the one that began this transaction.

        A placeholder row stays: without any row the next sign-in would count as the person's first,
        which sends no letter.
        """
        row = None if but_of is None else self.database.one(_BROWSER_OF, transaction=but_of)
        kept = b"" if row is None else row.browser_digest
        if self.database.execute(_FORGET_BROWSERS, subject=subject_id, kept=kept):
            self.database.execute(
                _ADD_BROWSER,
                subject_id=subject_id,
                browser_digest=digest(random_token()),
                met_at=self.clock.now(),
            )

    def purge_expired(self) -> int:
        """Delete transactions that have expired; their evidence stays. Returns how many."""
        expiry, long_ago = TRANSACTION.c.expires_at, self.clock.now() - NAMED_FOR
        return purge(self.database, TRANSACTION, expiry <= long_ago, by=expiry)

    def purge_evidence(self, before: datetime) -> int:
        """Delete evidence past its term; returns how many.

        Its proofs cannot be replayed any more: one-time codes, challenges and signatures of years
        ago have expired (D19.4-2).
        """
        proven = EVIDENCE.c.proven_at
        return in_steps(
            self.database,
            EVIDENCE.name,
            lambda most: remove_aged(self.database, proven, before=before, most=most),
        )


def _sealed(transaction: Transaction, browser: str) -> bytes:
    """The request sealed under the token of the browser it is bound to."""
    text = json.dumps(to_document(transaction.request))
    return seal_under(browser, text, context=f"{_CONTEXT}:{transaction.id}")


def _request(row: _Transaction, browser: str) -> Mapping[str, Any]:
    """The opened request of a row."""
    if row.request_sealed is None:
        return row.request or {}
    context = f"{_CONTEXT}:{row.id}"
    found: Mapping[str, Any] = json.loads(open_under(browser, row.request_sealed, context=context))
    return found


def _transaction(row: _Transaction, browser: str, opened: Request | None) -> Transaction:
    return Transaction(
        id=row.id,
        request=opened or from_document(_request(row, browser)),
        begun_at=row.begun_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        account_selected_at=row.presence_chosen_at,
        declined_at=row.declined_at,
        asks_who_at=row.asks_who_at,
        principal_id=row.principal_id,
        principal_chosen_by=row.principal_chosen_by,
    )


def _evidence(row: _Evidence) -> Evidence:
    return Evidence(
        transaction_id=row.transaction_id,
        subject_id=row.subject_id,
        piece=Piece(EvidenceKind(row.kind), row.bound, row.identity, row.resistant),
        credential_id=row.credential_id,
        proven_at=row.proven_at,
    )


def _state(rows: Sequence[_Found], browser: str, opened: Request | None) -> TransactionState:
    """From one row for each piece of evidence, or one without any."""
    first = rows[0]
    proven = [row.evidence for row in rows if row.evidence is not None]
    return TransactionState(
        _transaction(first.transaction, browser, opened),
        tuple(map(_evidence, proven)),
        None if first.event is None else event_from(first.event),
        frozenset(each.security_stamp for each in proven),
    )

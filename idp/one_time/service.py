"""Issue, peek at, and use up one-time tokens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.tables import PROOF
from idp.platform.database import Database, Prepared, insert_new, purge
from idp.platform.sealing import open_under, seal_under
from idp.platform.secrets import digest, random_token

_NAMED: Final = (
    (PROOF.c.kind == bindparam("kind"))
    & (PROOF.c.audience == bindparam("audience"))
    & (PROOF.c.digest == bindparam("digest"))
)


class _Stored(NamedTuple):
    """The columns of a token."""

    id: Id
    kind: str
    audience: str
    digest: bytes
    subject_id: Id | None
    transaction_id: Id | None
    content_sealed: bytes | None
    expires_at: datetime
    consumed_at: datetime | None


_INSERT: Final = Prepared(insert(PROOF))
_INSERT_ONCE: Final = Prepared(insert_new(PROOF))
_DELETE_EXPIRED: Final = Prepared(
    delete(PROOF).where(_NAMED, PROOF.c.expires_at <= bindparam("now"))
)
_SELECT: Final = Prepared(select(PROOF).where(_NAMED), _Stored)
_CONSUME: Final = Prepared(
    update(PROOF)
    .where(
        _NAMED,
        PROOF.c.consumed_at.is_(None),
        PROOF.c.expires_at > bindparam("now"),
        PROOF.c.subject_id.is_not_distinct_from(bindparam("subject")),
        PROOF.c.transaction_id.is_not_distinct_from(bindparam("transaction")),
    )
    .values(consumed_at=bindparam("now"))
    .returning(*PROOF.c),
    _Stored,
)
_END: Final = (
    update(PROOF)
    .where(
        PROOF.c.kind == bindparam("every"),
        PROOF.c.subject_id == bindparam("subject"),
        PROOF.c.consumed_at.is_(None),
        PROOF.c.expires_at > bindparam("now"),
    )
    .values(consumed_at=bindparam("now"))
)


@dataclass(frozen=True)
class OneTimeTokens:
    database: Database
    clock: Clock

    def issue(
        self,
        kind: OneTimeTokenKind,
        *,
        audience: str,
        valid_for: timedelta,
        subject_id: Id | None = None,
        transaction_id: Id | None = None,
        content: Mapping[str, Any] | None = None,
    ) -> str:
        """A fresh random handle; the database stores its digest only.

        The content is sealed under the handle, so the database alone does not reveal it.
        """
        handle = random_token()
        sealed = seal_under(handle, json.dumps(content), context=kind) if content else None
        with self.database.transaction():
            self.database.enqueue(
                _INSERT,
                id=new_id(),
                kind=kind,
                audience=audience,
                digest=digest(handle),
                subject_id=subject_id,
                transaction_id=transaction_id,
                content_sealed=sealed,
                expires_at=self.clock.now() + valid_for,
                consumed_at=None,
            )
        return handle

    def keep(
        self,
        kind: OneTimeTokenKind,
        handle: str,
        *,
        audience: str,
        valid_for: timedelta,
        content: Mapping[str, Any],
    ) -> bool:
        """Keep a content under a handle that its caller derived; `peek` reads it.

        The handle has 256 bits that are not in the database. False when it is taken; an expired
        content under it gives way.
        """
        named = {"kind": kind, "audience": audience, "digest": digest(handle)}
        with self.database.transaction():
            self.database.execute(_DELETE_EXPIRED, **named, now=self.clock.now())
            return (
                self.database.execute(
                    _INSERT_ONCE,
                    id=new_id(),
                    kind=kind,
                    audience=audience,
                    digest=digest(handle),
                    subject_id=None,
                    transaction_id=None,
                    content_sealed=seal_under(handle, json.dumps(content), context=kind),
                    expires_at=self.clock.now() + valid_for,
                    consumed_at=None,
                )
                == 1
            )

    def peek(self, kind: OneTimeTokenKind, handle: str, *, audience: str) -> OneTimeToken | None:
        """The token if it can still be used; reading does not use it up."""
        row = self.database.one(_SELECT, kind=kind, audience=audience, digest=digest(handle))
        if row is None or row.consumed_at is not None or row.expires_at <= self.clock.now():
            return None
        return _token(row, handle)

    def consume(
        self,
        kind: OneTimeTokenKind,
        handle: str,
        *,
        audience: str,
        transaction_id: Id | None = None,
        subject_id: Id | None = None,
    ) -> OneTimeToken | Refused:
        """Use the token up by one conditional write, before its result is used.

        Subject and transaction must be those it was issued with, absent ones absent. Refused:
        NOT_FOUND, EXPIRED, USED_BEFORE, FACTOR_FROM_OTHER_TRANSACTION (bound to another person or
        transaction, D19.4-2).
        """
        named = {"kind": kind, "audience": audience, "digest": digest(handle)}
        now = self.clock.now()
        with self.database.transaction():
            row = self.database.one(
                _CONSUME, **named, now=now, subject=subject_id, transaction=transaction_id
            )
            if row is not None:
                return _token(row, handle)
            return Refused(_reason(self.database.one(_SELECT, **named), now))

    def invalidate(self, kind: OneTimeTokenKind, subject_id: Id) -> int:
        """Use up all tokens of a kind of this person; returns how many."""
        with self.database.transaction():
            return self.database.execute(_END, every=kind, subject=subject_id, now=self.clock.now())

    def mark_used(
        self,
        kind: OneTimeTokenKind,
        value: str,
        *,
        audience: str,
        expires_at: datetime,
        subject_id: Id | None = None,
    ) -> bool:
        """Whether this value, made elsewhere (such as a `jti`), is seen for the first time.

        False from the second time on, at least until `expires_at`; after that the value's own
        expiry must refuse it.
        """
        now = self.clock.now()
        with self.database.transaction():
            return (
                self.database.execute(
                    _INSERT_ONCE,
                    id=new_id(),
                    kind=kind,
                    audience=audience,
                    digest=digest(value),
                    subject_id=subject_id,
                    transaction_id=None,
                    content_sealed=None,
                    expires_at=expires_at,
                    consumed_at=now,
                )
                == 1
            )

    def was_used(self, kind: OneTimeTokenKind, value: str, *, audience: str) -> bool:
        """Whether `mark_used` saw this value before."""
        return (
            self.database.one(_SELECT, kind=kind, audience=audience, digest=digest(value))
            is not None
        )

    def purge_expired(self) -> int:
        """Delete expired tokens; returns how many."""
        expiry = PROOF.c.expires_at
        return purge(self.database, PROOF, expiry <= self.clock.now(), by=expiry)


def _reason(row: _Stored | None, now: datetime) -> Reason:
    if row is None:
        return Reason.NOT_FOUND
    if row.consumed_at is not None:
        return Reason.USED_BEFORE
    if row.expires_at <= now:
        return Reason.EXPIRED
    return Reason.FACTOR_FROM_OTHER_TRANSACTION


def _token(row: _Stored, handle: str) -> OneTimeToken:
    kind = OneTimeTokenKind(row.kind)
    sealed = row.content_sealed
    return OneTimeToken(
        id=row.id,
        kind=kind,
        subject_id=row.subject_id,
        transaction_id=row.transaction_id,
        audience=row.audience,
        content={} if sealed is None else json.loads(open_under(handle, sealed, context=kind)),
        expires_at=row.expires_at,
    )

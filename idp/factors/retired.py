"""Retired credentials: removed or replaced, kept while the link of a letter can restore them.

A retired credential has no rows in the tables that sign-ins read, so it is not accepted and does
not count for the level of a change. It is restored by the link of the letter, or when its
replacement is cancelled before it was effective, and is deleted when the letter expires.
"""

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, insert, select, update

from idp.factors.credential_tables import ROWS, SECRETS
from idp.factors.domain import Credential, CredentialKind, StoredCredential, credential_from
from idp.factors.tables import CREDENTIAL, RETIRED
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.notices.domain import UNDO_LIFETIME, NoticeKind
from idp.platform.database import Database, Row, insert_new, purge

_KEEP: Final = insert(RETIRED)
_LIVES: Final = (RETIRED.c.subject_id == bindparam("subject")) & (
    RETIRED.c.until > bindparam("now")
)
_REMOVED: Final = select(RETIRED).where(_LIVES, RETIRED.c.id == bindparam("named"))
_REPLACED: Final = (
    select(RETIRED)
    .where(_LIVES, RETIRED.c.replaced_by == bindparam("named"))
    .order_by(RETIRED.c.until.desc(), RETIRED.c.id.desc())
)
_ALL: Final = select(RETIRED).where(_LIVES).order_by(RETIRED.c.id)
_TAKE: Final = delete(RETIRED).where(RETIRED.c.id == bindparam("this"))
_REWRITE: Final = (
    update(RETIRED).where(RETIRED.c.id == bindparam("this")).values(rows=bindparam("anew"))
)
_OF: Final = delete(RETIRED).where(RETIRED.c.subject_id == bindparam("subject"))
_TABLES: Final = (
    *SECRETS.values(),
    CREDENTIAL,
    *(beside for _, *others in ROWS.values() for beside in others),
)
"""The order in which rows are restored: the secret first, as only it can conflict."""
_LEAST_ROWS: Final = 2
"""The credential and its secret."""
_NO_VALUE: Final = dict.fromkeys(column.name for column in CREDENTIAL.c)


@dataclass(frozen=True, slots=True)
class RetiredCredential:
    """A credential retired at `since`: as it was then, and its rows by table."""

    credential: Credential
    since: datetime
    rows: Mapping[str, Any]


@dataclass(frozen=True)
class RetiredCredentials:
    """Joins the caller's transaction."""

    database: Database
    clock: Clock

    def keep(self, credential: Credential, *, replaced_by: Id | None = None) -> None:
        """Copy its rows, before they are deleted or replaced."""
        tables = {CREDENTIAL.name: CREDENTIAL.c.id}
        tables |= {table.name: table.c.credential_id for table in ROWS[credential.kind]}
        with self.database.transaction():
            rows = {
                name: [
                    _packed(row._asdict())
                    for row in self.database.all(
                        select(column.table).where(column == credential.id)
                    )
                ]
                for name, column in tables.items()
            }
            self.database.execute(
                _KEEP,
                id=credential.id,
                subject_id=credential.subject_id,
                kind=credential.kind,
                replaced_by=replaced_by,
                rows=rows,
                until=self.clock.now() + UNDO_LIFETIME,
            )

    def find(
        self, subject_id: Id, named: Id, told: NoticeKind, *, aside: Collection[Id] | None = None
    ) -> tuple[RetiredCredential, ...]:
        """The credentials that a letter of this kind about `named` could restore, in this order.

        A letter about a removal names the removed credential; any other names the one in its place.
        That may be in place of several: of those it replaced, and of those a link retired for it
        (`aside`). The letter about a restoration restores the latter alone; one of an earlier
        release does not name them (None), then it is the one retired last.
        """
        removed = told is NoticeKind.CREDENTIAL_REMOVED
        statement = _REMOVED if removed else _REPLACED
        rows = self.database.all(statement, subject=subject_id, named=named, now=self.clock.now())
        kept = tuple(map(_kept, rows))
        if told is not NoticeKind.CREDENTIAL_GIVEN_BACK:
            return tuple(sorted(kept, key=_age))
        return kept[:1] if aside is None else tuple(x for x in kept if x.credential.id in aside)

    def put_back(self, kept: RetiredCredential) -> bool:
        """Restore its rows; False, without any write, where its key was enrolled again.

        The caller has removed the one in its place. Raises RuntimeError, which rolls back, rather
        than write a part of it.
        """
        named = kept.credential.id
        if self.database.execute(_TAKE, this=named) != 1:
            return False
        written = 0
        for table in _TABLES:
            for row in kept.rows.get(table.name, ()):
                if not self._write(table, _unpacked(row)):
                    if written:
                        raise RuntimeError("a credential was restored in part")
                    return False
                written += 1
        if written < _LEAST_ROWS:
            raise RuntimeError("a retired credential has no secret")
        return True

    def for_subject(self, subject_id: Id) -> tuple[Credential, ...]:
        """All credentials of this person that a letter can still restore."""
        return tuple(kept.credential for kept in self._of(subject_id))

    def stop(
        self,
        subject_id: Id,
        kinds: Collection[CredentialKind],
        *,
        only: Id | None = None,
        resumable: bool,
    ) -> tuple[Credential, ...]:
        """Stop the retired credentials of these kinds, or this one: restored, they stay stopped.

        After a final report none can be restored; after a resumable one they can, and count again
        once it is retracted. Returns those that this call stopped resumably.
        """
        stopped = []
        for kept in self._of(subject_id):
            if kept.credential.kind not in kinds and kept.credential.id != only:
                continue
            if not resumable:
                self.database.execute(_TAKE, this=kept.credential.id)
            elif kept.credential.disabled_at is None:
                self._set_disabled(kept, disabled_at=self.clock.now(), resumable=True)
                stopped.append(kept.credential)
        return tuple(stopped)

    def resume(self, subject_id: Id, named: Collection[Id]) -> None:
        """Let these work again when restored: the report that had stopped them was retracted."""
        for kept in self._of(subject_id):
            if kept.credential.id in named and kept.credential.resumable:
                self._set_disabled(kept, disabled_at=None, resumable=False)

    def discard(self, subject_id: Id) -> None:
        """Delete all retired credentials of this person."""
        self.database.execute(_OF, subject=subject_id)

    def purge_expired(self) -> int:
        """Delete retired credentials that no letter can restore any more; returns how many."""
        until = RETIRED.c.until
        return purge(self.database, RETIRED, until <= self.clock.now(), by=until)

    def _write(self, table: Table, row: Mapping[str, Any]) -> bool:
        """Whether no row with its key existed."""
        return self.database.execute(insert_new(table), **row) == 1

    def _of(self, subject_id: Id) -> list[RetiredCredential]:
        return [*map(_kept, self.database.all(_ALL, subject=subject_id, now=self.clock.now()))]

    def _set_disabled(
        self, kept: RetiredCredential, *, disabled_at: datetime | None, resumable: bool
    ) -> None:
        (row,) = kept.rows[CREDENTIAL.name]
        flag = _packed({"flagged_at": disabled_at, "resumable": resumable})
        anew = {**kept.rows, CREDENTIAL.name: [{**row, **flag}]}
        self.database.execute(_REWRITE, this=kept.credential.id, anew=anew)


def _kept(row: Row) -> RetiredCredential:
    (fields,) = row.rows[CREDENTIAL.name]
    since = row.until - UNDO_LIFETIME
    known: dict[str, Any] = {**_NO_VALUE, **_unpacked(fields)}
    credential = credential_from(
        StoredCredential(**{name: known[name] for name in StoredCredential._fields})
    )
    return RetiredCredential(credential.at(since), since, row.rows)


def _age(kept: RetiredCredential) -> tuple[datetime, Id]:
    return kept.credential.enrolled_at, kept.credential.id


def _packed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _as_json(value) for name, value in row.items()}


def _as_json(value: Any) -> Any:  # noqa: ANN401 - a value of any column
    match value:
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _unpacked(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:  # noqa: ANN401 - a value of any column
    match value:
        case {"bytes": str(text)}:
            return base64.b64decode(text)
        case {"instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case _:
            return value

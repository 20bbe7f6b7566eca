"""What was removed or replaced, kept aside for as long as the letter about it can undo that.

It is no means any more: its rows are gone from where sign-ins look, so it signs nobody in and
counts in no guard. It comes back only through the link of the letter, and ends for good with it.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, or_, select

from idp.factors.binding_tables import BINDING, BINDING_CEREMONY
from idp.factors.domain import Credential, CredentialKind
from idp.factors.registers import SECRETS
from idp.factors.tables import APP_KEY_CERTIFICATE, CREDENTIAL, RETIRED
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.notices.domain import UNDO_FOR
from idp.platform.database import Database, Prepared, insert_new

_KEEP: Final = Prepared(insert(RETIRED))
_FIND: Final = Prepared(
    select(RETIRED).where(
        RETIRED.c.subject_id == bindparam("subject"),
        RETIRED.c.until > bindparam("now"),
        or_(RETIRED.c.id == bindparam("named"), RETIRED.c.replaced_by == bindparam("named")),
    )
)
_TAKE: Final = Prepared(delete(RETIRED).where(RETIRED.c.id == bindparam("id")))
_OF: Final = Prepared(delete(RETIRED).where(RETIRED.c.subject_id == bindparam("subject")))
_OVER: Final = Prepared(delete(RETIRED).where(RETIRED.c.until <= bindparam("now")))
_TAINTED: Final = Prepared(
    select(BINDING_CEREMONY.c.id)
    .join(BINDING, BINDING.c.ceremony_id == BINDING_CEREMONY.c.id)
    .where(
        BINDING.c.credential_id == bindparam("credential"),
        BINDING_CEREMONY.c.tainted_at.is_not(None),
    )
)
ONE_OF_A_KIND: Final = frozenset(
    {CredentialKind.PASSWORD, CredentialKind.PIN, CredentialKind.RECOVERY_CODES}
)


@dataclass(frozen=True)
class Retired:
    """Joins the verb that calls it."""

    database: Database
    clock: Clock

    def keep(self, credential: Credential, *, replaced_by: Id | None = None) -> None:
        """Put its rows aside, before they are deleted or another one takes their place."""
        secret = SECRETS[credential.kind]
        tables = {CREDENTIAL.name: CREDENTIAL.c.id, secret.name: secret.c.credential_id}
        if credential.kind is CredentialKind.APP_KEY:
            tables[APP_KEY_CERTIFICATE.name] = APP_KEY_CERTIFICATE.c.credential_id
        with self.database.transaction() as connection:
            rows = {
                name: [
                    {key: _packed(value) for key, value in row._mapping.items()}  # noqa: SLF001
                    for row in connection.execute(
                        select(column.table).where(column == credential.id)
                    )
                ]
                for name, column in tables.items()
            }
            self.database.change(
                _KEEP,
                id=credential.id,
                subject_id=credential.subject_id,
                kind=credential.kind,
                replaced_by=replaced_by,
                rows=rows,
                until=self.clock.now() + UNDO_FOR,
            )

    def kind_of(self, subject_id: Id, named: Id) -> CredentialKind | None:
        """The kind of what was removed under this id, or replaced by the means of this id."""
        row = self._found(subject_id, named)
        return None if row is None else CredentialKind(row["kind"])

    def bring_back(self, subject_id: Id, named: Id) -> Id | None:
        """Put its rows where they were; its id, or None where that cannot be.

        The caller has removed what took its place. None: too late, bound by a fraud, or its key
        was enrolled anew.
        """
        row = self._found(subject_id, named)
        if row is None or self.database.change(_TAKE, id=row["id"]) != 1:
            return None
        secret = SECRETS[CredentialKind(row["kind"])]
        with self.database.transaction() as connection:
            kept: Mapping[str, Any] = row["rows"]
            for table in (secret, CREDENTIAL, APP_KEY_CERTIFICATE):
                for each in kept.get(table.name, ()):
                    added = connection.execute(insert_new(table), _unpacked(each))
                    if added.rowcount != 1:
                        # Before anything else was written: only a secret can stand in the way.
                        return None
        return str(row["id"])

    def _found(self, subject_id: Id, named: Id) -> dict[str, Any] | None:
        row = self.database.one(_FIND, subject=subject_id, named=named, now=self.clock.now())
        if row is None or self.database.one(_TAINTED, credential=row["id"]) is not None:
            return None
        return row

    def end(self, subject_id: Id) -> None:
        """Let nothing of this person come back any more."""
        self.database.change(_OF, subject=subject_id)

    def forget_over(self) -> int:
        """Delete for good what no letter brings back any more; returns how many."""
        with self.database.transaction():
            return self.database.change(_OVER, now=self.clock.now())


def _packed(value: Any) -> Any:  # noqa: ANN401 - a value of any column
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

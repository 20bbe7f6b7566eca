"""Whose account a text means that was typed where a user name is asked for.

A text that can only be a user name costs no statement here. Any other costs one, whether anybody
is found or not.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from idp.accounts.identifiers import (
    CONTACT,
    NUMBER,
    SPELLED,
    USERNAME,
    Reading,
    identifiers_in,
    named,
)
from idp.accounts.service import NAMES, Accounts
from idp.kernel.clock import Clock
from idp.platform.database import Database, Instant
from idp.platform.sealing import Sealing
from idp.subjects.contact_rows import value_index
from idp.subjects.contacts import REACHED
from idp.subjects.domain import ContactKind, SubjectKind
from idp.subjects.service import (
    FORMERLY_NUMBERED,
    NUMBERS,
    former_index,
    kind_of_subject,
    number_index,
)

_NOBODY: Final = b"\x00" * 32
"""No index: they are digests."""


def _reading(how: str, subject_id: ColumnElement[Any], *facts: ColumnElement[Any]) -> Select[Any]:
    """A row as `Reading`; `facts` are those of a contact."""
    nothing = cast(null(), Instant)
    columns = facts or (nothing.label("confirmed_at"), nothing.label("lost_at"), nothing)
    return select(
        cast(literal(how), String).label("how"),
        subject_id,
        kind_of_subject(subject_id).label("kind"),
        NAMES.c.username_key,
        *columns,
    )


def _is_one_of(of: Any, index: str, kinds: type[ContactKind | SubjectKind]) -> ColumnElement[bool]:  # noqa: ANN401 - a relation
    return or_(
        *(and_(of.c.kind == kind.value, of.c[index] == bindparam(kind.value)) for kind in kinds)
    )


_FORMER: Final = {kind: f"former_{kind}" for kind in SubjectKind}
"""The parameters of a number as one that a duplicate had."""
_READINGS: Final = union_all(
    _reading(USERNAME, NAMES.c.subject_id).where(NAMES.c.username_key == bindparam("key")),
    _reading(SPELLED, NAMES.c.subject_id).where(NAMES.c.username_key == bindparam("spelled_key")),
    _reading(NUMBER, NAMES.c.subject_id)
    .join_from(NUMBERS, NAMES, NAMES.c.subject_id == NUMBERS.c.subject_id)
    .where(_is_one_of(NUMBERS, "number_index", SubjectKind)),
    _reading(NUMBER, FORMERLY_NUMBERED.c.subject_id)
    .join_from(FORMERLY_NUMBERED, NAMES, NAMES.c.subject_id == FORMERLY_NUMBERED.c.subject_id)
    .where(FORMERLY_NUMBERED.c.value_index.in_([bindparam(each) for each in _FORMER.values()])),
    _reading(
        CONTACT,
        REACHED.c.subject_id,
        REACHED.c.confirmed_at,
        REACHED.c.lost_at,
        REACHED.c.effective_at,
    )
    .join_from(REACHED, NAMES, NAMES.c.subject_id == REACHED.c.subject_id, isouter=True)
    .where(
        _is_one_of(REACHED, "value_index", ContactKind),
        or_(
            REACHED.c.replaced_at.is_(None),
            REACHED.c.replaced_at > bindparam("now", type_=Instant),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class TypedName:
    """`key`: of the text in one spelling and of how it is read, for counting tries.

    It does not depend on who exists. A text that can only be a user name has its own even where
    its canonical form is an address.

    `account_key`: the `username_key` of the account that is meant; of no account where none is.
    """

    key: bytes
    account_key: bytes


@dataclass(frozen=True)
class SignInNames:
    database: Database
    clock: Clock
    sealing: Sealing
    accounts: Accounts

    def read(self, typed: str) -> TypedName:
        """The account that a typed user name, number or confirmed contact means."""
        own = self.accounts.username_key(typed)
        found = identifiers_in(typed)
        if found is None:
            return TypedName(own, own)
        now = self.clock.now()
        contacts = {ContactKind.EMAIL: found.email, ContactKind.PHONE: found.phone}
        rows = self.database.all(
            _READINGS,
            key=own,
            spelled_key=self.accounts.username_key(found.canonical),
            now=now,
            **{
                kind.value: _NOBODY if value is None else value_index(self.sealing, kind, value)
                for kind, value in contacts.items()
            },
            **{
                kind.value: (
                    _NOBODY
                    if found.number is None
                    else number_index(self.sealing, kind, found.number)
                )
                for kind in SubjectKind
            },
            **{
                parameter: (
                    _NOBODY
                    if found.number is None
                    else former_index(self.sealing, kind, found.number)
                )
                for kind, parameter in _FORMER.items()
            },
        )
        meant = named((Reading(*each) for each in rows), now)
        counted = self.sealing.blind_index(f"typed_{found.kind}", found.canonical)
        return TypedName(counted, meant or counted)

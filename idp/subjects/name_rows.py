"""Rows by which names and documents are found, written wherever these are.

That is in `Subjects` and `Registrations`.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from idp.kernel.ids import Id
from idp.platform.database import Database, insert_together
from idp.platform.sealing import Sealing
from idp.subjects.document_numbers import DOCUMENT, document_terms
from idp.subjects.domain import Datum, ScheduledChange
from idp.subjects.name_prefixes import terms_of
from idp.subjects.tables import NAME_TERM

SAID_BY: Final = frozenset({"name", "short_name", "foreign_name", "birthdate", DOCUMENT})
"""The data on which these rows depend."""
_FORGET: Final = delete(NAME_TERM).where(NAME_TERM.c.subject_id == bindparam("subject"))
_SUBJECT: Final = NAME_TERM.c.subject_id.type
_EACH: Final = (
    func.jsonb_to_recordset(cast(bindparam("found", type_=Text), JSONB))
    .table_valued(column("subject_id", _SUBJECT), column("terms", ARRAY(BigInteger)))
    .render_derived(with_types=True)
)
_OF_ALL: Final = insert(NAME_TERM).from_select(
    ["term", "subject_id"], select(func.unnest(_EACH.c.terms), _EACH.c.subject_id)
)
"""PostgreSQL takes all in one statement, and each subject once."""


def name_terms(
    sealing: Sealing, data: Mapping[str, Datum], later: Iterable[ScheduledChange] = ()
) -> list[int]:
    """By which terms a subject with these data is found, now and after each scheduled change."""
    changes = tuple(later)
    said = terms_of(data, changes) | document_terms(data, changes)
    return sorted({sealing.name_term(each) for each in said})


def insert_name_rows(database: Database, found_by: Mapping[Id, Collection[int]]) -> None:
    """Let subjects be found by these terms, inside a unit of work; no row of them exists yet.

    SQLite writes the pages of its index itself: in the order of the terms it changes each once.
    """
    if database.engine.dialect.name == "sqlite":
        pairs = sorted((term, whose) for whose, terms in found_by.items() for term in terms)
        rows = [{"term": term, "subject_id": whose} for term, whose in pairs]
        insert_together(database, NAME_TERM, rows)
    elif found_by:
        found = [
            {"subject_id": subject_id, "terms": sorted(terms)}
            for subject_id, terms in found_by.items()
        ]
        database.execute(_OF_ALL, found=json.dumps(found))


def replace_name_rows(database: Database, subject_id: Id, terms: Collection[int]) -> None:
    """Let a subject be found by these terms and no other, inside a unit of work."""
    forget_name_rows(database, subject_id)
    insert_name_rows(database, {subject_id: terms})


def forget_name_rows(database: Database, subject_id: Id) -> None:
    """Let a subject be found by no name or document any more, inside a unit of work."""
    database.execute(_FORGET, subject=subject_id)

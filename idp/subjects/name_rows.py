"""Rows by which names and documents are found, written wherever these are.

That is in `Subjects` and `Registrations`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete

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


def name_rows(
    sealing: Sealing,
    subject_id: Id,
    data: Mapping[str, Datum],
    later: Iterable[ScheduledChange] = (),
) -> list[dict[str, Any]]:
    """The rows of a subject with these data, now and after each scheduled change."""
    changes = tuple(later)
    said = terms_of(data, changes) | document_terms(data, changes)
    terms = {sealing.name_term(each) for each in said}
    return [{"term": each, "subject_id": subject_id} for each in sorted(terms)]


def replace_name_rows(database: Database, subject_id: Id, rows: list[dict[str, Any]]) -> None:
    """Put these rows in the place of those of a subject, inside a unit of work."""
    forget_name_rows(database, subject_id)
    insert_together(database, NAME_TERM, rows)


def forget_name_rows(database: Database, subject_id: Id) -> None:
    """Let a subject be found by no name or document any more, inside a unit of work."""
    database.execute(_FORGET, subject=subject_id)

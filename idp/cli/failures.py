"""Failures outside of us, each as one sentence: the database, a key file, another file.

Any other exception is a bug and is raised as it is. No sentence repeats an SQL statement or its
values: those may be personal data.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

import psycopg
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from idp.law.calendar_files import BadLawData
from idp.ledger.offline.notes import UnusableKey
from idp.letters.domain import ReasonMissing
from idp.platform.database import Unavailable
from idp.platform.key_file import BrokenKeyFile
from idp.platform.sealing import CannotOpen
from idp.schema.upgrading import Interrupted, OtherTables, UpgradeUnderWay

_MIGRATE: Final = (
    "database_url: the database has another schema than this program; run `idp migrate`"
)
_LOCKED: Final = "database_url: another process writes to the database and does not finish"
_READ_ONLY: Final = "database_url: the database takes no writes"
_SILENT: Final = "database_url: the database does not answer"
_NO_ID: Final = "an id or a text that was given cannot be one"
_BY_STATE: Final = {
    "22P02": _NO_ID,
    "22021": _NO_ID,
    "22P05": _NO_ID,
    "28000": "database_url: the database does not let this role in",
    "28P01": "database_url: the password of this role is another one",
    "3D000": "database_url: there is no such database on that server",
    "42501": (
        "database_url: its role may not do this; only the owner of the tables may change them, "
        "whom IDP_DATABASE_OWNER_URL names to `idp migrate`"
    ),
    "42P01": _MIGRATE,
    "42703": _MIGRATE,
    "42883": _MIGRATE,
    "25006": _READ_ONLY,
    "55P03": _LOCKED,
    "57014": _SILENT,
}
_BY_CODE: Final = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_FULL: "database_url: no space is left for the database",
    sqlite3.SQLITE_CANTOPEN: "database_url: the file cannot be opened",
    sqlite3.SQLITE_NOTADB: "database_url: the file is no SQLite database",
}
_OTHER_SCHEMA: Final = re.compile("no such (table|column)|has no column named")
"""What SQLite says of a schema that `idp migrate` has not made yet; its code says only "error"."""
_CONSTANT: Final[Mapping[type[Exception], str]] = {
    ReasonMissing: "refused: reason_required: such a letter states at least one reason",
    UpgradeUnderWay: "database_url: another upgrade of this database does not finish",
    Interrupted: "stopped in the upgrade of the database; run it again, it goes on from there",
    OtherTables: (
        "database_url: the tables are not those of the schema version that the database names:"
        " an earlier release was stopped in its upgrade, or another program changed them;"
        " restore the backup of before and run `idp migrate`"
    ),
    CannotOpen: "secret: stored data were sealed under another secret, or altered",
}
_LONGEST: Final = 300


def sentence(error: BaseException) -> str | None:
    """The sentence for a failure outside of us; None for a bug."""
    match error:
        case UpgradeUnderWay() | Interrupted() | OtherTables() | CannotOpen() | ReasonMissing():
            told: str | None = _CONSTANT[type(error)]
        case CommandError():
            told = _of_a_step(error)
        case BadLawData():
            told = str(error)
        case BrokenKeyFile() | UnusableKey():
            told = f"{'keyring' if isinstance(error, BrokenKeyFile) else 'ledger'}: {error}"
        case ArgumentError():
            told = "database_url: cannot be read"
        case SQLAlchemyError() | Unavailable() | psycopg.Error() | sqlite3.Error():
            told = _of_the_database(error)
        case OSError() if error.filename is not None:
            told = f"{error.filename}: {error.strerror}"
        case _:
            told = None
    return told


def _of_a_step(error: CommandError) -> str:
    """Alembic knows the migrations of this program only, none of a newer release."""
    if "locate revision" in str(error):
        return "database_url: the database has the schema of a newer release than this program"
    return f"database_url: {_one_line(str(error))}"


def _of_the_database(error: BaseException) -> str | None:
    """The driver's reason; None for a violated constraint, which is a bug."""
    for each in _causes(error):
        if isinstance(each, psycopg.Error):
            return _of_postgresql(each)
        if isinstance(each, sqlite3.OperationalError | sqlite3.DatabaseError):
            return _of_sqlite(each)
    return _SILENT if isinstance(error, Unavailable) else None


def _of_postgresql(error: psycopg.Error) -> str | None:
    known = _BY_STATE.get(error.sqlstate or "")
    if known is None and isinstance(error, psycopg.DataError) and error.sqlstate is None:
        return _NO_ID
    if known is None and isinstance(error, psycopg.OperationalError):
        return f"{_SILENT}: {_one_line(str(error))}" if error.sqlstate is None else _SILENT
    return known


def _of_sqlite(error: sqlite3.Error) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_ERROR:
        return _MIGRATE if _OTHER_SCHEMA.search(str(error)) else None
    return None if code is None else _BY_CODE.get(code & 0xFF)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or getattr(error, "orig", None) or error.__context__


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]

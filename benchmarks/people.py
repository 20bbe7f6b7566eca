"""Millions of people as the product writes them: sealed, and found by the same blind indexes.

Each has a subject, an identity of five items, a mail address, and an active account of level 2. The
values are made up from the number of the person, and written by COPY without the checks of foreign
keys, so the database has to be one that is thrown away, and its user a superuser.
"""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Table, text

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.accounts.tables import ACCOUNT
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database
from idp.platform.sealing import Sealing
from idp.services import Services
from idp.subjects.contact_rows import contact_row, registered_contacts
from idp.subjects.domain import Datum, Source, SubjectKind, serialize
from idp.subjects.tables import CONTACT, IDENTITY, SUBJECT

TABLES: Final = (SUBJECT, IDENTITY, CONTACT, ACCOUNT)
_TOGETHER: Final = 20_000
_BUILT_AFTERWARDS: Final = ("subject_number", "contact_value")
_NAMES: Final = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Chi", "Phạm Minh Dũng", "Hồ Thu Hà")


def username(number: int) -> str:
    return f"person{number}"


def personal_number(number: int) -> str:
    """Twelve digits, as of a citizen."""
    return f"{1:03}{number:09}"


def add_people(services: Services, people: int) -> None:
    """Write this many people. Raises for a database that has some of them already."""
    sealing = services.subjects.sealing
    with _without(services.database, _BUILT_AFTERWARDS), _raw(services.database) as cursor:
        cursor.execute("SET session_replication_role = replica")
        for first in range(0, people, _TOGETHER):
            some = range(first, min(first + _TOGETHER, people))
            rows = [_rows(sealing, number, services.clock.now()) for number in some]
            for table in TABLES:
                _copy(cursor, table, [row[table.name] for row in rows])
            cursor.connection.commit()
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.connection.commit()


def _rows(sealing: Sealing, number: int, now: datetime) -> Mapping[str, Mapping[str, Any]]:
    """The rows of one person, as `Subjects.register`, `match` and `Accounts` write them."""
    subject_id, data_key = new_id(), sealing.new_data_key()
    data = _data(number, now)
    found = sealing.blind_index(f"{SubjectKind.CITIZEN}_number", personal_number(number))
    (contact,) = registered_contacts(subject_id, data, now)
    return {
        SUBJECT.name: {
            "subject_id": subject_id,
            "kind": SubjectKind.CITIZEN,
            "number_index": found,
            "registered_at": now,
            "matched_source": Source.NATIONAL_POPULATION_DB,
            "matched_at": now,
        },
        IDENTITY.name: {
            "subject_id": subject_id,
            "data_key": data_key,
            "identity_sealed": sealing.seal(
                data_key, serialize(data), context=f"identity:{subject_id}"
            ),
        },
        CONTACT.name: contact_row(contact, sealing, data_key),
        ACCOUNT.name: _account(sealing, subject_id, data_key, number, now),
    }


def _data(number: int, now: datetime) -> dict[str, Datum]:
    source, today = Source.NATIONAL_POPULATION_DB, date(2026, 1, 1)
    told = {
        "name": _NAMES[number % len(_NAMES)],
        "email": f"{username(number)}@bench.test",
        "email_verified": True,
        "birthdate": f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}",
        "personal_number": personal_number(number),
    }
    recorded = Datum(int(now.timestamp()), Source.SYSTEM, now.date())
    return {
        "updated_at": recorded,
        **{name: Datum(value, source, today) for name, value in told.items()},
    }


def _account(
    sealing: Sealing, subject_id: Id, data_key: bytes, number: int, now: datetime
) -> dict[str, Any]:
    return {
        **dict.fromkeys(column.name for column in ACCOUNT.c),
        "subject_id": subject_id,
        "username_key": sealing.blind_index("username", username(number)),
        "username_sealed": sealing.seal(data_key, username(number), context="username"),
        "level": 2,
        "state": AccountState.ACTIVE,
        "created_at": now,
        "activated_at": now,
        "terms_version": CURRENT_TERMS,
        "terms_accepted_at": now,
        "security_stamp": 0,
    }


def _copy(cursor: Any, table: Table, rows: list[Mapping[str, Any]]) -> None:  # noqa: ANN401 - psycopg's
    names = [column.name for column in table.c]
    columns = ", ".join(f'"{name}"' for name in names)
    lines = ["\t".join([_text(row[name]) for name in names]) for row in rows]
    with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        copy.write("\n".join([*lines, ""]))


def _text(value: object) -> str:
    """A value as COPY reads it; none of ours has a tab, a line end or a backslash."""
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


@contextlib.contextmanager
def _raw(database: Database) -> Iterator[Any]:
    """A cursor of psycopg on a connection of its own."""
    connection = database.engine.raw_connection()
    try:
        yield connection.cursor()
    finally:
        connection.close()


@contextlib.contextmanager
def _without(database: Database, indexes: tuple[str, ...]) -> Iterator[None]:
    """Inside there are no such indexes; afterwards they are built again."""
    with database.transaction() as work:
        found = {
            name: work.execute(
                text("SELECT indexdef FROM pg_indexes WHERE indexname = :name"), {"name": name}
            ).scalar_one()
            for name in indexes
        }
        for name in indexes:
            work.execute(text(f"DROP INDEX {name}"))
    yield
    for made in found.values():
        with database.transaction() as work:
            work.execute(text(made))
    with database.transaction() as work:
        work.execute(text(f"ANALYZE {', '.join(table.name for table in TABLES)}"))

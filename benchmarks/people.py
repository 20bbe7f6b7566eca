"""Millions of people as the product writes them: sealed, and found by the same blind indexes.

Each has a subject, an identity of five items, a mail address, an active account of level 2, and the
rows by which a name is found. Names are about as frequent as in Viet Nam. The values are made up
from the number of the person, and written by COPY without the checks of foreign keys, so the
database has to be one that is thrown away, and its user a superuser.
"""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
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
from idp.subjects.name_rows import name_rows
from idp.subjects.tables import CONTACT, IDENTITY, NAME_TERM, SUBJECT

TABLES: Final = (SUBJECT, IDENTITY, CONTACT, ACCOUNT, NAME_TERM)
_TOGETHER: Final = 5_000
_BUILT_AFTERWARDS: Final = ("subject_number", "contact_value", "name_term_of_subject")
_FAMILIES: Final = {
    "Nguyễn": 384,
    "Trần": 121,
    "Lê": 95,
    "Phạm": 70,
    "Hoàng": 51,
    "Phan": 45,
    "Vũ": 39,
    "Đặng": 21,
    "Bùi": 20,
    "Đỗ": 14,
    "Hồ": 13,
    "Ngô": 13,
    "Dương": 10,
    "Lý": 5,
    "Quách": 1,
}
"""Of a thousand people, by what is published of family names; the rest is left out."""
_MIDDLES: Final = {
    "Văn": 30,
    "Thị": 40,
    "Thị Thu": 8,
    "Thị Minh": 6,
    "Minh": 6,
    "Hữu": 4,
    "Đức": 4,
    "Ngọc": 4,
    "Quang": 3,
    "Xuân": 3,
}
_GIVEN_NAMES: Final = (
    "Hùng Anh Hương Hoa Lan Tuấn Dũng Hà Nam Linh Mai Minh Thảo Hạnh Sơn Long Bình Hải Thanh "
    "Phương Nga Cường Đức Trang Huệ Yến Tâm Quân Khánh Vy Hiếu Thủy Lợi Phúc Trung Kiên Loan "
    "Oanh Tú Châu An Ánh Bích Chi Cúc Diệp Giang Hậu Khoa Lâm Mạnh Ngân Nhung Phát Quế Sáng "
    "Thắng Uyên Vinh Xuân"
)
_GIVEN: Final = _GIVEN_NAMES.split()
"""From frequent to rare: the weight of each falls with its place."""


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
        cursor.connection.commit()
        for first in range(0, people, _TOGETHER):
            some = range(first, min(first + _TOGETHER, people))
            rows = [_rows(sealing, number, services.clock.now()) for number in some]
            for table in TABLES:
                _copy(cursor, table, [each for row in rows for each in row[table.name]])
            cursor.connection.commit()
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.connection.commit()


def _rows(sealing: Sealing, number: int, now: datetime) -> Mapping[str, list[Mapping[str, Any]]]:
    """The rows of one person, as `Subjects.register`, `match` and `Accounts` write them."""
    subject_id, data_key = new_id(), sealing.new_data_key()
    data = _data(number, now)
    found = sealing.blind_index(f"{SubjectKind.CITIZEN}_number", personal_number(number))
    (contact,) = registered_contacts(subject_id, data, now)
    return {
        SUBJECT.name: [
            {
                "subject_id": subject_id,
                "kind": SubjectKind.CITIZEN,
                "number_index": found,
                "registered_at": now,
                "matched_source": Source.NATIONAL_POPULATION_DB,
                "matched_at": now,
            }
        ],
        IDENTITY.name: [
            {
                "subject_id": subject_id,
                "data_key": data_key,
                "identity_sealed": sealing.seal(
                    data_key, serialize(data), context=f"identity:{subject_id}"
                ),
            }
        ],
        CONTACT.name: [contact_row(contact, sealing, data_key)],
        ACCOUNT.name: [_account(sealing, subject_id, data_key, number, now)],
        NAME_TERM.name: [*name_rows(sealing, subject_id, data)],
    }


def name_and_birth(number: int) -> tuple[str, str]:
    """The name of a person, and the day of their birth (ISO 8601)."""
    drawn = Random(number)  # noqa: S311 - the same each time
    (family,) = drawn.choices(list(_FAMILIES), list(_FAMILIES.values()))
    (middle,) = drawn.choices(list(_MIDDLES), list(_MIDDLES.values()))
    (given,) = drawn.choices(_GIVEN, [1 / (place + 5) for place in range(len(_GIVEN))])
    born = date(1946, 1, 1) + timedelta(days=drawn.randrange(66 * 365))
    return f"{family} {middle} {given}", born.isoformat()


def _data(number: int, now: datetime) -> dict[str, Datum]:
    source, today = Source.NATIONAL_POPULATION_DB, date(2026, 1, 1)
    name, born = name_and_birth(number)
    told = {
        "name": name,
        "email": f"{username(number)}@bench.test",
        "email_verified": True,
        "birthdate": born,
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

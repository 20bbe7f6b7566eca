"""Millions of people as the product writes them: sealed, and found by the same blind indexes.

Each has a subject, an identity of five items, a mail address, an active account of level 2, and the
rows by which a name is found. Names are about as frequent as in Viet Nam. The values are made up
from the number of the person, and written by COPY without the checks of foreign keys, by a process
for each processor, so the database has to be one that is thrown away, and its user a superuser.
Ten million take 35 GB.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from multiprocessing import get_context
from random import Random
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import Table

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.accounts.tables import ACCOUNT
from idp.kernel.ids import Id, new_id
from idp.kernel.loading import batches
from idp.platform.sealing import Sealing
from idp.services import Services
from idp.subjects.contact_rows import contact_row, registered_contacts
from idp.subjects.domain import Datum, Source, SubjectKind, serialize
from idp.subjects.name_prefixes import terms_of
from idp.subjects.service import number_index
from idp.subjects.tables import CONTACT, IDENTITY, NAME_TERM, SUBJECT

TABLES: Final = (SUBJECT, IDENTITY, CONTACT, ACCOUNT, NAME_TERM)
_TOGETHER: Final = 5_000
_CONSTRAINTS: Final = {"name_term": "name_term_pkey", "account": "account_username_key_key"}
_INDEXES: Final = ("subject_number", "contact_value", "name_term_of_subject")
"""Built afterwards, where a row would else change a page at random for each of them."""
_NAMES_KEPT: Final = 300_000
_TOLD: Final = (Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))
_DAYS: Final = [(date(1946, 1, 1) + timedelta(days=each)).isoformat() for each in range(66 * 365)]
_UNCHECKED: Final = "SET session_replication_role = replica"
_STAGE: Final = """
CREATE TEMPORARY TABLE year (place int, terms bigint[]);
CREATE TEMPORARY TABLE stranger (subject_id uuid, place int, terms bigint[])
"""
_FROM_STAGE: Final = (
    """INSERT INTO subject (subject_id, kind, number_index, registered_at, matched_source,
        matched_at)
    SELECT subject_id, 'citizen', sha256(uuid_send(subject_id)), now(), 'national_population_db',
        now() FROM stranger""",
    """INSERT INTO contact (id, subject_id, kind, value_sealed, value_index, bound, set_at,
        effective_at, confirmed_at)
    SELECT stranger.subject_id, stranger.subject_id, 'email', value_sealed,
        sha256(uuid_send(stranger.subject_id)), bound, set_at, effective_at, confirmed_at
    FROM stranger, (SELECT * FROM contact LIMIT 1) AS as_of_somebody""",
    """INSERT INTO account (subject_id, username_key, username_sealed, level, state, created_at,
        activated_at, terms_version, terms_accepted_at, security_stamp)
    SELECT stranger.subject_id, sha256(uuid_send(stranger.subject_id)), username_sealed, level,
        state, created_at, activated_at, terms_version, terms_accepted_at, security_stamp
    FROM stranger, (SELECT * FROM account LIMIT 1) AS as_of_somebody""",
    """INSERT INTO name_term (term, subject_id)
    SELECT unnest(year.terms || stranger.terms), subject_id
    FROM stranger JOIN year USING (place)""",
)
"""What no look-up opens is of every stranger as it is of somebody."""
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
_GIVEN: Final = {name: 1 / (place + 5) for place, name in enumerate(_GIVEN_NAMES.split())}
"""From frequent to rare."""


def username(number: int) -> str:
    return f"person{number}"


def personal_number(number: int) -> str:
    """Twelve digits, as of a citizen."""
    return f"{1:03}{number:09}"


def add_people(services: Services, people: int, *, strangers: int = 0) -> None:
    """Write this many people, and strangers. Raises for a database that has some of them already.

    A look-up reads and opens strangers as it does people, but nobody is found by their numbers,
    contacts and user names, which are not sealed either. So they are written three times as fast.
    """
    with _connected(services) as connection, _without_indexes(connection):
        _in_processes(_write, services, range(people))
        _in_processes(_write_strangers, services, range(people, people + strangers))


def _in_processes(
    write: Callable[[Services, range], None], services: Services, numbers: range
) -> None:
    """Have each processor write a part of these people."""
    forked, writers = get_context("fork"), os.cpu_count() or 1
    bounds = [numbers.start + part * len(numbers) // writers for part in range(writers + 1)]
    processes = [
        forked.Process(target=write, args=(services, range(*part))) for part in pairwise(bounds)
    ]
    for each in processes:
        each.start()
    for each in processes:
        each.join()
    if any(each.exitcode for each in processes):
        raise RuntimeError("not everybody was written")


def _write(services: Services, numbers: range) -> None:
    sealing, clock = services.subjects.sealing, services.clock
    terms = _NameTerms(sealing)
    with batches(), _connected(services) as connection, connection.cursor() as cursor:
        cursor.execute(_UNCHECKED)
        for some in _in_turn(numbers):
            lines = [_lines(sealing, terms, number, clock.now()) for number in some]
            for place, table in enumerate(TABLES):
                _copy(cursor, table.name, _columns(table), [each[place] for each in lines])


def _write_strangers(services: Services, numbers: range) -> None:
    sealing, now = services.subjects.sealing, services.clock.now()
    terms, data_key = _NameTerms(sealing), sealing.new_data_key()
    told, places = serialize(_data(0, "{name}", "{born}", now)), dict[tuple[str, str], int]()
    drawn = Random(numbers.start)  # noqa: S311 - the same each time
    with batches(), _connected(services) as connection, connection.cursor() as cursor:
        cursor.execute(_UNCHECKED)
        cursor.execute(_STAGE)
        for some in _in_turn(numbers):
            identities, strangers, years = [], [], []
            for name, born in _names_and_births(drawn, len(some)):
                subject_id, year = new_id(), (name, born[:4])
                of_year, of_day = terms.of(name, born)
                if year not in places:
                    places[year] = len(places)
                    years.append(f"{places[year]}\t{_array(of_year)}")
                said = told.replace("{name}", name).replace("{born}", born)
                sealed = sealing.seal(data_key, said, context=f"identity:{subject_id}")
                identities.append(f"{subject_id}\t{_text(data_key)}\t{_text(sealed)}")
                strangers.append(f"{subject_id}\t{places[year]}\t{_array(of_day)}")
            _copy(cursor, "identity", _columns(IDENTITY), identities)
            _copy(cursor, "year", ("place", "terms"), years)
            _copy(cursor, "stranger", ("subject_id", "place", "terms"), strangers)
        for each in _FROM_STAGE:
            cursor.execute(each)


def _in_turn(numbers: range) -> Iterator[range]:
    for first in range(numbers.start, numbers.stop, _TOGETHER):
        yield range(first, min(first + _TOGETHER, numbers.stop))


class _NameTerms:
    """By what people are found, as `name_rows` has it; what those of a year share is kept."""

    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing
        self._of_year = lru_cache(_NAMES_KEPT)(self._computed)

    def of(self, name: str, born: str) -> tuple[list[int], list[int]]:
        """The terms of one of this name, with all born in that year, and with those of that day."""
        of_year, of_day, day = self._of_year(name, born[:4])
        return of_year, [self._sealing.name_term(each.replace(day, born)) for each in of_day]

    def _computed(self, name: str, year: str) -> tuple[list[int], list[str], str]:
        day = f"{year}-01-01"
        told = {"name": name, "birthdate": day}
        terms = terms_of({each: Datum(value, *_TOLD) for each, value in told.items()})
        of_day = [each for each in terms if each.endswith(day)]
        return [self._sealing.name_term(each) for each in terms.difference(of_day)], of_day, day


def _lines(sealing: Sealing, terms: _NameTerms, number: int, now: datetime) -> tuple[str, ...]:
    """The rows of one person in each of TABLES, as `Registrations` and `Accounts` write them."""
    subject_id, data_key = new_id(), sealing.new_data_key()
    name, born = name_and_birth(number)
    data = _data(number, name, born, now)
    (contact,) = registered_contacts(subject_id, data, now)
    subject = {
        "subject_id": subject_id,
        "kind": SubjectKind.CITIZEN,
        "number_index": number_index(sealing, SubjectKind.CITIZEN, personal_number(number)),
        "registered_at": now,
        "matched_source": Source.NATIONAL_POPULATION_DB,
        "matched_at": now,
    }
    identity = {
        "subject_id": subject_id,
        "data_key": data_key,
        "identity_sealed": sealing.seal(
            data_key, serialize(data), context=f"identity:{subject_id}"
        ),
    }
    return (
        _line(SUBJECT, subject),
        _line(IDENTITY, identity),
        _line(CONTACT, contact_row(contact, sealing, data_key)),
        _line(ACCOUNT, _account(sealing, subject_id, data_key, number, now)),
        "\n".join([f"{term}\t{subject_id}" for term in chain(*terms.of(name, born))]),
    )


def name_and_birth(number: int) -> tuple[str, str]:
    """The name of a person, and the day of their birth (ISO 8601)."""
    (found,) = _names_and_births(Random(number), 1)  # noqa: S311 - the same each time
    return found


def _names_and_births(drawn: Random, many: int) -> Iterator[tuple[str, str]]:
    parts = [
        drawn.choices(tuple(names), tuple(names.values()), k=many)
        for names in (_FAMILIES, _MIDDLES, _GIVEN)
    ]
    days = drawn.choices(_DAYS, k=many)
    return zip(map(" ".join, zip(*parts, strict=True)), days, strict=True)


def _data(number: int, name: str, born: str, now: datetime) -> dict[str, Datum]:
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
        **{name: Datum(value, *_TOLD) for name, value in told.items()},
    }


def _account(
    sealing: Sealing, subject_id: Id, data_key: bytes, number: int, now: datetime
) -> dict[str, Any]:
    return {
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


def _copy(
    cursor: psycopg.Cursor[Any], table: str, columns: Sequence[str], lines: Sequence[str]
) -> None:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    with cursor.copy(
        sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), named)
    ) as copy:
        copy.write("\n".join([*lines, ""]) if lines else "")


def _array(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _line(table: Table, row: Mapping[str, Any]) -> str:
    return "\t".join([_text(row.get(name)) for name in _columns(table)])


@lru_cache
def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.c)


def _text(value: object) -> str:
    """A value as COPY reads it; none of ours has a tab, a line end or a backslash."""
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


@contextlib.contextmanager
def _connected(services: Services) -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own, where no statement is stopped for taking long."""
    url = services.database.engine.url.set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        yield connection


@contextlib.contextmanager
def _without_indexes(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Inside there are no such indexes; afterwards they are built again, and analysed."""
    built = [_definition(connection, "pg_get_indexdef(%s::regclass)", name) for name in _INDEXES]
    for name in _INDEXES:
        connection.execute(f"DROP INDEX {name}")
    for table, name in _CONSTRAINTS.items():
        asked = "pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
        meant = _definition(connection, asked, name)
        built.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {meant}")
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for statement in built:
        connection.execute(statement)
    connection.execute(f"VACUUM ANALYZE {', '.join(table.name for table in TABLES)}")


def _definition(connection: psycopg.Connection[Any], asked: LiteralString, name: str) -> str:
    ((found,),) = connection.execute(f"SELECT {asked}", [name]).fetchall()
    return str(found)

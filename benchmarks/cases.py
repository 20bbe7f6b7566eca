"""Figures of cases: CPU of one move, and of lists and searches among a million cases.

python -m benchmarks.cases postgresql+psycopg://user@host/empty_database [--cases 1000000]
    [--people 10000000]

The database has to be empty and migrated, and on this machine, so that the CPU of its processes can
be read. Prints CPU of this process and of the database, and the plan of each statement that ran.
People are made only where asked for (`benchmarks.people`; three and a half kilobytes each).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from sqlalchemy import event, select, text

from benchmarks import people
from benchmarks.database_cpu import database_cpu
from idp.kernel.actors import ActingClient
from idp.kernel.ids import Id
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.platform.operating_system import operator
from idp.platform.settings import Profile, Settings
from idp.services import Services
from idp.subjects.tables import SUBJECT
from idp.violations.domain import ViolationKind
from idp.wiring import build

Read = Callable[[int], object]
"""A read, each time for another number."""
MOVES: Final = 300
READS: Final = 50
_OF_ONE: Final = (
    "SELECT * FROM case_file WHERE number = 'HS-777'",
    "SELECT * FROM account WHERE subject_id = '01a2211e-1f14-78bb-a641-0110510a238b'",
)
"""The reads that run without SQLAlchemy, whose plans are asked for apart."""
_SOME: Final = select(SUBJECT.c.subject_id).limit(100_000)
_MANY: Final = """
INSERT INTO case_file (id, number, procedure, rule_set, subject_id, client_id, desk, owner, state,
                       version, opened_at, closed_at, due_by)
SELECT gen_random_uuid(), 'HS-' || n, (ARRAY['misuse', 'loss', 'policy_change'])[1 + n % 3],
       'draft-2024', CASE WHEN n % 2 = 0 THEN coalesce(
           (CAST(:people AS uuid[]))[1 + n % array_length(CAST(:people AS uuid[]), 1)],
           gen_random_uuid()) END,
       CASE WHEN n % 3 = 0 THEN 'client-' || n % 5000 END,
       (ARRAY['review', 'help', 'operation'])[1 + n % 3],
       CASE WHEN n % 7 = 0 THEN 'officer:' || n % 500 END, 'open', 1, now(),
       CASE WHEN n % 10 <> 0 THEN now() END, now() + (n % 100000) * interval '1 minute'
FROM generate_series(1, :cases) n
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        services = build(_settings(asked.database, Path(folder)))
        _moves(services)
        if asked.people:
            people.add_people(services, asked.people)
        _reads(services, asked.cases, asked.people)


def _settings(url: str, folder: Path) -> Settings:
    keyring = folder / "keyring.json"
    key_file.create(keyring, now=SystemClock().now(), profile=Profile.DEMO)
    return Settings(
        profile=Profile.DEMO,
        issuer="http://localhost:8000",
        database_url=url,
        keyring=keyring,
        database_statement_seconds=600,
        secret=SecretStr("demo.a-secret-of-this-benchmark-alone-0123456789"),
    )


def _moves(services: Services) -> None:
    by, violations = operator("benchmark"), services.violations
    cases: list[str] = []

    def opening() -> None:
        cases[:] = [
            violations.open(
                ViolationKind.CODE_REPLAYED,
                issued_to="a",
                actor=ActingClient(client_id="b"),
                evidence={"turn": turn},
            )
            for turn in range(MOVES)
        ]

    measure = _Meter(services.database)
    measure("open a misuse case", MOVES, opening)
    measure("count its repeat", MOVES, opening)
    measure("take it", MOVES, lambda: [violations.take(each, by) for each in cases])
    measure("close it", MOVES, lambda: [violations.close(each, "found", by) for each in cases])


def _reads(services: Services, cases: int, many: int) -> None:
    database = services.database
    some = [row.subject_id for row in database.all(_SOME)]
    with database.transaction():
        database.execute(text(_MANY).bindparams(cases=cases, people=some or None))
    with database.transaction():
        database.execute(text("ANALYZE case_file"))
    measure = _Meter(database)
    of_people = _searches_of_people(services, many) if many else {}
    for name, read in {**_lists(services, some), **of_people}.items():
        if not read(0):
            raise SystemExit(f"{name}: nothing was found")
        measure(name, READS, lambda read=read: [read(turn) for turn in range(READS)])  # type: ignore[misc]
        sys.stdout.write("".join(f"    {line}\n" for line in _plans(database, read)))
    for statement in _OF_ONE:
        plan = database.all(text(f"EXPLAIN (COSTS OFF) {statement}"))
        sys.stdout.write(f"{statement}\n    {' / '.join(row[0].strip() for row in plan)}\n")


def _lists(services: Services, people: Sequence[Id]) -> Mapping[str, Read]:
    work = services.work_list
    lists: dict[str, Read] = {
        "queue of a desk": lambda _: work.queue("review"),
        "everything of a desk": lambda _: work.of_desk("review"),
        "cases of an owner": lambda turn: work.of_owner(f"officer:{7 * turn}"),
        "find a number": lambda turn: work.find(f"HS-{777 + turn}"),
        "find a client": lambda turn: work.find(f"client-{3 * turn}"),
    }
    if people:
        lists["find the cases of a person"] = lambda turn: work.find(people[turn])
    return lists


def _searches_of_people(services: Services, many: int) -> Mapping[str, Read]:
    """What `POST /officer/people` reads, each time for another person."""
    accounts, subjects = services.accounts, services.subjects

    def number(turn: int) -> int:
        return turn * 7_919 % many

    def by_number(turn: int) -> object:
        found = subjects.by_number(people.personal_number(number(turn)))
        return [accounts.by_subject(each) for each in found]

    return {
        "find a user name": lambda turn: accounts.by_username(people.username(number(turn))),
        "find an identification number": by_number,
    }


def _plans(database: Database, read: Read) -> Iterator[str]:
    """How PostgreSQL finds the rows of each statement that a read runs, with its figures."""
    plans: list[str] = []

    def explain(connection: Any, _: object, sql: str, parameters: Any, *__: object) -> None:  # noqa: ANN401 - the driver's
        raw = connection.connection.driver_connection
        found = raw.execute(f"EXPLAIN (COSTS OFF) {sql}", parameters).fetchall()
        plans.append(" / ".join(row[0].strip() for row in found))

    engines = (database.engine, database._readers.engine)  # noqa: SLF001 - those in autocommit
    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    try:
        read(1)
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", explain)
    yield from plans


class _Meter:
    """Prints CPU milliseconds of one turn: of this process, and of the database's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, name: str, turns: int, work: Callable[[], object]) -> None:
        before, theirs = time.process_time(), database_cpu(self._database)
        work()
        ours = time.process_time() - before
        theirs = database_cpu(self._database) - theirs
        sys.stdout.write(
            f"{name}: {ours / turns * 1000:.2f} ms, database {theirs / turns * 1000:.2f} ms\n"
        )


if __name__ == "__main__":
    main()

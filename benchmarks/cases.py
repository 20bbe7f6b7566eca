"""Figures of cases: CPU of one move, and of lists and searches among a million.

python -m benchmarks.cases postgresql+psycopg://user@host/empty_database [--cases 1000000]

The database has to be empty and migrated, and on this machine, so that the CPU of its processes can
be read. Prints CPU of this process and of the database, and the plan of each list.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlalchemy import text

from idp.kernel.actors import ActingClient
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.platform.operating_system import operator
from idp.platform.settings import Profile, Settings
from idp.services import Services
from idp.violations.domain import ViolationKind
from idp.wiring import build

MOVES: Final = 300
READS: Final = 50
_MANY: Final = """
INSERT INTO case_file (id, number, procedure, rule_set, subject_id, client_id, desk, owner, state,
                       version, opened_at, closed_at, due_by)
SELECT gen_random_uuid(), 'HS-' || n, (ARRAY['misuse', 'loss', 'policy_change'])[1 + n % 3],
       'draft-2024', CASE WHEN n % 2 = 0 THEN gen_random_uuid() END,
       CASE WHEN n % 3 = 0 THEN 'client-' || n % 5000 END,
       (ARRAY['review', 'help', 'operation'])[1 + n % 3],
       CASE WHEN n % 7 = 0 THEN 'officer:' || n % 500 END, 'open', 1, now(),
       CASE WHEN n % 10 <> 0 THEN now() END, now() + (n % 100000) * interval '1 minute'
FROM generate_series(1, :cases) n
"""
_LISTS: Final = {
    "queue of a desk": "desk = 'review' AND owner IS NULL",
    "cases of an owner": "owner = 'officer:70'",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--cases", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        services = build(_settings(asked.database, Path(folder)))
        _moves(services)
        _reads(services, asked.cases)


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


def _reads(services: Services, cases: int) -> None:
    database, work = services.database, services.work_list
    with database.transaction():
        database.execute(text(_MANY).bindparams(cases=cases))
    with database.transaction():
        database.execute(text("ANALYZE case_file"))
    measure = _Meter(database)
    for name, read in (
        ("queue of a desk", lambda: work.queue("review")),
        ("everything of a desk", lambda: work.of_desk("review")),
        ("cases of an owner", lambda: work.of_owner("officer:70")),
        ("find a number", lambda: work.find("HS-777")),
        ("find a client", lambda: work.find("client-3")),
    ):
        measure(name, READS, lambda read=read: [read() for _ in range(READS)])  # type: ignore[misc]
    for name, condition in _LISTS.items():
        plan = database.all(
            text(
                "EXPLAIN (COSTS OFF) SELECT * FROM case_file WHERE closed_at IS NULL AND "  # noqa: S608 - both are ours
                f"{condition} ORDER BY due_by, id LIMIT 51"
            )
        )
        sys.stdout.write(f"{name}: {' / '.join(row[0].strip() for row in plan)}\n")


class _Meter:
    """Prints CPU milliseconds of one turn: of this process, and of the database's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, name: str, turns: int, work: Callable[[], object]) -> None:
        before, theirs = time.process_time(), self._of_database()
        work()
        ours, theirs = time.process_time() - before, self._of_database() - theirs
        sys.stdout.write(
            f"{name}: {ours / turns * 1000:.2f} ms, database {theirs / turns * 1000:.2f} ms\n"
        )

    def _of_database(self) -> float:
        """CPU seconds of the database's processes for this database."""
        pids = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        ticks = 0
        for row in self._database.all(text(pids)):
            try:
                said = Path(f"/proc/{row.pid}/stat").read_text("ascii")
            except OSError:
                continue
            used = said.rpartition(") ")[2].split()
            ticks += int(used[11]) + int(used[12])
        return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()

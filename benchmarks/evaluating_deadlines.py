"""The cost of evaluating running terms, as `idp worker` does every minute.

python -m benchmarks.evaluating_deadlines FOLDER [TERMS]

FOLDER is the one filled by `benchmarks.prepare`, or has an `idp.toml` of a migrated SQLite
database; that gets 100,000 running terms, or TERMS.
Told are seconds on the clock and of CPU: of this process, and of the database's connections, where
it runs on this machine (from /proc, so on Linux only).
"""

import itertools
import os
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import text

from idp.kernel.ids import new_id
from idp.law.terms import TermId
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.platform.settings import Settings
from idp.services import Services
from idp.wiring import build

TERMS: Final = 100_000
_TOGETHER: Final = 1_000
_TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")
_OF_THE_DATABASE: Final = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
)


@dataclass
class MovedClock:
    """The clock of the machine, moved."""

    by: timedelta = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.by


def main(folder: Path, terms: int) -> None:
    settings = Settings(**tomllib.loads((folder / "idp.toml").read_text("utf-8")))
    clock = MovedClock()
    services = build(settings, clock=clock)
    _measure(services.database, f"start {terms} terms", _starting(services, terms))
    for name, by in (
        ("evaluate, nothing is due", timedelta()),
        ("evaluate, all are half over", timedelta(days=8)),
        ("evaluate, all have run out", timedelta(days=60)),
        ("evaluate, all are done with", timedelta(days=61)),
    ):
        clock.by = by
        _measure(services.database, name, _evaluating(services))


def _starting(services: Services, terms: int) -> Iterator[int]:
    """Ten working days from now on, a thousand in each transaction."""
    now = services.clock.now()
    for _ in range(terms // _TOGETHER):
        with services.database.transaction():
            for _ in range(_TOGETHER):
                services.deadlines.start(
                    new_id(), TermId.CLOSE_LOSS_CASE, now, case_kind="measurement"
                )
        yield _TOGETHER


def _evaluating(services: Services) -> Iterator[int]:
    yield services.deadline_letters.evaluate()


def _measure(database: Database, name: str, work: Iterator[int]) -> None:
    began, own, theirs = time.monotonic(), time.process_time(), _cpu_of_the_database(database)
    done = sum(work)
    took, spent = time.monotonic() - began, time.process_time() - own
    of_database = _cpu_of_the_database(database) - theirs
    print(f"{name}: {done} rows, {took:.2f} s; CPU {spent:.2f} s, database {of_database:.2f} s")


def _cpu_of_the_database(database: Database) -> float:
    """Seconds of its present connections; those of this process stay open meanwhile."""
    if database.engine.dialect.name == "sqlite":
        return 0.0  # in this process
    ticks = 0
    for row in database.all(_OF_THE_DATABASE):
        stat = Path(f"/proc/{row.pid}/stat")
        if stat.exists():
            after_name = stat.read_text("utf-8").rpartition(") ")[2].split()
            ticks += sum(map(int, itertools.islice(after_name, 11, 13)))
    return ticks / _TICKS_PER_SECOND


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else TERMS)  # noqa: PLR2004

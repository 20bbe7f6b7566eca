"""How many people a second `idp people import` brings in, without password hashes.

python -m benchmarks.importing_people URL [LINES]

URL is of an empty database that is thrown away: postgresql+psycopg://… or sqlite:///…. Each line is
a citizen with five items, a mail address and an account. The second run over the same file finds
everybody there. Printed are people a second by the clock, by the time of this process alone, and by
that of its best batch, which is what a machine that does nothing else takes; and its most memory.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from alembic import command

from benchmarks.people import name_and_birth, personal_number, username
from idp.intake.domain.faults import FaultyLine
from idp.intake.domain.person import Defaults
from idp.intake.reading import FileFormat, lines_of, require_utf8
from idp.kernel.actors import Operator
from idp.kernel.loading import batches
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.settings import DEMO_SECRET_PREFIX, Settings
from idp.schema.models import configuration
from idp.services import Services
from idp.subjects.domain import Source, SubjectKind
from idp.wiring import build

DEFAULTS: Final = Defaults(SubjectKind.CITIZEN, Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))
_HEAD: Final = "number,name,birthdate,gender,email,email_verified,username,level\n"
_SECRET: Final = DEMO_SECRET_PREFIX + "known-and-only-for-load-measurements-0123456789"


class _Silent:
    """Faults are none, and numbers are not wanted."""

    def fault(self, found: FaultyLine) -> None:
        raise SystemExit(f"line {found.line}: {found.faults}")

    def number(self, line: int, kind: SubjectKind, number: str) -> None:
        raise SystemExit(f"line {line}: no number of a {kind} is assigned, but {number} was")


def main(url: str, lines: int) -> None:
    """Import a file of so many lines twice."""
    with tempfile.TemporaryDirectory() as folder:
        services, file = services_over(url, Path(folder)), Path(folder) / "people.csv"
        with file.open("w", encoding="utf-8") as content:
            content.writelines(_lines(lines))
        for what in ("new", "already there"):
            wall, cpu = time.perf_counter(), time.process_time()
            with batches():
                best = max(_run(services, file))
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            print(
                f"{what}: {lines / wall:,.0f}/s, {lines / cpu:,.0f}/s of this process, "
                f"{best:,.0f}/s in its best batch"
            )
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
        services.database.close()


def services_over(url: str, folder: Path) -> Services:
    """The services over a database that is made anew here, and a keyring in the folder."""
    command.upgrade(configuration(url, secret=_SECRET), "head")
    key_file.create(folder / "keyring.json", now=SystemClock().now(), profile="demo")
    return build(settings_over(url, folder))


def settings_over(url: str, folder: Path) -> Settings:
    """The settings of such services."""
    given: dict[str, Any] = {
        "profile": "demo",
        "issuer": "http://127.0.0.1:4010",
        "database_url": url,
        "keyring": str(folder / "keyring.json"),
        "secret": _SECRET,
        "history_fields_act": "load measurement",
    }
    return Settings(**given)


def _run(services: Services, file: Path) -> Iterator[float]:
    """The people a second of the time of this process, of each batch."""
    operator = Operator(user="benchmark", host="benchmark")
    with file.open("rb") as content:
        require_utf8(content)
        lines = lines_of(content, FileFormat.CSV)
        before, done = time.process_time(), 0
        for report in services.intake.take(lines, DEFAULTS, _Silent(), actor=operator):
            now = time.process_time()
            yield (report.lines - done) / (now - before)
            before, done = now, report.lines


def _lines(people: int) -> Iterator[str]:
    yield _HEAD
    for each in range(people):
        name, born = name_and_birth(each)
        yield (
            f"{personal_number(each)},{name},{born},female,"
            f"{username(each)}@bench.test,true,{username(each)},2\n"
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)  # noqa: PLR2004

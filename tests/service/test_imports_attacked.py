"""An import that is ended in the worst moment, resumed, and run twice at once."""

import csv
import os
import re
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select

from idp.intake.service import Intake, LineListener
from idp.platform.database import Database
from idp.subjects.tables import SUBJECT
from tests.support.commands import Idp

_REGISTERED = select(func.count().label("registered")).select_from(SUBJECT)
OPTIONS = ("--source", "immigration_db", "--recorded-on", "2026-07-01")
HEAD = (
    "kind,name,birthdate,gender,nationality,travel_document.type,travel_document.number,"
    "travel_document.issued_on,travel_document.issued_at\n"
)
PEOPLE = 700


class _Killed(BaseException):
    """No handler of the run tells anything any more."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Foreigners who have no number yet: each is assigned one."""
    lines = (
        f"foreigner,Ann Lee,1990-01-01,female,FRA,passport,X{each:07},2020-01-01,Paris\n"
        for each in range(PEOPLE)
    )
    path = tmp_path / "foreigners.csv"
    path.write_text(HEAD + "".join(lines), "utf-8")
    return path


def told(path: Path) -> dict[int, str]:
    with path.open(encoding="utf-8", newline="") as content:
        return {int(row["line"]): row["number"] for row in csv.DictReader(content)}


def registered(database: Database) -> int:
    row = database.one(_REGISTERED)
    assert row is not None
    return int(row.registered)


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after", [1, 120])
def test_each_number_that_was_assigned_is_told_whenever_a_run_is_terminated(
    idp: Idp,
    database: Database,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
    signum: signal.Signals,
) -> None:
    numbers, rest = tmp_path / "numbers.csv", tmp_path / "rest.csv"
    flush, seen = Intake._tell, 0  # noqa: SLF001 - the moment behind a commit

    def terminated(intake: Intake, listener: LineListener, *rest: Any) -> None:  # noqa: ANN401
        def number(*which: Any) -> None:  # noqa: ANN401
            nonlocal seen
            seen += 1
            if seen == after:
                os.kill(os.getpid(), signum)
            listener.number(*which)

        flush(intake, SimpleNamespace(number=number, fault=listener.fault), *rest)

    monkeypatch.setattr(Intake, "_tell", terminated)
    stopped = idp("people", "import", str(file), *OPTIONS, "--numbers", str(numbers))
    assert stopped.exit_code == 128 + signum, stopped.output
    there = registered(database)
    assert len(told(numbers)) == there
    (done,) = re.findall(r"go on with --after-line (\d+)", stopped.output)
    assert int(done) - 1 == there
    resumed = idp(
        "people", "import", str(file), *OPTIONS, "--after-line", done, "--numbers", str(rest)
    )
    assert resumed.exit_code == 0, resumed.output
    both = told(numbers) | told(rest)
    assert (len(both), len(set(both.values())), registered(database)) == (PEOPLE,) * 3


def test_after_a_kill_the_whole_file_tells_each_number_that_was_assigned(
    idp: Idp,
    database: Database,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ended between a commit and its lines, so that a finished batch is told by no file."""
    numbers, again = tmp_path / "numbers.csv", tmp_path / "again.csv"

    def killed(*_: Any) -> None:  # noqa: ANN401
        raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr(Intake, "_tell", killed)
        with pytest.raises(_Killed):
            idp("people", "import", str(file), *OPTIONS, "--numbers", str(numbers))
    assert 0 < registered(database) < PEOPLE
    assert told(numbers) == {}
    resumed = idp("people", "import", str(file), *OPTIONS, "--numbers", str(again))
    assert resumed.exit_code == 0, resumed.output
    lines = told(again)
    assert list(lines) == [*range(2, PEOPLE + 2)]
    assert (len(set(lines.values())), registered(database)) == (PEOPLE,) * 2

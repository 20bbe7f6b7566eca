"""`idp people`: what an operator reads, and what no file and no log says."""

import csv
import json
import os
import re
import signal
import threading
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from idp.cli.people import harmless
from idp.platform.database import Database
from idp.subjects.tables import SUBJECT
from tests.support.commands import Idp

HEAD = "kind,number,name,birthdate,gender,username,level\n"
GOOD = "citizen,001190000017,=Trần Thị Hạnh,1990-01-01,female,hanh,1\n"
BAD = "citizen,=1+1,Nguyễn Bí Mật,1990-01-01,female,,\n"
_REGISTERED = select(func.count().label("registered")).select_from(SUBJECT)
OPTIONS = ("--source", "national_population_db", "--recorded-on", "2026-07-01")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(HEAD + GOOD + BAD, "utf-8-sig")
    return path


@pytest.mark.usefixtures("database")
def test_a_file_is_imported_and_told_of(
    idp: Idp, file: Path, tmp_path: Path, log_lines: list[MutableMapping[str, Any]]
) -> None:
    errors = tmp_path / "errors.csv"
    dry = idp("people", "import", str(file), *OPTIONS, "--dry-run")
    assert (dry.exit_code, "nothing was kept" in dry.output) == (1, True)
    told = idp("people", "import", str(file), *OPTIONS, "--json", "--errors", str(errors))
    assert told.exit_code == 1
    report = json.loads(told.stdout)
    assert (report["registered"], report["accounts"], report["refused"]) == (1, 1, 1)
    assert report["reasons"] == {"number_malformed": 1}
    with errors.open(encoding="utf-8", newline="") as content:
        assert list(csv.reader(content)) == [
            ["line", "column", "reason"],
            ["3", "number", "number_malformed"],
        ]
    assert errors.stat().st_mode & 0o077 == 0
    for said in (dry.output, told.output, str(log_lines)):
        assert "Bí Mật" not in said
    again = idp("people", "import", str(file), *OPTIONS, "--json", "--after-line", "3")
    assert json.loads(again.stdout)["lines"] == 0
    shown = json.loads(idp("people", "show", "001190000017").stdout)
    assert shown["items"]["name"] == {
        "source": "national_population_db",
        "recorded_on": "2026-07-01",
    }
    assert shown["account"] == "granted_pending_activation"
    assert "Hạnh" not in str(shown)
    assert idp("people", "show", "001190000099").exit_code == 1


def test_a_run_that_is_stopped_says_from_where_to_go_on(
    idp: Idp, database: Database, tmp_path: Path
) -> None:
    people, file = 3_000, tmp_path / "many.csv"
    lines = (f"citizen,001{each:09},Trần Hạnh,1990-01-01,female,,\n" for each in range(people))
    file.write_text(HEAD + "".join(lines), "utf-8")
    running = threading.Event()

    def stop() -> None:
        while not running.wait(0.01):
            if database.one(_REGISTERED).registered:  # type: ignore[union-attr]
                os.kill(os.getpid(), signal.SIGTERM)
                return

    with ThreadPoolExecutor(1) as pool:
        stopping = pool.submit(stop)
        stopped = idp("people", "import", str(file), *OPTIONS)
        running.set()
        stopping.result()
    assert stopped.exit_code == 128 + signal.SIGTERM
    (done,) = re.findall(r"go on with --after-line (\d+)", stopped.output)
    there = int(done) - 1
    kept = database.one(_REGISTERED)
    assert kept is not None
    assert there == kept.registered
    assert 0 < there < people
    rest = idp("people", "import", str(file), *OPTIONS, "--json", "--after-line", done)
    assert json.loads(rest.stdout)["registered"] == people - there


@pytest.mark.parametrize(
    ("day", "reason"), [("2999-07-01", "date_in_future"), ("0001-01-01", "date_malformed")]
)
def test_a_day_of_the_command_is_held_to_what_a_cell_is(
    idp: Idp, file: Path, day: str, reason: str
) -> None:
    told = idp("people", "import", str(file), *OPTIONS[:3], day)
    assert (told.exit_code, reason in told.output) == (2, True)
    assert idp("people", "show", "001190000017").exit_code == 1


def test_a_file_that_is_not_taken_leaves_nothing(idp: Idp, file: Path) -> None:
    file.write_bytes((HEAD + GOOD + BAD).encode("utf-16"))
    told = idp("people", "import", str(file), *OPTIONS)
    assert told.exit_code == 1
    assert "encoding_other at line 1, column 1" in told.output
    file.write_text("number,religion\n1,x\n", "utf-8")
    told = idp("people", "import", str(file), *OPTIONS)
    assert "column_unknown at line 1, column 2: religion" in told.output


def test_numbers_that_were_assigned_are_written_for_the_operator(idp: Idp, tmp_path: Path) -> None:
    file, numbers = tmp_path / "bodies.jsonl", tmp_path / "numbers.csv"
    document = {
        "kind": "organisation",
        "name": "Sở Tư pháp",
        "established_on": "1990-01-01",
        "address": "1 Lê Lợi",
        "body_code": "000.01",
    }
    file.write_text(json.dumps(document), "utf-8")
    options = ("--source", "national_organisation_db", "--recorded-on", "2026-07-01")
    assert idp("people", "import", str(file), *options, "--numbers", str(numbers)).exit_code == 0
    with numbers.open(encoding="utf-8", newline="") as content:
        (line,) = csv.DictReader(content)
    assert (line["line"], line["kind"], len(line["number"])) == ("1", "organisation", 12)
    refused = idp("people", "import", str(file), *options, "--numbers", str(numbers))
    assert (refused.exit_code, "exists already" in refused.output) == (1, True)
    assert idp("people", "import", str(file), *options).exit_code == 0


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_no_cell_we_write_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("number_malformed") == "number_malformed"

"""Commands that bring people in and tell where their data came from."""

import csv
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import click

from idp.cli.context import services, show
from idp.intake.domain.columns import ALLOWED
from idp.intake.domain.faults import FaultyLine, FileRefused
from idp.intake.domain.line import PersonLine
from idp.intake.domain.person import Defaults, day_fault
from idp.intake.domain.report import ImportReport
from idp.intake.reading import FileFormat, format_of, lines_of, require_utf8
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.loading import batches
from idp.platform.operating_system import operator
from idp.services import Services
from idp.subjects.domain import Source, SubjectKind
from idp.subjects.registration import NumbersExhausted

_SOURCES: Final = [str(each) for each in Source if each is not Source.SYSTEM]
_BY_SIGNAL: Final = 128
"""A shell's status of a program that a signal ended, without the signal's number."""
_SHOWN: Final = 20
"""Faults that are told on standard error where no file is named for them."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@click.group()
def people() -> None:
    """Bring people in from a file, and tell what is kept of them.

    \b
    Example:  idp people import people.csv --source national_population_db \\
                --recorded-on 2026-07-01 --dry-run
    """


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Do everything and keep nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice([str(each) for each in FileFormat]),
    default=None,
    help="By default JSON Lines for .jsonl and .ndjson, else CSV.",
)
@click.option("--kind", type=click.Choice([str(each) for each in ALLOWED]), default=None)
@click.option(
    "--source", type=click.Choice(_SOURCES), default=None, help="Of data that name no source."
)
@click.option(
    "--recorded-on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day on which the source recorded data that name no day.",
)
@click.option("--after-line", type=click.IntRange(min=0), default=0, help="Leave out lines up to.")
@click.option("--errors", type=click.Path(path_type=Path), default=None, help="A new file: CSV.")
@click.option(
    "--numbers",
    type=click.Path(path_type=Path),
    default=None,
    help="A new file for the numbers that were assigned, by line.",
)
@click.option("--json", "for_machines", is_flag=True, help="The report as one JSON line.")
@click.option("--by", "said", default="", help="A remark: who does this.")
def import_people(  # noqa: PLR0913, PLR0917 - one parameter for each option
    file: Path,
    dry_run: bool,  # noqa: FBT001 - click passes by name
    form: str | None,
    kind: str | None,
    source: str | None,
    recorded_on: datetime | None,
    after_line: int,
    errors: Path | None,
    numbers: Path | None,
    for_machines: bool,  # noqa: FBT001
    said: str,
) -> None:
    """Register the people of FILE, with accounts for those who have a user name.

    Nobody who is there already is changed, so that the same file can be imported again;
    docs/people.md has the columns and the reasons. The exit status is 0 when no line was refused or
    in conflict.

    \b
    Example:  idp people import people.csv --kind citizen --source national_population_db \\
                --recorded-on 2026-07-01 --errors errors.csv
    """
    defaults = Defaults(
        None if kind is None else SubjectKind(kind),
        None if source is None else Source(source),
        None if recorded_on is None else recorded_on.date(),
    )
    read_as = format_of(file) if form is None else FileFormat(form)
    with ExitStack() as stack:
        opened = stack.enter_context(services())
        _refuse_day(defaults.recorded_on, civil_day(opened.clock.now()))
        content = stack.enter_context(file.open("rb"))
        told = _Told(
            _table(stack, errors, ("line", "column", "reason")),
            _table(stack, numbers, ("line", "kind", "number")),
        )
        with _refusing_files(told), batches():
            require_utf8(content)
            lines = _after(after_line, lines_of(content, read_as))
            by = operator(said)
            for report in opened.intake.take(lines, defaults, told, actor=by, dry_run=dry_run):
                told.committed(report)
    report = told.report or ImportReport(dry_run)
    if for_machines:
        show(report.document())
    else:
        click.echo(_in_words(report))
    sys.exit(1 if report.refused or report.conflicts else 0)


@people.command("show")
@click.argument("number")
def show_person(number: str) -> None:
    """Tell which data are kept of the people with this number, and from where.

    The data themselves are shown to an officer at the desk, for a purpose that the person reads.

    \b
    Example:  idp people show 912345678903
    """
    with services(reads_only=True) as opened:
        found = opened.subjects.by_number(number)
        if not found:
            raise click.ClickException("nobody has this number")
        for subject_id in found:
            show(_kept(opened, subject_id))


@people.command("index-names")
@click.option("--again", is_flag=True, help="Go through everybody once more, from the first on.")
def index_names(*, again: bool) -> None:
    """Write by which names people are found who were there before an upgrade.

    A worker does the same by itself, a part at a time. What was done stays done when this is
    stopped, and it goes on from there. --again is for rows that were lost.

    \b
    Example:  idp people index-names
    """
    with services() as opened:
        if again:
            opened.name_index.order()
        mended = 0
        while (done := opened.name_index.step()) is not None:
            mended += done
        click.echo(f"the names of {mended} people were written anew")
        due_at = opened.name_index.due_at()
        if due_at is None:
            click.echo("everybody is found by their name")
        elif due_at > opened.clock.now():
            click.echo(f"a last round is due at {due_at.isoformat()}")
        else:
            click.echo("another process goes on with it")


def _kept(opened: Services, subject_id: Id) -> dict[str, Any]:
    identity, account = (
        opened.subjects.identity(subject_id),
        opened.accounts.status_of(subject_id),
    )
    return {
        "subject_id": subject_id,
        "kind": identity.kind,
        "matched": opened.subjects.matched(subject_id),
        "items": {
            name: {"source": datum.source, "recorded_on": datum.recorded_on}
            for name, datum in sorted(identity.data.items())
        },
        "account": None if account is None else account.state,
        "level": None if account is None else account.level,
    }


@dataclass
class _Told:
    """Tells of single lines once their batch is committed; never what a line says.

    `ended_by`: the signal that ends the run, once what was committed is told.
    """

    errors: "_Table | None"
    numbers: "_Table | None"
    report: ImportReport | None = None
    shown: int = 0
    ended_by: int | None = None

    def fault(self, found: FaultyLine) -> None:
        for each in found.faults:
            if self.errors is not None:
                self.errors.add(found.line, each.column, each.reason)
            elif self.shown < _SHOWN:
                self.shown += 1
                where = f", {each.column}" if each.column else ""
                click.echo(f"line {found.line}{where}: {each.reason}", err=True)

    def number(self, line: int, kind: SubjectKind, number: str) -> None:
        if self.numbers is not None:
            self.numbers.add(line, kind, number)

    def committed(self, report: ImportReport) -> None:
        self.report = report
        for table in (self.errors, self.numbers):
            if table is not None:
                table.file.flush()
        if self.ended_by is not None:
            _end(self.ended_by)

    def stop(self, number: int, _: object) -> None:
        """The handler of a signal; a second one waits for nothing."""
        if self.ended_by is not None:
            _end(number)
        self.ended_by = number


class _Table:
    """A new CSV file that only its owner can read."""

    def __init__(self, file: TextIO, columns: tuple[str, ...]) -> None:
        self.file, self._writer = file, csv.writer(file)
        self.add(*columns)

    def add(self, *cells: object) -> None:
        self._writer.writerow([harmless(str(cell)) for cell in cells])


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _table(stack: ExitStack, path: Path | None, columns: tuple[str, ...]) -> _Table | None:
    if path is None:
        return None
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"{path} exists already") from error
    file = stack.enter_context(os.fdopen(descriptor, "w", encoding="utf-8", newline=""))
    return _Table(file, columns)


def _after(
    line: int, lines: Iterator[PersonLine | FaultyLine]
) -> Iterator[PersonLine | FaultyLine]:
    """The lines behind one that is done already."""
    for each in lines:
        if (each.number if isinstance(each, PersonLine) else each.line) > line:
            yield each


def _refuse_day(recorded_on: date | None, today: date) -> None:
    """The option is held to what a cell is. Raises BadParameter with the reason of a cell."""
    fault = None if recorded_on is None else day_fault(recorded_on, today)
    if fault is not None:
        raise click.BadParameter(str(fault), param_hint="--recorded-on")


@contextmanager
def _refusing_files(told: _Told) -> Iterator[None]:
    """Exit with the reason of a file that is not taken, or say how far a run came that stops.

    SIGTERM and Ctrl-C stop it behind the batch it is at: a number that was assigned is told by
    nothing else. The second one stops it at once, and what is in no finished batch is rolled back.
    """
    usual = {each: signal.signal(each, told.stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    except FileRefused as refused:
        raise click.ClickException(f"refused: {refused}") from refused
    except BaseException as error:
        done = 0 if told.report is None else told.report.after
        click.echo(f"done to line {done}; go on with --after-line {done}", err=True)
        if isinstance(error, NumbersExhausted):
            longer = "hardly any number of this structure is left: set a longer one"
            raise click.ClickException(longer) from error
        raise
    finally:
        for each, handler in usual.items():
            signal.signal(each, handler)


def _end(number: int) -> NoReturn:
    sys.exit(_BY_SIGNAL + number)


def _in_words(report: ImportReport) -> str:
    document = report.document()
    reasons = document.pop("reasons")
    head = "Dry run: nothing was kept.\n" if document.pop("dry_run") else ""
    lines = [f"{count:>10}  {name.replace('_', ' ')}" for name, count in document.items()]
    lines += [f"{count:>10}  {reason}" for reason, count in reasons.items()]
    return head + "\n".join(lines)

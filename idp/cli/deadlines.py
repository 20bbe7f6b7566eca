"""Commands for the terms of the law that run in cases (X7.2)."""

from dataclasses import asdict
from datetime import date, datetime

import click

from idp.cli.context import services, show
from idp.deadlines.domain import Deadline


@click.group()
def deadlines() -> None:
    """List the terms that run, report a month, and count all of them again.

    \b
    Example:  idp deadlines list
    """


@deadlines.command("list")
@click.option("--case", "case_id", type=click.UUID, default=None, help="Of one case, ended or not.")
def list_deadlines(case_id: object) -> None:
    """Show running terms as JSON lines, what is due first first.

    `state` is running, half_over, nearly_over, overdue, or of an ended one met or breached.
    `certainty` PROVISIONAL or UNKNOWN: the calendar is not published that far; the term is counted
    again when it is.

    \b
    Example:  idp deadlines list
    """
    with services(reads_only=True) as opened:
        found = (
            opened.deadlines.running()
            if case_id is None
            else opened.deadlines.of_case(str(case_id))
        )
        for deadline in found:
            show(_shown(deadline, opened.clock.now()))


@deadlines.command("report")
@click.argument("month", type=click.DateTime(["%Y-%m"]))
def report(month: datetime) -> None:
    """Show what was due in MONTH and what was not kept, as JSON lines.

    First a line with figures for each kind of case and term, then one for each breach. `median` and
    `ninetieth` are what half and nine of ten of those that ended took at most, in the unit of the
    term. A term that is overdue counts as breached once `idp worker` has recorded it.

    \b
    Example:  idp deadlines report 2026-11
    """
    with services(reads_only=True) as opened:
        first = date(month.year, month.month, 1)
        for figures in opened.term_reports.of(first).figures:
            show(figures)
        for deadline in opened.deadlines.breached(first):
            show(_shown(deadline, opened.clock.now()))


@deadlines.command("check")
def check() -> None:
    """Count every term again from its own facts, and show those that differ.

    Case, term, start, rule set and edition of the calendar give the instant at which a term is due;
    one that differs was altered, or was counted with a calendar that is not here. The exit status
    is 1 where there is one.

    \b
    Example:  idp deadlines check
    """
    with services(reads_only=True) as opened:
        wrong = list(opened.deadlines.miscounted())
        for deadline in wrong:
            show(_shown(deadline, opened.clock.now()))
    if wrong:
        raise click.ClickException(f"{len(wrong)} terms do not follow from their facts")
    click.echo("every term follows from its facts", err=True)


def _shown(deadline: Deadline, now: datetime) -> dict[str, object]:
    return {
        **asdict(deadline),
        "certainty": deadline.certainty.name,
        "state": deadline.state(now),
        "percent_over": deadline.percent_over(now),
    }

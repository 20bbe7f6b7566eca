"""Commands for violation cases."""

import click

from idp.cli.context import granted, services, show
from idp.platform.operating_system import operator
from idp.violations.domain import CaseState


@click.group()
def violations() -> None:
    """List, take and close the cases of results passed on or used again.

    \b
    Example:  idp violations list --state open
    """


@violations.command("list")
@click.option("--state", type=click.Choice([each.value for each in CaseState]), default=None)
def list_violations(state: str | None) -> None:
    """Show cases as JSON lines.

    \b
    Example:  idp violations list --state open
    """
    with services(reads_only=True) as opened:
        for case in opened.violations.iterate(None if state is None else CaseState(state)):
            show(case)


@violations.command("take")
@click.argument("case_id")
@click.option("--by", required=True, help="A remark: who answers for the case from now on.")
def take(case_id: str, by: str) -> None:
    """Take an open case.

    \b
    Example:  idp violations take 0198… --by an.nguyen
    """
    with services() as opened:
        show(granted(opened.violations.take(case_id, operator(by))))


@violations.command("close")
@click.argument("case_id")
@click.option("--outcome", required=True, help="What was found and done.")
@click.option("--by", default="", help="A remark: who closes it.")
def close(case_id: str, outcome: str, by: str) -> None:
    """Close a taken case with its outcome; a person it concerns reads it in a letter.

    \b
    Example:  idp violations close 0198… --outcome "party warned, key replaced"
    """
    with services() as opened:
        show(granted(opened.violations.close(case_id, outcome, operator(by))))

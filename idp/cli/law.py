"""Commands for legal time: the terms, and when one ends."""

from dataclasses import asdict
from datetime import datetime

import click

from idp.cli.context import settings, show
from idp.cli.legal_data import chosen
from idp.kernel.clock import VIET_NAM
from idp.kernel.rule_sets import RuleSetName
from idp.law.counting import parts
from idp.law.legal_time import LegalTime, legal_time
from idp.law.terms import TermId

_RULE_SET = click.option(
    "--rule-set",
    "name",
    type=click.Choice([each.value for each in RuleSetName]),
    default=None,
    help="Another text than the setting `rule_set` names.",
)


@click.group()
def law() -> None:
    """Show the terms of the law, and count one.

    \b
    Example:  idp law terms
    """


@law.command("terms")
@_RULE_SET
def terms(name: str | None) -> None:
    """Show every term of the rule set as a JSON line, with its norm.

    `seen` expected: the length was not seen in that text, and is the one of the text before.

    \b
    Example:  idp law terms --rule-set decree-69-2024
    """
    chosen_time = _legal_time(name)
    for term in chosen_time.rules.terms.values():
        show({**asdict(term), "citation": term.citation, "rule_set": chosen_time.rules.name})


@law.command("due")
@click.argument("term", type=click.Choice([each.value for each in TermId]))
@click.argument("start")
@_RULE_SET
def due(term: str, start: str, name: str | None) -> None:
    """Count a term from START, in the time of Viet Nam unless START names another zone.

    `due` is the first instant that is too late: 00:00 follows the last day. `certainty`
    PROVISIONAL: it depends on days that are not published yet; UNKNOWN: on a year without a
    calendar.

    \b
    Example:  idp law due decide_lock 2024-07-08T11:00
    """
    chosen_time, begun = _legal_time(name), _instant(start)
    chosen_term = chosen_time.term(TermId(term))
    try:
        counted, (half, most) = parts(chosen_term, begun, chosen_time.calendar, (50, 80))
    except (OverflowError, ValueError) as error:
        raise click.ClickException("START is too far away") from error
    show(
        {
            "term": term,
            "citation": chosen_term.citation,
            "rule_set": chosen_time.rules.name,
            "length": chosen_term.length,
            "unit": chosen_term.unit,
            "started": begun,
            "at_50_percent": half.astimezone(VIET_NAM),
            "at_80_percent": most.astimezone(VIET_NAM),
            "due": counted.at.astimezone(VIET_NAM),
            "certainty": counted.certainty.name,
            "calendar": chosen_time.calendar.edition,
        }
    )


def _legal_time(name: str | None) -> LegalTime:
    given = settings()
    if name is None:
        return chosen(given)
    return legal_time(RuleSetName(name), rolls=given.terms_roll, calendars=given.calendars)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException("START is no instant, like 2024-07-08T11:00") from error
    return found if found.tzinfo else found.replace(tzinfo=VIET_NAM)

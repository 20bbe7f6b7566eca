"""Commands for what the State's registries are asked."""

from dataclasses import asdict
from typing import Any

import click

from idp.cli.context import services, settings, show
from idp.history.actors import to_document
from idp.history.domain import Entry
from idp.kernel.ids import Id, is_id
from idp.kernel.refusals import Refused
from idp.platform.operating_system import operator
from idp.registries.domain import Differing
from idp.services import Services

_BY = click.option("--by", "said", default="", help="A remark: who does this.")


@click.group()
def registries() -> None:
    """Compare people with registries of the State, and see what waits for them.

    \b
    Example:  idp registries parked
    """


@registries.command("list")
def list_registries() -> None:
    """Show the registries that are connected, as one JSON line each.

    \b
    Example:  idp registries list
    """
    for name, url in settings().registry_urls.items():
        show({"registry": name, "url": url})


@registries.command("match")
@click.argument("subject")
@_BY
def match_subject(subject: str, said: str) -> None:
    """Compare a registered subject, by id or identification number, with its registry (D3.3).

    Where the registry does not answer, the worker asks again by itself.

    \b
    Example:  idp registries match 001190000017
    """
    with services() as opened:
        matching = opened.registry_matching
        answer = matching.match(_subject(opened, subject), actor=operator(said))
        if isinstance(answer, Differing):
            raise click.ClickException(f"refused: {answer.reason}: {', '.join(answer.data)}")
        if isinstance(answer, Refused):
            raise click.ClickException(f"refused: {answer.reason}")
        show(answer)


@registries.command("parked")
def parked() -> None:
    """Show what a registry did not answer, as JSON lines: matches, then events of feeds.

    The next to be asked again is first.

    \b
    Example:  idp registries parked
    """
    with services(reads_only=True) as opened:
        for match in opened.registry_matching.parked():
            show(match)
        for event in opened.registry_updates.parked():
            show(event)


@registries.command("joins")
@click.argument("subject")
def show_joins(subject: str) -> None:
    """Show which registrations were joined to this subject, or it to which, as JSON lines.

    Those of its duplicates too; each with its history: when, by whom and why it was joined, and
    parted again.

    \b
    Example:  idp registries joins 001190000017
    """
    with services(reads_only=True) as opened:
        joins = opened.registry_updates.joins
        for each in joins.joins.of_person(_subject(opened, subject)):
            course = [_told(opened, entry) for entry in joins.course_of(each)]
            show({**asdict(each), "history": course})


@registries.command("part")
@click.argument("join")
@click.option("--reason", required=True, help="Why they are not one, for the histories of both.")
@_BY
def part(join: str, reason: str, said: str) -> None:
    """Part two registrations again that were joined wrongly; JOIN is an id of `joins`.

    Each has its number again, and the account that was locked can be activated. They are never
    joined again by themselves.

    \b
    Example:  idp registries part 01a22698-c9fb-73c8-ad30-df842a1b2c3d --reason "two people"
    """
    with services() as opened:
        answer = opened.registry_updates.joins.undo(join, reason=reason, actor=operator(said))
        if isinstance(answer, Refused):
            raise click.ClickException(f"refused: {answer.reason}")
        show(answer)


def _told(opened: Services, entry: Entry) -> dict[str, Any]:
    """An entry with its actor and, while the key of its person is there, what was typed."""
    facts = opened.cases.texts.opened(entry.subject_id, entry.facts)
    actor = to_document(entry.actor)
    return {"at": entry.happened_at, "happening": entry.happening, "by": actor, **facts}


def _subject(opened: Services, words: str) -> Id:
    """The one subject that is meant. Exits for none, and for a number that two kinds have."""
    if is_id(words):
        return words
    found = opened.subjects.by_number(words)
    if len(found) != 1:
        told = "no such subject" if not found else "two subjects have this number; name one by id"
        raise click.ClickException(told)
    return found[0]

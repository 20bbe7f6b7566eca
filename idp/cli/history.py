"""Commands for the retention of history."""

from dataclasses import asdict

import click

from idp.cli.context import services, show


@click.group()
def history() -> None:
    """Keep history as long as the law says, and find what an officer or operator did.

    \b
    Example:  idp history purge
    """


@history.command("by")
@click.argument("actor")
def by(actor: str) -> None:
    """Show what one officer, operator or program did as JSON lines, newest first.

    ACTOR is an officer's id, the user and host of the command line, or the id of a client of the
    admin API.

    \b
    Example:  idp history by idp@host-1
    """
    with services(reads_only=True) as opened:
        for entry in opened.history.of_actor(actor):
            told = opened.cases.texts.opened(entry.subject_id, entry.facts)
            by = type(entry.actor).__name__.lower()
            show({"by": by, **asdict(entry), "facts": told})


@history.command("purge")
def purge() -> None:
    """Delete entries older than history_years; the deletion is itself an entry.

    At most a million at a call, and none while a worker is doing it.

    \b
    Example:  idp history purge
    """
    with services() as opened:
        click.echo(f"{opened.history.purge()} entries deleted")

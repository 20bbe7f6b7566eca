"""Commands for the retention of history."""

import click

from idp.cli.context import services


@click.group()
def history() -> None:
    """Keep history as long as the law says, and no longer.

    \b
    Example:  idp history purge
    """


@history.command("purge")
def purge() -> None:
    """Delete entries older than history_years; the deletion is itself an entry.

    At most a million at a call, and none while a worker is doing it.

    \b
    Example:  idp history purge
    """
    with services() as opened:
        click.echo(f"{opened.history.purge()} entries deleted")

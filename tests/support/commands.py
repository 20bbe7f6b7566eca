"""Whether `idp` knows what a document or a file of deploy/ tells it to do."""

import re
from collections.abc import Sequence

import click

from idp.cli import main


def unknown(words: Sequence[str]) -> str:
    """The first word or option behind `idp` that it does not know; empty when it knows them all."""
    command: click.Command = main
    context, left = click.Context(main), list(words)
    while isinstance(command, click.Group) and left and re.fullmatch("[a-z][a-z-]*", left[0]):
        found = command.get_command(context, left[0])
        if found is None:
            return left[0]
        command, left = found, left[1:]
    known = {option for each in command.params for option in each.opts} | {"--help"}
    return next((word for word in left if re.match("--[a-z]", word) and word not in known), "")

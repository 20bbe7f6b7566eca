"""`idp` as a script or an operator has it, and whether it knows what a document tells it to do."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import click
from click.testing import Result

from idp.cli import main

Idp = Callable[..., Result]
"""`idp` with these words, over one installation."""


def unknown(words: Sequence[str]) -> str:
    """The first word or option behind `idp` that it does not know, or else a required one left out.

    Empty when it would take them all. What is required is asked for only where a command is
    written with something behind its name: a name alone is not meant to be typed, and neither is
    what asks for help or leaves something out with "…".
    """
    command: click.Command = main
    context, left = click.Context(main), list(words)
    while isinstance(command, click.Group) and left and re.fullmatch("[a-z][a-z-]*", left[0]):
        found = command.get_command(context, left[0])
        if found is None:
            return left[0]
        command, left = found, left[1:]
    written = [word.partition("=")[0] for word in left if re.match("--[a-z]", word)]
    known = {option for each in command.params for option in each.opts} | {"--help"}
    strange = next((word for word in written if word not in known), "")
    if strange or not left or "--help" in written or "…" in left:
        return strange
    needed = (each for each in command.params if isinstance(each, click.Option) and each.required)
    return next((each.opts[0] for each in needed if not set(each.opts) & set(written)), "")


def json_lines(result: Result) -> list[Any]:
    """The JSON of a command's standard output; sentences for the operator are on standard error."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]

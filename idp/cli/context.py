"""Shared by all commands: settings or an error sentence, and services for one command."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from idp.cli import protection
from idp.kernel.loading import loading
from idp.kernel.refusals import Refused
from idp.platform.settings import Profile, Settings, SettingsRefused, load, unusable

if TYPE_CHECKING:
    from idp.schema.carried_cases import CarriedCases
    from idp.services import Services

T = TypeVar("T")
_STATEMENT_SECONDS: Final = 600


def settings() -> Settings:
    """The settings of this process, or exit with all faults.

    A command needs fewer settings than serving, but never runs with an unencrypted connection to
    the database, nor with the demo profile on a production database.
    """
    try:
        found = load()
    except SettingsRefused as refused:
        raise click.ClickException("\n".join(refused.faults)) from refused
    faults = unusable(found)
    if faults:
        raise click.ClickException("\n".join(faults))
    return found


@contextmanager
def services(
    *, reads_only: bool = False, statement_seconds: float | None = _STATEMENT_SECONDS
) -> Iterator["Services"]:
    """All services over the settings' database, closed when the command is done.

    A command that writes demands the guards of evidence. Statements of a command may take longer
    than those of a page; None: the limits of the settings.
    """
    if not reads_only:
        protection.demand(settings().database_url)
    given = settings()
    if statement_seconds is not None:
        given = given.model_copy(update={"database_statement_seconds": statement_seconds})
    with loading("idp.wiring"):
        from idp.wiring import build  # noqa: PLC0415 - most of a start; many commands need none

    built = build(given)
    try:
        yield built
    finally:
        built.database.close()


def plays_both() -> None:
    """Tell on standard error that the demonstration decides for two people."""
    if settings().profile is Profile.DEMO:
        click.echo(
            "Demonstration only: one shell plays both people. In production a decision of two "
            "people is none of the command line; it waits for the desk of officers.",
            err=True,
        )


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read. Exits where it exists already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"{path} exists already") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def needs_a_desk(act: str) -> None:
    """Exit but for the demonstration: a name typed behind `--by` authenticates no officer."""
    if settings().profile is not Profile.DEMO:
        raise click.ClickException(
            f"{act} is not done by a command in production: a name after --by proves no officer. "
            "An officer does it at the desk (/officer)."
        )


def granted(answer: T | Refused) -> T:
    """The result, or exit with the reason of the refusal."""
    if isinstance(answer, Refused):
        raise click.ClickException(f"refused: {answer.reason}")
    return answer


def show(value: object) -> None:
    """One JSON line on standard output, for people and scripts alike."""
    plain: Any = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    click.echo(json.dumps(plain, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)


def carried_cases_of(opened: "Services") -> "CarriedCases":
    """What follows the processes of an earlier release, in the engine of these services."""
    from idp.schema.carried_cases import CarriedCases  # noqa: PLC0415 - likewise

    cases = opened.cases
    return CarriedCases(opened.database, cases, opened.clock, cases.rule_set)

"""Commands for the ledger of history: its keys, and how far it has come."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click

from idp.cli.context import services, settings
from idp.ledger.key_files import add_key
from idp.ledger.service import LedgerStatus

_LATE: Final = timedelta(minutes=10)
"""A worker at work leaves nothing waiting for so long beyond the time between checkpoints."""


@click.group()
def ledger() -> None:
    """Prove that nothing in history was changed, removed or added later.

    \b
    Example:  idp ledger status
    """


@ledger.command("new-key")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--public",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of public keys; the same name with .pub where none is given.",
)
@click.option("--name", default="", help="The ledger's name; the issuer's host and /history.")
def new_key(path: Path, public: Path | None, name: str) -> None:
    """Make the key that signs checkpoints, for `idp worker` alone.

    A key that is in PATH is retired: its private half is erased, its public half stays in the file
    of public keys. Give the public key that is printed to everybody who verifies.

    \b
    Example:  idp ledger new-key /etc/minh-danh/ledger.key
    """
    named = name or f"{urlsplit(settings().issuer).netloc}/history"
    click.echo(add_key(path, public or path.with_suffix(".pub"), name=named))


@ledger.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def export(path: Path) -> None:
    """Write the whole history with its leaves and checkpoints, for `idp verify-history`.

    The file has what history has: ids of people and what they did. It is made for its owner alone,
    and never over another file.

    \b
    Example:  idp ledger export history.jsonl
    """
    path.touch(mode=0o600, exist_ok=False)
    with services(reads_only=True) as opened, path.open("wb") as file:
        file.writelines(opened.ledger.export(decisions=opened.decisions.export()))


@ledger.command("status")
def status() -> None:
    """Say how far the ledger has come; the exit status is 1 when a worker is late.

    It is 1 too when the directory or bucket of checkpoints lacks one, or cannot be read.

    \b
    Example:  idp ledger status
    """
    with services(reads_only=True) as opened:
        now, found = opened.clock.now(), opened.ledger.status()
    for line in _told(found):
        click.echo(line)
    every = timedelta(seconds=settings().ledger_checkpoint_seconds)
    late, kept = _is_late(found, now, every), _is_kept(found)
    if late:
        click.echo("late: no worker keeps up; see docs/operate.md")
    if not kept:
        click.echo("checkpoints are missing outside; the log of the worker says why")
    sys.exit(1 if late or not kept else 0)


def _told(found: LedgerStatus) -> list[str]:
    return [
        f"leaves: {found.leaves}",
        f"entries without a leaf: {found.waiting}{_since(found.waiting_since)}",
        f"leaves under the newest checkpoint: {found.covered}{_since(found.covered_at, 'made')}",
        f"leaves under none: {found.leaves - found.covered}{_since(found.uncovered_since)}",
        found.outside_fault or "outside: no directory and no bucket"
        if found.outside is None
        else f"leaves under the newest checkpoint outside: {found.outside}",
    ]


def _since(when: datetime | None, how: str = "since") -> str:
    return "" if when is None else f", {how} {when:%Y-%m-%d %H:%M:%S} UTC"


def _is_late(found: LedgerStatus, now: datetime, every: timedelta) -> bool:
    waits = found.waiting_since is not None and now - found.waiting_since > _LATE
    uncovered = found.uncovered_since is not None and now - found.uncovered_since > every + _LATE
    uncovered = uncovered and settings().ledger_public_keys is not None
    return waits or uncovered


def _is_kept(found: LedgerStatus) -> bool:
    """Whether the directory or bucket, where there is one, has every checkpoint."""
    behind = found.outside is not None and found.outside < found.covered
    return not behind and not found.outside_fault

"""`idp verify-history`: the check of the whole history, on an export or on the database."""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from idp.cli.context import services, settings
from idp.history.entry_seals import EntrySeals
from idp.ledger.offline import documents, dumps, program
from idp.officers.offline import ExportedDecisions


@click.command("verify-history")
@click.argument(
    "export", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--keys",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of the ledger's public keys, retired ones too; of the settings when not given.",
)
@click.option(
    "--checkpoints",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A directory of checkpoints kept outside, or cosigned; of the settings when not given.",
)
@click.option("--issuer", help="Of whom the signed decisions must be; any one when not given.")
@click.option(
    "--witness", multiple=True, help="The public key of a witness that must have cosigned."
)
def verify_history(
    export: Path | None,
    keys: tuple[Path, ...],
    checkpoints: tuple[Path, ...],
    issuer: str | None,
    witness: tuple[str, ...],
) -> None:
    """Verify that no entry of history was changed, removed, added or moved.

    Of each signed decision: that two different people signed exactly what was executed.

    EXPORT is a file of `idp ledger export`, or a dump: a copy of a SQLite file, or what `pg_dump`
    wrote as plain text. Of a statement or receipt the proofs in it are checked.
    Then neither settings nor database nor network are
    needed, only the public keys, and the checkpoints that were kept outside of the database.
    Without it the database of the settings is verified. Every fault is named by the index of its
    leaf and the id of its entry, and the exit status is 1. What no checkpoint covers is told too.

    \b
    Example:  idp verify-history export.jsonl --keys ledger.pub --checkpoints /mnt/checkpoints
    """
    given = program.Given(keys, checkpoints, witness)
    verify = _of_the_database if export is None else partial(_of_a_file, export)
    sys.exit(0 if verify(given, issuer) else 1)


def _of_a_file(path: Path, given: program.Given, issuer: str | None) -> bool:
    try:
        if documents.is_document(path):
            return program.check_file(path, given, click.echo)
        with program.lines_of(path) as lines:
            return _check(lines, given, issuer)
    except (dumps.NoDump, documents.NotProven) as error:
        raise click.ClickException(f"{path}: {error}") from error


def _check(
    lines: Iterable[bytes],
    given: program.Given,
    issuer: str | None,
    *,
    seals: EntrySeals | None = None,
) -> bool:
    """Verify the ledger, and the signed decisions; whether both are whole.

    `seals`: of the entries, in the database of the settings.
    """
    decisions, told = ExportedDecisions(), list[str]()
    sealed = None if seals is None else _WatchedSeals(seals)
    watched = lines if sealed is None else sealed.watch(lines)
    whole = program.check(decisions.watch(watched), given, told.append, decisions_too=True)
    *found, verdict = told
    if isinstance(lines, dumps.Dump) and not lines.has_decisions:
        for line in (*found, "signed decisions: not in this dump, verify an export for them"):
            click.echo(line)
        click.echo(verdict)
        return whole
    checked = decisions.check(issuer=issuer)
    found += checked.remarks
    if checked.count:
        found.append(f"signed decisions: {checked.count}, {len(checked.faults)} of them wrong")
    faults = [*checked.faults, *([] if sealed is None else sealed.faults)]
    found += [f"WRONG {fault}" for fault in faults]
    if whole and faults:
        verdict = f"not whole: {len(faults)} faults"
    for line in (*found, verdict):
        click.echo(line)
    return whole and not faults


def _of_the_database(given: program.Given, issuer: str | None) -> bool:
    found = settings()
    named = program.Given(
        given.keys or _one(found.ledger_public_keys),
        given.folders or _one(found.ledger_checkpoints),
        given.witnesses,
    )
    if found.ledger_checkpoint_store_url.get_secret_value() and not named.folders:
        click.echo("checkpoints in the bucket are not read: copy them, and name --checkpoints")
    with services(reads_only=True) as opened:
        lines = opened.ledger.export(decisions=opened.decisions.export())
        seals = opened.ledger.checkpoints.seals
        return _check(lines, named, issuer or found.issuer, seals=seals)


class _WatchedSeals:
    """Checks the seals of the entries in an export, where their key is at hand."""

    def __init__(self, seals: EntrySeals) -> None:
        self._seals = seals
        self._some_wait = seals.some_wait()
        self.faults: list[str] = []

    def watch(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The lines as they are."""
        for line in lines:
            said = json.loads(line)
            row = said.get("row") or said.get("unchained")
            if row is not None and not self._seals.holds(row, some_wait=self._some_wait):
                at = f"index {said['index']}, " if "index" in said else ""
                self.faults.append(f"{at}entry {row['id']}: its seal does not hold")
            yield line


def _one(path: Path | None) -> tuple[Path, ...]:
    return () if path is None else (path,)

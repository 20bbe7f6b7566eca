"""The verifier and the witness as programs: `python -m idp.ledger.offline`, `idp-witness`.

They need Python and `cryptography`, no database, no settings and no network. The exit status is 0
when everything fits, 1 when something does not, 2 when the question is malformed.
"""

import argparse
import contextlib
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from idp.ledger.offline import documents, dumps
from idp.ledger.offline.folder import KeptOutside
from idp.ledger.offline.notes import LOG, WITNESS, PrivateKey, PublicKey, UnusableKey
from idp.ledger.offline.verification import (
    LedgerFault,
    Pinned,
    Verification,
    VerifiedHistory,
    verify,
)
from idp.ledger.offline.witness import NotCosigned, Witness

Say = Callable[[str], object]
_FAULTS_TOLD: Final = 20


@dataclass(frozen=True)
class Given:
    """What a verifier holds: files of public keys, directories of checkpoints, witnesses' keys."""

    keys: Sequence[Path]
    folders: Sequence[Path] = ()
    witnesses: Sequence[str] = ()

    def pinned(self) -> Pinned:
        """Raises UnusableKey, OSError."""
        lines = itertools.chain.from_iterable(
            each.read_text("utf-8").split("\n") for each in self.keys
        )
        keys = [PublicKey.read(line) for line in lines if line.strip()]
        return Pinned(keys, [PublicKey.read(each) for each in self.witnesses])


def check(lines: Iterable[bytes], given: Given, say: Say, *, decisions_too: bool = False) -> bool:
    """Verify an export and say what was found; whether it is whole.

    `decisions_too`: the caller verifies the signed decisions and says so. Raises UnusableKey,
    OSError.
    """
    pinned = given.pinned()
    kept = [KeptOutside(folder, pinned.log) for folder in given.folders]
    notes = itertools.chain.from_iterable(each.notes() for each in kept)
    hashes = itertools.chain.from_iterable(each.hashes() for each in kept[:1])
    found = verify(lines, Verification(pinned, notes=notes, hashes=hashes))
    outside = [LedgerFault(told) for each in kept for told in each.faults]
    for line in _told(found, [*outside, *found.faults], decisions_too=decisions_too):
        say(line)
    return found.whole and not outside


@contextlib.contextmanager
def lines_of(path: Path) -> Iterator[Iterable[bytes]]:
    """The lines of an export, or of one that is made of a dump. Raises NoDump, OSError."""
    if dumps.is_dump(path):
        with dumps.opened(path) as lines:
            yield lines
        return
    with path.open("rb") as file:
        yield file


def check_file(path: Path, given: Given, say: Say) -> bool:
    """The same for a file: an export, a dump, or a statement or receipt.

    Raises NoDump and NotProven as well.
    """
    if documents.is_document(path):
        return check_document(documents.claims_in(path), given, say)
    with lines_of(path) as lines:
        return check(lines, given, say)


def check_document(claims: Mapping[str, Any], given: Given, say: Say) -> bool:
    """Check the proofs in a statement or receipt; whether each of its acts has one.

    Raises UnusableKey, OSError, NotProven.
    """
    say("the signature of the provider is not verified here: its keys and /public/receipt do that")
    proven = documents.check_claims(claims, given.pinned().log)
    if proven is None:
        say("no proof of the ledger: none was there when it was issued")
        return False
    size = proven.checkpoint.size
    for each in proven.entries:
        how = "as told here" if each.compared else "told here in other words"
        at = f"index {each.index}, entry {each.entry_id}"
        say(f"{at}: in the ledger since {each.chained_at}, {how}")
    say(f"under the signed checkpoint of {size} leaves; acts without a proof: {proven.without}")
    return proven.without == 0


def _told(
    found: VerifiedHistory, faults: Sequence[LedgerFault], *, decisions_too: bool
) -> Iterable[str]:
    yield f"leaves: {found.leaves}, of which {found.purged} without an entry, purged after its term"
    yield f"under signed checkpoints: {found.covered} {found.covered_at}".rstrip()
    for name, (size, at) in sorted(found.witnessed.items()):
        yield f"cosigned by {name}: {size}, {at} seconds after 1970"
    if found.late:
        yield (
            f"chained more than an hour after they happened: {found.late};"
            f" unprotected before {found.late_until} at the latest"
        )
    if found.first_open is not None:
        index, entry_id = found.first_open
        yield f"not covered by any checkpoint: from index {index} (entry {entry_id}) on"
    if found.unchained:
        yield f"not chained yet: {found.unchained} entries"
    if found.decisions and not decisions_too:
        yield f"signed decisions: {found.decisions}, not verified by this program"
    for fault in faults[:_FAULTS_TOLD]:
        yield f"WRONG {fault}"
    more = len(faults) - _FAULTS_TOLD + found.more_faults
    if more > 0:
        yield f"WRONG and {more} more"
    yield "whole" if not faults else f"not whole: {len(faults) + found.more_faults} faults"


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify an export, a dump of the database, or a statement or receipt."""
    parser = argparse.ArgumentParser(prog="verify-history", description=main.__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("--keys", type=Path, action="append", required=True)
    parser.add_argument("--checkpoints", type=Path, action="append", default=[])
    parser.add_argument("--witness", action="append", default=[])
    asked = parser.parse_args(arguments)
    try:
        given = Given(asked.keys, asked.checkpoints, asked.witness)
        whole = check_file(asked.export, given, _say)
    except documents.NotProven as error:
        _say(f"WRONG {error}")
        return 1
    except (OSError, UnusableKey, dumps.NoDump) as error:
        return _fail(error)
    return 0 if whole else 1


def witness(arguments: Sequence[str] | None = None) -> int:
    """Cosign the new checkpoints of a ledger, when each continues the last one."""
    parser = argparse.ArgumentParser(prog="idp-witness", description=witness.__doc__)
    parser.add_argument("checkpoints", type=Path, help="the directory of checkpoints, or a copy")
    parser.add_argument("--keys", type=Path, required=True, help="the ledger's public keys")
    parser.add_argument("--key", type=Path, required=True, help="the witness's own private key")
    parser.add_argument("--into", type=Path, required=True, help="where to write what is cosigned")
    parser.add_argument("--state", type=Path, required=True, help="what was cosigned last")
    parser.add_argument("--new-key", metavar="NAME", help="make the key first, under this name")
    asked = parser.parse_args(arguments)
    try:
        if asked.new_key:
            _make_key(asked.key, asked.new_key)
        own = _own_key(asked.key)
        log = [key for key in Given([asked.keys]).pinned().log if key.kind == LOG]
        count = Witness(own, log, asked.state, asked.into).cosign_new(asked.checkpoints)
    except (OSError, UnusableKey) as error:
        return _fail(error)
    except NotCosigned as error:
        _say(f"NOT COSIGNED {error}")
        return 1
    _say(f"{count} checkpoints cosigned by {own.public}")
    return 0


def _own_key(path: Path) -> PrivateKey:
    key = PrivateKey.read(path.read_text("utf-8"))
    if key.kind != WITNESS:
        raise UnusableKey(f"{path} is no key of a witness")
    return key


def _make_key(path: Path, name: str) -> None:
    """Raises FileExistsError: a key is never overwritten."""
    key = PrivateKey.new(name, kind=WITNESS)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(key.text(), "utf-8")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _fail(error: Exception) -> int:
    sys.stderr.write(f"{error}\n")
    return 2


def run_witness() -> None:
    """The program `idp-witness`."""
    sys.exit(witness())

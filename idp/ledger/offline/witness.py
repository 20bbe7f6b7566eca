"""The witness: somebody else who remembers the last checkpoint, and cosigns the one after it.

Reads the directory of checkpoints, or a copy of it. A checkpoint is cosigned when the log signed it
and its consistency proof leads from the one that is remembered; what is cosigned is remembered
before the cosignature is written. So a history that was rewritten is never cosigned, whoever owns
the database and the key of the log.
"""

import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from idp.ledger.offline.folder import CHECKPOINT_FILE, Added, FolderRefused, checkpoint_in, sizes_in
from idp.ledger.offline.merkle import EMPTY_ROOT, ProofRefused, verify_consistency
from idp.ledger.offline.notes import Checkpoint, NoteRefused, PrivateKey, PublicKey, opened


class NotCosigned(Exception):
    """A checkpoint does not continue the one that is remembered; the text says why."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last checkpoint that the witness cosigned."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Witness:
    """`state` is the file of what is remembered, `into` the directory of cosigned checkpoints."""

    key: PrivateKey
    log: Sequence[PublicKey]
    state: Path
    into: Path

    def cosign_new(self, folder: Path) -> int:
        """Cosign every checkpoint after the one remembered, in order; returns how many.

        Raises NotCosigned at the first that does not continue it, and OSError.
        """
        last, count = self.remembered(), 0
        for size in sizes_in(folder):
            if last is not None and size <= last.size:
                continue
            last = self._cosign(folder, size, last)
            count += 1
        if last is not None:
            self._require_kept(folder, last)
        return count

    def remembered(self) -> Remembered | None:
        """What the file of the witness says; None before the first. Raises OSError, NotCosigned."""
        try:
            said = json.loads(self.state.read_text("utf-8"))
            return Remembered(str(said["origin"]), int(said["size"]), bytes.fromhex(said["root"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise NotCosigned(f"{self.state} is not what this program wrote") from error

    def _cosign(self, folder: Path, size: int, last: Remembered | None) -> Remembered:
        added, checkpoint = self._opened(folder, size)
        _require_continued(checkpoint, added, last)
        remembered = Remembered(checkpoint.origin, checkpoint.size, checkpoint.root)
        self._remember(remembered)
        cosigned = added.note + self.key.sign(checkpoint.text(), at=int(time.time()))
        _replace(self.into / CHECKPOINT_FILE.format(size), replace(added, note=cosigned).text())
        return remembered

    def _require_kept(self, folder: Path, last: Remembered) -> None:
        """Raises NotCosigned when the checkpoint that is remembered is there with another root."""
        if last.size not in sizes_in(folder):
            return
        _, checkpoint = self._opened(folder, last.size)
        if checkpoint.root != last.root:
            raise NotCosigned(
                f"the checkpoint of {last.size} leaves is not the one cosigned before"
            )

    def _opened(self, folder: Path, size: int) -> tuple[Added, Checkpoint]:
        try:
            added = checkpoint_in(folder, size)
            checkpoint = opened(added.note, self.log)
        except (FolderRefused, NoteRefused) as error:
            raise NotCosigned(f"the checkpoint of {size} leaves: {error}") from error
        if checkpoint.size != size:
            raise NotCosigned(
                f"the file of {size} leaves holds the checkpoint of {checkpoint.size}"
            )
        return added, checkpoint

    def _remember(self, last: Remembered) -> None:
        said = {"origin": last.origin, "size": last.size, "root": last.root.hex()}
        _replace(self.state, json.dumps(said) + "\n")


def _require_continued(checkpoint: Checkpoint, added: Added, last: Remembered | None) -> None:
    """Raises NotCosigned. The first checkpoint a witness sees is believed."""
    if last is None:
        return
    before = (EMPTY_ROOT, 0) if added.before == 0 else (last.root, last.size)
    if checkpoint.origin != last.origin:
        raise NotCosigned(f"this is the ledger {checkpoint.origin}, not {last.origin}")
    if added.before != last.size:
        told = f"its proof begins at {added.before} leaves, and {last.size} are remembered"
        raise NotCosigned(f"the checkpoint of {checkpoint.size} leaves: {told}")
    try:
        verify_consistency(
            before[1],
            checkpoint.size,
            first_root=before[0],
            second_root=checkpoint.root,
            proof=added.proof,
        )
    except ProofRefused as error:
        raise NotCosigned(f"the checkpoint of {checkpoint.size} leaves: {error}") from error


def _replace(path: Path, text: str) -> None:
    """Put a file in place as a whole, on the disk when this returns."""
    descriptor, named = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(named).replace(path)
    opened_folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(opened_folder)
    finally:
        os.close(opened_folder)

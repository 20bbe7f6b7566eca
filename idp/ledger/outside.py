"""Checkpoints outside of the database: files that are added to a place, and never changed.

The place is a directory (here), or a bucket (`bucket`) whose objects have the same names. For each
checkpoint there are two files, named after the number of leaves: `.leaves`, the hashes of the
leaves since the checkpoint before, and `.checkpoint`, the body of a request to a witness (C2SP
tlog-witness, add-checkpoint): the size before, the consistency proof, an empty line, and the signed
note. With both the first leaf that was changed can be named, and a witness needs nothing else.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from idp.ledger.offline.folder import CHECKPOINT_FILE, LEAVES_FILE, Added, sizes_in

_READ_ONLY: Final = 0o444
_PIECE: Final = 65_536


class OutsideDiffers(Exception):
    """A file of that name is there already, with other content."""


class Outside(Protocol):
    """A place for checkpoints. Every method raises OSError where the place does not answer."""

    def newest(self, *, near: int) -> int | None:
        """The largest size with a checkpoint here; None where there is none.

        `near`: a size that is probably close to it, which saves a bucket questions.
        """

    def note(self, size: int) -> str:
        """The signed note of that size."""

    def add(
        self, note: str, *, size: int, before: int, proof: Sequence[bytes], leaves: Iterable[bytes]
    ) -> None:
        """Add a checkpoint, kept when this returns. Raises OutsideDiffers."""


@dataclass(frozen=True)
class OutsideFolder:
    """The directory `path` of the setting `ledger_checkpoints`."""

    path: Path

    def newest(self, *, near: int) -> int | None:  # noqa: ARG002 - a directory is read as a whole
        """The largest size with a checkpoint here; None where there is none. Raises OSError."""
        return max(sizes_in(self.path), default=None)

    def note(self, size: int) -> str:
        """The signed note of that size. Raises OSError."""
        return note_in((self.path / CHECKPOINT_FILE.format(size)).read_text("utf-8"))

    def add(
        self, note: str, *, size: int, before: int, proof: Sequence[bytes], leaves: Iterable[bytes]
    ) -> None:
        """Add a checkpoint, on the disk when this returns. Raises OSError, OutsideDiffers."""
        added = Added(before, tuple(proof), note)
        self._write(LEAVES_FILE.format(size), leaves)
        self._write(CHECKPOINT_FILE.format(size), [added.text().encode()])

    def _write(self, name: str, content: Iterable[bytes]) -> None:
        """Write under another name first, so that a file is either whole or not there.

        Two workers may write the same file at once: it has the same content.
        """
        descriptor, named = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.path)
        path, part = self.path / name, Path(named)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(content)
                file.flush()
                os.fchmod(file.fileno(), _READ_ONLY)
                os.fsync(file.fileno())
            if path.exists():
                _require_same(path, part)
            else:
                part.rename(path)
                self._sync()
        finally:
            part.unlink(missing_ok=True)

    def _sync(self) -> None:
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def note_in(text: str) -> str:
    """The signed note in the text of a file `.checkpoint`."""
    return text.partition("\n\n")[2]


def _require_same(path: Path, other: Path) -> None:
    with path.open("rb") as one, other.open("rb") as two:
        while piece := one.read(_PIECE):
            if piece != two.read(_PIECE):
                raise OutsideDiffers(path.name)
        if two.read(1):
            raise OutsideDiffers(path.name)

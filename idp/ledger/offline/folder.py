"""The directory of checkpoints as it is read: names of its files, and what is in them."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from idp.ledger.offline.merkle import Frontier
from idp.ledger.offline.notes import NoteRefused, PublicKey, opened

CHECKPOINT_FILE: Final = "{:020d}.checkpoint"
LEAVES_FILE: Final = "{:020d}.leaves"
_NAME: Final = re.compile(r"([0-9]{20})\.checkpoint")
_HASH_BYTES: Final = 32


class FolderRefused(ValueError):
    """A file of the directory is not what its name says."""


@dataclass(frozen=True, slots=True)
class Added:
    """One file `.checkpoint`: the size before, the consistency proof from there, the note."""

    before: int
    proof: tuple[bytes, ...]
    note: str

    def text(self) -> str:
        """The content of the file."""
        lines = [f"old {self.before}", *(b64encode(each).decode() for each in self.proof)]
        return "\n".join(lines) + "\n\n" + self.note


def sizes_in(folder: Path) -> list[int]:
    """The sizes with a checkpoint in the directory, in order. Raises OSError."""
    sizes = (size_named(each.name) for each in folder.iterdir())
    return sorted(size for size in sizes if size is not None)


def size_named(name: str) -> int | None:
    """The size in the name of a file `.checkpoint`; None for another file."""
    found = _NAME.fullmatch(name)
    return None if found is None else int(found[1])


def checkpoint_in(folder: Path, size: int) -> Added:
    """The checkpoint of that size. Raises OSError, FolderRefused."""
    name = CHECKPOINT_FILE.format(size)
    try:
        head, blank, note = (folder / name).read_text("utf-8").partition("\n\n")
        first, *proof = head.split("\n")
        old, _, before = first.partition(" ")
        hashes = tuple(b64decode(each, validate=True) for each in proof)
    except ValueError as error:
        raise FolderRefused(f"{name} is malformed") from error
    whole = blank and old == "old" and before.isascii() and before.isdecimal()
    if not whole or any(len(each) != _HASH_BYTES for each in hashes):
        raise FolderRefused(f"{name} is malformed")
    return Added(int(before), hashes, note)


def leaves_in(folder: Path, size: int) -> Iterator[bytes]:
    """The hashes of leaves that the checkpoint of that size added. Raises OSError."""
    with (folder / LEAVES_FILE.format(size)).open("rb") as file:
        while hashed := file.read(_HASH_BYTES):
            yield hashed


@dataclass
class KeptOutside:
    """What a directory says of a ledger: checkpoints, and hashes of leaves where they are kept.

    `faults` is complete once `hashes` was read to its end.
    """

    folder: Path
    keys: Sequence[PublicKey]
    faults: list[str] = field(default_factory=list)

    def notes(self) -> Iterator[str]:
        """Every checkpoint, as a signed note. Raises OSError."""
        for size in sizes_in(self.folder):
            try:
                yield checkpoint_in(self.folder, size).note
            except FolderRefused as error:
                self.faults.append(f"{self.folder}: {error}")

    def hashes(self) -> Iterator[bytes]:
        """The hashes of leaves that fit the checkpoints, in order. Raises OSError."""
        frontier = Frontier()
        for size in sizes_in(self.folder):
            if not (self.folder / LEAVES_FILE.format(size)).exists():
                return
            added = list(leaves_in(self.folder, size))
            for each in added:
                frontier.append(each)
            if not self._fits(frontier, size):
                told = f"{LEAVES_FILE.format(size)} does not fit the checkpoint beside it"
                self.faults.append(f"{self.folder}: {told}")
                return
            yield from added

    def _fits(self, frontier: Frontier, size: int) -> bool:
        try:
            signed = opened(checkpoint_in(self.folder, size).note, self.keys)
        except (FolderRefused, NoteRefused):
            return False
        return (frontier.size, frontier.root()) == (signed.size, signed.root)

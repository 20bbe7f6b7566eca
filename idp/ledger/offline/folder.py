"""The directory of checkpoints as it is read: names of its files, and what is in them."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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


def sizes_in(folder: Path) -> list[int]:
    """The sizes with a checkpoint in the directory, in order. Raises OSError."""
    names = (_NAME.fullmatch(each.name) for each in folder.iterdir())
    return sorted(int(each[1]) for each in names if each is not None)


def checkpoint_in(folder: Path, size: int) -> Added:
    """The checkpoint of that size. Raises OSError, FolderRefused."""
    name = CHECKPOINT_FILE.format(size)
    try:
        head, blank, note = (folder / name).read_text("utf-8").partition("\n\n")
        first, *proof = head.split("\n")
        old, _, before = first.partition(" ")
        hashes = tuple(b64decode(each, validate=True) for each in proof)
    except (UnicodeDecodeError, Base64Error, ValueError) as error:
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

"""The file format: sorted, fixed-width prefixes of SHA-1, searched where they lie.

Six bytes of each hash are kept. Against a full public list of a thousand million passwords that
refuses one good password in about 280,000, and the file is looked into through the page cache,
so a process keeps none of it. SHA-1 is what public lists are published in; nothing is protected
by it.
"""

import hashlib
import mmap
import string
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from idp.platform.replacing import replacing

WIDTH: Final = 6
_HEX: Final = 40
_RANGE_NAME: Final = 5


def entry_of(password: str) -> bytes:
    """The prefix under which a password would be listed."""
    return hashlib.sha1(password.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()[
        :WIDTH
    ]


class PrefixFile:
    """One sorted file, opened at the first question."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: mmap.mmap | None = None
        self._lock = threading.Lock()

    def holds(self, entry: bytes) -> bool:
        """Binary search; about thirty looks in the largest list there is."""
        entries = self._map()
        low, high = 0, len(entries) // WIDTH
        while low < high:
            middle = (low + high) // 2
            found = entries[middle * WIDTH : (middle + 1) * WIDTH]
            if found == entry:
                return True
            low, high = (middle + 1, high) if found < entry else (low, middle)
        return False

    def _map(self) -> mmap.mmap:
        with self._lock:
            if self._opened is None:
                with self._path.open("rb") as file:
                    self._opened = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return self._opened


class UnusableBreachedList(ValueError):
    """A list to import that is empty, not ordered by hash, or not made of SHA-1 hashes."""


def write_sorted(entries: Iterable[bytes], path: Path) -> int:
    """Write ascending entries, each once, and put the file in place at the end; how many.

    Raises UnusableBreachedList when they do not ascend or there are none, OSError.
    """
    count, last = 0, b""
    with replacing(path, mode=0o644) as file:
        for entry in entries:
            if entry < last:
                raise UnusableBreachedList("the list is not ordered by hash")
            if entry != last:
                file.write(entry)
                count, last = count + 1, entry
        if count == 0:
            raise UnusableBreachedList("the list is empty")
    return count


def read_published(source: Path) -> Iterator[bytes]:
    """The entries of a published list, in its order.

    Either one file of lines `SHA1` or `SHA1:count`, ordered by hash, or a folder of range files
    named by the first five hexadecimal digits (an ending is ignored) holding the other 35.
    """
    if not source.is_dir():
        yield from _lines(source, "")
        return
    for part in sorted(source.iterdir(), key=lambda each: each.name.upper()):
        prefix = part.name.split(".")[0]
        if len(prefix) == _RANGE_NAME:
            yield from _lines(part, prefix)


def _lines(source: Path, prefix: str) -> Iterator[bytes]:
    with source.open(encoding="ascii") as file:
        for line in file:
            hexadecimal = prefix + line.split(":", 1)[0].strip()
            if hexadecimal == prefix:
                continue
            yield _entry(hexadecimal)


def _entry(hexadecimal: str) -> bytes:
    if len(hexadecimal) != _HEX or not set(hexadecimal) <= set(string.hexdigits):
        raise UnusableBreachedList("a line is not a SHA-1 hash")
    return bytes.fromhex(hexadecimal)[:WIDTH]

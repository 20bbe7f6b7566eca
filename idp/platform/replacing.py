"""Atomic replacement of a file: readers see the old or the new one, never a part."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, mode: int) -> Iterator[BinaryIO]:
    """Write the file that takes the place of `path` when the block ends without an exception.

    One writer at a time: another one waits until this block has ended, so that the block replaces
    the content that it read.

    The file has this mode, and the owner and group of the file before it: the user of a command is
    often not the user of the servers. Raises OSError, PermissionError where this process may not
    give it to them; then the file before it stays.
    """
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(_taken(fresh, mode), "wb") as file:
        try:
            os.fchmod(file.fileno(), mode)
            _give_to_owner_of(path, file.fileno())
            yield file
            file.flush()
            os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


def _taken(fresh: Path, mode: int) -> int:
    """A new file, opened and locked, once no other writer has one there.

    The lock ends with its writer, so a file that can be locked was left by one that failed, or has
    just been put in place; the former is removed, never reused.
    """
    while True:
        try:
            made = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                _remove_when_left(fresh)
            continue
        if _locked(made, fresh):
            return made
        os.close(made)


def _remove_when_left(fresh: Path) -> None:
    """Raises FileNotFoundError when it is gone."""
    found = os.open(fresh, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        if _locked(found, fresh):
            fresh.unlink()
    finally:
        os.close(found)


def _locked(descriptor: int, path: Path) -> bool:
    """Wait for the lock of an open file; returns whether it is still the one at `path`."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _give_to_owner_of(path: Path, descriptor: int) -> None:
    try:
        before = path.stat()
    except FileNotFoundError:
        return
    try:
        os.fchown(descriptor, before.st_uid, before.st_gid)
    except PermissionError as error:
        told = "belongs to another user or group; run this command as that user, or as root"
        raise PermissionError(error.errno, told, str(path)) from error

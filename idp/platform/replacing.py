"""A file replaced as a whole: its readers see the old one or the new one, never a part."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, mode: int) -> Iterator[BinaryIO]:
    """Write the file that takes the place of `path` when the block ends without an exception.

    It has this mode, and the owner and group of the file before it: who runs a command is often
    not who runs the servers that read the file. Raises OSError, PermissionError where this process
    may not give it to them; then the file before it stays.
    """
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            _give_to_owner_of(path, descriptor)
            yield file
            file.flush()
            os.fsync(descriptor)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


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

"""Checkpoints in a bucket: objects named as the files of the directory, each written once."""

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from idp.ledger.offline.folder import CHECKPOINT_FILE, LEAVES_FILE, Added, size_named
from idp.ledger.outside import OutsideDiffers, note_in
from idp.platform.s3 import ObjectStore, ObjectStoreFailed, ObjectTooLong

_LONGEST_NOTE: Final = 65_536
_FIRST_STEP: Final = 10_000
"""Leaves to go back where the bucket has no checkpoint of the size that was expected."""
_WIDER: Final = 4


class BucketFailed(OSError):
    """The bucket did not answer, or refused. The message names it without its credentials."""


@dataclass(frozen=True)
class OutsideBucket:
    """The bucket of the setting `ledger_checkpoint_store_url`; names begin with `prefix`.

    Objects are created and read, never replaced and never removed.
    """

    objects: ObjectStore
    prefix: str

    def newest(self, *, near: int) -> int | None:
        """The largest size with a checkpoint here; None where there is none. Raises BucketFailed.

        Objects are listed from `near` on. Where there are none, the search begins further and
        further before it, so that most of a long list is never read.
        """
        at, step = near, _FIRST_STEP
        while (found := self._newest_from(at)) is None and at > 0:
            at, step = max(0, at - step), step * _WIDER
        return found

    def note(self, size: int) -> str:
        """The signed note of that size. Raises BucketFailed."""
        name = CHECKPOINT_FILE.format(size)
        try:
            content = self._read(name, most=_LONGEST_NOTE)
        except ObjectTooLong as error:
            raise self._failed(f"{name} is no checkpoint: {error}") from error
        if content is None:
            raise self._failed(f"{name} is not there")
        return note_in(content.decode("utf-8", "replace"))

    def add(
        self, note: str, *, size: int, before: int, proof: Sequence[bytes], leaves: Iterable[bytes]
    ) -> None:
        """Add a checkpoint. Raises BucketFailed, OutsideDiffers."""
        added = Added(before, tuple(proof), note)
        self._create(LEAVES_FILE.format(size), b"".join(leaves))
        self._create(CHECKPOINT_FILE.format(size), added.text().encode())

    def _newest_from(self, at: int) -> int | None:
        """The largest size of `at` leaves or more. Raises BucketFailed."""
        after, more, found = f"{self.prefix}{at:020d}", True, None
        while more:
            try:
                keys, more = self.objects.keys_after(after, prefix=self.prefix)
            except ObjectStoreFailed as error:
                raise self._failed(str(error)) from error
            sizes = [size_named(key.removeprefix(self.prefix)) for key in keys]
            found = max((size for size in sizes if size is not None), default=found)
            if more and (not keys or keys[-1] <= after):
                raise self._failed("lists its objects in no order")
            after = keys[-1] if keys else after
        return found

    def _create(self, name: str, content: bytes) -> None:
        """Write an object that is not there yet; one of the same content is left as it is.

        It is looked for first as well, because an older store does not know the condition and
        would replace it. Raises BucketFailed, OutsideDiffers.
        """
        if self._is_kept(name, content):
            return
        try:
            created = self.objects.create(f"{self.prefix}{name}", content)
        except ObjectStoreFailed as error:
            raise self._failed(f"{name}: {error}") from error
        if not created and not self._is_kept(name, content):
            raise self._failed(f"{name} is there and is not")

    def _is_kept(self, name: str, content: bytes) -> bool:
        """Whether it is there already. Raises BucketFailed, OutsideDiffers."""
        try:
            found = self._read(name, most=max(_LONGEST_NOTE, len(content)))
        except ObjectTooLong as error:
            raise OutsideDiffers(name) from error
        if found is not None and found != content:
            raise OutsideDiffers(name)
        return found is not None

    def _read(self, name: str, *, most: int) -> bytes | None:
        """The content of an object; None without one. Raises BucketFailed, ObjectTooLong."""
        try:
            return self.objects.get(f"{self.prefix}{name}", most=most)
        except ObjectTooLong:
            raise
        except ObjectStoreFailed as error:
            raise self._failed(f"{name}: {error}") from error

    def _failed(self, why: str) -> BucketFailed:
        return BucketFailed(errno.EIO, why, f"{self.objects.place}/{self.prefix}")

"""The key of one person, read once for many texts."""

from dataclasses import dataclass, field
from typing import Protocol

from idp.kernel.ids import Id


class KeySealing(Protocol):
    """Seals and opens under a wrapped key, which the caller has read."""

    def seal(self, data_key: bytes, text: str, *, context: str) -> bytes:
        """The text under the key, bound to the context."""

    def open(self, data_key: bytes, sealed: bytes, *, context: str) -> str:
        """What `seal` made. Raises CannotOpen."""


@dataclass(frozen=True)
class KeyOfOne:
    """The key of one person for many texts; of another person both raise LookupError."""

    sealing: KeySealing
    subject_id: Id
    data_key: bytes = field(repr=False)

    def seal(self, subject_id: Id, text: str, *, context: str) -> bytes:
        """As `Subjects.seal`."""
        return self.sealing.seal(self._key(subject_id), text, context=context)

    def open(self, subject_id: Id, sealed: bytes, *, context: str) -> str:
        """As `Subjects.open`."""
        return self.sealing.open(self._key(subject_id), sealed, context=context)

    def _key(self, subject_id: Id) -> bytes:
        if subject_id != self.subject_id:
            raise LookupError("the key of another person")
        return self.data_key

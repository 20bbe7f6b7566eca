"""The keys of people, read once for many texts."""

from collections.abc import Collection, Mapping
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
class KeysOfSome:
    """The keys of some people for many texts; of anybody else both raise LookupError."""

    sealing: KeySealing
    keys: Mapping[Id, bytes] = field(repr=False)

    def seal(self, subject_id: Id, text: str, *, context: str) -> bytes:
        """As `Subjects.seal`."""
        return self.sealing.seal(self._key(subject_id), text, context=context)

    def open(self, subject_id: Id, sealed: bytes, *, context: str) -> str:
        """As `Subjects.open`."""
        return self.sealing.open(self._key(subject_id), sealed, context=context)

    def keys_of(self, subject_ids: Collection[Id]) -> "KeysOfSome":
        """As `Subjects.keys_of`, of those whose keys are here."""
        kept = {each: self.keys[each] for each in subject_ids if each in self.keys}
        return KeysOfSome(self.sealing, kept)

    def _key(self, subject_id: Id) -> bytes:
        found = self.keys.get(subject_id)
        if found is None:
            raise LookupError("the key of another person")
        return found

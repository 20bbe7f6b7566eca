"""What the rows of a list need, read for a page of them at a time, and only if they are shown."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

PAGE: Final = 50
"""As many as a page of a list has."""


class ReadTogether(Generic[K, V]):
    """Of `keys`, in the order of the list: what is asked for is read with the keys behind it.

    A key that comes again is read with those behind its first place. `together`: how many at a
    time; as many as there are, where each of them is shown.
    """

    def __init__(
        self,
        keys: Sequence[K],
        read: Callable[[Sequence[K]], Mapping[K, V]],
        *,
        together: int = PAGE,
    ) -> None:
        self._keys, self._read, self._together = keys, read, together
        self._places = {key: place for place, key in reversed([*enumerate(keys)])}
        self._found: dict[K, V | None] = {}

    def of(self, key: K) -> V | None:
        """What was read of this key, one of the list; None where there is nothing."""
        if key not in self._found:
            begin = self._places[key]
            some = self._keys[begin : begin + self._together]
            self._found |= dict.fromkeys(some)
            self._found |= self._read(some)
        return self._found[key]

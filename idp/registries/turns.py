"""Turns: registries are asked one after the other, and none holds the others up for long."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from idp.kernel.clock import Clock
from idp.kernel.registries import RegistryName

LONGEST: Final = timedelta(seconds=5)
"""How long a registry is waited for in one round before it is asked for nothing more in it."""


class Turns:
    """One round over registries; iterating gives whose turn it is, until all have ended.

    A registry that answers slowly ends its turns as a silent one does, be its answers right or
    wrong; the others go on. What it was not asked about stays due.
    """

    def __init__(self, names: Iterable[RegistryName], clock: Clock) -> None:
        self._clock, self._next = clock, deque(sorted(names))
        self._waited = dict.fromkeys(self._next, timedelta())

    def __iter__(self) -> Iterator[RegistryName]:
        while self._next:
            name, begun = self._next.popleft(), self._clock.now()
            self._next.append(name)
            yield name
            self._waited[name] += self._clock.now() - begun
            if self._waited[name] >= LONGEST:
                self.end(name)

    def end(self, name: RegistryName) -> None:
        """It is not asked again in this round."""
        if name in self._next:
            self._next.remove(name)

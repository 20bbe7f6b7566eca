"""A bounded queue with fair shares: which task is next, and which is refused when it is full.

Two lanes: known and unknown callers. Within a lane the sources take turns, however many tasks one
of them has. When every place is taken, the source with most places loses its last task: among
unknown callers, or among known ones where the unknown have no more than their share.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_TURNS_OF_THE_KNOWN: Final = 3
"""Of four turns; unknown callers get one while many known ones wait."""
_SHARE_OF_UNKNOWN: Final = 4
"""The share of places for unknown callers: one of four."""


@dataclass(frozen=True, slots=True)
class Share:
    """The lane and source whose place a task takes."""

    known: bool = False
    source: str = ""


UNKNOWN: Final = Share()


class _Lane(Generic[T]):
    """Lines by source; a served source goes to the end."""

    def __init__(self) -> None:
        self.lines: OrderedDict[str, deque[T]] = OrderedDict()
        self.count = 0

    def put(self, source: str, item: T) -> None:
        self.lines.setdefault(source, deque()).append(item)
        self.count += 1

    def take(self) -> T:
        source, line = next(iter(self.lines.items()))
        item = line.popleft()
        self._shorter(source)
        if source in self.lines:
            self.lines.move_to_end(source)
        return item

    def longest(self) -> tuple[str, int]:
        return max(
            ((source, len(line)) for source, line in self.lines.items()),
            key=lambda each: each[1],
            default=("", 0),
        )

    def give_up(self, source: str) -> T:
        """Remove the last task of the line."""
        item = self.lines[source].pop()
        self._shorter(source)
        return item

    def _shorter(self, source: str) -> None:
        self.count -= 1
        if not self.lines[source]:
            del self.lines[source]


class FairQueue(Generic[T]):
    """At most `places` tasks wait. Not thread-safe."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._strangers: _Lane[T] = _Lane()
        self._known: _Lane[T] = _Lane()
        self._turn = 0

    def __len__(self) -> int:
        return self._strangers.count + self._known.count

    def put(self, item: T, share: Share) -> T | None:
        """Add a task; returns the one refused for it: None, itself, or one that waited."""
        lane = self._known if share.known else self._strangers
        if len(self) < self._places:
            lane.put(share.source, item)
            return None
        crowd = self._lane_of(share)
        source, longest = crowd.longest()
        mine = len(lane.lines.get(share.source, ()))
        if longest == 0 or (crowd is lane and mine + 1 > longest):
            return item
        turned_away = crowd.give_up(source)
        lane.put(share.source, item)
        return turned_away

    def take(self) -> T:
        """The next task; there must be one."""
        self._turn = (self._turn + 1) % (_TURNS_OF_THE_KNOWN + 1)
        known_first = self._turn != 0
        first, second = (
            (self._known, self._strangers) if known_first else (self._strangers, self._known)
        )
        return first.take() if first.count else second.take()

    def _lane_of(self, share: Share) -> _Lane[T]:
        """The lane that loses a task."""
        theirs = self._places // _SHARE_OF_UNKNOWN
        if share.known:
            return self._strangers if self._strangers.count > theirs else self._known
        return self._known if self._strangers.count < theirs else self._strangers

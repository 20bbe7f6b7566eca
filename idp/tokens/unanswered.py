"""Rotations and first token responses that were lost because of a failure."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from idp.kernel.ids import Id

REMEMBERED_FOR: Final = timedelta(minutes=10)
_MOST: Final = 10_000


class UnansweredRotations:
    """Rotations whose commit was sent but not confirmed; only this process knows them.

    They are kept in memory, as the database could not be written, and dated there as soon as it
    answers again, for the other processes. After a restart the usual rules for reuse apply.
    """

    def __init__(self) -> None:
        self._noted = OrderedDict[Id, tuple[str, datetime]]()
        self._undated: dict[Id, str] = {}
        self._lock = threading.Lock()

    def note(self, family_id: Id, successor: str, at: datetime) -> None:
        """No client was given this successor."""
        with self._lock:
            self._noted[family_id] = (successor, at)
            self._noted.move_to_end(family_id)
            self._undated[family_id] = successor
            while len(self._noted) > _MOST:
                forgotten, _ = self._noted.popitem(last=False)
                self._undated.pop(forgotten, None)

    def undated(self) -> dict[Id, str]:
        """Families and successors that are not dated in the database yet."""
        if not self._undated:
            return {}
        with self._lock:
            return dict(self._undated)

    def dated(self, told: Mapping[Id, str]) -> None:
        """The database holds these now; later ones are still undated."""
        with self._lock:
            for family_id, successor in told.items():
                if self._undated.get(family_id) == successor:
                    del self._undated[family_id]

    def take(self, family_id: Id, successor: str, now: datetime) -> bool:
        """Whether surely no client was given this successor; the caller gives it now."""
        with self._lock:
            noted, at = self._noted.pop(family_id, ("", now))
        return noted == successor and abs(now - at) <= REMEMBERED_FOR


class UnansweredGrants:
    """Grants possibly used up by a request whose answer was lost.

    Kept in memory like the rotations above, and as long. Other processes judge by the database.
    """

    def __init__(self) -> None:
        self._noted = OrderedDict[Id, datetime]()
        self._lock = threading.Lock()

    def note(self, family_id: Id, at: datetime) -> None:
        """No client was given what this grant made, if it made anything."""
        with self._lock:
            self._noted[family_id] = at
            while len(self._noted) > _MOST:
                self._noted.popitem(last=False)

    def answered(self, family_id: Id) -> None:
        """The answer was sent after all."""
        if self._noted:
            with self._lock:
                self._noted.pop(family_id, None)

    def take(self, family_id: Id, now: datetime) -> bool:
        """Whether it was noted recently; it counts once."""
        with self._lock:
            at = self._noted.pop(family_id, None)
        return at is not None and abs(now - at) <= REMEMBERED_FOR

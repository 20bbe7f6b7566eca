"""The records of the registries, which change, and the events that tell of it."""

import secrets
import threading
from collections.abc import Iterable, Mapping

from relying_party_demo.state_registries.config import Record

_PARTS = frozenset({"family_name", "middle_name", "given_name"})


class Registers:
    """The records by what finds them, and the manner of answering."""

    def __init__(self, records: Mapping[str, Iterable[Record]]) -> None:
        self._lock = threading.Lock()
        self._records = {name: tuple(each) for name, each in records.items()}
        self._began = secrets.token_hex(4)
        self._events: list[tuple[str, Mapping[str, str]]] = []
        self.manner = "prompt"

    def find(self, name: str, kind: str, number: str) -> Record | None:
        with self._lock:
            every = self._records[name]
        return next((each for each in every if each.numbers.get(kind) == number), None)

    def change(self, name: str, number: str, said: Mapping[str, str]) -> bool:
        """Change a record, and tell it in the feed; False for one that is not there."""
        with self._lock:
            every = self._records.get(name, ())
            for at, each in enumerate(every):
                if number in each.numbers.values():
                    gone = _PARTS if "name" in said else frozenset()
                    kept = {part: it for part, it in each.data.items() if part not in gone}
                    changed = Record(each.numbers, {**kept, **said})
                    self._records[name] = (*every[:at], changed, *every[at + 1 :])
                    self._events.append((name, each.numbers))
                    return True
        return False

    def events(self, name: str, after: str, most: int) -> tuple[list[dict[str, str]], str, bool]:
        """The events of a registry after a cursor, the next cursor, whether more come.

        Records and events begin anew with the process, and so does a cursor of before.
        """
        began, _, read = after.partition(".")
        begin = int(read) if began == self._began else 0
        with self._lock:
            mine = [
                {"event_id": f"{self._began}.{at}", "number": number, "number_kind": kind}
                for at, (registry, numbers) in enumerate(self._events)
                for kind, number in numbers.items()
                if registry == name
            ]
        told = mine[begin : begin + most]
        end = begin + len(told)
        return told, f"{self._began}.{end}", end < len(mine)

    def all(self) -> Mapping[str, tuple[Record, ...]]:
        with self._lock:
            return dict(self._records)

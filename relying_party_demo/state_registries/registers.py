"""The records of the registries, which change, and the events that tell of it."""

import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace

from relying_party_demo.state_registries.config import Record

_PARTS = frozenset({"family_name", "middle_name", "given_name"})


class Registers:
    """The records by what finds them, and the manner of answering."""

    def __init__(self, records: Mapping[str, Iterable[Record]]) -> None:
        self._lock = threading.Lock()
        self._records = {name: list(each) for name, each in records.items()}
        self._began = secrets.token_hex(4)
        self._events: list[tuple[str, Mapping[str, str]]] = []
        self.manner = "prompt"

    def find(self, name: str, kind: str, number: str) -> Record | None:
        """The record with this number; a number of before finds it too."""
        with self._lock:
            every = self._records[name]
            return next((each for each in every if each.is_of(kind, number)), None)

    def change(self, name: str, number: str, said: Mapping[str, str]) -> bool:
        """Change a record, and tell it in the feed; False for one that is not there."""
        with self._lock:
            every = self._records.get(name, [])
            held = _with(every, number)
            if held is None:
                return False
            gone = _PARTS if "name" in said else frozenset()
            kept = {part: it for part, it in held.data.items() if part not in gone}
            every[every.index(held)] = replace(held, data={**kept, **said})
            self._events.append((name, held.numbers))
            return True

    def renumber(self, name: str, number: str, new: str) -> bool:
        """Give a record another number, in each registry that has its one by that number.

        Where another record has the new number already, both are of one, and that record stays.
        It is told by the number of before. False for a record that is not there, and for no change.
        """
        with self._lock:
            held = _with(self._records.get(name, []), number)
            if held is None or number == new:
                return False
            (kind,) = held.numbers
            for each, every in self._records.items():
                self._renumber(each, every, {kind: number}, {kind: new})
            return True

    def add(self, name: str, record: Record) -> bool:
        """Tell of a record that is new; False where its number is one that was told before."""
        with self._lock:
            (number,) = record.numbers.items()
            if any(each.is_of(*number) for each in self._records[name]):
                return False
            self._records[name].append(record)
            self._events.append((name, record.numbers))
            return True

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
        """The records of each registry."""
        with self._lock:
            return {name: tuple(each) for name, each in self._records.items()}

    def _renumber(
        self, name: str, every: list[Record], old: Mapping[str, str], new: Mapping[str, str]
    ) -> None:
        """In one registry: its own record, or the owner that its records name."""
        ((kind, number),) = old.items()
        for at, owned in enumerate(every):
            if kind not in owned.numbers and owned.data.get(kind) == number:
                every[at] = replace(owned, data={**owned.data, **new})
        held = next((each for each in every if each.numbers == old), None)
        if held is None:
            return
        stays = next((each for each in every if each.numbers == new), None)
        former = (*held.former, number)
        if stays is None:
            data = {**held.data, **new}
            every[every.index(held)] = replace(held, numbers=new, data=data, former=former)
        else:
            every[every.index(stays)] = replace(stays, former=(*stays.former, *former))
            every.remove(held)
        self._events.append((name, old))


def _with(every: Iterable[Record], number: str) -> Record | None:
    return next((each for each in every if each.number == number), None)

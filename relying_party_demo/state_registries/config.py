"""What the registries hold at the start, and their keys."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `numbers` are what finds it: names of data and their values.

    `former`: the numbers it had before, and those of records that turned out to be of the same one.
    `documents`: what finds it besides, and names it in no feed.
    """

    numbers: Mapping[str, str]
    data: Mapping[str, Any]
    former: tuple[str, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The number by which the page names it."""
        return next(iter(self.numbers.values()))

    def is_of(self, kind: str, number: str) -> bool:
        """Whether the number is the record's, or was, or that of a document of it."""
        if kind in self.documents:
            return self.documents[kind] == number
        return kind in self.numbers and number in {self.numbers[kind], *self.former}


@dataclass(frozen=True, slots=True)
class Registry:
    """`key`: the private JWK that signs its answers."""

    key: Mapping[str, str]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """`issuer` is who may ask; its keys are at `/jwks` there."""

    port: int
    issuer: str
    registries: Mapping[str, Registry]

    @classmethod
    def read(cls, path: Path) -> "Config":
        stored = json.loads(path.read_text("utf-8-sig"))
        registries = {
            name: Registry(each["key"], tuple(Record(**one) for one in each["records"]))
            for name, each in stored["registries"].items()
        }
        return cls(stored["port"], stored["issuer"], registries)

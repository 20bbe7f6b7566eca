"""What the registries hold at the start, and their keys."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `numbers` are what finds it: names of data and their values."""

    numbers: Mapping[str, str]
    data: Mapping[str, Any]


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

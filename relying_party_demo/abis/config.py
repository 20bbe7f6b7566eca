"""The enrolled people, and the token of callers."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person by their personal number, and who that is, for the page."""

    reference: str
    username: str


@dataclass(frozen=True, slots=True)
class Config:
    port: int
    gallery: str
    token: str
    people: tuple[Enrolled, ...]

    @classmethod
    def read(cls, path: Path) -> "Config":
        stored = json.loads(path.read_text("utf-8-sig"))
        people = tuple(Enrolled(**each) for each in stored["people"])
        return cls(stored["port"], stored["gallery"], stored["token"], people)

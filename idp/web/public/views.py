"""The view models of the public pages, one per template. Words are message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Label = tuple[str, str | None]
"""What `words.item_label` gives."""


@dataclass(frozen=True, slots=True)
class Home:
    pass


@dataclass(frozen=True, slots=True)
class LevelRow:
    level: int
    name: str
    acr: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """`alternatives`: what it may have proven; with several, the worst one counts."""

    means: str
    evidence: str
    alternatives: tuple[tuple[str, ...], ...]
    amr: tuple[str, ...]
    level_alone: int


@dataclass(frozen=True, slots=True)
class VectorRow:
    evidence: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Levels:
    levels: tuple[LevelRow, ...]
    evidence: tuple[EvidenceRow, ...]
    vectors: tuple[VectorRow, ...]


@dataclass(frozen=True, slots=True)
class PartyItem:
    label: Label
    purpose: str
    essential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    kind: str
    provider: str | None
    level: int
    active: bool
    items: tuple[PartyItem, ...]


@dataclass(frozen=True, slots=True)
class RelyingParties:
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    name: str
    certificate_until: datetime
    valid: bool
    help_line: str


@dataclass(frozen=True, slots=True)
class Providers:
    providers: tuple[Provider, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    pass


@dataclass(frozen=True, slots=True)
class Terms:
    version: str


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Status:
    at: datetime
    working: bool


class Verdict(StrEnum):
    VALID = "valid"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`facts` are label and value of what a valid document says."""

    verdict: Verdict | None = None
    facts: Mapping[str, str] | None = None

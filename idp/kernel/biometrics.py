"""Requests to a biometric service and its answers: types shared by factor and adapters.

The factor speaks them above and the adapters below, which know nothing of each other. Samples are
kept out of every `repr`, so that no log, no error page and no crash report can hold one.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property


class Modality(StrEnum):
    """The compared trait. Voice is left out: no verification interface here has it."""

    FACE = "face"
    FINGERPRINT = "fingerprint"
    IRIS = "iris"


class MatchResult(StrEnum):
    """One comparison of one claimed person; never a search through many."""

    MATCH = "match"
    NO_MATCH = "no_match"
    QUALITY = "quality"
    NOT_ENROLLED = "not_enrolled"
    UNAVAILABLE = "unavailable"


class PadResult(StrEnum):
    """The result of presentation attack detection for the same samples."""

    LIVE = "live"
    ATTACK = "attack"
    INCONCLUSIVE = "inconclusive"
    UNAVAILABLE = "unavailable"


class Pose(StrEnum):
    """A head pose that is asked for; one picture for each."""

    STRAIGHT = "straight"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"


@dataclass(frozen=True)
class Sample:
    """One captured picture, in memory for one request. `width` and `height` are pixels."""

    image: bytes = field(repr=False)
    width: int
    height: int

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes in hexadecimal, which is all that is stored of them."""
        return hashlib.sha256(self.image).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A 1:1 question: whether this is the person that `person` names in the service's gallery.

    `reference` is a picture the State signed for, handed to services that keep no gallery.
    """

    person: str = field(repr=False)
    modality: Modality
    samples: tuple[Sample, ...]
    transaction_id: str
    captured_at: datetime
    device: str | None = None
    reference: Sample | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """`digests`: of the samples that were sent. `score` is on the service's own scale."""

    result: MatchResult
    digests: tuple[str, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The input of presentation attack detection: every picture with its requested pose."""

    nonce: str
    modality: Modality
    poses: tuple[Pose, ...]
    samples: tuple[Sample, ...]
    channel: str


@dataclass(frozen=True, slots=True)
class Judged:
    """`evidence` is the provider's id of the check; `digests` are those it reports."""

    result: PadResult
    digests: tuple[str, ...] = ()
    evidence: str | None = None

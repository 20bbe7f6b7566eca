"""Values of the slice's part: a key just enrolled, a word believed, and when a key is anchored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.assurance.kinds import RULES as EVIDENCE
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.factors.domain import Credential
from idp.kernel.ids import Id

_OF_THE_PERSON: Final = frozenset({Means.FACE, Means.FINGERPRINT, Means.IRIS, Means.VOICE})
"""Means that were compared with the record the State keeps of this very person."""


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Who bound a key to its person, and where they saw both."""

    by: str
    place: str


IN_THIS_SIGN_IN: Final = Anchoring("subject", "own_account")


@dataclass(frozen=True, slots=True)
class EnrolledKey:
    """A key that was just enrolled. `retire_word` is told to its application, once."""

    credential: Credential
    thumbprint: str
    retire_word: str


@dataclass(frozen=True, slots=True)
class Asking:
    """An enrolled key that said something, each word once."""

    credential: Credential
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Approved:
    """One approval that counts, and what it shows; `proof_digest` names it for ever."""

    credential_id: Id
    subject_id: Id
    kind: EvidenceKind
    proof_digest: bytes


def anchors(level: Level, kinds: Collection[EvidenceKind]) -> bool:
    """Whether a sign-in showed the person so well that a key enrolled in it is theirs (Q12).

    At level 4, or where the person was compared with the national record: both say whose finger
    it is that the telephone knows, as far as that can be said at all.
    """
    bound = any(EVIDENCE[kind].means in _OF_THE_PERSON for kind in kinds)
    return level >= Level.FOUR or (bound and level >= Level.THREE)


def why_anchored(content: Mapping[str, Any]) -> Anchoring | None:
    """The anchoring an enrolment was begun with."""
    return Anchoring(content["by"], content["place"]) if "by" in content else None

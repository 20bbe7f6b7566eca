"""Trust anchors: root certificates, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.kernel.actors import Actor
from idp.kernel.ids import Id


class AnchorKind(StrEnum):
    """The use of an anchor; one of one kind is never used for another."""

    CSCA = "csca"
    """The country signing authority above the signers of identity cards (ICAO Doc 9303-12)."""
    ANDROID = "android"
    """The root above the attestations of keys in Android hardware."""


class AnchorState(StrEnum):
    PENDING = "pending_second_approval"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`fingerprint` is SHA-256 of the certificate, in hexadecimal, for two persons to compare.

    `profile` is the profile of the installation that proposed it: an anchor of a demonstration is
    not accepted in any other profile.
    """

    id: Id
    kind: AnchorKind
    subject: str
    fingerprint: str
    not_after: datetime
    profile: str
    state: AnchorState
    proposed_by: Actor
    approved_by: Actor | None = None
    withdrawn_by: Actor | None = None

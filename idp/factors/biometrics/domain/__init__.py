"""Vocabulary of biometrics: traits, purposes, services, consents."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.kernel.actors import Actor
from idp.kernel.biometrics import Modality
from idp.kernel.ids import Id


class CaptureChannel(StrEnum):
    """The channel of a sample: the untrusted camera of a page, or a registered device."""

    PAGE = "page"
    COUNTER = "counter"


class BiometricPurpose(StrEnum):
    """The purpose of a consent to biometrics, one at a time."""

    LOGIN_L3 = "login_l3"
    LOGIN_L4 = "login_l4"


class Role(StrEnum):
    """The task of a service; one vendor's two services are two records."""

    MATCHING = "matching"
    LIVENESS = "liveness"


class Interface(StrEnum):
    """The protocol of a service."""

    OSIA = "osia"
    BIOSDK = "biosdk"
    LIVENESS_JSON = "liveness_json"


class PersonReference(StrEnum):
    """The identifier of a person at a service."""

    PAIRWISE = "pairwise"
    """A pairwise identifier for this service."""
    PERSONAL_NUMBER = "personal_number"


class ServiceProfile(StrEnum):
    """The profile in which a service may be used; an evaluation never counts anywhere."""

    PRODUCTION = "production"
    EVALUATION = "evaluation"
    DEMO = "demo"


class RecordState(StrEnum):
    PENDING = "pending_second_approval"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class AssuranceKind(StrEnum):
    """The kind of a report on a service's accuracy."""

    FALSE_MATCH = "false_match"
    """Its false match rate was measured: `value`."""
    ATTACK_DETECTION = "attack_detection"
    """Its detection of presentation attacks was tested (ISO/IEC 30107-3, FIDO)."""
    INJECTION = "injection"
    """It was stated how it meets injected video (CEN/TS 18099)."""
    DEMOGRAPHIC = "demographic"
    """How it fares with different people was reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """One report about a service. `lab` is empty where the vendor alone tested it."""

    id: Id
    provider_id: Id
    kind: AssuranceKind
    standard: str
    lab: str
    value: Decimal | None
    report: str
    valid_until: datetime
    state: RecordState
    proposed_by: Actor
    approved_by: Actor | None = None

    def holds(self, now: datetime) -> bool:
        return self.state is RecordState.IN_FORCE and now < self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class BiometricProvider:
    """One biometric service of the register, without its secret.

    `provenance` names the register its references come from, as in `subjects.domain.Source`.
    """

    id: Id
    name: str
    role: Role
    interface: Interface
    endpoint: str
    gallery: str
    modalities: tuple[Modality, ...]
    person_reference: PersonReference
    provenance: str
    profile: ServiceProfile
    state: RecordState
    proposed_by: Actor
    approved_by: Actor | None = None
    assurances: tuple[Assurance, ...] = ()


@dataclass(frozen=True, slots=True)
class BiometricConsent:
    """`text_digest`: SHA-256 (hexadecimal) of the text the person agreed to."""

    id: Id
    subject_id: Id
    purpose: BiometricPurpose
    text_version: str
    text_digest: str
    lang: str
    channel: CaptureChannel
    transaction_id: Id | None
    given_at: datetime
    withdrawn_at: datetime | None


CONSENT_TEXT_VERSION: Final = "2026-11"
"""The version of the consent text."""

EVIDENCE: Final[dict[tuple[Modality, CaptureChannel], EvidenceKind]] = {
    (Modality.FACE, CaptureChannel.PAGE): EvidenceKind.FACE_ON_PAGE,
    (Modality.FACE, CaptureChannel.COUNTER): EvidenceKind.FACE,
    (Modality.FINGERPRINT, CaptureChannel.COUNTER): EvidenceKind.FINGERPRINT,
    (Modality.IRIS, CaptureChannel.COUNTER): EvidenceKind.IRIS,
}
"""The evidence of a matched sample; a page has no other sensor than a camera."""

MEANS: Final[dict[Modality, Means]] = {
    Modality.FACE: Means.FACE,
    Modality.FINGERPRINT: Means.FINGERPRINT,
    Modality.IRIS: Means.IRIS,
}
"""The means in the law's list by which the operator can switch a trait off (D3.8)."""


def purpose_for(level: Level) -> BiometricPurpose | None:
    """The purpose for a sign-in at this level; below level 3 no biometric data is taken."""
    if level < Level.THREE:
        return None
    return BiometricPurpose.LOGIN_L3 if level is Level.THREE else BiometricPurpose.LOGIN_L4

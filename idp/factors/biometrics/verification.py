"""Calls both services for one capture, within one time budget, with limited concurrency."""

import time
from dataclasses import dataclass
from typing import Final, assert_never

from idp.access.desks import Matter
from idp.factors.biometrics.domain import BiometricProvider, Interface, PersonReference
from idp.factors.biometrics.ports import BiometricVerifier, LivenessProvider
from idp.factors.biometrics.providers import BiometricProviders
from idp.kernel.biometrics import (
    Capture,
    Compared,
    Comparison,
    Judged,
    PadResult,
)
from idp.kernel.ids import Id
from idp.platform.biometrics.biosdk import BioSdk
from idp.platform.biometrics.liveness import LivenessService
from idp.platform.biometrics.osia import OsiaAbis
from idp.platform.bulkhead import Bulkhead, TookTooLong
from idp.platform.outbound import Outbound
from idp.platform.secrets import keyed_digest
from idp.subjects.domain import Source
from idp.subjects.service import Subjects

SECONDS: Final = 2.5
"""The budget for both calls; with our own work no thread is held for three seconds."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`compared` is None when there was no comparison, because liveness was not established."""

    judged: Judged
    compared: Compared | None
    milliseconds: int


@dataclass(frozen=True)
class CaptureVerification:
    """`reference_key`: 32 bytes, from which pairwise identifiers for services are derived."""

    outbound: Outbound
    bulkhead: Bulkhead
    providers: BiometricProviders
    subjects: Subjects
    reference_key: bytes

    def person_at(self, provider: BiometricProvider, subject_id: Id) -> str:
        """The person's identifier at this service."""
        match provider.person_reference:
            case PersonReference.PAIRWISE:
                return keyed_digest(self.reference_key, f"{provider.id}:{subject_id}").hex()
            case PersonReference.PERSONAL_NUMBER:
                return self.subjects.identity(subject_id).number
            case never:
                assert_never(never)

    def database_of(self, subject_id: Id) -> Source:
        """Where the State keeps face and fingers of a person."""
        foreign = self.subjects.matter_of(subject_id) is Matter.FOREIGNER_IN_PERSON
        return Source.IMMIGRATION_DB if foreign else Source.IDENTITY_DB

    def verdict(
        self,
        matcher: BiometricProvider,
        liveness: BiometricProvider,
        capture: Capture,
        comparison: Comparison,
    ) -> Verdict:
        """The answers of both services. Raises Busy when too many calls are under way."""
        verifier, watcher = self._verifier(matcher), self._liveness_provider(liveness)
        began = time.monotonic()
        try:
            judged, compared = self.bulkhead.run(
                lambda: _ask(watcher, verifier, capture, comparison), seconds=SECONDS
            )
        except TookTooLong:
            judged, compared = Judged(PadResult.UNAVAILABLE), None
        return Verdict(judged, compared, round((time.monotonic() - began) * 1000))

    def _verifier(self, provider: BiometricProvider) -> BiometricVerifier:
        match provider.interface:
            case Interface.OSIA:
                token = self.providers.token(provider)
                return OsiaAbis(self.outbound, provider.endpoint, provider.gallery, token)
            case Interface.BIOSDK:
                return BioSdk(self.outbound, provider.endpoint)
            case Interface.LIVENESS_JSON:
                raise ValueError("a liveness service does not compare")
            case never:
                assert_never(never)

    def _liveness_provider(self, provider: BiometricProvider) -> LivenessProvider:
        if provider.interface is not Interface.LIVENESS_JSON:
            raise ValueError("only a liveness service judges a capture")
        return LivenessService(self.outbound, provider.endpoint, self.providers.token(provider))


def _ask(
    watcher: LivenessProvider,
    verifier: BiometricVerifier,
    capture: Capture,
    comparison: Comparison,
) -> tuple[Judged, Compared | None]:
    """Liveness first (ISO/IEC 30107-3), and only then the comparison."""
    until = time.monotonic() + SECONDS
    judged = watcher.assess(capture, seconds=SECONDS)
    if judged.result is not PadResult.LIVE:
        return judged, None
    return judged, verifier.verify(comparison, seconds=max(0.0, until - time.monotonic()))

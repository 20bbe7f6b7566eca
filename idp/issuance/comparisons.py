"""Face and finger of an applicant, compared with the State's record at a counter (D10.2b-2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from idp.factors.biometrics.domain import CaptureChannel
from idp.factors.biometrics.domain.jpeg import Unfit, pictures
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.biometrics.verification import CaptureVerification
from idp.issuance.domain import BiometricsCompared, ComparedAs, FieldRefused, compared_as
from idp.kernel.biometrics import Capture, Comparison, Modality, Sample
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.bulkhead import Busy
from idp.subjects.domain import Source


@dataclass(frozen=True)
class DeskComparisons:
    """The pictures are in memory for one request; only what the service said is kept."""

    clock: Clock
    eligibility: BiometricEligibility
    verification: CaptureVerification

    def compare(
        self, subject_id: Id, images: Mapping[Modality, bytes], *, device: str
    ) -> BiometricsCompared | Refused:
        """Compare one picture of the face and one of a finger. Outside of a transaction.

        Only references of the person's database count (D10.2b-2, D11.2b-1). Refused:
        PICTURES_REFUSED at its field (`face`, `fingerprint`), REGISTRY_NOT_CONNECTED where no
        service of that database counts, SERVICE_UNAVAILABLE, BUSY.
        """
        samples: dict[Modality, Sample] = {}
        for modality, image in images.items():
            try:
                (samples[modality],) = pictures((image,), fewest=1)
            except Unfit:
                return FieldRefused(Reason.PICTURES_REFUSED, field=modality)
        source = self.verification.database_of(subject_id)
        attempt, found, service = new_id(), dict[Modality, ComparedAs](), ""
        for modality, sample in samples.items():
            said = self._one(subject_id, modality, sample, source, f"{attempt}-{modality}", device)
            if isinstance(said, Refused):
                return said
            found[modality], service = said
        return BiometricsCompared(
            face=found[Modality.FACE],
            fingers=found[Modality.FINGERPRINT],
            service=service,
            attempt=attempt,
        )

    def _one(
        self,
        subject_id: Id,
        modality: Modality,
        sample: Sample,
        source: Source,
        attempt: str,
        device: str,
    ) -> tuple[ComparedAs, str] | Refused:
        services = self.eligibility.services(modality, CaptureChannel.COUNTER, source, only=True)
        if isinstance(services, Refused):
            return Refused(Reason.REGISTRY_NOT_CONNECTED)
        matcher, liveness = services
        comparison = Comparison(
            person=self.verification.person_at(matcher, subject_id),
            modality=modality,
            samples=(sample,),
            transaction_id=attempt,
            captured_at=self.clock.now(),
            device=device,
        )
        capture = Capture(
            nonce=attempt,
            modality=modality,
            poses=(),
            samples=(sample,),
            channel=CaptureChannel.COUNTER,
        )
        try:
            verdict = self.verification.verdict(matcher, liveness, capture, comparison)
        except Busy:
            return Refused(Reason.BUSY)
        result = None if verdict.compared is None else verdict.compared.result
        found = compared_as(verdict.judged, result)
        return Refused(Reason.SERVICE_UNAVAILABLE) if found is None else (found, matcher.name)

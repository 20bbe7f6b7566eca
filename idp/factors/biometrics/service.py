"""Biometrics as a factor: one capture and its result."""

from dataclasses import dataclass, replace
from typing import ClassVar

from idp.access.powers import Power
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import compared
from idp.casework.permissions import Permissions
from idp.factors.biometrics.attempts import BiometricAttempt, BiometricAttempts
from idp.factors.biometrics.captures import Captures, SubmittedCapture
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.biometrics.domain import EVIDENCE, MEANS, purpose_for
from idp.factors.biometrics.domain.admissibility import failure_limits
from idp.factors.biometrics.domain.outcomes import TOLD, Outcome, outcome_of
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.biometrics.throttling import BiometricThrottle, CountedFailure
from idp.factors.biometrics.verification import CaptureVerification, Verdict
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, Person, System, Through, Unproven
from idp.kernel.biometrics import Comparison, Modality, Sample
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.bulkhead import Busy
from idp.platform.secrets import digest


@dataclass(frozen=True)
class Biometrics:
    """`eligibility` says who may be asked, `captures` asks for poses, this verifies."""

    kinds: ClassVar[frozenset[EvidenceKind]] = frozenset(EVIDENCE.values())

    context: ServiceContext
    permissions: Permissions
    credentials: Credentials
    notices: Notices
    eligibility: BiometricEligibility
    captures: Captures
    consents: BiometricConsents
    tries: BiometricThrottle
    attempts: BiometricAttempts
    verification: CaptureVerification

    def verify(
        self, context: VerificationContext, shown: SubmittedCapture
    ) -> VerifiedFactor | Refused:
        """Verify a capture of a page's camera, once, within three seconds.

        The try is counted before. Refused: NOT_PROVEN, PICTURES_UNCLEAR (both counted),
        SERVICE_UNAVAILABLE, BUSY (neither counted), PICTURES_REFUSED, CONSENT_MISSING, EXPIRED,
        USED_BEFORE, NOT_FOUND, FACTOR_FROM_OTHER_TRANSACTION, TOO_MANY_TRIES (`retry_at`),
        BIOMETRIC_DISABLED, MEANS_DISABLED, ACCOUNT_LEVEL_INSUFFICIENT. Call it outside a
        transaction.
        """
        return self._verify(context, replace(shown, device=None))

    def verify_at_counter(
        self, context: VerificationContext, shown: SubmittedCapture, *, device: str
    ) -> VerifiedFactor | Refused:
        """The same for a sample of a registered capture device, which the caller authenticated.

        It is evidence by itself: no other possession has to stand beside it (Q11).
        """
        if not device.strip():
            raise ValueError("a registered capture device has a name")
        return self._verify(context, replace(shown, device=device))

    def disabled(self, subject_id: Id) -> tuple[Modality, ...]:
        """The traits that stopped counting after too many failures."""
        tries = {trait: self.tries.for_subject(subject_id, trait) for trait in Modality}
        return tuple(trait for trait, each in tries.items() if each.disabled_at is not None)

    def open_again(self, subject_id: Id, *, actor: Actor) -> tuple[Modality, ...] | Refused:
        """Unblock traits; returns those that were blocked.

        By the person, whom the caller has authenticated by a fresh sign-in at level 2 or more, or
        at a counter. Refused as `Permissions.strict` for everybody else.
        """
        if not (isinstance(actor, Person) and actor.subject_id == subject_id):
            refused = self.permissions.strict(actor, Power.MEANS_CLEAR, about=subject_id)
            if refused is not None:
                return Refused(refused)
        with self.context.database.transaction():
            stopped = self.disabled(subject_id)
            for trait in stopped:
                self.tries.reset(subject_id, trait)
            if stopped:
                self.context.history.append(
                    EventType.BIOMETRIC_REOPENED,
                    subject_id=subject_id,
                    actor=actor,
                    facts={"traits": [trait.value for trait in stopped]},
                )
            return stopped

    def _verify(
        self, context: VerificationContext, shown: SubmittedCapture
    ) -> VerifiedFactor | Refused:
        attempt = self._prepared(context, shown)
        if isinstance(attempt, Refused):
            return attempt
        allowance = failure_limits(attempt.liveness, self.context.clock.now())
        counted = self.tries.acquire(attempt.subject_id, shown.modality, allowance)
        if isinstance(counted, Refused):
            return counted
        comparison = self._comparison(attempt, shown.reference)
        try:
            verdict = self.verification.verdict(
                attempt.matcher, attempt.liveness, attempt.capture, comparison
            )
        except Busy:
            self.tries.release(counted)
            return Refused(Reason.BUSY)
        return self._settled(context, attempt, counted, verdict)

    def _prepared(
        self, context: VerificationContext, shown: SubmittedCapture
    ) -> BiometricAttempt | Refused:
        """All checks that need no service; the question is used up."""
        if (shown.modality, shown.channel) not in EVIDENCE:
            return Refused(Reason.MEANS_DISABLED)
        source = self.verification.database_of(shown.account.subject_id)
        services = self.eligibility.services(shown.modality, shown.channel, source)
        if isinstance(services, Refused):
            return services
        if not self.eligibility.allows(shown.account):
            return Refused(Reason.ACCOUNT_LEVEL_INSUFFICIENT)
        purpose, subject_id = purpose_for(shown.level), shown.account.subject_id
        consent = None if purpose is None else self.consents.live(subject_id, purpose)
        if consent is None:
            return Refused(Reason.CONSENT_MISSING)
        answered = self.captures.answered(context, shown)
        if isinstance(answered, Refused):
            return self._refused(context, shown.modality, subject_id, answered.reason)
        (capture, compared), (matcher, liveness) = answered, services
        return BiometricAttempt(
            id=new_id(),
            transaction_id=context.transaction_id,
            subject_id=subject_id,
            channel=shown.channel,
            device=shown.device,
            consent_id=consent.id,
            matcher=matcher,
            liveness=liveness,
            capture=capture,
            compared=compared,
        )

    def _comparison(self, attempt: BiometricAttempt, reference: Sample | None) -> Comparison:
        return Comparison(
            person=self.verification.person_at(attempt.matcher, attempt.subject_id),
            modality=attempt.capture.modality,
            samples=(attempt.compared,),
            transaction_id=attempt.id,
            captured_at=self.context.clock.now(),
            device=attempt.device,
            reference=reference,
        )

    def _settled(
        self,
        context: VerificationContext,
        attempt: BiometricAttempt,
        counted: CountedFailure,
        verdict: Verdict,
    ) -> VerifiedFactor | Refused:
        """Record the services' answers and their consequences in one transaction."""
        outcome = outcome_of(verdict.judged, verdict.compared)
        with self.context.database.transaction():
            self.attempts.keep(attempt, verdict)
            if outcome is Outcome.NOT_JUDGED:
                self.tries.release(counted)
                return Refused(TOLD[outcome])
            if outcome is Outcome.PROVEN:
                return self._proven(context, attempt, counted)
            if outcome is Outcome.ATTACK:
                self._alert(attempt, verdict)
            if counted.tries.disabled_at is not None:
                self._notify_stopped(attempt)
            modality, subject_id = attempt.capture.modality, attempt.subject_id
            return self._refused(context, modality, subject_id, TOLD[outcome])

    def _refused(
        self, context: VerificationContext, modality: Modality, subject_id: Id, reason: Reason
    ) -> Refused:
        return self.credentials.record_refusal(
            reason, means=MEANS[modality], context=context, subject_id=subject_id
        )

    def _proven(
        self, context: VerificationContext, attempt: BiometricAttempt, counted: CountedFailure
    ) -> VerifiedFactor | Refused:
        if not self.consents.is_live(attempt.consent_id):
            # Withdrawn while the services were called, so their answer does not count.
            self.tries.release(counted)
            return Refused(Reason.CONSENT_MISSING)
        modality = attempt.capture.modality
        self.tries.reset(attempt.subject_id, modality)
        return VerifiedFactor(
            context.transaction_id,
            attempt.subject_id,
            compared(EVIDENCE[modality, attempt.channel]),
            attempt.id,
            digest(f"biometric:{attempt.compared.digest}"),
        )

    def _alert(self, attempt: BiometricAttempt, verdict: Verdict) -> None:
        """An imitation was shown after another factor was proven: warn the person."""
        self.context.history.append(
            EventType.BIOMETRIC_ATTACK_SUSPECTED,
            actor=Unproven(through=Through.BROWSER),
            subject_id=attempt.subject_id,
            transaction_id=attempt.transaction_id,
            facts={
                "attempt": attempt.id,
                "trait": attempt.capture.modality,
                "channel": attempt.channel,
                "evidence": verdict.judged.evidence,
            },
        )
        self.notices.notify(attempt.subject_id, text_key=NoticeKind.BIOMETRIC_ATTACK, facts={})

    def _notify_stopped(self, attempt: BiometricAttempt) -> None:
        """The last try failed: tell the person that the trait is blocked until they unblock it."""
        self.context.history.append(
            EventType.BIOMETRIC_STOPPED,
            subject_id=attempt.subject_id,
            transaction_id=attempt.transaction_id,
            actor=System(rule="policy biometric_tries"),
            facts={"trait": attempt.capture.modality},
        )
        self.notices.notify(attempt.subject_id, text_key=NoticeKind.BIOMETRIC_STOPPED, facts={})

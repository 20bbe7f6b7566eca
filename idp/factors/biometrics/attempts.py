"""The record of attempts: enough for an auditor, and nothing that helps an attacker."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, insert, select

from idp.factors.biometrics.domain import BiometricProvider, CaptureChannel
from idp.factors.biometrics.domain.outcomes import bucket
from idp.factors.biometrics.tables import ATTEMPT
from idp.factors.biometrics.verification import Verdict
from idp.history.domain import kept_since
from idp.kernel.biometrics import Capture, Sample
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, purge

_INSERT: Final = insert(ATTEMPT)
_SEEN: Final = select(ATTEMPT.c.id).where(ATTEMPT.c.sample_digest == bindparam("sample")).limit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BiometricAttempt:
    """One capture of one person, to be sent to the services."""

    id: Id
    transaction_id: Id
    subject_id: Id
    channel: CaptureChannel
    device: str | None
    consent_id: Id
    matcher: BiometricProvider
    liveness: BiometricProvider
    capture: Capture
    compared: Sample


@dataclass(frozen=True)
class BiometricAttempts:
    """`years`: the retention of attempts, the same as of history."""

    database: Database
    clock: Clock
    years: int

    def seen(self, sample: Sample) -> bool:
        """Whether these bytes were submitted before: a live capture is never the same twice."""
        return self.database.one(_SEEN, sample=bytes.fromhex(sample.digest)) is not None

    def keep(self, attempt: BiometricAttempt, verdict: Verdict) -> None:
        """Insert an attempt, inside the open transaction."""
        compared = verdict.compared
        self.database.execute(
            _INSERT,
            id=attempt.id,
            transaction_id=attempt.transaction_id,
            subject_id=attempt.subject_id,
            modality=attempt.capture.modality,
            channel=attempt.channel,
            device=attempt.device,
            matcher_id=attempt.matcher.id,
            liveness_id=attempt.liveness.id,
            consent_id=attempt.consent_id,
            outcome=None if compared is None else compared.result,
            attack_outcome=verdict.judged.result,
            attack_evidence=verdict.judged.evidence,
            sample_digest=bytes.fromhex(attempt.compared.digest),
            samples=[sample.digest for sample in attempt.capture.samples],
            score_bucket=None if compared is None else bucket(compared.score),
            milliseconds=verdict.milliseconds,
            at=self.clock.now(),
        )

    def purge(self) -> int:
        """Delete attempts past their term; returns how many."""
        since = kept_since(self.clock.now(), years=self.years)
        return purge(self.database, ATTEMPT, ATTEMPT.c.at < since, by=ATTEMPT.c.at)

"""Tries of a person with a trait: counted before the service is asked, given back if it failed.

The row is locked while it is read and written, so that concurrent tries are counted one by one.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, select, update

from idp.factors.biometrics.domain.failure_limits import (
    FailureCount,
    FailureLimits,
    counted,
    released,
)
from idp.factors.biometrics.tables import TRIES
from idp.kernel.biometrics import Modality
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database, insert_new

_THIS: Final = (
    TRIES.c.subject_id == bindparam("subject"),
    TRIES.c.modality == bindparam("trait"),
)
_FIRST: Final = insert_new(TRIES)
_COUNTERS: Final = (TRIES.c.failures, TRIES.c.opens_at, TRIES.c.disabled_at)
_READ: Final = select(*_COUNTERS).where(*_THIS)
_LOCK: Final = select(*_COUNTERS).where(*_THIS).with_for_update()
_WRITE: Final = (
    update(TRIES)
    .where(*_THIS)
    .values(
        failures=bindparam("now_failures"),
        opens_at=bindparam("now_opens_at"),
        disabled_at=bindparam("now_disabled_at"),
    )
)
_FORGET: Final = delete(TRIES).where(*_THIS)


@dataclass(frozen=True, slots=True)
class CountedFailure:
    """One counted try."""

    subject_id: Id
    modality: Modality
    tries: FailureCount


@dataclass(frozen=True)
class BiometricThrottle:
    database: Database
    clock: Clock

    def acquire(
        self, subject_id: Id, modality: Modality, limits: FailureLimits
    ) -> CountedFailure | Refused:
        """Count one try. Refused: TOO_MANY_TRIES (`retry_at`), BIOMETRIC_DISABLED."""
        now = self.clock.now()
        with self.database.transaction():
            self.database.execute(
                _FIRST,
                subject_id=subject_id,
                modality=modality,
                failures=0,
                opens_at=None,
                disabled_at=None,
            )
            on_record = self._locked(subject_id, modality) or FailureCount()
            if on_record.disabled_at is not None:
                return Refused(Reason.BIOMETRIC_DISABLED)
            closed_until = on_record.closed_until(now)
            if closed_until is not None:
                return Refused(Reason.TOO_MANY_TRIES, closed_until)
            tries = counted(on_record, limits, now)
            self._write(subject_id, modality, tries)
            return CountedFailure(subject_id, modality, tries)

    def release(self, counted: CountedFailure) -> None:
        """Uncount a try that no service judged."""
        subject_id, modality = counted.subject_id, counted.modality
        with self.database.transaction():
            on_record = self._locked(subject_id, modality)
            if on_record is not None:
                self._write(subject_id, modality, released(on_record, counted.tries))

    def reset(self, subject_id: Id, modality: Modality) -> bool:
        """Reset after a success, or after another factor; returns whether there was a failure."""
        with self.database.transaction():
            return self.database.execute(_FORGET, subject=subject_id, trait=modality) == 1

    def for_subject(self, subject_id: Id, modality: Modality) -> FailureCount:
        row = self.database.one(_READ, subject=subject_id, trait=modality)
        return FailureCount() if row is None else FailureCount(**row._asdict())

    def _locked(self, subject_id: Id, modality: Modality) -> FailureCount | None:
        row = self.database.one(_LOCK, subject=subject_id, trait=modality)
        return None if row is None else FailureCount(**row._asdict())

    def _write(self, subject_id: Id, modality: Modality, tries: FailureCount) -> None:
        self.database.execute(
            _WRITE,
            subject=subject_id,
            trait=modality,
            now_failures=tries.failures,
            now_opens_at=tries.opens_at,
            now_disabled_at=tries.disabled_at,
        )

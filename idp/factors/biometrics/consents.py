"""Consents to biometrics: one purpose each, separate from other consents, ended at once.

The law on personal data demands an explicit consent to each purpose, a proof of it, and a
withdrawal that is as easy (Law 91/2025/QH15). A withdrawn row stays as that proof.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from idp.factors.biometrics.domain import (
    CONSENT_TEXT_VERSION,
    BiometricConsent,
    BiometricPurpose,
    CaptureChannel,
)
from idp.factors.biometrics.tables import CONSENT
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Row

_INSERT: Final = insert(CONSENT)
_OF: Final = (
    select(CONSENT)
    .where(CONSENT.c.subject_id == bindparam("subject"))
    .order_by(CONSENT.c.given_at.desc(), CONSENT.c.id.desc())
)
_LIVE: Final = (
    select(CONSENT)
    .where(
        CONSENT.c.subject_id == bindparam("subject"),
        CONSENT.c.purpose == bindparam("why"),
        CONSENT.c.text_version == bindparam("version"),
        CONSENT.c.withdrawn_at.is_(None),
    )
    .order_by(CONSENT.c.id)
    .limit(1)
)
_IS_LIVE: Final = (
    select(CONSENT.c.id)
    .where(CONSENT.c.id == bindparam("consent"), CONSENT.c.withdrawn_at.is_(None))
    .with_for_update()
)
_WITHDRAW: Final = (
    update(CONSENT)
    .where(
        CONSENT.c.subject_id == bindparam("subject"),
        CONSENT.c.purpose == bindparam("why"),
        CONSENT.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("now"))
)


@dataclass(frozen=True)
class BiometricConsents:
    context: ServiceContext

    def give(
        self,
        subject_id: Id,
        purpose: BiometricPurpose,
        *,
        text_digest: str,
        lang: str,
        channel: CaptureChannel,
        transaction_id: Id | None = None,
        actor: Actor,
    ) -> BiometricConsent:
        """Record a consent; a live one is returned as it is.

        `text_digest`: SHA-256 (hexadecimal) of the words shown, in the language `lang`.
        """
        with self.context.database.transaction():
            self.context.database.advisory_lock(f"biometric consent {subject_id}")
            live = self.live(subject_id, purpose)
            if live is not None:
                return live
            consent = BiometricConsent(
                id=new_id(),
                subject_id=subject_id,
                purpose=purpose,
                text_version=CONSENT_TEXT_VERSION,
                text_digest=text_digest,
                lang=lang,
                channel=channel,
                transaction_id=transaction_id,
                given_at=self.context.clock.now(),
                withdrawn_at=None,
            )
            self.context.database.execute(_INSERT, **_columns(consent))
            self._record(EventType.BIOMETRIC_CONSENT_GIVEN, consent, actor)
            return consent

    def withdraw(
        self, subject_id: Id, purpose: BiometricPurpose, *, actor: Actor
    ) -> Refused | None:
        """Withdraw a consent. Refused NOT_FOUND when none is live."""
        with self.context.database.transaction():
            live = self.live(subject_id, purpose, any_version=True)
            ended = self.context.database.execute(
                _WITHDRAW, subject=subject_id, why=purpose, now=self.context.clock.now()
            )
            if live is None or not ended:
                return Refused(Reason.NOT_FOUND)
            self._record(EventType.BIOMETRIC_CONSENT_WITHDRAWN, live, actor)
            return None

    def live(
        self, subject_id: Id, purpose: BiometricPurpose, *, any_version: bool = False
    ) -> BiometricConsent | None:
        """The live consent to this purpose; None after a change of its text."""
        if any_version:
            standing = (each for each in self.for_subject(subject_id) if each.withdrawn_at is None)
            return next((each for each in standing if each.purpose is purpose), None)
        row = self.context.database.one(
            _LIVE, subject=subject_id, why=purpose, version=CONSENT_TEXT_VERSION
        )
        return None if row is None else _consent(row)

    def is_live(self, consent_id: Id) -> bool:
        """Whether it is live; a concurrent withdrawal waits until the open unit of work is over."""
        return self.context.database.one(_IS_LIVE, consent=consent_id) is not None

    def for_subject(self, subject_id: Id) -> list[BiometricConsent]:
        """All consents there ever were, newest first."""
        return [_consent(row) for row in self.context.database.all(_OF, subject=subject_id)]

    def _record(self, happening: EventType, consent: BiometricConsent, actor: Actor) -> None:
        self.context.history.append(
            happening,
            actor=actor,
            subject_id=consent.subject_id,
            transaction_id=consent.transaction_id,
            facts={
                "consent": consent.id,
                "purpose": consent.purpose,
                "text_version": consent.text_version,
                "text_digest": consent.text_digest,
                "channel": consent.channel,
            },
        )


def _columns(consent: BiometricConsent) -> dict[str, Any]:
    return {column.name: getattr(consent, column.name) for column in CONSENT.c}


def _consent(row: Row) -> BiometricConsent:
    purpose, channel = BiometricPurpose(row.purpose), CaptureChannel(row.channel)
    return BiometricConsent(**row._asdict() | {"purpose": purpose, "channel": channel})

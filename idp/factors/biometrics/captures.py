"""Captures: the question (poses) and the submitted pictures."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from idp.accounts.domain import AccountStatus
from idp.assurance.levels import Level
from idp.factors.biometrics.attempts import BiometricAttempts
from idp.factors.biometrics.domain import CaptureChannel
from idp.factors.biometrics.domain.jpeg import FEWEST, Unfit, pictures
from idp.factors.domain import VerificationContext
from idp.kernel.biometrics import Capture, Modality, Pose, Sample
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens

CAPTURE_FOR: Final = timedelta(minutes=3)
"""How long after the question the pictures may arrive, so that no older film fits: four pictures at
the pace of an old person, who says for each of them when to take it."""
_SHUFFLED: Final = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Question:
    """The requested poses: one picture for each, in this order."""

    handle: str
    poses: tuple[Pose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedCapture:
    """A submitted capture: the claimed person, the level, and the pictures.

    `device` is the registered capture device of a counter, None on a page. `reference` is a picture
    the State signed for, read from a chip card in this very transaction.
    """

    account: AccountStatus
    level: Level
    handle: str
    images: tuple[bytes, ...]
    modality: Modality = Modality.FACE
    device: str | None = None
    reference: Sample | None = None

    @property
    def channel(self) -> CaptureChannel:
        return CaptureChannel.PAGE if self.device is None else CaptureChannel.COUNTER


@dataclass(frozen=True)
class Captures:
    one_time_tokens: OneTimeTokens
    attempts: BiometricAttempts

    def question(
        self, context: VerificationContext, *, subject_id: Id, modality: Modality = Modality.FACE
    ) -> Question:
        """A new question for one capture; for a face, poses in random order."""
        poses = _SHUFFLED.sample(list(Pose), len(Pose)) if modality is Modality.FACE else []
        handle = self.one_time_tokens.issue(
            OneTimeTokenKind.BIOMETRIC_CAPTURE,
            audience=context.audience,
            valid_for=CAPTURE_FOR,
            subject_id=subject_id,
            transaction_id=context.transaction_id,
            content={"poses": [pose.value for pose in poses], "modality": modality.value},
        )
        return Question(handle, tuple(poses))

    def answered(
        self, context: VerificationContext, shown: SubmittedCapture
    ) -> tuple[Capture, Sample] | Refused:
        """Use the question up; returns the capture that answers it, and the picture to compare.

        Refused: EXPIRED, USED_BEFORE, NOT_FOUND, FACTOR_FROM_OTHER_TRANSACTION, PICTURES_REFUSED
        (no plain photographs, another number than was asked for, or seen before).
        """
        question = self.one_time_tokens.consume(
            OneTimeTokenKind.BIOMETRIC_CAPTURE,
            shown.handle,
            audience=context.audience,
            transaction_id=context.transaction_id,
            subject_id=shown.account.subject_id,
        )
        if isinstance(question, Refused):
            return question
        poses = tuple(map(Pose, question.content["poses"]))
        samples = _samples(question, shown)
        if samples is None or (poses and len(poses) != len(samples)):
            return Refused(Reason.PICTURES_REFUSED)
        compared = samples[poses.index(Pose.STRAIGHT)] if poses else samples[0]
        if self.attempts.seen(compared):
            return Refused(Reason.PICTURES_REFUSED)
        capture = Capture(
            nonce=shown.handle,
            modality=shown.modality,
            poses=poses,
            samples=samples,
            channel=shown.channel,
        )
        return capture, compared


def _samples(question: OneTimeToken, shown: SubmittedCapture) -> tuple[Sample, ...] | None:
    if question.content["modality"] != shown.modality:
        return None
    fewest = FEWEST if shown.channel is CaptureChannel.PAGE else 1
    try:
        return pictures(shown.images, fewest=fewest)
    except Unfit:
        return None

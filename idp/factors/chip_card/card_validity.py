"""Whether a card is valid today: its signer, its expiry date, and its status in the register.

Checked at each use; an unavailable register refuses the card.
"""

from dataclasses import dataclass
from datetime import date

from idp.factors.chip_card.certificates import Certificate
from idp.factors.chip_card.signers import CardSigners
from idp.kernel.clock import Clock, civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.platform.card_registry import CardRegistry, CardStatus, RegistryUnavailable
from idp.subjects.domain import SubjectKind
from idp.subjects.service import Subjects


@dataclass(frozen=True, slots=True)
class Document:
    """The data by which a card is judged; `expires_on` is its last valid day."""

    signer: Certificate
    number: str
    expires_on: date


@dataclass(frozen=True)
class CardValidity:
    clock: Clock
    subjects: Subjects
    signers: CardSigners
    registry: CardRegistry

    def can_tell(self) -> bool:
        """Whether cards can be judged here: there is a trust anchor, and a register to ask."""
        return self.registry.connected and self.signers.known()

    def refusal_reason(self, subject_id: Id, document: Document) -> Reason | None:
        """Why this person's card does not count now, None when it does.

        CARD_NOT_GENUINE, CARD_NOT_VALID, CARD_OF_ANOTHER (no citizen), SERVICE_UNAVAILABLE. It may
        take three seconds: call it outside a transaction.
        """
        distrusted = self.signers.distrust_reason(document.signer)
        if distrusted is not None:
            return distrusted
        if civil_day(self.clock.now()) > document.expires_on:
            return Reason.CARD_NOT_VALID
        number = self.personal_number(subject_id)
        return Reason.CARD_OF_ANOTHER if number is None else self._status(number, document.number)

    def personal_number(self, subject_id: Id) -> str | None:
        """The number a person's card must have; only citizens have identity cards."""
        identity = self.subjects.identity(subject_id)
        return identity.number if identity.kind is SubjectKind.CITIZEN else None

    def _status(self, personal_number: str, document_number: str) -> Reason | None:
        try:
            status = self.registry.status(
                personal_number=personal_number, document_number=document_number
            )
        except RegistryUnavailable:
            return Reason.SERVICE_UNAVAILABLE
        return None if status is CardStatus.VALID else Reason.CARD_NOT_VALID

"""What letters and the ways they arrive are called at the desk; every text is a message id."""

from collections.abc import Iterable, Mapping
from typing import Final

from idp.letters.domain import Delivery, DeliveryMethod, LetterKind
from idp.web.pages.labels import N_

LETTERS: Final[Mapping[LetterKind, str]] = {
    LetterKind.ACCOUNT_LOCKED: N_("The account was locked"),
    LetterKind.ACCOUNT_UNLOCKED: N_("The account was unlocked"),
    LetterKind.LOSS_CASE_CLOSED: N_("The report of a loss was dealt with"),
    LetterKind.RECOVERY_REFUSED: N_("Giving an account back at a counter was refused"),
    LetterKind.VIOLATION_CLOSED: N_("A case of misuse was dealt with"),
    LetterKind.CLIENT_SUSPENDED: N_("A relying party was suspended"),
    LetterKind.PROVIDER_REVOKED: N_("The certificate of a provider was revoked"),
    LetterKind.CORRECTION_MADE: N_("A datum was corrected"),
    LetterKind.CORRECTION_REFERRED: N_("A correction was referred to a register"),
    LetterKind.CORRECTION_REFUSED: N_("A correction was refused"),
    LetterKind.REGISTRATIONS_MERGED: N_("Two registrations were merged"),
    LetterKind.MERGE_REFUSED: N_("Two registrations were not merged"),
    LetterKind.CONSENT_RECEIPT: N_("A receipt of a consent"),
    LetterKind.ACCOUNT_GRANTED: N_("An account was granted"),
    LetterKind.ACCOUNT_REFUSED: N_("An application for an account was refused"),
}
OF_A_LATER_RELEASE: Final = N_("A letter of a kind that this version of the service does not know")
DELIVERIES: Final[Mapping[DeliveryMethod, str]] = {
    DeliveryMethod.TOLD: N_("Told by a notice"),
    DeliveryMethod.OPENED: N_("Opened by its recipient"),
    DeliveryMethod.HANDED_OVER: N_("Handed over on paper"),
    DeliveryMethod.POSTED: N_("Posted"),
}
NOT_DELIVERED: Final = N_("Not delivered yet")


def called(kind: LetterKind) -> str:
    """What letters of a kind are called at the desk, as a message id."""
    return LETTERS.get(kind, OF_A_LATER_RELEASE)


def delivered(proofs: Iterable[Delivery]) -> tuple[str, ...]:
    """How a letter reached its recipient, as message ids."""
    found = tuple(dict.fromkeys(DELIVERIES[each.how] for each in proofs))
    return found or (NOT_DELIVERED,)

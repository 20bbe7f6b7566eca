"""What a card is asked to sign, for one browser, and what the application may see of it.

Two proofs stand behind one question. The browser's own is the nonce the challenge is made from: it
is bound to browser, person and transaction, and used once. The application's is an opaque handle
that opens nothing but the challenge: who finds it can have a card sign, and gains nothing, for the
answer counts only in the browser that began.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.factors.chip_card.active_authentication import challenge_of
from idp.factors.domain import Ceremony
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.proofs.domain import Proof, ProofKind
from idp.proofs.service import Proofs

VALID_FOR: Final = timedelta(minutes=5)
_APPLICATION: Final = "application"


@dataclass(frozen=True, slots=True)
class CardRequest:
    """What the application is told: eight bytes, whether files are wanted, where to come back."""

    challenge: bytes
    with_files: bool
    return_to: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question this browser may answer once: its eight bytes, and what uses it up."""

    challenge: bytes
    nonce: str
    audience: str
    subject_id: Id
    transaction_id: Id | None


@dataclass(frozen=True)
class CardRequests:
    proofs: Proofs

    def ask(
        self, *, audience: str, subject_id: Id, transaction_id: Id | None, return_to: str
    ) -> str:
        """A handle for the application. Without a transaction the card is to be enrolled."""
        nonce = self.proofs.issue(
            ProofKind.CARD_CHALLENGE,
            audience=audience,
            valid_for=VALID_FOR,
            subject_id=subject_id,
            transaction_id=transaction_id,
        )
        return self.proofs.issue(
            ProofKind.CARD_REQUEST,
            audience=_APPLICATION,
            valid_for=VALID_FOR,
            subject_id=subject_id,
            transaction_id=transaction_id,
            content={"nonce": nonce, "return_to": return_to},
        )

    def shown(self, handle: str) -> CardRequest | None:
        """What a handle tells the application; None when there is nothing to sign any more."""
        request = self._request(handle)
        if request is None:
            return None
        return CardRequest(
            challenge=_challenge(request),
            with_files=request.transaction_id is None,
            return_to=request.content["return_to"],
            expires_at=request.expires_at,
        )

    def for_sign_in(self, ceremony: Ceremony, handle: str, *, subject_id: Id) -> Asked | Refused:
        """What was asked of this person in this very sign-in; nothing is used up yet."""
        return self._asked(
            handle, ceremony.audience, subject_id, transaction_id=ceremony.transaction_id
        )

    def for_enrolment(self, subject_id: Id, handle: str, *, audience: str) -> Asked | Refused:
        return self._asked(handle, audience, subject_id, transaction_id=None)

    def use_up(self, asked: Asked) -> Refused | None:
        """One conditional write; refused when another answer was first."""
        used = self.proofs.consume(
            ProofKind.CARD_CHALLENGE,
            asked.nonce,
            audience=asked.audience,
            subject_id=asked.subject_id,
            transaction_id=asked.transaction_id,
        )
        return used if isinstance(used, Refused) else None

    def _asked(
        self, handle: str, audience: str, subject_id: Id, *, transaction_id: Id | None
    ) -> Asked | Refused:
        request = self._request(handle)
        if request is None:
            return Refused(Reason.EXPIRED)
        nonce = request.content["nonce"]
        asked = Asked(_challenge(request), nonce, audience, subject_id, transaction_id)
        proof = self.proofs.look(ProofKind.CARD_CHALLENGE, nonce, audience=audience)
        if proof is None or (proof.subject_id, proof.transaction_id) != (
            subject_id,
            transaction_id,
        ):
            # Of another browser, person or transaction, or used before: the write says which.
            refused = self.use_up(asked)
            reason = Reason.NOT_PROVEN if refused is None else refused.reason
            return Refused(Reason.NOT_PROVEN if reason is Reason.NOT_FOUND else reason)
        return asked

    def _request(self, handle: str) -> Proof | None:
        return self.proofs.look(ProofKind.CARD_REQUEST, handle, audience=_APPLICATION)


def _challenge(request: Proof) -> bytes:
    purpose = request.transaction_id or f"enrolment of {request.subject_id}"
    return challenge_of(request.content["nonce"], purpose)

"""Identity cards as a factor: enrolled once with all files, then proved by one signature.

Each sign-in checks that the card is valid (`card_validity`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from idp.accounts.domain import Basis
from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.chip_card.answers import CardAnswer, read_answer
from idp.factors.chip_card.card_validity import CardValidity, Document
from idp.factors.chip_card.certificates import read_certificate
from idp.factors.chip_card.hand_over_repository import StoredHandOver
from idp.factors.chip_card.hand_overs import WRONG_TRIES, CardHandOvers
from idp.factors.chip_card.passive import ReadCard, read_card
from idp.factors.chip_card.repository import CardRepository, HeldCard
from idp.factors.chip_card.requests import (
    Arrival,
    CardChallenge,
    CardRequest,
    CardRequests,
    answer_of,
)
from idp.factors.chip_card.signers import CardSigners
from idp.factors.der import MalformedDer
from idp.factors.domain import (
    UNPROVEN,
    Binding,
    Credential,
    CredentialKind,
    VerificationContext,
    VerifiedFactor,
    enrolled_in_this_sign_in,
)
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Through, Unproven
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.secrets import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedCard:
    """A card's answer to `begin`, and the person it was asked of.

    `arrival` is None where a telephone has read the card for this browser on another device.
    """

    subject_id: Id
    arrival: Arrival | None


@dataclass(frozen=True)
class ChipCards:
    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.CHIP_CARD)

    context: ServiceContext
    credentials: Credentials
    signers: CardSigners
    validity: CardValidity
    requests: CardRequests
    hand_overs: CardHandOvers
    records: CardRepository

    def available(self) -> bool:
        """Whether a card could be enrolled here: anchors, a register, and not switched off."""
        return self.validity.can_tell() and self.credentials.allowed(CredentialKind.CHIP_CARD)

    def begin(
        self,
        context: VerificationContext,
        *,
        subject_id: Id,
        return_to: str,
        shown: Mapping[str, Any],
    ) -> str:
        """A handle with which the application gets the challenge for the card.

        `shown`: the application's text for the person: relying party, level, purpose. The answer
        counts once, in this sign-in, in this browser, for this person.
        """
        return self.requests.ask(
            audience=context.audience,
            subject_id=subject_id,
            transaction_id=context.transaction_id,
            return_to=return_to,
            shown=shown,
        )

    def begin_enrolment(
        self, subject_id: Id, *, audience: str, return_to: str, shown: Mapping[str, Any]
    ) -> str:
        """The same for a card that a signed-in person enrols."""
        return self.requests.ask(
            audience=audience,
            subject_id=subject_id,
            transaction_id=None,
            return_to=return_to,
            shown=shown,
        )

    def request(self, handle: str) -> CardRequest | None:
        """The request for the application; None when it has expired or was answered."""
        return self.requests.peek(handle) or self.hand_overs.scan(handle)

    def accept_answer(self, line: str) -> str | Refused:
        """Take the card's answer from the application; returns the path its browser opens.

        Refused: NOT_PROVEN, NOT_FOUND, USED_BEFORE.
        """
        return self.requests.accept_answer(line)

    def accept_for_other_screen(self, line: str, number: str) -> Refused | None:
        """Take the card's answer for the browser of another device, which then goes on by itself.

        `number`: the one of its screen, as it was typed. Refused: NOT_PROVEN, NOT_FOUND,
        USED_BEFORE, WRONG_NUMBER, TOO_MANY_TRIES, MEANS_DISABLED.
        """
        answer = read_answer(line)
        if answer is None:
            return Refused(Reason.NOT_PROVEN)
        with self.context.database.transaction():
            asked = self.hand_overs.asked(answer.handle)
            if asked is None:
                return Refused(Reason.NOT_FOUND)
            return self._take(asked, answer, number)

    def deny_for_other_screen(self, handle: str) -> Refused | None:
        """End the request of the picture that a telephone has scanned: its person refuses it.

        Refused: NOT_FOUND, also where a card has answered.
        """
        with self.context.database.transaction():
            asked = self.hand_overs.asked(handle)
            if asked is None or not self.hand_overs.deny(asked):
                return Refused(Reason.NOT_FOUND)
            self._refuse(Reason.DECLINED, _ceremony_of(asked), asked.subject_id)
        return None

    def arrive(self, token: str) -> Arrival | None:
        """Use up the answer that arrives in a browser with such a path."""
        return self.requests.arrive(token)

    def kept(self, token: str, *, audience: str) -> Arrival | None:
        """An answer kept for this browser, because the register was unavailable."""
        return self.requests.arrive(token, audience=audience)

    def keep(self, arrival: Arrival, *, audience: str) -> str:
        """Keep an answer that could not be verified, for another try of this browser."""
        return self.requests.keep(arrival, audience=audience)

    def end_stray(self, arrival: Arrival) -> None:
        """Write to the person's history that an answer arrived in a browser that had not begun."""
        facts = {"means": Means.CHIP_CARD.value, "reason": Reason.OTHER_BROWSER.value}
        with self.context.database.transaction():
            self.context.history.append(
                EventType.FACTOR_REFUSED,
                actor=Unproven(through=Through.BROWSER),
                subject_id=arrival.subject_id,
                transaction_id=arrival.transaction_id,
                facts=facts,
            )

    def verify(
        self, context: VerificationContext, presented: PresentedCard
    ) -> VerifiedFactor | Refused:
        """Check a card's answer to `begin`; the challenge is used up, unless the register was away.

        Refused: NOT_PROVEN, EXPIRED, USED_BEFORE, FACTOR_FROM_OTHER_TRANSACTION,
        CREDENTIAL_FLAGGED, ENROLLED_IN_THIS_SIGN_IN, CARD_NOT_GENUINE, CARD_NOT_VALID,
        SERVICE_UNAVAILABLE, MEANS_DISABLED. Call it outside a transaction. Beside the telephone
        that reads the card NOT_PROVEN says that it has not, yet.
        """
        subject_id, arrival = presented.subject_id, presented.arrival
        here = arrival is not None or self.credentials.reads_cards_elsewhere()
        if not (here and self.credentials.allowed(CredentialKind.CHIP_CARD)):
            return Refused(Reason.MEANS_DISABLED)
        if arrival is None:
            return self._verify_handed_over(context, subject_id)
        read = answer_of(arrival)
        if read is None:
            return self._refuse(Reason.NOT_PROVEN, context, subject_id)
        asked = self.requests.for_sign_in(context, arrival, subject_id=subject_id)
        if isinstance(asked, Refused):
            return self._refuse(asked.reason, context, subject_id)
        card = self._answering(subject_id, asked.challenge, read.signature)
        reason = Reason.NOT_PROVEN if card is None else self._refusal_reason(card, context)
        with self.context.database.transaction():
            # Without an answer of the register it does not count as a try: the form can be sent
            # again.
            if reason is not Reason.SERVICE_UNAVAILABLE:
                used = self.requests.use_up(asked)
                reason = used.reason if used is not None else reason
            if (
                reason is None
                and card is not None
                and self.credentials.record_use(card.credential.id)
            ):
                proof = f"chip_card:{asked.nonce}"
                return self._proven(context, card, EvidenceKind.CHIP_CARD, proof)
            return self._refuse(reason or Reason.NOT_PROVEN, context, subject_id)

    def _verify_handed_over(
        self, context: VerificationContext, subject_id: Id
    ) -> VerifiedFactor | Refused:
        """The same for a card that a telephone has read beside this browser's screen."""
        row = self.hand_overs.answered(context, subject_id)
        if row is None:
            return Refused(Reason.NOT_PROVEN)
        held = self.records.for_subject(subject_id)
        card = next((each for each in held if each.credential.id == row.credential_id), None)
        reason = Reason.NOT_PROVEN if card is None else self._refusal_reason(card, context)
        with self.context.database.transaction():
            # Without an answer of the register the request stays, and the form can be sent again.
            if reason is not Reason.SERVICE_UNAVAILABLE and not self.hand_overs.finish(row):
                return Refused(Reason.NOT_PROVEN)
            if (
                reason is None
                and card is not None
                and self.credentials.record_use(card.credential.id)
            ):
                kind = EvidenceKind.CHIP_CARD_CROSS_DEVICE
                return self._proven(context, card, kind, f"card_hand_over:{row.id}")
            return self._refuse(reason or Reason.NOT_PROVEN, context, subject_id)

    def _take(self, asked: StoredHandOver, answer: CardAnswer, number: str) -> Refused | None:
        """Take the answer of a card for another device.

        What counts as a try is in the history, so three entries of one request at most: anybody may
        send an answer.
        """
        elsewhere = self.credentials.reads_cards_elsewhere()
        if not (elsewhere and self.credentials.allowed(CredentialKind.CHIP_CARD)):
            return Refused(Reason.MEANS_DISABLED)

        def answering(challenge: bytes) -> Id | None:
            card = self._answering(asked.subject_id, challenge, answer.signature)
            return None if card is None else card.credential.id

        reason = self.hand_overs.answer(asked, answer.handle, number, answering=answering)
        if reason is None:
            return None
        if reason not in WRONG_TRIES:
            return Refused(reason)
        return self._refuse(reason, _ceremony_of(asked), asked.subject_id)

    def _answering(self, subject_id: Id, challenge: bytes, signature: bytes) -> HeldCard | None:
        """The card of this person that has signed this challenge."""
        held = self.records.for_subject(subject_id)
        return next((each for each in held if each.key.answered(challenge, signature)), None)

    def _proven(
        self, context: VerificationContext, card: HeldCard, kind: EvidenceKind, proof: str
    ) -> VerifiedFactor:
        return VerifiedFactor(
            context.transaction_id,
            card.credential.subject_id,
            card.credential.piece(kind, self.context.clock.now()),
            card.credential.id,
            digest(proof),
        )

    def enrol(
        self,
        subject_id: Id,
        *,
        audience: str,
        arrival: Arrival,
        binding: Binding = UNPROVEN,
        by: Basis | None = None,
    ) -> Credential | Refused:
        """Enrol the card of an answer to `begin_enrolment`; the request is used up.

        Stored are the chip's key, the signer's certificate, the last valid day and the sealed
        document number. Refused: NOT_PROVEN, EXPIRED, USED_BEFORE, FACTOR_FROM_OTHER_TRANSACTION,
        CARD_NOT_GENUINE, CARD_OF_ANOTHER, CARD_NOT_VALID, STATE_ALREADY_HOLDS (this chip is on
        record), SERVICE_UNAVAILABLE, MEANS_DISABLED, and as `Credentials.begin_adding` for `by`,
        the session that asks. `binding`: the sign-in it is added in; the card itself is its
        ceremony.
        """
        if not self.credentials.allowed(CredentialKind.CHIP_CARD):
            return Refused(Reason.MEANS_DISABLED)
        read = answer_of(arrival)
        if read is None:
            return Refused(Reason.NOT_PROVEN)
        asked = self.requests.for_enrolment(subject_id, arrival, audience=audience)
        if isinstance(asked, Refused):
            return asked
        found = self._genuine(subject_id, read, asked)
        with self.context.database.transaction():
            refused = self.credentials.begin_adding(subject_id, CredentialKind.CHIP_CARD, by)
            if refused is not None:
                return refused
            if found is not Reason.SERVICE_UNAVAILABLE:
                used = self.requests.use_up(asked)
                if used is not None:
                    return used
            kept = (
                found if isinstance(found, Reason) else self._keep(subject_id, found, binding, by)
            )
            return self._not_added(kept, subject_id) if isinstance(kept, Reason) else kept

    def _genuine(
        self, subject_id: Id, answer: CardAnswer, asked: CardChallenge
    ) -> ReadCard | Reason:
        """The card, when it is genuine, present, of this person, and valid today."""
        if answer.security_object is None:
            return Reason.NOT_PROVEN
        try:
            card = read_card(answer.security_object, answer.groups)
        except MalformedDer:
            return Reason.CARD_NOT_GENUINE
        if not card.key.answered(asked.challenge, answer.signature):
            return Reason.CARD_NOT_GENUINE
        if card.facts.personal_number != self.validity.personal_number(subject_id):
            return Reason.CARD_OF_ANOTHER
        facts = card.facts
        document = Document(card.signer, facts.document_number, facts.expires_on)
        return self.validity.refusal_reason(subject_id, document) or card

    def _not_added(self, reason: Reason, subject_id: Id) -> Refused:
        """Write the refusal to the person's history: another person's card, or a copy, was used."""
        facts = {"kind": CredentialKind.CHIP_CARD.value, "reason": reason.value}
        self.context.history.append(
            EventType.CHIP_CARD_REFUSED,
            actor=Unproven(through=Through.BROWSER),
            subject_id=subject_id,
            facts=facts,
        )
        return Refused(reason)

    def _keep(
        self, subject_id: Id, card: ReadCard, binding: Binding, by: Basis | None
    ) -> Credential | Reason:
        credential = Credential(
            id=new_id(),
            subject_id=subject_id,
            kind=CredentialKind.CHIP_CARD,
            label="",
            enrolled_at=self.context.clock.now(),
        )
        with self.context.database.transaction():
            if not self.records.add(credential, card):
                return Reason.STATE_ALREADY_HOLDS
            by_card = replace(binding, kind=CeremonyKind.CARD)
            bound = self.credentials.bind(credential, by_card)
            return self.credentials.enrol(bound, by_card, by=by)

    def _refusal_reason(self, card: HeldCard, context: VerificationContext) -> Reason | None:
        if card.credential.disabled_at is not None:
            return Reason.CREDENTIAL_FLAGGED
        if enrolled_in_this_sign_in(card.credential.enrolled_at, context):
            return Reason.ENROLLED_IN_THIS_SIGN_IN
        signer = read_certificate(card.signer)
        document = Document(signer, card.document_number, card.expires_on)
        return self.validity.refusal_reason(card.credential.subject_id, document)

    def _refuse(self, reason: Reason, context: VerificationContext, subject_id: Id) -> Refused:
        return self.credentials.record_refusal(
            reason, means=Means.CHIP_CARD, context=context, subject_id=subject_id
        )


def _ceremony_of(asked: StoredHandOver) -> VerificationContext:
    """The sign-in of a request, as a telephone answers it that has proven nothing."""
    return VerificationContext(
        asked.transaction_id, asked.begun_at, asked.audience, Through.APPLICATION
    )

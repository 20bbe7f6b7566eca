"""Card requests: the challenge for the card, the text for its person, and the answer's way back.

A request has three one-time values. The browser's nonce, from which the challenge is made, is bound
to browser, person and transaction. The application's opaque handle opens the challenge and the text
for the person, and takes one answer. For that answer the application gets an address, which it
opens in the browser of the same telephone: the request uses it up, and it counts only in the
browser that began. So there is no text that a person could be talked into passing to an attacker.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.chip_card.active_authentication import challenge_of
from idp.factors.chip_card.answers import CardAnswer, read_answer
from idp.factors.domain import VerificationContext
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database

VALID_FOR: Final = timedelta(minutes=5)
ARRIVE_WITHIN: Final = timedelta(minutes=2)
"""How long the browser of the telephone may take to open the address."""
_APPLICATION: Final = "application"
_ANYWHERE: Final = "any browser"


@dataclass(frozen=True, slots=True)
class CardRequest:
    """The request for the application: eight bytes, whether files are wanted, texts to show.

    `way`: whether the answer goes back through the browser of the telephone, or the number of
    another screen is to be typed.
    """

    challenge: bytes
    with_files: bool
    shown: Mapping[str, Any]
    expires_at: datetime
    way: DeviceContext


@dataclass(frozen=True, slots=True)
class Arrival:
    """A card's answer in a browser, with the person and transaction of its request."""

    line: str
    nonce: str
    subject_id: Id
    transaction_id: Id | None


@dataclass(frozen=True, slots=True)
class CardChallenge:
    """A challenge this browser may answer once: eight bytes, and the token to use up."""

    challenge: bytes
    nonce: str
    audience: str
    subject_id: Id
    transaction_id: Id | None


@dataclass(frozen=True)
class CardRequests:
    database: Database
    one_time_tokens: OneTimeTokens

    def ask(
        self,
        *,
        audience: str,
        subject_id: Id,
        transaction_id: Id | None,
        return_to: str,
        shown: Mapping[str, Any],
    ) -> str:
        """A handle for the application. Without a transaction it is for an enrolment."""
        nonce = self.one_time_tokens.issue(
            OneTimeTokenKind.CARD_CHALLENGE,
            audience=audience,
            valid_for=VALID_FOR,
            subject_id=subject_id,
            transaction_id=transaction_id,
        )
        return self.one_time_tokens.issue(
            OneTimeTokenKind.CARD_REQUEST,
            audience=_APPLICATION,
            valid_for=VALID_FOR,
            subject_id=subject_id,
            transaction_id=transaction_id,
            content={"nonce": nonce, "return_to": return_to, "shown": dict(shown)},
        )

    def peek(self, handle: str) -> CardRequest | None:
        """The request behind a handle; None when it has expired or was answered."""
        request = self._request(handle)
        if request is None:
            return None
        return CardRequest(
            challenge=_challenge(request.content["nonce"], _whose(request), request.transaction_id),
            with_files=request.transaction_id is None,
            shown=request.content["shown"],
            expires_at=request.expires_at,
            way=DeviceContext.SAME_DEVICE,
        )

    def accept_answer(self, line: str) -> str | Refused:
        """Take the answer to a handle, once; returns the path to open in the phone's browser.

        Refused: NOT_PROVEN for a malformed answer, NOT_FOUND, EXPIRED or USED_BEFORE for the
        handle.
        """
        answer = read_answer(line)
        if answer is None:
            return Refused(Reason.NOT_PROVEN)
        with self.database.transaction():
            found = self._request(answer.handle)
            request = self.one_time_tokens.consume(
                OneTimeTokenKind.CARD_REQUEST,
                answer.handle,
                audience=_APPLICATION,
                subject_id=None if found is None else found.subject_id,
                transaction_id=None if found is None else found.transaction_id,
            )
            if isinstance(request, Refused):
                return request
            nonce = request.content["nonce"]
            arrival = Arrival(line, nonce, _whose(request), request.transaction_id)
            token = self.keep(arrival, audience=_ANYWHERE)
        return f"{request.content['return_to']}?{urlencode({'answer': token})}"

    def arrive(self, token: str, *, audience: str = _ANYWHERE) -> Arrival | None:
        """Use up the answer that arrived in a browser; None for an unknown token."""
        found = self.one_time_tokens.peek(OneTimeTokenKind.CARD_ANSWER, token, audience=audience)
        used = (
            None
            if found is None
            else self.one_time_tokens.consume(
                OneTimeTokenKind.CARD_ANSWER,
                token,
                audience=audience,
                subject_id=found.subject_id,
                transaction_id=found.transaction_id,
            )
        )
        if used is None or isinstance(used, Refused):
            return None
        line, nonce = used.content["line"], used.content["nonce"]
        return Arrival(line, nonce, _whose(used), used.transaction_id)

    def keep(self, arrival: Arrival, *, audience: str) -> str:
        """A token for the same answer, valid once more for this audience alone."""
        return self.one_time_tokens.issue(
            OneTimeTokenKind.CARD_ANSWER,
            audience=audience,
            valid_for=ARRIVE_WITHIN,
            subject_id=arrival.subject_id,
            transaction_id=arrival.transaction_id,
            content={"line": arrival.line, "nonce": arrival.nonce},
        )

    def for_sign_in(
        self, context: VerificationContext, arrival: Arrival, *, subject_id: Id
    ) -> CardChallenge | Refused:
        """The request of this person in this sign-in; it is not used up yet."""
        return self._asked(
            arrival, context.audience, subject_id, transaction_id=context.transaction_id
        )

    def for_enrolment(
        self, subject_id: Id, arrival: Arrival, *, audience: str
    ) -> CardChallenge | Refused:
        return self._asked(arrival, audience, subject_id, transaction_id=None)

    def use_up(self, asked: CardChallenge) -> Refused | None:
        """One conditional write; refused when another answer was first."""
        used = self.one_time_tokens.consume(
            OneTimeTokenKind.CARD_CHALLENGE,
            asked.nonce,
            audience=asked.audience,
            subject_id=asked.subject_id,
            transaction_id=asked.transaction_id,
        )
        return used if isinstance(used, Refused) else None

    def _asked(
        self, arrival: Arrival, audience: str, subject_id: Id, *, transaction_id: Id | None
    ) -> CardChallenge | Refused:
        nonce = arrival.nonce
        challenge = _challenge(nonce, arrival.subject_id, arrival.transaction_id)
        asked = CardChallenge(challenge, nonce, audience, subject_id, transaction_id)
        token = self.one_time_tokens.peek(OneTimeTokenKind.CARD_CHALLENGE, nonce, audience=audience)
        if token is None or (token.subject_id, token.transaction_id) != (
            subject_id,
            transaction_id,
        ):
            # Of another browser, person or transaction, or used before: the write tells the reason.
            refused = self.use_up(asked)
            reason = Reason.NOT_PROVEN if refused is None else refused.reason
            return Refused(Reason.NOT_PROVEN if reason is Reason.NOT_FOUND else reason)
        return asked

    def _request(self, handle: str) -> OneTimeToken | None:
        return self.one_time_tokens.peek(
            OneTimeTokenKind.CARD_REQUEST, handle, audience=_APPLICATION
        )


def answer_of(arrival: Arrival) -> CardAnswer | None:
    """The chip's answer in an arrival."""
    return read_answer(arrival.line)


def _whose(token: OneTimeToken) -> Id:
    if token.subject_id is None:
        raise LookupError("a request to a card names its person")
    return token.subject_id


def _challenge(nonce: str, subject_id: Id, transaction_id: Id | None) -> bytes:
    return challenge_of(nonce, transaction_id or f"enrolment of {subject_id}")

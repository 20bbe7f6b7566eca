"""A card read by a telephone for the browser of another device.

The picture on the screen carries a handle, the telephone gets the challenge and the text for it,
and whoever holds the card there types the number of the screen. A person can be talked into all of
that, so what comes of it is part of level 2 at most, like an approval for another screen (RFC
10027).
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from idp.factors.app_keys.request import (
    FINISH_WITHIN,
    MOST_WRONG_NUMBERS,
    SCAN_WITHIN,
    Offer,
    OpenRequest,
    Stage,
    stage_of,
)
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.chip_card.active_authentication import challenge_of
from idp.factors.chip_card.hand_over_repository import HandOverRepository, StoredHandOver
from idp.factors.chip_card.requests import CardRequest
from idp.factors.domain import VerificationContext
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason
from idp.platform.database import Database
from idp.platform.secrets import constant_time_equal, digest

READ_WITHIN: Final = timedelta(minutes=4)
"""From the scan on: finding the card, holding it to the telephone, typing the number."""
WRONG_TRIES: Final = frozenset({Reason.WRONG_NUMBER, Reason.NOT_PROVEN, Reason.TOO_MANY_TRIES})
"""The refusals of an answer that count: a request ends with the third."""
_HANDLE_BYTES: Final = 16
_FIRST_NUMBER, _NUMBERS = 10, 90


@dataclass(frozen=True)
class CardHandOvers:
    """Whose card it is, and whether it is valid, `idp.factors.chip_card.service` verifies."""

    database: Database
    clock: Clock
    records: HandOverRepository

    def offer(
        self, context: VerificationContext, *, subject_id: Id, shown: Mapping[str, Any]
    ) -> Offer:
        """A new picture and number for this browser, in place of the last ones."""
        now, handle = self.clock.now(), secrets.token_urlsafe(_HANDLE_BYTES)
        number = str(_FIRST_NUMBER + secrets.randbelow(_NUMBERS))
        with self.database.transaction():
            self.records.add(
                id=new_id(),
                handle_digest=digest(handle),
                transaction_id=context.transaction_id,
                subject_id=subject_id,
                audience=context.audience,
                shown=dict(shown),
                number=number,
                begun_at=context.begun_at,
                scan_by=now + SCAN_WITHIN,
                expires_at=now + SCAN_WITHIN,
            )
        return Offer(handle, number, now + SCAN_WITHIN)

    def open_request(self, context: VerificationContext) -> OpenRequest | None:
        """The request of this browser that a telephone has scanned and that is open."""
        row = self.records.last_of(context.transaction_id, context.audience)
        stage = Stage.OVER if row is None else stage_of(row, self.clock.now())
        if row is None or stage not in {Stage.SCANNED, Stage.APPROVED}:
            return None
        return OpenRequest(stage, row.number, row.expires_at)

    def stage(self, context: VerificationContext) -> Stage:
        """The stage of this browser's last request."""
        row = self.records.last_of(context.transaction_id, context.audience)
        if row is None:
            return Stage.OVER
        return Stage.DENIED if _denied(row) else stage_of(row, self.clock.now())

    def scan(self, handle: str) -> CardRequest | None:
        """The request of a picture, as often as the telephone asks until a card has answered."""
        with self.database.transaction():
            until = self.clock.now() + READ_WITHIN
            row = self.records.scan(digest(handle), until=until)
        if row is None:
            return None
        return CardRequest(
            challenge=challenge_of(handle, row.transaction_id),
            with_files=False,
            shown=row.shown,
            expires_at=row.expires_at,
            way=DeviceContext.OTHER_DEVICE,
        )

    def asked(self, handle: str) -> StoredHandOver | None:
        """The open request of a picture, locked until the caller's unit of work ends."""
        return self.records.by_handle(digest(handle))

    def answer(
        self,
        asked: StoredHandOver,
        handle: str,
        number: str,
        *,
        answering: Callable[[bytes], Id | None],
    ) -> Reason | None:
        """Take the answer of a card; the reason why it is refused.

        `answering`: the id of the card that has signed this challenge. NOT_FOUND for a picture that
        no telephone has scanned, USED_BEFORE, WRONG_NUMBER, NOT_PROVEN; the third wrong try ends
        the request: TOO_MANY_TRIES. Belongs inside the caller's transaction, which keeps the count.
        """
        if asked.scanned_at is None:
            return Reason.NOT_FOUND
        if asked.approved_at is not None:
            return Reason.USED_BEFORE
        if not constant_time_equal(number.encode(errors="replace"), asked.number.encode()):
            return self._wrong(asked, Reason.WRONG_NUMBER)
        card = answering(challenge_of(handle, asked.transaction_id))
        if card is None:
            return self._wrong(asked, Reason.NOT_PROVEN)
        until = self.clock.now() + FINISH_WITHIN
        return (
            None
            if self.records.approve(asked.id, credential=card, until=until)
            else Reason.USED_BEFORE
        )

    def deny(self, asked: StoredHandOver) -> bool:
        """Whether this call ended a request that a telephone has scanned and no card answered."""
        open_there = asked.scanned_at is not None and asked.approved_at is None
        return open_there and self.records.end(asked.id)

    def answered(self, context: VerificationContext, subject_id: Id) -> StoredHandOver | None:
        """The request of this browser and person that a card has answered and that is open."""
        row = self.records.last_of(context.transaction_id, context.audience)
        if row is None or stage_of(row, self.clock.now()) is not Stage.APPROVED:
            return None
        return row if row.subject_id == subject_id else None

    def finish(self, answered: StoredHandOver) -> bool:
        """Whether this call used the request up, in time; inside the caller's transaction."""
        return self.records.end(answered.id)

    def purge_expired(self) -> int:
        """Delete requests past their expiry; how many."""
        return self.records.purge_expired()

    def _wrong(self, asked: StoredHandOver, reason: Reason) -> Reason:
        if self.records.count_wrong(asked.id) < MOST_WRONG_NUMBERS:
            return reason
        self.records.end(asked.id)
        return Reason.TOO_MANY_TRIES


def _denied(row: StoredHandOver) -> bool:
    """Whether the last request of a browser was denied.

    Wrong tries and an answered card end one as well, and a new request only that before it.
    """
    tried = row.approved_at is not None or row.wrong_tries >= MOST_WRONG_NUMBERS
    return row.ended_at is not None and not tried

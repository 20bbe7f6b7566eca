"""Proofs of delivery, added where they happen; the same one is kept once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from idp.kernel.ids import Id
from idp.letters.domain import Delivery, DeliveryMethod
from idp.letters.tables import LETTER, LETTER_DELIVERY
from idp.platform.database import Database, insert_new

_ADD: Final = insert_new(LETTER_DELIVERY)
_ID: Final = select(LETTER.c.id).where(LETTER.c.number == bindparam("number"))
_OF: Final = (
    select(LETTER_DELIVERY)
    .where(LETTER_DELIVERY.c.letter_id == bindparam("letter"))
    .order_by(LETTER_DELIVERY.c.at, LETTER_DELIVERY.c.how)
)


@dataclass(frozen=True)
class LetterDeliveries:
    """Joins the caller's transaction."""

    database: Database

    def told(self, number: str, channel: str, at: datetime) -> None:
        """A notice that names the letter was handed over to this channel."""
        row = self.database.one(_ID, number=number)
        if row is not None:
            self.add(row.id, Delivery(DeliveryMethod.TOLD, channel, at))

    def add(self, letter_id: Id, delivery: Delivery) -> bool:
        """Whether it was not known before."""
        row = {"how": delivery.how, "detail": delivery.detail, "at": delivery.at}
        return self.database.execute(_ADD, letter_id=letter_id, **row) == 1

    def of_letter(self, letter_id: Id) -> tuple[Delivery, ...]:
        """The proofs of one letter, oldest first."""
        rows = self.database.all(_OF, letter=letter_id)
        return tuple(Delivery(DeliveryMethod(row.how), row.detail, row.at) for row in rows)

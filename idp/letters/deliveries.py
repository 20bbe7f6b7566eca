"""Proofs of delivery, added where they happen; the same one is kept once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from idp.kernel.ids import Id
from idp.letters.domain import Delivery, DeliveryMethod
from idp.letters.tables import LETTER, LETTER_DELIVERY
from idp.platform.database import Database, Row, insert_new

_ADD: Final = insert_new(LETTER_DELIVERY)
_ID: Final = select(LETTER.c.id).where(LETTER.c.number == bindparam("number"))
_OF: Final = (
    select(LETTER_DELIVERY)
    .where(LETTER_DELIVERY.c.letter_id == bindparam("letter"))
    .order_by(LETTER_DELIVERY.c.at, LETTER_DELIVERY.c.how)
)
_OF_SEVERAL: Final = (
    select(LETTER_DELIVERY)
    .where(LETTER_DELIVERY.c.letter_id.in_(bindparam("letters", expanding=True)))
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
        return tuple(map(_delivery, rows))

    def of_letters(self, letter_ids: Collection[Id]) -> Mapping[Id, list[Delivery]]:
        """The proofs of several letters, by letter, read by one statement."""
        found: defaultdict[Id, list[Delivery]] = defaultdict(list)
        for row in self.database.all(_OF_SEVERAL, letters=list(letter_ids)):
            found[row.letter_id].append(_delivery(row))
        return found


def _delivery(row: Row) -> Delivery:
    return Delivery(DeliveryMethod(row.how), row.detail, row.at)

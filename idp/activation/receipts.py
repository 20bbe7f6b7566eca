"""When a link was handed over, from which day its seven days run (D14.1-1, D10.1c-2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, update

from idp.activation.tables import ACTIVATION_LINK
from idp.kernel.ids import Id
from idp.law.counting import count
from idp.law.legal_time import LegalTime
from idp.law.terms import TermId
from idp.notices.ports import HandOver
from idp.platform.database import Database

_C: Final = ACTIVATION_LINK.c
_RECEIVED: Final = (
    update(ACTIVATION_LINK)
    .where(
        _C.id == bindparam("link"),
        _C.received_at.is_(None),
        _C.used_at.is_(None),
        _C.replaced_at.is_(None),
    )
    .values(received_at=bindparam("at"), ends_at=bindparam("end"))
)


def end_of_window(legal_time: LegalTime, received_at: datetime) -> datetime:
    """The first instant that is too late for a message that was received then; in UTC."""
    return count(legal_time.term(TermId.ACTIVATE_ACCOUNT), received_at, legal_time.calendar).at


@dataclass(frozen=True)
class ActivationReceipts:
    """`others`: told of what is no link."""

    database: Database
    legal_time: LegalTime
    others: HandOver

    def handed(self, waiting: Id, at: datetime) -> None:
        """Begin the term of the link of this id, the first time; joins the transaction."""
        end = end_of_window(self.legal_time, at)
        if self.database.execute(_RECEIVED, link=waiting, at=at, end=end) != 1:
            self.others.handed(waiting, at)

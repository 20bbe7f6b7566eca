"""The schedule of delivery attempts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Any, Final

from idp.notices.domain import Channel, NoticeKind

GIVE_UP_AFTER: Final = timedelta(hours=24)
WORTH_FOR: Final[Mapping[str, timedelta]] = {
    NoticeKind.SIGN_UP_CODE: timedelta(minutes=15),
    NoticeKind.PASSWORD_LINK_CODE: timedelta(minutes=10),
}
"""For how long after it was asked for a letter of this kind is of use; the others: a day."""
CLAIMED_FOR: Final = timedelta(minutes=5)
"""How long a notice stays claimed by a worker that has died."""

_PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)


def worth_until(kind: str | None, queued_at: datetime) -> datetime:
    """Until when a notice of this kind is tried."""
    return queued_at + WORTH_FOR.get(kind or "", GIVE_UP_AFTER)


def next_try(
    queued_at: datetime, *, attempts: int, now: datetime, kind: str | None = None
) -> datetime | None:
    """The time of the next attempt after this many failures; None where it is of no use then."""
    pauses = chain(_PAUSES, repeat(_PAUSES[-1]))
    again = now + next(pause for tried, pause in enumerate(pauses, start=1) if tried >= attempts)
    return again if again <= worth_until(kind, queued_at) else None


def addresses(data: Mapping[str, Any]) -> tuple[tuple[Channel, str], ...]:
    """All addresses of a person, mail first, without unconfirmed ones."""
    return tuple(
        (channel, str(data[item].value))
        for channel, item in ((Channel.MAIL, "email"), (Channel.SMS, "phone_number"))
        if item in data
        and (f"{item}_verified" not in data or data[f"{item}_verified"].value is True)
    )

"""A link that activates an account, and whether it still does. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from idp.kernel.ids import Id
from idp.kernel.refusals import Reason

LONGEST_DELIVERY: Final = timedelta(days=1)
"""How long a message may take: one that no channel accepted by then counts as received then."""
ONE_GRANT: Final = timedelta(minutes=1)
"""Within this time a grant sets the contacts of the application, in its one transaction."""
STEP_LIFETIME: Final = timedelta(minutes=30)
"""The time to read the agreement and choose a credential, after the number was typed."""
PRINTED_LIFETIME: Final = timedelta(minutes=30)
"""How long a link works that was printed for the installation: its person stands there."""
PLACES: Final = 4
"""The accounts that an installation may activate itself, before there are officers: the two who
become the first officers, and two whom they appoint to the first counter. There it takes two
officers to bring anybody else to level 2."""


class LinkState(StrEnum):
    """What a link is at an instant."""

    OPEN = "open"
    LAPSED = "lapsed"
    """The seven days are over; the account is not cancelled (D14.1-2)."""
    USED = "used"
    REPLACED = "replaced"
    """A newer one was sent."""


REFUSALS: Final = {
    LinkState.LAPSED: Reason.ACTIVATION_WINDOW_CLOSED,
    LinkState.USED: Reason.USED_BEFORE,
    LinkState.REPLACED: Reason.EXPIRED,
}
"""Why a link does nothing, for whoever holds it."""


@dataclass(frozen=True, slots=True)
class ActivationLink:
    """A link that was sent or printed. `ends_at`: the first instant that is too late.

    `received_at`: when a channel accepted the message, from which day the term runs (D14.1-1).
    `printed_by`: who printed it for the installation, where nothing was sent.
    """

    id: Id
    subject_id: Id
    sent_at: datetime
    received_at: datetime | None
    ends_at: datetime
    used_at: datetime | None
    replaced_at: datetime | None
    printed_by: str | None

    def state(self, now: datetime) -> LinkState:
        if self.used_at is not None:
            return LinkState.USED
        if self.replaced_at is not None:
            return LinkState.REPLACED
        return LinkState.OPEN if now < self.ends_at else LinkState.LAPSED

    def refusal(self, now: datetime) -> Reason | None:
        """Why it does nothing, for whoever holds it."""
        reason = REFUSALS.get(self.state(now))
        if self.printed_by is None or reason is None or reason is Reason.USED_BEFORE:
            return reason
        return Reason.INSTALLING_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a browser shows: the link, the handle for what it did so far, and its own digest."""

    link: str
    step: str
    audience: str


@dataclass(frozen=True, slots=True)
class ActivationOffer:
    """What may be shown to whoever proved the link and the number: whose account it is.

    `ends_at`: until when it can be activated. `terms`: the version that was accepted in this
    browser, if one was. `printed`: by a link of the installation, which takes a passkey.
    """

    link_id: Id
    subject_id: Id
    username: str
    ends_at: datetime
    terms: str | None
    printed: bool

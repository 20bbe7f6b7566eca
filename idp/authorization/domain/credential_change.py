"""The sign-in required before a person may change their credentials."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from idp.assurance.binding import (
    demanded_in_change,
    level_for_change,
    level_for_change_without_biometrics,
    may_change,
)
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces
from idp.kernel.ids import Id
from idp.sessions.domain import OPEN_DESK as OPEN_DESK_PURPOSE
from idp.sessions.domain import AuthenticationEvent

CHANGES_WITHIN: Final = timedelta(minutes=5)
"""The age up to which a sign-in allows the change it was for."""


class Act(StrEnum):
    """What a sign-in to the own account may be for; each needs a sign-in that names it.

    Changes of credentials and contacts, and the officers' desk.
    """

    SET_PASSWORD = "set_password"
    SET_PIN = "set_pin"
    ADD_CODE_APP = "add_code_app"
    ADD_PASSKEY = "add_passkey"
    ADD_APPLICATION = "add_application"
    ADD_CARD = "add_card"
    RENEW_CODES = "renew_codes"
    REMOVE = "remove"
    SET_EMAIL = "set_email"
    SET_PHONE = "set_phone"
    ERASE_ACCOUNT = "erase_account"
    COPY_DATA = "copy_data"
    """A copy of everything that is held about the person; it changes nothing."""
    OPEN_DESK = OPEN_DESK_PURPOSE
    """A session of the officers' desk (`web.officer`); it changes nothing of the account."""


def purpose_of(act: Act, thing: Id | None = None) -> str:
    """The `purpose` of a sign-in for a change: the act, and the one item it is about."""
    return act.value if thing is None else f"{act.value} {thing}"


def act_in(purpose: str | None) -> Act | None:
    """The act in a `purpose`."""
    return None if purpose is None else Act(purpose.partition(" ")[0])


@dataclass(frozen=True, slots=True)
class RequiredLevels:
    """The levels that a sign-in for a change must reach, with and without its biometrics.

    `one_of`: kinds of which one must be shown in any case; may be empty.
    """

    level: Level
    without_biometrics: Level
    one_of: frozenset[EvidenceKind] = frozenset()


def levels_for_change(enrolled: Pieces) -> RequiredLevels:
    """The level of all settled means as they were enrolled (hostile cases A09 and A22)."""
    return RequiredLevels(
        level_for_change(enrolled),
        level_for_change_without_biometrics(enrolled),
        demanded_in_change(enrolled),
    )


def recently_authenticated(event: AuthenticationEvent, level: Level, now: datetime) -> bool:
    """Whether this sign-in to the person's own account reached a level, just now.

    One to a relying party is none (D19.4-2).
    """
    fresh = now - event.authenticated_at <= CHANGES_WITHIN
    return event.client_id is None and event.level >= level and fresh


def may_make(purpose: str, event: AuthenticationEvent, now: datetime, *, enrolled: Pieces) -> bool:
    """Whether this sign-in was made for this very change, just now, and is strong enough.

    A sign-in to a relying party never is, however fresh and strong: its pages named no change of
    credentials (D19.4-2).
    """
    mine = event.client_id is None and event.purpose == purpose
    return mine and is_strong(event, now, enrolled=enrolled)


def is_beyond_doubt(event: AuthenticationEvent, now: datetime, *, enrolled: Pieces) -> bool:
    """Whether a report in this sign-in is final: as strong as all credentials, and level 2."""
    return event.level >= Level.TWO and is_strong(event, now, enrolled=enrolled)


def is_strong(event: AuthenticationEvent, now: datetime, *, enrolled: Pieces) -> bool:
    """Whether this sign-in is fresh, and as strong as all credentials of the person."""
    fresh = now - event.authenticated_at <= CHANGES_WITHIN
    return fresh and may_change(event.pieces, enrolled)

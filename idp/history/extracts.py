"""Parts of a person's history, as the person asks for them. Pure.

What almost every sign-in writes is apart from everything else (`EVERYDAY`), so that the rest is
found by an index of its own, however many sign-ins lie in between.
"""

from enum import StrEnum
from typing import Final

from idp.history.domain import EventType

EVERYDAY: Final = frozenset(
    {
        EventType.SIGNED_IN,
        EventType.SIGN_IN_CONTINUED,
        EventType.SIGN_IN_REFUSED,
        EventType.FACTOR_PROVEN,
        EventType.FACTOR_REFUSED,
        EventType.SESSION_ENDED,
        EventType.ITEMS_DISCLOSED,
        EventType.TOKENS_ISSUED,
        EventType.TOKENS_REFRESHED,
        EventType.TOKENS_REVOKED,
    }
)
"""The index of everything else is made with these words: they change with a migration alone."""
SIGN_INS: Final = EVERYDAY | {
    EventType.COUNTER_ASKED,
    EventType.COUNTER_DECLINED,
    EventType.COUNTER_CANCELLED,
    EventType.RESULT_SHARED_BY_LAW,
    EventType.RESULT_SHOWN_BY_OTHER,
    EventType.RESULT_SHOWN_AS_FACTOR,
    EventType.RESULT_SHOWN_AGAIN,
    EventType.BIOMETRIC_ATTACK_SUSPECTED,
}
CONSENTS: Final = frozenset(
    {
        EventType.CONSENT_GIVEN,
        EventType.CONSENT_DECLINED,
        EventType.CONSENT_WITHDRAWN,
        EventType.BIOMETRIC_CONSENT_GIVEN,
        EventType.BIOMETRIC_CONSENT_WITHDRAWN,
    }
)
LOOKS: Final = frozenset(
    {EventType.PERSON_LOOKED_AT, EventType.PERSON_LISTED, EventType.DOCUMENT_OPENED}
)
"""Where an officer saw data of the person."""
LOOK_ACTS: Final = LOOKS | {EventType.PEOPLE_SEARCHED, EventType.PERSON_LOOK_REFUSED}
"""These, and what officers did on the way to them. The words of an index, as in EVERYDAY."""


class Extract(StrEnum):
    """A part of a person's history."""

    SIGN_INS = "sign-ins"
    CHANGES = "changes"
    """Everything that is neither a sign-in nor a consent nor a look."""
    CONSENTS = "consents"
    OFFICERS = "officers"
    """What officers and operators did, their looks among it."""
    LOOKS = "looks"


def extract_in(text: str) -> Extract | None:
    """The part of this name, None where there is none."""
    return next((each for each in Extract if each == text), None)

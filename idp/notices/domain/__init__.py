"""Kinds and channels of notices; `letters` builds letters from `letter_texts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"
    PROVIDER = "provider"
    """A letter to a licensed provider about a person of its clients (D32.3)."""
    LOGOUT = "logout"
    """A logout token to a relying party (OpenID Connect Back-Channel Logout 1.0)."""
    PING = "ping"
    """A CIBA ping to a relying party (OpenID CIBA Core 10.2)."""


TRIED_ONCE: Final = frozenset({Channel.PING})
"""Channels tried once: a client that got no ping polls by itself."""


_LETTERS: Final = timedelta(days=365)
_WORDS_TO_PARTIES: Final = timedelta(days=30)
KEPT_FOR: Final[Mapping[Channel, timedelta]] = {
    Channel.MAIL: _LETTERS,
    Channel.SMS: _LETTERS,
    Channel.PROVIDER: _LETTERS,
    Channel.LOGOUT: _WORDS_TO_PARTIES,
    Channel.PING: _WORDS_TO_PARTIES,
}
"""For how long the delivery or failure of a notice stays on record; its text is deleted at once.

Letters: as long as a replaced address, for the question whether somebody was told. What the letter
was about is in history for longer.
"""


class NoticeKind(StrEnum):
    """The kinds of letters a person gets without asking."""

    CREDENTIAL_ADDED = "credential_added"
    CREDENTIAL_REMOVED = "credential_removed"
    CREDENTIAL_GIVEN_BACK = "credential_given_back"
    CREDENTIAL_FLAGGED = "credential_flagged"
    MEANS_STOPPED = "means_stopped"
    MEANS_DISPUTED = "means_disputed"
    KEY_ANCHORED = "key_anchored"
    KEY_RETIRED = "key_retired"
    USERNAME_ASKED = "username_asked"
    PASSWORD_LINK = "password_link"
    PASSWORD_LINK_CODE = "password_link_code"
    PASSWORD_LINK_REFUSED = "password_link_refused"
    PASSWORD_LINK_REFUSED_OWN = "password_link_refused_own"
    """Of an account that its person made, which no counter gives back."""
    LOSS_LINK = "loss_link"
    LOSS_REPORTED = "loss_reported"
    LOSS_STOPPED_FOR_NOW = "loss_stopped_for_now"
    LOSS_TAKEN_BACK = "loss_taken_back"
    LETTER_UNDONE = "letter_undone"
    MEANS_RECOVERED = "means_recovered"
    BIOMETRIC_ATTACK = "biometric_attack"
    BIOMETRIC_STOPPED = "biometric_stopped"
    NEW_BROWSER = "new_browser"
    PASSWORD_GUESSED = "password_guessed"
    SECOND_STEP_GUESSED = "second_step_guessed"
    CONTACT_CODE = "contact_code"
    CONTACT_CHANGED = "contact_changed"
    CONTACT_GIVEN_BACK = "contact_given_back"
    PASSWORD_CHANGED = "password_changed"
    RECOVERY_CODES_USED = "recovery_codes_used"
    FIRST_SIGN_IN = "first_sign_in"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    LETTER_ISSUED = "letter_issued"
    ACTIVATION_LINK = "activation_link"
    ACTIVATION_LINK_AGAIN = "activation_link_again"
    """One that the person asked for, who lost the one before."""
    ACTIVATION_LAPSED = "activation_lapsed"
    """It was asked for after the seven days."""
    ACCOUNT_ACTIVATED = "account_activated"
    SIGN_UP_CODE = "sign_up_code"
    SIGN_UP_TRIED = "sign_up_tried"
    SIGNED_UP = "signed_up"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    ACCOUNT_GRANTED = "account_granted"
    """To who had an account of a lower level; a new one is told by its activation link."""
    ACCOUNT_REFUSED = "account_refused"
    APPLICATION_GRANTED = "application_granted"
    """Of level 01, where no activation link tells it."""
    APPLICATION_REFUSED = "application_refused"
    """To who applied from a telephone, and of whom nothing is known here."""
    APPLICATION_WITHDRAWN = "application_withdrawn"
    """Of level 02, to whom it was about."""
    DOSSIER_INCOMPLETE = "dossier_incomplete"
    AGREEMENT_ASKED = "agreement_asked"
    AGREEMENT_REMINDER = "agreement_reminder"
    ORGANISATION_GRANTED = "organisation_granted"
    ORGANISATION_REFUSED = "organisation_refused"
    ORGANISATION_NOT_AGREED = "organisation_not_agreed"
    ORGANISATION_LAPSED = "organisation_lapsed"
    ORGANISATION_DECIDED = "organisation_decided"
    """To the other representatives, as information (D12.4)."""
    ORGANISATION_MEANS_WITHDRAWN = "organisation_means_withdrawn"
    """To who represents one that signed in by itself before, and to its own address."""
    DATA_COPIED = "data_copied"
    CORRECTION_QUESTION = "correction_question"
    REGISTRATIONS_EXAMINED = "registrations_examined"
    REGISTRATION_PARTED = "registration_parted"
    ERASURE_ASKED = "erasure_asked"
    ERASURE_WITHDRAWN = "erasure_withdrawn"
    GUARDIANSHIP_RECORDED = "guardianship_recorded"
    GUARDIANSHIP_ENDED = "guardianship_ended"
    AGENT_RECORDED = "agent_recorded"
    """To a person for whom somebody acts by a decision that two officers recorded."""
    AGENT_ENDED = "agent_ended"
    ACTING_RECORDED = "acting_recorded"
    """To who acts for that person."""
    ACTING_ENDED = "acting_ended"
    ACTS_ALONE = "acts_alone"
    """To who acts alone from now on, and whose means others had chosen."""
    WARD_ACTS_ALONE = "ward_acts_alone"
    """To who acted for that person until then."""
    ACTIVATES_ALONE = "activates_alone"
    """To who acts alone from now on, and whose account was granted and never activated."""
    WARD_ACTIVATES_ALONE = "ward_activates_alone"
    """To who acted for that person until then."""
    CONTACTS_LOST = "contacts_lost"
    """To who acts alone from now on, where addresses of others count no more and nothing else."""
    WARD_AGREEMENT_ASKED = "ward_agreement_asked"
    """To who has to agree too before the account of a ward is activated."""
    WARD_ACTIVATED = "ward_activated"
    """To who had agreed to it, once the last one activated it."""
    WARD_PASSWORD_ASKED = "ward_password_asked"
    """To who has to agree too before a ward gets a new password."""
    WARD_PASSWORD_SET = "ward_password_set"
    """To everybody who acts for a ward, as the next two."""
    WARD_MEANS_STOPPED = "ward_means_stopped"
    WARD_SESSIONS_ENDED = "ward_sessions_ended"
    GUARDIAN_SET_PASSWORD = "guardian_set_password"
    """To the ward, as the next two."""
    GUARDIAN_STOPPED_MEANS = "guardian_stopped_means"
    GUARDIAN_ENDED_SESSIONS = "guardian_ended_sessions"
    GUARDIAN_ASKED = "guardian_asked"
    COUNTER_CANCELLED = "counter_cancelled"
    PERSON_LOOKED_AT = "person_looked_at"
    OFFICER_APPOINTED = "officer_appointed"
    APPOINTMENT_ENDED = "appointment_ended"
    POWERS_DELEGATED = "powers_delegated"
    DELEGATION_ENDED = "delegation_ended"
    TERMS_NEARLY_OVER = "terms_nearly_over"
    TERMS_NOT_KEPT = "terms_not_kept"


TO_ALL_ADDRESSES: Final = frozenset(
    {
        NoticeKind.ACCOUNT_ACTIVATED,
        NoticeKind.SIGNED_UP,
        NoticeKind.CREDENTIAL_ADDED,
        NoticeKind.CREDENTIAL_REMOVED,
        NoticeKind.CREDENTIAL_GIVEN_BACK,
        NoticeKind.CREDENTIAL_FLAGGED,
        NoticeKind.MEANS_STOPPED,
        NoticeKind.GUARDIAN_SET_PASSWORD,
        NoticeKind.GUARDIAN_STOPPED_MEANS,
        NoticeKind.MEANS_DISPUTED,
        NoticeKind.CONTACT_CHANGED,
        NoticeKind.CONTACT_GIVEN_BACK,
        NoticeKind.BIOMETRIC_ATTACK,
        NoticeKind.BIOMETRIC_STOPPED,
        NoticeKind.KEY_ANCHORED,
        NoticeKind.KEY_RETIRED,
        NoticeKind.LOSS_REPORTED,
        NoticeKind.LOSS_STOPPED_FOR_NOW,
        NoticeKind.LOSS_TAKEN_BACK,
        NoticeKind.LETTER_UNDONE,
        NoticeKind.MEANS_RECOVERED,
        NoticeKind.NEW_BROWSER,
        NoticeKind.PASSWORD_CHANGED,
        NoticeKind.PASSWORD_GUESSED,
        NoticeKind.SECOND_STEP_GUESSED,
        NoticeKind.RECOVERY_CODES_USED,
        NoticeKind.OFFICER_APPOINTED,
        NoticeKind.REGISTRATIONS_EXAMINED,
        NoticeKind.REGISTRATION_PARTED,
        NoticeKind.ERASURE_ASKED,
        NoticeKind.ERASURE_WITHDRAWN,
        NoticeKind.AGENT_RECORDED,
        NoticeKind.AGENT_ENDED,
    }
)
"""Kinds sent to every address of a person: a thief who controls one of them cannot hide them."""
REPEATABLE: Final = frozenset(
    {
        NoticeKind.CONSENT_GIVEN,
        NoticeKind.CONSENT_WITHDRAWN,
        NoticeKind.CREDENTIAL_ADDED,
        NoticeKind.CREDENTIAL_REMOVED,
        NoticeKind.DATA_COPIED,
        NoticeKind.PASSWORD_CHANGED,
    }
)
"""What whoever is signed in can do over and over: of each change there are five letters, then one a
day, counted by person and by kind of means or client.

A first sign-in happens once at each relying party. What warns of a loss, a lock, a copy, a new
browser or another address is never left out, nor is what an officer does, or the removal or
replacement of what was there before.
"""
UNDO_LIFETIME: Final = timedelta(days=7)
"""How long the link of a letter is valid."""
UNDO_AUDIENCE: Final = "undo"
"""The audience of such a link: it is mailed, so the browser is not known."""


@dataclass(frozen=True, slots=True)
class LetterAllowed:
    """A letter may be sent. `quiet_until`: when the next of its kind may, if not at once."""

    quiet_until: datetime | None = None


class NoticeState(StrEnum):
    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNotice:
    """That something was sent to a person, without its words. `letter`: the number it tells of."""

    kind: str
    channel: str
    state: str
    queued_at: datetime
    settled_at: datetime | None
    letter: str | None


__all__ = [
    "REPEATABLE",
    "TO_ALL_ADDRESSES",
    "TRIED_ONCE",
    "UNDO_AUDIENCE",
    "UNDO_LIFETIME",
    "Channel",
    "LetterAllowed",
    "NoticeKind",
    "NoticeState",
    "PersonNotice",
]

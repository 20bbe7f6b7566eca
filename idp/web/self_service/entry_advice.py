"""What a person can do about an entry of their history that was not theirs. Pure.

Only ways that stand open to every account in every state: a report and the stop of a means need no
stronger sign-in, and what needs one is not named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, assert_never

from idp.factors.domain import BY_LINK
from idp.history.domain import Entry, EventType
from idp.history.extracts import CONSENTS
from idp.kernel.actors import ActingClient, Officer, Operator, Person, System, Unproven
from idp.web.pages.labels import N_

_TRIES: Final = frozenset(
    {
        EventType.SIGN_IN_REFUSED,
        EventType.FACTOR_REFUSED,
        EventType.LOSS_LINK_ASKED,
        EventType.USERNAME_ASKED,
        EventType.PASSWORD_LINK_ASKED,
        EventType.ACTIVATION_LINK_ASKED,
        EventType.SIGN_UP_TRIED,
    }
)


class Concern(Enum):
    """What an act was, as far as it decides what helps against it."""

    SIGN_IN = auto()
    TRY = auto()
    """Nobody came further by it."""
    TRY_AFTER_A_PROOF = auto()
    """Something had been proven before: somebody has it, or knows it."""
    LINK_IN_OTHER_HANDS = auto()
    """Somebody had a link that was sent to the person, and not what proves that it was them."""
    ACTIVATION_BY_OTHERS = auto()
    """As the one before, with the link that activates the account."""
    CONSENT = auto()
    CONTACT = auto()
    CHANGE = auto()
    REPORT = auto()
    OFFICE = auto()
    """An officer or the operator did it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence (message id), and links: address and message id; the question that opens it."""

    text: str
    links: tuple[tuple[str, str], ...]
    question: str = N_("Was this not you?")


REPORT: Final = ("/me/report-loss", N_("Report that somebody used your account"))
_CONTACTS: Final = ("/me/contacts", N_("How we reach you"))
ADVICE: Final = {
    Concern.SIGN_IN: Advice(
        N_("Report it: what you name stops at once, and every other session ends."),
        (REPORT, ("/me/sessions", N_("Where you are signed in"))),
    ),
    Concern.TRY: Advice(
        N_("Nobody came into your account by this. You need not do anything."),
        (),
    ),
    Concern.TRY_AFTER_A_PROOF: Advice(
        N_(
            "Nobody came into your account by this, but one step was right: somebody may know your "
            "password or have what you sign in with. Report it, and it stops at once."
        ),
        (REPORT,),
    ),
    Concern.LINK_IN_OTHER_HANDS: Advice(
        N_(
            "Your password was not changed by this. But whoever tried had the link that we sent "
            "you: somebody may read your mail or messages. Change the password of your mailbox at "
            "your mail service, and see here whether every address and number is still yours."
        ),
        (_CONTACTS,),
    ),
    Concern.ACTIVATION_BY_OTHERS: Advice(
        N_(
            "Your account was not activated by this. But whoever tried had the link that we sent "
            "you, and not your number: somebody may read your mail or messages. Change the "
            "password of your mailbox at your mail service, and look at what signs you in."
        ),
        (_CONTACTS, ("/me/means", N_("Ways to sign in"))),
    ),
    Concern.CONSENT: Advice(
        N_("Withdraw the consent if it still holds, and report that somebody used your account."),
        (("/me/consents", N_("What you agreed to share")), REPORT),
    ),
    Concern.CONTACT: Advice(
        N_("Report it. A change that still waits can be cancelled where we say how we reach you."),
        (REPORT, _CONTACTS),
    ),
    Concern.CHANGE: Advice(
        N_("Report it: what you name stops at once. A way to sign in can be stopped by itself."),
        (REPORT, ("/me/means", N_("Ways to sign in"))),
    ),
    Concern.REPORT: Advice(
        N_("Your reports show whether you can take it back yourself. If not, call the help line."),
        (("/me/report-loss", N_("Your reports")),),
    ),
    Concern.OFFICE: Advice(
        N_("If you know no reason for it, ask the help line, with the number of the case."),
        (("/me/looks", N_("Who looked at your data")),),
        N_("Ask about this"),
    ),
}


_BY_ANYBODY: Final[Mapping[EventType, Concern]] = {
    EventType.SIGNED_IN: Concern.SIGN_IN,
    EventType.SIGN_IN_CONTINUED: Concern.SIGN_IN,
    EventType.LOSS_REPORTED: Concern.REPORT,
    EventType.PASSWORD_LINK_REFUSED: Concern.LINK_IN_OTHER_HANDS,
    EventType.ACTIVATION_REFUSED: Concern.ACTIVATION_BY_OTHERS,
}
_BY_THE_PERSON: Final[Mapping[EventType, Concern]] = {
    **dict.fromkeys(CONSENTS, Concern.CONSENT),
    EventType.CONTACT_CHANGED: Concern.CONTACT,
    EventType.CONTACT_CONFIRMED: Concern.CONTACT,
    EventType.CONTACT_UNDONE: Concern.CONTACT,
}


def concern_in(told: Entry, group: Sequence[Entry]) -> Concern | None:
    """The concern there may be about an act; None where nobody but the system acted.

    `told` is the entry that names the group of entries of one transaction.
    """
    # Of a link that was printed at the installation nobody's mail was read.
    printed = told.happening is EventType.ACTIVATION_REFUSED and told.actor != BY_LINK
    if told.happening in _TRIES or printed:
        proven = any(each.happening is EventType.FACTOR_PROVEN for each in group)
        return Concern.TRY_AFTER_A_PROOF if proven else Concern.TRY
    if told.happening in _BY_ANYBODY:
        return _BY_ANYBODY[told.happening]
    match told.actor:
        case Officer() | Operator():
            return Concern.OFFICE
        case Person():
            return _BY_THE_PERSON.get(told.happening, Concern.CHANGE)
        case Unproven():
            return Concern.CHANGE
        case System() | ActingClient():
            return None
        case _:
            assert_never(told.actor)

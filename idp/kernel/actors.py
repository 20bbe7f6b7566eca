"""Who acts: one closed union of frozen values, matched exhaustively.

Every verb that changes something takes an `Actor`, and the history keeps it whole: no string stands
for a person. An actor is made where it was proven (a session, an authenticated client, the command
line, a rule), never from a name in a request.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.kernel.ids import Id
from idp.kernel.refusals import Reason


class OfficerRole(StrEnum):
    """Roles an officer may be appointed to (requirements S5, D4.8, D16)."""

    DIRECTOR = "director"
    """The Director of the identification and authentication authority (D3.4, D16)."""
    OPERATOR = "operator"
    HOTLINE = "hotline"
    RECEIVING_OFFICER = "receiving_officer"
    IDENTITY_OFFICER = "identity_officer"
    IMMIGRATION_OFFICER = "immigration_officer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    CONNECTION_REVIEWER = "connection_reviewer"
    CONNECTION_DECIDER = "connection_decider"
    LICENCE_REVIEWER = "licence_reviewer"
    LICENCE_DECIDER = "licence_decider"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The subject of an account, in a session or in a transaction of their browser.

    `session_id`, `level` (1 to 4) and `authenticated_at` are those of the live session; all None in
    a transaction that is still proving who it is, where the entry's transaction tells them.
    `acting_for` is the ward or organisation for whom the person acts.
    """

    subject_id: Id
    session_id: Id | None = None
    level: int | None = None
    authenticated_at: datetime | None = None
    acting_for: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person with an appointment, in a session of the officers' desk.

    `desk` is its name and `desk_kind` a kind of `idp.access.desks`. `until`: the end of the
    appointment. `delegated`: the powers of the Director that are delegated to this officer now
    (D16). `least_level`: what the installation demands of officers' sign-ins: level 3, and 2 in
    mode `self_created` and of the first two at the beginning, where the sign-in was
    phishing-resistant.
    """

    officer_id: Id
    subject_id: Id
    roles: tuple[OfficerRole, ...]
    desk: str
    session_id: Id
    level: int
    authenticated_at: datetime
    appointment_id: Id | None = None
    desk_kind: str = ""
    until: datetime | None = None
    delegated: tuple[str, ...] = ()
    least_level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ActingClient:
    """A relying party's server. `authenticated_by` names the method and key or certificate used.

    `powers` are those that its access token of the admin API carries, none anywhere else.
    """

    client_id: str
    authenticated_by: str = ""
    powers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who runs a command: the user of the operating system and the host.

    It proves no person, so it may propose and never approve. `said` is the name that was typed
    beside it, a remark and not an identity.
    """

    user: str
    host: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An automatic act. `rule` is its norm id, or `policy` and the name of a product rule."""

    rule: str


class Through(StrEnum):
    """By which way an unproven caller came."""

    BROWSER = "browser"
    APPLICATION = "application"
    LETTER = "letter"
    """With a link of a letter that was sent to the person."""
    CLIENT = "client"
    """As a relying party's server that did not authenticate itself."""
    UNKNOWN = "unknown"
    """What was recorded proves nothing: an entry of an earlier release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A caller whose identity was not proven, as in a refused try.

    `said` is a name that an earlier release recorded as it was typed, a remark and not an identity.
    """

    through: Through
    said: str = ""


def person_of(actor: "Actor") -> Id | None:
    """The subject of the person who is proven to act; None for any other actor."""
    return actor.subject_id if isinstance(actor, (Person, Officer)) else None


def key_of(actor: "Actor") -> str:
    """What finds the ceremonies of an officer: the proven subject, else what was typed."""
    proven = person_of(actor)
    if proven is not None:
        return proven
    return actor.said if isinstance(actor, (Operator, Unproven)) else ""


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Whether a decision that needs two people has two (D4.8).

    Two people are two proven subjects; a name that was typed is none. `demo`: in the demonstration,
    and in no other profile, one shell plays both, told apart by what was typed.
    """

    demo: bool = False

    def refusal(self, first: "Actor", second: "Actor") -> Reason | None:
        """NOT_AUTHORISED where one of them is not proven, FOUR_EYES where both are one person."""
        if self.demo and isinstance(first, Operator) and isinstance(second, Operator):
            return Reason.FOUR_EYES if first.said == second.said else None
        one, other = person_of(first), person_of(second)
        if one is None or other is None:
            return Reason.FOUR_EYES if first == second else Reason.NOT_AUTHORISED
        return Reason.FOUR_EYES if one == other else None


Actor = Person | Officer | ActingClient | Operator | System | Unproven

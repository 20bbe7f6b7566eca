"""Appointments and delegations: from when, until when, and what they give."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from idp.access.desks import KINDS, ROLES, DeskKind, exists
from idp.access.powers import DELEGABLE, Power
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id

LONGEST: Final = timedelta(days=5 * 366)
"""The longest appointment or delegation: each is decided anew after that."""
LONGEST_DESK: Final = 120
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person's roles at a desk, from one instant to another.

    `decision_id` names the decision that two people signed; None for the two of the installation.
    """

    id: Id
    officer_id: Id
    roles: tuple[OfficerRole, ...]
    desk: str
    desk_kind: DeskKind
    valid_from: datetime
    valid_until: datetime
    appointed_at: datetime
    decision_id: Id | None = None
    ended_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether it counts now."""
        return self.ended_at is None and self.valid_from <= now < self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Powers of the Director, delegated to an officer from one instant to another (D16)."""

    id: Id
    officer_id: Id
    powers: tuple[Power, ...]
    valid_from: datetime
    valid_until: datetime
    decision_id: Id
    ended_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether it counts now."""
        return self.ended_at is None and self.valid_from <= now < self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDraft:
    """What is proposed: whom to appoint, to what, where and for how long."""

    username: str
    roles: tuple[OfficerRole, ...]
    desk: str
    desk_kind: DeskKind
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationDraft:
    """What is proposed: which powers of the Director an officer shall have, and for how long."""

    officer_id: Id
    powers: tuple[Power, ...]
    valid_from: datetime
    valid_until: datetime


class DraftFault(StrEnum):
    """What is wrong with a proposed appointment or delegation, in a sentence."""

    ROLES = "an appointment needs roles, each once"
    ROLES_HERE = "there is no such role in this installation"
    DESK = f"a desk has a name of at most {LONGEST_DESK} letters"
    DESK_KIND = "there are no desks of this kind here"
    POWERS = "only powers of the Director are delegated, and at least one"
    ENDS_FIRST = "it ends before it begins"
    TOO_LONG = "it lasts longer than five years"


class NotADraft(ValueError):
    """What is proposed cannot be; `fault` says why."""

    def __init__(self, fault: DraftFault) -> None:
        self.fault = fault
        super().__init__(fault)


def draft_fault(draft: AppointmentDraft, now: datetime, mode: AccountsMode) -> DraftFault | None:
    """What is wrong with a proposed appointment; None when nothing is."""
    if not draft.roles or len(set(draft.roles)) != len(draft.roles):
        return DraftFault.ROLES
    if not ROLES[mode].issuperset(draft.roles):
        return DraftFault.ROLES_HERE
    if not 0 < len(draft.desk) <= LONGEST_DESK or not draft.desk.isprintable():
        return DraftFault.DESK
    known = draft.desk_kind in KINDS[mode]
    if not known or not exists(draft.desk_kind, civil_day(draft.valid_from)):
        return DraftFault.DESK_KIND
    return _term_fault(draft.valid_from, draft.valid_until, now)


def delegation_fault(draft: DelegationDraft, now: datetime) -> DraftFault | None:
    """What is wrong with a proposed delegation; None when nothing is."""
    if not draft.powers or not DELEGABLE.issuperset(draft.powers):
        return DraftFault.POWERS
    return _term_fault(draft.valid_from, draft.valid_until, now)


def _term_fault(begins: datetime, ends: datetime, now: datetime) -> DraftFault | None:
    if not begins < ends or ends <= now:
        return DraftFault.ENDS_FIRST
    if ends - begins > LONGEST:
        return DraftFault.TOO_LONG
    return None


def one_line(text: str) -> str:
    """A typed name of a desk in one spelling: NFC, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def roles_of(appointments: Iterable[Appointment], now: datetime) -> frozenset[OfficerRole]:
    """The roles that are held now."""
    return frozenset(role for each in appointments if each.in_force(now) for role in each.roles)


def delegated_now(delegations: Collection[Delegation], now: datetime) -> tuple[Power, ...]:
    """The powers that are delegated now, each once."""
    held = {power for each in delegations if each.in_force(now) for power in each.powers}
    return tuple(sorted(held))

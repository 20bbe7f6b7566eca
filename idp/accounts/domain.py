"""An account, its states, and the canonical form of user names."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from idp.kernel.actors import Person
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.law.ages import birthday
from idp.subjects.datum_values import last_possible_birth

CURRENT_TERMS: Final = "2026-07"
"""The version of the terms of use that activation must accept (D4.7)."""


class AccountState(StrEnum):
    """Only ACTIVE can be used (D14.1-3)."""

    GRANTED = "granted_pending_activation"
    ACTIVE = "active"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Lock:
    """Why an account is locked, who decided, since when, and how to ask for unlocking (D4.2)."""

    ground: str
    body: str
    at: datetime
    remedy: str


class GuardianReason(StrEnum):
    """Why a guardian or representative may have to confirm each use of an account (D14.2)."""

    BY_AGE = "by_age"
    """Under 14 when the account was created, or not looked up yet."""
    WARD = "ward"
    """Under guardianship or represented, by the record of a body, at any age."""
    REGISTERED_WARD = "registered_ward"
    """The same, by a register of the State, which also says when it is over."""


WARDS: Final = frozenset({GuardianReason.WARD, GuardianReason.REGISTERED_WARD})
"""Of who is a ward or represented, whoever says so."""

AGE_OF_USE: Final = 14
"""The age in years from which a person who is no ward uses the account alone (D14.2-1)."""
NEVER: Final = date.max


@dataclass(frozen=True, slots=True)
class AccountStatus:
    """The parts of an account's row on which decisions depend.

    `alone_from` is the civil day of Viet Nam from which the person uses it without a guardian: None
    for a person who always did, NEVER for a ward. `security_stamp` is counted on whenever what the
    account is proven with ends or changes. `sub_aliased`: whether some relying party knows the
    person by the `sub` of another registration. `is_organisation`: people act for it, and nobody
    signs in as it (X6.1).
    """

    subject_id: Id
    state: AccountState
    level: int | None
    alone_from: date | None = None
    security_stamp: int = 0
    sub_aliased: bool = False
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class LockedAccount:
    """The account as locked until the unit of work ends.

    `by_age`: its person was under 14 when that was last looked at, or nobody knew.
    """

    state: AccountState
    security_stamp: int
    by_age: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """The authorization of a pending act: the account's state then, and the session that asked.

    The act may be finished while the account is active, its security stamp is still this one and
    the session lives. Without a session an officer or the operator allowed it. `level` and
    `authenticated_at` are those of the session's sign-in.
    """

    subject_id: Id
    security_stamp: int
    session_id: Id | None = None
    level: int | None = field(default=None, compare=False)
    authenticated_at: datetime | None = field(default=None, compare=False)

    @property
    def actor(self) -> Person:
        """The person of the session as who acts."""
        return Person(
            subject_id=self.subject_id,
            session_id=self.session_id,
            level=self.level,
            authenticated_at=self.authenticated_at,
        )


def acting(subject_id: Id, by: Basis | None) -> Person:
    """The person who changes their own account, in the session that asks if there is one."""
    return Person(subject_id=subject_id) if by is None else by.actor


def to_document(basis: Basis) -> dict[str, Any]:
    """The JSON form of a basis, stored with a handle; `basis_from` reads it."""
    at = basis.authenticated_at
    return {
        "security_stamp": basis.security_stamp,
        "session": basis.session_id,
        "level": basis.level,
        "authenticated_at": None if at is None else at.isoformat(),
    }


def basis_from(document: Mapping[str, Any], subject_id: Id) -> Basis | None:
    """The basis a handle was issued with; None when the operator issued it."""
    if "security_stamp" not in document:
        return None
    at = document.get("authenticated_at")
    return Basis(
        subject_id,
        document["security_stamp"],
        document["session"],
        document.get("level"),
        None if at is None else datetime.fromisoformat(at),
    )


@dataclass(frozen=True, slots=True)
class Account:
    """`level` is the level of registration, 1 or 2, absent for organisations (D7.3)."""

    subject_id: Id
    username: str
    level: int | None
    state: AccountState
    locale: str | None
    terms_version: str | None
    lock: Lock | None


class StoredAccount(NamedTuple):
    """An account as it is stored, with what is stored of its lock in four columns."""

    subject_id: Id
    username_sealed: bytes
    level: int | None
    state: str
    locale: str | None
    terms_version: str | None
    lock_ground: str | None
    lock_body: str | None
    lock_remedy: str | None
    locked_at: datetime | None


def account_from(row: StoredAccount, username: str) -> Account:
    """The account in its row, whose user name was unsealed."""
    lock = None
    if row.locked_at is not None:
        ground, body, remedy = row.lock_ground or "", row.lock_body or "", row.lock_remedy or ""
        lock = Lock(ground, body, row.locked_at, remedy)
    return Account(
        subject_id=row.subject_id,
        username=username,
        level=row.level,
        state=AccountState(row.state),
        locale=row.locale,
        terms_version=row.terms_version,
        lock=lock,
    )


def canonical(username: str) -> str:
    """The canonical form of user names: NFKC, casefolded, trimmed.

    Casefolding can undo the normal form, so that is applied twice.
    """
    folded = unicodedata.normalize("NFKC", username).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def alone_from(birthdate: object) -> date:
    """The 14th birthday (D14.2-1); for a 29 February the 28th in common years.

    For a year alone it is the last possible day. Without a readable date it is NEVER.
    """
    born = last_possible_birth(str(birthdate))
    try:
        return NEVER if born is None else birthday(born, AGE_OF_USE)
    except ValueError:  # beyond the year 9999
        return NEVER


def acts_alone(account: AccountStatus, now: datetime) -> bool:
    """Whether no guardian has to confirm what the person does with the account (D14.2-1)."""
    return account.alone_from is None or civil_day(now) >= account.alone_from


class GuardedPeriod(NamedTuple):
    """A time in which others chose for a person; `since`: None from the beginning."""

    since: datetime | None
    until: datetime

    def has(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and at < self.until


def guarded_periods(
    begun: Iterable[datetime], ended: Iterable[datetime], *, of_age_since: datetime | None
) -> tuple[GuardedPeriod, ...]:
    """The times of a person's guardianships that are over, and that of being under 14.

    `begun` and `ended`: when each was recorded. Of several that were recorded before one end the
    first counts. A first end without a beginning on record counts from the beginning of all:
    nothing shows who chose what before it.
    """
    acts = sorted([*((at, False) for at in begun), *((at, True) for at in ended)])
    found: list[GuardedPeriod] = []
    since, runs = None, False
    for at, over in acts:
        if over and (runs or not found):
            found.append(GuardedPeriod(since, at))
            since, runs = None, False
        elif not over and not runs:
            since, runs = at, True
    if of_age_since is not None:
        found.append(GuardedPeriod(None, of_age_since))
    return tuple(found)


def sign_in_refusal(account: AccountStatus | None) -> Reason | None:
    """Why nobody authenticates as this account, whatever is stored of it; None for a person's.

    REPRESENTATIVE_NEEDED of an organisation: who represents it signs in to their own account and
    acts for it, so that each act is a natural person's (X6.1). No answer may tell this to anybody
    who has not proven something of the account.
    """
    organisation = account is not None and account.is_organisation
    return Reason.REPRESENTATIVE_NEEDED if organisation else None


def unusable_reason(
    account: AccountStatus | None, now: datetime, *, acted_for: bool = False
) -> Reason | None:
    """Why the account cannot be used now; None when it can (D14.1-3, D14.2-1, X6.1).

    `acted_for`: another person uses it by their own sign-in (D14.2-2, X6.1). Else as
    `sign_in_refusal`, and GUARDIAN_NEEDED.
    """
    if account is None or account.state is AccountState.GRANTED:
        return Reason.ACCOUNT_NOT_ACTIVATED
    if account.state is AccountState.LOCKED:
        return Reason.ACCOUNT_LOCKED
    if acted_for:
        return None
    alone = acts_alone(account, now)
    return sign_in_refusal(account) or (None if alone else Reason.GUARDIAN_NEEDED)

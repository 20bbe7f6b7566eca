"""An account, the states it can be in, and the form user names are compared in."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from idp.kernel.ids import Id

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


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision needs to know of an account, and nothing that has to be unsealed."""

    subject_id: Id
    state: AccountState
    level: int | None


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


def canonical(username: str) -> str:
    """The form user names are stored and compared in: NFKC, without case or outer blanks.

    Folding case can undo the normal form, so it is made twice.
    """
    folded = unicodedata.normalize("NFKC", username).casefold()
    return unicodedata.normalize("NFKC", folded).strip()

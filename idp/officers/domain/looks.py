"""Looks at a person's data: each has a case and a purpose of the law (D17.3)."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

from idp.casework.domain.cases import Case, owner_of
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason

LOOKS_FOR: Final = timedelta(minutes=15)
"""How long a recorded look shows a person; then it has to be asked for again."""
TOLD_AGAIN_AFTER: Final = timedelta(days=1)
"""A person gets one letter in this time about looks from one desk for one case and purpose."""
_NUMBER: Final = re.compile(r"[A-Z]{2}(-[0-9A-Z]{4}){2,3}")


class Purpose(StrEnum):
    """Why an officer looks at a person: what the person reads in their history."""

    SERVE_THE_PERSON = "serve_the_person"
    """The person asked, at a counter, by telephone or in writing."""
    SETTLE_A_CASE = "settle_a_case"
    """A case of misuse, loss or fraud that concerns the person."""
    DECIDE_ON_THE_ACCOUNT = "decide_on_the_account"
    """Granting, locking or unlocking the account."""
    REQUEST_OF_A_BODY = "request_of_a_body"
    """The written request of a body that is competent by law."""
    INSPECTION = "inspection"
    """An inspection or an audit."""


def purpose_in(text: str) -> Purpose | None:
    """The purpose of this name; None where the law knows none."""
    return next((each for each in Purpose if each == text), None)


def is_number(text: str) -> bool:
    """Whether a text has the form of the number of a case."""
    return _NUMBER.fullmatch(text) is not None


def case_fault(case: Case | None, officer: Officer, *, movable: bool) -> Reason | None:
    """LOOK_NOT_COVERED unless it is an open case about a person that this officer works on.

    `movable`: as `search_fault`.
    """
    if case is not None and case.subject_id is None:
        return Reason.LOOK_NOT_COVERED
    return search_fault(case, officer, movable=movable)


def search_fault(case: Case | None, officer: Officer, *, movable: bool) -> Reason | None:
    """LOOK_NOT_COVERED unless it is an open case that this officer works on, about whomever.

    That is one of their own, or one of a queue of which they could make a move (`movable`).
    """
    if case is None or case.closed_at is not None:
        return Reason.LOOK_NOT_COVERED
    theirs = case.owner in (None, owner_of(officer))
    return None if theirs and movable else Reason.LOOK_NOT_COVERED

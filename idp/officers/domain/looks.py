"""Looks at a person's data: each has a case and a purpose of the law (D17.3)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from idp.kernel.ids import is_id
from idp.kernel.refusals import Reason

LOOKS_FOR: Final = timedelta(minutes=15)
"""How long a recorded look shows a person; then it has to be asked for again."""


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


def look_fault(case_id: str | None, purpose: str) -> Reason | None:
    """CASE_MISSING without a case, or without a purpose of this list."""
    known = purpose in {each.value for each in Purpose}
    return None if case_id and is_id(case_id) and known else Reason.CASE_MISSING

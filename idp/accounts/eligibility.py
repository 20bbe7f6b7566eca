"""Which level of registration an account may have (003 Art. 7).

Whether the identity card was issued, and whether a foreigner entered the country, is asked of the
registers where somebody applies for an account.
"""

from datetime import date
from typing import Final

from idp.kernel.refusals import Reason
from idp.law.ages import is_of_age
from idp.subjects.datum_values import last_possible_birth
from idp.subjects.domain import SubjectKind

LEVELS: Final = (1, 2)
"""The levels of registration of people, the law's 01 and 02."""
AGE_OF_LEVEL_02: Final = 6
"""The full years from which people may have an account of level 02."""


def level_refusal(
    kind: SubjectKind, level: int | None, birthdate: str | None, *, on: date
) -> Reason | None:
    """Why a subject of this kind may not have an account of this level on a civil day.

    `level` is one of LEVELS, or None. ORGANISATION_HAS_NO_LEVEL of an organisation with any (D7.3);
    LEVEL_MISSING of a person without one; AGE_BELOW_6 of level 02 for who may be below six years
    (D7.1a, D7.1b, D7.2-1, D7.2-2). Of a birth year alone the last day counts. Raises ValueError for
    another level.
    """
    if level is not None and level not in LEVELS:
        raise ValueError(f"no level of registration: {level}")
    if kind is SubjectKind.ORGANISATION:
        return None if level is None else Reason.ORGANISATION_HAS_NO_LEVEL
    if level is None:
        return Reason.LEVEL_MISSING
    if level < LEVELS[-1] or kind is SubjectKind.PERSON:
        return None
    return None if _is_surely_of_age(birthdate, on) else Reason.AGE_BELOW_6


def _is_surely_of_age(birthdate: str | None, on: date) -> bool:
    born = None if birthdate is None else last_possible_birth(birthdate)
    return born is not None and is_of_age(born, AGE_OF_LEVEL_02, on)

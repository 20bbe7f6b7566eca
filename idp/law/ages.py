"""Ages: "từ đủ N tuổi" is on or after the N-th birthday, "dưới N tuổi" before it."""

import calendar
from datetime import MAXYEAR, date


def birthday(born_on: date, age: int) -> date:
    """The civil day on which the age in years is full.

    For a birth on 29 February it is the 28th in common years. Raises ValueError beyond year 9999.
    """
    year = born_on.year + age
    last = calendar.monthrange(year, born_on.month)[1]
    return date(year, born_on.month, min(born_on.day, last))


def is_of_age(born_on: date, age: int, on: date) -> bool:
    """Whether a person is full `age` years old on a civil day of Viet Nam ("từ đủ N tuổi")."""
    return born_on.year + age <= MAXYEAR and on >= birthday(born_on, age)

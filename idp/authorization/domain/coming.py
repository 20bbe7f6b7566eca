"""When a person whose means do not suffice yet can come back, because one of them waits. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from idp.assurance.pieces import Pieces
from idp.authorization.domain.reaching import is_attainable, required_level
from idp.authorization.domain.situation import Situation


def enough_from(situation: Situation, later: Mapping[datetime, Pieces]) -> datetime | None:
    """The first moment at which what the person holds is enough here; None when it never is.

    `later`: what they can show from each moment on at which one of their means begins to count.
    """
    required = required_level(situation)
    if required is None:
        return None
    return next(
        (
            moment
            for moment in sorted(later)
            if is_attainable(replace(situation, available=later[moment]), required)
        ),
        None,
    )

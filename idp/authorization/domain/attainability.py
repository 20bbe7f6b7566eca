"""The moment at which a pending credential makes the person's credentials suffice. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from idp.assurance.pieces import Pieces
from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.level_rules import is_attainable, required_level


def attainable_from(
    context: AuthorizationContext, later: Mapping[datetime, Pieces]
) -> datetime | None:
    """The first moment at which the person's credentials are enough here; None for never.

    `later`: the evidence they can show from each moment on at which a credential becomes effective.
    """
    required = required_level(context)
    if required is None:
        return None
    return next(
        (
            moment
            for moment in sorted(later)
            if is_attainable(replace(context, available=later[moment]), required)
        ),
        None,
    )

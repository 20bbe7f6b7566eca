"""Whether a person's credentials suffice, and from when on with pending ones. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces
from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.level_rules import is_attainable, required_level


def is_in_reach(context: AuthorizationContext, held: Pieces) -> bool:
    """Whether a person who can show this has what the request takes at least.

    `held`: of who is signed in already, and not of whoever the request is about so far.
    """
    own = replace(context, available=held)
    return is_attainable(own, required_level(context) or Level.NONE)


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

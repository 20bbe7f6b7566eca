"""Engines of cases with the table of powers, as outside the demonstration unless told otherwise."""

from collections.abc import Mapping
from typing import Any

from idp.casework.domain.moves import Effect
from idp.casework.domain.procedure import Procedure
from idp.casework.ports import Powers, UnsignedApprovals
from idp.casework.service import Cases
from idp.history.context import ServiceContext
from idp.kernel.actors import SecondPerson
from idp.platform.cached import Cached
from idp.policy.domain import Switch
from idp.policy.procedures import (
    MEANS_RULES_CHANGE,
    POLICY_CHANGE,
    TRUST_ANCHOR,
    AnchorEvent,
    ChangeEvent,
)
from idp.policy.service import Policy, PolicyEffects
from idp.policy.trust_anchors import AnchorEffects, TrustAnchors


def engine(
    context: ServiceContext,
    *procedures: Procedure,
    effects: Mapping[tuple[str, str], Effect],
    demo: bool = False,
) -> Cases:
    return Cases(
        context=context,
        procedures={each.name: each for each in procedures},
        effects=effects,
        may=Powers(demo=demo),
        approvals=UnsignedApprovals(SecondPerson(demo=demo)),
        rule_set="draft-2024",
    )


def policy_of(context: ServiceContext, *, demo: bool = False) -> Policy:
    """The switches as another process has them."""
    cached: Cached[Switch, Any] = Cached(context.clock)
    mine = PolicyEffects(context.database, cached)
    effects = {
        (procedure.name, event.value): effect
        for procedure in (POLICY_CHANGE, MEANS_RULES_CHANGE)
        for event, effect in (
            (ChangeEvent.APPROVE, Effect(mine.approve)),
            (ChangeEvent.WITHDRAW, Effect(mine.withdraw)),
        )
    }
    cases = engine(context, POLICY_CHANGE, MEANS_RULES_CHANGE, effects=effects, demo=demo)
    return Policy(context.database, context.clock, cached, cases)


def anchors_of(context: ServiceContext, profile: str, *, demo: bool = False) -> TrustAnchors:
    """The trust anchors of an installation of this profile."""
    mine = AnchorEffects(context.database, profile)
    effects = {
        (TRUST_ANCHOR.name, AnchorEvent.APPROVE.value): Effect(mine.approve, mine.check),
        (TRUST_ANCHOR.name, AnchorEvent.WITHDRAW.value): Effect(mine.withdraw),
    }
    cases = engine(context, TRUST_ANCHOR, effects=effects, demo=demo)
    return TrustAnchors(context.database, context.clock, profile, cases)

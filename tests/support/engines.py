"""Engines of cases with the table of powers, as outside the demonstration unless told otherwise."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.casework.domain.moves import Effect
from idp.casework.domain.procedure import Procedure
from idp.casework.effects import Effects
from idp.casework.permissions import Permissions
from idp.casework.ports import May, Powers, UnsignedApprovals
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.deadlines.service import Deadlines
from idp.history.context import ServiceContext
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import SecondPerson
from idp.kernel.rule_sets import RuleSetName
from idp.law.legal_time import legal_time
from idp.platform.cached import Cached
from idp.platform.sealing import NAME_INDEX_VERSION, Sealing
from idp.policy.domain import Switch
from idp.policy.procedures import MEANS_RULES_CHANGE, POLICY_CHANGE, TRUST_ANCHOR
from idp.policy.service import Policy, PolicyEffects
from idp.policy.trust_anchors import AnchorEffects, TrustAnchors
from idp.subjects.service import Subjects
from idp.wiring.records import anchor_effects, policy_effects

_PURPOSES = ("wrap", "blind-index", f"name-index-{NAME_INDEX_VERSION}")


def deadlines_of(context: ServiceContext) -> Deadlines:
    """The terms of the draft, by the calendar that ships."""
    counted = legal_time(RuleSetName.DRAFT_2024, rolls=True, calendars=None)
    return Deadlines(context, counted)


def texts_of(context: ServiceContext) -> TypedTexts:
    """Texts about people none of whom is known: nothing can be sealed for them."""
    return TypedTexts(subjects_of(context))


def subjects_of(context: ServiceContext) -> Subjects:
    """The register of people under keys that nothing else has."""
    keys = {purpose: secrets.token_bytes(32) for purpose in _PURPOSES}
    return Subjects(context, Sealing(_Keys(keys)))


def permissions_of(context: ServiceContext, may: May) -> Permissions:
    """Who may by this table, with the register of people."""
    return Permissions(context.clock, may, subjects_of(context))


@dataclass(frozen=True)
class _Keys:
    by_purpose: Mapping[str, bytes]

    def derive(self, purpose: str) -> bytes:
        return self.by_purpose[purpose]


def engine(
    context: ServiceContext,
    *procedures: Procedure,
    effects: Mapping[str, Effect],
    demo: bool = False,
) -> Cases:
    known = {each.name: each for each in procedures}
    filled = Effects(known)
    for each in procedures:
        filled.add(each, effects)
    return Cases(
        context=context,
        procedures=known,
        effects=filled,
        permissions=permissions_of(context, Powers(demo=demo)),
        approvals=UnsignedApprovals(SecondPerson(demo=demo)),
        deadlines=deadlines_of(context),
        rule_set=RuleSetName.DRAFT_2024,
        texts=texts_of(context),
    )


def policy_of(context: ServiceContext, *, demo: bool = False) -> Policy:
    """The switches as another process has them, of an operator's own accounts."""
    cached: Cached[Switch, Any] = Cached(context.clock)
    mode = AccountsMode.SELF_CREATED
    mine = PolicyEffects(context.database, cached, mode)
    effects = policy_effects(mine)
    cases = engine(context, POLICY_CHANGE, MEANS_RULES_CHANGE, effects=effects, demo=demo)
    return Policy(context.database, context.clock, cached, cases, mode)


def anchors_of(context: ServiceContext, profile: str, *, demo: bool = False) -> TrustAnchors:
    """The trust anchors of an installation of this profile."""
    mine = AnchorEffects(context.database, profile)
    cases = engine(context, TRUST_ANCHOR, effects=anchor_effects(mine), demo=demo)
    return TrustAnchors(context.database, context.clock, profile, cases)

"""Records: history and its ledger, one-time tokens, switches, trust anchors, cases, deadlines."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from idp.casework.domain.moves import Effect
from idp.casework.effects import Effects
from idp.casework.permissions import Permissions
from idp.casework.ports import Powers, UnsignedApprovals
from idp.casework.service import Cases
from idp.casework.typed_texts import TypedTexts
from idp.deadlines.service import Deadlines
from idp.history.context import ServiceContext
from idp.history.seals import KEY_PURPOSE
from idp.history.service import History
from idp.kernel.actors import SecondPerson
from idp.law.legal_time import legal_time
from idp.ledger.service import Ledger
from idp.officers.approvals import SignedApprovals
from idp.one_time.service import OneTimeTokens
from idp.platform.cached import Cached
from idp.platform.settings import Profile
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
from idp.subjects.service import Subjects
from idp.violations.service import Violations
from idp.wiring.ledger import open_ledger
from idp.wiring.platform import Platform
from idp.wiring.procedures import PROCEDURES


class Records(NamedTuple):
    context: ServiceContext
    subjects: Subjects
    """Of a layer above; the engine seals under the keys of people."""
    second_person: SecondPerson
    approvals: SignedApprovals
    """What two officers signed, once they are bound (`wiring.officers`)."""
    ledger: Ledger
    one_time_tokens: OneTimeTokens
    policy: Policy
    trust_anchors: TrustAnchors
    violations: Violations
    cases: Cases
    effects: Effects
    """Filled further by the layers above."""
    deadlines: Deadlines


def build_records(platform: Platform) -> Records:
    settings, database, clock = platform.settings, platform.database, platform.clock
    seal_key = platform.keyring.derive(KEY_PURPOSE)
    ledger = open_ledger(settings, database, clock, seal_key=seal_key)
    history = History(
        database=database,
        clock=clock,
        keyring=platform.keyring,
        issuer=settings.issuer,
        years=settings.history_years,
        fields_act=settings.history_fields_act,
        seal_key=seal_key,
        ledger=ledger,
    )
    context = ServiceContext(database, clock, history)
    second_person = SecondPerson(demo=settings.profile is Profile.DEMO)
    counted = legal_time(settings.rule_set, rolls=settings.terms_roll, calendars=settings.calendars)
    cached: Cached[Switch, Any] = Cached(clock)
    approvals = SignedApprovals(
        UnsignedApprovals(second_person), demo=settings.profile is Profile.DEMO
    )
    deadlines = Deadlines(context, counted)
    subjects = Subjects(context, platform.sealing)
    texts = TypedTexts(subjects)
    effects = Effects(PROCEDURES)
    _add_effects(effects, platform, cached)
    cases = Cases(
        context=context,
        procedures=PROCEDURES,
        effects=effects,
        permissions=Permissions(clock, Powers(demo=settings.profile is Profile.DEMO), subjects),
        approvals=approvals,
        deadlines=deadlines,
        rule_set=settings.rule_set,
        texts=texts,
    )
    return Records(
        context=context,
        subjects=subjects,
        second_person=second_person,
        approvals=approvals,
        ledger=ledger,
        one_time_tokens=OneTimeTokens(database, clock),
        policy=Policy(database, clock, cached, cases, settings.accounts_mode),
        trust_anchors=TrustAnchors(database, clock, settings.profile, cases),
        violations=Violations(database, clock, cases, texts),
        cases=cases,
        effects=effects,
        deadlines=deadlines,
    )


def _add_effects(effects: Effects, platform: Platform, cached: Cached[Switch, Any]) -> None:
    """What the slices of this layer do when one of their cases moves."""
    database = platform.database
    policy = policy_effects(PolicyEffects(database, cached, platform.settings.accounts_mode))
    effects.add(POLICY_CHANGE, policy)
    effects.add(MEANS_RULES_CHANGE, policy)
    anchors = AnchorEffects(database, platform.settings.profile)
    effects.add(TRUST_ANCHOR, anchor_effects(anchors))


def policy_effects(made: PolicyEffects) -> Mapping[str, Effect]:
    """The effects of a change of a switch, by event."""
    return {
        ChangeEvent.APPROVE: Effect(made.approve),
        ChangeEvent.WITHDRAW: Effect(made.withdraw),
    }


def anchor_effects(made: AnchorEffects) -> Mapping[str, Effect]:
    """The effects of a trust anchor, by event."""
    return {
        AnchorEvent.APPROVE: Effect(made.approve, made.check),
        AnchorEvent.WITHDRAW: Effect(made.withdraw),
    }

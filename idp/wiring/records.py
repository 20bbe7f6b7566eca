"""Records: history, one-time tokens, switches, trust anchors, violation cases."""

from typing import NamedTuple

from idp.history.context import ServiceContext
from idp.history.seals import KEY_PURPOSE
from idp.history.service import History
from idp.one_time.service import OneTimeTokens
from idp.platform.cached import Cached
from idp.policy.service import Policy
from idp.policy.trust_anchors import TrustAnchors
from idp.violations.service import Violations
from idp.wiring.platform import Platform


class Records(NamedTuple):
    context: ServiceContext
    one_time_tokens: OneTimeTokens
    policy: Policy
    trust_anchors: TrustAnchors
    violations: Violations


def build_records(platform: Platform) -> Records:
    settings, database, clock = platform.settings, platform.database, platform.clock
    history = History(
        database=database,
        clock=clock,
        keyring=platform.keyring,
        issuer=settings.issuer,
        years=settings.history_years,
        fields_act=settings.history_fields_act,
        seal_key=platform.keyring.derive(KEY_PURPOSE),
    )
    context = ServiceContext(database, clock, history)
    return Records(
        context=context,
        one_time_tokens=OneTimeTokens(database, clock),
        policy=Policy(context, Cached(clock)),
        trust_anchors=TrustAnchors(context, settings.profile),
        violations=Violations(context),
    )

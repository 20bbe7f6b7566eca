"""Records: history and its ledger, one-time tokens, switches, trust anchors, cases, deadlines."""

from typing import NamedTuple

from idp.casework.ports import Powers, UnsignedApprovals
from idp.casework.service import Cases
from idp.deadlines.service import Deadlines
from idp.history.context import ServiceContext
from idp.history.seals import KEY_PURPOSE
from idp.history.service import History
from idp.kernel.actors import SecondPerson
from idp.law.legal_time import legal_time
from idp.ledger.checkpoints import Checkpoints
from idp.ledger.export import LedgerExport
from idp.ledger.sequencing import Sequencer
from idp.ledger.service import Ledger
from idp.one_time.service import OneTimeTokens
from idp.platform.cached import Cached
from idp.platform.settings import Profile
from idp.policy.service import Policy
from idp.policy.trust_anchors import TrustAnchors
from idp.violations.procedures import MISUSE, MisuseEvent
from idp.violations.service import MisuseEffects, Violations
from idp.wiring.platform import Platform


class Records(NamedTuple):
    context: ServiceContext
    second_person: SecondPerson
    ledger: Ledger
    one_time_tokens: OneTimeTokens
    policy: Policy
    trust_anchors: TrustAnchors
    violations: Violations
    cases: Cases
    """The engine of the procedures of this layer."""
    deadlines: Deadlines


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
    second_person = SecondPerson(demo=settings.profile is Profile.DEMO)
    cases = Cases(
        context=context,
        procedures={each.name: each for each in (MISUSE,)},
        effects={(MISUSE.name, MisuseEvent.CLOSE): MisuseEffects(database).close},
        may=Powers(demo=settings.profile is Profile.DEMO),
        approvals=UnsignedApprovals(second_person),
        rule_set=settings.rule_set,
    )
    counted = legal_time(settings.rule_set, rolls=settings.terms_roll, calendars=settings.calendars)
    return Records(
        context=context,
        second_person=second_person,
        ledger=_ledger(platform),
        one_time_tokens=OneTimeTokens(database, clock),
        policy=Policy(context, Cached(clock), second_person),
        trust_anchors=TrustAnchors(context, settings.profile, second_person),
        violations=Violations(database, clock, cases),
        cases=cases,
        deadlines=Deadlines(context, counted),
    )


def _ledger(platform: Platform) -> Ledger:
    settings, database, clock = platform.settings, platform.database, platform.clock
    checkpoints = Checkpoints(
        database=database,
        clock=clock,
        key=settings.ledger_key,
        public_keys=settings.ledger_public_keys,
        folder=settings.ledger_checkpoints,
    )
    exporter = LedgerExport(database, clock)
    return Ledger(database, Sequencer(database, clock), checkpoints, exporter)

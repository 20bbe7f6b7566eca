"""The registries that are connected, and what is asked of them."""

from typing import NamedTuple

from idp.authorization.coming_of_age import ComingOfAge
from idp.casework.domain.moves import Effect
from idp.casework.work_list import WorkList
from idp.kernel.number_patterns import number_pattern
from idp.kernel.registries import RegistryName
from idp.platform.bulkhead import Bulkhead
from idp.platform.registries import AT_ONCE, HttpRegistry, RegistryKeys
from idp.registries.asking import WhoActsQuestions
from idp.registries.domain import KINDS
from idp.registries.feeds import RegistryFeeds
from idp.registries.joining import RegistryJoins
from idp.registries.merging import MergeEffects, RegistryMerges
from idp.registries.newcomers import RegistryNewcomers
from idp.registries.overview import RegistryOverview
from idp.registries.procedures import REGISTRATION_MERGE, MergeEvent
from idp.registries.service import RegistryMatching
from idp.registries.updates import RegistryUpdates
from idp.registries.waiting import WaitingMatches
from idp.registries.wards import RegisteredWards
from idp.subjects.registration import Registrations
from idp.wiring.granting import Granting
from idp.wiring.pending import Pending
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class RegistryServices(NamedTuple):
    matching: RegistryMatching
    updates: RegistryUpdates
    overview: RegistryOverview
    merges: RegistryMerges
    connected: dict[RegistryName, HttpRegistry]
    """Whoever else asks them, such as about an applicant."""


def build_registries(
    platform: Platform,
    records: Records,
    people: People,
    granting: Granting,
    pending: Pending,
    *,
    coming_of_age: ComingOfAge,
    work_list: WorkList,
) -> RegistryServices:
    connected = _connected(platform)
    waiting = WaitingMatches(platform.database, platform.clock)
    feeds = RegistryFeeds(platform.database, platform.clock)
    with_records = {name: each for name, each in connected.items() if name in KINDS}
    who_acts = WhoActsQuestions(platform.database, people.subjects, feeds, with_records.keys())
    matching = RegistryMatching(
        database=platform.database,
        history=records.context.history,
        subjects=people.subjects,
        registries=connected,
        waiting=waiting,
        who_acts=who_acts,
        permissions=records.cases.permissions,
    )
    joins = RegistryJoins(
        database=platform.database,
        history=records.context.history,
        subjects=people.subjects,
        joins=granting.tokens.pairwise.joins,
        accounts=people.accounts,
        account_locks=people.account_locks,
        endings=pending.endings,
        letters=people.decision_letters,
        permissions=records.cases.permissions,
        work_list=work_list,
        feeds=feeds,
        pairwise=granting.tokens.pairwise,
        representations=people.representations,
        notices=people.notices,
    )
    merges = _merges(records, people, work_list, joins, feeds)
    updates = RegistryUpdates(
        context=records.context,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        endings=pending.endings,
        letters=people.decision_letters,
        registries=with_records,
        permissions=records.cases.permissions,
        joins=joins,
        newcomers=RegistryNewcomers(
            database=platform.database,
            sealing=platform.sealing,
            registrations=Registrations(records.context, platform.sealing, people.subjects),
            pattern=number_pattern(platform.settings.organisation_numbers),
            feeds=feeds,
            representations=people.representations,
        ),
        representations=people.representations,
        wards=RegisteredWards(
            database=platform.database,
            clock=platform.clock,
            accounts=people.accounts,
            account_locks=people.account_locks,
            endings=pending.endings,
            notices=people.notices,
            representations=people.representations,
            coming_of_age=coming_of_age,
        ),
        who_acts=who_acts,
        feeds=feeds,
    )
    return RegistryServices(matching, updates, RegistryOverview(feeds, waiting), merges, connected)


def _merges(
    records: Records,
    people: People,
    work_list: WorkList,
    joins: RegistryJoins,
    feeds: RegistryFeeds,
) -> RegistryMerges:
    engine = records.cases
    made = MergeEffects(
        history=records.context.history,
        engine=engine,
        texts=engine.texts,
        permissions=engine.permissions,
        accounts=people.accounts,
        subjects=people.subjects,
        joins=joins,
        feeds=feeds,
        letters=people.decision_letters,
    )
    records.effects.add(
        REGISTRATION_MERGE,
        {
            MergeEvent.HEAR: Effect(made.hear, made.may_hear),
            MergeEvent.PROPOSE: Effect(made.propose, made.may_decide),
            MergeEvent.APPROVE: Effect(made.merge, made.may_decide),
            MergeEvent.REFUSE: Effect(made.refuse, made.may_refuse),
        },
    )
    return RegistryMerges(
        database=records.context.database,
        history=records.context.history,
        engine=engine,
        permissions=engine.permissions,
        work_list=work_list,
        subjects=people.subjects,
        feeds=feeds,
        joins=joins.joins,
        notices=people.notices,
    )


def _connected(platform: Platform) -> dict[RegistryName, HttpRegistry]:
    keys = RegistryKeys(platform.settings.registry_keys)
    return {
        name: HttpRegistry(
            name=name,
            address=url,
            issuer=platform.settings.issuer,
            keys=keys,
            keyring=platform.keyring,
            outbound=platform.to_services,
            clock=platform.clock,
            bulkhead=Bulkhead(AT_ONCE),
        )
        for name, url in platform.settings.registry_urls.items()
    }

"""Applications for accounts, the registers that are asked, and what their decisions do."""

from typing import NamedTuple

from idp.activation.service import Activations
from idp.authorization.endings import Endings
from idp.casework.domain.moves import Effect
from idp.casework.work_list import WorkList
from idp.contacts.service import ContactChanges
from idp.issuance.accompanying import Accompanying
from idp.issuance.comparisons import DeskComparisons
from idp.issuance.effects import LevelTwoEffects
from idp.issuance.own_numbers import OwnNumbers
from idp.issuance.procedures import (
    CITIZEN_LEVEL_2,
    CITIZEN_LEVEL_2_WITH_CARD,
    FOREIGNER_LEVEL_2,
    ForeignerEvent,
    IssuanceEvent,
    JointEvent,
)
from idp.issuance.service import Issuance
from idp.issuance.sources import ApplicantSources
from idp.kernel.registries import RegistryName
from idp.platform.card_registry import CardRegistry
from idp.platform.registries import HttpRegistry
from idp.wiring.biometrics import BiometricServices
from idp.wiring.devices import Devices
from idp.wiring.people import People
from idp.wiring.platform import Platform
from idp.wiring.records import Records


class IssuanceServices(NamedTuple):
    issuance: Issuance
    own_numbers: OwnNumbers


def build_issuance(  # noqa: PLR0913 - an account is granted with everything below
    platform: Platform,
    records: Records,
    people: People,
    *,
    devices: Devices,
    biometrics: BiometricServices,
    registries: dict[RegistryName, HttpRegistry],
    contacts: ContactChanges,
    activations: Activations,
    endings: Endings,
    work_list: WorkList,
) -> IssuanceServices:
    context = records.context
    sources = ApplicantSources(
        context.clock,
        registries,
        CardRegistry(platform.settings.card_registry_url, platform.to_services),
    )
    accompanying = Accompanying(
        clock=context.clock,
        accounts=people.accounts,
        representations=people.representations,
        permissions=records.cases.permissions,
        sources=sources,
        endings=endings,
    )
    made = LevelTwoEffects(
        clock=context.clock,
        engine=records.cases,
        texts=records.cases.texts,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        bindings=people.bindings,
        keys=devices.app_keys,
        contacts=contacts,
        documents=people.documents,
        activations=activations,
        letters=people.decision_letters,
        notices=people.notices,
        accompanying=accompanying,
    )
    effects: dict[str, Effect] = {
        IssuanceEvent.AMEND: Effect(made.amend),
        IssuanceEvent.RETURN: Effect(made.send_back),
        IssuanceEvent.COMPLETE: Effect(made.nothing, made.may_complete),
        IssuanceEvent.VERIFY: Effect(made.nothing, made.may_verify),
        IssuanceEvent.GRANT: Effect(made.grant, made.may_grant),
        IssuanceEvent.REFUSE: Effect(made.refuse, made.may_refuse),
        IssuanceEvent.WITHDRAW: Effect(made.withdraw),
        IssuanceEvent.WITHDRAW_OWN: Effect(made.withdraw, made.may_withdraw_own),
    }
    records.effects.add(CITIZEN_LEVEL_2, effects)
    records.effects.add(
        CITIZEN_LEVEL_2_WITH_CARD,
        {**effects, JointEvent.CARD_REFUSED: Effect(made.refuse, made.may_refuse)},
    )
    of_immigration: dict[str, Effect] = {
        ForeignerEvent.TO_ENROL: Effect(made.nothing, made.may_complete),
        ForeignerEvent.SEND: Effect(made.send, made.may_send),
    }
    records.effects.add(FOREIGNER_LEVEL_2, {**effects, **of_immigration})
    issuance = Issuance(
        context=context,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        representations=people.representations,
        permissions=records.cases.permissions,
        engine=records.cases,
        work_list=work_list,
        documents=people.documents,
        sources=sources,
        accompanying=accompanying,
        comparisons=DeskComparisons(
            context.clock, biometrics.eligibility, biometrics.biometrics.verification
        ),
        effects=made,
        rule_set=records.cases.rule_set,
    )
    own_numbers = OwnNumbers(
        database=context.database,
        permissions=records.cases.permissions,
        subjects=people.subjects,
        accounts=people.accounts,
        account_locks=people.account_locks,
        sources=sources,
        contacts=contacts,
        activations=activations,
    )
    return IssuanceServices(issuance, own_numbers)

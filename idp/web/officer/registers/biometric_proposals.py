"""Proposals of biometric services and of reports about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Final

from idp.access.powers import Power
from idp.factors.biometrics.domain import (
    Assurance,
    AssuranceKind,
    BiometricProvider,
    Interface,
    PersonReference,
    RecordState,
    Role,
    ServiceProfile,
)
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD
from idp.kernel.actors import Officer
from idp.kernel.biometrics import Modality
from idp.kernel.clock import instant_of
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.officer.biometric_words import (
    ORIGINS,
    PROFILES,
    PROTOCOLS,
    REFERENCES,
    REPORTS,
    TASKS,
    TRAITS,
)
from idp.web.officer.forms import NEEDED, Ask, Problems
from idp.web.officer.records import ActTarget, DeskAct, Outcome
from idp.web.officer.registers.proposing import SIGN_FIRST, to_sign
from idp.web.pages.labels import N_

NOWHERE: Final = "none"


@dataclass(frozen=True, slots=True)
class EnteringService:
    """A biometric service."""

    name: Annotated[str, Ask(N_("Name"))]
    role: Annotated[Role, Ask(N_("Task"), choices=TASKS)]
    interface: Annotated[Interface, Ask(N_("Protocol"), choices=PROTOCOLS)]
    endpoint: Annotated[
        str, Ask(N_("Address"), hint=N_("It begins with https:// and has no slash at its end."))
    ]
    modalities: Annotated[tuple[Modality, ...], Ask(N_("Traits"), choices=TRAITS)]
    person_reference: Annotated[
        PersonReference, Ask(N_("How people are named there"), choices=REFERENCES)
    ]
    provenance: Annotated[
        str,
        Ask(
            N_("Where references come from"),
            choices={
                **ORIGINS,
                NOWHERE: N_("It has no references: it tells a person from a picture"),
            },
        ),
    ]
    profile: Annotated[ServiceProfile, Ask(N_("Profile"), choices=PROFILES)]
    gallery: Annotated[
        str, Ask(N_("Gallery"), hint=N_("In which an ABIS looks; its operator knows the name."))
    ] = ""
    token: Annotated[
        str, Ask(N_("Bearer token for it"), hint=N_("It is stored sealed, and never shown again."))
    ] = ""


@dataclass(frozen=True, slots=True)
class EnteringReport:
    """A laboratory's report about a biometric service."""

    service: Annotated[
        str,
        Ask(N_("Number of the case of the service"), hint=N_("As it stands in the list: HS-….")),
    ]
    kind: Annotated[AssuranceKind, Ask(N_("Kind"), choices=REPORTS)]
    standard: Annotated[str, Ask(N_("Standard"), hint=N_("Such as ISO/IEC 19795-1."))]
    report: Annotated[str, Ask(N_("Report"), hint=N_("Its number, or where it can be read."))]
    valid_until: Annotated[
        date,
        Ask(
            N_("End of the report"),
            hint=N_("The first day, in Viet Nam, on which it no longer holds."),
        ),
    ]
    lab: Annotated[
        str, Ask(N_("Laboratory"), hint=N_("Empty where the maker alone tested it."))
    ] = ""
    value: Annotated[
        str,
        Ask(
            N_("Measured value"),
            hint=N_("A rate of false matches between 0 and 1, such as 0.00005."),
        ),
    ] = ""


_SERVICE_FAULTS: Final[Mapping[str, str]] = {
    "name": NEEDED,
    "modalities": NEEDED,
    "interface": N_("A service for this task does not speak this protocol."),
    "endpoint": N_("This takes an https address without a query and without a slash at its end."),
    "provenance": N_("A service that compares takes the register its references come from."),
    "gallery": N_("An ABIS is asked in a gallery: this is needed."),
    "traits": N_("A service of this protocol compares faces only."),
}
_REPORT_FAULTS: Final[Mapping[str, str]] = {
    "standard": NEEDED,
    "report": NEEDED,
    "valid_until": N_("This day has passed."),
    "value": N_("This takes a number between 0 and 1."),
}


def _propose_service(officer: Officer, _: ActTarget, facts: EnteringService) -> Outcome:
    provider = BiometricProvider(
        id="",
        name=facts.name,
        role=facts.role,
        interface=facts.interface,
        endpoint=facts.endpoint,
        gallery=facts.gallery,
        modalities=facts.modalities,
        person_reference=facts.person_reference,
        provenance="" if facts.provenance == NOWHERE else facts.provenance,
        profile=facts.profile,
        state=RecordState.PENDING,
        proposed_by=officer,
    )
    register = services().biometric_providers
    faults = register.faults_of(provider)
    if faults:
        return Problems({field: _SERVICE_FAULTS[field] for field in faults})
    proposed = register.propose(provider, token=facts.token, actor=officer)
    return proposed if isinstance(proposed, Refused) else to_sign(proposed.id, officer)


def _propose_report(officer: Officer, _: ActTarget, facts: EnteringReport) -> Outcome:
    problems = {}
    case = services().cases.by_number(facts.service)
    if case is None or case.procedure != BIOMETRIC_RECORD.name:
        problems["service"] = N_("There is no service with this case number.")
    try:
        value = Decimal(facts.value.replace(",", ".")) if facts.value else None
    except InvalidOperation:
        value, problems["value"] = None, _REPORT_FAULTS["value"]
    report = Assurance(
        id="",
        provider_id="" if case is None else case.id,
        kind=facts.kind,
        standard=facts.standard,
        lab=facts.lab,
        value=value,
        report=facts.report,
        valid_until=instant_of(facts.valid_until),
        state=RecordState.PENDING,
        proposed_by=officer,
    )
    register = services().biometric_providers
    faults = register.report_faults_of(report)
    problems = {field: _REPORT_FAULTS[field] for field in faults} | problems
    if problems:
        return Problems(problems)
    proposed = register.propose_assurance(report, actor=officer)
    return proposed if isinstance(proposed, Refused) else to_sign(proposed.id, officer)


BIOMETRIC_PROPOSALS: Final = (
    DeskAct(
        event="propose",
        label=N_("Propose a service"),
        power=Power.BIOMETRIC_PROVIDER_PROPOSE,
        facts=EnteringService,
        hint=SIGN_FIRST,
        does=_propose_service,
    ),
    DeskAct(
        event="propose-report",
        label=N_("Propose a report about a service"),
        power=Power.BIOMETRIC_PROVIDER_PROPOSE,
        facts=EnteringReport,
        hint=SIGN_FIRST,
        does=_propose_report,
    ),
)

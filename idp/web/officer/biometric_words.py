"""What stands in a record of a biometric service or of a report about one, in words."""

from collections.abc import Mapping
from typing import Final

from idp.factors.biometrics.domain import (
    AssuranceKind,
    Interface,
    PersonReference,
    RecordState,
    Role,
    ServiceProfile,
)
from idp.kernel.biometrics import Modality
from idp.subjects.domain import Source
from idp.web.pages.labels import N_

TASKS: Final[Mapping[Role, str]] = {
    Role.MATCHING: N_("Comparing with what was enrolled"),
    Role.LIVENESS: N_("Telling a person from a picture"),
}
PROFILES: Final[Mapping[ServiceProfile, str]] = {
    ServiceProfile.PRODUCTION: N_("Production"),
    ServiceProfile.EVALUATION: N_("Evaluation: it counts nowhere"),
    ServiceProfile.DEMO: N_("Demonstration"),
}
REPORTS: Final[Mapping[AssuranceKind, str]] = {
    AssuranceKind.FALSE_MATCH: N_("Rate of false matches"),
    AssuranceKind.ATTACK_DETECTION: N_("Detection of presentation attacks"),
    AssuranceKind.INJECTION: N_("Protection against injected video"),
}
TRAITS: Final[Mapping[Modality, str]] = {
    Modality.FACE: N_("Face"),
    Modality.FINGERPRINT: N_("Fingerprint"),
    Modality.IRIS: N_("Iris"),
}
PROTOCOLS: Final[Mapping[Interface, str]] = {
    Interface.OSIA: N_("OSIA: an ABIS compares"),
    Interface.BIOSDK: N_("MOSIP Bio-SDK: a service compares faces"),
    Interface.LIVENESS_JSON: N_("Liveness service over HTTP"),
}
REFERENCES: Final[Mapping[PersonReference, str]] = {
    PersonReference.PAIRWISE: N_("By a number that only this service knows"),
    PersonReference.PERSONAL_NUMBER: N_("By their identification number"),
}
ORIGINS: Final[Mapping[str, str]] = {
    Source.NATIONAL_POPULATION_DB: N_("National Population Database"),
    Source.IDENTITY_DB: N_("Identity Database"),
    Source.IMMIGRATION_DB: N_("National Immigration Database"),
}

STATES: Final[Mapping[RecordState, str]] = {
    RecordState.PENDING: N_("Waits for a second officer"),
    RecordState.IN_FORCE: N_("In force"),
    RecordState.RETIRED: N_("Retired"),
}
SIGNED: Final[Mapping[str, str]] = {
    str(code): said
    for words in (TASKS, PROFILES, REPORTS, TRAITS, PROTOCOLS, REFERENCES, ORIGINS, STATES)
    for code, said in words.items()
}
"""The codes of the signed bytes."""
LINES: Final[Mapping[str, str]] = {
    "role": N_("Task"),
    "interface": N_("Protocol"),
    "endpoint": N_("Address"),
    "gallery": N_("Gallery"),
    "modalities": N_("Traits"),
    "person_reference": N_("How people are named there"),
    "provenance": N_("Where references come from"),
    "profile": N_("Profile"),
    "in_force": N_("In force beside it"),
    "provider_id": N_("Id of the service"),
    "service": N_("Service"),
    "service_state": N_("State of the service"),
    "standard": N_("Standard"),
    "lab": N_("Laboratory"),
    "value": N_("Measured value"),
    "report": N_("Report"),
    "valid_until": N_("Valid until"),
}
"""The lines of a decision."""

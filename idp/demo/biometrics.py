"""Registers the demonstration's biometric service, playing two of its operators.

It is the face service of two databases of the State, which know people by their personal number:
so it compares a face too of who has no account yet.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from idp.demo.actors import ONE, OTHER
from idp.demo.people import NEWCOMERS
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
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Refused
from idp.platform.secrets import random_token
from idp.services import Services
from idp.subjects.domain import Source

GALLERY: Final = "demo"
_KNOWN: Final = {
    Role.MATCHING: (AssuranceKind.FALSE_MATCH,),
    Role.LIVENESS: (AssuranceKind.ATTACK_DETECTION, AssuranceKind.INJECTION),
}
_INTERFACES: Final = {Role.MATCHING: Interface.OSIA, Role.LIVENESS: Interface.LIVENESS_JSON}
_OFFERED: Final = (
    (Role.LIVENESS, Source.IDENTITY_DB),
    (Role.MATCHING, Source.IMMIGRATION_DB),
    (Role.MATCHING, Source.IDENTITY_DB),
)
"""What the one program does: it judges what the camera took, and compares for two databases."""
_A_YEAR: Final = timedelta(days=365)

T = TypeVar("T")


def vouch_for(services: Services, endpoint: str) -> str:
    """Register each service at this address; returns their token.

    At a new address the former records are retired, and those of before that knew people otherwise.
    """
    register = services.biometric_providers
    standing = [each for each in register.all() if each.state is RecordState.IN_FORCE]
    here = [each for each in standing if each.endpoint == endpoint and _vouched(services, each)]
    if sorted((each.role, each.provenance) for each in here) == sorted(_OFFERED):
        return register.token(here[0])
    token = random_token()
    for each in standing:
        if each.profile is ServiceProfile.DEMO:
            _done(register.retire(each.id, actor=ONE))
    for role, source in _OFFERED:
        _enter(services, _service(role, source, endpoint), token)
    return token


def enrolled(people: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Each person whom the service knows: those of demo.json, and who has no account yet."""
    known = {each["username"]: each["personal_number"] for each in people}
    known |= {each.facts["name"]: each.facts["personal_number"] for each in NEWCOMERS}
    return [{"username": name, "reference": number} for name, number in known.items()]


def _vouched(services: Services, provider: BiometricProvider) -> bool:
    if provider.person_reference is not PersonReference.PERSONAL_NUMBER:
        return False
    soon = services.clock.now() + timedelta(days=1)
    return all(
        any(each.kind is kind and each.holds(soon) for each in provider.assurances)
        for kind in _KNOWN[provider.role]
    )


def _service(role: Role, source: Source, endpoint: str) -> BiometricProvider:
    return BiometricProvider(
        id="",
        name="Demonstration only",
        role=role,
        interface=_INTERFACES[role],
        endpoint=endpoint,
        gallery=GALLERY,
        modalities=tuple(Modality),
        person_reference=PersonReference.PERSONAL_NUMBER,
        provenance=source,
        profile=ServiceProfile.DEMO,
        state=RecordState.PENDING,
        proposed_by=ONE,
    )


def _enter(services: Services, provider: BiometricProvider, token: str) -> None:
    register = services.biometric_providers
    made = _done(register.propose(provider, token=token, actor=ONE))
    _done(register.approve(made.id, actor=OTHER))
    for kind in _KNOWN[provider.role]:
        facts: dict[str, Any] = {"standard": "none", "report": "demonstration only: untested"}
        report = Assurance(
            id="",
            provider_id=made.id,
            kind=kind,
            lab="",
            value=Decimal("0.0001") if kind is AssuranceKind.FALSE_MATCH else None,
            valid_until=services.clock.now() + _A_YEAR,
            state=RecordState.PENDING,
            proposed_by=ONE,
            **facts,
        )
        proposed = _done(register.propose_assurance(report, actor=ONE))
        _done(register.approve(proposed.id, actor=OTHER))


def _done(answer: T | Refused) -> T:
    if isinstance(answer, Refused):
        raise RuntimeError(f"the demonstration was refused: {answer.reason}")  # noqa: TRY004
    return answer

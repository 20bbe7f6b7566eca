"""Registers the demonstration's biometric service, playing two of its operators."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from idp.demo.actors import ONE, OTHER
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

GALLERY: Final = "demo"
_KNOWN: Final = {
    Role.MATCHING: (AssuranceKind.FALSE_MATCH,),
    Role.LIVENESS: (AssuranceKind.ATTACK_DETECTION, AssuranceKind.INJECTION),
}
_INTERFACES: Final = {Role.MATCHING: Interface.OSIA, Role.LIVENESS: Interface.LIVENESS_JSON}
_A_YEAR: Final = timedelta(days=365)

T = TypeVar("T")


def vouch_for(services: Services, endpoint: str) -> str:
    """Register both services at this address; returns their token.

    At a new address the former records are retired.
    """
    register = services.biometric_providers
    standing = [each for each in register.all() if each.state is RecordState.IN_FORCE]
    here = [each for each in standing if each.endpoint == endpoint and _vouched(services, each)]
    if {each.role for each in here} == set(Role):
        return register.token(here[0])
    token = random_token()
    for each in standing:
        if each.profile is ServiceProfile.DEMO:
            _done(register.retire(each.id, actor=ONE))
    for role in Role:
        _enter(services, _service(role, endpoint), token)
    return token


def enrolled(services: Services, usernames: Iterable[str]) -> list[dict[str, str]]:
    """The identifier of each person at the service."""
    pair = services.biometric_providers.all()
    matcher = [each for each in pair if each.role is Role.MATCHING][-1]
    found = {name: services.accounts.by_username(name) for name in usernames}
    return [
        {
            "username": name,
            "reference": services.biometrics.verification.person_at(matcher, account.subject_id),
        }
        for name, account in found.items()
        if account is not None
    ]


def _vouched(services: Services, provider: BiometricProvider) -> bool:
    soon = services.clock.now() + timedelta(days=1)
    return all(
        any(each.kind is kind and each.holds(soon) for each in provider.assurances)
        for kind in _KNOWN[provider.role]
    )


def _service(role: Role, endpoint: str) -> BiometricProvider:
    return BiometricProvider(
        id="",
        name="Demonstration only",
        role=role,
        interface=_INTERFACES[role],
        endpoint=endpoint,
        gallery=GALLERY,
        modalities=tuple(Modality),
        person_reference=PersonReference.PAIRWISE,
        provenance="identity_db",
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

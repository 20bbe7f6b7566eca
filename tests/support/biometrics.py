"""A world with biometric services in force, and people who may be asked for their face."""

from datetime import timedelta
from decimal import Decimal

from idp.accounts.domain import AccountStatus
from idp.assurance.levels import Level
from idp.factors.biometrics.captures import SubmittedCapture
from idp.factors.biometrics.domain import (
    Assurance,
    AssuranceKind,
    BiometricProvider,
    BiometricPurpose,
    CaptureChannel,
    Interface,
    PersonReference,
    RecordState,
    Role,
    ServiceProfile,
)
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Refused
from idp.platform.cached import SEEN_FOR
from tests.support.officers import AN, BINH, OPERATOR, themself
from tests.support.photographs import photographs
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

_UNKNOWN = {"id": "", "state": RecordState.PENDING, "proposed_by": OPERATOR}


def matcher(origin: str, **changes: object) -> BiometricProvider:
    """An ABIS of the identity database, as an operator would enter it; `changes` overrule."""
    usual: dict[str, object] = {
        **_UNKNOWN,
        "name": "National ABIS",
        "role": Role.MATCHING,
        "interface": Interface.OSIA,
        "endpoint": origin,
        "gallery": "national",
        "modalities": (Modality.FACE, Modality.FINGERPRINT),
        "person_reference": PersonReference.PAIRWISE,
        "provenance": "identity_db",
        "profile": ServiceProfile.DEMO,
    }
    return BiometricProvider(**{**usual, **changes})  # type: ignore[arg-type] # a test may overrule any


def watcher(origin: str, **changes: object) -> BiometricProvider:
    """A liveness service; `changes` overrule."""
    usual: dict[str, object] = {
        "name": "Liveness",
        "role": Role.LIVENESS,
        "interface": Interface.LIVENESS_JSON,
        "gallery": "",
        "provenance": "",
    }
    return matcher(origin, **{**usual, **changes})


def report(
    world: World, provider: BiometricProvider, kind: AssuranceKind, **changes: object
) -> Assurance:
    usual: dict[str, object] = {
        **_UNKNOWN,
        "provider_id": provider.id,
        "kind": kind,
        "standard": "ISO/IEC 19795-1",
        "lab": "Laboratory",
        "value": Decimal("0.00005") if kind is AssuranceKind.FALSE_MATCH else None,
        "report": "report 7",
        "valid_until": world.clock.now() + timedelta(days=365),
    }
    return Assurance(**{**usual, **changes})  # type: ignore[arg-type] # a test may overrule any


def enter(
    world: World, provider: BiometricProvider, *kinds: AssuranceKind, token: str = ""
) -> BiometricProvider:
    """Put a service and reports about it in force, by two persons."""
    register = world.services.biometric_providers
    made = sure(register.propose(provider, token=token, actor=AN))
    sure(register.approve(made.id, actor=BINH))
    for kind in kinds:
        proposed = sure(register.propose_assurance(report(world, made, kind), actor=AN))
        sure(register.approve(proposed.id, actor=BINH))
    world.clock.advance(SEEN_FOR)
    return made


def enter_both(
    world: World, origin: str, **changes: object
) -> tuple[BiometricProvider, BiometricProvider]:
    """Everything that a face before a page's camera needs to count."""
    compares = enter(world, matcher(origin, **changes), AssuranceKind.FALSE_MATCH)
    watches = enter(world, watcher(origin), AssuranceKind.ATTACK_DETECTION, AssuranceKind.INJECTION)
    return compares, watches


def standing(world: World, person: Person) -> AccountStatus:
    found = world.services.accounts.status_of(person.subject_id)
    assert found is not None
    return found


def consent(world: World, person: Person, *purposes: BiometricPurpose) -> None:
    for purpose in purposes or (BiometricPurpose.LOGIN_L3,):
        world.services.biometric_consents.give(
            person.subject_id,
            purpose,
            text_digest="0" * 64,
            lang="vi",
            channel=CaptureChannel.PAGE,
            actor=themself(person.subject_id),
        )


def shown(
    world: World,
    person: Person,
    context: VerificationContext,
    *,
    images: tuple[bytes, ...] | None = None,
    level: Level = Level.THREE,
) -> SubmittedCapture:
    """The browser's capture for a question that was just asked."""
    question = world.services.biometrics.captures.question(context, subject_id=person.subject_id)
    return SubmittedCapture(
        account=standing(world, person),
        level=level,
        handle=question.handle,
        images=photographs(len(question.poses)) if images is None else images,
    )


def show_face(
    world: World, person: Person, *, images: tuple[bytes, ...] | None = None
) -> VerifiedFactor | Refused:
    """One whole try in a new sign-in."""
    ceremony = sign_in(world)
    return world.services.biometrics.verify(ceremony, shown(world, person, ceremony, images=images))

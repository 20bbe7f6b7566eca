"""Whether a service's answer may count at all; checked at every use. Pure.

Two gates. The services must be known to work: a false match rate of at most one in ten thousand,
tested detection of attacks and, where a page's camera is the sensor, a statement about injected
video; each report in force by two persons and not expired. And the reference must be one that was
enrolled under level 02 verification: an account of level 02, and a database of the State (X16.4).
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from idp.factors.biometrics.domain import (
    Assurance,
    AssuranceKind,
    BiometricProvider,
    CaptureChannel,
    Interface,
    RecordState,
    ServiceProfile,
)
from idp.factors.biometrics.domain.failure_limits import PLAIN, WITH_ATTACK_DETECTION, FailureLimits
from idp.kernel.biometrics import Modality

WORST_FALSE_MATCH: Final = Decimal("0.0001")
STATE_DATABASES: Final = frozenset({"identity_db", "immigration_db"})
"""Where references were enrolled under level 02 verification (X16.4)."""
_ENOUGH: Final = 2


class Gap(StrEnum):
    """Why a service's answers do not count now; the operator reads these words."""

    NO_MATCHER = "no_matcher_in_force"
    NO_LIVENESS = "no_liveness_provider_in_force"
    NOT_OF_THIS_PROFILE = "not_of_this_profile"
    NO_REFERENCE_ON_A_PAGE = "keeps_no_references_and_a_page_brings_none"
    REFERENCE_NOT_OF_THE_STATE = "reference_not_of_a_state_database"
    FALSE_MATCH_UNKNOWN = "no_valid_false_match_report"
    ATTACKS_UNTESTED = "no_valid_attack_detection_report"
    INJECTION_UNTESTED = "no_valid_injection_statement"


def serves(provider: BiometricProvider, modality: Modality) -> bool:
    return provider.state is RecordState.IN_FORCE and modality in provider.modalities


def counts_in(profile: ServiceProfile, *, demo: bool) -> bool:
    """Whether services of this profile count in this installation."""
    return profile is ServiceProfile.PRODUCTION or (demo and profile is ServiceProfile.DEMO)


def gaps(
    matcher: BiometricProvider | None,
    liveness: BiometricProvider | None,
    *,
    channel: CaptureChannel,
    demo: bool,
    now: datetime,
) -> tuple[Gap, ...]:
    """Everything that keeps this pair of services from counting; empty when it counts."""
    found: list[Gap] = []
    if matcher is None:
        found.append(Gap.NO_MATCHER)
    else:
        found.extend(_of_matcher(matcher, channel, now))
    if liveness is None:
        found.append(Gap.NO_LIVENESS)
    else:
        found.extend(_of_liveness(liveness, channel, now))
    known = [each for each in (matcher, liveness) if each is not None]
    if not all(counts_in(each.profile, demo=demo) for each in known):
        found.append(Gap.NOT_OF_THIS_PROFILE)
    return tuple(found)


def _of_matcher(
    matcher: BiometricProvider, channel: CaptureChannel, now: datetime
) -> Iterable[Gap]:
    if matcher.interface is Interface.BIOSDK and channel is CaptureChannel.PAGE:
        yield Gap.NO_REFERENCE_ON_A_PAGE
    if matcher.provenance not in STATE_DATABASES:
        yield Gap.REFERENCE_NOT_OF_THE_STATE
    measured = _holding(matcher, AssuranceKind.FALSE_MATCH, now)
    if not any(each.value is not None and each.value <= WORST_FALSE_MATCH for each in measured):
        yield Gap.FALSE_MATCH_UNKNOWN


def _of_liveness(
    liveness: BiometricProvider, channel: CaptureChannel, now: datetime
) -> Iterable[Gap]:
    if not _holding(liveness, AssuranceKind.ATTACK_DETECTION, now):
        yield Gap.ATTACKS_UNTESTED
    if channel is CaptureChannel.PAGE and not _holding(liveness, AssuranceKind.INJECTION, now):
        yield Gap.INJECTION_UNTESTED


def _holding(provider: BiometricProvider, kind: AssuranceKind, now: datetime) -> list[Assurance]:
    return [each for each in provider.assurances if each.kind is kind and each.holds(now)]


def failure_limits(liveness: BiometricProvider, now: datetime) -> FailureLimits:
    """The limits of failures: higher where a laboratory tested the detection of attacks."""
    tested = _holding(liveness, AssuranceKind.ATTACK_DETECTION, now)
    return WITH_ATTACK_DETECTION if any(each.lab for each in tested) else PLAIN


def person_admitted(account_level: int | None, *, level_02_only: bool) -> bool:
    """Whether a person's reference was enrolled under level 02 verification (X16.4, Q6)."""
    return not level_02_only or account_level == _ENOUGH

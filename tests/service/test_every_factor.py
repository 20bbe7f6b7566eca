"""Properties of all factors: `idp.factors.factor.Factor`, checked for every service."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.factors.app_keys.approval_requests import ApprovalRequests, PresentedApproval
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.factors.biometrics.captures import SubmittedCapture
from idp.factors.biometrics.service import Biometrics
from idp.factors.chip_card.requests import Arrival
from idp.factors.chip_card.service import ChipCards, PresentedCard
from idp.factors.credential_types import evidence_of
from idp.factors.domain import CredentialKind
from idp.factors.factor import Factor
from idp.factors.passkeys import Passkeys, PresentedPasskey
from idp.factors.password_with_code import PasswordWithCode, PresentedPasswordAndCode
from idp.factors.passwords import Passwords, PresentedPassword
from idp.factors.pins import Pins, PresentedPin
from idp.factors.recovery import PresentedRecoveryCode, RecoveryCodes
from idp.factors.totp import OneTimeCodes, PresentedCode
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from tests.support.biometrics import standing
from tests.support.sign_ins import reason, sign_in, switch_off
from tests.support.world import Person, World

PRESENTED: dict[type, Callable[[World, Person], object]] = {
    Passwords: lambda _, who: PresentedPassword(username=who.username, password=who.password),
    Pins: lambda _, who: PresentedPin(subject_id=who.subject_id, pin="408317"),
    OneTimeCodes: lambda world, who: PresentedCode(
        subject_id=who.subject_id, code=world.code(who.totp_secret or "")
    ),
    PasswordWithCode: lambda world, who: PresentedPasswordAndCode(
        username=who.username, password=who.password, code=world.code(who.totp_secret or "")
    ),
    Passkeys: lambda _, who: PresentedPasskey(response="{}", subject_id=who.subject_id),
    ApprovalRequests: lambda _, who: PresentedApproval(
        subject_id=who.subject_id, acr="", way=DeviceContext.SAME_DEVICE
    ),
    ChipCards: lambda _, who: PresentedCard(
        subject_id=who.subject_id, arrival=Arrival("", "", who.subject_id, new_id())
    ),
    RecoveryCodes: lambda _, who: PresentedRecoveryCode(username=who.username, code="A" * 16),
    Biometrics: lambda world, who: SubmittedCapture(
        account=standing(world, who), level=Level.THREE, handle="", images=()
    ),
}


def of(world: World, service: type) -> Factor[Any]:
    return next(each for each in world.services.factors if isinstance(each, service))


def test_whatever_a_page_asks_for_is_given_by_one_factor(world: World) -> None:
    alone = [each for each in world.services.factors if not isinstance(each, PasswordWithCode)]
    asked = evidence_of(CredentialKind) | {EvidenceKind.FACE_ON_PAGE}
    assert {kind: sum(kind in each.kinds for each in alone) for kind in asked} == dict.fromkeys(
        asked, 1
    )
    assert set(map(type, world.services.factors)) == set(PRESENTED)


@pytest.mark.norm("D3.8", limb="a means switched off is not tried")
@pytest.mark.parametrize("service", PRESENTED)
def test_a_factor_that_is_switched_off_says_so_and_tries_nothing(
    world: World, service: type
) -> None:
    person = world.person()
    switch_off(world, *Means)
    world.clock.advance(timedelta(seconds=6))
    before = world.services.history.for_subject(person.subject_id)
    presented = PRESENTED[service](world, person)
    answer: Any = of(world, service).verify(sign_in(world), presented)
    assert reason(answer) is Reason.MEANS_DISABLED
    assert world.services.history.for_subject(person.subject_id) == before

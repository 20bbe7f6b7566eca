"""One request between a browser and the telephone: each step is taken once, on both databases."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.app_keys.approval_requests import PresentedApproval
from idp.factors.app_keys.request import (
    ApprovalDetails,
    Decided,
    Scanned,
    Stage,
    StoredRequest,
    stage_of,
)
from idp.factors.app_keys.signed_messages import APPROVAL, DENIAL, REQUEST, DeviceContext
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.kernel.refusals import Reason, Refused
from tests.support.frozen_clock import START
from tests.support.officers import themself
from tests.support.sign_ins import reason, sign_in, switch_off
from tests.support.telephones import Attestation, Telephone, telephone_of
from tests.support.world import Person, World, sure

ACR = "https://id.test/loa/3"
ASKED = ApprovalDetails("portal", ACR, {"party": "Portal"})
AT_ONCE = 4
T = TypeVar("T")


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


@pytest.fixture
def phone(world: World, person: Person) -> Telephone:
    return telephone_of(world, person.subject_id)


def at_once(act: Callable[[], T]) -> list[T]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: act(), range(AT_ONCE)))


def offered(
    world: World, person: Person, context: VerificationContext, way: DeviceContext
) -> tuple[str, str | None]:
    offer = world.services.approval_requests.offer(context, person.subject_id, ASKED, way)
    return offer.handle, offer.number


def scan(world: World, phone: Telephone, handle: str) -> Scanned | Refused:
    word = phone.sign(REQUEST, world.clock.now(), handle=handle)
    return world.services.approval_requests.scan(word)


def approval(world: World, phone: Telephone, told: Scanned, **more: Any) -> str:  # noqa: ANN401
    said = {
        "txn": told.transaction_id,
        "client_id": told.client_id,
        "acr": told.acr,
        "nonce": told.nonce,
        "way": told.way,
    }
    return phone.sign(APPROVAL, world.clock.now(), **{**said, **more})


def approve(world: World, phone: Telephone, told: Scanned, **more: object) -> Decided | Refused:
    return world.services.approval_requests.approve(approval(world, phone, told, **more))


def finish(
    world: World,
    person: Person,
    context: VerificationContext,
    **more: Any,  # noqa: ANN401
) -> VerifiedFactor | Refused:
    usual: dict[str, Any] = {
        "subject_id": person.subject_id,
        "acr": ACR,
        "way": DeviceContext.SAME_DEVICE,
        "answer": "",
    }
    return world.services.approval_requests.verify(context, PresentedApproval(**{**usual, **more}))


def test_what_was_approved_is_proven(world: World, person: Person, phone: Telephone) -> None:
    ceremony = sign_in(world)
    handle, number = offered(world, person, ceremony, DeviceContext.SAME_DEVICE)
    assert number is None
    told = sure(scan(world, phone, handle))
    assert told.shown == {"party": "Portal"}
    answer = sure(approve(world, phone, told)).answer
    proven = sure(finish(world, person, ceremony, answer=answer))
    assert proven.kind is EvidenceKind.APP_KEY_BIOMETRIC
    assert proven.transaction_id == ceremony.transaction_id


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_scans_at_once_one_is_told(world: World, person: Person, phone: Telephone) -> None:
    handle, _ = offered(world, person, sign_in(world), DeviceContext.OTHER_DEVICE)
    told = at_once(lambda: scan(world, phone, handle))
    assert sum(isinstance(each, Scanned) for each in told) == 1


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_approvals_at_once_one_counts(world: World, person: Person, phone: Telephone) -> None:
    handle, _ = offered(world, person, sign_in(world), DeviceContext.SAME_DEVICE)
    told = sure(scan(world, phone, handle))
    decided = at_once(lambda: approve(world, phone, told))
    assert sum(isinstance(each, Decided) for each in decided) == 1


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_browsers_that_finish_at_once_one_does(
    world: World, person: Person, phone: Telephone
) -> None:
    ceremony = sign_in(world)
    handle, number = offered(world, person, ceremony, DeviceContext.OTHER_DEVICE)
    sure(approve(world, phone, sure(scan(world, phone, handle)), number=number))
    done = at_once(lambda: finish(world, person, ceremony, way=DeviceContext.OTHER_DEVICE))
    assert sum(isinstance(each, VerifiedFactor) for each in done) == 1


def test_of_wrong_numbers_at_once_the_third_ends_it(
    world: World, person: Person, phone: Telephone
) -> None:
    handle, number = offered(world, person, sign_in(world), DeviceContext.OTHER_DEVICE)
    told = sure(scan(world, phone, handle))
    answers = at_once(lambda: reason(approve(world, phone, told, number="00")))
    assert sorted(answers).count(Reason.TOO_MANY_TRIES) == 1
    assert answers.count(Reason.WRONG_NUMBER) == 2
    assert reason(approve(world, phone, told, number=number)) is Reason.NOT_FOUND


@pytest.mark.parametrize("way", list(DeviceContext)[:2])
def test_a_new_offer_replaces_the_one_before(
    world: World, person: Person, phone: Telephone, way: DeviceContext
) -> None:
    ceremony = sign_in(world)
    old, _ = offered(world, person, ceremony, way)
    new, _ = offered(world, person, ceremony, way)
    assert reason(scan(world, phone, old)) is Reason.NOT_FOUND
    assert isinstance(scan(world, phone, new), Scanned)


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_nobody_else_finishes(world: World, person: Person, phone: Telephone) -> None:
    ceremony = sign_in(world)
    handle, _ = offered(world, person, ceremony, DeviceContext.SAME_DEVICE)
    answer = sure(approve(world, phone, sure(scan(world, phone, handle)))).answer
    elsewhere = VerificationContext(
        ceremony.transaction_id, ceremony.begun_at, secrets.token_hex(32)
    )
    stranger = world.person()
    assert reason(finish(world, person, elsewhere, answer=answer)) is Reason.NOT_PROVEN
    assert reason(finish(world, person, sign_in(world), answer=answer)) is Reason.NOT_PROVEN
    assert reason(finish(world, stranger, ceremony, answer=answer)) is Reason.NOT_PROVEN
    higher = finish(world, person, ceremony, answer=answer, acr="https://id.test/loa/4")
    assert reason(higher) is Reason.NOT_PROVEN
    assert reason(finish(world, person, ceremony, answer="")) is Reason.NOT_PROVEN
    assert isinstance(finish(world, person, ceremony, answer=answer), VerifiedFactor)
    assert reason(finish(world, person, ceremony, answer=answer)) is Reason.NOT_PROVEN


def test_a_key_stopped_since_it_approved_proves_nothing(
    world: World, person: Person, phone: Telephone
) -> None:
    ceremony = sign_in(world)
    handle, _ = offered(world, person, ceremony, DeviceContext.SAME_DEVICE)
    answer = sure(approve(world, phone, sure(scan(world, phone, handle)))).answer
    world.services.credentials.stop_lost(person.subject_id, actor=themself(person.subject_id))
    stopped = finish(world, person, ceremony, answer=answer)
    assert reason(stopped) is Reason.CREDENTIAL_FLAGGED


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_a_means_switched_off_since_proves_nothing(
    world: World, person: Person, phone: Telephone
) -> None:
    ceremony = sign_in(world)
    handle, _ = offered(world, person, ceremony, DeviceContext.SAME_DEVICE)
    answer = sure(approve(world, phone, sure(scan(world, phone, handle)))).answer
    switch_off(world, Means.APP_KEY)
    world.clock.advance(timedelta(seconds=6))
    assert reason(finish(world, person, ceremony, answer=answer)) is Reason.MEANS_DISABLED


def test_a_key_that_makes_sure_of_nobody_is_no_help_to_another_screen(
    world: World, person: Person
) -> None:
    bare = telephone_of(world, person.subject_id, Attestation(no_auth=True))
    handle, number = offered(world, person, sign_in(world), DeviceContext.OTHER_DEVICE)
    told = sure(scan(world, bare, handle))
    assert reason(approve(world, bare, told, number=number)) is Reason.NOT_PROVEN


def test_only_its_person_denies_a_request(world: World, person: Person, phone: Telephone) -> None:
    stranger = telephone_of(world, world.person().subject_id)
    ceremony = sign_in(world)
    handle, number = offered(world, person, ceremony, DeviceContext.OTHER_DEVICE)
    told = sure(scan(world, phone, handle))

    def deny(device: Telephone) -> Refused | None:
        word = device.sign(DENIAL, world.clock.now(), nonce=told.nonce)
        return world.services.approval_requests.deny(word)

    assert reason(deny(stranger)) is Reason.NOT_FOUND
    sure(approve(world, phone, told, number=number))
    assert deny(phone) is None
    stage = world.services.approval_requests.stage(ceremony, DeviceContext.OTHER_DEVICE)
    assert stage is Stage.DENIED
    denied = finish(world, person, ceremony, way=DeviceContext.OTHER_DEVICE)
    assert reason(denied) is Reason.NOT_PROVEN


def test_what_nobody_can_continue_is_forgotten(
    world: World, person: Person, phone: Telephone
) -> None:
    offered(world, person, sign_in(world), DeviceContext.SAME_DEVICE)
    handle, _ = offered(world, person, sign_in(world), DeviceContext.SAME_DEVICE)
    world.clock.advance(timedelta(seconds=30))
    sure(scan(world, phone, handle))
    world.clock.advance(timedelta(seconds=31))
    assert world.services.approval_requests.purge_expired() == 1
    world.clock.advance(timedelta(seconds=90))
    assert world.services.approval_requests.purge_expired() == 1


@pytest.mark.parametrize(
    ("seconds", "instants", "stage"),
    [
        (0, {}, Stage.OFFERED),
        (60, {}, Stage.OVER),
        (60, {"scanned_at": START}, Stage.SCANNED),
        (60, {"scanned_at": START, "approved_at": START}, Stage.APPROVED),
        (120, {"scanned_at": START, "approved_at": START}, Stage.OVER),
        (0, {"scanned_at": START, "approved_at": START, "ended_at": START}, Stage.OVER),
    ],
)
def test_a_request_goes_so_far(seconds: int, instants: dict[str, Any], stage: Stage) -> None:
    blank: dict[str, Any] = dict.fromkeys(StoredRequest._fields)
    ends = {
        "scan_by": START + timedelta(seconds=60),
        "expires_at": START + timedelta(seconds=120 if instants else 60),
    }
    request = StoredRequest(**{**blank, **ends, **instants})
    assert stage_of(request, START + timedelta(seconds=seconds)) is stage

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import kinds_in
from idp.factors.domain import ACTIVATING, CredentialKind, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from tests.support.authenticator import Authenticator, NotAllowed
from tests.support.passkeys import AUDIENCE, Holder, holder_of
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.world import World, sure


@pytest.fixture
def holder(world: World) -> Holder:
    return holder_of(world, Authenticator())


def with_response(response: str, **members: object) -> str:
    decoded = json.loads(response)
    return json.dumps({**decoded, "response": {**decoded["response"], **members}})


@pytest.mark.norm("D3.8", limb="a passkey is a means")
@pytest.mark.parametrize("named", [False, True])
def test_a_passkey_proves_its_person_named_or_not(holder: Holder, named: bool) -> None:  # noqa: FBT001
    answer = proven(holder.sign_in(named=named))
    assert answer.subject_id == holder.subject_id
    assert answer.kind is EvidenceKind.PASSKEY_VERIFIED


def test_options_for_a_stranger_name_nobody(holder: Holder) -> None:
    options = holder.passkeys.challenge(sign_in(holder.world), subject_id=None)
    assert options["allowCredentials"] == []


def test_a_touch_shows_presence_only(holder: Holder) -> None:
    holder.device.verifies_user = False
    assert proven(holder.sign_in()).kind is EvidenceKind.PASSKEY_PRESENT


def test_a_key_that_never_verified_its_user_gains_nothing_from_a_new_pin(world: World) -> None:
    found = holder_of(world, Authenticator(verifies_user=False))
    found.device.verifies_user = True
    assert proven(found.sign_in()).kind is EvidenceKind.PASSKEY_PRESENT
    kinds = kinds_in(world.services.credentials.pieces(found.subject_id))
    assert EvidenceKind.PASSKEY_VERIFIED not in kinds


def test_a_key_without_a_counter_works_again_and_again(world: World) -> None:
    synced = Authenticator(counts=False, backup_eligible=True, backed_up=True)
    holder = holder_of(world, synced)
    digests = {proven(holder.sign_in()).proof_digest for _ in range(3)}
    assert len(digests) == 3
    held = world.services.credentials.held(holder.subject_id)
    assert [each.backup_eligible for each in held if each.kind.value == "passkey"] == [True]


def test_backup_may_begin_but_a_key_never_becomes_eligible(world: World) -> None:
    holder = holder_of(world, Authenticator(backup_eligible=True))
    holder.device.backed_up = True
    proven(holder.sign_in())
    holder.device.backup_eligible = holder.device.backed_up = False
    assert reason(holder.sign_in()) is Reason.NOT_PROVEN


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_an_answer_counts_once(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = holder.answer(ceremony)
    proven(holder.verify(ceremony, response))
    assert reason(holder.verify(ceremony, response)) is Reason.USED_BEFORE


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_of_parallel_uses_of_one_answer_one_is_proven(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = holder.answer(ceremony)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: holder.verify(ceremony, response), range(32)))
    assert sum(isinstance(answer, VerifiedFactor) for answer in answers) == 1


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
def test_an_answer_is_worth_nothing_in_another_sign_in(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = holder.answer(ceremony)
    elsewhere = replace(sign_in(holder.world), audience=ceremony.audience)
    assert reason(holder.verify(elsewhere, response)) is Reason.FACTOR_FROM_OTHER_TRANSACTION


def test_an_answer_is_worth_nothing_in_another_browser(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = holder.answer(ceremony)
    assert (
        reason(holder.verify(replace(ceremony, audience="c" * 64), response)) is Reason.NOT_PROVEN
    )


def test_an_answer_is_worth_nothing_for_another_person(world: World, holder: Holder) -> None:
    other = holder_of(world, Authenticator())
    ceremony = sign_in(world)
    options = holder.passkeys.challenge(ceremony, subject_id=holder.subject_id)
    response = other.device.get({**options, "allowCredentials": []}, origin=other.origin)
    assert reason(holder.verify(ceremony, response, named=True)) is Reason.NOT_PROVEN


def test_a_challenge_for_a_named_person_answers_for_no_one_else(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = holder.answer(ceremony, named=True)
    assert reason(holder.verify(ceremony, response)) is Reason.FACTOR_FROM_OTHER_TRANSACTION


def test_a_challenge_ends_after_five_minutes(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = holder.answer(ceremony)
    holder.world.clock.advance(timedelta(minutes=5))
    assert reason(holder.verify(ceremony, response)) is Reason.EXPIRED


@pytest.mark.parametrize(
    "handle", [None, urlsafe_b64encode(b"x" * 32).decode(), "", urlsafe_b64encode(b"x").decode()]
)
def test_the_user_handle_must_be_the_persons(holder: Holder, handle: str | None) -> None:
    ceremony = sign_in(holder.world)
    response = with_response(holder.answer(ceremony), userHandle=handle)
    assert reason(holder.verify(ceremony, response)) is Reason.NOT_PROVEN


def test_a_named_person_needs_no_user_handle(holder: Holder) -> None:
    ceremony = sign_in(holder.world)
    response = with_response(holder.answer(ceremony, named=True), userHandle=None)
    proven(holder.verify(ceremony, response, named=True))


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9999"])
def test_another_origin_is_refused_and_uses_the_challenge_up(holder: Holder, origin: str) -> None:
    ceremony = sign_in(holder.world)
    options = holder.passkeys.challenge(ceremony, subject_id=None)
    phished = holder.device.get(options, origin=origin)
    assert reason(holder.verify(ceremony, phished)) is Reason.NOT_PROVEN
    own = holder.device.get(options, origin=holder.origin)
    assert reason(holder.verify(ceremony, own)) is Reason.USED_BEFORE


@pytest.mark.parametrize("response", ["", "{}", "[]", "x" * 70_000, '{"response": {}}', "\ud800"])
def test_a_malformed_answer_is_only_wrong(holder: Holder, response: str) -> None:
    assert reason(holder.verify(sign_in(holder.world), response)) is Reason.NOT_PROVEN


def test_an_unknown_key_is_refused(world: World) -> None:
    stranger = Holder(world, world.person(totp=False), Authenticator())
    options = stranger.passkeys.registration(stranger.subject_id, audience=AUDIENCE, name="an")
    stranger.device.create(options, origin=stranger.origin)
    assert reason(stranger.sign_in()) is Reason.NOT_PROVEN


@pytest.mark.norm("D4.3", limb="a copied passkey is stopped")
def test_a_counter_that_goes_back_flags_the_key_for_good(world: World, holder: Holder) -> None:
    copy = holder.device.copy()
    proven(holder.sign_in())
    proven(holder.sign_in())
    stolen = Holder(world, holder.person, copy)
    assert reason(stolen.sign_in()) is Reason.CREDENTIAL_FLAGGED
    assert reason(holder.sign_in()) is Reason.CREDENTIAL_FLAGGED
    held = world.services.credentials.held(holder.subject_id)
    assert [each.disabled_at is not None for each in held] == [False, True]
    happenings = [each.happening for each in world.services.history.for_subject(holder.subject_id)]
    assert happenings.count(EventType.CREDENTIAL_FLAGGED) == 1
    assert kinds_in(world.services.credentials.pieces(holder.subject_id)) == {EvidenceKind.PASSWORD}


@pytest.mark.norm("D4.3", limb="a copied passkey is stopped")
def test_a_counter_that_stands_still_flags_a_key_that_never_leaves_its_device(
    holder: Holder,
) -> None:
    proven(holder.sign_in())
    holder.device.sign_count -= 1
    assert reason(holder.sign_in()) is Reason.CREDENTIAL_FLAGGED


def test_counters_of_a_key_on_two_devices_run_apart(world: World) -> None:
    one = holder_of(world, Authenticator(backup_eligible=True, backed_up=True))
    other = Holder(world, one.person, one.device.copy())
    for holder in (one, one, other, one, other):
        proven(holder.sign_in())
    other.device.sign_count -= 1
    proven(other.sign_in())
    held = world.services.credentials.held(one.subject_id)
    assert all(each.disabled_at is None for each in held)


def test_a_key_enrolled_inside_a_sign_in_does_not_count_there(world: World) -> None:
    holder = Holder(world, world.person(totp=False), Authenticator())
    ceremony = sign_in(world)
    sure(holder.register())
    inside = holder.verify(ceremony, holder.answer(ceremony))
    assert reason(inside) is Reason.ENROLLED_IN_THIS_SIGN_IN


@pytest.mark.norm("D4.3", limb="history holds nothing a person typed")
def test_registration_is_history_without_what_the_person_typed(holder: Holder) -> None:
    entry = holder.world.services.history.for_subject(holder.subject_id)[0]
    held = holder.world.services.credentials.held(holder.subject_id)
    key = next(each for each in held if each.kind is CredentialKind.PASSKEY)
    assert entry.happening is EventType.PASSKEY_ENROLLED
    assert entry.facts == {"kind": "passkey", "credential_id": key.id}
    assert key.label == "phone"


def test_a_device_is_not_registered_twice(holder: Holder) -> None:
    with pytest.raises(NotAllowed):
        holder.register()


def test_all_keys_of_a_person_know_them_by_one_random_handle(holder: Holder) -> None:
    second = Authenticator()
    sure(holder.register(second))
    handles = {key.user_handle for key in (*holder.device.keys, *second.keys)}
    assert len(handles) == 1
    assert len(handle := handles.pop()) == 32
    assert handle.hex() not in holder.subject_id.replace("-", "")


def _options(holder: Holder) -> Mapping[str, Any]:
    return holder.passkeys.registration(holder.subject_id, audience=AUDIENCE, name="an")


def test_a_registration_counts_once_in_its_browser_for_its_person(
    world: World, holder: Holder
) -> None:
    other = world.person(totp=False)
    response = Authenticator().create(_options(holder), origin=holder.origin)
    register = partial(holder.passkeys.register, response=response, label="", binding=ACTIVATING)
    elsewhere = register(holder.subject_id, audience="c" * 64)
    assert reason(elsewhere) is Reason.NOT_PROVEN
    for_other = register(other.subject_id, audience=AUDIENCE)
    assert reason(for_other) is Reason.FACTOR_FROM_OTHER_TRANSACTION
    enrolled = sure(register(holder.subject_id, audience=AUDIENCE))
    held = world.services.credentials.held(holder.subject_id)
    # The answer may have been lost: the same response gets the same credential, and no second one.
    assert sure(register(holder.subject_id, audience=AUDIENCE)).id == enrolled.id
    assert world.services.credentials.held(holder.subject_id) == held


def test_a_key_on_record_is_not_taken_over(world: World, holder: Holder) -> None:
    thief = Holder(world, world.person(totp=False), Authenticator())
    options = _options(thief)
    stolen = holder.device.keys[0]
    forged = json.loads(thief.device.create(options, origin=thief.origin))
    key = replace(thief.device.keys[0], id=stolen.id)
    attestation = thief.device.attestation(key)
    encoded = urlsafe_b64encode(stolen.id).rstrip(b"=").decode()
    forged.update(id=encoded, rawId=encoded)
    forged["response"]["attestationObject"] = attestation
    answer = thief.passkeys.register(
        thief.subject_id,
        audience=AUDIENCE,
        response=json.dumps(forged),
        label="",
        binding=ACTIVATING,
    )
    assert reason(answer) is Reason.NOT_PROVEN
    assert proven(holder.sign_in()).subject_id == holder.subject_id


def test_a_challenge_to_sign_in_registers_nothing(holder: Holder) -> None:
    sign_in_options = holder.passkeys.challenge(
        sign_in(holder.world, audience=AUDIENCE), subject_id=None
    )
    options = {**_options(holder), "challenge": sign_in_options["challenge"]}
    response = Authenticator().create(options, origin=holder.origin)
    answer = holder.passkeys.register(
        holder.subject_id, audience=AUDIENCE, response=response, label="", binding=ACTIVATING
    )
    assert reason(answer) is Reason.NOT_PROVEN


def test_a_person_with_a_passkey_enters_while_the_password_is_being_guessed(
    world: World, holder: Holder
) -> None:
    for _ in range(20):
        world.services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=holder.person.username, password="wrong")
        )
    proven(holder.sign_in())


@pytest.mark.norm("D3.8", limb="a means switched off proves nothing")
def test_passkeys_the_operator_switched_off_are_neither_checked_nor_enrolled(
    world: World, holder: Holder
) -> None:
    ceremony = sign_in(world)
    response = holder.answer(ceremony)
    switch_off(world, Means.PASSKEY)
    assert reason(holder.verify(ceremony, response)) is Reason.MEANS_DISABLED
    assert reason(holder.register(Authenticator())) is Reason.MEANS_DISABLED

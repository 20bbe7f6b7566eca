"""One-time values used up by a request whose answer was lost: the retry succeeds or begins anew.

A connection can break before or after a commit; in both cases the client gets an error and retries.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from idp.accounts.shown_documents import DocumentData
from idp.assurance.levels import Level
from idp.factors.app_keys.domain import EnrolledKey
from idp.factors.domain import ACTIVATING, Credential, CredentialKind
from idp.factors.recovery import PresentedRecoveryCode
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.tokens.domain import TokenResponse
from tests.support.authenticator import Authenticator
from tests.support.counters import ANCHORED_AND_PIN, desk, hand
from tests.support.grants import relation
from tests.support.officers import BINH
from tests.support.passkeys import AUDIENCE, Holder
from tests.support.sign_ins import proven, reason, sign_in
from tests.support.stalls import committed_and_broken, never_committed
from tests.support.telephones import Telephone, believe
from tests.support.visits import recovered, reviewed
from tests.support.world import World, sure

Lost = Callable[[Database], AbstractContextManager[None]]
lost = pytest.mark.parametrize(
    "lost", [never_committed, committed_and_broken], ids=["before the commit", "after it"]
)


@contextlib.contextmanager
def breaking(world: World, lost: Lost) -> Iterator[None]:
    """The first commit inside raises an error."""
    with lost(world.services.database), pytest.raises(OperationalError):
        yield


@lost
def test_a_telephone_that_got_no_answer_is_told_again_with_a_word_that_works(
    world: World, lost: Lost
) -> None:
    believe(world)
    person, keys = world.person(), world.services.app_keys
    phone, handle = Telephone(world.settings.issuer), keys.begin_enrolment(person.subject_id)
    with breaking(world, lost):
        keys.enrol(handle, phone.chain(handle), label="phone")
    again = sure(keys.enrol(handle, phone.chain(handle), label="phone"))
    assert isinstance(again, EnrolledKey)
    held = world.services.credentials.held(person.subject_id)
    assert [each.id for each in held if each.kind is CredentialKind.APP_KEY] == [
        again.credential.id
    ]
    assert sure(keys.retire(again.retire_word)).id == again.credential.id
    assert reason(keys.enrol(handle, phone.chain(handle), label="phone")) is Reason.USED_BEFORE


def test_another_key_is_told_nothing_by_a_handle_that_was_used(world: World) -> None:
    believe(world)
    person, keys = world.person(), world.services.app_keys
    phone, handle = Telephone(world.settings.issuer), keys.begin_enrolment(person.subject_id)
    sure(keys.enrol(handle, phone.chain(handle), label="phone"))
    newer = keys.begin_enrolment(person.subject_id)
    other = Telephone(world.settings.issuer)
    assert reason(keys.enrol(handle, other.chain(handle), label="")) is Reason.USED_BEFORE
    assert reason(keys.enrol(handle, phone.chain(newer), label="")) is Reason.USED_BEFORE


@lost
def test_a_passkey_whose_answer_was_lost_is_added_once(world: World, lost: Lost) -> None:
    holder = Holder(world, world.person(totp=False), Authenticator())
    passkeys, subject_id = world.services.passkeys, holder.subject_id
    options = passkeys.registration(subject_id, audience=AUDIENCE, name="an")
    response = holder.device.create(options, origin=holder.origin)

    def register(whose: str = subject_id) -> Credential | Refused:
        return passkeys.register(
            whose, audience=AUDIENCE, response=response, label="phone", binding=ACTIVATING
        )

    with breaking(world, lost):
        register()
    first, second = sure(register()), sure(register())
    assert first.id == second.id
    held = world.services.credentials.held(subject_id)
    assert sum(each.kind is CredentialKind.PASSKEY for each in held) == 1
    other = world.person(totp=False)
    assert isinstance(register(other.subject_id), Refused)


@lost
def test_a_terminal_that_got_no_tokens_opens_no_case(world: World, lost: Lost) -> None:
    bank, citizen = desk(world), hand(world)
    accepted = sure(bank.ask(citizen.code(), level=Level.FOUR))
    citizen.type_number()
    sure(citizen.approve(*ANCHORED_AND_PIN))
    with breaking(world, lost):
        bank.take(accepted.auth_req_id)
    again = bank.take(accepted.auth_req_id)
    assert isinstance(again, TokenResponse) is (lost is never_committed)
    assert world.services.violations.cases() == []
    # The undelivered tokens are revoked, and a third use is a replay.
    assert reason(bank.take(accepted.auth_req_id)) is Reason.USED_BEFORE


@lost
def test_a_code_whose_tokens_nobody_got_opens_no_case(world: World, lost: Lost) -> None:
    portal = relation(world)
    portal.agree()
    code = portal.code()
    with breaking(world, lost):
        portal.redeem(code)
    again = portal.redeem(code)
    assert isinstance(again, TokenResponse) is (lost is never_committed)
    assert portal.violations() == []
    assert reason(portal.redeem(code)) is Reason.USED_BEFORE
    assert len(portal.violations()) == 1
    if isinstance(again, TokenResponse):
        assert isinstance(portal.tokens.userinfo(again.access_token), Refused)


def test_another_client_is_not_excused_by_a_lost_answer(world: World) -> None:
    portal, other = relation(world), relation(world)
    portal.agree()
    code = portal.code()
    with breaking(world, committed_and_broken):
        portal.redeem(code)
    assert reason(portal.redeem(code, other.client)) is Reason.NOT_AUTHORISED
    assert [kind for kind, *_ in portal.violations()] == ["code_shown_by_other"]


def test_a_recovery_at_a_counter_whose_codes_nobody_saw_is_begun_again(world: World) -> None:
    person, visits = world.person(), world.services.counter_visits
    number = world.services.subjects.identity(person.subject_id).number
    shown = DocumentData(number=number, name="TRẦN thị  Thử Nghiệm", birthdate="1990-02-03")
    interaction = reviewed(world.services, person.username, shown)
    with breaking(world, committed_and_broken):
        visits.confirm(interaction.id, actor=BINH)
    assert reason(visits.confirm(interaction.id, actor=BINH)) is Reason.STATE_ALREADY_HOLDS
    codes = recovered(world.services, person.username, shown)
    assert world.services.recovery_codes.remaining(person.subject_id) == len(codes)
    world.clock.advance(timedelta(seconds=1))
    answer = world.services.recovery_codes.verify(
        sign_in(world), PresentedRecoveryCode(username=person.username, code=codes[0])
    )
    assert proven(answer).subject_id == person.subject_id

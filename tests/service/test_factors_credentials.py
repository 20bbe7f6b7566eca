from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import kinds_in
from idp.factors.domain import ACTIVATING, CredentialKind
from idp.factors.recovery import PresentedRecoveryCode
from idp.history.domain import EventType
from idp.kernel.refusals import Reason
from idp.notices.tables import NOTICE
from tests.support.authenticator import Authenticator
from tests.support.sign_ins import reason, sign_in, switch_off
from tests.support.world import Person, World, sure

AUDIENCE = "b" * 64


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


def add_passkey(world: World, person: Person) -> str:
    passkeys = world.services.passkeys
    options = passkeys.registration(person.subject_id, audience=AUDIENCE, name=person.username)
    response = Authenticator().create(options, origin=world.settings.issuer)
    enrolled = passkeys.register(
        person.subject_id, audience=AUDIENCE, response=response, label="phone", binding=ACTIVATING
    )
    return sure(enrolled).id


def ids(world: World, person: Person) -> dict[CredentialKind, str]:
    return {each.kind: each.id for each in world.services.credentials.held(person.subject_id)}


@pytest.mark.norm("D3.8", limb="a person sees the means they hold")
def test_a_person_sees_what_they_hold_oldest_first(world: World, person: Person) -> None:
    world.clock.advance(timedelta(seconds=1))
    add_passkey(world, person)
    held = world.services.credentials.held(person.subject_id)
    assert [each.kind for each in held] == [
        CredentialKind.PASSWORD,
        CredentialKind.TOTP,
        CredentialKind.PASSKEY,
    ]
    assert [each.label for each in held] == ["", "phone", "phone"]


def test_what_a_person_could_prove_follows_from_what_they_hold(
    world: World, person: Person
) -> None:
    credentials, whose = world.services.credentials, person.subject_id
    assert kinds_in(credentials.pieces(whose)) == {EvidenceKind.PASSWORD, EvidenceKind.TOTP}
    switch_off(world, Means.TOTP)
    assert kinds_in(credentials.pieces(whose)) == {EvidenceKind.PASSWORD}


def test_a_removed_means_proves_nothing_and_is_history(world: World, person: Person) -> None:
    totp = ids(world, person)[CredentialKind.TOTP]
    assert world.services.credentials.remove(person.subject_id, totp) is None
    assert kinds_in(world.services.credentials.pieces(person.subject_id)) == {EvidenceKind.PASSWORD}
    entry = world.services.history.for_subject(person.subject_id)[0]
    assert entry.happening is EventType.CREDENTIAL_REMOVED
    assert entry.facts["kind"] == "totp"


@pytest.mark.norm("D3.5", limb="the last means that opens an account stays")
def test_the_last_means_that_opens_the_account_stays(world: World, person: Person) -> None:
    password = ids(world, person)[CredentialKind.PASSWORD]
    refused = world.services.credentials.remove(person.subject_id, password)
    assert reason(refused) is Reason.LAST_MEANS
    add_passkey(world, person)
    assert world.services.credentials.remove(person.subject_id, password) is None


@pytest.mark.norm("D3.5", limb="the last means that opens an account stays")
def test_of_the_last_two_means_one_stays_whatever_is_pressed_at_once(
    world: World, person: Person
) -> None:
    passkey = add_passkey(world, person)
    both = [ids(world, person)[CredentialKind.PASSWORD], passkey]
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(lambda each: world.services.credentials.remove(person.subject_id, each), both)
        )
    left = set(ids(world, person)) - {CredentialKind.TOTP}
    assert len(left) == 1


def test_the_owner_is_told_of_every_change(world: World, person: Person) -> None:
    add_passkey(world, person)
    world.services.passwords.set(person.subject_id, "bảy con mèo ngủ 47 ngày", binding=ACTIVATING)
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    ceremony = sign_in(world)
    world.services.recovery_codes.verify(
        ceremony, PresentedRecoveryCode(username=person.username, code=codes[0])
    )
    world.services.credentials.remove(person.subject_id, ids(world, person)[CredentialKind.TOTP])
    with world.services.database.transaction() as connection:
        told = connection.execute(select(NOTICE.c.kind)).scalars().all()
    assert Counter(told) == {
        "credential_added": 4,  # password, code and passkey; then the recovery codes
        "password_changed": 1,
        "recovery_codes_used": 1,
        "credential_removed": 1,
    }


def test_a_person_removes_only_what_is_theirs(world: World, person: Person) -> None:
    other = world.person()
    theirs = ids(world, other)[CredentialKind.TOTP]
    refused = world.services.credentials.remove(person.subject_id, theirs)
    assert reason(refused) is Reason.NOT_FOUND
    assert CredentialKind.TOTP in ids(world, other)

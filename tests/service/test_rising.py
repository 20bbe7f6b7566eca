"""Raises of working credentials: effective after the cool-off, and never lowering."""

from datetime import timedelta

import pytest

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level, level_of_pieces
from idp.assurance.pieces import Piece, ShownPiece
from idp.factors.domain import Binding, Credential, CredentialKind
from idp.kernel.ids import new_id
from idp.notices.domain import NoticeKind
from tests.service.test_binding_of_means import inbox, letters, second_app, shown, slow, the
from tests.support.anchorings import anchor
from tests.support.officers import AN, BINH, OPERATOR, themself
from tests.support.sign_ins import reason
from tests.support.telephones import telephone_of
from tests.support.world import Person, World, sure

__all__ = ["inbox", "slow"]
CARD = Piece(EvidenceKind.CHIP_CARD, 4, resistant=True)
FACE = Piece(EvidenceKind.FACE_ON_PAGE, 4, identity=True)
BY_EYE = Binding(CeremonyKind.DESK_BY_EYE, officers=(AN, BINH), place="Hà Nội 01")


def as_oneself(world: World, person: Person) -> Binding:
    """A change of one's own account with the password, the identity card and the face."""
    known = shown(world, person, CredentialKind.PASSWORD)
    return Binding(
        CeremonyKind.OWN_ACCOUNT,
        (*known, ShownPiece(CARD, new_id()), ShownPiece(FACE, new_id())),
        new_id(),
    )


def password_of(world: World, person: Person) -> Credential:
    held = world.services.credentials.held(person.subject_id)
    return next(each for each in held if each.kind is CredentialKind.PASSWORD)


def level_of(world: World, person: Person) -> Level:
    return level_of_pieces(world.services.credentials.pieces(person.subject_id))


def app_key_of(world: World, person: Person) -> Credential:
    held = world.services.credentials.held(person.subject_id)
    return next(each for each in held if each.kind is CredentialKind.APP_KEY)


@pytest.mark.norm("X16.4", limb="what is proven in a ceremony is bound anew to its result")
def test_what_was_proven_rises_with_what_was_added_and_works_meanwhile(slow: World) -> None:
    person, credentials = slow.person(totp=False), slow.services.credentials
    guard = credentials.enrolled_pieces(person.subject_id)
    telephone_of(slow, person.subject_id, anchoring=as_oneself(slow, person))
    password, key = password_of(slow, person), app_key_of(slow, person)
    assert (password.bound, password.pending(slow.clock.now())) == (2, False)
    assert (password.rises_to, password.rises_at) == (4, key.effective_at)
    assert password.piece(EvidenceKind.PASSWORD, slow.clock.now()).bound == 2
    assert credentials.enrolled_pieces(person.subject_id) == guard
    assert level_of(slow, person) is Level.ONE
    slow.clock.advance(timedelta(hours=73))
    assert password_of(slow, person).bound == 4
    assert level_of(slow, person) is Level.FOUR


def test_the_letter_shortens_both_waits(slow: World) -> None:
    person = slow.person(totp=False)
    slow.services.notices.deliver()
    telephone_of(slow, person.subject_id, anchoring=as_oneself(slow, person))
    assert slow.services.notices.deliver() >= 1
    until = slow.clock.now() + timedelta(hours=24)
    assert (password_of(slow, person).rises_at, app_key_of(slow, person).effective_at) == (
        until,
        until,
    )


def test_who_takes_the_new_one_back_takes_back_what_was_to_rise(slow: World) -> None:
    person, devices = slow.person(), slow.services.credential_revocation
    added = second_app(slow, person, as_oneself(slow, person))
    assert password_of(slow, person).rises_to == 4
    sure(devices.cancel_pending(person.subject_id, added.id, keeps=None))
    slow.clock.advance(timedelta(hours=100))
    assert password_of(slow, person).bound == 2


def test_who_stops_the_new_one_ends_what_was_to_rise(slow: World) -> None:
    person = slow.person()
    added = second_app(slow, person, as_oneself(slow, person))
    sure(
        slow.services.losses.stop_one(
            person.subject_id, added.id, keeps=new_id(), actor=themself(person.subject_id)
        )
    )
    slow.clock.advance(timedelta(hours=100))
    assert password_of(slow, person).bound == 2


def test_a_fraud_that_is_found_ends_it_too_before_and_after(slow: World) -> None:
    for hours in (1, 100):
        person, credentials = slow.person(), slow.services.credentials
        added = second_app(slow, person, as_oneself(slow, person))
        slow.clock.advance(timedelta(hours=hours))
        ceremonies = credentials.bindings.for_subject(person.subject_id, [added])
        (bad,) = [each for each in ceremonies if added.id in each.made]
        assert bad.made[password_of(slow, person).id].bound == 4
        fallen = sure(slow.services.frauds.of_ceremony(bad.id, actor=OPERATOR))
        assert [each.id for each in fallen.stopped] == [added.id]
        slow.clock.advance(timedelta(hours=100))
        assert (password_of(slow, person).bound, password_of(slow, person).rises_to) == (2, None)


@pytest.mark.norm("X16.4", limb="what only eyes compared counts for 2, and after the cool-off more")
def test_a_key_bound_by_eye_counts_for_2_at_once_and_for_4_after_the_cool_off(slow: World) -> None:
    person = slow.person(totp=False)
    telephone_of(slow, person.subject_id, anchoring=BY_EYE)
    key = app_key_of(slow, person)
    assert (key.bound, key.identity, key.pending(slow.clock.now())) == (2, False, False)
    slow.clock.advance(timedelta(hours=73))
    key = app_key_of(slow, person)
    assert (key.bound, key.identity) == (4, True)


def test_two_officers_anchor_by_eye_and_the_key_works_on_meanwhile(
    slow: World,
) -> None:
    person = slow.person(totp=False)
    telephone_of(slow, person.subject_id)
    slow.clock.advance(timedelta(hours=100))
    before = app_key_of(slow, person)
    guard = slow.services.credentials.enrolled_pieces(person.subject_id)
    slow.services.notices.deliver()
    sure(anchor(slow.services, before.id))
    assert letters(slow, NoticeKind.KEY_ANCHORED) == 1
    now = slow.clock.now()
    assert the(slow, before).piece(EvidenceKind.APP_KEY_VERIFIED, now).identity is False
    assert len(slow.services.credentials.enrolled_pieces(person.subject_id)) == len(guard)
    again = anchor(slow.services, before.id)
    assert reason(again).value == "state_already_holds"
    slow.services.notices.deliver()
    assert app_key_of(slow, person).rises_at == now + timedelta(hours=24)
    slow.clock.advance(timedelta(hours=25))
    assert app_key_of(slow, person).identity

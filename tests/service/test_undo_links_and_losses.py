"""Links that undo, combined with losses, frauds and locks: restored credentials and their level."""

import pytest

from idp.factors.domain import CredentialKind
from idp.factors.pins import PresentedPin
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT, LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from tests.support.anchorings import anchor
from tests.support.letters import letters
from tests.support.officers import AN, BINH, OPERATOR, themself
from tests.support.sign_ins import sign_in
from tests.support.undo_links import (
    DAY,
    GIVEN_BACK,
    HOUR,
    NEW,
    held,
    link_of,
    opens,
    remove,
    rows_of,
    set_password,
    with_an_app_key,
)
from tests.support.visits import now_at
from tests.support.world import World, sure

SECRETS_LOST = Report(LossReason.UNAUTHORISED_USE, frozenset({LostItem.SECRETS}))


@pytest.mark.parametrize("kind", [CredentialKind.TOTP, CredentialKind.APP_KEY])
def test_what_was_on_a_lost_phone_does_not_come_back_to_it(
    world: World, kind: CredentialKind
) -> None:
    person, services = with_an_app_key(world), world.services
    gone = remove(world, person, kind)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    world.clock.advance(HOUR)
    services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        final=True,
        actor=themself(person.subject_id),
    )
    found = services.losses.peek_undo(link)
    assert found is not None
    assert (found.restores, found.stops) == (False, False)
    sure(services.losses.undo(link))
    assert all(not rows for rows in rows_of(world, gone).values())


def test_what_a_weak_report_stopped_comes_back_stopped_until_that_is_taken_back(
    world: World,
) -> None:
    person, services = world.person(), world.services
    gone = remove(world, person, CredentialKind.TOTP)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    world.clock.advance(HOUR)
    case = services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    assert case.can_be_retracted
    found = services.losses.peek_undo(link)
    assert found is not None
    assert (found.restores, found.stays_stopped) == (True, True)
    sure(services.losses.undo(link))
    back = held(world, person)[CredentialKind.TOTP]
    assert (back.id, back.disabled_at is not None, back.resumable) == (gone.id, True, True)
    assert letters(world, person, GIVEN_BACK) == []
    sure(
        services.losses.retraction.at_counter(
            case.number, document="card", actor=now_at(services, AN)
        )
    )
    assert held(world, person)[CredentialKind.TOTP].disabled_at is None


def test_a_report_that_stops_what_was_put_aside_alone_is_one_that_can_be_taken_back(
    world: World,
) -> None:
    """An earlier report of the same loss, which is not closed yet, stopped nothing."""
    person, services = world.person(totp=False), world.services
    earlier = services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(person.subject_id),
    )
    assert not earlier.can_be_retracted
    world.enrol_totp(person.subject_id)
    gone = remove(world, person, CredentialKind.TOTP)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    world.clock.advance(HOUR)
    case = services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    again = services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    assert (case.number, case.can_be_retracted) == (again.number, True)
    assert case.number != earlier.number
    found = services.losses.peek_undo(link)
    assert found is not None
    assert (found.restores, found.stays_stopped) == (True, True)
    sure(services.losses.undo(link))
    sure(
        services.losses.retraction.at_counter(
            case.number, document="card", actor=now_at(services, AN)
        )
    )
    back = held(world, person)[CredentialKind.TOTP]
    assert (back.id, back.disabled_at) == (gone.id, None)


def test_a_report_that_is_taken_back_before_the_link_is_used_leaves_nothing(world: World) -> None:
    person, services = world.person(), world.services
    remove(world, person, CredentialKind.TOTP)
    link = link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)
    case = services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    sure(
        services.losses.retraction.at_counter(
            case.number, document="card", actor=now_at(services, AN)
        )
    )
    sure(services.losses.undo(link))
    assert held(world, person)[CredentialKind.TOTP].disabled_at is None


@pytest.mark.parametrize("final", [True, False])
def test_a_secret_that_was_reported_does_not_sign_in_again(world: World, final: bool) -> None:  # noqa: FBT001
    person, services = world.person(), world.services
    sure(services.pins.set(person.subject_id, "408317"))
    set_password(world, person)
    sure(services.pins.set(person.subject_id, "903146"))
    world.clock.advance(HOUR)
    services.losses.report(
        person.subject_id,
        SECRETS_LOST,
        reported_by=ReportedBy.ACCOUNT,
        final=final,
        actor=themself(person.subject_id),
    )
    sure(services.losses.undo(link_of(world, person, NoticeKind.PASSWORD_CHANGED)))
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_ADDED)))
    assert not opens(world, person, person.password)
    assert not opens(world, person, NEW)
    pin = services.pins.verify(
        sign_in(world), PresentedPin(subject_id=person.subject_id, pin="408317")
    )
    assert isinstance(pin, Refused)


def test_a_means_that_was_a_frauds_does_not_come_back(world: World) -> None:
    person, services = world.person(), world.services
    gone = remove(world, person, CredentialKind.TOTP)
    since = world.clock.now() - DAY
    sure(services.frauds.of_credential(gone.id, since=since, actor=OPERATOR))
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    assert CredentialKind.TOTP not in held(world, person)


def test_what_a_dishonest_officer_bound_comes_back_for_what_is_left_of_it(world: World) -> None:
    person, services = with_an_app_key(world), world.services
    key = held(world, person)[CredentialKind.APP_KEY]
    sure(anchor(services, key.id))
    assert held(world, person)[CredentialKind.APP_KEY].bound == 4
    remove(world, person, CredentialKind.APP_KEY)
    services.frauds.of_officer(AN, since=world.clock.now() - DAY, actor=OPERATOR)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    back = held(world, person)[CredentialKind.APP_KEY]
    assert (back.bound, back.identity, back.disabled_at) == (2, False, None)


def test_an_officer_who_was_honest_then_takes_nothing_away(world: World) -> None:
    person, services = with_an_app_key(world), world.services
    key = held(world, person)[CredentialKind.APP_KEY]
    sure(anchor(services, key.id))
    services.frauds.of_officer(BINH, since=world.clock.now() + HOUR, actor=OPERATOR)
    remove(world, person, CredentialKind.APP_KEY)
    sure(services.losses.undo(link_of(world, person, NoticeKind.CREDENTIAL_REMOVED)))
    assert held(world, person)[CredentialKind.APP_KEY].bound == 4


def test_a_locked_account_gives_nothing_back_and_keeps_the_link(world: World) -> None:
    person, services = world.person(totp=False), world.services
    set_password(world, person)
    link = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    sure(services.endings.lock(person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))
    assert services.losses.undo(link) == Refused(Reason.ACCOUNT_LOCKED)
    found = services.losses.peek_undo(link)
    assert found is not None
    assert found.locked
    sure(services.accounts.unlock(person.subject_id, actor=OPERATOR))
    sure(services.losses.undo(link))
    assert opens(world, person, person.password)

"""Revocation outside of a browser: codes and requests of a counter, links by mail."""

from datetime import timedelta

import pytest

from idp.accounts.shown_documents import DocumentData
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.factors.domain import CredentialKind
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason
from idp.losses.domain import LINK_LIFETIME, LOST_PHONE_REPORT, ReportedBy
from idp.one_time.domain import OneTimeTokenKind
from idp.tokens.domain import TokenResponse
from tests.support.at_best import shown
from tests.support.counters import ANCHORED_AND_PIN, Desk, Hand, desk, hand
from tests.support.officers import themself
from tests.support.sign_ins import reason
from tests.support.visits import recovered
from tests.support.world import Person, World, sure

NEW = "bảy con mèo ngủ 47 ngày"


@pytest.fixture
def here(world: World) -> Desk:
    return desk(world)


@pytest.fixture
def citizen(world: World) -> Hand:
    return hand(world)


def change_password(citizen: Hand) -> None:
    sure(citizen.world.services.passwords.set(citizen.person.subject_id, NEW))


def approved(here: Desk, citizen: Hand) -> str:
    accepted = sure(here.ask(citizen.code()))
    citizen.type_number()
    sure(citizen.approve())
    return accepted.auth_req_id


def test_a_result_that_was_not_fetched_ends_with_the_means(here: Desk, citizen: Hand) -> None:
    waiting = approved(here, citizen)
    change_password(citizen)
    assert reason(here.take(waiting)) is Reason.FRESH_SIGN_IN_REQUIRED


def test_tokens_of_a_counter_end_with_the_means(here: Desk, citizen: Hand) -> None:
    issued = here.take(approved(here, citizen))
    assert isinstance(issued, TokenResponse)
    change_password(citizen)
    assert reason(citizen.world.services.tokens.userinfo(issued.access_token))


def test_a_code_shown_before_a_change_calls_nobody_to_the_phone(here: Desk, citizen: Hand) -> None:
    shown = citizen.code()
    citizen.world.services.losses.report(
        citizen.person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.HOTLINE,
        actor=themself(citizen.person.subject_id),
    )
    assert reason(here.ask(shown)) is Reason.EXPIRED
    assert citizen.counter.pending(citizen.phone) == []


def test_half_an_approval_of_before_a_change_is_none_after_it(here: Desk, citizen: Hand) -> None:
    sure(here.ask(citizen.code(), level=Level.FOUR))
    request_id = citizen.request_id
    citizen.type_number()
    key, pin = ANCHORED_AND_PIN
    assert reason(citizen.approve(key, of=request_id)) is Reason.UNMET_LEVEL
    change_password(citizen)
    assert reason(citizen.approve(pin, of=request_id)) is Reason.NOT_PROVEN


def test_a_mailed_link_reports_nothing_after_a_recovery_at_the_counter(world: World) -> None:
    person, services = world.person(), world.services
    link = _link(world, person)
    shown = DocumentData(**services.accounts.registered(person.subject_id))
    recovered(services, person.username, shown)
    assert reason(services.losses.report_by_link(link, LOST_PHONE_REPORT)) is Reason.NOT_FOUND
    held = services.credentials.held(person.subject_id)
    assert [(each.kind, each.disabled_at) for each in held] == [
        (CredentialKind.RECOVERY_CODES, None)
    ]


def test_a_thief_who_changes_the_password_does_not_end_the_owners_link(world: World) -> None:
    person, services = world.person(), world.services
    link = _link(world, person)
    sure(services.passwords.set(person.subject_id, NEW))
    sure(services.losses.report_by_link(link, LOST_PHONE_REPORT))


def _link(world: World, person: Person) -> str:
    """The secret of a letter that asks whether to report."""
    return world.services.one_time_tokens.issue(
        OneTimeTokenKind.LOSS_LINK,
        audience="report-loss",
        valid_for=LINK_LIFETIME,
        subject_id=person.subject_id,
        content={"reason": LOST_PHONE_REPORT.reason, "lost": sorted(LOST_PHONE_REPORT.lost)},
    )


def test_a_session_that_ended_gives_no_stopped_means_back(world: World) -> None:
    """A report on weak proof stopped them; retracting it takes a live session."""
    person, services = world.person(), world.services
    case = services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.FORM,
        actor=themself(person.subject_id),
    )
    world.clock.advance(timedelta(minutes=1))
    session = services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD, EvidenceKind.PASSKEY_VERIFIED]),
        device="elsewhere",
        replaces=None,
    ).session
    change = sure(services.passwords.set(person.subject_id, NEW))
    assert change.kind is CredentialKind.PASSWORD
    taken = services.losses.retraction.by_owner(session, case.number)
    assert reason(taken) is Reason.FRESH_SIGN_IN_REQUIRED


def test_nobody_keeps_a_session_of_another_person(world: World) -> None:
    one, other = world.person(), world.person()
    session = world.services.sessions.start(
        new_id(),
        subject_id=other.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="elsewhere",
        replaces=None,
    ).session
    with pytest.raises(ValueError, match="another person"):
        world.services.losses.report(
            one.subject_id,
            LOST_PHONE_REPORT,
            reported_by=ReportedBy.ACCOUNT,
            keeps=session.id,
            actor=themself(one.subject_id),
        )

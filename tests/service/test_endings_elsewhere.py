"""What is pending outside of a browser: codes and requests of a counter, links by mail."""

import pytest

from idp.assurance.levels import Level
from idp.factors.domain import CredentialKind
from idp.kernel.refusals import Reason
from idp.losses.domain import LINK_FOR, LOST_PHONE, ReportedBy, Shown
from idp.proofs.domain import ProofKind
from idp.tokens.domain import Minted
from tests.support.counters import ANCHORED_AND_PIN, Desk, Hand, desk, hand
from tests.support.sign_ins import reason
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


@pytest.mark.norm("D19.4-2")
def test_a_result_that_was_not_fetched_ends_with_the_means(here: Desk, citizen: Hand) -> None:
    waiting = approved(here, citizen)
    change_password(citizen)
    assert reason(here.take(waiting)) is Reason.FRESH_SIGN_IN_REQUIRED


def test_tokens_of_a_counter_end_with_the_means(here: Desk, citizen: Hand) -> None:
    minted = here.take(approved(here, citizen))
    assert isinstance(minted, Minted)
    change_password(citizen)
    assert reason(citizen.world.services.tokens.userinfo(minted.access_token))


def test_a_code_shown_before_a_change_calls_nobody_to_the_phone(here: Desk, citizen: Hand) -> None:
    shown = citizen.code()
    citizen.world.services.losses.report(
        citizen.person.subject_id, LOST_PHONE, reported_by=ReportedBy.HOTLINE
    )
    assert reason(here.ask(shown)) is Reason.EXPIRED
    assert citizen.counter.waiting(citizen.phone) == []


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
    shown = Shown(**services.accounts.registered(person.subject_id))
    visit = sure(services.counter_visits.begin(person.username, shown, document="card", by="an"))
    sure(services.counter_visits.confirm(visit.id, by="binh"))
    assert reason(services.losses.report_by_link(link)) is Reason.NOT_FOUND
    held = services.credentials.held(person.subject_id)
    assert [(each.kind, each.flagged_at) for each in held] == [
        (CredentialKind.RECOVERY_CODES, None)
    ]


def test_a_thief_who_changes_the_password_does_not_end_the_owners_link(world: World) -> None:
    person, services = world.person(), world.services
    link = _link(world, person)
    sure(services.passwords.set(person.subject_id, NEW))
    sure(services.losses.report_by_link(link))


def _link(world: World, person: Person) -> str:
    """The secret of a letter that asks whether to report."""
    return world.services.proofs.issue(
        ProofKind.LOSS_LINK,
        audience="report-loss",
        valid_for=LINK_FOR,
        subject_id=person.subject_id,
        content={"reason": LOST_PHONE.reason, "lost": sorted(LOST_PHONE.lost)},
    )

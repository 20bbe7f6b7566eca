"""A report on weak proof may be a thief's: it can be retracted (D32.3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossCase, LossReason, LostItem, Report, ReportedBy
from idp.losses.tables import LOSS_LINK_REQUEST
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.sessions.domain import Session
from tests.support.ages import printed_before
from tests.support.at_best import shown
from tests.support.officers import AN, OPERATOR, themself
from tests.support.races import race
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

EVERYTHING = Report(LossReason.LOST_CONTROL, frozenset(LostItem))
PHONE = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE}))
SECRETS = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))
BOTH = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE, LostItem.SECRETS}))


@pytest.fixture
def person(world: World) -> Person:
    person = world.person()
    sure(world.services.recovery_codes.renew(person.subject_id))
    printed_before(world, person)
    world.clock.advance(timedelta(seconds=30))
    return person


def reported(world: World, person: Person, report: Report = PHONE, *, final: bool = False) -> str:
    """The number of a case, a moment later."""
    case = world.services.losses.report(
        person.subject_id,
        report,
        reported_by=ReportedBy.FORM,
        final=final,
        actor=themself(person.subject_id),
    )
    world.clock.advance(timedelta(seconds=1))
    return case.number


def signed_in(world: World, person: Person, *kinds: EvidenceKind) -> Session:
    started = world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown(kinds, world.services.credentials.held(person.subject_id)),
        device="",
        replaces=None,
    )
    session = world.services.sessions.by_id(started.session.id)
    assert session is not None
    return session


def take_back(world: World, person: Person, number: str, *kinds: EvidenceKind) -> object:
    session = signed_in(world, person, *(kinds or (EvidenceKind.RECOVERY_CODE,)))
    return world.services.losses.retraction.by_owner(session, number)


def stopped(world: World, person: Person) -> set[CredentialKind]:
    held = world.services.credentials.held(person.subject_id)
    return {each.kind for each in held if each.disabled_at is not None}


@pytest.mark.parametrize("secret", ["password", "recovery code"])
def test_who_knows_one_secret_stops_nothing_for_good(
    world: World, person: Person, secret: str
) -> None:
    codes = sure(world.services.recovery_codes.renew(person.subject_id))
    world.clock.advance(timedelta(seconds=1))
    case = world.services.losses.report_with_secret(
        EVERYTHING,
        username=person.username,
        secret=person.password if secret == "password" else codes[0],
        audience="b" * 64,
    )
    assert isinstance(case, LossCase)
    assert (case.final_at, case.can_be_retracted) == (None, True)
    assert len(stopped(world, person)) == 3
    taken = world.services.losses.retraction.at_counter(
        case.number, document="identity card", actor=AN
    )
    assert not isinstance(taken, Refused)
    assert stopped(world, person) == set()
    again = world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=person.password)
    )
    assert not isinstance(again, Refused)


def test_at_a_counter_nothing_of_a_locked_account_works_again(world: World, person: Person) -> None:
    services = world.services
    case = services.losses.report(
        person.subject_id, BOTH, reported_by=ReportedBy.LINK, actor=themself(person.subject_id)
    )
    sure(services.endings.lock(person.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR))
    before = stopped(world, person)
    answer = services.losses.retraction.at_counter(case.number, document="card", actor=AN)
    assert answer == Refused(Reason.ACCOUNT_LOCKED)
    assert stopped(world, person) == before != set()
    sure(services.accounts.unlock(person.subject_id, actor=OPERATOR))
    sure(services.losses.retraction.at_counter(case.number, document="card", actor=AN))
    assert stopped(world, person) == set()


def test_a_mailed_link_stops_nothing_for_good(world: World, person: Person) -> None:
    case = world.services.losses.report(
        person.subject_id, BOTH, reported_by=ReportedBy.LINK, actor=themself(person.subject_id)
    )
    world.clock.advance(timedelta(seconds=1))
    assert not isinstance(take_back(world, person, case.number), Refused)
    assert stopped(world, person) == set()


@pytest.mark.parametrize(
    "kinds",
    [
        (EvidenceKind.PASSWORD,),
        (EvidenceKind.PIN,),
        (EvidenceKind.PASSWORD, EvidenceKind.PIN),
    ],
)
def test_what_the_finder_of_a_phone_may_know_gives_nothing_back(
    world: World, person: Person, kinds: tuple[EvidenceKind, ...]
) -> None:
    number = reported(world, person)
    answer = take_back(world, person, number, *kinds)
    assert answer == Refused(Reason.FRESH_SIGN_IN_REQUIRED)
    assert stopped(world, person) == {CredentialKind.TOTP}


def test_a_sign_in_older_than_the_report_gives_nothing_back(world: World, person: Person) -> None:
    session = signed_in(world, person, EvidenceKind.PASSWORD, EvidenceKind.TOTP)
    case = world.services.losses.report(
        person.subject_id,
        PHONE,
        reported_by=ReportedBy.ACCOUNT,
        keeps=session.id,
        actor=themself(person.subject_id),
    )
    kept = world.services.sessions.by_id(session.id)
    assert kept is not None
    answer = world.services.losses.retraction.by_owner(kept, case.number)
    assert answer == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_a_strongly_proven_report_stays(world: World, person: Person) -> None:
    number = reported(world, person, final=True)
    gone = Refused(Reason.STATE_ALREADY_HOLDS)
    assert take_back(world, person, number) == gone
    counter = world.services.losses.retraction.at_counter(number, document="card", actor=AN)
    assert counter == gone
    assert stopped(world, person) == {CredentialKind.TOTP}


def test_a_strong_report_makes_a_weak_one_final(world: World, person: Person) -> None:
    number = reported(world, person)
    assert reported(world, person, final=True) == number
    assert take_back(world, person, number) == Refused(Reason.STATE_ALREADY_HOLDS)


def test_a_strong_report_of_more_keeps_its_means_stopped(world: World, person: Person) -> None:
    weak = reported(world, person, BOTH)
    reported(world, person, PHONE, final=True)
    assert not isinstance(take_back(world, person, weak), Refused)
    assert stopped(world, person) == {CredentialKind.TOTP}


def test_what_another_report_named_too_stays_stopped(world: World, person: Person) -> None:
    first, second = reported(world, person, PHONE), reported(world, person, BOTH)
    assert not isinstance(take_back(world, person, first), Refused)
    assert stopped(world, person) == {CredentialKind.TOTP, CredentialKind.PASSWORD}
    assert not isinstance(take_back(world, person, second), Refused)
    assert stopped(world, person) == set()


def test_it_is_taken_back_once_and_told(world: World, person: Person) -> None:
    number = reported(world, person)
    session = signed_in(world, person, EvidenceKind.RECOVERY_CODE)
    back = world.services.losses.retraction
    answers = race(lambda: back.by_owner(session, number), times=4)
    assert [isinstance(each, LossCase) for each in answers].count(True) == 1
    acts = [each.happening for each in world.services.history.for_subject(person.subject_id)]
    assert acts.count(EventType.LOSS_REPORT_TAKEN_BACK) == 1
    assert acts.count(EventType.CREDENTIAL_RESUMED) == 1
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == NoticeKind.LOSS_TAKEN_BACK
    with world.services.database.transaction() as connection:
        assert len(connection.execute(select(NOTICE.c.id).where(*mine)).all()) == 1


def test_nobody_takes_back_the_report_of_another(world: World, person: Person) -> None:
    number, other = reported(world, person), world.person()
    assert take_back(world, other, number) == Refused(Reason.NOT_FOUND)
    assert take_back(world, person, "BM-0000-0000") == Refused(Reason.NOT_FOUND)


def test_after_it_was_taken_back_the_same_loss_is_a_new_case(world: World, person: Person) -> None:
    first = reported(world, person)
    take_back(world, person, first)
    assert reported(world, person) != first
    assert stopped(world, person) == {CredentialKind.TOTP}


def test_a_device_that_says_it_is_gone_stays_gone(world: World, person: Person) -> None:
    number = reported(world, person)
    credentials = world.services.credentials
    (app,) = (each for each in credentials.held(person.subject_id) if each.kind == "totp")
    credentials.retire(app)
    assert not isinstance(take_back(world, person, number), Refused)
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == NoticeKind.LOSS_TAKEN_BACK
    with world.services.database.transaction() as connection:
        # Nothing works again, so no letter says so.
        assert connection.execute(select(NOTICE.c.id).where(*mine)).all() == []
    assert stopped(world, person) == {CredentialKind.TOTP}


@pytest.mark.parametrize("name", ["known", "unknown"])
def test_a_link_costs_the_request_the_same_for_every_name(
    world: World, person: Person, name: str
) -> None:
    username = person.username if name == "known" else "nobody"
    before = written(world)
    assert world.services.losses.links.request(PHONE, username=username) is None
    after = written(world)
    assert after == (before[0] + 1, *before[1:])


def written(world: World) -> tuple[int, ...]:
    """How many requests, letters and entries there are."""
    with world.services.database.transaction() as connection:
        return tuple(
            len(connection.execute(select(table.c.id)).all())
            for table in (LOSS_LINK_REQUEST, NOTICE, HISTORY)
        )


def test_many_workers_write_one_letter_for_one_request(world: World, person: Person) -> None:
    links = world.services.losses.links
    links.request(PHONE, username=person.username)
    links.request(PHONE, username="nobody")
    assert sum(race(links.send_due, times=4)) == 1
    assert written(world)[0] == 0


@pytest.mark.parametrize("state", ["locked", "ward", "signed out"])
def test_who_may_change_nothing_takes_nothing_back(
    world: World, person: Person, state: str
) -> None:
    number = reported(world, person)
    services, subject_id = world.services, person.subject_id
    session = signed_in(world, person, EvidenceKind.RECOVERY_CODE)
    if state == "locked":
        sure(
            services.accounts.lock(
                subject_id, ground="D15.2a", body="Authority", remedy="Ask", actor=OPERATOR
            )
        )
    if state == "ward":
        assert (
            services.accounts.place_under_guardian(subject_id, body="Court", actor=OPERATOR) is None
        )
    if state == "signed out":
        services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)
    answer = services.losses.retraction.by_owner(session, number)
    expected = {
        "locked": Reason.ACCOUNT_LOCKED,
        "ward": Reason.GUARDIAN_NEEDED,
        "signed out": Reason.FRESH_SIGN_IN_REQUIRED,
    }
    assert answer == Refused(expected[state])
    assert stopped(world, person) == {CredentialKind.TOTP}

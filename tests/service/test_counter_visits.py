"""The way back in at a counter: two officers, one register, and nothing of before left."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import select

from idp.accounts.shown_documents import DocumentData
from idp.assurance.kinds import EvidenceKind, Means
from idp.authorization.domain.request import OwnAccountRequest
from idp.factors.domain import CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.recovery import PresentedRecoveryCode
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import (
    LOST_PHONE_REPORT,
    VISIT_LIFETIME,
    CounterVisit,
    ReportedBy,
    VisitState,
)
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from idp.subjects.domain import ContactKind
from tests.support import visits
from tests.support.contact_changes import change
from tests.support.grants import SCOPE, relation
from tests.support.letters import letters
from tests.support.officers import AN, BINH, themself
from tests.support.races import race
from tests.support.sign_ins import reason, sign_in, switch_off
from tests.support.world import Person, World, sure


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


def document(world: World, person: Person, **wrong: str) -> DocumentData:
    number = world.services.subjects.identity(person.subject_id).number
    shown = {"number": number, "name": "TRẦN thị  Thử Nghiệm", "birthdate": "1990-02-03", **wrong}
    return DocumentData(**shown)


def begin(world: World, person: Person, *, by: Actor = AN, **wrong: str) -> CounterVisit | Refused:
    return world.services.counter_visits.begin(
        person.username, document(world, person, **wrong), document="identity card", actor=by
    )


def reviewed(world: World, person: Person, *, keeps: Collection[ContactKind] = ()) -> CounterVisit:
    """A visit that waits for its second officer."""
    return visits.reviewed(world.services, person.username, document(world, person), keeps=keeps)


def happened(world: World, person: Person) -> list[tuple[str, Actor]]:
    entries = world.services.history.for_subject(person.subject_id, limit=200)
    return [(each.happening, each.actor) for each in entries]


def test_two_officers_give_back_an_account_and_nothing_of_before_is_left(
    world: World, person: Person
) -> None:
    services = world.services
    old = relation(world, person.subject_id)
    old.agree()
    issued = old.issued(SCOPE)
    visit = reviewed(world, person)
    assert len(services.credentials.held(person.subject_id)) == 2
    codes = sure(services.counter_visits.confirm(visit.id, actor=BINH))
    held = services.credentials.held(person.subject_id)
    assert [each.kind for each in held] == [CredentialKind.RECOVERY_CODES]
    assert services.sessions.for_subject(person.subject_id) == []
    assert reason(old.refresh(issued.refresh_token)) is Reason.EXPIRED
    refused = services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=person.password)
    )
    assert reason(refused) is Reason.NOT_PROVEN
    world.clock.advance(timedelta(seconds=1))
    proven = sure(
        services.recovery_codes.verify(
            sign_in(world), PresentedRecoveryCode(username=person.username, code=codes[0])
        )
    )
    assert proven.kind is EvidenceKind.RECOVERY_CODE


def test_it_stands_in_the_history_with_both_officers_and_in_a_letter(
    world: World, person: Person
) -> None:
    visit = reviewed(world, person)
    sure(world.services.counter_visits.confirm(visit.id, actor=BINH))
    acts = happened(world, person)
    assert (EventType.COUNTER_VISIT_BEGUN, AN) in acts
    assert (EventType.MEANS_RECOVERED, BINH) in acts
    assert acts.count((EventType.CREDENTIAL_REMOVED, BINH)) == 2
    assert (EventType.RECOVERY_CODES_RENEWED, BINH) in acts
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == NoticeKind.MEANS_RECOVERED
    with world.services.database.transaction() as connection:
        assert len(connection.execute(select(NOTICE.c.id).where(*mine)).all()) == 1
    (done,) = world.services.counter_visits.all()
    assert (done.state, done.begun_by, done.confirmed_by) == (VisitState.DONE, AN, BINH)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "001190000017"},
        {"number": ""},
        {"name": "Trần Thị Thử"},
        {"name": ""},
        {"birthdate": "1990-02-04"},
        {"birthdate": ""},
    ],
)
def test_a_document_that_the_register_contradicts_recovers_nothing(
    world: World, person: Person, wrong: dict[str, str]
) -> None:
    assert reason(begin(world, person, by=AN, **wrong)) is Reason.MATCH_MISSING
    assert (EventType.COUNTER_VISIT_REFUSED, AN) in happened(world, person)
    assert world.services.counter_visits.all() == []


def test_the_document_of_another_person_recovers_nothing(world: World, person: Person) -> None:
    other = world.person(totp=False, data={"birthdate": "1971-01-01"})
    answer = world.services.counter_visits.begin(
        person.username, document(world, other), document="identity card", actor=AN
    )
    assert reason(answer) is Reason.MATCH_MISSING


def test_one_officer_alone_recovers_nothing(world: World, person: Person) -> None:
    visit = reviewed(world, person)
    answer = world.services.counter_visits.confirm(visit.id, actor=AN)
    assert reason(answer) is Reason.FOUR_EYES
    assert (EventType.COUNTER_VISIT_REFUSED, AN) in happened(world, person)
    assert len(world.services.credentials.held(person.subject_id)) == 2


def test_a_visit_is_confirmed_in_time_and_once(world: World, person: Person) -> None:
    counter = world.services.counter_visits
    late = reviewed(world, person)
    world.clock.advance(VISIT_LIFETIME)
    second = visits.now_at(world.services, BINH)
    assert reason(counter.confirm(late.id, actor=second)) is Reason.EXPIRED
    for unknown in (new_id(), "x", "", "\x00"):
        assert reason(counter.confirm(unknown, actor=second)) is Reason.NOT_FOUND
    visit = reviewed(world, person)
    answers = race(lambda: counter.confirm(visit.id, actor=second), times=4)
    given = [each for each in answers if not isinstance(each, Refused)]
    assert len(given) == 1
    assert {reason(each) for each in answers if isinstance(each, Refused)} == {
        Reason.STATE_ALREADY_HOLDS
    }
    assert world.services.recovery_codes.remaining(person.subject_id) == len(given[0])


def test_an_unknown_name_is_nobody(world: World, person: Person) -> None:
    shown = document(world, person)
    answer = world.services.counter_visits.begin("nobody", shown, document="card", actor=AN)
    assert reason(answer) is Reason.NOT_FOUND


def test_without_recovery_codes_nothing_is_taken_away(world: World, person: Person) -> None:
    visit = reviewed(world, person)
    switch_off(world, Means.RECOVERY_CODE)
    answer = world.services.counter_visits.confirm(visit.id, actor=BINH)
    assert reason(answer) is Reason.MEANS_DISABLED
    assert len(world.services.credentials.held(person.subject_id)) == 2


def test_a_sign_in_begun_with_an_old_means_ends_with_the_visit(
    world: World, person: Person
) -> None:
    flow = world.services.authorization
    visit = flow.begin(OwnAccountRequest(path="/me"), browser="thief", session_token=None)
    world.clock.advance(timedelta(seconds=1))
    proven = sure(
        world.services.passwords.verify_at_once(
            flow.verification_context(visit),
            PresentedPassword(username=person.username, password=person.password),
        )
    )
    begun = reviewed(world, person)
    sure(world.services.counter_visits.confirm(begun.id, actor=BINH))
    assert isinstance(flow.add_evidence(visit, proven, device="thief"), Refused)
    assert world.services.sessions.for_subject(person.subject_id) == []


@pytest.mark.parametrize("keeps", [False, True])
def test_no_address_of_a_thief_survives_and_what_is_theirs_may(
    world: World, *, keeps: bool
) -> None:
    old, new = "owner@old.example", "set@in-a-sign-in.example"
    person = world.person(data={"email": old, "email_verified": True})
    change(world, person, new)
    counter, subjects = world.services.counter_visits, world.services.subjects
    visit = reviewed(world, person, keeps={ContactKind.EMAIL} if keeps else ())
    reached = world.services.contacts.recipients(person.subject_id)
    assert {each.value for each in reached} == {old, new}
    sure(counter.confirm(visit.id, actor=BINH))
    data = subjects.identity(person.subject_id).data
    assert data["email"].value == (new if keeps else old)
    told = {each["to"] for each in letters(world, person, NoticeKind.MEANS_RECOVERED)}
    assert old in told
    assert (new in told) is keeps
    assert ((EventType.CONTACT_UNDONE, BINH) in happened(world, person)) is not keeps


def test_what_a_thief_only_began_to_set_is_never_kept(slow: World) -> None:
    old = "owner@old.example"
    person = slow.person(data={"email": old, "email_verified": True})
    change(slow, person, "thief@evil.example")
    visit = reviewed(slow, person, keeps={ContactKind.EMAIL})
    sure(slow.services.counter_visits.confirm(visit.id, actor=BINH))
    slow.clock.advance(timedelta(days=30))
    assert slow.services.subjects.identity(person.subject_id).data["email"].value == old


MAILBOX, NUMBER = "owner@old.example", "+84901234567"
EMAIL, PHONE = ContactKind.EMAIL, ContactKind.PHONE


@pytest.fixture
def reached(world: World) -> Person:
    """A person with a registered address and a registered number."""
    mail = {"email": MAILBOX, "email_verified": True}
    return world.person(data={**mail, "phone_number": NUMBER, "phone_number_verified": True})


@pytest.mark.norm("D32.3", limb="who holds what was not named at the counter undoes no recovery")
@pytest.mark.parametrize("keeps", [(), (EMAIL,), (PHONE,), (EMAIL, PHONE)])
def test_a_contact_that_was_not_named_undoes_nothing(
    world: World, reached: Person, keeps: tuple[ContactKind, ...]
) -> None:
    """Neither the codes of the counter, nor what the person adds afterwards."""
    visit = reviewed(world, reached, keeps=keeps)
    sure(world.services.counter_visits.confirm(visit.id, actor=BINH))
    added = letters(world, reached, NoticeKind.CREDENTIAL_ADDED)
    assert all("undo" not in each for each in added if each["kind"] == "recovery_codes")
    world.clock.advance(timedelta(minutes=1))
    sure(world.services.passwords.set(reached.subject_id, "another long password 1"))
    newest = letters(world, reached, NoticeKind.CREDENTIAL_ADDED)[len(added) :]
    sent = {each["to"]: "undo" in each for each in newest}
    assert sent == {MAILBOX: EMAIL in keeps, NUMBER: PHONE in keeps}


@pytest.mark.norm("D32.3", limb="who holds what was not named at the counter undoes no recovery")
@pytest.mark.parametrize("keeps", [(), (EMAIL,)])
def test_no_link_that_reports_a_loss_goes_to_an_address_that_was_not_named(
    world: World, reached: Person, keeps: tuple[ContactKind, ...]
) -> None:
    """Its reader could stop the codes of the counter by it, again and again."""
    losses = world.services.losses.links
    assert losses.request(LOST_PHONE_REPORT, username=reached.username) is None
    visit = reviewed(world, reached, keeps=keeps)
    sure(world.services.counter_visits.confirm(visit.id, actor=BINH))
    assert losses.request(LOST_PHONE_REPORT, username=reached.username) is None
    assert losses.send_due() == (2 if keeps else 0)
    sent = [each["to"] for each in letters(world, reached, NoticeKind.LOSS_LINK)]
    assert sent == ([MAILBOX, MAILBOX] if keeps else [])


def test_a_report_that_is_taken_back_leaves_an_address_lost_that_was_not_named(
    world: World, reached: Person
) -> None:
    services = world.services
    visit = reviewed(world, reached, keeps=(PHONE,))
    sure(services.counter_visits.confirm(visit.id, actor=BINH))
    world.enrol_totp(reached.subject_id)
    case = services.losses.report(
        reached.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.FORM,
        actor=themself(reached.subject_id),
    )
    by = visits.now_at(services, AN)
    sure(services.losses.retraction.at_counter(case.number, document="card", actor=by))
    held = services.contacts.repository.for_subject(reached.subject_id)
    assert {each.kind: each.facts.lost_at is not None for each in held} == {
        EMAIL: True,
        PHONE: False,
    }

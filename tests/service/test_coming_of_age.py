"""What others chose for a child or a ward ends on the day from which the person acts alone."""

import importlib.util
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import update

from idp.accounts.domain import GuardianReason
from idp.accounts.guardianship import GuardianshipReview
from idp.accounts.tables import ACCOUNT
from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import ACTIVATING, CredentialKind, VerifiedFactor
from idp.history.domain import EventType
from idp.kernel.actors import Person as Actor
from idp.kernel.clock import VIET_NAM, civil_day
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from idp.representation.domain import RepresentationKind
from idp.subjects.domain import ContactKind
from tests.support.families import CHILD, told
from tests.support.issuance import born
from tests.support.letters import letters
from tests.support.officers import OPERATOR
from tests.support.world import Person, World, sure

OWN = "ve nha an com voi ba me 83"
COURT = "Toà án nhân dân Hải Phòng"


def worker(world: World) -> int:
    services = world.services
    review = GuardianshipReview(services.accounts, services.clock, services.coming_of_age)
    return review.review_next()


def to_midnight(world: World, *, less: timedelta = timedelta(0)) -> None:
    """To the next midnight in Viet Nam, or a little before it."""
    now = world.clock.now().astimezone(VIET_NAM)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), VIET_NAM)
    world.clock.advance(midnight - less - now)


def tomorrow_14(world: World, *parents: Person) -> Person:
    day = born(civil_day(world.clock.now()), years=14, days=1)
    child = world.person(level=1, data={**CHILD, "birthdate": day})
    told(world, child, *parents)
    return child


def counts(world: World, person: Person, kind: CredentialKind = CredentialKind.PASSWORD) -> bool:
    """Whether the person's means of this kind would be recorded as evidence now."""
    services = world.services
    (this,) = (it for it in services.credentials.held(person.subject_id) if it.kind is kind)
    evidence = EvidenceKind.PASSWORD if kind is CredentialKind.PASSWORD else EvidenceKind.TOTP
    piece = this.piece(evidence, world.clock.now())
    proven = VerifiedFactor(new_id(), person.subject_id, piece, this.id, bytes(32))
    with services.database.transaction():
        return services.authorization.validity.lock_proven(proven) is not None


def working(world: World, person: Person) -> set[CredentialKind]:
    held = world.services.credentials.held(person.subject_id)
    return {each.kind for each in held if each.disabled_at is None}


def happened(world: World, person: Person, kind: EventType) -> int:
    found = world.services.history.for_subject(person.subject_id, limit=200)
    return [each.happening for each in found].count(kind)


@pytest.mark.norm("D14.2-1", limb="what others chose ends when the person acts alone")
def test_at_the_midnight_of_the_14th_birthday_what_a_parent_chose_ends(world: World) -> None:
    services, mother, stranger = world.services, world.person(), world.person()
    child = tomorrow_14(world, mother)
    to_midnight(world, less=timedelta(seconds=1))
    assert worker(world) == 0
    assert counts(world, child)
    account = services.accounts.status_of(child.subject_id)
    with services.database.transaction():
        begun = services.sessions.start(
            new_id(),
            subject_id=child.subject_id,
            shown=(),
            client_id=None,
            device="",
            replaces=None,
            account=account,
        )
    assert services.sessions.by_token(begun.token) is not None
    world.clock.advance(timedelta(seconds=1))
    # Nothing depends on when a worker comes.
    assert not counts(world, child)
    assert not counts(world, child, CredentialKind.TOTP)
    assert services.sessions.by_token(begun.token) is None
    assert worker(world) == 1
    assert working(world, child) == set()
    assert happened(world, child, EventType.CREDENTIAL_STOPPED) == 2
    for whose, said, kind in (
        (child, NoticeKind.ACTS_ALONE, EventType.ACTS_ALONE),
        (mother, NoticeKind.WARD_ACTS_ALONE, EventType.WARD_ACTS_ALONE),
    ):
        assert len(letters(world, whose, said)) >= 1
        assert happened(world, whose, kind) == 1
    assert letters(world, stranger, NoticeKind.WARD_ACTS_ALONE) == []
    sent = len(letters(world, child, NoticeKind.ACTS_ALONE))
    assert not services.coming_of_age.settle(child.subject_id)
    assert len(letters(world, child, NoticeKind.ACTS_ALONE)) == sent
    # What the person chooses from then on is their own.
    sure(services.passwords.set(child.subject_id, OWN, binding=ACTIVATING))
    assert counts(world, child)


@pytest.mark.norm("D14.2-1", limb="what a child chose anew before the worker came stays")
def test_what_was_chosen_anew_before_the_worker_came_is_left(world: World) -> None:
    child = tomorrow_14(world, world.person())
    to_midnight(world)
    sure(world.services.passwords.set(child.subject_id, OWN, binding=ACTIVATING))
    assert counts(world, child)
    assert worker(world) == 1
    assert working(world, child) == {CredentialKind.PASSWORD}


def test_what_a_report_had_stopped_is_ended_and_told_too(world: World) -> None:
    """A parent who reports everything lost at midnight keeps no link, and the child hears of it."""
    services, child = world.services, tomorrow_14(world, world.person())
    to_midnight(world)
    me, everything = child.subject_id, frozenset({LostItem.SECRETS, LostItem.PHONE})
    lost, by = Report(LossReason.LOST_CONTROL, everything), Actor(subject_id=me)
    services.losses.report(me, lost, reported_by=ReportedBy.FORM, actor=by)
    assert working(world, child) == set()
    assert all(each.resumable for each in services.credentials.held(me))
    assert worker(world) == 1
    assert not any(each.resumable for each in services.credentials.held(me))
    assert len(letters(world, child, NoticeKind.ACTS_ALONE)) >= 1


@pytest.mark.norm("D14.2-1", limb="the end of a guardianship ends what was chosen in it alone")
def test_the_end_of_a_guardianship_ends_what_was_chosen_in_it(world: World) -> None:
    services, ward, guardian = world.services, world.person(), world.person()
    place = services.endings.place_under_guardian
    wards = services.registry_updates.wards
    world.clock.advance(timedelta(minutes=1))
    assert place(ward.subject_id, body=COURT, actor=OPERATOR) is None
    told(world, ward, guardian, kind=RepresentationKind.GUARDIAN, source=COURT)
    world.clock.advance(timedelta(minutes=1))
    sure(services.passwords.set(ward.subject_id, OWN, binding=ACTIVATING))
    world.clock.advance(timedelta(minutes=1))
    assert wards.end_guardianship(ward.subject_id, body=COURT, actor=OPERATOR) is None
    assert working(world, ward) == {CredentialKind.TOTP}, "the ward's own, of before"
    assert len(letters(world, guardian, NoticeKind.WARD_ACTS_ALONE)) >= 1
    # One in which nothing was chosen takes nothing away, and writes nothing more.
    sent = len(letters(world, ward, NoticeKind.ACTS_ALONE))
    assert place(ward.subject_id, body=COURT, actor=OPERATOR) is None
    assert wards.end_guardianship(ward.subject_id, body=COURT, actor=OPERATOR) is None
    assert working(world, ward) == {CredentialKind.TOTP}
    assert len(letters(world, ward, NoticeKind.ACTS_ALONE)) == sent > 0


def test_a_number_of_the_former_guardian_gets_no_link_that_stops_anything(world: World) -> None:
    services, ward, guardians = world.services, world.person(), "+84905551234"
    me, book, contacts = ward.subject_id, services.contacts.repository, services.contacts
    world.clock.advance(timedelta(minutes=1))
    assert services.endings.place_under_guardian(me, body=COURT, actor=OPERATOR) is None
    world.clock.advance(timedelta(minutes=1))
    with services.database.transaction():
        contacts.set_at_desk(me, ContactKind.PHONE, guardians, proven=None, actor=OPERATOR)
    world.clock.advance(timedelta(minutes=1))
    end = services.registry_updates.wards.end_guardianship
    assert end(me, body=COURT, actor=OPERATOR) is None
    assert [each.value for each in book.for_subject(me) if each.facts.lost_at] == [guardians]


@pytest.mark.norm("D14.2-2", limb="a guardian of before is none in a later guardianship")
def test_a_former_guardian_is_none_in_a_later_guardianship(world: World) -> None:
    services, ward, guardian = world.services, world.person(), world.person()
    place, acts = services.endings.place_under_guardian, services.representations.may_act
    assert place(ward.subject_id, body=COURT, actor=OPERATOR) is None
    told(world, ward, guardian, kind=RepresentationKind.GUARDIAN, source=COURT)
    assert acts(guardian.subject_id, ward.subject_id)
    end = services.registry_updates.wards.end_guardianship
    assert end(ward.subject_id, body=COURT, actor=OPERATOR) is None
    assert place(ward.subject_id, body=COURT, actor=OPERATOR) is None
    assert not acts(guardian.subject_id, ward.subject_id)
    assert happened(world, guardian, EventType.REPRESENTATION_ENDED) == 1


def test_an_upgrade_looks_again_at_who_came_of_age_before_it(world: World) -> None:
    services, mother = world.services, world.person()
    child, grown, adult = tomorrow_14(world, mother), world.person(), world.person()
    to_midnight(world)
    assert services.accounts.end_guardianship_by_age(child.subject_id), "as a release of before"
    with services.database.transaction() as connection:
        by_age = update(ACCOUNT).where(ACCOUNT.c.subject_id == grown.subject_id)
        connection.execute(by_age.values(guarded=GuardianReason.BY_AGE))
    assert services.accounts.end_guardianship_by_age(grown.subject_id), "was never looked up"
    told_of = happened(world, grown, EventType.ACTS_ALONE)
    assert counts(world, child)
    with services.database.engine.begin() as connection:
        _upgrade(MigrationContext.configure(connection))
    assert not counts(world, child)
    assert counts(world, grown)
    assert counts(world, adult)
    assert worker(world) == 1
    assert happened(world, grown, EventType.ACTS_ALONE) == told_of, "history reads as before"
    assert working(world, child) == set()
    assert working(world, grown) == working(world, adult) != set()
    assert letters(world, grown, NoticeKind.ACTS_ALONE) == []


def _upgrade(context: MigrationContext) -> None:
    path = Path(__file__).parents[2] / "migrations/versions/0084_look_again_who_acts_alone.py"
    spec = importlib.util.spec_from_file_location("look_again", path)
    assert spec is not None
    assert spec.loader is not None
    step = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(step)
    with Operations.context(context):
        step.upgrade()


REGISTERED = {"email": "me@example.test", "email_verified": True}


def reached(world: World, person: Person, kind: NoticeKind) -> list[str]:
    return [each["to"] for each in letters(world, person, kind)]


def kept(world: World, person: Person) -> list[str]:
    """The kinds of messages that the account keeps."""
    return [each.kind for each in world.services.messages.of_person(person.subject_id, limit=50)]


@pytest.mark.norm("D14.2-1", limb="who acts alone activates an account that was granted before")
def test_a_child_whose_account_was_never_activated_activates_it_alone(world: World) -> None:
    """No parent reads how, and both are told that the parent does it no more."""
    services, mother, father = world.services, world.person(), world.person()
    day = born(civil_day(world.clock.now()), years=14, days=1)
    child = world.granted(data={**CHILD, **REGISTERED, "birthdate": day})
    told(world, child, mother, father, jointly=True)
    by = services.activations_by_guardian
    page = sure(by.find(child.subject_id, mother.subject_id))
    hers = Actor(subject_id=mother.subject_id, level=2)
    sure(
        by.agree(child.subject_id, shown=page.version, terms_version=page.terms, actor=hers),
    )
    to_midnight(world)
    late = by.take_back(child.subject_id, shown=page.version, actor=hers)
    assert late == Refused(Reason.NO_GUARDIANSHIP)
    assert worker(world) == 1
    for parent in (mother, father):
        assert len(letters(world, parent, NoticeKind.WARD_ACTIVATES_ALONE)) >= 1
        assert letters(world, parent, NoticeKind.WARD_ACTS_ALONE) == []
        assert happened(world, parent, EventType.WARD_ACTS_ALONE) == 1
    assert happened(world, child, EventType.ACTS_ALONE) == 1
    assert happened(world, child, EventType.CONTACTS_LOST) == 1
    # The one address is of who acted for them, so nothing goes there; the account keeps it.
    assert reached(world, child, NoticeKind.ACTIVATES_ALONE) == []
    assert kept(world, child).count(NoticeKind.ACTIVATES_ALONE) == 1
    assert services.activations.own_contacts.reached(child.subject_id) == []
    assert by.agreements.of_case(child.subject_id, {}) == []


def test_an_adult_whose_age_was_never_looked_up_is_told_nothing(world: World) -> None:
    adult = world.granted(data=REGISTERED)
    with world.services.database.transaction() as connection:
        by_age = update(ACCOUNT).where(ACCOUNT.c.subject_id == adult.subject_id)
        connection.execute(by_age.values(guarded=GuardianReason.BY_AGE))
    assert worker(world) == 1
    assert kept(world, adult) == []
    assert letters(world, adult, NoticeKind.ACTIVATES_ALONE) == []
    assert happened(world, adult, EventType.CONTACTS_LOST) == 0


@pytest.mark.norm("D14.2-1", limb="an own contact of before the guardianship is told the way")
def test_a_former_ward_reads_at_an_own_address_alone_how_to_activate(world: World) -> None:
    services, guardians = world.services, "+84905551234"
    ward = world.granted(data=REGISTERED)
    me, contacts = ward.subject_id, services.contacts
    world.clock.advance(timedelta(minutes=1))
    assert services.endings.place_under_guardian(me, body=COURT, actor=OPERATOR) is None
    world.clock.advance(timedelta(minutes=1))
    with services.database.transaction():
        contacts.set_at_desk(me, ContactKind.PHONE, guardians, proven=None, actor=OPERATOR)
    world.clock.advance(timedelta(minutes=1))
    end = services.registry_updates.wards.end_guardianship
    assert end(me, body=COURT, actor=OPERATOR) is None
    assert reached(world, ward, NoticeKind.ACTIVATES_ALONE) == [REGISTERED["email"]]
    assert letters(world, ward, NoticeKind.CONTACTS_LOST) == [], "the one message says it all"
    assert happened(world, ward, EventType.CONTACTS_LOST) == 1
    assert services.activations.reopen(me, actor=OPERATOR) is None, "as the letter says"
    assert reached(world, ward, NoticeKind.ACTIVATION_LINK) == [REGISTERED["email"]]


@pytest.mark.norm("D14.2-1", limb="contacts that stop counting are told where nothing else ends")
def test_a_ward_without_means_hears_which_addresses_count_no_more(world: World) -> None:
    services, guardians = world.services, "+84905551234"
    ward, guardian = world.person(data=REGISTERED), world.person()
    me, contacts = ward.subject_id, services.contacts
    world.clock.advance(timedelta(minutes=1))
    assert services.endings.place_under_guardian(me, body=COURT, actor=OPERATOR) is None
    end = services.registry_updates.wards.end_guardianship
    assert end(me, body=COURT, actor=OPERATOR) is None
    assert happened(world, ward, EventType.CONTACTS_LOST) == 0, "nothing was set in it"
    world.clock.advance(timedelta(minutes=1))
    assert services.endings.place_under_guardian(me, body=COURT, actor=OPERATOR) is None
    told(world, ward, guardian, kind=RepresentationKind.GUARDIAN, source=COURT)
    world.clock.advance(timedelta(minutes=1))
    with services.database.transaction():
        contacts.set_at_desk(me, ContactKind.PHONE, guardians, proven=None, actor=OPERATOR)
        services.credentials.erase_all(me, actor=OPERATOR)
    world.clock.advance(timedelta(minutes=1))
    assert end(me, body=COURT, actor=OPERATOR) is None
    assert reached(world, ward, NoticeKind.CONTACTS_LOST) == [REGISTERED["email"]]
    assert kept(world, ward).count(NoticeKind.CONTACTS_LOST) == 1
    assert len(letters(world, guardian, NoticeKind.WARD_ACTS_ALONE)) >= 1, "who acted is told too"
    assert happened(world, guardian, EventType.WARD_ACTS_ALONE) == 1
    (entry,) = (
        each
        for each in services.history.for_subject(me, limit=90)
        if each.happening is EventType.CONTACTS_LOST
    )
    assert entry.facts["kinds"] == [ContactKind.PHONE]

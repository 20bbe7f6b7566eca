"""The bound of a contact: after the loss of a phone, of a guardian, of a new one."""

from datetime import timedelta

from sqlalchemy import update

from idp.assurance.binding import CeremonyKind
from idp.assurance.contacts import CHANGED_LATELY
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import level_of_pieces
from idp.factors.domain import Binding
from idp.kernel.actors import OfficerRole
from idp.kernel.ids import new_id
from idp.losses.domain import LOST_PHONE_REPORT, LossReason, LostItem, Report, ReportedBy
from idp.notices.domain import NoticeKind
from idp.notices.domain.recipients import settled_recipients
from idp.subjects.tables import CONTACT
from tests.support.at_best import shown
from tests.support.contact_changes import (
    DAY,
    EMAIL,
    NEW,
    OLD,
    PHONE,
    begin,
    change,
    claims,
    number_of,
    owner,
    told,
)
from tests.support.letters import code_sent, letters
from tests.support.officers import AN, OPERATOR, officer, themself
from tests.support.visits import now_at
from tests.support.world import Person, World, sure

HELP = officer(OfficerRole.HOTLINE)


def test_no_level_is_gained_by_a_changed_address(slow: World) -> None:
    """Neither at once nor later: the session that set it binds it at 1, and nothing lifts that."""
    person = owner(slow)
    services = slow.services
    before = level_of_pieces(services.credentials.pieces(person.subject_id))
    guard = services.credentials.enrolled_pieces(person.subject_id)
    made = change(slow, person, "thief@evil.example")
    for _ in range(20):
        assert level_of_pieces(services.credentials.pieces(person.subject_id)) == before
        assert services.credentials.enrolled_pieces(person.subject_id) == guard
        assert services.contacts.bound(made) == 1
        slow.clock.advance(DAY)


def reaches_settled_address(world: World, person: Person) -> bool:
    """Whether a letter goes to any contact that was not set just before."""
    contacts = world.services.notices.contacts.for_subject(person.subject_id)
    return bool(settled_recipients(contacts, world.clock.now()))


def test_a_fresh_address_of_a_thief_shortens_no_cool_off(slow: World) -> None:
    """A letter to the address that was set just before reaches the thief only."""
    person = slow.person(data={"email_verified": False}, totp=False)
    assert not reaches_settled_address(slow, person)
    change(slow, person, "thief@evil.example")
    slow.clock.advance(4 * DAY)
    assert claims(slow, person)["email"] == "thief@evil.example"
    assert not reaches_settled_address(slow, person)
    slow.clock.advance(4 * DAY)
    assert reaches_settled_address(slow, person)


def test_a_contact_set_at_level_2_binds_after_a_week(world: World) -> None:
    person = owner(world)
    held = world.services.credentials.held(person.subject_id)
    both = shown([EvidenceKind.PASSWORD, EvidenceKind.TOTP])
    assert held
    begun = sure(
        begin(world, person, NEW, binding=Binding(CeremonyKind.OWN_ACCOUNT, tuple(both), new_id()))
    )
    made = sure(
        world.services.contacts.confirm(
            person.subject_id, EMAIL, handle=begun.handle, code=code_sent(world, person)
        )
    )
    assert (made.facts.bound, world.services.contacts.bound(made)) == (2, 1)
    world.clock.advance(CHANGED_LATELY)
    assert world.services.contacts.bound(made) == 2
    other = world.person(data={"email": NEW.upper().replace("EXAMPLE", "example")})
    assert other.subject_id != person.subject_id
    assert world.services.contacts.bound(made) == 1


def test_a_lost_phone_binds_nothing_until_its_number_is_confirmed_anew(world: World) -> None:
    person = owner(world, phone_number="+84912000002", phone_number_verified=True)
    book = world.services.contacts.repository
    number = book.now_and_next(person.subject_id, PHONE)[0]
    assert number is not None
    world.clock.advance(CHANGED_LATELY)
    assert world.services.contacts.bound(number) == 2
    world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        actor=themself(person.subject_id),
    )
    lost = book.now_and_next(person.subject_id, PHONE)[0]
    assert lost is not None
    assert lost.facts.lost_at == world.clock.now()
    assert world.services.contacts.bound(lost) == 1
    anew = change(world, person, "0912 000 002", PHONE)
    assert anew.facts.lost_at is None
    assert told(world, person, NoticeKind.CONTACT_CHANGED) == {OLD, "+84912000002"}
    assert world.services.contacts.bound(anew) == 1


def undo_by(world: World, person: Person, kind: NoticeKind) -> dict[str, bool]:
    """To whom letters of a kind went, and whether the newest there has a link that undoes."""
    return {each["to"]: "undo" in each for each in letters(world, person, kind)}


def test_the_finder_of_a_lost_phone_reads_no_link_that_undoes(world: World) -> None:
    number = "+84912000011"
    person = owner(world, phone_number=number, phone_number_verified=True)
    change(world, person, NEW)
    assert undo_by(world, person, NoticeKind.CONTACT_CHANGED) == {
        OLD: True,
        NEW: True,
        number: True,
    }
    world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        actor=themself(person.subject_id),
    )
    change(world, person, "third@new.example")
    assert undo_by(world, person, NoticeKind.CONTACT_CHANGED)[number] is False
    (case,) = world.services.losses.cases.for_subject(person.subject_id)
    sure(world.services.losses.cases.take(case.number, actor=HELP))
    sure(
        world.services.losses.cases.close(
            case.number, outcome="a new SIM is on its way", actor=OPERATOR
        )
    )
    change(world, person, "fourth@new.example")
    assert undo_by(world, person, NoticeKind.CONTACT_CHANGED)[number] is False


def test_whoever_has_nothing_but_a_lost_phone_gets_no_link(world: World) -> None:
    person = world.person(
        data={
            "phone_number": "+84912000012",
            "phone_number_verified": True,
            "email_verified": False,
        }
    )
    world.services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.ACCOUNT,
        actor=themself(person.subject_id),
    )
    sure(world.services.passwords.set(person.subject_id, "một câu khác hẳn và dài 77"))
    assert undo_by(world, person, NoticeKind.PASSWORD_CHANGED) == {"+84912000012": False}


def test_a_report_that_is_taken_back_gives_the_number_back(world: World) -> None:
    person = owner(world, phone_number="+84912000013", phone_number_verified=True)
    contacts, losses = world.services.contacts, world.services.losses
    world.clock.advance(CHANGED_LATELY)
    one = losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.FORM,
        actor=themself(person.subject_id),
    )
    other = losses.report(
        person.subject_id,
        Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE, LostItem.SECRETS})),
        reported_by=ReportedBy.FORM,
        actor=themself(person.subject_id),
    )
    here = now_at(world.services, AN)
    for case, bound in ((one, 1), (other, 2)):
        assert contacts.bound(number_of(world, person)) == 1
        sure(losses.retraction.at_counter(case.number, document="card", actor=here))
        assert contacts.bound(number_of(world, person)) == bound
    assert number_of(world, person).facts.lost_at is None


def test_the_upgrade_marks_phones_that_were_lost_before_and_none_confirmed_since(
    world: World,
) -> None:
    person = owner(world, phone_number="+84912000014", phone_number_verified=True)
    other = owner(world, phone_number="+84912000015", phone_number_verified=True)
    for each in (person, other):
        world.services.losses.report(
            each.subject_id,
            LOST_PHONE_REPORT,
            reported_by=ReportedBy.ACCOUNT,
            actor=themself(each.subject_id),
        )
    with world.services.database.transaction() as connection:
        connection.execute(update(CONTACT).values(lost_at=None))
    world.clock.advance(DAY)
    change(world, other, "+84912000015", PHONE)
    for _ in range(2):
        world.services.losses.mark_lost_phones()
    assert number_of(world, person).facts.lost_at is not None
    assert number_of(world, other).facts.lost_at is None


def test_what_a_guardian_gave_binds_nothing_once_the_child_is_14(world: World) -> None:
    """Born on 2012-11-20: 14 some days from now; the address was registered before that."""
    today = world.clock.now().date()
    born = today.replace(year=today.year - 14) + timedelta(days=20)
    person = owner(world, birthdate=born.isoformat())
    contacts = world.services.contacts
    world.clock.advance(10 * DAY)
    held = contacts.repository.now_and_next(person.subject_id, EMAIL)[0]
    assert held is not None
    assert contacts.bound(held) == 2
    world.clock.advance(11 * DAY)
    assert contacts.bound(held) == 1
    own = change(world, person, OLD)
    assert own.id != held.id
    assert own.facts.set_at == world.clock.now()

"""Which addresses of a person get a link that undoes, and what ends it."""

from sqlalchemy import select

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.factors.domain import Binding, CredentialKind
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LOST_PHONE_REPORT, MISUSE_REPORT, LossCase, ReportedBy
from idp.notices.domain import NoticeKind
from idp.notices.tables import NOTICE
from tests.support.contact_changes import change
from tests.support.letters import letters
from tests.support.officers import themself
from tests.support.races import race
from tests.support.undo_links import (
    DAY,
    HOUR,
    NEW,
    held,
    link_of,
    opens,
    owner,
    set_password,
    undo_links,
)
from tests.support.world import Person, World, sure


def test_an_address_that_waits_is_told_but_undoes_nothing(slow: World) -> None:
    person = owner(slow)
    change(slow, person, "thief@evil.example")
    slow.clock.advance(HOUR)
    set_password(slow, person)
    told = {each["to"] for each in letters(slow, person, NoticeKind.PASSWORD_CHANGED)}
    assert told == {"owner@old.example", "thief@evil.example"}
    assert set(undo_links(slow, person, NoticeKind.PASSWORD_CHANGED)) == {"owner@old.example"}


def test_an_address_that_waits_may_take_back_itself_and_nothing_more(slow: World) -> None:
    person = owner(slow)
    change(slow, person, "thief@evil.example")
    assert "thief@evil.example" in undo_links(slow, person, NoticeKind.CONTACT_CHANGED)
    slow.clock.advance(HOUR)
    change(slow, person, "owner@new.example")
    assert set(undo_links(slow, person, NoticeKind.CONTACT_CHANGED)) - {"thief@evil.example"} == {
        "owner@old.example",
        "owner@new.example",
    }
    newest = letters(slow, person, NoticeKind.CONTACT_CHANGED)[-3:]
    assert [each["to"] for each in newest if "undo" not in each] == ["thief@evil.example"]
    slow.clock.advance(4 * DAY)
    set_password(slow, person)
    assert "thief@evil.example" not in undo_links(slow, person, NoticeKind.PASSWORD_CHANGED)


def test_who_takes_an_address_back_ends_the_links_it_got_and_no_others(slow: World) -> None:
    person = owner(slow)
    change(slow, person, "thief@evil.example")
    slow.clock.advance(4 * DAY)
    set_password(slow, person)
    links = undo_links(slow, person, NoticeKind.PASSWORD_CHANGED)
    owners, thiefs = links["owner@old.example"], links["thief@evil.example"]
    assert slow.services.losses.peek_undo(thiefs) is not None
    contact = undo_links(slow, person, NoticeKind.CONTACT_CHANGED)["owner@old.example"]
    sure(slow.services.losses.undo(contact))
    assert slow.services.losses.peek_undo(thiefs) is None
    assert slow.services.losses.undo(thiefs) == Refused(Reason.NOT_FOUND)
    assert opens(slow, person, NEW)
    sure(slow.services.losses.undo(owners))
    assert opens(slow, person, person.password)


def test_who_takes_an_address_back_ends_the_links_to_report_that_it_got(slow: World) -> None:
    person, losses = owner(slow), slow.services.losses
    change(slow, person, "thief@evil.example")
    slow.clock.advance(4 * DAY)
    assert losses.links.request(LOST_PHONE_REPORT, username=person.username) is None
    assert losses.links.send_due() == 1
    link = letters(slow, person, NoticeKind.LOSS_LINK)[-1]["path"].rsplit("/", 1)[1]
    assert losses.links.peek(link) is not None
    contact = undo_links(slow, person, NoticeKind.CONTACT_CHANGED)["owner@old.example"]
    sure(losses.undo(contact))
    assert losses.report_by_link(link, MISUSE_REPORT) == Refused(Reason.NOT_FOUND)


def test_a_guardians_address_undoes_nothing_once_the_person_is_14(world: World) -> None:
    tomorrow = (world.clock.now() + DAY).date()
    born = tomorrow.replace(year=tomorrow.year - 14).isoformat()
    person = world.person(
        data={"email": "guardian@old.example", "birthdate": born}, totp=False, level=1
    )
    set_password(world, person)
    before = link_of(world, person, NoticeKind.PASSWORD_CHANGED)
    assert world.services.losses.peek_undo(before) is not None
    world.clock.advance(3 * DAY)
    assert world.services.losses.undo(before) == Refused(Reason.NOT_FOUND)
    change(world, person, "mine@new.example")
    set_password(world, person, f"{NEW} hai")
    told = {each["to"] for each in letters(world, person, NoticeKind.PASSWORD_CHANGED)}
    assert told == {"guardian@old.example", "mine@new.example"}
    assert set(undo_links(world, person, NoticeKind.CONTACT_CHANGED)) == {"mine@new.example"}


def test_a_letter_undoes_once_whichever_of_its_links_is_used(world: World) -> None:
    person = world.person(
        data={"phone_number": "+84912345678", "phone_number_verified": True}, totp=False
    )
    set_password(world, person)
    links = list(undo_links(world, person, NoticeKind.PASSWORD_CHANGED).values())
    assert len(links) == 2
    turns = iter(links * 2)
    answers = race(lambda: world.services.losses.undo(next(turns)), times=4)
    assert [isinstance(each, LossCase) for each in answers].count(True) == 1
    assert [world.services.losses.peek_undo(each) for each in links] == [None, None]


def test_a_lost_telephone_undoes_nothing_with_what_it_got_before(world: World) -> None:
    person, services = (
        world.person(data={"phone_number": "+84912345678", "phone_number_verified": True}),
        world.services,
    )
    set_password(world, person)
    links = undo_links(world, person, NoticeKind.PASSWORD_CHANGED)
    lost = links.pop("+84912345678")
    (mailed,) = links.values()
    world.clock.advance(HOUR)
    services.losses.report(
        person.subject_id,
        LOST_PHONE_REPORT,
        reported_by=ReportedBy.LINK,
        actor=themself(person.subject_id),
    )
    assert services.losses.peek_undo(lost) is None
    assert services.losses.peek_undo(mailed) is not None


def test_a_letter_to_an_address_that_waits_shortens_no_wait(slow: World) -> None:
    person = slow.person(data={"email_verified": False})
    change(slow, person, "thief@evil.example")
    begun = slow.services.one_time_codes.begin(person.subject_id, label="x")
    handle, code = sure(begun).handle, slow.code(sure(begun).secret)
    added = sure(
        slow.services.one_time_codes.confirm(
            person.subject_id, handle=handle, code=code, binding=both(slow, person)
        )
    )
    with slow.services.database.transaction() as connection:
        shortened = connection.execute(
            select(NOTICE.c.id).where(NOTICE.c.credential_id == added.id)
        ).all()
    assert "thief@evil.example" in {
        each["to"] for each in letters(slow, person, NoticeKind.CREDENTIAL_ADDED)
    }
    assert shortened == []


def both(world: World, person: Person) -> Binding:
    mine, now = held(world, person), world.clock.now()
    told = {CredentialKind.PASSWORD: EvidenceKind.PASSWORD, CredentialKind.TOTP: EvidenceKind.TOTP}
    shown = tuple(ShownPiece(mine[each].piece(told[each], now), mine[each].id) for each in told)
    return Binding(CeremonyKind.OWN_ACCOUNT, shown, new_id())

"""The messages of an account: with the letters or not at all, sealed, and gone in time."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind, NoticeState
from idp.notices.domain.messages import MESSAGES_KEPT_FOR, AccountMessage, SentBeside
from idp.notices.messages import MOST_COUNTED
from idp.notices.tables import ACCOUNT_MESSAGE, NOTICE
from idp.platform.database import Database
from idp.platform.sealing import CannotOpen
from idp.subjects.contact_values import masked
from idp.subjects.domain import Identity
from idp.wiring import build
from tests.support.databases import counts
from tests.support.officers import OPERATOR
from tests.support.people import CITIZEN, ORGANISATION
from tests.support.undo_links import link_of
from tests.support.world import Person, World

LOCKED = NoticeKind.ACCOUNT_LOCKED
BROWSER = NoticeKind.NEW_BROWSER
PROVEN = {"phone_number_verified": True}
_SQLITE = """CREATE TRIGGER full_outbox BEFORE INSERT ON notice
BEGIN SELECT RAISE(ABORT, 'the outbox is full'); END"""
_FUNCTION = """CREATE FUNCTION full_outbox() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the outbox is full'; END $$"""
_POSTGRESQL = """CREATE TRIGGER full_outbox BEFORE INSERT ON notice
FOR EACH ROW EXECUTE FUNCTION full_outbox()"""
FULL = {"sqlite": (_SQLITE,), "postgresql": (_FUNCTION, _POSTGRESQL)}
EMPTY = {
    "sqlite": ("DROP TRIGGER full_outbox",),
    "postgresql": ("DROP TRIGGER full_outbox ON notice", "DROP FUNCTION full_outbox()"),
}


@pytest.fixture
def person(world: World) -> Person:
    made = world.person(totp=False)
    forget(world, made.subject_id)
    return made


def forget(world: World, subject_id: Id) -> None:
    with world.services.database.transaction():
        world.services.messages.forget(subject_id)


def tell(world: World, subject_id: Id, kind: NoticeKind = LOCKED, **facts: Any) -> bool:  # noqa: ANN401
    return world.services.notices.notify(subject_id, text_key=kind, facts=facts)


def unreachable(world: World) -> Id:
    """A person with an account and without an address or a number."""
    whose = world.person(totp=False, data={"email_verified": False}).subject_id
    forget(world, whose)
    return whose


def kept(world: World, subject_id: Id) -> list[AccountMessage]:
    return world.services.messages.of_person(subject_id, limit=500)


def run(database: Database, statements: tuple[str, ...]) -> None:
    with database.engine.begin() as connection:
        for each in statements:
            connection.exec_driver_sql(each)


def test_a_letter_is_a_message_too_and_says_where_it_was_sent(world: World) -> None:
    whose = world.person(totp=False, data={"phone_number": "+84912345678", **PROVEN}).subject_id
    forget(world, whose)
    assert tell(world, whose, BROWSER, device="Mozilla/5.0", locale="vi")
    (message,) = kept(world, whose)
    assert (message.kind, message.facts) == (BROWSER, {"device": "Mozilla/5.0"})
    assert (message.told_at, message.read_at) == (world.clock.now(), None)
    sent = {each.channel: each.to for each in message.sent}
    assert set(sent) == {"mail", "sms"}
    assert re.fullmatch(r"\d…@people\.example", sent["mail"])
    assert sent["sms"] == masked("+84912345678")
    assert {each.state for each in message.sent} == {NoticeState.QUEUED}


def test_how_far_the_letters_are_is_read_from_the_outbox_while_it_knows(
    world: World, person: Person
) -> None:
    tell(world, person.subject_id)
    database, [mail] = world.services.database, kept(world, person.subject_id)[0].sent
    for state in (NoticeState.DELIVERED, NoticeState.FAILED):
        with database.transaction() as work:
            mine = NOTICE.c.subject_id == person.subject_id
            work.execute(update(NOTICE).where(mine).values(state=state))
        assert kept(world, person.subject_id)[0].sent == (SentBeside("mail", mail.to, state),)
    with database.transaction() as work:
        work.execute(NOTICE.delete())
    assert kept(world, person.subject_id)[0].sent == (SentBeside("mail", mail.to, None),)


def test_a_person_whom_no_letter_reaches_has_the_message(world: World) -> None:
    whose = unreachable(world)
    assert not tell(world, whose), "no letter is owed"
    (message,) = kept(world, whose)
    assert (message.kind, message.sent) == (LOCKED, ())


def test_what_goes_by_mail_only_is_kept_where_there_is_no_mail(world: World) -> None:
    whose = world.person(
        totp=False, data={"email_verified": False, "phone_number": "+84912345678"}
    ).subject_id
    forget(world, whose)
    told = world.services.notices.notify(
        whose, text_key=NoticeKind.LOSS_REPORTED, facts={"number": "BM-1"}, by_mail=True
    )
    assert not told
    assert [each.facts for each in kept(world, whose)] == [{"number": "BM-1"}]


def test_who_has_no_account_has_no_messages(world: World) -> None:
    for kind, data in (("organisation", ORGANISATION), ("citizen", CITIZEN)):
        found = world.services.subjects.register(kind, data, actor=OPERATOR)
        assert isinstance(found, Identity)
        assert tell(world, found.subject_id) == (kind == "citizen")
        assert kept(world, found.subject_id) == []


def test_codes_and_links_are_no_messages(world: World, person: Person) -> None:
    for kind in (NoticeKind.LOSS_LINK, NoticeKind.TERMS_NOT_KEPT):
        assert tell(world, person.subject_id, kind, path="/public/report-loss/secret")
    assert kept(world, person.subject_id) == []


def test_the_link_that_undoes_is_in_the_letter_alone(world: World, person: Person) -> None:
    world.enrol_totp(person.subject_id)
    link = link_of(world, person, NoticeKind.CREDENTIAL_ADDED)
    (message,) = kept(world, person.subject_id)
    assert message.facts == {"kind": "totp", "label": "phone"}
    (content,) = opened_contents(world, person.subject_id)
    assert link not in content
    assert "/public/" not in content


def opened_contents(world: World, subject_id: Id) -> list[str]:
    """All that is sealed in the messages of a person."""
    mine = select(ACCOUNT_MESSAGE).where(ACCOUNT_MESSAGE.c.subject_id == subject_id)
    return [
        world.services.subjects.open(
            subject_id, row.content_sealed, context=f"account_message:{row.id}"
        )
        for row in world.services.database.all(mine)
    ]


def test_message_and_letters_are_written_together_or_not_at_all(
    world: World, person: Person
) -> None:
    database = world.services.database
    dialect = database.engine.dialect.name
    run(database, FULL[dialect])
    try:
        with pytest.raises(Exception, match="the outbox is full"):
            tell(world, person.subject_id)
    finally:
        run(database, EMPTY[dialect])
    assert kept(world, person.subject_id) == []
    with pytest.raises(ZeroDivisionError):
        tell_and_fail(world, person.subject_id)
    assert kept(world, person.subject_id) == []
    assert tell(world, person.subject_id)
    assert len(kept(world, person.subject_id)) == 1


def tell_and_fail(world: World, subject_id: Id) -> None:
    """A change that fails after it was told."""
    with world.services.database.transaction():
        tell(world, subject_id)
        raise ZeroDivisionError


def test_changes_over_and_over_do_not_bury_a_warning(world: World) -> None:
    """As letters: five, and then one a day; also of a person whom no letter reaches."""
    for whose in (world.person(totp=False).subject_id, unreachable(world)):
        forget(world, whose)
        for _ in range(8):
            tell(world, whose, NoticeKind.DATA_COPIED)
        tell(world, whose, BROWSER)
        told = kept(world, whose)
        assert [each.kind for each in told] == [BROWSER, *[NoticeKind.DATA_COPIED] * 5]
        assert ["quiet_until" in each.facts for each in told[1:]] == [True] + [False] * 4


def test_messages_are_marked_once_and_only_by_their_person(world: World, person: Person) -> None:
    messages, other = world.services.messages, world.person(totp=False)
    for _ in range(3):
        tell(world, person.subject_id)
    newest, _, oldest = (each.id for each in kept(world, person.subject_id))
    theirs = kept(world, other.subject_id)[0].id
    for foreign in ([theirs], [newest, theirs], [newest, new_id()]):
        assert not messages.mark_read(person.subject_id, foreign)
    assert messages.unread(person.subject_id) == 3
    at = world.clock.now()
    assert messages.mark_read(person.subject_id, [newest, oldest, newest])
    world.clock.advance(timedelta(hours=1))
    assert messages.mark_read(person.subject_id, [newest])
    assert [each.read_at for each in kept(world, person.subject_id)] == [at, None, at]
    assert messages.unread(person.subject_id) == 1
    assert messages.unread(other.subject_id) == len(kept(world, other.subject_id))


def test_no_more_unread_messages_are_counted_than_a_page_says(world: World, person: Person) -> None:
    with world.services.database.transaction():
        for _ in range(MOST_COUNTED + 3):
            world.services.messages.add(person.subject_id, LOCKED, {}, sent=())
    assert world.services.messages.unread(person.subject_id) == MOST_COUNTED


def test_pages_follow_each_other_without_a_gap(world: World, person: Person) -> None:
    for number in range(5):
        tell(world, person.subject_id, number=str(number))
    messages, before, seen = world.services.messages, None, []
    while page := messages.of_person(person.subject_id, before=before, limit=2):
        seen += [each.facts["number"] for each in page]
        before = page[-1].id
    assert seen == ["4", "3", "2", "1", "0"]


def test_a_message_goes_after_a_year_read_or_not(world: World, person: Person) -> None:
    messages = world.services.messages
    tell(world, person.subject_id)
    tell(world, person.subject_id)
    messages.mark_read(person.subject_id, [kept(world, person.subject_id)[0].id])
    world.clock.advance(MESSAGES_KEPT_FOR - timedelta(seconds=1))
    tell(world, person.subject_id)
    messages.purge_expired()
    assert len(kept(world, person.subject_id)) == 3
    world.clock.advance(timedelta(seconds=1))
    assert messages.purge_expired() >= 2
    assert len(kept(world, person.subject_id)) == 1


def test_they_go_with_the_account(world: World) -> None:
    settings = world.settings.model_copy(update={"accounts_mode": AccountsMode.SELF_CREATED})
    services = build(settings, database=world.services.database, clock=world.clock)
    person, other = world.person(totp=False), world.person(totp=False)
    assert kept(world, person.subject_id)
    left = len(kept(world, other.subject_id))
    erased = services.erasures.erase(person.subject_id, actor=OPERATOR)
    assert not isinstance(erased, Refused)
    assert counts(services.database, ACCOUNT_MESSAGE) == (left,)
    assert not services.notices.notify(person.subject_id, text_key=LOCKED, facts={})
    assert counts(services.database, ACCOUNT_MESSAGE) == (left,)


def test_nothing_of_a_message_is_in_clear(world: World, person: Person) -> None:
    tell(world, person.subject_id, ground="nghi ngờ gian lận")
    (row,) = world.services.database.all(
        select(ACCOUNT_MESSAGE).where(ACCOUNT_MESSAGE.c.subject_id == person.subject_id)
    )
    for word in ("gian lận", "gian l", "example.test", "ground"):
        assert word.encode() not in bytes(row.content_sealed)


def test_a_message_that_was_moved_to_another_person_opens_for_nobody(
    world: World, person: Person
) -> None:
    tell(world, person.subject_id)
    other = world.person(totp=False)
    forget(world, other.subject_id)
    with world.services.database.transaction() as work:
        work.execute(update(ACCOUNT_MESSAGE).values(subject_id=other.subject_id))
    with pytest.raises(CannotOpen):
        kept(world, other.subject_id)

"""Two registrations of one person: the unused one is joined, and nobody's `sub` changes."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.accounts.finding import Sought
from idp.accounts.service import Accounts
from idp.accounts.sign_in_names import SignInNames
from idp.history.domain import EventType
from idp.kernel.actors import System
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.registries.duplicates import JoinHeld
from idp.registries.updates import RegistryUpdates
from idp.subjects.domain import Datum, Identity, Source
from idp.subjects.service import Subjects
from tests.support.activations import number_of
from tests.support.grants import relation
from tests.support.newcomers import CITIZEN_CELLS, RECORDED, line
from tests.support.officers import OPERATOR, of_every_role
from tests.support.registry_feeds import Feed, Untold, polled
from tests.support.world import Person, World, sure

WHY = "Hai người khác nhau"
SOURCE = Source.NATIONAL_POPULATION_DB
LOCK = {"ground": "g", "body": "b", "remedy": "r"}


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def updates(world: World, feed: Feed) -> RegistryUpdates:
    return replace(world.services.registry_updates, registries={RegistryName.POPULATION: feed})


def state(world: World, person: Person) -> AccountState:
    account = world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    return account.state


def registered(world: World) -> Person:
    """A citizen who was matched and has no account."""
    said = {
        name: Datum(value, SOURCE, date(2026, 1, 1))
        for name, value in {
            "personal_number": "001199000073",
            "name": "Ngô Thị Hai",
            "birthdate": "1980-01-02",
        }.items()
    }
    made = sure(world.services.subjects.register("citizen", said, actor=OPERATOR))
    world.services.subjects.match(made.subject_id, SOURCE, actor=OPERATOR)
    return Person(made.subject_id, "", "", None)


def told(world: World, updates: RegistryUpdates, feed: Feed, one: Person, other: Person) -> None:
    """The registry tells that `one` has the number of `other`."""
    old, new = number_of(world, one), number_of(world, other)
    feed.records[old] = feed.records[new] = {"personal_number": new, "name": "Trần Thị Một"}
    feed.tell(f"{old} is {new}", old)
    polled(world, updates)


def happened(world: World, person: Person, kind: EventType) -> list[Any]:
    entries = world.services.history.for_subject(person.subject_id)
    return [each for each in entries if each.happening is kind]


def named(world: World, typed: str) -> bytes:
    services = world.services
    accounts = services.accounts
    names = SignInNames(services.database, world.clock, accounts.sealing, accounts)
    return names.read(typed).account_key


@pytest.mark.norm("D3.1", limb="a merged duplicate is one subject, and keeps each party's sub")
@pytest.mark.parametrize("used_is_told", [True, False])
def test_the_unused_registration_is_joined_to_the_used_one(
    world: World, updates: RegistryUpdates, feed: Feed, *, used_is_told: bool
) -> None:
    used, unused, services = world.person(), world.granted(), world.services
    portal = relation(world, used.subject_id)
    portal.agree(("openid", "offline_access"))
    issued = portal.issued(("openid", "offline_access"))
    known_as = portal.said(issued.id_token)["sub"]
    one, other = (used, unused) if used_is_told else (unused, used)
    old, new = number_of(world, one), number_of(world, other)
    told(world, updates, feed, one, other)
    assert updates.parked() == []
    held = services.subjects.identity(used.subject_id)
    assert (held.number, held.data["name"].value) == (new, "Trần Thị Một")
    assert services.subjects.by_number(new) == (used.subject_id,)
    assert services.subjects.by_number(old) == (used.subject_id,)
    assert portal.said(portal.issued(("openid",)).id_token)["sub"] == known_as
    sure(portal.refresh(issued.refresh_token))
    assert (state(world, used), state(world, unused)) == (AccountState.ACTIVE, AccountState.LOCKED)
    assert services.accounts.unlock(unused.subject_id, actor=System(rule="D8.1")) == Refused(
        Reason.IDENTITY_EXISTS
    )
    for mine, theirs, part in (used, unused, "surviving"), (unused, used, "joined"):
        (entry,) = happened(world, mine, EventType.SUBJECT_JOINED)
        assert (entry.facts["part"], entry.facts["other"]) == (part, theirs.subject_id)
        assert entry.actor == System(rule="D8.1")
    assert len(happened(world, unused, EventType.LETTER_ISSUED)) == 1, "they are told of the lock"


def test_a_search_tells_of_the_one_who_stays_whatever_of_the_two_was_found(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    name = {"name": f"Zsófia {secrets.token_hex(4)}"}
    used, unused = world.person(), world.granted(data=name)
    seeks = [name["name"], number_of(world, unused)]
    told(world, updates, feed, unused, used)
    finder = world.services.person_searches.finding
    for text in seeks:
        found = finder.find(Sought(text, None)).people
        assert [each.subject_id for each in found] == [used.subject_id], text


def test_either_number_is_a_user_name_of_the_one_who_stays_and_of_nobody_else(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, unused, services = world.person(), world.granted(), world.services
    both = [number_of(world, unused), number_of(world, used)]
    told(world, updates, feed, unused, used)
    mine = services.accounts.username_key(used.username)
    assert [named(world, each) for each in both] == [mine, mine]
    said = Datum(both[0], Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))
    again = services.subjects.register("citizen", {"personal_number": said}, actor=OPERATOR)
    assert again == Refused(Reason.IDENTITY_EXISTS)
    again_in_a_file = line(CITIZEN_CELLS, number=both[0])
    (report,) = services.intake.take([again_in_a_file], RECORDED, Untold(), actor=OPERATOR)
    assert (report.registered, report.conflicts) == (0, 1)


def test_an_event_that_names_the_number_of_before_reaches_who_stays(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, unused = world.person(), world.granted()
    old, new = number_of(world, unused), number_of(world, used)
    told(world, updates, feed, unused, used)
    feed.records[new] = {"status": "dead"}
    feed.tell("dead", old)
    polled(world, updates)
    assert state(world, used) is AccountState.LOCKED


def test_of_two_that_were_never_used_the_one_with_an_account_stays(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, granted = world.services, world.granted()
    said = Datum("001199000077", Source.NATIONAL_POPULATION_DB, date(2026, 1, 1))
    bare = sure(services.subjects.register("citizen", {"personal_number": said}, actor=OPERATOR))
    services.subjects.match(bare.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
    old = number_of(world, granted)
    feed.records[old] = feed.records[bare.number] = {"personal_number": bare.number}
    feed.tell("e1", old)
    polled(world, updates)
    assert services.subjects.by_number(bare.number) == (granted.subject_id,)
    assert state(world, granted) is AccountState.GRANTED
    refused = services.accounts.create(bare.subject_id, username="nobody", level=1, actor=OPERATOR)
    assert refused == Refused(Reason.MATCH_MISSING), "what was joined gets no account"


@pytest.mark.norm("D8.1-2", limb="a death locks also who was registered twice")
def test_two_that_were_used_wait_for_an_officer_and_a_death_locks_all_the_same(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    one, other = world.person(), world.person()
    old, new = number_of(world, one), number_of(world, other)
    told(world, updates, feed, one, other)
    (waits,) = updates.parked()
    assert (waits.reason, waits.hold) == (Reason.IDENTITY_EXISTS, JoinHeld.BOTH_USED)
    assert (waits.subject_id, waits.other_id) == (one.subject_id, other.subject_id)
    assert (number_of(world, one), number_of(world, other)) == (old, new)
    assert state(world, one) is state(world, other) is AccountState.ACTIVE
    feed.records[old] = {"personal_number": new, "status": "dead"}
    feed.tell("dead", old)
    polled(world, updates)
    assert (state(world, one), state(world, other)) == (AccountState.LOCKED, AccountState.ACTIVE)
    assert len(updates.parked()) == 2


def test_who_only_says_to_have_the_number_is_joined_to_nobody(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, services = world.person(), world.services
    said = Datum("001199000078", Source.SELF_DECLARED, date(2026, 1, 1))
    claims = services.subjects.register("citizen", {"personal_number": said}, actor=OPERATOR)
    assert isinstance(claims, Identity)
    feed.records[number_of(world, used)] = {"personal_number": claims.number}
    feed.tell("e1", number_of(world, used))
    polled(world, updates)
    assert [each.hold for each in updates.parked()] == [JoinHeld.NOT_MATCHED]


def test_what_a_body_locked_is_not_ended_by_a_join(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, unused = world.person(), world.granted()
    sure(world.services.endings.lock(unused.subject_id, **LOCK, actor=OPERATOR))
    told(world, updates, feed, unused, used)
    assert [each.hold for each in updates.parked()] == [JoinHeld.UNUSED_LOCKED]


def test_a_guardianship_is_not_lost_by_a_join(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, unused, services = world.person(), world.granted(), world.services
    by = of_every_role(world.clock.now())
    services.accounts.place_under_guardian(unused.subject_id, body="Tòa án", actor=by)
    told(world, updates, feed, unused, used)
    assert [each.hold for each in updates.parked()] == [JoinHeld.UNUSED_WARD]
    services.accounts.place_under_guardian(used.subject_id, body="Tòa án", actor=by)
    world.clock.advance(timedelta(hours=6))
    assert updates.apply_due()
    assert services.subjects.joined_to(unused.subject_id) == used.subject_id


def test_a_ward_stays_one_when_another_registration_is_joined(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, unused, services = world.person(), world.granted(), world.services
    by = of_every_role(world.clock.now())
    services.accounts.place_under_guardian(used.subject_id, body="Tòa án", actor=by)
    told(world, updates, feed, unused, used)
    assert updates.parked() == []
    assert services.accounts.is_ward(used.subject_id)


@pytest.mark.parametrize("used_is_told", [True, False])
def test_a_wrong_join_is_undone_and_not_made_again(
    world: World, updates: RegistryUpdates, feed: Feed, *, used_is_told: bool
) -> None:
    used, unused, services = world.person(), world.granted(), world.services
    one, other = (used, unused) if used_is_told else (unused, used)
    old, new = number_of(world, one), number_of(world, other)
    told(world, updates, feed, one, other)
    (made,) = updates.joins.joins.of_subject(used.subject_id)
    by = of_every_role(world.clock.now())
    assert updates.joins.undo(made.id, reason=WHY, actor=System(rule="D8.1")) == Refused(
        Reason.NOT_AUTHORISED
    )
    sure(updates.joins.undo(made.id, reason=WHY, actor=by))
    assert (number_of(world, one), number_of(world, other)) == (old, new)
    assert services.subjects.by_number(old) == (one.subject_id,)
    assert services.subjects.by_number(new) == (other.subject_id,)
    assert (state(world, used), state(world, unused)) == (AccountState.ACTIVE, AccountState.GRANTED)
    assert updates.joins.undo(made.id, reason=WHY, actor=by) == Refused(Reason.STATE_ALREADY_HOLDS)
    for each in (used, unused):
        (entry,) = happened(world, each, EventType.SUBJECT_PARTED)
        said = services.cases.texts.opened(each.subject_id, entry.facts)["reason"]
        assert (entry.actor, said) == (by, WHY)
        assert WHY not in str(entry.facts), "sealed under the key of whose history it is"
    feed.tell("again", old)
    polled(world, updates)
    assert {each.hold for each in updates.parked()} == {JoinHeld.PARTED_BEFORE}


@pytest.mark.parametrize("used_is_told", [True, False])
@pytest.mark.parametrize("another", ["001199000099", None], ids=["a new one", "the duplicate's"])
def test_a_join_is_not_undone_once_the_one_who_stayed_got_another_number(
    world: World,
    updates: RegistryUpdates,
    feed: Feed,
    another: str | None,
    *,
    used_is_told: bool,
) -> None:
    """Whose the number is now, only a registry knows."""
    used, unused = world.person(), world.granted()
    one, other = (used, unused) if used_is_told else (unused, used)
    old, new = number_of(world, one), number_of(world, other)
    told(world, updates, feed, one, other)
    corrected = another or old
    feed.records[new] = feed.records[old] = {"personal_number": corrected}
    feed.tell("corrected", new)
    polled(world, updates)
    assert number_of(world, used) == corrected
    (made,) = updates.joins.joins.of_subject(used.subject_id)
    undone = updates.joins.undo(made.id, reason=WHY, actor=of_every_role(world.clock.now()))
    assert undone == Refused(Reason.CASE_MOVED)
    assert world.services.subjects.joined_to(unused.subject_id) == used.subject_id
    assert state(world, unused) is AccountState.LOCKED
    assert world.services.subjects.by_number(old) == (used.subject_id,)


def test_of_two_joins_in_a_row_the_later_one_is_undone_first(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    """Meanwhile what the first one moved is with the one who stayed in the end."""
    first, second, last = world.granted(), world.granted(), world.person()
    numbers = [number_of(world, each) for each in (first, second, last)]
    told(world, updates, feed, first, second)
    told(world, updates, feed, second, last)
    joins, by = updates.joins, of_every_role(world.clock.now())
    (earlier,) = joins.joins.of_subject(first.subject_id)
    (later,) = joins.joins.of_subject(last.subject_id)
    assert joins.undo(earlier.id, reason=WHY, actor=by) == Refused(Reason.CASE_MOVED)
    for each in (later, earlier):
        sure(joins.undo(each.id, reason=WHY, actor=by))
    assert [number_of(world, each) for each in (first, second, last)] == numbers
    for person, number in zip((first, second, last), numbers, strict=True):
        assert world.services.subjects.by_number(number) == (person.subject_id,)


def test_who_cannot_be_unlocked_is_not_told_to_be(
    world: World, updates: RegistryUpdates, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, unused = world.person(), world.granted()
    told(world, updates, feed, unused, used)
    (made,) = updates.joins.joins.of_subject(used.subject_id)
    refused = Refused(Reason.NOT_AUTHORISED)
    monkeypatch.setattr(Accounts, "unlock", lambda *_, **__: refused)
    before = len(happened(world, unused, EventType.LETTER_ISSUED))
    sure(updates.joins.undo(made.id, reason=WHY, actor=of_every_role(world.clock.now())))
    assert state(world, unused) is AccountState.LOCKED
    assert len(happened(world, unused, EventType.LETTER_ISSUED)) == before


def test_a_death_that_came_during_a_wrong_join_locks_the_right_one_after_it(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    used, unused = world.person(), world.granted()
    old, new = number_of(world, unused), number_of(world, used)
    told(world, updates, feed, unused, used)
    feed.records[new] = feed.records[old] = {"status": "dead"}
    feed.tell("dead", old)
    polled(world, updates)
    assert state(world, used) is AccountState.LOCKED
    feed.records[new] = {"status": "living", "personal_number": new}
    (made,) = updates.joins.joins.of_subject(used.subject_id)
    sure(
        updates.joins.undo(
            made.id, reason="Hai người khác nhau", actor=of_every_role(world.clock.now())
        )
    )
    updates.apply_due()
    assert (state(world, used), state(world, unused)) == (AccountState.ACTIVE, AccountState.LOCKED)
    assert updates.parked() == []


def test_no_account_of_a_duplicate_is_activated(
    world: World, updates: RegistryUpdates, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one that it should not have."""
    used, services = world.person(), world.services
    bare = registered(world)
    told(world, updates, feed, bare, used)
    monkeypatch.setattr(Subjects, "matched", lambda *_: True)
    sure(services.accounts.create(bare.subject_id, username="nobody", level=2, actor=OPERATOR))
    by = of_every_role(world.clock.now())
    locked = Refused(Reason.ACCOUNT_LOCKED)
    assert services.activations.invite(bare.subject_id, actor=by) == locked
    accounts = services.accounts
    activated = accounts.activate(bare.subject_id, terms_version=CURRENT_TERMS, actor=OPERATOR)
    assert activated == locked

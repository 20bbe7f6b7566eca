"""What a registry tells of changes is applied once, in one transaction, and locks and unlocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from idp.accounts.domain import AccountState
from idp.history.domain import EventType
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import (
    NoAnswer,
    RegistryEvent,
    RegistryName,
    RegistryNumber,
    RegistryRecord,
)
from idp.registries.updates import RegistryUpdates
from idp.subjects.domain import Datum, Identity, Source, SubjectKind
from idp.subjects.newcomers import KeyName, NewSubject
from tests.support.activations import number_of
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import relation
from tests.support.newcomers import ORGANISATION_CELLS, RECORDED, line
from tests.support.officers import OPERATOR
from tests.support.people import ORGANISATION
from tests.support.registry_feeds import Feed, Untold, polled
from tests.support.world import Person, World, sure

NAME = "Trần Thị Thử Nghiệm"


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def updates(world: World, feed: Feed) -> RegistryUpdates:
    return replace(world.services.registry_updates, registries={RegistryName.POPULATION: feed})


@pytest.fixture
def person(world: World) -> Person:
    return world.person()


def happened(world: World, person: Person, kind: EventType) -> list[Any]:
    entries = world.services.history.for_subject(person.subject_id)
    return [each for each in entries if each.happening is kind]


def state(world: World, person: Person) -> AccountState:
    account = world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    return account.state


@pytest.mark.norm("D8.1", limb="a change in a registry is applied once, with its source and date")
def test_a_corrected_name_is_applied_once_whatever_is_told_twice(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    feed.records[number] = {"name": "Trần Thị Đúng", "recorded_on": "2026-01-02"}
    feed.tell("e1", number)
    assert polled(world, updates) == 1
    feed.tell("e1", number)
    feed.tell("e1", number)
    assert polled(world, updates) == 0
    datum = world.services.subjects.identity(person.subject_id).data["name"]
    assert datum.value == "Trần Thị Đúng"
    assert (datum.source, datum.recorded_on) == (
        Source.NATIONAL_POPULATION_DB,
        date(2026, 1, 2),
    )
    (entry,) = happened(world, person, EventType.SUBJECT_UPDATED)
    assert entry.actor == System(rule="D8.1")
    assert entry.facts == {
        "registry": "population",
        "event": "e1",
        "data": ["given_name", "name"],
    }
    assert "given_name" not in world.services.subjects.identity(person.subject_id).data


@pytest.mark.norm("D8.1", limb="the next token carries what changed")
@pytest.mark.norm("D8.1-2", limb="a death ends what was granted before the next request")
def test_the_next_token_carries_the_new_name_and_after_a_death_there_is_none(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    portal = relation(world, person.subject_id)
    portal.agree(("openid", "offline_access"), "name")
    asked = {"id_token_claims": {"name": None}, "items": ("name",)}
    issued = portal.issued(("openid", "offline_access"), **asked)
    assert portal.said(issued.id_token)["name"] == NAME
    number = number_of(world, person)
    feed.records[number] = {"name": "Trần Thị Đúng"}
    feed.tell("e1", number)
    polled(world, updates)
    issued = portal.issued(("openid", "offline_access"), **asked)
    assert portal.said(issued.id_token)["name"] == "Trần Thị Đúng"
    kept = sure(portal.refresh(issued.refresh_token)).refresh_token
    feed.records[number] = {"status": "dead"}
    feed.tell("e2", number)
    polled(world, updates)
    assert isinstance(portal.refresh(kept), Refused)


def test_events_in_another_order_end_with_what_the_registry_says_now(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    feed.records[number] = {"name": NAME, "gender": "male"}
    for event_id in ("later", "earlier"):
        feed.tell(event_id, number)
    assert polled(world, updates) == 2
    assert world.services.subjects.identity(person.subject_id).data["gender"].value == "male"
    assert len(happened(world, person, EventType.SUBJECT_UPDATED)) == 1


@pytest.mark.norm("D3.1", limb="a corrected number keeps the subject")
def test_a_corrected_number_keeps_the_subject(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    feed.records[number] = {"personal_number": "001199000001"}
    feed.tell("e1", number)
    polled(world, updates)
    assert number_of(world, person) == "001199000001"
    assert world.services.subjects.by_number("001199000001") == (person.subject_id,)
    assert world.services.subjects.by_number(number) == ()


@pytest.mark.norm("D8.1-2", limb="a death that a registry tells of locks in one transaction")
def test_a_death_locks_and_a_correction_unlocks_and_both_are_written(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    feed.records[number] = {"status": "dead"}
    feed.tell("e1", number)
    polled(world, updates)
    account = world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    assert account.lock is not None
    assert account.lock.body == "Cơ sở dữ liệu quốc gia về dân cư"
    feed.records[number] = {"status": "living"}
    feed.tell("e2", number)
    polled(world, updates)
    assert state(world, person) is AccountState.ACTIVE
    assert len(happened(world, person, EventType.ACCOUNT_LOCKED)) == 1
    assert len(happened(world, person, EventType.ACCOUNT_UNLOCKED)) == 1
    assert len(happened(world, person, EventType.LETTER_ISSUED)) == 2


def test_what_somebody_else_locked_no_registry_unlocks(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    words = {"ground": "Tòa án", "body": "Tòa án", "remedy": "r"}
    rule = System(rule="D8.1")
    sure(world.services.endings.lock(person.subject_id, **words, actor=rule))
    for event_id, status in ("e1", "dead"), ("e2", "living"):
        feed.records[number] = {"status": status}
        feed.tell(event_id, number)
        polled(world, updates)
    account = world.services.accounts.by_subject(person.subject_id)
    assert account is not None
    assert account.lock is not None
    assert account.lock.ground == "Tòa án"


@pytest.mark.parametrize(
    "record",
    [
        {"religion": "none"},
        {"name": ["Trần"]},
        {"name": "Trần\u202eThị"},
        {"name": "x" * 10_000},
        {"birthdate": "1990-02-30"},
        {"birthdate": 1990},
        {"birthdate": "2090-01-01"},
        {"birthdate": "9999"},
        {"birthdate": "1849-12-31"},
        {"gender": "unknown"},
        {"nationality": "Viet Nam"},
        {"address": {"formatted": {"deep": []}}},
        {"address": {"planet": "Earth"}},
        {"address": {"formatted": "12 Hàng \u202eBài"}},
        {"address": {"locality": "Hà Nội\a"}},
        {"address": {"street_address": "12 Hàng Bài\nHà Nội"}},
        {"status": "operating"},
        {"status": ["dead"]},
        {"recorded_on": "2199-01-01"},
        {"personal_number": None},
    ],
    ids=lambda record: str(record)[:40],
)
def test_a_faulty_record_changes_nothing_and_waits(
    world: World,
    updates: RegistryUpdates,
    feed: Feed,
    person: Person,
    record: Mapping[str, object],
) -> None:
    number = number_of(world, person)
    before = world.services.subjects.identity(person.subject_id)
    feed.records[number] = {"gender": "male", **record}
    feed.tell("e1", number)
    polled(world, updates)
    assert world.services.subjects.identity(person.subject_id) == before
    assert [each.reason for each in updates.parked()] == [Reason.REGISTRY_RECORD_FAULTY]


def test_a_parked_event_is_tried_again_until_it_is_applied(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    feed.records[number] = NoAnswer(Reason.REGISTRY_ANSWER_REFUSED)
    feed.tell("e1", number)
    polled(world, updates)
    assert updates.apply_due() == 0
    feed.records[number] = {"gender": "male"}
    world.clock.advance(timedelta(minutes=2))
    assert updates.apply_due() == 1
    assert updates.parked() == []
    assert len(happened(world, person, EventType.SUBJECT_UPDATED)) == 1


def test_an_event_about_who_was_erased_waits_no_more(
    world: World, updates: RegistryUpdates
) -> None:
    with world.services.database.transaction():
        assert updates.feeds.take(RegistryName.POPULATION, "e1", new_id())
    assert [each.event_id for each in updates.parked()] == ["e1"]
    world.clock.advance(timedelta(minutes=2))
    updates.apply_due()
    assert updates.parked() == []


def test_an_event_waits_for_a_silent_registry_and_counts_once(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = number_of(world, person)
    feed.records[number] = {"gender": "male"}
    feed.tell("e1", number)
    feed.down = True
    assert polled(world, updates) == 1
    assert [each.reason for each in updates.parked()] == [Reason.SERVICE_UNAVAILABLE]
    assert happened(world, person, EventType.SUBJECT_UPDATED) == []
    feed.down = False
    assert polled(world, updates) == 0
    assert updates.parked() == []
    assert len(happened(world, person, EventType.SUBJECT_UPDATED)) == 1


def test_who_is_not_here_is_no_work(world: World, updates: RegistryUpdates, feed: Feed) -> None:
    feed.tell("e1", "001199009999")
    feed.page = 1
    feed.tell("e2", "001199009998")
    assert updates.poll() == 1
    assert updates.poll() == 1, "there is more, so the next page is due at once"
    assert updates.poll() == 0
    assert updates.parked() == []
    world.clock.advance(timedelta(days=91))
    assert updates.feeds.purge_settled() == 2


def test_who_turns_out_to_be_a_child_needs_a_guardian(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number, born = number_of(world, person), world.clock.now().date() - timedelta(days=9 * 365)
    feed.records[number] = {"birthdate": born.isoformat()}
    feed.tell("e1", number)
    polled(world, updates)
    status = world.services.accounts.status_of(person.subject_id)
    assert status is not None
    assert status.alone_from is not None


@pytest.mark.norm("D8.2-2", limb="a suspension locks until it is over, a dissolution locks")
def test_an_organisation_that_is_suspended_is_locked_until_it_operates_again(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, business = world.services, replace(updates, registries={RegistryName.BUSINESS: feed})
    identity = services.subjects.register("organisation", ORGANISATION, actor=OPERATOR)
    assert isinstance(identity, Identity)
    me = identity.subject_id
    services.subjects.match(me, Source.NATIONAL_ORGANISATION_DB, actor=OPERATOR)
    sure(services.accounts.create(me, username="sen.vang", level=None, actor=OPERATOR))
    states = []
    for event_id, status in ("e1", "suspended"), ("e2", "operating"), ("e3", "dissolved"):
        feed.records[identity.number] = {"status": status}
        number = RegistryNumber("organisation_number", identity.number)
        feed.events.append(RegistryEvent(event_id, number))
        polled(world, business)
        account = services.accounts.by_subject(me)
        assert account is not None
        states.append(account.state)
    assert states == [AccountState.LOCKED, AccountState.GRANTED, AccountState.LOCKED]


@pytest.mark.norm("D3.3", limb="data of a registry reach nobody who was not matched")
def test_who_only_says_to_have_a_number_gets_no_data_of_it_until_matched(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services = world.services
    said = Datum("001190000123", Source.SELF_DECLARED, date(2026, 1, 1))
    claimed = {"personal_number": said, "name": replace(said, value="Nguyễn Văn Kia")}
    identity = services.subjects.register("citizen", claimed, actor=OPERATOR)
    assert isinstance(identity, Identity)
    feed.records[identity.number] = {"name": "Trần Thị Thật"}
    feed.tell("e1", identity.number)
    feed.tell("e2", identity.number)
    assert polled(world, updates) == 2
    assert services.subjects.identity(identity.subject_id).data == identity.data
    (waits,) = updates.parked()
    assert (waits.reason, waits.event_id) == (Reason.MATCH_MISSING, "e1"), "one says as much"
    sure_matched = services.subjects.match(
        identity.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR
    )
    assert sure_matched is None
    assert updates.apply_due() == 1
    held = services.subjects.identity(identity.subject_id)
    assert held.data["name"].value == "Trần Thị Thật"
    assert updates.parked() == []


@pytest.mark.norm("D8.1-2", limb="a death told before the match locks the account after it")
def test_a_death_that_was_told_before_the_match_is_not_forgotten(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services = world.services
    said = Datum("001190000124", Source.SELF_DECLARED, date(2026, 1, 1))
    claimed = {"personal_number": said, "name": replace(said, value="Nguyễn Văn Kia")}
    identity = services.subjects.register("citizen", claimed, actor=OPERATOR)
    assert isinstance(identity, Identity)
    feed.records[identity.number] = {"status": "dead"}
    feed.tell("e1", identity.number)
    for _ in range(3):
        polled(world, updates)
    me = identity.subject_id
    services.subjects.match(me, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
    sure(services.accounts.create(me, username="nguyen.kia", level=1, actor=OPERATOR))
    assert updates.apply_due() == 1
    account = services.accounts.by_subject(me)
    assert account is not None
    assert account.state is AccountState.LOCKED


def test_an_organisation_that_is_asked_for_by_a_code_keeps_its_number(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, business = world.services, replace(updates, registries={RegistryName.BUSINESS: feed})
    code = Datum("0100000001", Source.NATIONAL_ORGANISATION_DB, date(2026, 1, 1))
    told = {**ORGANISATION, "enterprise_code": code}
    identity = services.subjects.register("organisation", told, actor=OPERATOR)
    assert isinstance(identity, Identity)
    services.subjects.match(identity.subject_id, Source.NATIONAL_ORGANISATION_DB, actor=OPERATOR)
    feed.records["0100000001"] = {"name": "Công ty Sen Vàng mới"}
    number = RegistryNumber("organisation_number", identity.number)
    feed.events.append(RegistryEvent("e1", number))
    assert polled(world, business) == 1
    now = services.subjects.identity(identity.subject_id)
    assert (now.number, now.data["name"].value) == (identity.number, "Công ty Sen Vàng mới")


def test_an_event_of_a_registry_that_is_not_connected_any_more_waits(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    feed.tell("e1", number_of(world, person))
    polled(world, updates)
    world.clock.advance(timedelta(days=1))
    assert replace(updates, registries={}).apply_due() == 0
    assert [each.reason for each in updates.parked()] == [Reason.REGISTRY_HAS_NO_RECORD]


def test_a_record_that_cannot_be_had_keeps_no_other_from_being_applied(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    other = world.person()
    feed.records[number_of(world, person)] = NoAnswer(Reason.REGISTRY_ANSWER_REFUSED)
    feed.records[number_of(world, other)] = {"name": "Trần Thị Đúng"}
    for event_id, each in ("e1", person), ("e2", other):
        feed.tell(event_id, number_of(world, each))
    polled(world, updates)
    name = world.services.subjects.identity(other.subject_id).data["name"]
    assert name.value == "Trần Thị Đúng"
    assert [each.event_id for each in updates.parked()] == ["e1"]


def test_events_behind_a_silent_record_are_applied_in_another_round(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    other = world.person()
    feed.records[number_of(world, person)] = NoAnswer(Reason.SERVICE_UNAVAILABLE)
    feed.records[number_of(world, other)] = {"name": "Trần Thị Đúng"}
    for event_id, each in ("e1", person), ("e2", other):
        feed.tell(event_id, number_of(world, each))
    for _ in range(3):
        polled(world, updates)
    name = world.services.subjects.identity(other.subject_id).data["name"]
    assert name.value == "Trần Thị Đúng"


@dataclass
class Slow(Feed):
    """A registry that takes its time for each answer."""

    clock: FrozenClock = field(kw_only=True)

    def look_up(self, number: RegistryNumber) -> RegistryRecord | None:
        self.clock.advance(timedelta(seconds=4.9))
        return super().look_up(number)


@pytest.mark.parametrize("record", [NoAnswer(Reason.REGISTRY_ANSWER_REFUSED), {"gender": "male"}])
def test_a_slow_registry_holds_up_no_other(
    world: World, updates: RegistryUpdates, feed: Feed, record: NoAnswer | Mapping[str, str]
) -> None:
    slow = Slow(clock=world.clock)
    both = {RegistryName.IDENTITY: slow, RegistryName.POPULATION: feed}
    mine, people = replace(updates, registries=both), [world.person() for _ in range(6)]
    for place, each in enumerate(people[:5]):
        slow.records[number_of(world, each)] = record
        slow.tell(f"e{place}", number_of(world, each))
    feed.records[number_of(world, people[5])] = {"status": "dead"}
    feed.tell("d", number_of(world, people[5]))
    begun = world.clock.now()
    mine.poll()
    assert state(world, people[5]) is AccountState.ACTIVE, "reading a feed applies nothing"
    mine.apply_due()
    assert state(world, people[5]) is AccountState.LOCKED
    assert world.clock.now() - begun < timedelta(seconds=10)
    world.clock.advance(timedelta(seconds=1))
    for _ in range(3):
        mine.apply_due()
    assert all(each.tries for each in mine.parked()), "each was asked about in another round"


@pytest.mark.norm("D8.1-2", limb="a death locks when what had locked the account has ended")
def test_a_death_behind_another_lock_locks_when_that_one_ends(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number, words = number_of(world, person), {"ground": "g", "body": "b", "remedy": "r"}
    sure(world.services.endings.lock(person.subject_id, **words, actor=OPERATOR))
    feed.records[number] = {"status": "dead"}
    feed.tell("e1", number)
    polled(world, updates)
    assert [each.reason for each in updates.parked()] == [Reason.ACCOUNT_LOCKED]
    world.clock.advance(timedelta(hours=1))
    updates.apply_due()
    assert [each.tries for each in updates.parked()] == [2], "it is tried again less and less often"
    sure(world.services.accounts.unlock(person.subject_id, actor=OPERATOR))
    updates.apply_due()
    assert state(world, person) is AccountState.LOCKED
    assert updates.parked() == []


@dataclass
class Meanwhile(Feed):
    """A registry while whose answer is on its way something else happens, once."""

    happens: Callable[[], object] | None = None

    def look_up(self, number: RegistryNumber) -> RegistryRecord | None:
        record, happens, self.happens = super().look_up(number), self.happens, None
        if happens is not None:
            happens()
        return record


def test_an_older_record_is_not_applied_over_a_newer_one(
    world: World, updates: RegistryUpdates, person: Person
) -> None:
    slow, number = Meanwhile(), number_of(world, person)
    mine = replace(updates, registries={RegistryName.POPULATION: slow})
    slow.records[number] = {"status": "living", "name": "Trần Thị Cũ"}
    slow.tell("e1", number)

    def another_worker() -> None:
        slow.records[number] = {"status": "dead", "name": "Trần Thị Mới"}
        with world.services.database.transaction():
            mine.feeds.take(RegistryName.POPULATION, "e2", person.subject_id)
        assert mine.apply_due() == 1

    slow.happens = another_worker
    polled(world, mine)
    assert [each.reason for each in mine.parked()] == [Reason.CASE_MOVED]
    world.clock.advance(timedelta(minutes=5))
    mine.apply_due()
    assert state(world, person) is AccountState.LOCKED
    name = world.services.subjects.identity(person.subject_id).data["name"]
    assert name.value == "Trần Thị Mới"


def test_an_erasure_while_the_answer_is_on_its_way_ends_the_event(
    world: World, updates: RegistryUpdates, person: Person
) -> None:
    slow, number = Meanwhile(), number_of(world, person)
    slow.records[number] = {"name": "Trần Thị Đúng"}
    slow.tell("e1", number)

    def erased() -> None:
        with world.services.database.transaction():
            world.services.subjects.erase(person.subject_id)

    slow.happens = erased
    mine = replace(updates, registries={RegistryName.POPULATION: slow})
    polled(world, mine)
    assert mine.parked() == []


@pytest.mark.parametrize("number", ["abc-x", "00119900000", "1" * 19])
def test_a_corrected_number_has_the_form_of_one(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person, number: str
) -> None:
    before = number_of(world, person)
    feed.records[before] = {"personal_number": number}
    feed.tell("e1", before)
    polled(world, updates)
    assert number_of(world, person) == before
    assert [each.reason for each in updates.parked()] == [Reason.REGISTRY_RECORD_FAULTY]


def test_a_citizen_gets_no_number_of_an_organisation(
    world: World, updates: RegistryUpdates, feed: Feed, person: Person
) -> None:
    number = Datum("001199000009", Source.NATIONAL_ORGANISATION_DB, date(2026, 1, 1))
    told = {**ORGANISATION, "organisation_number": number}
    assert isinstance(
        world.services.subjects.register("organisation", told, actor=OPERATOR), Identity
    )
    before = number_of(world, person)
    feed.records[before] = {"personal_number": "001199000009"}
    feed.tell("e1", before)
    polled(world, updates)
    assert number_of(world, person) == before
    assert [each.reason for each in updates.parked()] == [Reason.IDENTITY_EXISTS]


def registered(world: World, new: NewSubject) -> None:
    identity = world.services.subjects.register(new.kind, new.data, actor=OPERATOR)
    assert isinstance(identity, Identity)
    assert new.matched is not None
    world.services.subjects.match(identity.subject_id, new.matched, actor=OPERATOR)


def brought_in(world: World, new: NewSubject) -> None:
    with world.services.database.transaction():
        world.services.intake.registrations.add([new], actor=OPERATOR)


@pytest.mark.parametrize("way", [registered, brought_in])
@pytest.mark.parametrize("number", ["organisation_number", "enterprise_code", "tax_code"])
def test_whoever_is_registered_in_any_way_is_found_by_an_event_and_by_an_import(
    world: World,
    updates: RegistryUpdates,
    feed: Feed,
    way: Callable[[World, NewSubject], None],
    number: str,
) -> None:
    business = replace(updates, registries={RegistryName.BUSINESS: feed})
    code = Datum("0100000001", Source.NATIONAL_ORGANISATION_DB, date(2026, 1, 1))
    data = {**ORGANISATION, "enterprise_code": code, "tax_code": code}
    way(world, NewSubject(SubjectKind.ORGANISATION, data, Source.NATIONAL_ORGANISATION_DB))
    value = str(data[number].value)
    feed.events.append(RegistryEvent("e1", RegistryNumber(number, value)))
    feed.records[value] = feed.records["0100000001"] = {"name": "Công ty một"}
    assert polled(world, business) == 1
    column = "number" if number == "organisation_number" else number
    told = line(ORGANISATION_CELLS, **{"tax_code": "", column: value})
    (report,) = world.services.intake.take([told], RECORDED, Untold(), actor=OPERATOR)
    assert (report.registered, report.conflicts) == (0, 1)


@pytest.mark.norm("D8.2-2", limb="an event that names an organisation by its code reaches it")
def test_an_event_finds_an_organisation_by_its_code_and_by_a_new_one(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, business = world.services, replace(updates, registries={RegistryName.BUSINESS: feed})
    code = Datum("0100000001", Source.NATIONAL_ORGANISATION_DB, date(2026, 1, 1))
    data = {**ORGANISATION, "enterprise_code": code}
    new = NewSubject(SubjectKind.ORGANISATION, data, Source.NATIONAL_ORGANISATION_DB)
    with services.database.transaction():
        (made,) = services.intake.registrations.add([new], actor=OPERATOR)
    feed.records["0100000001"] = {"name": "Công ty một", "enterprise_code": "0100000002"}
    feed.records["0100000002"] = {"name": "Công ty hai"}
    for told in ("0100000001", "0100000002"):
        feed.events.append(RegistryEvent(f"of {told}", RegistryNumber("enterprise_code", told)))
        assert polled(world, business) == 1
    now = services.subjects.identity(made.subject_id)
    assert now.data["name"].value == "Công ty hai"
    assert services.subjects.by_key(KeyName.ENTERPRISE_CODE, "0100000001") is None


def test_an_organisation_is_called_by_nothing_else(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    business = replace(updates, registries={RegistryName.BUSINESS: feed})
    feed.events.append(RegistryEvent("e1", RegistryNumber("reference", "0100000001")))
    assert polled(world, business) == 1
    assert business.parked() == []


def test_an_event_that_fails_says_why_it_waits_and_keeps_no_other(
    world: World, updates: RegistryUpdates, person: Person
) -> None:
    def fails() -> None:
        raise ValueError("a bug")

    feed, number = Meanwhile(happens=fails), number_of(world, person)
    mine = replace(updates, registries={RegistryName.POPULATION: feed})
    feed.records[number] = {"status": "dead"}
    feed.tell("e1", number)
    feed.tell("e2", number)
    polled(world, mine)
    (waits,) = mine.parked()
    assert (waits.event_id, waits.reason) == ("e1", Reason.REGISTRY_RECORD_FAULTY)
    assert state(world, person) is AccountState.LOCKED


def test_events_of_one_instant_are_applied_in_the_order_of_their_ids(
    world: World, updates: RegistryUpdates
) -> None:
    told = [f"e{each}" for each in (3, 1, 2)]
    with world.services.database.transaction():
        for each in told:
            updates.feeds.take(RegistryName.POPULATION, each, new_id())
    claimed = [updates.feeds.claim_due(RegistryName.POPULATION) for _ in told]
    assert [each.event_id for each in claimed if each is not None] == sorted(told)

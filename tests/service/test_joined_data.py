"""What is held of a joined duplicate is the person's: copied, erased, and written to nobody."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.losses.forgotten import Forgotten
from idp.losses.tables import FORGOTTEN_REQUEST
from idp.notices.tables import NOTICE
from idp.personal_data.domain.erasure import WAITS
from idp.personal_data.erasures import Erasures
from idp.registries.updates import RegistryUpdates
from idp.subjects.domain import Datum, Source
from idp.subjects.tables import NAME_TERM
from tests.service.test_personal_data import breaks
from tests.support.commands import Idp, json_lines
from tests.support.databases import counts
from tests.support.officers import OPERATOR, of_every_role, themself
from tests.support.registry_feeds import Feed, polled
from tests.support.world import Person, World, sure

NAME = "Ngô Bảo Châu Ký"
MAIL = "ban-sao@people.test"


@pytest.fixture
def updates(world: World) -> RegistryUpdates:
    feed = Feed()
    return replace(world.services.registry_updates, registries={RegistryName.POPULATION: feed})


@pytest.fixture
def erasures(world: World) -> Erasures:
    return replace(world.services.erasures, mode=AccountsMode.SELF_CREATED)


def duplicate(world: World) -> Person:
    return world.granted(data={"name": NAME, "email": MAIL, "email_verified": True})


def joined(world: World, updates: RegistryUpdates, one: Person, other: Person) -> None:
    """The registry tells that the unused one has the number of the other."""
    feed: Any = updates.registries[RegistryName.POPULATION]
    old, new = (world.services.subjects.identity(each.subject_id).number for each in (one, other))
    feed.records[old] = feed.records[new] = {"personal_number": new, "name": "Trần Thị Một"}
    feed.tell(f"{old} is {new}", old)
    polled(world, updates)
    assert world.services.subjects.joined_to(one.subject_id) == other.subject_id


def test_who_is_erased_leaves_no_duplicate(
    world: World, updates: RegistryUpdates, erasures: Erasures
) -> None:
    services, used = world.services, world.person()
    first, second = duplicate(world), duplicate(world)
    for each in (first, second):
        joined(world, updates, each, used)
    assert erasures.erase(used.subject_id, actor=OPERATOR) is None
    for each in (first, second, used):
        with pytest.raises(LookupError):
            services.subjects.identity(each.subject_id)
        assert services.accounts.status_of(each.subject_id) is None
        kinds = [entry.happening for entry in services.history.for_subject(each.subject_id)]
        assert kinds.count(EventType.ACCOUNT_ERASED) == 1
    assert services.subjects.duplicates(used.subject_id) == []
    whose = [first.subject_id, second.subject_id, used.subject_id]
    terms = select(func.count()).where(NAME_TERM.c.subject_id.in_(whose))
    row = services.database.one(terms)
    assert row is not None
    assert row[0] == 0
    (made, *_) = updates.joins.joins.of_subject(first.subject_id)
    undone = updates.joins.undo(
        made.id, reason="Hai người khác nhau", actor=of_every_role(world.clock.now())
    )
    assert undone == Refused(Reason.NOT_FOUND)


def test_a_case_about_a_duplicate_holds_the_whole(
    world: World, updates: RegistryUpdates, erasures: Erasures, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, unused = world.person(), duplicate(world)
    joined(world, updates, unused, used)

    def held_by(_: Erasures, subject_id: str) -> Reason | None:
        return Reason.CASE_OPEN if subject_id == unused.subject_id else None

    monkeypatch.setattr(Erasures, "held_by", held_by)
    assert erasures.erase(used.subject_id, actor=OPERATOR) == Refused(Reason.CASE_OPEN)
    assert world.services.accounts.status_of(used.subject_id) is not None
    assert world.services.subjects.identity(unused.subject_id).data["name"].value == NAME


def test_an_erasure_that_was_asked_before_the_join_is_carried_out(
    world: World, updates: RegistryUpdates, erasures: Erasures
) -> None:
    used, unused = world.person(), duplicate(world)
    sure(erasures.ask(unused.subject_id, by=None, actor=OPERATOR))
    joined(world, updates, unused, used)
    world.clock.advance(WAITS)
    assert erasures.carry_out_due() == 1
    with pytest.raises(LookupError):
        world.services.subjects.identity(unused.subject_id)
    assert world.services.accounts.status_of(used.subject_id) is not None
    assert erasures.erase(used.subject_id, actor=OPERATOR) is None


def test_the_copy_names_the_joins_and_what_is_held_of_the_duplicate(
    world: World, updates: RegistryUpdates
) -> None:
    used, unused = world.person(), duplicate(world)
    joined(world, updates, unused, used)
    whose = used.subject_id
    parts = sure(world.services.personal_data.copy(whose, actor=themself(whose)))
    document = json.loads("".join(parts))
    (told,) = document["joins"]
    assert (told["joined"], told["surviving"]) == (unused.subject_id, whose)
    (held,) = document["duplicates"]
    assert held["subject"]["id"] == unused.subject_id
    assert held["account"]["user_name"] == unused.username
    assert NAME in [each["value"] for each in held["identity"]]
    assert MAIL in json.dumps(held["contacts"])
    assert breaks(document) == []
    own, other = document["history"], held["history"]
    for entries, about in ((own, whose), (other, unused.subject_id)):
        kept = world.services.history.for_subject(about)
        assert [each["id"] for each in entries] == [each.id for each in kept]
        assert "subject_joined" in {each["happening"] for each in entries}


def test_a_join_is_shown_with_its_history_also_when_it_was_undone(
    world: World, updates: RegistryUpdates
) -> None:
    joins, used = updates.joins, world.person()
    parted, stays = duplicate(world), duplicate(world)
    joined(world, updates, parted, used)
    (first,) = joins.joins.of_person(used.subject_id)
    officer = of_every_role(world.clock.now())
    sure(joins.undo(first.id, reason="Hai người khác nhau", actor=officer))
    joined(world, updates, stays, used)
    _, second = joins.joins.of_person(used.subject_id)
    courses = {each.id: joins.course_of(each) for each in (first, second)}
    told = {each: [entry.happening for entry in course] for each, course in courses.items()}
    assert told == {
        first.id: [EventType.SUBJECT_JOINED, EventType.SUBJECT_PARTED],
        second.id: [EventType.SUBJECT_JOINED],
    }
    assert courses[first.id][1].actor == officer


def test_a_command_shows_who_parted_two_and_why(idp: Idp) -> None:
    from idp.cli.context import services  # noqa: PLC0415 - after its settings

    feed = Feed()
    numbers = ("001190000017", "001190000025")
    with services() as opened:
        connected = {RegistryName.POPULATION: feed}
        updates = replace(opened.registry_updates, registries=connected)
        today = opened.clock.now().date()
        for number in numbers:
            said = {"personal_number": number, "name": "Trần Thị Một", "birthdate": "1990-01-01"}
            data = {
                key: Datum(value, Source.NATIONAL_POPULATION_DB, today)
                for key, value in said.items()
            }
            subject = sure(opened.subjects.register("citizen", data, actor=OPERATOR))
            source = Source.NATIONAL_POPULATION_DB
            assert opened.subjects.match(subject.subject_id, source, actor=OPERATOR) is None
        old, new = numbers
        feed.records[old] = feed.records[new] = {"personal_number": new, "name": "Trần Thị Một"}
        feed.tell("one person", old)
        updates.poll()
        updates.apply_due()
    (shown,) = json_lines(idp("registries", "joins", new))
    assert [each["happening"] for each in shown["history"]] == ["subject_joined"]
    parted = idp("registries", "part", shown["id"], "--reason", "Hai người", "--by", "ca 1")
    assert parted.exit_code == 0, parted.output
    for number in numbers:
        (shown,) = json_lines(idp("registries", "joins", number))
        course = shown["history"]
        assert [each["happening"] for each in course] == ["subject_joined", "subject_parted"]
        assert (course[1]["reason"], course[1]["by"]["actor"]) == ("Hai người", "operator")
        assert shown["undone_at"] is not None


@pytest.mark.parametrize("forgotten", list(Forgotten))
def test_nothing_is_sent_to_a_contact_of_a_duplicate(
    world: World, updates: RegistryUpdates, forgotten: Forgotten
) -> None:
    used, unused = world.person(), duplicate(world)
    joined(world, updates, unused, used)
    services = world.services
    before = counts(services.database, NOTICE)
    assert services.forgotten.request(forgotten, username=unused.username) is None
    assert services.forgotten.send_due() == 0
    assert counts(services.database, NOTICE, FORGOTTEN_REQUEST) == (*before, 0)

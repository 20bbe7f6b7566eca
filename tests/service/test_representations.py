"""Records of who acts for whom follow their registry at once, on both databases (X9.1, X6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from idp.accounts.domain import AccountStatus, acts_alone
from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryComparison, RegistryEvent, RegistryName, RegistryNumber
from idp.registries.records import BODIES
from idp.registries.updates import RegistryUpdates
from idp.representation.domain import RepresentationKind, RepresentedBy, StatedAgent
from idp.subjects.domain import Datum, Source, SubjectKind
from tests.support.activations import number_of
from tests.support.grants import relation
from tests.support.officers import OPERATOR
from tests.support.registry_feeds import Feed, polled
from tests.support.registry_merges import twice
from tests.support.representing import ended, made_ward, named
from tests.support.world import Person, World, sure

CHILD = {"birthdate": "2015-06-01"}
SINCE = "2015-06-01"


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def updates(world: World, feed: Feed) -> RegistryUpdates:
    registries = {RegistryName.POPULATION: feed, RegistryName.BUSINESS: feed}
    asking = world.services.registry_updates
    who_acts = replace(asking.who_acts, registries=registries)
    return replace(asking, registries=registries, who_acts=who_acts)


def parent(number: str, **more: object) -> dict[str, object]:
    return {"number": number, "kind": "parent", "from": SINCE, **more}


def guardian(number: str, **more: object) -> dict[str, object]:
    return {**parent(number), "kind": "guardian", **more}


def tell(world: World, updates: RegistryUpdates, feed: Feed, whom: Person, **said: Any) -> None:  # noqa: ANN401
    number = number_of(world, whom)
    feed.records[number] = said
    feed.tell(f"e{len(feed.events)}", number)
    polled(world, updates)


def told(world: World, person: Person, kind: EventType) -> list[dict[str, Any]]:
    entries = world.services.history.for_subject(person.subject_id)
    return [dict(each.facts) for each in entries if each.happening is kind]


def alone(world: World, person: Person) -> bool:
    status = world.services.accounts.status_of(person.subject_id)
    assert isinstance(status, AccountStatus)
    return acts_alone(status, world.clock.now())


@pytest.mark.norm("X9.1", limb="a record comes from the register, and ends when that drops it")
def test_parents_come_and_go_as_the_register_says(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    child, mother = world.person(totp=False, level=1, data=CHILD), world.person()
    records = world.services.representations
    tell(world, updates, feed, child, guardians=[parent(number_of(world, mother))])
    assert records.agents(child.subject_id) == {mother.subject_id}
    assert records.represented_by(mother.subject_id) == (
        RepresentedBy(child.subject_id, RepresentationKind.PARENT),
    )
    tell(world, updates, feed, child, guardians=[parent(number_of(world, mother))])
    for person, other, part in ((child, mother, "principal"), (mother, child, "agent")):
        (entry,) = told(world, person, EventType.REPRESENTATION_RECORDED)
        assert (entry["other"], entry["part"]) == (other.subject_id, part)
    tell(world, updates, feed, child, guardians=[])
    assert not records.may_act(mother.subject_id, child.subject_id)
    assert records.represented_by(mother.subject_id) == ()
    assert len(told(world, mother, EventType.REPRESENTATION_ENDED)) == 1
    (kept,) = records.of_agent(mother.subject_id)
    assert kept.ended_at is not None


@pytest.mark.norm("X9.1", limb="an expired record gives no power")
def test_a_record_ends_on_its_last_day_without_anybody_doing_anything(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    child, mother = world.person(totp=False, level=1, data=CHILD), world.person()
    last = (world.clock.now() + timedelta(days=3)).date()
    said = parent(number_of(world, mother), until=last.isoformat())
    tell(world, updates, feed, child, guardians=[said])
    records = world.services.representations
    assert records.may_act(mother.subject_id, child.subject_id)
    world.clock.advance(timedelta(days=5))
    assert not records.may_act(mother.subject_id, child.subject_id)


def test_a_parent_who_registers_later_is_found_by_the_number(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    child = world.person(totp=False, level=1, data=CHILD)
    tell(world, updates, feed, child, guardians=[parent("001199000009")])
    records = world.services.representations
    assert records.agents(child.subject_id) == frozenset()
    mother = world.person(data={"personal_number": "001199000009"})
    assert records.agents(child.subject_id) == {mother.subject_id}
    assert records.may_act(mother.subject_id, child.subject_id)
    assert len(records.represented_by(mother.subject_id)) == 1
    tell(world, updates, feed, child, guardians=[parent("001199000009")])
    assert [each.ended_at for each in records.of_principal(child.subject_id)] == [None]


@pytest.mark.norm("D14.2-1", limb="nobody under 14 and no ward alone")
def test_a_guardian_in_the_register_makes_a_ward_and_their_end_unmakes_one(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    ward, keeper = world.person(), world.person()
    session = world.services.sessions.for_subject
    before = relation(world, ward.subject_id).session.id
    assert [each.id for each in session(ward.subject_id)] == [before]
    tell(world, updates, feed, ward, guardians=[guardian(number_of(world, keeper))])
    assert not alone(world, ward)
    assert session(ward.subject_id) == []
    assert len(told(world, ward, EventType.GUARDIANSHIP_RECORDED)) == 1
    tell(world, updates, feed, ward, guardians=[])
    assert alone(world, ward)
    assert len(told(world, ward, EventType.GUARDIANSHIP_ENDED)) == 1


def test_what_a_body_recorded_no_register_ends(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    ward, keeper = world.person(), world.person()
    accounts, body = world.services.accounts, "Tòa án"
    assert accounts.place_under_guardian(ward.subject_id, body=body, actor=OPERATOR) is None
    tell(world, updates, feed, ward, guardians=[guardian(number_of(world, keeper))])
    tell(world, updates, feed, ward, guardians=[])
    assert accounts.is_ward(ward.subject_id)
    assert not alone(world, ward)


@pytest.mark.norm("D14.2-2", limb="who is no ward any more is acted for by nobody")
def test_a_decision_names_the_guardian_and_ends_what_it_made(world: World) -> None:
    ward, keeper = world.person(), world.person()
    records = world.services.representations
    stated = StatedAgent(
        number=number_of(world, keeper),
        kind=RepresentationKind.GUARDIAN,
        starts_on=date(2026, 1, 1),
    )

    def recorded(what: StatedAgent) -> Reason | None:
        return named(world, ward.subject_id, what)

    assert recorded(stated) is Reason.NO_GUARDIANSHIP, "nobody acts for who acts alone"
    made_ward(world, ward)
    assert named(world, ward.subject_id, stated, body="population") is Reason.SOURCE_MANAGED
    assert recorded(replace(stated, ends_on=date(2026, 1, 2))) is Reason.EXPIRED
    assert recorded(stated) is None
    assert recorded(stated) is Reason.STATE_ALREADY_HOLDS
    parents = replace(stated, kind=RepresentationKind.PARENT)
    assert recorded(parents) is Reason.UNKNOWN_SUBJECT_KIND
    own = replace(stated, number=number_of(world, ward))
    assert recorded(own) is Reason.NOT_AUTHORISED
    assert records.may_act(keeper.subject_id, ward.subject_id)
    over = world.services.accounts.end_guardianship(ward.subject_id, body="x", actor=OPERATOR)
    assert over is None
    assert not records.may_act(keeper.subject_id, ward.subject_id)
    assert records.represented_by(keeper.subject_id) == ()
    made_ward(world, ward)
    (held,) = records.of_principal(ward.subject_id)
    assert ended(world, keeper.subject_id, held.id) is Reason.NOT_FOUND
    assert ended(world, ward.subject_id, held.id) is None
    assert ended(world, ward.subject_id, held.id) is Reason.STATE_ALREADY_HOLDS
    assert not records.may_act(keeper.subject_id, ward.subject_id)


def test_what_a_registry_told_no_decision_ends(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    child, mother = world.person(totp=False, level=1, data=CHILD), world.person()
    tell(world, updates, feed, child, guardians=[parent(number_of(world, mother))])
    (held,) = world.services.representations.of_principal(child.subject_id)
    assert ended(world, child.subject_id, held.id) is Reason.SOURCE_MANAGED


@pytest.mark.norm("X6.1", limb="who is dropped by the business register acts no more at once")
def test_representatives_of_an_organisation_follow_the_business_register(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    head, other = world.person(), world.person()
    data = {"organisation_number": "000100000777", "enterprise_code": "0100000777"}
    body = world.person(kind=SubjectKind.ORGANISATION, data=data)
    records = world.services.representations

    def register(**said: object) -> None:
        feed.records["0100000777"] = said
        number = RegistryNumber("enterprise_code", "0100000777")
        feed.events.append(RegistryEvent(f"b{len(feed.events)}", number))
        polled(world, updates)

    one = {"number": number_of(world, head), "name": "Trần Thị Thử Nghiệm"}
    register(representative={**one, "role": "legal_representative"}, recorded_on="2026-01-02")
    assert records.agents(body.subject_id) == {head.subject_id}
    both = [{"number": number_of(world, each), "from": SINCE} for each in (head, other)]
    register(representatives=both, representatives_act="jointly")
    assert records.agents(body.subject_id) == {head.subject_id, other.subject_id}
    assert records.represented_by(head.subject_id) == ()
    register(representatives=both[1:])
    assert not records.may_act(head.subject_id, body.subject_id)
    assert records.may_act(other.subject_id, body.subject_id)
    assert told(world, body, EventType.GUARDIANSHIP_RECORDED) == []


def test_an_organisation_that_is_new_comes_with_its_representative(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    head = world.person()
    feed.records["0100000888"] = {
        "name": "Công ty Mới",
        "established_on": "2020-01-01",
        "address": {"formatted": "1 Lê Lợi"},
        "representative": {
            "number": number_of(world, head),
            "name": "Trần Thị Thử Nghiệm",
            "role": "head",
        },
    }
    feed.events.append(RegistryEvent("n1", RegistryNumber("enterprise_code", "0100000888")))
    polled(world, updates)
    (found,) = world.services.representations.represented_by(head.subject_id)
    assert found.kind is RepresentationKind.LEGAL_REPRESENTATIVE
    name = world.services.subjects.identity(found.principal_id).data["name"]
    assert name == Datum("Công ty Mới", Source.NATIONAL_ORGANISATION_DB, name.recorded_on)


def test_a_register_that_says_nothing_of_it_changes_nothing(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    child, mother = world.person(totp=False, level=1, data=CHILD), world.person()
    tell(world, updates, feed, child, guardians=[parent(number_of(world, mother))])
    tell(world, updates, feed, child, gender="male")
    records = world.services.representations
    assert records.may_act(mother.subject_id, child.subject_id)


@dataclass(frozen=True)
class Agreeing:
    """A registry in which all data agree."""

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        return RegistryComparison(found=bool(number.value and data))


def test_after_a_match_the_register_is_asked_who_acts(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, today = world.services, world.clock.now().date()
    matching = replace(
        services.registry_matching,
        registries={RegistryName.POPULATION: Agreeing()},
        who_acts=updates.who_acts,
    )
    mother, made = world.person(), dict[str, str]()
    for born, says in (("2015-06-01", parent), ("1980-01-01", guardian)):
        number = f"0012{len(made)}0000017"
        data = {"personal_number": number, "name": "Lê An", "birthdate": born}
        told_by = {
            name: Datum(value, Source.NATIONAL_POPULATION_DB, today) for name, value in data.items()
        }
        found = services.subjects.register(SubjectKind.CITIZEN, told_by, actor=OPERATOR)
        made[born] = sure(found).subject_id
        sure(matching.match(made[born], actor=OPERATOR))
        feed.records[number] = {"guardians": [says(number_of(world, mother))]}
    updates.apply_due()
    for born, subject_id in made.items():
        assert services.representations.agents(subject_id) == {mother.subject_id}, born


@pytest.mark.norm("D14.2-1", limb="also who was a ward before the import uses no account alone")
def test_who_was_there_before_is_asked_about_once(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    ward, keeper, nobody = world.person(), world.person(), world.person()
    feed.records[number_of(world, ward)] = {"guardians": [guardian(number_of(world, keeper))]}
    feed.records[number_of(world, keeper)] = {"guardians": []}
    assert updates.ask_who_acts() == 3
    assert updates.ask_who_acts() == 0, "those before wait for the registry still"
    updates.apply_due()
    assert [alone(world, each) for each in (ward, keeper, nobody)] == [False, True, True]
    assert updates.ask_who_acts() == 0
    assert updates.parked() == [], "of whom the registry knows nothing nobody acts"


@pytest.mark.norm("X9.1", limb="a record has a start and an end, and so has the hold by it")
def test_a_ward_is_one_from_the_first_to_the_last_day_of_the_record(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    ward, keeper = world.person(), world.person()
    first = world.clock.now().date() + timedelta(days=2)
    days = {"from": first.isoformat(), "until": (first + timedelta(days=1)).isoformat()}
    tell(world, updates, feed, ward, guardians=[guardian(number_of(world, keeper), **days)])
    seen = []
    for _ in range(5):
        updates.wards.review()
        agents = world.services.representations.agents(ward.subject_id)
        assert bool(agents) is not alone(world, ward)
        seen.append(alone(world, ward))
        world.clock.advance(timedelta(days=1))
    assert seen == [True, True, False, False, True]
    kinds = [EventType.GUARDIANSHIP_RECORDED, EventType.GUARDIANSHIP_ENDED]
    assert [len(told(world, ward, kind)) for kind in kinds] == [1, 1]


def test_the_letter_about_the_last_day_names_the_register_that_told_of_the_guardian(
    world: World, updates: RegistryUpdates
) -> None:
    ward, keeper, today = world.person(), world.person(), world.clock.now().date()
    services, immigration = world.services, RegistryName.IMMIGRATION
    stated = StatedAgent(
        number=number_of(world, keeper),
        kind=RepresentationKind.GUARDIAN,
        starts_on=today,
        ends_on=today,
    )
    with services.database.transaction():
        services.representations.reconcile(ward.subject_id, immigration, [stated], actor=OPERATOR)
    assert updates.wards.review() == 1
    world.clock.advance(timedelta(days=2))
    assert updates.wards.review() == 1
    (ended,) = told(world, ward, EventType.GUARDIANSHIP_ENDED)
    assert ended["body"] == BODIES[immigration]


def test_a_body_ends_no_guardianship_that_a_register_has(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    ward, keeper = world.person(), world.person()
    made_ward(world, ward)
    tell(world, updates, feed, ward, guardians=[guardian(number_of(world, keeper))])
    end = updates.wards.end_guardianship
    refused = end(ward.subject_id, body="Tòa án", actor=OPERATOR)
    assert refused == Refused(Reason.SOURCE_MANAGED)
    tell(world, updates, feed, ward, guardians=[])
    assert end(ward.subject_id, body="Tòa án", actor=OPERATOR) is None
    assert alone(world, ward)


def test_who_was_joined_wrongly_acts_for_nobody_of_the_other_once_they_are_parted(
    world: World,
) -> None:
    both, child = twice(world), world.person(totp=False, level=1, data=CHILD)
    decided = StatedAgent(
        number=number_of(world, both.told),
        kind=RepresentationKind.GUARDIAN,
        starts_on=date(2020, 1, 1),
    )
    records = world.services.representations
    assert named(world, child.subject_id, decided) is None
    goes, stays = both.told.subject_id, both.holder.subject_id
    assert records.agents(child.subject_id) == {goes}
    join = both.merged()
    assert records.agents(child.subject_id) == {stays}
    sure(both.part(join))
    assert records.agents(child.subject_id) == {goes}
    assert not records.may_act(stays, child.subject_id)

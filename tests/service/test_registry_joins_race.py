"""Joins beside other verbs about the same people, each on a connection of its own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from idp.accounts.domain import Account, AccountState
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryEvent, RegistryName, RegistryNumber
from idp.registries.domain import ParkedEvent
from idp.registries.updates import RegistryUpdates
from idp.subjects.domain import Datum, Identity, Source, SubjectKind
from idp.subjects.newcomers import KeyName
from tests.support.activations import number_of
from tests.support.officers import OPERATOR, of_every_role
from tests.support.races import meanwhile
from tests.support.registry_feeds import Feed
from tests.support.world import World, sure

SOURCE = Source.NATIONAL_POPULATION_DB
BARE = "001199000073"

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def updates(world: World, feed: Feed) -> RegistryUpdates:
    return replace(world.services.registry_updates, registries={RegistryName.POPULATION: feed})


def bare(world: World, number: str = BARE) -> Identity:
    """A citizen who was matched and has no account."""
    said = {"personal_number": number, "name": "Ngô Thị Hai", "birthdate": "1980-01-02"}
    data = {name: Datum(value, SOURCE, date(2026, 1, 1)) for name, value in said.items()}
    made = sure(world.services.subjects.register("citizen", data, actor=OPERATOR))
    world.services.subjects.match(made.subject_id, SOURCE, actor=OPERATOR)
    return made


def granted(world: World, identity: Identity) -> Account | Refused:
    accounts = world.services.accounts
    return accounts.create(identity.subject_id, username="hai", level=2, actor=OPERATOR)


def told(world: World, updates: RegistryUpdates, feed: Feed, old: str, new: str) -> None:
    """Not applied yet: who has the one number has the other."""
    feed.records[old] = feed.records[new] = {"personal_number": new}
    feed.tell(f"{old} is {new}", old)
    world.clock.advance(timedelta(minutes=2))
    updates.poll()


@on_postgresql
def test_who_is_being_joined_gets_no_account(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, used, other = world.services, world.person(), bare(world)
    told(world, updates, feed, number_of(world, used), other.number)
    answer = meanwhile(
        services.database,
        updates.apply_due,
        lambda: granted(world, other),
    )
    assert answer == Refused(Reason.MATCH_MISSING)
    assert services.subjects.joined_to(other.subject_id) == used.subject_id


@on_postgresql
def test_who_is_getting_an_account_is_joined_with_it(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, used, other = world.services, world.person(), bare(world)
    told(world, updates, feed, number_of(world, used), other.number)
    meanwhile(
        services.database,
        lambda: sure(granted(world, other)),
        updates.apply_due,
    )
    assert services.subjects.joined_to(other.subject_id) is None
    assert [each.reason for each in updates.parked()] == [Reason.CASE_MOVED]
    world.clock.advance(timedelta(hours=6))
    updates.apply_due()
    assert services.subjects.joined_to(other.subject_id) == used.subject_id
    status = services.accounts.status_of(other.subject_id)
    assert status is not None
    assert status.state is AccountState.LOCKED


@on_postgresql
def test_a_number_that_is_being_joined_is_registered_for_nobody_else(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, used, other = world.services, world.person(), bare(world)
    told(world, updates, feed, other.number, number_of(world, used))
    said = {"personal_number": Datum(other.number, SOURCE, date(2026, 1, 1))}
    answer = meanwhile(
        services.database,
        updates.apply_due,
        lambda: services.subjects.register("citizen", said, actor=OPERATOR),
    )
    assert answer == Refused(Reason.IDENTITY_EXISTS)
    assert services.subjects.by_number(other.number) == (used.subject_id,)


@on_postgresql
def test_who_is_being_joined_survives_no_other_join(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, last = world.services, world.person()
    first, second = bare(world), bare(world, "001199000074")
    told(world, updates, feed, second.number, number_of(world, last))
    (event,) = updates.parked()
    told(world, updates, feed, first.number, second.number)
    feed.records[second.number] = {"personal_number": number_of(world, last)}
    (waits,) = [each for each in updates.parked() if each.event_id != event.event_id]

    def apply(which: ParkedEvent) -> Reason | None:
        return updates._tried(which)  # noqa: SLF001 - this one of the two

    answer = meanwhile(services.database, lambda: apply(event), lambda: apply(waits))
    assert answer is Reason.CASE_MOVED
    for _ in range(4):
        world.clock.advance(timedelta(hours=6))
        updates.apply_due()
    assert services.subjects.joined_to(second.subject_id) == last.subject_id
    assert services.subjects.joined_to(first.subject_id) in (None, last.subject_id)


@on_postgresql
def test_a_holder_who_is_being_erased_makes_no_record_faulty(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    services, used, other = world.services, world.person(), world.person()
    erasures = replace(services.erasures, mode=AccountsMode.SELF_CREATED)
    new = number_of(world, other)
    told(world, updates, feed, number_of(world, used), new)
    meanwhile(
        services.database,
        lambda: erasures.erase(other.subject_id, actor=OPERATOR),
        updates.apply_due,
    )
    assert [each.reason for each in updates.parked()] == [Reason.CASE_MOVED]
    world.clock.advance(timedelta(hours=6))
    updates.apply_due()
    assert updates.parked() == []
    assert services.subjects.by_number(new) == (used.subject_id,)


def test_codes_of_an_organisation_come_back_when_it_is_parted(world: World) -> None:
    services, feed = world.services, Feed()
    updates = replace(services.registry_updates, registries={RegistryName.BUSINESS: feed})
    source = Source.NATIONAL_ORGANISATION_DB
    made = []
    for number, code in ("987654321012", "0109876543"), ("987654321013", "0109876544"):
        said = {"organisation_number": number, "name": f"Công ty {code}", "tax_code": code}
        data = {name: Datum(value, source, date(2026, 1, 1)) for name, value in said.items()}
        one = services.subjects.register(SubjectKind.ORGANISATION, data, actor=OPERATOR)
        made.append(sure(one))
        services.subjects.match(made[-1].subject_id, source, actor=OPERATOR)
    one, other = made
    for code in "0109876545", "0109876544", "0109876546":
        merged = {"organisation_number": other.number, "tax_code": code}
        feed.records[one.number] = feed.records[other.number] = merged
        named = RegistryNumber("organisation_number", one.number)
        feed.events.append(RegistryEvent(f"now {code}", named))
        for _ in range(2):
            world.clock.advance(timedelta(hours=1))
            updates.poll()
            updates.apply_due()
    (join,) = updates.joins.joins.of_subject(one.subject_id)
    stays = join.surviving_id
    assert services.subjects.by_key(KeyName.TAX_CODE, "0109876546") == stays
    sure(
        updates.joins.undo(
            join.id, reason="Hai người khác nhau", actor=of_every_role(world.clock.now())
        )
    )
    for each, code in zip(made, ("0109876543", "0109876544"), strict=True):
        feed.records[each.number] = {"organisation_number": each.number, "tax_code": code}
    updates.apply_due()
    assert updates.parked() == []
    for each, code in zip(made, ("0109876543", "0109876544"), strict=True):
        assert services.subjects.by_key(KeyName.TAX_CODE, code) == each.subject_id
    parted = services.history.for_subject(stays)
    assert EventType.SUBJECT_PARTED in [each.happening for each in parted]

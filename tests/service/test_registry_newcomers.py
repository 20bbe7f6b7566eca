"""Organisations that the business register tells of first are registered, without an account."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.kernel.registries import RegistryEvent, RegistryName, RegistryNumber
from idp.registries.updates import RegistryUpdates
from idp.subjects.domain import Identity, Source
from idp.subjects.newcomers import KeyName
from tests.support.newcomers import ORGANISATION_CELLS, RECORDED, line
from tests.support.officers import OPERATOR
from tests.support.registry_feeds import Feed, Untold, polled
from tests.support.world import World, sure

CODE = "0100000077"
HEAD = {"number": "001190000017", "name": "Trần Thị Bích Hạnh", "role": "legal_representative"}
RECORD: Mapping[str, Any] = {
    "name": "Công ty Trà Shan Tuyết",
    "short_name": "Shan Tuyết",
    "established_on": "2026-10-01",
    "address": {"formatted": "12 Hàng Bài, Hà Nội"},
    "tax_code": CODE,
    "representative": HEAD,
    "status": "operating",
    "recorded_on": "2026-10-02",
}


@pytest.fixture
def feed() -> Feed:
    return Feed(records={CODE: RECORD})


@pytest.fixture
def updates(world: World, feed: Feed) -> RegistryUpdates:
    return replace(world.services.registry_updates, registries={RegistryName.BUSINESS: feed})


def tell(feed: Feed, event_id: str, number: str = CODE, kind: str = "enterprise_code") -> None:
    feed.events.append(RegistryEvent(event_id, RegistryNumber(kind, number)))


def found(world: World, code: str = CODE) -> Id | None:
    return world.services.subjects.by_key(KeyName.ENTERPRISE_CODE, code)


@pytest.mark.norm("D8.2", limb="a new enterprise has an identity with a number, and no account")
@pytest.mark.norm("D6.2", limb="the number of an organisation is none of its codes")
def test_an_organisation_is_registered_once_with_a_number_and_no_account(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    tell(feed, "e1")
    tell(feed, "e2", kind="tax_code")
    assert polled(world, updates) == 2
    assert updates.parked() == []
    me, services = found(world), world.services
    assert me is not None
    held = services.subjects.identity(me)
    assert held.number not in {CODE, ""}
    assert held.data["organisation_number"].source is Source.SYSTEM
    name = held.data["name"]
    assert (name.value, name.source, name.recorded_on) == (
        "Công ty Trà Shan Tuyết",
        Source.NATIONAL_ORGANISATION_DB,
        date(2026, 10, 2),
    )
    assert held.data["representative"].value == HEAD
    assert services.subjects.matched(me)
    assert services.accounts.by_subject(me) is None
    entries = services.history.for_subject(me)
    assert {(each.happening, each.actor) for each in entries} == {
        (EventType.SUBJECT_REGISTERED, System(rule="D8.2")),
        (EventType.SUBJECT_MATCHED, System(rule="D8.2")),
        (EventType.REPRESENTATION_RECORDED, System(rule="D8.2")),
    }
    told = line(ORGANISATION_CELLS, tax_code=CODE)
    (report,) = services.intake.take([told], RECORDED, Untold(), actor=OPERATOR)
    assert (report.registered, report.conflicts) == (0, 1)


@pytest.mark.norm("D8.2", limb="a change of the representative is recorded with its day")
def test_what_changes_afterwards_is_applied_and_an_end_locks_the_account(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    tell(feed, "e1")
    polled(world, updates)
    me, services = found(world), world.services
    assert me is not None
    sure(services.accounts.create(me, username="shan.tuyet", level=None, actor=OPERATOR))
    head = {**HEAD, "number": "001190000099", "name": "Lê Văn Mới"}
    feed.records[CODE] = {**RECORD, "representative": head, "status": "dissolved"}
    tell(feed, "e2")
    polled(world, updates)
    assert services.subjects.identity(me).data["representative"].value == head
    account = services.accounts.by_subject(me)
    assert account is not None
    assert account.lock is not None
    assert account.lock.ground == "Tổ chức đã giải thể."
    updated = [
        each
        for each in services.history.for_subject(me)
        if each.happening is EventType.SUBJECT_UPDATED
    ]
    assert [each.facts["data"] for each in updated] == [["representative"]]


def test_one_that_has_ended_is_not_registered_until_it_operates_again(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    feed.records[CODE] = {**RECORD, "status": "dissolved"}
    tell(feed, "e1")
    polled(world, updates)
    assert (found(world), updates.parked()) == (None, [])
    feed.records[CODE] = RECORD
    tell(feed, "e2")
    polled(world, updates)
    assert found(world) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"name": None},
        {"established_on": "2199-01-01"},
        {"established_on": "yesterday"},
        {"representative": {"number": "x", "name": "y", "role": "z"}},
        {"representative": {**HEAD, "more": "1"}},
        {"organisation_number": CODE},
        {"birthdate": "1990-01-01"},
    ],
    ids=str,
)
def test_a_faulty_record_registers_nobody_and_waits(
    world: World, updates: RegistryUpdates, feed: Feed, change: Mapping[str, Any]
) -> None:
    feed.records[CODE] = {**RECORD, **change}
    tell(feed, "e1")
    polled(world, updates)
    assert found(world) is None
    (waits,) = updates.parked()
    assert (waits.reason, waits.subject_id) == (Reason.REGISTRY_RECORD_FAULTY, None)
    feed.records[CODE] = RECORD
    world.clock.advance(timedelta(hours=1))
    updates.apply_due()
    assert found(world) is not None


def test_a_record_that_lacks_what_an_identity_holds_waits(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    feed.records[CODE] = {each: it for each, it in RECORD.items() if each != "address"}
    tell(feed, "e1")
    polled(world, updates)
    assert [each.reason for each in updates.parked()] == [Reason.REGISTRY_RECORD_FAULTY]


def test_a_code_of_one_and_a_number_of_another_are_for_an_officer(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    tell(feed, "e1")
    polled(world, updates)
    other = "0100000088"
    feed.records[other] = {**RECORD, "tax_code": other, "body_code": "G1"}
    tell(feed, "e2", other)
    polled(world, updates)
    feed.records["0100000099"] = {**RECORD, "tax_code": CODE, "body_code": "G1"}
    tell(feed, "e3", "0100000099")
    polled(world, updates)
    assert [each.reason for each in updates.parked()] == [Reason.IDENTITY_EXISTS]


def test_a_record_with_the_number_of_a_person_is_about_neither(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    """No citizen is an enterprise, whatever a register has typed."""
    citizen = world.person().subject_id
    number = world.services.subjects.identity(citizen).number
    feed.records[CODE] = {**RECORD, "organisation_number": number}
    tell(feed, "e1")
    polled(world, updates)
    (waits,) = updates.parked()
    assert (waits.reason, waits.subject_id) == (Reason.IDENTITY_EXISTS, None)
    assert found(world) is None
    feed.records[CODE] = RECORD
    world.clock.advance(timedelta(hours=1))
    updates.apply_due()
    assert found(world) not in {None, citizen}


def test_one_that_is_registered_by_another_verb_meanwhile_is_not_registered_twice(
    world: World, updates: RegistryUpdates, feed: Feed
) -> None:
    feed.down = True
    tell(feed, "e1")
    polled(world, updates)
    told = line(ORGANISATION_CELLS, tax_code=CODE, enterprise_code=CODE)
    (report,) = world.services.intake.take([told], RECORDED, Untold(), actor=OPERATOR)
    assert report.registered == 1
    feed.down = False
    world.clock.advance(timedelta(hours=1))
    for _ in range(2):
        updates.apply_due()
    me = world.services.subjects.by_key(KeyName.TAX_CODE, CODE)
    assert me is not None
    held = world.services.subjects.identity(me)
    assert isinstance(held, Identity)
    assert (held.data["name"].value, updates.parked()) == ("Công ty Trà Shan Tuyết", [])

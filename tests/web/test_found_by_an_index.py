"""No request and no duty of a worker reads all of a table that grows: an index leads to its rows.

PostgreSQL is asked for the plan of each statement as it comes by.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

import pytest
from sqlalchemy import inspect

from idp.access.powers import Power
from idp.cli.worker import (
    applications,
    carried,
    checks,
    deliveries,
    duties,
    ledger_duties,
    names,
    purges,
    registries,
)
from idp.history.extracts import Extract
from idp.history.look_figures import look_figures
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from idp.kernel.ids import new_id
from idp.kernel.registries import RegistryName
from idp.platform.database import ReadOrder
from idp.policy.domain import Switch
from idp.registries.overview import WaitsFor
from idp.schema.guards import GUARDS
from idp.schema.models import models
from tests.support.admin_api import program
from tests.support.counters import desk as counter_desk
from tests.support.desks import desk_of
from tests.support.http import bearer
from tests.support.live import House
from tests.support.officers import AN
from tests.support.plans import REGISTERS, explained, plan_of, scans
from tests.support.registry_feeds import Feed
from tests.support.world import sure


def found_by_scanning(
    plans: dict[str, Any], registers: Collection[str] = REGISTERS
) -> dict[str, list[str]]:
    told = {sql: scans(plan, registers=registers) for sql, plan in plans.items()}
    return {sql: found for sql, found in told.items() if found}


def test_requests_find_their_rows_by_an_index(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, walk = unused_house.world, unused_house.walk()
    person = world.person()
    with explained(world.services.database, monkeypatch) as plans:
        tokens = walk.tokens(person, scope="openid profile offline_access")
        walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
        again = walk.refresh(tokens["refresh_token"]).json
        assert "access_token" in again
        world.clock.advance(timedelta(minutes=1))
        assert walk.refresh(tokens["refresh_token"]).status == 400, "shown again: all is ended"
        for page in (
            "/me",
            "/me/history",
            "/me/looks",
            "/me/sessions",
            "/me/consents",
            "/me/means",
            "/me/messages",
        ):
            walk.visitor.get(page)
        walk.tokens(person)
        (latest, *_) = (
            each.transaction_id
            for each in world.services.history.for_subject(person.subject_id)
            if each.happening in {"signed_in", "sign_in_continued"}
        )
        assert latest is not None
        assert world.services.history.statement(person.subject_id, latest)
        world.services.credentials.erase_all(person.subject_id, actor=AN)
    assert any("FROM history" in sql for sql in plans)
    assert any("UPDATE token_family" in sql for sql in plans)
    assert found_by_scanning(plans) == {}


def test_a_part_of_the_history_is_found_however_many_sign_ins_lie_in_between(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = unused_house.world
    person = world.person()
    by_index = {}
    for part in Extract:
        with explained(world.services.database, monkeypatch) as plans:
            world.services.history.for_subject(person.subject_id, only=part)
        by_index[part] = "history_besides_everyday" in str(plans)
    assert by_index == {part: part is not Extract.SIGN_INS for part in Extract}


def test_pages_of_the_admin_api_are_read_by_the_index_of_their_keys(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of what operators fill: no call reads all of a register."""
    caller = program(unused_house)
    paged = ("client", "provider", "terminal", "trust_anchor", "policy_change")
    with explained(unused_house.world.services.database, monkeypatch) as plans:
        for path in ("/clients", "/providers", "/terminals", "/anchors", "/policy/changes"):
            assert caller.call("GET", f"{path}?limit=1").status == 200, path
            cursor = "x" if path == "/clients" else new_id()
            assert caller.call("GET", f"{path}?limit=1&cursor={cursor}").status == 200, path
    pages = {sql: plan for sql, plan in plans.items() if "LIMIT" in sql}
    read = {table for table in paged if any(f"FROM {table} " in _line(sql) for sql in pages)}
    assert read == set(paged)
    assert found_by_scanning(pages, REGISTERS - set(paged)) == {}


class InOrder(Protocol):
    """The pages of a register in one of its orders, each record with its mark."""

    def __call__(
        self, order: ReadOrder, *, after: str | None, limit: int
    ) -> Sequence[tuple[str, object]]: ...


def test_pages_of_the_desks_lists_are_read_by_the_index_of_their_order(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each order up and down, the first page and those behind a mark, of one state and of all."""
    services = unused_house.world.services
    counter_desk(unused_house.world)
    desk_of(unused_house.world, OfficerRole.OPERATOR)
    sure(
        services.licensing.register(
            name="Nhà cung cấp",
            certificate_until=unused_house.world.clock.now(),
            help_line="1900 1234",
            actor=AN,
        )
    )
    orders: dict[str, tuple[InOrder, tuple[str, ...], str | None]] = {
        "client": (services.relying_parties.in_order, ("id", "since"), "registered"),
        "provider": (services.licensing.in_order, ("name", "until"), None),
        "terminal": (services.ciba.terminals.in_order, ("client", "branch", "since"), "active"),
        "officer": (services.officers.in_order, ("since",), None),
    }
    asked = [
        (in_order, ReadOrder(name, descending, only))
        for in_order, names, state in orders.values()
        for name in names
        for descending in (False, True)
        for only in {None, state}
    ]
    marks = [
        in_order(replace(order, only=None), after=None, limit=1)[0][0] for in_order, order in asked
    ]
    with explained(services.database, monkeypatch) as plans:
        for (in_order, order), mark in zip(asked, marks, strict=True):
            in_order(order, after=None, limit=1)
            in_order(order, after=mark, limit=1)
    pages = {sql: plan for sql, plan in plans.items() if "ORDER BY" in sql and "LIMIT" in sql}
    for table in orders:
        assert any(f"FROM {table} " in _line(sql) for sql in pages), table
    assert [sql for sql, plan in pages.items() if "Sort" in str(plan)] == []
    behind = {sql: plan for sql, plan in pages.items() if ") > (" in sql or ") < (" in sql}
    assert len(behind) == 2 * 8 + 2 * 2, "each order up and down, two of them also of one state"
    assert found_by_scanning(behind, REGISTERS - set(orders)) == {}


def _line(sql: str) -> str:
    return " ".join(sql.split())


def test_what_a_case_is_about_is_found_by_an_index(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row of a list of cases asks it, so all of a register would be read for each."""
    services = unused_house.world.services
    change = sure(services.policy.propose(Switch.BIOMETRIC_PASSKEYS, True, AN))  # noqa: FBT003
    with explained(services.database, monkeypatch) as plans:
        assert services.policy.one(change.id) == change
        assert services.policy.propose(Switch.BIOMETRIC_PASSKEYS, True, AN) == change  # noqa: FBT003
        assert services.trust_anchors.one(change.id) is None
        assert services.deadlines.one(change.id) is None
        services.case_checks.run()
        assert services.officers.able(Power.POLICY_APPROVE) == 0
    assert any("FROM policy_change" in sql for sql in plans)
    assert found_by_scanning(plans, REGISTERS - {"policy_change", "trust_anchor"}) == {}


def test_a_report_of_looks_reads_looks_alone(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, walk = unused_house.world.services, unused_house.walk()
    walk.tokens(unused_house.world.person())
    with explained(services.database, monkeypatch) as plans:
        assert look_figures(services.database, civil_day(services.clock.now())) == ()
    for sql, plan in plans.items():
        assert "'history_of_looks'" in str(plan), sql
        assert ("'person_search_lead_pkey'" in str(plan)) is ("person_search_lead" in sql)
        assert scans(plan) == [], sql
    assert len(plans) == 2


def test_workers_find_their_rows_by_an_index(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = unused_house.world.services
    unused_house.walk().tokens(unused_house.world.person())
    services.name_index.order()
    with explained(services.database, monkeypatch) as plans:
        for duty in (
            *duties(services),
            *purges(services),
            *applications(services),
            *checks(services),
            *carried(services),
            *names(services, stopped=lambda: False),
            *ledger_duties(services.ledger, services.clock.now(), timedelta(minutes=5)),
            *deliveries(services, stopped=lambda: False),
        ):
            duty.act()
    assert any("DELETE FROM session" in sql for sql in plans)
    assert any("DELETE FROM token_family" in sql for sql in plans)
    assert any("FROM name_term" in sql for sql in plans)
    assert any("INSERT INTO ledger_leaf" in sql for sql in plans)
    assert found_by_scanning(plans) == {}


def test_what_registries_tell_is_found_by_an_index(
    unused_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what wakes events that wait, each ten seconds, and what the desk lists."""
    services, feed = unused_house.world.services, Feed()
    number = services.subjects.identity(unused_house.world.person().subject_id).number
    feed.records[number] = {"personal_number": number, "name": "Trần Thị Một"}
    feed.tell("e1", number)
    matching, updates = services.registry_matching, services.registry_updates
    connected = replace(
        services,
        registry_matching=replace(matching, registries={RegistryName.POPULATION: feed}),
        registry_updates=replace(updates, registries={RegistryName.POPULATION: feed}),
    )
    with explained(services.database, monkeypatch) as plans:
        assert [duty.act() for duty in registries(connected)] == [0, 1, 1, 0, 0]
        assert [services.registry_overview.entries(each, 9) for each in WaitsFor] == [[], [], []]
    woken = [sql for sql in plans if "UPDATE registry_event" in sql and "EXISTS" in sql]
    assert len(woken) == 2
    for sql in woken:
        assert "'registry_event_waits'" in str(plans[sql]), sql
    assert found_by_scanning(plans) == {}


def test_old_evidence_is_found_by_an_index(unused_house: House) -> None:
    """The functions that remove it say no plan; their statement is asked here."""
    engine = unused_house.world.services.database.engine
    for table, guard in GUARDS.items():
        if guard.aged is not None:
            old = f"SELECT 1 FROM {table} WHERE {guard.aged} < now() ORDER BY {guard.aged} LIMIT 9"  # noqa: S608
            assert scans(plan_of(engine, old)) == [], table


def test_a_scan_would_be_seen(unused_house: House) -> None:
    engine = unused_house.world.services.database.engine
    assert scans(plan_of(engine, "SELECT * FROM history WHERE actor = 'system'"))
    assert scans(plan_of(engine, "SELECT count(*) FROM session"))
    assert not scans(plan_of(engine, "SELECT * FROM policy_value"))


def test_every_register_is_a_table(unused_house: House) -> None:
    there = set(inspect(unused_house.world.services.database.engine).get_table_names())
    assert set(REGISTERS) <= there
    assert set(models().tables) <= there

"""What a page of the desk asks the database is the same however many rows it shows."""

import re

import pytest

from idp.access.desks import DeskKind
from idp.kernel.actors import ActingClient, OfficerRole, Operator
from idp.kernel.ids import new_id
from idp.letters.domain import LetterKind, ToPerson
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.violations.domain import ViolationKind
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.corrections import ask, declared
from tests.support.counting import counted
from tests.support.live import House
from tests.support.representing import made_ward, proposed
from tests.support.world import sure

FEW, MANY = 2, 20
OTHERS = {FEW: 2, MANY: 10}
"""As many of each other kind, so that a page of the work list shows all of them."""
LISTS = (
    *("", "/work", "/clocks", "/misuse", "/letters", "/decisions"),
    *("/losses", "/person-request", "/data-correction"),
)


def alike(statement: str) -> str:
    """A statement without how many values it compares with."""
    return re.sub(r"IN \(\?(, \?)*\)", "IN (…)", statement)


def misuse(there: AtDesk, party: str, number: int) -> None:
    """So many cases of misuse, each of another act."""
    services = there.house.world.services
    for _ in range(number):
        services.violations.open(
            ViolationKind.CODE_REPLAYED,
            issued_to=party,
            actor=ActingClient(client_id=party),
            evidence={"token": new_id()},
        )


def others(there: AtDesk, party: str, number: int) -> None:
    """So many people, each with a letter, a loss, a request, one for a correction, and a guardian.

    Who guards them is to be decided by two officers.
    """
    world, services = there.house.world, there.house.world.services
    keeper = world.person()
    for place in range(number):
        person = world.person()
        loss = services.losses.report(
            person.subject_id,
            Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE})),
            reported_by=ReportedBy.ACCOUNT,
            actor=ActingClient(client_id=party),
        )
        if place % 2:
            sure(services.losses.cases.take(loss.number, actor=there.desk.officer))
            sure(services.losses.cases.close(loss.number, outcome="x", actor=there.desk.officer))
        services.letters.issue(
            LetterKind.ACCOUNT_LOCKED,
            ToPerson(person.subject_id),
            reasons=("Theo yêu cầu",),
            signer=Operator(user="root", host="here"),
            data={"body": "Công an tỉnh", "remedy": "Đến trụ sở"},
        )
        request_about(there.house, there.desk, person)
        declared(world, person.subject_id, gender="male")
        sure(ask(world, person.subject_id, "gender", "female"))
        made_ward(world, person)
        case = sure(proposed(world, person, keeper, there.desk.officer))
        sure(services.case_decisions.of_case(case.number, there.desk.officer))


def test_a_list_asks_as_often_for_twenty_rows_as_for_two(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = at_desk(house, *OfficerRole, kind=DeskKind.COMMUNE_POLICE)
    party = house.world.party().client_id
    asked: dict[int, dict[str, list[str]]] = {}
    for number in (FEW, MANY):
        misuse(there, party, number - sum(asked))
        others(there, party, OTHERS[number] - sum(OTHERS[each] for each in asked))
        asked[number] = {}
        for path in LISTS:
            there.get(f"/officer{path}")  # what is compiled, seen or kept the first time
            with counted(house.world.services.database, monkeypatch) as cost:
                page = there.get(f"/officer{path}")
            assert page.text.count('role="rowheader"') >= OTHERS[number], path
            asked[number][path] = sorted(map(alike, cost.statements))
    for path in LISTS:
        assert asked[MANY][path] == asked[FEW][path], path

"""Who inspects officers reads how often each of them looked at people (D17.3)."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from idp.history.domain import EventType
from idp.history.look_figures import look_figures
from idp.history.search_leads import LEADS_WITHIN
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from tests.support.at_desk import AtDesk, at_desk, request_about
from tests.support.live import House
from tests.support.world import Person, sure

REPORT = "/officer/looks"
FILE = "/officer/looks/csv"


def looks_at(there: AtDesk, *people: Person, purpose: str = "serve_the_person") -> None:
    for person in people:
        number = request_about(there.house, there.desk, person)
        page = there.get("/officer/people")
        there.visitor.submit(page, "who", who=person.username, case=number, purpose=purpose)


def figures(house: House, there: AtDesk) -> tuple[int, ...]:
    month = civil_day(house.world.clock.now())
    (mine,) = [
        each
        for each in look_figures(house.world.services.database, month)
        if each.officer_id == there.desk.officer.officer_id
    ]
    return (mine.looks, mine.people, mine.documents, mine.searches, mine.listed, mine.refused)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.norm("D17.3", limb="a month's report counts the looks of each officer")
def test_a_report_counts_the_looks_of_each_officer(house: House) -> None:
    one, other = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.HOTLINE)
    person, neighbour = house.world.person(), house.world.person()
    looks_at(one, person, person, neighbour)
    looks_at(one, person, purpose="curiosity")
    looks_at(other, person)
    assert figures(house, one) == (3, 2, 0, 0, 0, 1)
    assert figures(house, other) == (1, 1, 0, 0, 0, 0)
    auditor = at_desk(house, OfficerRole.AUDITOR)
    page = auditor.get(REPORT)
    assert page.status == 200
    linked = re.findall(r'href="/officer/history\?words=([0-9a-f-]+)"', page.text)
    assert linked.index(one.desk.officer.officer_id) < linked.index(other.desk.officer.officer_id)
    assert person.username not in page.text
    (mine,) = [
        row
        for row in rows_of(auditor.get(FILE).text)
        if row["officer_id"] == one.desk.officer.officer_id
    ]
    counted = ("looks", "people_looked_at", "documents_opened", "searches", "refused")
    assert [mine[column] for column in counted] == ["3", "2", "0", "0", "1"]


def test_an_officer_at_a_counter_does_not_read_it(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    assert "/officer/looks" not in there.get("/officer").text
    assert {there.get(path).status for path in (REPORT, FILE)} == {403}


def test_each_month_has_its_own_and_none_that_has_not_begun(house: House) -> None:
    there, auditor = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.AUDITOR)
    looks_at(there, house.world.person())
    me = there.desk.officer.officer_id
    now = civil_day(house.world.clock.now())
    before = now.replace(day=1) - timedelta(days=1)
    after = (now.replace(day=28) + timedelta(days=10)).isoformat()[:7]
    assert me in auditor.get(f"{REPORT}?month={now.isoformat()[:7]}").text
    assert me not in auditor.get(f"{REPORT}?month={before.isoformat()[:7]}").text
    for wrong in (after, "2026-13", "2026-1", "x", "", "2026-01-01", "%D9%A2026-01"):
        answer = auditor.get(f"{REPORT}?month={wrong}")
        assert (answer.status, "That month has not begun" in answer.text) == (422, True), wrong
        for file in (FILE, "/officer/terms/csv", "/officer/terms/json"):
            told = auditor.get(f"{file}?month={wrong}")
            assert (told.status, told.json["reason"]) == (422, "query_malformed"), wrong
        page = auditor.visitor.get(f"{FILE}?month={wrong}", headers={"Accept": "text/html"})
        assert "There is no file of that month" in page.text


def test_every_link_to_a_month_leads_to_one(house: House) -> None:
    auditor = at_desk(house, OfficerRole.AUDITOR)
    now = civil_day(house.world.clock.now()).isoformat()[:7]
    links = {
        month: re.findall(
            r'rel="(prev|next)" href="([^"]+)"', auditor.get(f"{REPORT}?month={month}").text
        )
        for month in ("2000-01", "2000-02", now)
    }
    told = {month: [rel for rel, _ in found] for month, found in links.items()}
    assert told == {"2000-01": ["next"], "2000-02": ["prev", "next"], now: ["prev"]}
    for found in links.values():
        assert {auditor.get(href).status for _, href in found} == {200}


def test_a_file_holds_no_formula(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    there, auditor = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.AUDITOR)
    looks_at(there, house.world.person())
    named = "idp.web.officer.officer_names.officer_name"
    monkeypatch.setattr(named, lambda _: "=HYPERLINK(1)")
    answer = auditor.get(FILE)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert {row["officer_name"] for row in rows_of(answer.text)} == {"'=HYPERLINK(1)"}


def searched(there: AtDesk, sought: str) -> None:
    page = there.get("/officer/people/search")
    typed = {
        "sought": sought,
        "born": "",
        "case": "",
        "ground": "17",
        "purpose": "serve_the_person",
    }
    assert there.visitor.submit(page, "sought", **typed).status == 200


def led(house: House, there: AtDesk) -> tuple[int, int, int]:
    """Searches, those that led on, and those that led nowhere, as the file has them."""
    rows = rows_of(at_desk(house, OfficerRole.AUDITOR).get(FILE).text)
    (mine,) = [row for row in rows if row["officer_id"] == there.desk.officer.officer_id]
    figures = [mine[each] for each in ("searches", "searches_led_on", "searches_led_nowhere")]
    return (int(figures[0]), int(figures[1]), int(figures[2]))


def course(house: House, there: AtDesk, kind: EventType) -> list[Mapping[str, Any]]:
    entries = house.world.services.history.search(there.desk.officer.officer_id)
    return [each.facts for each in entries if each.happening is kind]


@pytest.mark.norm("D17.3", limb="a search for people names the case it led to, and where to none")
def test_a_search_is_followed_to_the_case_it_led_to(house: House) -> None:
    there, other = at_desk(house, OfficerRole.HOTLINE), at_desk(house, OfficerRole.HOTLINE)
    person = house.world.person(totp=False, data={"name": "Cao Bá Quát"})
    for sought in ("cao ba", "cao ba quat", "nobody at all"):
        searched(there, sought)
    searched(other, "cao ba quat")
    assert (led(house, there), led(house, other)) == ((3, 0, 2), (1, 0, 1))
    number = request_about(house, there.desk, person)
    assert led(house, there) == (3, 2, 0), "who looked for nobody was led nowhere by nobody"
    assert led(house, other) == (1, 0, 1), "a colleague's request is no outcome of one's own"
    (opened, *_) = course(house, there, EventType.PERSON_REQUEST_OPENED)
    named = [each["search"] for each in course(house, there, EventType.PEOPLE_SEARCHED)]
    assert set(opened["searches"]) < set(named)
    shown = at_desk(house, OfficerRole.AUDITOR).get(
        f"/officer/history?words={there.desk.officer.officer_id}"
    )
    course_of = shown.text.split("<tbody")[1]
    assert course_of.count("Led to") == 3
    assert number in course_of


def test_a_look_for_a_case_of_before_follows_a_search_too(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    person = house.world.person(totp=False, data={"name": "Đặng Trần Côn"})
    number = request_about(house, there.desk, person)
    searched(there, "dang tran con")
    assert led(house, there) == (1, 0, 1)
    page = there.get("/officer/people")
    there.visitor.submit(page, "who", who=person.username, case=number, purpose="serve_the_person")
    assert led(house, there) == (1, 1, 0)
    (looked,) = course(house, there, EventType.PERSON_LOOKED_AT)
    (search,) = course(house, there, EventType.PEOPLE_SEARCHED)
    assert looked["searches"] == [search["search"]]


def test_what_happens_a_day_later_is_no_outcome_of_a_search(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    person = house.world.person(totp=False, data={"name": "Bùi Hữu Nghĩa"})
    searched(there, "bui huu nghia")
    house.world.clock.advance(LEADS_WITHIN)
    sure(house.world.services.looks.request(there.desk.officer, person.username, ground="17"))
    opened = course(house, there, EventType.PERSON_REQUEST_OPENED)
    assert [each for each in opened if "searches" in each] == []
    assert led(house, there) == (1, 0, 1)

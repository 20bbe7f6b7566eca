"""Who oversees the desks reads what was due in a month, and what was not kept (X7.2)."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest

from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.web.officer.registers.cases import rule_set
from tests.support.at_desk import AtDesk, at_desk
from tests.support.live import House
from tests.support.officers import OPERATOR

REPORT = "/officer/terms"
FILES = (f"{REPORT}/csv", f"{REPORT}/json")
LINE = re.compile(r'<td role="cell" data-label="[^"]*">([^<]*)</td>')
QUEUE = re.compile(r"Queue: ([^<]+)<")


def read(there: AtDesk, month: str) -> tuple[list[list[str]], list[dict[str, str]], object]:
    """The queue and the cells of each line of the page, the lines of the file, and the document."""
    page, lines, document = (there.get(f"{each}?month={month}") for each in (REPORT, *FILES))
    assert (page.status, lines.status, document.status) == (200, 200, 200)
    for each, ending in ((lines, "csv"), (document, "json")):
        assert f"terms-{month}.{ending}" in each.headers["Content-Disposition"]
        assert each.headers["Cache-Control"] == "no-store"
    rows = page.text.split("<tbody")[1].split("</tr>")[:-1] if "<tbody" in page.text else []
    cells = [
        [*QUEUE.findall(row), *(" ".join(cell.split()) for cell in LINE.findall(row))]
        for row in rows
    ]
    return cells, list(csv.DictReader(io.StringIO(lines.text))), json.loads(document.text)


@pytest.mark.norm("X7.2", limb="a case that passes its term is in the report of the month")
def test_a_case_that_passes_its_term_is_in_the_report(house: House) -> None:
    """The page, both files and what a program is told say the same, and nobody is named."""
    world, losses = house.world, house.world.services.losses
    person = world.person(totp=False)
    lost = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))
    by = ReportedBy.HOTLINE
    case = losses.report(person.subject_id, lost, reported_by=by, actor=OPERATOR)
    (term,) = world.services.deadlines.of_case(case.id)
    due = civil_day(term.due_at - timedelta(microseconds=1))
    month = due.isoformat()[:7]
    world.clock.advance(term.due_at - world.clock.now() + timedelta(days=32))
    director = at_desk(house, OfficerRole.DIRECTOR)
    cells, lines, document = read(director, month)
    (of_page,) = [each for each in cells if each[0] == "Help for people"]
    assert of_page == ["Help for people", "1", "0", "0", "1", "0", "0", "–", "–"]
    (of_file,) = [each for each in lines if each["case_kind"] == "loss"]
    assert (of_file["desk"], of_file["overdue"], of_file["median"]) == ("help", "1", "")
    assert (of_file["term"], of_file["length"]) == ("take_loss_case", "1")
    told = world.services.term_reports.of(due)
    assert isinstance(document, dict)
    assert [each["overdue"] for each in document["figures"]] == [
        each.overdue for each in told.figures
    ]
    world.services.cases.fire(case.id, "take", OPERATOR)
    (now,) = [each for each in read(director, month)[1] if each["case_kind"] == "loss"]
    assert (now["late"], now["overdue"], now["unit"]) == ("1", "0", "working_day")
    assert int(now["median"]) > int(now["length"])
    page = director.get(f"{REPORT}?month={month}").text
    hidden = (person.username, person.subject_id, case.number, director.desk.officer.officer_id)
    assert [each for each in hidden if each in page.split("<h2")[1].split("</main")[0]] == []


def test_who_works_at_a_counter_does_not_read_it(house: House) -> None:
    there = at_desk(house, OfficerRole.HOTLINE)
    assert REPORT not in there.get("/officer").text
    assert {there.get(path).status for path in (REPORT, *FILES)} == {403}


def test_a_month_that_has_not_begun_is_none(house: House) -> None:
    there = at_desk(house, OfficerRole.AUDITOR)
    now: date = civil_day(house.world.clock.now())
    after = (now.replace(day=28) + timedelta(days=10)).isoformat()[:7]
    for wrong in (after, "2026-13"):
        answers = [there.get(f"{path}?month={wrong}").status for path in (REPORT, *FILES)]
        assert answers == [422, 422, 422], wrong
    links = re.findall(
        r'rel="(prev|next)" href="([^"]+)"', there.get(f"{REPORT}?month=2000-02").text
    )
    assert [rel for rel, _ in links] == ["prev", "next"]
    assert {there.get(href).status for _, href in links} == {200}


def test_a_clock_that_does_not_roll_names_its_text_too() -> None:
    assert rule_set("draft-2024+strict") == rule_set("draft-2024")

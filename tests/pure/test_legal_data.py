"""Files of calendars and rule sets are checked when they are read, and every fault is told."""

import tomllib
from collections.abc import Callable
from datetime import date, time
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

import idp.law
from idp.kernel.rule_sets import RuleSetName
from idp.law.calendar_files import (
    BadLawData,
    calendar_of_viet_nam,
    edition_of,
    office_hours_of,
)
from idp.law.calendars import Certainty
from idp.law.legal_time import legal_time
from idp.law.rule_sets import rule_set, rule_set_of
from idp.law.terms import TermId
from tests.support.source import ROOT

DATA: Final = files(idp.law) / "data"
PUBLISHED: Final = {2024, 2025, 2026}


def year(number: int) -> dict[str, Any]:
    content = tomllib.loads((DATA / "calendars" / f"{number}.toml").read_text("utf-8"))
    edition: dict[str, Any] = content["edition"][0]
    return edition


def test_the_years_say_whether_they_were_published() -> None:
    calendar = calendar_of_viet_nam()
    found = {each.year for each in calendar.years.values() if each.published}
    assert found == PUBLISHED
    assert calendar.certainty(date(2027, 3, 1)) is Certainty.PROVISIONAL
    assert calendar.certainty(date(2028, 3, 1)) is Certainty.UNKNOWN
    assert calendar.certainty(date(2026, 11, 24)) is Certainty.PROVISIONAL
    assert all(each.sources for each in calendar.years.values())


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 8), False),
        (date(2024, 2, 14), False),
        (date(2024, 2, 15), True),
        (date(2024, 4, 18), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2024, 5, 11), False),
        (date(2025, 1, 31), False),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2025, 9, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 2, 20), False),
        (date(2026, 4, 27), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2028, 9, 2), False),
        (date(2028, 9, 4), True),
    ],
)
def test_the_days_are_those_of_the_notices(day: date, *, worked: bool) -> None:
    assert calendar_of_viet_nam().is_working(day) is worked


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda each: each.update(status="official"), "status is official"),
        (lambda each: each.update(sources=[]), "no sources"),
        (lambda each: each.pop("made_up"), "missing or of another type: made_up"),
        (lambda each: each.update(holiday=[]), "unknown holiday"),
        (lambda each: each["holidays"].pop(), "national_day has 1 days, not 2"),
        (lambda each: each["holidays"][0].update(on=date(2024, 1, 2)), "new_year is not on 1/1"),
        (lambda each: each["holidays"][0].update(name="easter"), "no holiday of Art. 112: easter"),
        (lambda each: each["holidays"][0].update(note="x"), "no holiday: "),
        (lambda each: each["in_lieu"].pop(), "1 days in lieu, not 2"),
        (lambda each: each["in_lieu"].append("2024-02-15"), "in_lieu holds something"),
        (lambda each: each["made_up"].append(date(2024, 5, 6)), "2024-05-06 is made up for"),
        (lambda each: each["swapped_off"].append(date(2024, 5, 5)), "is on a weekend"),
        (lambda each: each["made_up"].append(date(2025, 5, 3)), "2025-05-03 is not of 2024"),
        (lambda each: each["swapped_off"].append(date(2024, 4, 30)), "2024-04-30 is listed twice"),
    ],
)
def test_a_year_that_contradicts_the_labour_code_is_refused(change: Change, fault: str) -> None:
    entry = year(2024)
    assert edition_of(2024, entry)[1] == []
    change(entry)
    assert any(fault in each for each in edition_of(2024, entry)[1])


def test_an_own_folder_adds_a_year_and_a_later_edition(tmp_path: Path) -> None:
    text = (DATA / "calendars" / "2027.toml").read_text("utf-8")
    later = text.replace("2026-11-28", "2026-12-20").replace("provisional", "published")
    (tmp_path / "2027.toml").write_text(later, "utf-8")
    mine, shipped = calendar_of_viet_nam(tmp_path), calendar_of_viet_nam()
    assert mine.certainty(date(2027, 3, 1)) is Certainty.PUBLISHED
    assert (mine.edition, shipped.edition) == (date(2026, 12, 20), date(2026, 11, 28))
    assert mine.as_of(shipped.edition).certainty(date(2027, 3, 1)) is Certainty.PROVISIONAL


def test_an_own_folder_sets_office_hours(tmp_path: Path) -> None:
    hours = (DATA / "office_hours.toml").read_text("utf-8").replace("08:00", "07:30")
    (tmp_path / "office_hours.toml").write_text(hours, "utf-8")
    (opens, _), _ = calendar_of_viet_nam(tmp_path).hours[0].sessions
    assert opens == time(7, 30)


def period(session: str, weekend: str) -> str:
    return (
        f"[[office_hours]]\nfrom = 2020-01-01\nsessions = [[{session}]]\n"
        f'weekend = [{weekend}]\nsource = "x"\n'
    )


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("2027.toml", "year = ", "2027.toml: not TOML"),
        ("2027.toml", "year = 2027", "needs `year` and at least one"),
        ("2027.toml", None, "two editions of 2027 of 2026-11-28"),
        ("office_hours.toml", "office_hours = []", "no office hours"),
        ("office_hours.toml", "[[office_hours]]\nfrom = 2020-01-01", "needs from, sessions"),
        (
            "office_hours.toml",
            period('"13:00", "08:00"', '"sunday"'),
            "sessions must follow",
        ),
        (
            "office_hours.toml",
            period('"08:00", "17:00"', '"caturday"'),
            "caturday",
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, text: str | None, fault: str) -> None:
    shipped = (DATA / "calendars" / "2027.toml").read_text("utf-8")
    (tmp_path / name).write_text(shipped if text is None else text, "utf-8")
    with pytest.raises(BadLawData, match=name if text else "calendars") as refused:
        calendar_of_viet_nam(tmp_path)
    assert fault in str(refused.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLawData, match=r"calendars: .*nowhere"):
        legal_time(RuleSetName.DRAFT_2024, rolls=True, calendars=tmp_path / "nowhere")


def test_without_a_weekend_day_left_no_office_is_open(tmp_path: Path) -> None:
    days = '"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"'
    file = tmp_path / "office_hours.toml"
    file.write_text(period('"08:00", "17:00"', days))
    with pytest.raises(BadLawData, match="no day is worked"):
        office_hours_of(file)


def rules() -> dict[str, Any]:
    return tomllib.loads((DATA / "rule_sets" / "draft-2024.toml").read_text("utf-8"))


@pytest.mark.norm("X7.3", limb="checked data")
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda each: each["terms"].pop("forward_lock"), "no line for forward_lock"),
        (lambda each: each["terms"].update(forward_all={}), "no such term: forward_all"),
        (lambda each: each["terms"]["forward_lock"].update(unit="week"), "week"),
        (lambda each: each["terms"]["forward_lock"].update(length="1"), "no whole number"),
        (lambda each: each["terms"]["forward_lock"].update(length=0), "a length of 0 day"),
        (lambda each: each["terms"]["forward_lock"].update(lenght=1), "has "),
        (lambda each: each["terms"]["forward_lock"].pop("norms"), "no norm"),
        (lambda each: each["terms"]["forward_lock"].pop("article"), "the article is ''"),
        (lambda each: each["terms"]["forward_lock"].update(instrument="policy"), "the article is"),
        (lambda each: each["terms"]["decide_lock"].update(rolls=True), "never rolls"),
        (lambda each: each["terms"]["forward_lock"].update(ends="day_reached"), "does not roll"),
        (lambda each: each["terms"]["forward_lock"].update(escalates_at=0), "escalates at 0"),
        (lambda each: each.pop("source"), "needs source"),
        (lambda each: each.update(in_force_from="2024"), "in_force_from is no date"),
    ],
)
def test_a_rule_set_with_a_fault_is_refused(change: Change, fault: str) -> None:
    content = rules()
    change(content)
    with pytest.raises(BadLawData, match="draft-2024") as refused:
        rule_set_of(RuleSetName.DRAFT_2024, content)
    assert fault in str(refused.value)


def test_every_norm_of_a_term_is_a_norm() -> None:
    norms = (ROOT / "norms" / "norms.csv").read_text("utf-8")
    known = {line.partition(",")[0] for line in norms.splitlines()}
    for name in RuleSetName:
        cited = {norm for term in rule_set(name).terms.values() for norm in term.norms}
        assert cited <= known


@pytest.mark.norm("X7.3", limb="a rule set says from when it was in force")
def test_a_rule_set_says_from_when_it_was_in_force() -> None:
    assert rule_set("decree-69-2024+strict").in_force_from == date(2024, 7, 1)
    assert rule_set("draft-2024").in_force_from is None


def test_a_strict_rule_set_is_known_by_its_name() -> None:
    strict = rule_set("decree-69-2024+strict")
    assert not any(term.rolls for term in strict.terms.values())
    assert strict.name == "decree-69-2024+strict"
    with pytest.raises(ValueError, match="decree-13"):
        rule_set("decree-13")


def test_a_citation_names_article_clause_and_point() -> None:
    terms = rule_set("draft-2024").terms
    assert terms[TermId.DECIDE_LOCK].citation == "decree Art. 15(2)(đ)"
    assert terms[TermId.TAKE_LOSS_CASE].citation == "policy"
    assert terms[TermId.ACKNOWLEDGE_DOSSIER].citation == "one_stop"

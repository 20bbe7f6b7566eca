"""What records keep in words: codes by the member that holds them, and typed words as typed."""

from dataclasses import fields
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from idp.corrections.procedures import CorrectionAnswer, CorrectionGround, CorrectionQuestion
from idp.kernel.accounts_mode import AccountsMode
from idp.web.officer import plain_values
from idp.web.officer.plain_values import plain, readable
from idp.web.officer.values import Kind


@pytest.fixture(autouse=True)
def of_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of desks depend on whose accounts these are, which an application tells."""
    told = SimpleNamespace(accounts_mode=AccountsMode.STATE_SYSTEM)
    monkeypatch.setattr(plain_values, "settings", lambda: told)


def said(value: object) -> list[str]:
    return [part.text for line in plain(value).lines for part in line.said]


@pytest.mark.parametrize("member", ["reason", "outcome", "ground", "desk", "label", "purpose"])
@pytest.mark.parametrize("typed", ["end", "misuse", "phone", "off", "director"])
def test_typed_words_stay_as_they_were_typed(member: str, typed: str) -> None:
    assert said({member: typed}) == [typed]
    assert said({"data": {member: typed}})[-1] == typed


@pytest.mark.parametrize("facts", [CorrectionGround, CorrectionQuestion, CorrectionAnswer])
def test_what_a_correction_keeps_is_said_with_labels(facts: type) -> None:
    told = {each.name: "x" for each in fields(facts)}
    assert all(line.label is not None and line.label.word for line in plain(told).lines)


def test_codes_are_words() -> None:
    coded = {"procedure": "misuse", "event": "end", "act": "propose", "roles": ["director"]}
    assert said(coded) == ["Misuse cases", "End an appointment", "Proposal", "Director"]
    assert said({"event": "close"}) == ["Close this case"]
    assert said({"lost": ["phone"]}) != ["phone"]
    assert said({"reason": "lost_control"}) != ["lost_control"]


def test_days_and_instants_are_told_as_such() -> None:
    told = {"was": "1990-02-03", "wanted": "1990", "due_at": "2026-11-28T03:00:00+00:00"}
    was, wanted, due_at = (line.said[0] for line in plain(told).lines)
    assert (was.on, was.at) == (date(1990, 2, 3), None)
    assert (wanted.text, wanted.on, wanted.at) == ("1990", None, None)
    assert (due_at.on, due_at.at) == (None, datetime(2026, 11, 28, 3, tzinfo=UTC))


@pytest.mark.parametrize("typed", ["1990-02-30", "1990-2-3", "19900203", "1990-02-03 or later"])
def test_what_only_looks_like_a_day_stays_as_it_was_typed(typed: str) -> None:
    (line,) = plain({"outcome": typed}).lines
    assert (line.said[0].text, line.said[0].on, line.said[0].at) == (typed, None, None)
    assert readable(typed) is None


def test_a_day_that_is_signed_is_told_as_a_day() -> None:
    said = readable("2031-06-30")
    assert said is not None
    assert (said.kind, said.text) == (Kind.DAY, "2031-06-30")


def test_a_search_for_people_is_told_in_words() -> None:
    told = {"purpose": "serve_the_person", "by": "phone", "born": "year", "found": 3}
    assert said(told) == ["The person asked for it", "Telephone number", "Year", "3"]
    assert all(line.label is not None and line.label.word for line in plain(told).lines)

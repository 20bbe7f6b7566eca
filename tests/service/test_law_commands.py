"""`idp law` shows the terms and counts one, and nothing starts with data that are not sound."""

from pathlib import Path

import pytest

from idp.law.terms import TermId
from tests.support.commands import Idp, json_lines


def test_every_term_is_shown_with_its_norm(idp: Idp) -> None:
    shown = json_lines(idp("law", "terms"))
    assert [each["id"] for each in shown] == list(TermId)
    assert {each["rule_set"] for each in shown} == {"draft-2024"}
    assert all(each["norms"] for each in shown)


def test_the_setting_chooses_the_rule_set(idp: Idp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDP_RULE_SET", "decree-69-2024")
    monkeypatch.setenv("IDP_TERMS_ROLL", "false")
    (told,) = json_lines(idp("law", "due", "forward_lock", "2024-07-05T09:00"))
    assert (told["rule_set"], told["unit"]) == ("decree-69-2024+strict", "working_day")
    (draft,) = json_lines(
        idp("law", "due", "forward_lock", "2024-07-05T09:00", "--rule-set", "draft-2024")
    )
    assert draft["due"] == "2024-07-07 00:00:00+07:00"


def test_an_unknown_rule_set_is_refused_at_start(idp: Idp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDP_RULE_SET", "draft-2023")
    for words in (("check-config",), ("serve",), ("worker", "--once"), ("law", "terms")):
        refused = idp(*words)
        assert refused.exit_code == 1
        assert "rule_set" in refused.output


def test_a_broken_calendar_is_refused_at_start(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "2028.toml").write_text("year = 2028")
    monkeypatch.setenv("IDP_CALENDARS", str(tmp_path / "own"))
    for words in (("check-config",), ("serve",), ("worker", "--once"), ("law", "terms")):
        refused = idp(*words)
        assert refused.exit_code == 1
        assert "2028.toml: needs `year`" in refused.output


def test_a_term_is_counted_in_the_time_of_viet_nam(idp: Idp) -> None:
    (told,) = json_lines(idp("law", "due", "acknowledge_dossier", "2024-07-05T16:00"))
    assert told["due"] == "2024-07-08 16:00:00+07:00"
    assert told["at_50_percent"] == "2024-07-08 11:00:00+07:00"
    assert told["certainty"] == "PUBLISHED"
    (same,) = json_lines(idp("law", "due", "acknowledge_dossier", "2024-07-05T09:00Z"))
    assert same["due"] == told["due"]
    (later,) = json_lines(idp("law", "due", "decide_licence", "2027-12-15T08:00"))
    assert later["certainty"] == "UNKNOWN"


@pytest.mark.parametrize(
    ("start", "said"),
    [("tomorrow", "no instant"), ("9999-12-31T23:00", "too far"), ("0001-01-01T00:00", "too far")],
)
def test_a_start_that_cannot_be_counted_is_refused(idp: Idp, start: str, said: str) -> None:
    refused = idp("law", "due", "keep_use_history", start)
    assert refused.exit_code == 1
    assert said in refused.output

"""What records keep in words: codes by the member that holds them, and typed words as typed."""

from dataclasses import fields

import pytest

from idp.corrections.procedures import CorrectionAnswer, CorrectionGround, CorrectionQuestion
from idp.web.officer.plain_values import plain


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

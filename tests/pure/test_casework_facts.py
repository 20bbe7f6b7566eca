"""Facts of an event are read from a form and kept as JSON, or every fault is told."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.casework.domain.facts import (
    FieldFault,
    FieldKind,
    FormField,
    NoFacts,
    PlainField,
    facts_from,
    facts_of,
    form_of,
    to_document,
)
from tests.support.procedures import TERMS, Colour, Terms

FORM = {
    "reason": ["a good one"],
    "remarks": ["none"],
    "days": ["3"],
    "back_on": ["2026-02-28"],
    "gift": ["no"],
    "colour": ["red"],
    "others": [],
}


def test_a_form_says_kind_bounds_and_choices() -> None:
    assert form_of(Terms) == (
        FormField(name="reason", label="Why", kind=FieldKind.TEXT, least=1, most=40),
        FormField(name="remarks", label="Remarks", kind=FieldKind.LONG_TEXT, least=1, most=100),
        FormField(name="days", label="Days", kind=FieldKind.NUMBER, least=1, most=30),
        FormField(name="back_on", label="Back on", kind=FieldKind.DATE),
        FormField(name="gift", label="As a gift", kind=FieldKind.YES_NO),
        FormField(name="colour", label="Colour", kind=FieldKind.CHOICE, choices=("red", "blue")),
        FormField(name="others", label="Others", kind=FieldKind.CHOICES, choices=("red", "blue")),
    )
    assert form_of(NoFacts) == ()


def test_a_filled_form_is_the_facts() -> None:
    assert facts_from(Terms, FORM) == TERMS
    assert facts_from(NoFacts, {"anything": ["else"]}) == NoFacts()


@pytest.mark.parametrize(
    ("name", "values", "fault"),
    [
        ("reason", [], FieldFault.MISSING),
        ("reason", ["  "], FieldFault.MISSING),
        ("reason", ["x" * 41], FieldFault.TOO_LONG),
        ("reason", ["a\u202eb"], FieldFault.MALFORMED),
        ("reason", ["a\nb"], FieldFault.MALFORMED),
        ("reason", ["a", "b"], FieldFault.MALFORMED),
        ("remarks", ["a\n\x00b"], FieldFault.MALFORMED),
        ("days", [""], FieldFault.MISSING),
        ("days", ["0"], FieldFault.OUT_OF_BOUNDS),
        ("days", ["31"], FieldFault.OUT_OF_BOUNDS),
        ("days", ["3.0"], FieldFault.MALFORMED),
        ("days", ["\u0663"], FieldFault.MALFORMED),
        ("days", ["9" * 5000], FieldFault.MALFORMED),
        ("back_on", ["29.02.2026"], FieldFault.MALFORMED),
        ("back_on", ["2026-02-29"], FieldFault.MALFORMED),
        ("back_on", [], FieldFault.MISSING),
        ("gift", ["maybe"], FieldFault.NO_CHOICE),
        ("gift", [], FieldFault.MISSING),
        ("colour", ["green"], FieldFault.NO_CHOICE),
        ("colour", [], FieldFault.MISSING),
        ("others", ["red", "green"], FieldFault.NO_CHOICE),
    ],
)
def test_every_fault_of_a_form_is_told(name: str, values: list[str], fault: FieldFault) -> None:
    assert facts_from(Terms, FORM | {name: values}) == {name: fault}


def test_several_lines_stay_lines() -> None:
    read = facts_from(Terms, FORM | {"remarks": ["first  \r\n\r\n  second"]})
    assert read == replace(TERMS, remarks="first\n\n  second")


@given(
    st.builds(
        Terms,
        reason=st.text(min_size=1),
        remarks=st.text(min_size=1),
        days=st.integers(1, 30),
        back_on=st.dates(),
        gift=st.booleans(),
        colour=st.sampled_from(Colour),
        others=st.lists(st.sampled_from(Colour)).map(tuple),
    )
)
def test_facts_are_kept_as_json_and_read_again(facts: Terms) -> None:
    assert facts_of(Terms, json.loads(json.dumps(to_document(facts)))) == facts


def test_a_field_without_a_label_is_none() -> None:
    @dataclass(frozen=True)
    class Silent:
        day: date

    @dataclass(frozen=True)
    class Wrong:
        day: Annotated[date, "a text"]

    for each in (Silent, Wrong):
        with pytest.raises(TypeError, match="day has no label"):
            form_of(each)
    assert PlainField("x").label == "x"

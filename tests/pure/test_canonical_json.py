"""Canonical JSON (RFC 8785 without fractions): one sequence of bytes for one value."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.canonical_json import NotCanonical, canonical, parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def test_the_example_of_rfc_8785_without_its_fractions() -> None:
    value = {
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    said = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(value) == said.encode()


def test_names_are_sorted_by_utf_16() -> None:
    """RFC 8785 section 3.2.3: a surrogate pair stands before U+FB33."""
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(names)))) == order


@given(value=JSON)
def test_what_is_read_back_is_the_same_value_and_the_same_bytes(value: object) -> None:
    data = canonical(value)
    assert parse(data) == value
    assert canonical(parse(data)) == data


@given(value=JSON)
def test_every_other_spelling_is_refused(value: object) -> None:
    data = canonical(value)
    for other in (b" " + data, data + b"\n", b"[" + data, json.dumps([value], indent=1).encode()):
        with pytest.raises(NotCanonical):
            parse(other)


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), 2**53, -(2**53), b"x", "\ud800", {1: 2}, {"a": object()}, set()]
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"value": value})


@pytest.mark.parametrize("data", [b'{"a":1,"a":1}', b"01", b"1.0", b"NaN", b"\xff", b"[" * 99_999])
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse(data)

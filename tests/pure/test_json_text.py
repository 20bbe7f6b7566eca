"""JSON with one meaning."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.json_text import read_json


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"keys": [{"kid": "one", "kid": "two"}]}',
        "NaN",
        "[-Infinity]",
        "1e999",
        "",
        "{",
        b"\xff",
    ],
)
def test_what_has_two_meanings_or_none_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        read_json(text)


@given(st.text(max_size=5), st.integers(), st.booleans())
def test_other_json_is_read_as_it_is(name: str, number: int, truth: bool) -> None:  # noqa: FBT001
    said = {name: [number, truth, None, 1.5]}
    assert read_json(json.dumps(said)) == said

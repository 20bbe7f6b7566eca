"""The application's answer for a card: one text, accepted or refused as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.factors.chip_card.answers import read_answer
from tests.support.card_holders import closed, write_answer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "a",
        "\u00e9",
        "=" * 8,
        closed([]),
        closed({}),
        closed({"handle": "", "signature": "AA"}),
        closed({"handle": "x" * 65, "signature": "AA"}),
        closed({"handle": 1, "signature": "AA"}),
        closed({"handle": "x", "signature": 1}),
        closed({"handle": "x", "signature": "\u00e9"}),
        closed({"handle": "x", "signature": "AA", "files": []}),
        closed({"handle": "x", "signature": "AA", "files": {"dg2": "AA"}}),
        closed({"handle": "x", "signature": "AA", "files": {"sod": None}}),
        "A" * 70_000,
        closed("[" * 30_000),
    ],
    ids=range(17),
)
def test_an_answer_that_is_none_is_refused(text: str) -> None:
    assert read_answer(text) is None


def test_what_is_written_is_the_answer_that_is_read() -> None:
    files = {"sod": b"\x77\x00", "dg1": b"", "dg15": b"\x6f\x00"}
    read = read_answer(write_answer("handle", b"signature", files))
    assert read is not None
    assert (read.handle, read.signature, read.security_object) == ("handle", b"signature", b"w\0")
    assert read.groups == {1: b"", 15: b"o\0"}


@given(st.text(max_size=200))
def test_any_text_is_an_answer_or_none(text: str) -> None:
    assert read_answer(text) is None

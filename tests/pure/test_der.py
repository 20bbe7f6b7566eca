"""The one reader of DER: each value has one way to be written, and nothing else is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.demo.card_office import element, number
from idp.factors import der
from idp.factors.der import Fields, MalformedDer, natural, only, truth
from tests.support.telephones import tagged


@given(st.binary(max_size=300), st.sampled_from([0x30, 0x61, 0x77, 0x5F1F]))
def test_what_is_written_is_read_back(content: bytes, tag: int) -> None:
    written = element(tag, content)
    found = only(written, tag)
    assert (found.content, found.encoded) == (content, written)


@given(st.integers(0, 2**80))
def test_a_number_is_read_back(value: int) -> None:
    assert natural(Fields(number(value)).take(der.INTEGER)) == value


@pytest.mark.parametrize("written", [b"\x02\x00", b"\x02\x01\x80", b"\x02\x02\x00\x01"])
def test_a_number_has_one_way_to_be_written(written: bytes) -> None:
    with pytest.raises(MalformedDer):
        natural(Fields(written).take(der.INTEGER))


def test_what_is_optional_is_not_taken_when_it_is_something_else() -> None:
    fields = Fields(number(1) + number(2))
    assert fields.take_if(der.SEQUENCE) is None
    assert [natural(fields.take(der.INTEGER)) for _ in range(2)] == [1, 2]
    assert fields.take_if(der.SEQUENCE) is None


def test_der_is_read_strictly() -> None:
    for wrong in (
        b"\x02\x81\x01\x05",  # a length written too long
        b"\x02\x82\x00\x01\x05",
        b"\xbf\x1e\x00",  # a short tag written long
        b"\xbf\x80\x7f\x00",  # a tag with a leading zero
        b"\xbf\x81\x81\x01\x00",  # a tag too long
        b"\x02\x01",
        b"\x02",
    ):
        with pytest.raises(MalformedDer):
            Fields(wrong).any()
    for wrong in (b"\x02\x00", b"\x02\x02\x00\x01", b"\x02\x01\x80", b"\x04\x01\x01"):
        with pytest.raises(MalformedDer):
            natural(Fields(wrong).any())
    with pytest.raises(MalformedDer):
        truth(only(b"\x01\x01\x01", der.BOOLEAN))
    assert natural(only(b"\x02\x02\x00\x80", der.INTEGER)) == 128


@given(st.integers(0, 16_383), st.binary(max_size=200))
def test_a_tag_of_any_length_is_read_back(tag: int, content: bytes) -> None:
    found = only(tagged(tag, content), der.tagged(tag))
    assert (found.is_property, found.content) == (True, content)

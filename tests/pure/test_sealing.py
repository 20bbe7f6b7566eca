"""Sealed text opens only with its key, in its context, unaltered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.platform.sealing import CannotOpen, Sealing
from idp.platform.secrets import keyed_digest


class _Keys:
    def __init__(self, master: bytes = b"m" * 32) -> None:
        self._master = master

    def derive(self, purpose: str) -> bytes:
        return keyed_digest(self._master, purpose)


SEALING = Sealing(_Keys())
KEY = SEALING.new_data_key()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again(text: str) -> None:
    assert SEALING.open(KEY, SEALING.seal(KEY, text, context="row:1"), context="row:1") == text


def test_a_value_moved_to_another_row_does_not_open() -> None:
    sealed = SEALING.seal(KEY, "079090001234", context="row:1")
    with pytest.raises(CannotOpen):
        SEALING.open(KEY, sealed, context="row:2")


def test_another_subject_s_data_key_does_not_open() -> None:
    sealed = SEALING.seal(KEY, "079090001234", context="row:1")
    with pytest.raises(CannotOpen):
        SEALING.open(SEALING.new_data_key(), sealed, context="row:1")


def test_another_installation_cannot_unwrap_the_data_key() -> None:
    sealed = SEALING.seal(KEY, "079090001234", context="row:1")
    with pytest.raises(CannotOpen):
        Sealing(_Keys(b"n" * 32)).open(KEY, sealed, context="row:1")


@pytest.mark.parametrize("position", [0, 1, 12, 13, -1])
def test_one_changed_byte_is_noticed(position: int) -> None:
    sealed = bytearray(SEALING.seal(KEY, "079090001234", context="row:1"))
    sealed[position] ^= 1
    with pytest.raises(CannotOpen):
        SEALING.open(KEY, bytes(sealed), context="row:1")


@pytest.mark.parametrize("length", [0, 1, 5, 13])
def test_cut_off_bytes_do_not_open(length: int) -> None:
    sealed = SEALING.seal(KEY, "x", context="row:1")
    with pytest.raises(CannotOpen):
        SEALING.open(KEY, sealed[:length], context="row:1")


def test_the_same_text_never_looks_the_same_sealed() -> None:
    assert SEALING.seal(KEY, "x", context="c") != SEALING.seal(KEY, "x", context="c")


def test_a_blind_index_keeps_kinds_apart() -> None:
    assert SEALING.blind_index("a", "bc") == SEALING.blind_index("a", "bc")
    assert SEALING.blind_index("a", "bc") != SEALING.blind_index("ab", "c")
    assert len(SEALING.blind_index("a", "b")) == 32

"""Handles are long, digests are fixed, comparison is exact."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from idp.platform.secrets import Keyed, constant_time_equal, digest, keyed_digest, random_token


def test_a_random_token_carries_256_bits() -> None:
    tokens = {random_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}


def test_a_digest_is_sha_256() -> None:
    assert digest("abc").hex().startswith("ba7816bf8f01cfea414140de5dae2223")
    assert len(digest("")) == 32


def test_hostile_text_has_a_digest_too() -> None:
    assert len(digest("\ud800")) == 32
    assert len(keyed_digest(b"k" * 32, "\ud800\x00")) == 32


def test_a_keyed_digest_needs_the_key() -> None:
    assert keyed_digest(b"a" * 32, "value") != keyed_digest(b"b" * 32, "value")


@given(key=st.binary(min_size=1, max_size=100), texts=st.lists(st.text(), max_size=5))
def test_many_digests_under_one_key_are_those_of_hmac(key: bytes, texts: list[str]) -> None:
    keyed = Keyed(key)
    for text in texts:
        said = text.encode("utf-8", "surrogatepass")
        assert keyed.digest(text) == keyed_digest(key, text) == hmac.digest(key, said, "sha256")


def test_same_compares_whole_values() -> None:
    assert constant_time_equal(b"one", b"one")
    assert not constant_time_equal(b"one", b"one ")

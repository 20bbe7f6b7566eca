from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.relying_parties.domain.assertion import replay_key
from idp.relying_parties.domain.replay import ReplayKey

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER, ENDPOINT = "https://id.example", "https://id.example/token"
GOOD = {"iss": "rp", "sub": "rp", "aud": ISSUER, "exp": AT + 60, "jti": "once"}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


def use_of(claims: dict[str, Any]) -> ReplayKey | None:
    return replay_key(claims, client_id="rp", audiences=(ISSUER, ENDPOINT), now=NOW)


@pytest.mark.parametrize("audience", [ISSUER, ENDPOINT])
def test_issuer_and_token_endpoint_are_audiences(audience: str) -> None:
    assert use_of(GOOD | {"aud": audience}) == ReplayKey("once", NOW + timedelta(seconds=60))


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "other"},
        {"sub": "other"},
        {"sub": None},
        {"aud": [ISSUER]},
        {"aud": "https://other.example"},
        {"aud": ISSUER + "/"},
        {"exp": AT - 60},
        {"exp": AT - 300},
        {"exp": AT + 661},
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 1e300},
        {"exp": float("nan")},
        {"jti": ""},
        {"jti": "x" * 256},
        {"jti": 7},
        {"nbf": AT + 61, "exp": AT + 120},
        {"nbf": AT + 31, "exp": AT + 30},
        {"iat": AT + 31, "exp": AT + 30},
        {"nbf": AT - 20, "exp": AT - 30},
        {"iat": AT + 61},
        {"iat": "now"},
    ],
)
def test_anything_wrong_proves_nothing(change: dict[str, Any]) -> None:
    assert use_of(GOOD | change) is None


@pytest.mark.parametrize(
    "times",
    [
        {"iat": AT + 8, "nbf": AT + 8},
        {"iat": AT + 60, "nbf": AT + 60, "exp": AT + 120},
        {"exp": AT - 59, "nbf": AT - 59},
        {"exp": AT + 660},
    ],
)
def test_clocks_may_differ_by_a_minute(times: dict[str, int]) -> None:
    assert use_of(GOOD | times) is not None


def test_a_use_is_remembered_for_as_long_as_it_could_be_repeated() -> None:
    late = use_of(GOOD | {"exp": AT - 59})
    assert late is not None
    assert late.seen_until == NOW + timedelta(seconds=1)


@given(st.sampled_from(sorted(GOOD)), json_values)
def test_no_value_breaks_the_check(name: str, value: object) -> None:
    found = use_of(GOOD | {name: value})
    assert found is None or found.seen_until <= NOW + timedelta(days=1)

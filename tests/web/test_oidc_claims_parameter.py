"""The `claims` parameter: what it can mean is read, the rest ignored or refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.web.oidc.claims_parameter import BadClaims, ClaimsWanted, Wish, claims_wanted


def test_null_empty_and_not_essential_mean_the_same() -> None:
    text = '{"userinfo":{"name":null,"email":{},"gender":{"essential":false}}}'
    assert set(claims_wanted(text).userinfo.values()) == {Wish()}


def test_essential_value_and_values_are_read() -> None:
    text = json.dumps(
        {"id_token": {"acr": {"essential": True, "values": ["a", "b"]}, "sub": {"value": "x"}}}
    )
    assert claims_wanted(text).id_token == {
        "acr": Wish(essential=True, values=("a", "b")),
        "sub": Wish(values=("x",)),
    }


def test_a_comparison_carries_the_value_to_compare_with() -> None:
    text = '{"userinfo":{"matches":{"birthdate":"1990-01-01"}}}'
    assert claims_wanted(text) == ClaimsWanted(matches={"birthdate": "1990-01-01"})


def test_unknown_members_and_odd_claim_names_are_ignored() -> None:
    text = '{"verified":{"x":1},"userinfo":{"na me":null,"https://c.example/x":{"more":[1]}}}'
    assert claims_wanted(text).userinfo == {"https://c.example/x": Wish()}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "1",
        '"a"',
        "{",
        '{"userinfo":[]}',
        '{"userinfo":{"name":1}}',
        '{"userinfo":{"name":{"essential":"yes"}}}',
        '{"userinfo":{"name":{"values":"a"}}}',
        '{"userinfo":{"name":{"value":1.5}}}',
        '{"userinfo":{"name":{"value":123456789012345678901234567890}}}',
        '{"userinfo":{"name":{"value":"\\u0000"}}}',
        '{"userinfo":{"name":{"value":"\\ud800"}}}',
        '{"userinfo":{"matches":{"birthdate":{"a":1}}}}',
        '{"userinfo":{"name":null,"name":{}}}',
        '{"userinfo":{"name":{"value":NaN}}}',
        '{"a":' * 1500 + "1" + "}" * 1500,
        "[" * 8000,
        "9" * 8000,
    ],
)
def test_what_is_no_claims_request_is_refused(text: str) -> None:
    with pytest.raises(BadClaims):
        claims_wanted(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=20,
)


@given(st.fixed_dictionaries({}, optional={"userinfo": _JSON, "id_token": _JSON, "x": _JSON}))
def test_any_json_is_read_or_refused(asked: object) -> None:
    try:
        wanted = claims_wanted(json.dumps(asked))
    except BadClaims:
        return
    for wish in (*wanted.userinfo.values(), *wanted.id_token.values()):
        assert all(isinstance(value, str | int) for value in wish.values)

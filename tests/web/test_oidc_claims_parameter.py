"""The `claims` parameter: known members are read, others ignored or refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.web.oidc.claims_parameter import ClaimRequest, ClaimsParameter, InvalidClaims, parse_claims


def test_null_empty_and_not_essential_mean_the_same() -> None:
    text = '{"userinfo":{"name":null,"email":{},"gender":{"essential":false}}}'
    assert set(parse_claims(text).userinfo.values()) == {ClaimRequest()}


def test_essential_value_and_values_are_read() -> None:
    text = json.dumps(
        {"id_token": {"acr": {"essential": True, "values": ["a", "b"]}, "sub": {"value": "x"}}}
    )
    assert parse_claims(text).id_token == {
        "acr": ClaimRequest(essential=True, values=("a", "b"), limited=True),
        "sub": ClaimRequest(values=("x",), limited=True),
    }


def test_a_comparison_carries_the_value_to_compare_with() -> None:
    text = '{"userinfo":{"matches":{"birthdate":"1990-01-01"}}}'
    assert parse_claims(text) == ClaimsParameter(matches={"birthdate": "1990-01-01"})


def test_unknown_members_and_odd_claim_names_are_ignored() -> None:
    text = '{"verified":{"x":1},"userinfo":{"na me":null,"https://c.example/x":{"more":[1]}}}'
    assert parse_claims(text).userinfo == {"https://c.example/x": ClaimRequest()}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "1",
        '"a"',
        "{",
        '{"userinfo":{"name":null,"name":{}}}',
        '{"userinfo":{"name":{"value":NaN}}}',
        "null",
        '{"a":' * 1500 + "1" + "}" * 1500,
        "[" * 8000,
        "9" * 8000,
    ],
)
def test_what_is_no_claims_request_is_refused(text: str) -> None:
    with pytest.raises(InvalidClaims):
        parse_claims(text)


ODD: tuple[object, ...] = (
    "x",
    1,
    1.5,
    True,
    [],
    [[]],
    [{}],
    {},
    {"a": []},
    1 << 70,
    "\x00",
    "\ud800",
    [["x"]],
)


@pytest.mark.parametrize("odd", ODD)
def test_a_way_to_ask_that_there_is_not_is_left_out_and_the_claim_asked(odd: object) -> None:
    """A wish that is not understood ends no request (OpenID Connect Core 5.5.1)."""
    assert parse_claims(json.dumps({"userinfo": odd, "id_token": odd})).matches == {}
    for how in (odd, {"essential": odd}, {"value": odd}, {"values": odd}, {"purpose": odd}):
        asked = json.dumps({"userinfo": {"name": how, "matches": {"birthdate": [odd]}}})
        wanted = parse_claims(asked)
        assert wanted.userinfo.keys() == {"name"}
        assert wanted.matches == {}


@pytest.mark.parametrize("odd", [[["x"]], {"a": 1}, [1.5], "x", 7, [{}], ["\x00"]])
def test_values_that_cannot_be_read_are_not_any_value(odd: object) -> None:
    wish = parse_claims(json.dumps({"id_token": {"sub": {"values": odd}}})).id_token["sub"]
    assert wish == ClaimRequest(limited=True)


_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=20,
)


@given(st.fixed_dictionaries({}, optional={"userinfo": _JSON, "id_token": _JSON, "x": _JSON}))
def test_any_json_object_is_read(asked: object) -> None:
    wanted = parse_claims(json.dumps(asked, allow_nan=False))
    for wish in (*wanted.userinfo.values(), *wanted.id_token.values()):
        assert all(isinstance(value, str | int) for value in wish.values)

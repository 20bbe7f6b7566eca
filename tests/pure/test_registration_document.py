"""A registration file may have any content: it is read, or refused in a sentence."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idp.relying_parties.registration_document import (
    MEMBERS,
    STANDARD,
    NotARegistration,
    edited,
    patched,
    registration_from,
)

PORTAL = {
    "name": {"vi": "Cổng dịch vụ công"},
    "kind": "public_service",
    "redirect_uris": ["https://portal.example.vn/callback"],
}
TWICE = "token_endpoint_auth_method"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@pytest.mark.parametrize("member", [*MEMBERS, *STANDARD, "client_name#en"])
@settings(max_examples=20)
@given(value=JSON)
def test_no_value_of_a_member_is_more_than_a_refusal(member: str, value: Any) -> None:  # noqa: ANN401
    with contextlib.suppress(NotARegistration):
        registration_from(PORTAL | {member: value})
    with contextlib.suppress(NotARegistration):
        edited(registration_from(PORTAL), {member: value})


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"token_endpoint_auth_method": 5}, "token_endpoint_auth_method"),
        ({"token_endpoint_auth_method": "magic"}, "token_endpoint_auth_method"),
        ({"auth_method": "magic"}, "auth_method"),
        ({"id_token_signed_response_alg": "none"}, "id_token_signed_response_alg"),
        ({"require_pushed_authorization_requests": "x"}, "require_pushed_authorization_requests"),
        ({"backchannel_token_delivery_mode": "push"}, "backchannel_token_delivery_mode"),
        ({"scope": 5}, "scope"),
        ({"scope": [5]}, "scope.0"),
        ({"scope": "phone"}, "scope"),
        ({"scopes": [5]}, "scopes.0"),
        ({"name": 5}, "name"),
        ({"name": {"vi": 5}}, "name"),
        ({"name": {"vi": "\u202e"}}, "name"),
        ({"client_name": 5}, "client_name"),
        ({"client_name": "\u202e"}, "client_name"),
        ({"client_name": "Cổng", "client_name#en": 5}, "client_name#en"),
        ({"client_name": "Cổng", "client_name#vi": "Khác"}, "client_name#vi"),
        ({"auth_method": "none", "token_endpoint_auth_method": "none"}, TWICE),
    ],
)
def test_a_fault_names_the_member_that_was_written(document: dict[str, Any], named: str) -> None:
    portal = {name: each for name, each in PORTAL.items() if name != "name"}
    whole = portal | ({} if "client_name" in document else {"name": PORTAL["name"]}) | document
    with pytest.raises(NotARegistration) as refused:
        registration_from(whole)
    assert {each.member for each in refused.value.faults} == {named}
    at_address = {"backchannel_client_notification_endpoint": "http://x.example"}
    with pytest.raises(NotARegistration, match=next(iter(at_address))):
        registration_from(PORTAL | at_address)


def test_a_change_by_the_name_of_a_language_leaves_the_others() -> None:
    before = registration_from(PORTAL | {"name": {"vi": "Cổng", "en": "Portal"}})
    assert patched(before, {"client_name#en": None}).name == {"vi": "Cổng"}
    assert patched(before, {"client_name#en": "Gate"}).name == {"vi": "Cổng", "en": "Gate"}


@pytest.mark.parametrize("value", [[], {}, None, 1])
def test_an_application_type_is_a_word(value: object) -> None:
    with pytest.raises(NotARegistration, match="web or native"):
        registration_from(PORTAL | {"application_type": value})

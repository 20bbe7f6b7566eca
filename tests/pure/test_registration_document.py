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
    registration_from,
)

PORTAL = {
    "name": {"vi": "Cổng dịch vụ công"},
    "kind": "public_service",
    "redirect_uris": ["https://portal.example.vn/callback"],
}
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


@pytest.mark.parametrize("value", [[], {}, None, 1])
def test_an_application_type_is_a_word(value: object) -> None:
    with pytest.raises(NotARegistration, match="web or native"):
        registration_from(PORTAL | {"application_type": value})

"""Parameters: parsed, validated, and never repeated in an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.web.oidc.parameters import (
    AUTHORIZE,
    MAX_BYTES,
    MAX_FIELDS,
    TOKEN,
    Malformed,
    is_form,
    parse,
)


def test_known_names_are_form_decoded_and_unknown_ones_ignored() -> None:
    read = parse(AUTHORIZE, b"state=a+b%2Fc%2B%25&nickname=%FF&sc%6Fpe=openid%20email")
    assert read.values == {"state": "a b/c+%", "scope": "openid email"}
    assert read.sound


def test_an_empty_value_counts_as_left_out() -> None:
    assert parse(AUTHORIZE, b"state=&nonce&scope=openid").values == {"scope": "openid"}


@pytest.mark.parametrize(
    "sources",
    [
        (b"state=a&state=a",),
        (b"state=a&st%61te=b",),
        (b"state=&state=b",),
        (b"state=a", b"state=b"),
    ],
)
def test_a_known_name_sent_twice_is_noticed_and_has_no_value(sources: tuple[bytes, ...]) -> None:
    read = parse(AUTHORIZE, *sources)
    assert read.repeated == {"state"}
    assert read.get("state") is None
    assert not read.sound


@pytest.mark.parametrize(
    "pair",
    [
        "state=a%00b",
        "state=a%0D%0ASet-Cookie:x",
        "response_mode=%C3%A9",
        "state=%FF%FE",
        "redirect_uri=https://%C3%A9vil.test/",
        'redirect_uri=https://rp.test/"x',
        "redirect_uri=https://rp.test/%5C",
        "response_type=co%22de",
        "max_age=-1",
        "max_age=1.5",
        "max_age=%D9%A1",
        "login_hint=a%E2%80%A8b",
        "claims=%00",
        "id_token_hint=a b",
    ],
)
def test_a_value_outside_its_rule_is_bad_and_kept_nowhere(pair: str) -> None:
    read = parse(AUTHORIZE, pair.encode())
    assert read.bad == {pair.partition("=")[0]}
    assert not read.values


def test_states_of_every_printable_character_survive_unchanged() -> None:
    state = "".join(map(chr, range(0x20, 0x7F))) * 2
    encoded = "".join(f"%{ord(character):02X}" for character in state)
    assert parse(AUTHORIZE, f"state={encoded}".encode()).get("state") == state


@pytest.mark.parametrize("source", [b"a" * (MAX_BYTES + 1), b"&".join([b"a=b"] * (MAX_FIELDS + 1))])
def test_too_much_is_not_read_at_all(source: bytes) -> None:
    with pytest.raises(Malformed):
        parse(AUTHORIZE, source)


AS_LONG_AS_A_REQUEST = {"id_token_hint", "nonce", "state"}
"""Values made by the client, or by us for it, which are kept whole; `MAX_BYTES` bounds them."""


@pytest.mark.parametrize("name", sorted(AUTHORIZE))
def test_each_parameter_is_bounded(name: str) -> None:
    bad = set() if name in AS_LONG_AS_A_REQUEST else {name}
    assert parse(AUTHORIZE, f"{name}={'1' * 20_000}".encode()).bad == bad


def test_a_list_of_words_drops_repetitions_and_keeps_the_order() -> None:
    assert parse(TOKEN, b"scope=b+a++b").words("scope") == ("b", "a")


@pytest.mark.parametrize(
    ("content_type", "form"),
    [
        ("application/x-www-form-urlencoded", True),
        ("Application/X-WWW-Form-Urlencoded; charset=UTF-8", True),
        ("application/x-www-form-urlencoded; charset=utf-16", True),
        ("application/x-www-form-urlencoded; charset=ISO-8859-1", True),
        ("application/x-www-form-urlencoded-not", False),
        ("application/json", False),
        ("multipart/form-data; boundary=x", False),
        ("", False),
        (None, False),
    ],
)
def test_a_form_is_told_by_its_type_and_by_no_parameter_of_it(
    content_type: str | None, *, form: bool
) -> None:
    assert is_form(content_type) is form


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    read = parse(AUTHORIZE, source)
    for name, value in read.values.items():
        assert AUTHORIZE[name].fullmatch(value)
    assert not read.bad & set(read.values)

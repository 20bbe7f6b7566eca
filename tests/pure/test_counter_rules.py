"""Authentication at the counter, as far as it is decided by rules alone."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.allowances import EVERYTHING
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import at_best
from idp.ciba.domain.binding_message import HIDDEN, parse_binding_message
from idp.ciba.domain.polling import FIRST_INTERVAL, LONGEST_INTERVAL, SLOW_DOWN_BY, poll
from idp.ciba.domain.request import (
    REQUEST_LIFETIME,
    RequestedAuthentication,
    from_document,
    to_document,
)
from idp.ciba.domain.required_proof import required_proof
from idp.ciba.domain.states import TRANSITIONS, RequestEvent, RequestState, before, follows
from idp.ciba.domain.terminal import Terminal, TerminalState, is_valid_place, thumbprint
from tests.support.assertions import ClientKey, text
from tests.support.at_best import best

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WHOLE_LIFE = {
    ("asked", "number_right"): "numbered",
    ("asked", "number_wrong"): "asked",
    ("asked", "tries_over"): "cancelled",
    ("asked", "decline"): "declined",
    ("asked", "cancel"): "cancelled",
    ("numbered", "approve"): "approved",
    ("numbered", "decline"): "declined",
    ("numbered", "cancel"): "cancelled",
    ("approved", "take"): "taken",
    ("approved", "cancel"): "cancelled",
}


@pytest.mark.parametrize(("state", "event"), list(itertools.product(RequestState, RequestEvent)))
def test_each_pair_of_state_and_event_has_one_answer(
    state: RequestState, event: RequestEvent
) -> None:
    assert follows(state, event) == WHOLE_LIFE.get((state.value, event.value))


def test_nothing_comes_after_an_end_and_each_event_can_happen() -> None:
    for end in (RequestState.REDEEMED, RequestState.DECLINED, RequestState.CANCELLED):
        assert not any(follows(end, event) for event in RequestEvent)
    assert all(before(event) for event in RequestEvent)


def test_without_the_number_nothing_is_ever_approved_or_taken() -> None:
    reached, todo = {RequestState.ASKED}, [RequestState.ASKED]
    while todo:
        for event in set(RequestEvent) - {RequestEvent.NUMBER_MATCHES}:
            after = TRANSITIONS.get((todo[-1], event))
            if after is not None and after not in reached:
                reached.add(after)
                todo.insert(0, after)
        todo.pop()
    assert not reached & {RequestState.APPROVED, RequestState.REDEEMED}


@pytest.mark.parametrize(
    ("message", "words", "number"),
    [
        ("47", HIDDEN, "47"),
        ("Số 47", f"Số {HIDDEN}", "47"),
        ("Mở tài khoản · 0471", f"Mở tài khoản · {HIDDEN}", "0471"),
        ("Quầy (A): 12", f"Quầy (A): {HIDDEN}", "12"),
    ],
)
def test_a_binding_message_hides_its_number_on_the_phone(
    message: str, words: str, number: str
) -> None:
    binding = parse_binding_message(message)
    assert binding is not None
    assert (binding.words, binding.number) == (words, number)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "no number",
        "4",
        "47123",
        "47 or 48",
        "4 7",
        "x" * 63 + "47",
        "47\n",
        "47\u202e12",
        "47 <b>",
        "\uff14\uff17",
        "\u0664\u0667",
        "\u0421 47",
        "47 😀",
        "4\u03007",
        "47\0",
        "47 \ud800",
    ],
)
def test_a_message_that_cannot_be_shown_on_both_sides_is_none(message: str) -> None:
    assert parse_binding_message(message) is None


@given(st.text(max_size=70))
def test_what_the_phone_shows_never_holds_a_digit(message: str) -> None:
    binding = parse_binding_message(message)
    assert binding is None or not any(each.isdigit() for each in binding.words)


@pytest.mark.parametrize(
    ("seconds", "too_soon"), [(None, False), (0, True), (1, True), (2, False), (60, False)]
)
def test_a_poll_inside_the_interval_is_too_soon(seconds: int | None, *, too_soon: bool) -> None:
    last = None if seconds is None else NOW - timedelta(seconds=seconds)
    assert poll(last, FIRST_INTERVAL, NOW).slow_down is too_soon


def test_each_poll_too_soon_makes_the_interval_five_seconds_longer() -> None:
    interval, now = FIRST_INTERVAL, NOW
    for times in range(1, 5):
        interval = poll(now, interval, now).interval
        assert interval == FIRST_INTERVAL + times * SLOW_DOWN_BY
    assert poll(now - interval, interval, now).interval == interval


def test_the_interval_never_grows_beyond_the_life_of_a_request() -> None:
    interval = FIRST_INTERVAL
    for _ in range(100):
        interval = poll(NOW, interval, NOW).interval
    assert interval == LONGEST_INTERVAL == REQUEST_LIFETIME


def test_a_clock_set_back_locks_no_terminal_out() -> None:
    assert not poll(NOW + timedelta(hours=1), FIRST_INTERVAL, NOW).slow_down


def test_what_was_asked_is_read_back_as_it_was() -> None:
    asked = RequestedAuthentication(
        scope=("openid", "profile"),
        level=Level.FOUR,
        id_token_claims={"name": {"essential": True, "values": []}},
        lives_for=timedelta(seconds=90),
    )
    assert from_document(to_document(asked)) == asked


def terminal(**changes: Any) -> Terminal:  # noqa: ANN401
    usual = Terminal(
        id="0198",
        client_id="bank",
        branch="Chi nhánh Hoàn Kiếm",
        address="1 Tràng Tiền, Hà Nội",
        desk="Quầy 3",
        kid="one",
        key=ClientKey().public,
        networks=(),
        state=TerminalState.ACTIVE,
        registered_at=NOW,
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("networks", "address", "may"),
    [
        ((), None, True),
        ((), "203.0.113.9", True),
        (("203.0.113.0/24",), "203.0.113.9", True),
        (("203.0.113.0/24",), "::ffff:203.0.113.9", True),
        (("203.0.113.0/24",), "203.0.113.9:4321", True),
        (("2001:db8::/32",), "[2001:db8::1]:4321", True),
        (("203.0.113.0/24",), "203.0.114.9:4321", False),
        (("203.0.113.0/24",), "203.0.114.9", False),
        (("203.0.113.0/24", "2001:db8::/32"), "2001:db8::1", True),
        (("203.0.113.0/24",), None, False),
        (("203.0.113.0/24",), "not an address", False),
    ],
)
def test_a_terminal_asks_from_its_own_networks(
    networks: tuple[str, ...], address: str | None, *, may: bool
) -> None:
    assert terminal(networks=networks).is_allowed_address(address) is may


def test_a_key_is_named_by_what_it_is_and_not_by_how_it_is_written() -> None:
    key = ClientKey().public
    mixed = dict(reversed(list(key.items()))) | {"use": "sig", "kid": "another"}
    assert thumbprint(mixed) == thumbprint(key) is not None


def test_the_thumbprint_is_the_one_of_rfc_7638() -> None:
    """The example of RFC 7638 section 3.1."""
    modulus = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJE"
        "CPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Q"
        "vzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6"
        "WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    key = {"kty": "RSA", "n": modulus, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}
    assert text(thumbprint(key) or b"") == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"kty": "oct", "k": "AAAA", "kid": "one"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "kid": "one"},
        {"kty": "EC", "crv": "P-384", "x": "AAAA", "y": "AAAA", "kid": "one"},
        {"kty": "EC", "crv": "P-256", "x": 1, "y": "AAAA", "kid": "one"},
        {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "d": "AAAA", "kid": "one"},
        {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"},
        {"kty": ["EC"], "kid": "one"},
    ],
)
def test_a_key_no_terminal_may_have_has_no_thumbprint(key: dict[str, Any]) -> None:
    assert thumbprint(key) is None


@pytest.mark.parametrize(
    ("place", "networks", "sound"),
    [
        ({"branch": "A", "desk": "1"}, (), True),
        ({"branch": "A", "desk": " "}, (), False),
        ({"branch": "A" * 121}, (), False),
        ({"branch": "A\u202eB"}, (), False),
        ({"branch": "A"}, ("10.0.0.0/8", "2001:db8::/32"), True),
        ({"branch": "A"}, ("10.0.0.1/8",), False),
        ({"branch": "A"}, ("everywhere",), False),
        ({"branch": "A"}, ("10.0.0.0/8",) * 33, False),
    ],
)
def test_a_place_is_readable_and_its_networks_are_networks(
    place: dict[str, str], networks: tuple[str, ...], *, sound: bool
) -> None:
    assert is_valid_place(place, networks) is sound


@pytest.mark.parametrize(
    ("level", "key", "held", "need"),
    [
        (2, "app_key_verified", (), "nothing"),
        (3, "app_key_verified", ("pin",), "out_of_reach"),
        (3, "app_key_biometric", (), "out_of_reach"),
        (3, "app_key_anchored", (), "nothing"),
        (4, "app_key_biometric", ("pin",), "out_of_reach"),
        (4, "app_key_anchored", ("pin",), "pin"),
        (4, "app_key_anchored", ("password",), "out_of_reach"),
        (2, "app_key", ("pin",), "pin"),
        (1, None, ("pin",), "out_of_reach"),
    ],
)
def test_what_is_needed_besides_the_phone_is_said_honestly(
    level: int, key: str | None, held: tuple[str, ...], need: str
) -> None:
    shown = None if key is None else best(EvidenceKind(key))
    kinds = at_best(map(EvidenceKind, held))
    assert required_proof(Level(level), EVERYTHING, key=shown, held=kinds) == need

"""Which counter a try counts on: the few lanes there are, and that no mark can be made or moved."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.factors.callers import (
    MOST_MARKS,
    UNKNOWN_CALLER,
    Caller,
    GuessedAccount,
    KnownBrowsers,
    Lane,
)
from idp.kernel.ids import new_id

BROWSERS = KnownBrowsers(b"k" * 32)
ACCOUNT = GuessedAccount(b"a" * 32, new_id(), new_id())


def marks(account: GuessedAccount = ACCOUNT, before: str = "") -> str:
    assert account.subject_id is not None
    assert account.credential_id is not None
    return BROWSERS.remember(
        before, subject_id=account.subject_id, credential_id=account.credential_id
    )


def lane(
    caller: Caller, account: GuessedAccount = ACCOUNT, browsers: KnownBrowsers = BROWSERS
) -> Lane:
    return browsers.scope(caller, account).lane


def test_strangers_share_the_counter_of_the_account_wherever_they_are() -> None:
    counters = {
        BROWSERS.scope(Caller(source=str(number), marks="x" * number), ACCOUNT).counter
        for number in range(50)
    }
    assert counters == {ACCOUNT.key}


def test_a_browser_where_the_password_was_right_counts_apart_and_again_the_same() -> None:
    first = marks()
    standing = BROWSERS.scope(Caller(marks=first), ACCOUNT)
    again = BROWSERS.scope(Caller(source="elsewhere", marks=marks(before=first)), ACCOUNT)
    assert standing.lane is Lane.KNOWN_BROWSER
    assert standing.counter == again.counter != ACCOUNT.key
    assert BROWSERS.scope(Caller(marks=marks()), ACCOUNT).counter != standing.counter


def test_who_proved_another_means_counts_apart_for_their_own_account_only() -> None:
    assert lane(Caller(proven=ACCOUNT.subject_id)) is Lane.SECOND_PROOF
    assert lane(Caller(proven=new_id())) is Lane.UNKNOWN
    assert lane(Caller(proven=None), GuessedAccount(b"n" * 32)) is Lane.UNKNOWN


@pytest.mark.parametrize(
    "account",
    [
        GuessedAccount(ACCOUNT.key, new_id(), ACCOUNT.credential_id),
        GuessedAccount(ACCOUNT.key, ACCOUNT.subject_id, new_id()),
        GuessedAccount(ACCOUNT.key, ACCOUNT.subject_id, None),
        GuessedAccount(ACCOUNT.key),
    ],
    ids=["another person", "another password", "no password", "no person"],
)
def test_a_mark_is_worth_something_for_one_person_and_one_password(account: GuessedAccount) -> None:
    assert lane(Caller(marks=marks()), account) is Lane.UNKNOWN


def test_another_installation_knows_no_browser_of_ours() -> None:
    assert lane(Caller(marks=marks()), browsers=KnownBrowsers(b"o" * 32)) is Lane.UNKNOWN


@given(st.binary(min_size=32, max_size=32))
def test_a_mark_cannot_be_made(mark: bytes) -> None:
    text = base64.urlsafe_b64encode(mark).decode().rstrip("=")
    assert lane(Caller(marks=text)) is Lane.UNKNOWN


@given(st.integers(0, 255), st.integers(0, 31))
def test_a_changed_mark_is_none(flip: int, at: int) -> None:
    whole = bytearray(base64.urlsafe_b64decode(marks() + "="))
    changed = whole[at] != flip
    whole[at] = flip
    text = base64.urlsafe_b64encode(bytes(whole)).decode()
    assert (lane(Caller(marks=text)) is Lane.UNKNOWN) == changed


@given(st.text(max_size=300))
def test_whatever_stands_in_the_cookie_is_only_none(text: str) -> None:
    assert lane(Caller(marks=text)) is Lane.UNKNOWN


def test_a_browser_keeps_the_last_few_people() -> None:
    people = [GuessedAccount(b"", new_id(), new_id()) for _ in range(MOST_MARKS + 2)]
    kept = ""
    for each in people:
        kept = marks(each, kept)
    known = [each for each in people if lane(Caller(marks=kept), each) is Lane.KNOWN_BROWSER]
    assert known == people[2:]
    assert len(kept) <= 640


def test_whom_we_know_has_a_share_of_their_own() -> None:
    assert BROWSERS.scope(Caller(marks=marks()), ACCOUNT).share.known
    assert not BROWSERS.scope(UNKNOWN_CALLER, ACCOUNT).share.known

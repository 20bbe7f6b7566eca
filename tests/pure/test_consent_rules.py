from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.consent.domain.page import ConsentText
from idp.consent.domain.record import (
    DEFAULT_DAYS,
    DURATIONS,
    Agreed,
    Consent,
    agree,
    days_from,
    missing,
    not_covered,
)
from idp.consent.domain.request import AUTHENTICATION, TEXT_VERSION, ConsentRequest, Item

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
NAMES = ("name", "email", "birthdate", "birthdate_matches", "phone_number")
SIGN_IN = Item(AUTHENTICATION, "", essential=True)
EMAIL = Item("email", "Gửi kết quả", essential=True)
PHONE = Item("phone_number", "Nhắc lịch hẹn", essential=False)


def ask(*items: Item) -> ConsentRequest:
    return ConsentRequest("rp", (SIGN_IN, *items))


def on_record(agreed: Agreed, *, at: datetime = NOW, version: str = TEXT_VERSION) -> Consent:
    return Consent(
        id="c",
        subject_id="s",
        client_id="rp",
        provider=None,
        items=agreed.items,
        purposes=agreed.purposes,
        declined=agreed.declined,
        text_version=version,
        text_digest="",
        lang="vi",
        legal_basis="consent",
        level=1,
        transaction_id="t",
        given_at=at,
        expires_at=agreed.expires_at,
        withdrawn_at=None,
    )


def given_to(
    shown: ConsentRequest, *chosen: str, days: int = 90, before: Consent | None = None
) -> Consent:
    return on_record(agree(shown, before, chosen=frozenset(chosen), days=days, now=NOW))


items = st.builds(
    Item, st.sampled_from(NAMES), st.sampled_from(["a", "b"]), essential=st.booleans()
)
asks = st.lists(items, max_size=5, unique_by=lambda item: item.name).map(lambda each: ask(*each))
choices = st.frozensets(st.sampled_from(NAMES))
answers = st.builds(lambda shown, chosen: given_to(shown, *chosen), asks, choices)


@given(asks)
@pytest.mark.norm("D19.3-2", limb="without a consent everything is asked")
def test_without_consent_everything_is_asked(shown: ConsentRequest) -> None:
    assert missing(shown, None, NOW) == shown.items


@given(asks, choices)
def test_an_answer_answers_what_was_shown(shown: ConsentRequest, chosen: frozenset[str]) -> None:
    assert missing(shown, given_to(shown, *chosen), NOW) == ()


@given(asks, choices)
@pytest.mark.norm("X15.1", limb="an optional item is covered only when ticked")
def test_an_optional_item_is_covered_only_when_ticked(
    shown: ConsentRequest, chosen: frozenset[str]
) -> None:
    consent = given_to(shown, *chosen)
    unticked = {each.name for each in shown.items if not each.essential} - chosen
    assert not_covered(shown.names, consent, NOW) == unticked == set(consent.declined)


@given(asks, answers, st.integers(0, 400))
def test_what_is_not_asked_again_is_covered_or_declined(
    shown: ConsentRequest, consent: Consent, days: int
) -> None:
    later = NOW + timedelta(days=days)
    answered = set(shown.items) - set(missing(shown, consent, later))
    assert all(
        not_covered([item.name], consent, later) == frozenset() or item.name in consent.declined
        for item in answered
    )
    assert all(item.essential is False for item in answered if item.name in consent.declined)


@given(st.frozensets(st.text(max_size=5)), answers)
@pytest.mark.norm("X15.2", limb="an ended consent covers nothing")
def test_an_ended_consent_covers_nothing(names: frozenset[str], consent: Consent) -> None:
    assert not_covered(names, consent, consent.expires_at) == names
    assert not_covered(names, None, NOW) == names


@given(asks, choices, answers, st.sampled_from(DURATIONS))
def test_nothing_is_kept_longer_than_was_agreed(
    shown: ConsentRequest, chosen: frozenset[str], before: Consent, days: int
) -> None:
    after = given_to(shown, *chosen, days=days, before=before)
    kept = set(before.items) - shown.names
    assert kept <= set(after.items)
    assert after.expires_at == (
        min(NOW + timedelta(days=days), before.expires_at) if kept else NOW + timedelta(days=days)
    )


def test_a_grown_request_asks_only_what_is_new() -> None:
    assert missing(ask(EMAIL, PHONE), given_to(ask(EMAIL)), NOW) == (PHONE,)


def test_a_declined_optional_item_is_not_asked_again() -> None:
    assert missing(ask(PHONE), given_to(ask(PHONE)), NOW) == ()


def test_a_declined_item_that_became_essential_is_asked() -> None:
    needed = Item(PHONE.name, PHONE.purpose, essential=True)
    assert missing(ask(needed), given_to(ask(PHONE)), NOW) == (needed,)


def test_another_purpose_is_asked_again() -> None:
    other = Item("email", "Quảng cáo", essential=True)
    assert missing(ask(other), given_to(ask(EMAIL)), NOW) == (other,)


def test_another_text_asks_everything_again() -> None:
    shown = ask(EMAIL)
    agreed = agree(shown, None, chosen=frozenset(), days=90, now=NOW)
    assert missing(shown, on_record(agreed, version="2020-1"), NOW) == shown.items


def test_what_was_declined_and_is_now_ticked_is_covered() -> None:
    consent = given_to(ask(PHONE), "phone_number", before=given_to(ask(PHONE)))
    assert "phone_number" in consent.items
    assert consent.declined == ()


def test_a_tick_for_something_not_shown_gives_nothing() -> None:
    assert given_to(ask(EMAIL), "birthdate").items == (AUTHENTICATION, "email")


@pytest.mark.parametrize("text", [None, "", "0", "7", "90 ", "9999999", "-1", "９０"])  # noqa: RUF001
def test_a_duration_that_is_not_offered_is_the_default(text: str | None) -> None:
    assert days_from(text) == DEFAULT_DAYS


def test_no_other_duration_can_be_recorded() -> None:
    with pytest.raises(ValueError, match="36500"):
        agree(ask(EMAIL), None, chosen=frozenset(), days=36500, now=NOW)


PAGE = ConsentText(
    client_id="rp",
    party="Cổng",
    kind="state_agency",
    connection="direct",
    provider=None,
    lang="vi",
    statutory=False,
    items=(SIGN_IN, EMAIL),
    kept=(),
    kept_until=None,
    durations=DURATIONS,
    text_version=TEXT_VERSION,
)


@pytest.mark.norm("X15.1", limb="the digest tells every page apart")
@pytest.mark.norm("D14.3", limb="the text that was shown is kept as a digest")
def test_the_digest_tells_every_page_apart() -> None:
    others: list[dict[str, Any]] = [
        {},
        {"lang": "en"},
        {"items": (SIGN_IN, EMAIL, PHONE)},
        {"items": (SIGN_IN, Item("email", "Khác", essential=True))},
        {"items": (SIGN_IN, Item("email", EMAIL.purpose, essential=False))},
        {"client_id": "other"},
        {"party": "Cổng khác"},
        {"kind": "private"},
        {"provider": "Nhà cung cấp"},
        {"statutory": True},
        {"kept": ("name",)},
        {"kept_until": NOW},
        {"durations": (1,)},
        {"text_version": "before"},
    ]
    assert {name for each in others for name in each} == {
        field.name for field in fields(ConsentText)
    } - {"connection"}
    digests = [replace(PAGE, **each).digest for each in others]
    digests.append(replace(PAGE, connection="via_provider").digest)
    assert len(set(digests)) == len(digests)

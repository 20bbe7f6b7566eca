"""The history as a person reads it: by transaction, told by how it ended, calm where it may be."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.history.domain import Entry, Happening
from idp.kernel.ids import new_id
from idp.web.self_service.history import (
    by_transaction,
    told_by,
    troubles,
    without_a_begun_one,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
FIRST, SECOND = new_id(), new_id()


def entries(*happened: tuple[Happening, str | None]) -> list[Entry]:
    """Newest first, as the history gives them."""
    return [
        Entry(new_id(), NOW - timedelta(seconds=at), happening, None, "subject", None, whose)
        for at, (happening, whose) in enumerate(happened)
    ]


def test_entries_of_one_transaction_stand_together_where_the_one_that_tells_them_is() -> None:
    found = by_transaction(
        entries(
            (Happening.TOKENS_ISSUED, FIRST),
            (Happening.LANGUAGE_CHOSEN, None),
            (Happening.FACTOR_REFUSED, SECOND),
            (Happening.SIGNED_IN, FIRST),
            (Happening.LANGUAGE_CHOSEN, None),
        )
    )
    assert [[each.happening.value for each in group] for group in found] == [
        ["language_chosen"],
        ["factor_refused"],
        ["tokens_issued", "signed_in"],
        ["language_chosen"],
    ]


def test_a_sign_in_from_before_midnight_brings_no_day_twice() -> None:
    """Its tokens came after midnight, beside what happened in between."""
    found = by_transaction(
        entries(
            (Happening.TOKENS_ISSUED, FIRST),
            (Happening.LANGUAGE_CHOSEN, None),
            (Happening.SIGNED_IN, FIRST),
            (Happening.FACTOR_REFUSED, SECOND),
        )
    )
    told = [told_by(group).happened_at for group in found]
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        ((Happening.TOKENS_ISSUED, Happening.SIGNED_IN), Happening.SIGNED_IN),
        ((Happening.FACTOR_REFUSED, Happening.FACTOR_PROVEN), Happening.FACTOR_REFUSED),
        ((Happening.FACTOR_REFUSED, Happening.SIGN_IN_REFUSED), Happening.SIGN_IN_REFUSED),
    ],
)
def test_a_group_is_told_by_how_it_ended(happened: tuple[Happening, ...], told: Happening) -> None:
    group = entries(*((each, FIRST) for each in happened))
    assert told_by(group).happening is told


@pytest.mark.parametrize(
    ("happened", "trouble"),
    [
        ((Happening.SIGNED_IN, Happening.FACTOR_REFUSED), False),
        ((Happening.FACTOR_REFUSED, Happening.FACTOR_PROVEN), True),
        ((Happening.SIGNED_IN, Happening.RESULT_SHOWN_BY_OTHER), True),
        ((Happening.SIGNED_IN, Happening.FACTOR_PROVEN), False),
    ],
)
def test_an_own_typo_is_no_alarm(happened: tuple[Happening, ...], *, trouble: bool) -> None:
    assert troubles(entries(*((each, FIRST) for each in happened))) is trouble


@pytest.mark.parametrize(
    ("whose", "kept"),
    [
        ([FIRST, SECOND, SECOND], 1),
        ([FIRST, SECOND, None], 3),
        ([FIRST, FIRST], 2),
        ([SECOND, FIRST, SECOND], 2),
    ],
)
def test_a_page_ends_between_transactions(whose: list[str | None], kept: int) -> None:
    page = entries(*((Happening.FACTOR_PROVEN, each) for each in whose))
    assert without_a_begun_one(page) == page[:kept]

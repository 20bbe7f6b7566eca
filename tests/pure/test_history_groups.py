"""The history page: entries by transaction, headed by the result, marked only where needed."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.history.domain import Entry, EventType
from idp.kernel.actors import Person
from idp.kernel.ids import new_id
from idp.web.self_service.history import (
    by_transaction,
    is_unfinished,
    told_by,
    troubles,
    without_a_begun_one,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
FIRST, SECOND = new_id(), new_id()


def entries(*happened: tuple[EventType, str | None]) -> list[Entry]:
    """Newest first, as the history gives them."""
    return [
        Entry(
            new_id(),
            NOW - timedelta(seconds=at),
            happening,
            None,
            Person(subject_id=""),
            None,
            whose,
        )
        for at, (happening, whose) in enumerate(happened)
    ]


def test_entries_of_one_transaction_stand_together_where_the_one_that_tells_them_is() -> None:
    found = by_transaction(
        entries(
            (EventType.TOKENS_ISSUED, FIRST),
            (EventType.LANGUAGE_CHOSEN, None),
            (EventType.FACTOR_REFUSED, SECOND),
            (EventType.SIGNED_IN, FIRST),
            (EventType.LANGUAGE_CHOSEN, None),
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
            (EventType.TOKENS_ISSUED, FIRST),
            (EventType.LANGUAGE_CHOSEN, None),
            (EventType.SIGNED_IN, FIRST),
            (EventType.FACTOR_REFUSED, SECOND),
        )
    )
    told = [told_by(group).happened_at for group in found]
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        ((EventType.TOKENS_ISSUED, EventType.SIGNED_IN), EventType.SIGNED_IN),
        ((EventType.FACTOR_REFUSED, EventType.FACTOR_PROVEN), EventType.FACTOR_REFUSED),
        ((EventType.FACTOR_REFUSED, EventType.SIGN_IN_REFUSED), EventType.SIGN_IN_REFUSED),
    ],
)
def test_a_group_is_told_by_how_it_ended(happened: tuple[EventType, ...], told: EventType) -> None:
    group = entries(*((each, FIRST) for each in happened))
    assert told_by(group).happening is told


@pytest.mark.parametrize(
    ("happened", "trouble"),
    [
        ((EventType.SIGNED_IN, EventType.FACTOR_REFUSED), False),
        ((EventType.FACTOR_REFUSED, EventType.FACTOR_PROVEN), True),
        ((EventType.SIGNED_IN, EventType.RESULT_SHOWN_BY_OTHER), True),
        ((EventType.SIGNED_IN, EventType.FACTOR_PROVEN), False),
    ],
)
def test_an_own_typo_is_no_alarm(happened: tuple[EventType, ...], *, trouble: bool) -> None:
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
    page = entries(*((EventType.FACTOR_PROVEN, each) for each in whose))
    assert without_a_begun_one(page) == page[:kept]


@pytest.mark.parametrize(
    ("happened", "unfinished"),
    [
        ((EventType.FACTOR_PROVEN,), True),
        ((EventType.FACTOR_REFUSED, EventType.FACTOR_PROVEN), True),
        ((EventType.FACTOR_REFUSED,), False),
        ((EventType.SIGNED_IN, EventType.FACTOR_PROVEN), False),
        ((EventType.SIGN_IN_REFUSED, EventType.FACTOR_PROVEN), False),
    ],
)
def test_a_sign_in_that_only_began_is_told_from_one_that_ended(
    happened: tuple[EventType, ...], *, unfinished: bool
) -> None:
    assert is_unfinished(entries(*((each, FIRST) for each in happened))) is unfinished

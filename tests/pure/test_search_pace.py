"""An officer's searches: some at once, then one at a time, whatever the times between them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from idp.officers.domain.searches import AT_ONCE, ONE_EVERY, pace_after

START = datetime(2026, 7, 1, tzinfo=UTC)


@given(st.lists(st.integers(0, 600), min_size=1, max_size=120))
def test_no_window_has_more_searches_than_the_pace_allows(gaps: list[int]) -> None:
    now, kept, made = START, None, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        pace = pace_after(kept, now)
        if pace.retry_at is None:
            kept = pace.next_at
            made.append(now)
        else:
            assert now < pace.retry_at <= now + ONE_EVERY
            assert pace_after(kept, pace.retry_at).retry_at is None, "it may be when it says so"
    for first, begin in enumerate(made):
        for count, end in enumerate(made[first:], 1):
            assert count <= AT_ONCE + (end - begin) / ONE_EVERY


def test_so_many_may_follow_each_other_directly() -> None:
    kept = None
    for _ in range(AT_ONCE):
        pace = pace_after(kept, START)
        assert pace.retry_at is None
        kept = pace.next_at
    assert pace_after(kept, START).retry_at == START + ONE_EVERY
    assert pace_after(kept, START + 2 * AT_ONCE * ONE_EVERY).next_at > START

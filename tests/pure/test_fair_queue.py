"""Fair shares of a queue: no source can displace the others."""

from hypothesis import given
from hypothesis import strategies as st

from idp.platform.fair_queue import FairQueue, Share

NOISY = Share(source="192.0.2.1")
KNOWN = Share(known=True, source="192.0.2.1")


def filled(share: Share, places: int = 16) -> FairQueue[str]:
    queue: FairQueue[str] = FairQueue(places)
    for number in range(places):
        assert queue.put(f"wrong {number}", share) is None
    return queue


def test_who_is_alone_waits_in_turn() -> None:
    queue = filled(NOISY, 3)
    assert [queue.take() for _ in range(3)] == ["wrong 0", "wrong 1", "wrong 2"]


def test_a_full_queue_turns_the_next_of_the_same_source_away() -> None:
    assert filled(NOISY).put("another", NOISY) == "another"


def test_a_known_browser_gets_a_place_in_a_storm_of_its_own_source_and_the_next_turn() -> None:
    queue = filled(NOISY)
    assert queue.put("honest", KNOWN) == "wrong 15"
    assert "honest" in {queue.take(), queue.take()}


def test_another_source_gets_a_place_and_its_turn_next() -> None:
    queue = filled(NOISY)
    assert queue.put("honest", Share(source="198.51.100.7")) == "wrong 15"
    assert "honest" in {queue.take(), queue.take()}


def test_a_storm_from_many_sources_does_not_keep_the_known_out() -> None:
    queue: FairQueue[str] = FairQueue(16)
    for number in range(200):
        queue.put("wrong", Share(source=str(number)))
    for number in range(12):
        assert queue.put(f"honest {number}", KNOWN) == "wrong"
    assert [queue.take() for _ in range(16)].count("wrong") == 4


def test_the_known_leave_strangers_a_quarter() -> None:
    queue = filled(KNOWN)
    for number in range(4):
        assert queue.put(f"stranger {number}", NOISY) is not None
    assert queue.put("stranger 4", NOISY) == "stranger 4"
    assert any(each.startswith("stranger") for each in (queue.take() for _ in range(4)))


@given(
    st.integers(0, 8),
    st.lists(st.tuples(st.booleans(), st.sampled_from("abc"), st.booleans()), max_size=60),
)
def test_nothing_is_lost_and_nothing_served_twice(
    places: int, steps: list[tuple[bool, str, bool]]
) -> None:
    queue: FairQueue[int] = FairQueue(places)
    seen: list[int] = []
    for number, (known, source, take) in enumerate(steps):
        turned_away = queue.put(number, Share(known=known, source=source))
        seen += [] if turned_away is None else [turned_away]
        assert len(queue) <= places
        if take and len(queue):
            seen.append(queue.take())
    seen += [queue.take() for _ in range(len(queue))]
    assert sorted(seen) == list(range(len(steps)))

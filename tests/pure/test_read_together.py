"""Rows of a list are read a page at a time, also where two rows ask for the same."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from idp.web.officer.read_together import ReadTogether


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 12))
def test_as_few_reads_as_there_are_pages(keys: list[int], together: int) -> None:
    """Also of a list in which each key comes again in another order, as the terms of cases do."""
    reads: list[Sequence[int]] = []

    def read(some: Sequence[int]) -> Mapping[int, str]:
        reads.append(some)
        return {each: str(each) for each in some if each % 2}

    found = ReadTogether(keys, read, together=together)
    assert [found.of(key) for key in keys] == [str(key) if key % 2 else None for key in keys]
    assert len(reads) <= -(-len(keys) // together)
    assert all(len(some) <= together for some in reads)

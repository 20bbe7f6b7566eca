"""The seals of a batch are those of its single entries: one format, however it was written."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.history.domain import Sealed
from idp.history.seals import seal, sealer, verify
from idp.kernel.ids import new_id

KEY = b"k" * 32
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
DOCUMENTS = st.dictionaries(TEXTS, TEXTS | st.integers() | st.lists(TEXTS) | st.none(), max_size=4)
HANOI = timezone(timedelta(hours=7))


def common(details: dict[str, Any] | None, zone: timezone) -> dict[str, Any]:
    return {
        "happened_at": datetime(2026, 11, 29, 9, tzinfo=zone),
        "happening": "subject_registered",
        "actor": "operator",
        "actor_details": details,
        "actor_id": None if details is None else "an@here",
        "client_id": None,
        "transaction_id": None,
        "fields_act": 'an "act"',
    }


@given(facts=st.lists(DOCUMENTS), details=st.none() | DOCUMENTS)
@pytest.mark.parametrize("zone", [UTC, HANOI])
def test_a_seal_of_a_batch_is_that_of_its_row(
    facts: list[dict[str, Any]], details: dict[str, Any] | None, zone: timezone
) -> None:
    shared = common(details, zone)
    seal_row = sealer(KEY, shared)
    for each in facts:
        own = {"id": new_id(), "subject_id": new_id(), "facts": each}
        row = {**shared, **own}
        assert seal_row(own) == seal(KEY, row)
        assert verify(KEY, {**row, "seal": seal_row(own)}) is Sealed.WHEN_WRITTEN

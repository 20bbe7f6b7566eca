"""Disputed entries: acts with a credential while its level was too high."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from idp.assurance.binding import Bound, CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import Piece, ShownPiece
from idp.assurance.tainting import Doubt, Fraud, Held, doubts
from idp.history.disputes import disputed_at, finding_in, to_facts
from idp.history.domain import Entry, EventType
from idp.kernel.actors import Person

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEY = EvidenceKind.APP_KEY_VERIFIED


def held(
    name: str,
    kind: CeremonyKind,
    made: dict[str, Bound],
    *,
    hour: int,
    proven: tuple[ShownPiece, ...] = (),
    officers: tuple[str, ...] = (),
) -> Held:
    gives = dict.fromkeys(("key", "second"), KEY)
    return Held(name, kind, proven, officers, NOW + hour * HOUR, False, made, gives)  # noqa: FBT003


ENROLLED = held("1", CeremonyKind.ACTIVATION, {"key": Bound(2)}, hour=0)
ANCHORED = held(
    "2", CeremonyKind.DESK, {"key": Bound(4, identity=True)}, hour=2, officers=("an", "binh")
)
BY_IT = held(
    "3",
    CeremonyKind.OWN_ACCOUNT,
    {"second": Bound(2)},
    hour=3,
    proven=(ShownPiece(Piece(KEY, 4, identity=True), "key"),),
)


def test_what_a_dishonest_officer_bound_was_rightly_part_of_level_2() -> None:
    fraud = Fraud(officers={"binh": NOW})
    assert doubts([ENROLLED, ANCHORED], fraud) == {"key": Doubt(NOW + 2 * HOUR, 2)}
    assert doubts([ENROLLED, ANCHORED], Fraud(officers={"binh": NOW + 5 * HOUR})) == {}


def test_what_a_fraud_enrolled_is_somebody_elses_altogether() -> None:
    found = doubts([ENROLLED, BY_IT], Fraud(ceremonies=frozenset({"3"})))
    assert found == {"second": Doubt(NOW + 3 * HOUR, 0)}
    found = doubts([ENROLLED, ANCHORED, BY_IT], Fraud(credentials={"key": NOW + HOUR}))
    assert found == {"key": Doubt(NOW + HOUR, 0), "second": Doubt(NOW + 3 * HOUR, 0)}


def entry(number: int, happening: EventType, **facts: Any) -> Entry:  # noqa: ANN401
    at = NOW + number * HOUR
    return Entry(f"{number:02}", at, happening, "s", Person(subject_id="s"), None, "t", facts)


@pytest.mark.parametrize(
    ("hour", "level", "left", "disputed"),
    [(3, 4, 2, True), (3, 2, 2, False), (1, 4, 2, False), (3, 1, 0, True), (1, 4, 0, False)],
)
def test_a_sign_in_is_disputed_since_then_and_above_what_is_left(
    hour: int,
    level: int,
    left: int,
    disputed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    doubted = {"key": Doubt(NOW + 2 * HOUR, left)}
    finding = finding_in(entry(9, EventType.BINDING_TAINTED, **to_facts(doubted)))
    shown = entry(hour, EventType.FACTOR_PROVEN, credential="key")
    acts = [shown, entry(hour, EventType.SIGNED_IN, level=level)]
    assert (disputed_at(acts, [finding]) is not None) is disputed


def test_what_came_after_the_finding_was_made_without_what_it_took_away() -> None:
    doubted = {"key": Doubt(NOW, 0)}
    finding = finding_in(entry(5, EventType.BINDING_TAINTED, **to_facts(doubted)))
    later = [entry(6, EventType.FACTOR_PROVEN, credential="key")]
    assert disputed_at(later, [finding]) is None

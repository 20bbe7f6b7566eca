"""Whatever is done to an export, the verification says so and names the place."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.kernel.ids import new_id
from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import Frontier
from idp.ledger.offline.notes import LOG, WITNESS, Checkpoint, PrivateKey, signed
from idp.ledger.offline.verification import Pinned, Verification, VerifiedHistory, verify

KEY = PrivateKey.new("id.test/history", kind=LOG)
RETIRED = PrivateKey.new("id.test/history", kind=LOG)
WITNESS_KEY = PrivateKey.new("witness.test", kind=WITNESS)
PINNED = Pinned([RETIRED.public, KEY.public])
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Ledgered:
    """An honest ledger: rows, when each was chained, and where checkpoints are."""

    rows: tuple[dict[str, Any], ...]
    signed_at: tuple[int, ...]
    unchained: int = 1
    gone: frozenset[int] = frozenset()
    key: PrivateKey = KEY

    @property
    def lines(self) -> list[bytes]:
        said: list[dict[str, Any]] = [{"export": 1, "exported_at": leaves.instant(BEGUN)}]
        said += [{"checkpoint": note} for note in self.notes]
        for index, row in enumerate(self.rows):
            leaf = leaves.leaf_of(row, chained_at=chained(index))
            line = {"hash": leaves.hash_of(leaf).hex(), "index": index, "leaf": leaf}
            said.append(line if index in self.gone else {**line, "row": row})
        said += [{"unchained": made(99)} for _ in range(self.unchained)]
        written = [leaves.canonical(each) + b"\n" for each in said]
        return [*written, end_of(written)]

    @property
    def hashes(self) -> list[bytes]:
        made_leaves = (
            leaves.leaf_of(row, chained_at=chained(index)) for index, row in enumerate(self.rows)
        )
        return [leaves.hash_of(leaf) for leaf in made_leaves]

    @property
    def notes(self) -> list[str]:
        frontier, notes = Frontier(), []
        for size, hashed in enumerate(self.hashes, start=1):
            frontier.append(hashed)
            if size in self.signed_at:
                key = RETIRED if size == self.signed_at[0] else self.key
                checkpoint = Checkpoint(key.name, size, frontier.root(), ("time then",))
                notes.append(signed(checkpoint, key))
        return notes


def end_of(lines: Sequence[bytes]) -> bytes:
    said = {"lines": len(lines), "sha256": sha256(b"".join(lines)).hexdigest()}
    return leaves.canonical({"end": said}) + b"\n"


def chained(index: int) -> str:
    return leaves.instant(BEGUN + timedelta(seconds=index))


def made(index: int, **changed: Any) -> dict[str, Any]:  # noqa: ANN401
    row: dict[str, Any] = dict.fromkeys(leaves.MEMBERS[leaves.FORMAT])
    return row | {
        "id": new_id(),
        "happened_at": leaves.instant(BEGUN + timedelta(seconds=index)),
        "happening": "signed_in",
        "actor": "subject",
        "facts": {"level": 2, "text": "điện thoại"},
        "fields_act": "an act",
        "seal": "01" + "ab" * 32,
        **changed,
    }


HONEST = Ledgered(tuple(made(index) for index in range(12)), signed_at=(4, 7, 10))
FIRST_LEAF = 4
"""The line of index 0: after the head and three checkpoints."""


def checked(lines: Sequence[bytes], **kept: Any) -> VerifiedHistory:  # noqa: ANN401
    return verify(lines, Verification(PINNED, **kept))


def places(found: VerifiedHistory) -> list[int | None]:
    return [fault.index for fault in found.faults]


def test_an_honest_export_is_whole_up_to_its_newest_checkpoint() -> None:
    found = checked(HONEST.lines)
    assert found.whole, found.faults
    assert (found.leaves, found.covered, found.unchained) == (12, 10, 1)
    assert found.covered_at == "at then"
    assert found.first_open == (10, HONEST.rows[10]["id"])


def test_checkpoints_kept_outside_alone_are_enough() -> None:
    inside = [line for line in HONEST.lines[:-1] if b"checkpoint" not in line]
    found = checked([*inside, end_of(inside)], notes=HONEST.notes, hashes=HONEST.hashes)
    assert found.whole
    assert found.covered == 10


@pytest.mark.norm("X13.1", limb="every changed byte of an export is named")
@given(st.data())
def test_every_changed_byte_is_named(data: st.DataObject) -> None:
    lines = list(HONEST.lines)
    number = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[number]) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda each: each != lines[number][place]))
    lines[number] = lines[number][:place] + bytes((other,)) + lines[number][place + 1 :]
    found = checked(b"".join(lines).splitlines(keepends=True))
    assert not found.whole
    if FIRST_LEAF <= number < FIRST_LEAF + 12:
        assert found.faults[0].index == number - FIRST_LEAF


def at_leaf(index: int) -> int:
    return FIRST_LEAF + index


MOVES: dict[str, Callable[[list[bytes], int], list[bytes]]] = {
    "removed": lambda lines, at: [*lines[:at], *lines[at + 1 :]],
    "doubled": lambda lines, at: [*lines[:at], lines[at], *lines[at:]],
    "swapped": lambda lines, at: [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
    "cut off": lambda lines, at: lines[:at],
    "emptied": lambda lines, at: [*lines[:at], b"\n", *lines[at + 1 :]],
}


@pytest.mark.norm("X13.1", limb="what is removed, added, moved or cut off is named")
@pytest.mark.parametrize("how", MOVES)
@pytest.mark.parametrize("index", range(11))
def test_lines_that_are_moved_are_named(how: str, index: int) -> None:
    """Also when the digest at the end is made anew, but for a tail that nothing covers yet."""
    lines = MOVES[how](HONEST.lines[:-1], at_leaf(index))
    anew = checked([*lines, end_of(lines)])
    as_before = checked([*lines, HONEST.lines[-1]])
    assert not as_before.whole
    if how == "cut off" and index == 10:
        assert anew.whole
        return
    for found in (anew, as_before):
        named = [place for place in places(found) if place is not None]
        assert named[:1] == [index + 1 if how == "doubled" else index]


def rewritten(index: int, **changed: Any) -> Ledgered:  # noqa: ANN401
    """The owner of the database changes an entry and hashes everything after it anew."""
    rows = list(HONEST.rows)
    rows[index] = {**rows[index], **changed}
    return replace(HONEST, rows=tuple(rows))


@pytest.mark.norm("X13.1", limb="who rewrites everything is found by what is kept outside")
@pytest.mark.parametrize("index", range(10))
def test_an_owner_who_hashes_everything_anew_is_found(index: int) -> None:
    forged = rewritten(index, happening="consent_given")
    inside = [HONEST.lines[0], *forged.lines[FIRST_LEAF:-1]]
    written = [*inside, end_of(inside)]
    by_checkpoints = checked(written, notes=HONEST.notes)
    (fault,) = by_checkpoints.faults
    begin = max((size for size in (0, *HONEST.signed_at) if size <= index), default=0)
    assert fault.index == begin
    assert by_checkpoints.covered == begin
    by_hashes = checked(written, notes=HONEST.notes, hashes=HONEST.hashes)
    assert places(by_hashes) == [index]
    assert by_hashes.faults[0].entry_id == HONEST.rows[index]["id"]


def test_an_owner_who_has_the_key_of_the_log_too_is_found_by_what_is_outside() -> None:
    forged = rewritten(2, happening="consent_given")
    assert checked(forged.lines).whole
    assert not checked(forged.lines, notes=HONEST.notes).whole


def test_an_owner_without_the_key_signs_nothing() -> None:
    other = PrivateKey.new(KEY.name, kind=LOG)
    forged = replace(rewritten(8, happening="consent_given"), key=other)
    found = checked(forged.lines)
    assert not found.whole
    assert found.covered == 4


def test_a_history_cut_short_is_found_by_the_checkpoint_outside() -> None:
    short = replace(HONEST, rows=HONEST.rows[:8], signed_at=(4, 7))
    assert checked(short.lines).whole
    assert places(checked(short.lines, notes=HONEST.notes)) == [8]


def test_without_a_checkpoint_nothing_is_covered() -> None:
    found = checked(replace(HONEST, signed_at=()).lines)
    assert places(found) == [0]
    assert found.covered == 0


def test_a_witness_that_must_have_cosigned_is_missed() -> None:
    pinned = Pinned(PINNED.log, [WITNESS_KEY.public])
    alone = verify(HONEST.lines, Verification(pinned))
    assert "witness.test" in alone.faults[0].what
    note = HONEST.notes[-1]
    cosigned = note + WITNESS_KEY.sign(note.partition("\n\n")[0] + "\n", at=7)
    found = verify(HONEST.lines, Verification(pinned, notes=[cosigned]))
    assert found.whole
    assert found.witnessed == {"witness.test": (10, 7)}


# purges

YEARS_LATER = BEGUN + timedelta(days=6 * 366)


def purged(spans: Sequence[Sequence[int]], gone: Sequence[int], **changed: Any) -> Ledgered:  # noqa: ANN401
    """Leaves 0 to 9 are chained in 2026, and purged six years later by the entry of leaf 12."""
    older = YEARS_LATER.replace(year=YEARS_LATER.year - 5)
    facts = {"entries": len(gone), "older_than": older.isoformat(), "leaves": spans}
    entry = made(
        12,
        happening="history_purged",
        happened_at=leaves.instant(YEARS_LATER),
        facts=facts,
    )
    entry |= changed
    return Ledgered((*HONEST.rows, entry), (4, 13), unchained=0, gone=frozenset(gone))


@pytest.fixture
def years_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The leaf of the purge is chained when it happened."""

    def later(index: int) -> str:
        return leaves.instant(YEARS_LATER if index == 12 else BEGUN + timedelta(seconds=index))

    monkeypatch.setitem(globals(), "chained", later)


@pytest.mark.norm("X13.1", limb="the chain verifies after a purge")
@pytest.mark.usefixtures("years_later")
def test_a_purge_that_names_its_leaves_is_accepted() -> None:
    found = checked(purged([[0, 3], [5, 6]], [0, 1, 2, 3, 5, 6]).lines)
    assert found.whole, found.faults
    assert (found.purged, found.covered) == (6, 13)


@pytest.mark.norm("X13.1", limb="the verifier accepts exactly what a purge names")
@pytest.mark.usefixtures("years_later")
@pytest.mark.parametrize(
    ("spans", "gone", "wrong"),
    [
        ([[0, 3]], [0, 1, 2, 3, 4], [4]),
        ([[1, 3]], [0, 1, 2, 3], [0]),
        ([[0, 3]], [0, 1, 3], [0]),
        ([[0, 3], [2, 4]], [0, 1, 2, 3, 4], [2]),
        ([], [7], [7]),
    ],
)
def test_what_a_purge_does_not_name_is_missed(
    spans: list[list[int]], gone: list[int], wrong: list[int]
) -> None:
    assert places(checked(purged(spans, gone).lines)) == wrong


@pytest.mark.norm("D17.2-1", limb="a purge before the term is found by who verifies")
@pytest.mark.usefixtures("years_later")
def test_a_purge_before_the_term_is_found() -> None:
    young = {"entries": 1, "older_than": leaves.instant(YEARS_LATER), "leaves": [[0, 0]]}
    assert "younger" in checked(purged([], [0], facts=young).lines).faults[0].what
    before = {"entries": 1, "older_than": leaves.instant(BEGUN), "leaves": [[3, 3]]}
    found = checked(purged([], [3], facts=before).lines)
    assert places(found) == [3]
    assert "before its term" in found.faults[0].what


@pytest.mark.parametrize("facts", [{"leaves": 7}, {"leaves": [[1]]}, {"leaves": [["x", 2]]}])
def test_a_purge_that_cannot_be_read_is_told(facts: dict[str, Any]) -> None:
    older = {"older_than": leaves.instant(BEGUN), **facts}
    assert not checked(purged([], [], facts=older).lines).whole


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_no_line_stops_the_verification(said: object) -> None:
    for each in (
        {"hash": "x", "index": 0, "leaf": {"id": said}},
        {"hash": "", "index": 0, "leaf": {"format": said}, "row": said},
        {
            "unchained": {
                "happening": "history_purged",
                "facts": {"leaves": said, "older_than": said},
            }
        },
        {"checkpoint": str(said)},
        {"end": said},
        said,
    ):
        assert not checked([leaves.canonical(each) + b"\n"]).whole
        assert not checked([json.dumps(each).encode()]).whole

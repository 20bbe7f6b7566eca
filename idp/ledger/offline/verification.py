"""The check of a whole history: an export, signed checkpoints, and public keys; nothing secret.

Each line of an export is read once. Its entry must have the digest that its leaf holds, its leaf
the hash that it is said to have, and the tree of all leaves the roots that were signed. What is
wrong is named by the index of its leaf and the id of its entry.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import Frontier
from idp.ledger.offline.notes import (
    WITNESS,
    Checkpoint,
    NoteRefused,
    PublicKey,
    SignedNote,
    cosigned_at,
)

EXPORT_FORMAT: Final = 1
PURGE: Final = "history_purged"
"""The event of an entry that names the leaves whose entries were purged."""
PURGED_LEAVES: Final = "leaves"
"""Its fact: pairs of the first and the last index."""
BROKEN: Final = "seals_broken"
"""The event of an entry that names leaves whose entries did not have a valid seal."""
BROKEN_LEAVES: Final = "leaves"
"""Its fact: pairs of an index and the id of the entry."""
OLDER_THAN: Final = "older_than"
LEAST_YEARS: Final = 5
MOST_FAULTS: Final = 1_000
"""Faults that are kept; the others are counted."""
LATE: Final = timedelta(hours=1)
"""An entry that was chained later than this after it happened is told as late."""
_SKEW: Final = timedelta(days=1)
_LEAF_MEMBERS: Final = frozenset({"chained_at", "entry", "format", "happened_at", "id"})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """What is wrong, at which leaf; `index` and `entry_id` are None where it is at none."""

    what: str
    index: int | None = None
    entry_id: str | None = None

    def __str__(self) -> str:
        at = [] if self.index is None else [f"index {self.index}"]
        entry = [f"entry {self.entry_id}"] if self.entry_id else []
        return ", ".join([*at, *entry]) + (": " if at or entry else "") + self.what


@dataclass(frozen=True)
class VerifiedHistory:
    """The result: it is whole when there is no fault, up to leaf `covered`.

    `covered`: leaves under the newest checkpoint that fits, signed at `covered_at`. `first_open`:
    the index and entry from which no checkpoint covers anything. `unchained`: entries without a
    leaf. `purged`: leaves whose entry was purged after its term. `late`: leaves that were chained
    more than an hour after their entry happened, the last of them at `late_until`: before that
    nothing of the ledger protected them. `witnessed`: for each witness the leaves under the newest
    checkpoint it cosigned, and when, in seconds since 1970.
    """

    leaves: int
    covered: int
    covered_at: str
    first_open: tuple[int, str] | None
    unchained: int
    purged: int
    late: int
    late_until: str
    witnessed: Mapping[str, tuple[int, int]]
    decisions: int
    faults: tuple[LedgerFault, ...]
    more_faults: int

    @property
    def whole(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Pinned:
    """What is trusted beforehand: the log's public keys, retired ones too, and its witnesses."""

    log: Sequence[PublicKey]
    witnesses: Sequence[PublicKey] = ()


@dataclass
class _SignedTrees:
    """The checkpoints by size, once their signatures were verified."""

    pinned: Pinned
    by_size: dict[int, Checkpoint] = field(default_factory=dict)
    witnessed: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, written: str) -> None:
        """Raises NoteRefused when it is not signed, or contradicts one of the same size."""
        note = SignedNote.read(written)
        checkpoint = note.checkpoint()
        signatures = note.signed_by([*self.pinned.log, *self.pinned.witnesses])
        if not any(key.name == checkpoint.origin for key, _ in signatures if key.kind != WITNESS):
            raise NoteRefused("not signed by a key of this log")
        known = self.by_size.setdefault(checkpoint.size, checkpoint)
        if (known.origin, known.root) != (checkpoint.origin, checkpoint.root):
            raise NoteRefused("another tree of the same size was signed too")
        for key, signature in signatures:
            if key.kind == WITNESS:
                seen = (checkpoint.size, cosigned_at(signature))
                self.witnessed[key.name] = max(seen, self.witnessed.get(key.name, (0, 0)))


@dataclass
class _Purges:
    """The leaves without an entry, and what the entries about purges say."""

    indices: "array[int]" = field(default_factory=lambda: array("q"))
    happened: "array[int]" = field(default_factory=lambda: array("q"))
    ids: dict[int, str] = field(default_factory=dict)
    named: list[tuple[int, int, int, str]] = field(default_factory=list)
    """First and last index, microseconds since 1970 before which they happened, who names them."""

    def add(self, index: int, leaf: Mapping[str, Any]) -> None:
        self.indices.append(index)
        self.happened.append(_microseconds(leaf["happened_at"]))

    def faults(self) -> Iterator[LedgerFault]:
        """Leaves without an entry that no purge names, and purges of what is there or young."""
        expected = 0
        for first, last, before, entry_id in sorted(self.named):
            begin = bisect_left(self.indices, first)
            end = bisect_left(self.indices, last + 1)
            for at in range(expected, begin):
                yield _unnamed(self.indices[at])
            if begin < expected or end - begin != last + 1 - first:
                told = f"entry {entry_id} names it as purged; it is there, or was named before"
                yield LedgerFault(told, first)
            for at in range(max(begin, expected), end):
                if self.happened[at] >= before:
                    told = f"it was purged before its term, by entry {entry_id}"
                    yield LedgerFault(told, self.indices[at])
            expected = max(expected, end)
        for at in range(expected, len(self.indices)):
            yield _unnamed(self.indices[at])


def _unnamed(index: int) -> LedgerFault:
    return LedgerFault("its entry was removed, and no purge names it", index)


class Verification:
    """Reads an export line by line: `read` for each, then `result`."""

    def __init__(
        self, pinned: Pinned, *, notes: Iterable[str] = (), hashes: Iterable[bytes] = ()
    ) -> None:
        """`notes`: checkpoints kept outside. `hashes`: those of leaves kept there, in order.

        Hashes must fit the notes; who reads them has seen to that (`folder.KeptOutside.hashes`).
        """
        self._trees = _SignedTrees(pinned)
        self._hashes = iter(hashes)
        self._frontier = Frontier()
        self._next = 0
        self._resumes = False
        self._purges = _Purges()
        self._digest = sha256()
        self._lines = 0
        self._faults: list[LedgerFault] = []
        self._more = 0
        self._covered: Checkpoint | None = None
        self._compares = True
        self._after_covered: tuple[int, str] | None = None
        self._unchained = self._decisions = self._late = 0
        self._late_until = self._last_chained = ""
        self._ended = False
        for note in notes:
            self._take_checkpoint(note)

    def read(self, line: bytes) -> None:
        """One line of the export, with its line break."""
        self._lines += 1
        if self._ended:
            self._wrong("there are lines after the end")
            return
        said = self._parsed(line)
        if said is not None and "end" in said:
            self._end(said["end"])
            return
        self._digest.update(line)
        if said is not None:
            self._take(said)

    def result(self) -> VerifiedHistory:
        """The result, after the last line."""
        size = self._next
        if not self._ended:
            self._wrong("the export has no end: it was cut off", size)
        self._look_at_signed(size)
        for fault in self._purges.faults():
            self._add(fault)
        covered = self._covered
        return VerifiedHistory(
            leaves=size,
            covered=0 if covered is None else covered.size,
            covered_at="" if covered is None else _time_of(covered),
            first_open=self._after_covered,
            unchained=self._unchained,
            purged=len(self._purges.indices),
            late=self._late,
            late_until=self._late_until,
            witnessed=dict(self._trees.witnessed),
            decisions=self._decisions,
            faults=tuple(sorted(self._faults, key=_place)),
            more_faults=self._more,
        )

    def _take(self, said: Mapping[str, Any]) -> None:
        match said:
            case {"export": number, "exported_at": str()} if len(said) == 2:  # noqa: PLR2004
                if self._lines != 1 or number != EXPORT_FORMAT:
                    self._wrong(f"line {self._lines}: the head of another export")
            case {"checkpoint": str() as note} if len(said) == 1:
                self._take_checkpoint(note)
            case {"hash": str(), "index": int() as index, "leaf": dict()} if type(index) is int:
                self._take_leaf(said)
            case {"unchained": dict() as row} if len(said) == 1:
                self._unchained += 1
                self._take_purge(row, chained_at="")
                self._take_broken(row)
            case {"decision": dict()} if len(said) == 1:
                self._decisions += 1
            case _:
                self._wrong(f"line {self._lines} is none of an export", self._next)

    def _parsed(self, line: bytes) -> Mapping[str, Any] | None:
        """The line, which must be in its canonical spelling; None otherwise."""
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict) and leaves.canonical(said) + b"\n" == line:
            return said
        self._wrong(f"line {self._lines} was changed: it is not as it is written", self._next)
        self._compares, self._resumes = False, True
        return None

    def _take_checkpoint(self, note: str) -> None:
        try:
            self._trees.add(note)
        except NoteRefused as error:
            size = note.split("\n", 2)[1:2]
            self._wrong(f"the checkpoint of size {''.join(size)[:20]!r} is refused: {error}")

    def _take_leaf(self, said: Mapping[str, Any]) -> None:
        leaf, row, index = said["leaf"], said.get("row"), said["index"]
        entry_id = leaf.get("id") if isinstance(leaf.get("id"), str) else None
        if index != self._next and not self._resumes:
            self._wrong(f"it is missing: index {index} stands in its place", self._next, entry_id)
            self._compares = False
        self._next, self._resumes = index + 1, False
        wrong_leaf = _wrong_in_leaf(said)
        wrong = wrong_leaf or ("" if row is None else _wrong_in_row(row, leaf))
        if wrong:
            self._wrong(wrong, index, entry_id)
        else:
            self._look_at_times(leaf, index)
            if row is None:
                self._purges.add(index, leaf)
            else:
                self._take_purge(row, chained_at=leaf["chained_at"])
                self._take_broken(row)
        self._append(said["hash"], index, entry_id or "", fits=not wrong_leaf)

    def _append(self, written: str, index: int, entry_id: str, *, fits: bool) -> None:
        """Append the hash that is kept outside, where it is; `fits`: the leaf has the other one."""
        try:
            hashed = bytes.fromhex(written)
        except ValueError:
            hashed = b""
        if self._after_covered is None:
            self._after_covered = (index, entry_id)
        kept = next(self._hashes, None) if self._compares else None
        if kept is None:
            self._compares = self._compares and fits
        elif fits and kept != hashed:
            self._wrong("it is not the leaf that was signed", index, entry_id)
        self._frontier.append(kept or hashed)
        signed = self._trees.by_size.get(index + 1)
        if signed is not None and self._compares:
            self._compare(signed)

    def _compare(self, signed: Checkpoint) -> None:
        begin = 0 if self._covered is None else self._covered.size
        if self._frontier.root() == signed.root:
            self._covered, self._after_covered = signed, None
            return
        told = f"the tree is not the one that was signed: a leaf from here to {signed.size - 1}"
        self._wrong(f"{told} was changed, added or moved", begin)
        self._compares = False

    def _look_at_times(self, leaf: Mapping[str, Any], index: int) -> None:
        chained, happened = leaf["chained_at"], leaf["happened_at"]
        if chained < self._last_chained:
            self._wrong("it was chained before the leaf that it follows", index, leaf["id"])
        self._last_chained = max(chained, self._last_chained)
        if _microseconds(chained) - _microseconds(happened) > LATE / timedelta(microseconds=1):
            self._late += 1
            self._late_until = chained

    def _take_purge(self, row: Mapping[str, Any], *, chained_at: str) -> None:
        """What an entry about a purge names; the purged must have been past their term by then."""
        facts = row.get("facts")
        if row.get("happening") != PURGE or not isinstance(facts, dict):
            return
        if PURGED_LEAVES not in facts:  # of a release without a ledger: those had no leaves
            return
        named = _named_by(row, facts)
        if named is None:
            self._wrong("what it says of a purge cannot be read", None, str(row.get("id")))
            return
        happened = datetime.fromisoformat(row["happened_at"])
        latest = datetime.fromisoformat(chained_at) + _SKEW if chained_at else happened
        before = named[0][2] if named else 0
        if before > _in_microseconds(_years_before(min(happened, latest))):
            self._wrong(f"it purged entries younger than {LEAST_YEARS} years", None, row["id"])
        self._purges.named += named

    def _take_broken(self, row: Mapping[str, Any]) -> None:
        """What an entry says of others that the provider did not write as they are."""
        if row.get("happening") != BROKEN:
            return
        facts = row.get("facts")
        named = facts.get(BROKEN_LEAVES) if isinstance(facts, dict) else None
        for each in named if isinstance(named, list) and named else [None]:
            match each:
                case [int() as index, str() as entry_id]:
                    told = (
                        "its seal did not hold before it was signed: the provider did not write it"
                    )
                    self._wrong(told, index, entry_id)
                case _:
                    told = "what it says of broken seals cannot be read"
                    self._wrong(told, None, str(row.get("id")))

    def _end(self, said: object) -> None:
        self._ended = True
        expected = {"lines": self._lines - 1, "sha256": self._digest.hexdigest()}
        if said != expected:
            self._wrong("the lines are not those that were written: the digest at the end differs")

    def _look_at_signed(self, size: int) -> None:
        """Signed trees that are larger than this one, and none at all."""
        beyond = [each for each in self._trees.by_size if each > size]
        if beyond and self._compares:
            most = self._trees.by_size[max(beyond)]
            told = f"it is missing: {most.size} leaves were signed {_time_of(most)}"
            self._wrong(told.strip(), size)
        if size and self._covered is None and not self._faults:
            self._wrong("no checkpoint covers anything", 0)
        for key in self._trees.pinned.witnesses:
            if key.name not in self._trees.witnessed:
                self._wrong(f"no checkpoint here is cosigned by {key.name}")

    def _wrong(self, what: str, index: int | None = None, entry_id: str | None = None) -> None:
        self._add(LedgerFault(what, index, entry_id))

    def _add(self, fault: LedgerFault) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(fault)
        else:
            self._more += 1


def verify(lines: Iterable[bytes], verification: Verification) -> VerifiedHistory:
    """The result of a whole export."""
    for line in lines:
        verification.read(line)
    return verification.result()


def _wrong_in_leaf(said: Mapping[str, Any]) -> str:
    """What is wrong with a leaf; empty when it has the hash that it is said to have."""
    if not _has_known_format(said):
        return "it is no leaf of a format that is known"
    if leaves.hash_of(said["leaf"]).hex() != said["hash"]:
        return "the leaf was changed: its hash is another"
    return ""


def _wrong_in_row(row: object, leaf: Mapping[str, Any]) -> str:
    """What is wrong with an entry; empty when it is the one that its leaf commits to."""
    if not isinstance(row, dict) or set(row) != leaves.MEMBERS[leaf["format"]]:
        return "the entry has other columns than its leaf commits to"
    if leaves.row_digest(row, made_in=leaf["format"]).hex() != leaf["entry"]:
        return "the entry was changed: its digest is another"
    if (row["id"], row["happened_at"]) != (leaf["id"], leaf["happened_at"]):
        return "the entry is not the one that its leaf names"
    return ""


def _has_known_format(said: Mapping[str, Any]) -> bool:
    leaf = said["leaf"]
    return (
        {"hash", "index", "leaf"} <= set(said) <= {"hash", "index", "leaf", "row"}
        and set(leaf) == _LEAF_MEMBERS
        and type(leaf["format"]) is int
        and leaf["format"] in leaves.MEMBERS
        and all(_is_instant(leaf[name]) for name in ("chained_at", "happened_at"))
        and isinstance(leaf["id"], str)
    )


def _named_by(
    row: Mapping[str, Any], facts: Mapping[str, Any]
) -> list[tuple[int, int, int, str]] | None:
    """The leaves a purge names, with when they must have happened before; None if malformed."""
    if not _is_instant(row.get("happened_at")):
        return None
    try:
        before = _microseconds(facts[OLDER_THAN])
        spans = [(int(first), int(last)) for first, last in facts[PURGED_LEAVES]]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return [(first, last, before, str(row["id"])) for first, last in spans]


def _is_instant(text: object) -> bool:
    """Whether it is an instant as leaves write it."""
    try:
        return isinstance(text, str) and leaves.instant(datetime.fromisoformat(text)) == text
    except (ValueError, OverflowError):
        return False


def _microseconds(text: str) -> int:
    return _in_microseconds(datetime.fromisoformat(text))


def _in_microseconds(when: datetime) -> int:
    return (when - _EPOCH) // timedelta(microseconds=1)


def _years_before(when: datetime) -> datetime:
    """Five years before; 29 February becomes the 28th, as the provider counts."""
    try:
        return when.replace(year=when.year - LEAST_YEARS)
    except ValueError:
        return when.replace(year=when.year - LEAST_YEARS, day=28)


def _time_of(checkpoint: Checkpoint) -> str:
    lines = [line for line in checkpoint.others if line.startswith("time ")]
    return f"at {lines[0].removeprefix('time ')}" if lines else ""


def _place(fault: LedgerFault) -> tuple[bool, int]:
    return fault.index is None, fault.index or 0

"""The Merkle tree of RFC 9162 section 2.1, over the hashes of its leaves. Pure.

A subtree is named by its level and index: (level, index) is the complete subtree over the leaves
`index << level` to `((index + 1) << level) - 1`; level 0 is a leaf.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""

SubtreeHash = Callable[[int, int], bytes]
"""Called with level and index of a complete subtree; returns its hash."""
Span = tuple[int, int]
"""First leaf, and the one after the last."""


class ProofRefused(Exception):
    """A proof does not lead to the root; the text says what is wrong."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf with this content."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The right edge of a growing tree: its largest complete subtrees, from left to right.

    Appending costs two hashes on average and keeps no more than one hash for each level.
    """

    size: int = 0
    subtrees: list[tuple[int, bytes]] = field(default_factory=list)
    """Level and hash."""

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Append the hash of a leaf; returns the subtrees above it that it completed.

        Each as level, index and hash.
        """
        self.subtrees.append((0, leaf))
        self.size += 1
        completed = []
        while len(self.subtrees) > 1 and self.subtrees[-1][0] == self.subtrees[-2][0]:
            (level, right), (_, left) = self.subtrees.pop(), self.subtrees.pop()
            merged = node_hash(left, right)
            self.subtrees.append((level + 1, merged))
            completed.append((level + 1, (self.size >> (level + 1)) - 1, merged))
        return completed

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        return _fold([each for _, each in self.subtrees])


def frontier_at(size: int, subtree: SubtreeHash) -> Frontier:
    """The frontier of the tree with the first `size` leaves."""
    return Frontier(size, [(level, subtree(level, at)) for level, at in _subtrees_of((0, size))])


def root_at(size: int, subtree: SubtreeHash) -> bytes:
    """The root of the tree with the first `size` leaves."""
    return _root_of((0, size), subtree)


def prove_inclusion(index: int, size: int, subtree: SubtreeHash) -> list[bytes]:
    """The inclusion proof of leaf `index` in the tree of `size` (section 2.1.3.1).

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    return [_root_of(span, subtree) for span in _siblings(index, (0, size))]


def prove_consistency(first: int, second: int, subtree: SubtreeHash) -> list[bytes]:
    """The proof that the tree of size `first` is a prefix of that of `second` (section 2.1.4.1).

    Raises ValueError unless 0 <= first <= second.
    """
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {first} is no prefix of one of {second}")
    if first in {0, second}:
        return []
    return [_root_of(span, subtree) for span in _consistency_spans(first, second)]


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raises ProofRefused unless the leaf is at `index` of the tree (section 2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofRefused(f"there is no leaf {index} in a tree of {size}")
    at, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofRefused("the inclusion proof is too long")
        if at & 1 or at == last:
            reached = node_hash(sibling, reached)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofRefused("the inclusion proof is too short")
    if reached != root:
        raise ProofRefused(f"leaf {index} is not in the tree of {size} with this root")


def verify_consistency(
    first: int, second: int, *, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raises ProofRefused unless the first tree is a prefix of the second (section 2.1.4.2)."""
    if not 0 <= first <= second:
        raise ProofRefused(f"a tree of {first} is no prefix of one of {second}")
    if first == 0:
        _require(not proof and first_root == EMPTY_ROOT, "the empty tree needs no proof")
        return
    if first == second:
        _require(not proof and first_root == second_root, f"two roots of one size, {first}")
        return
    _follow(first, second, proof, roots=(first_root, second_root))


def _follow(first: int, second: int, proof: Sequence[bytes], *, roots: tuple[bytes, bytes]) -> None:
    """The loop of section 2.1.4.2 for two different trees, neither empty."""
    path = [roots[0], *proof] if first & (first - 1) == 0 else list(proof)
    _require(bool(path), "the consistency proof is empty")
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        _require(last != 0, "the consistency proof is too long")
        if at & 1 or at == last:
            old, new = node_hash(each, old), node_hash(each, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, each)
        at, last = at >> 1, last >> 1
    _require(last == 0, "the consistency proof is too short")
    _require((old, new) == roots, f"the tree of {second} does not continue that of {first}")


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001
    if not holds:
        raise ProofRefused(otherwise)


def _half(count: int) -> int:
    """The largest power of two smaller than `count`, which is more than one."""
    return 1 << ((count - 1).bit_length() - 1)


def _subtrees_of(span: Span) -> Iterator[tuple[int, int]]:
    """The complete subtrees a span consists of, the largest first; it begins at a multiple."""
    at, end = span
    while at < end:
        level = (end - at).bit_length() - 1
        yield level, at >> level
        at += 1 << level


def _root_of(span: Span, subtree: SubtreeHash) -> bytes:
    return _fold([subtree(level, index) for level, index in _subtrees_of(span)])


def _fold(subtrees: Sequence[bytes]) -> bytes:
    if not subtrees:
        return EMPTY_ROOT
    root = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        root = node_hash(left, root)
    return root


def _siblings(index: int, span: Span) -> list[Span]:
    """The spans beside the way from the leaf to the root, from below."""
    found: list[Span] = []
    begin, end = span
    while end - begin > 1:
        middle = begin + _half(end - begin)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((begin, middle))
            begin = middle
    return found[::-1]


def _consistency_spans(first: int, second: int) -> list[Span]:
    """The spans of SUBPROOF (section 2.1.4.1), from below; 0 < first < second."""
    found: list[Span] = []
    begin, end = 0, second
    while end != first:
        middle = begin + _half(end - begin)
        if first <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((begin, middle))
            begin = middle
    if begin:
        found.append((begin, end))
    return found[::-1]

"""The tree of RFC 9162 is that of its definition, written down naively, and its vectors."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.ledger.offline.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofRefused,
    frontier_at,
    leaf_hash,
    prove_consistency,
    prove_inclusion,
    root_at,
    verify_consistency,
    verify_inclusion,
)

SIZES = st.integers(min_value=1, max_value=70)


def naive(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 section 2.1.1, over contents."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + naive(leaves[:half]) + naive(leaves[half:])).digest()


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if index < half:
        return [*naive_path(index, leaves[:half]), naive(leaves[half:])]
    return [*naive_path(index - half, leaves[half:]), naive(leaves[:half])]


def naive_proof(first: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1."""
    if first == len(leaves):
        return [] if whole else [naive(leaves)]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if first <= half:
        return [*naive_proof(first, leaves[:half], whole=whole), naive(leaves[half:])]
    return [*naive_proof(first - half, leaves[half:], whole=False), naive(leaves[:half])]


def contents(size: int) -> list[bytes]:
    return [str(each).encode() for each in range(size)]


class Subtrees:
    """Complete subtrees as appending tells them."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.hashes: dict[tuple[int, int], bytes] = {}
        self.frontier = Frontier()
        self.roots = [self.frontier.root()]
        for at, leaf in enumerate(leaves):
            self.hashes[0, at] = leaf_hash(leaf)
            for level, index, hashed in self.frontier.append(leaf_hash(leaf)):
                self.hashes[level, index] = hashed
            self.roots.append(self.frontier.root())

    def __call__(self, level: int, index: int) -> bytes:
        return self.hashes[level, index]


def test_roots_are_those_of_the_definition() -> None:
    leaves = contents(130)
    subtrees = Subtrees(leaves)
    assert subtrees.roots == [naive(leaves[:size]) for size in range(131)]
    assert subtrees.roots[0] == EMPTY_ROOT
    for size in range(131):
        assert root_at(size, subtrees) == subtrees.roots[size]


def test_a_frontier_read_back_goes_on_as_if_it_had_never_stopped() -> None:
    leaves = contents(100)
    subtrees = Subtrees(leaves)
    for size in range(100):
        again = frontier_at(size, subtrees)
        again.append(leaf_hash(leaves[size]))
        assert again.root() == subtrees.roots[size + 1]


def test_known_roots_of_certificate_transparency() -> None:
    """The vectors of RFC 6962's own implementation."""
    inputs = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
    frontier = Frontier()
    for each in inputs:
        frontier.append(leaf_hash(bytes.fromhex(each)))
    known = "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    assert frontier.root().hex() == known
    frontier.append(leaf_hash(bytes.fromhex("606162636465666768696a6b6c6d6e6f")))
    known = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert frontier.root().hex() == known


@given(SIZES, st.data())
def test_every_proof_is_that_of_the_definition_and_holds(size: int, data: st.DataObject) -> None:
    leaves = contents(size)
    subtrees = Subtrees(leaves)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    path = prove_inclusion(index, size, subtrees)
    assert path == naive_path(index, leaves)
    verify_inclusion(
        leaf_hash(leaves[index]), index=index, size=size, proof=path, root=naive(leaves)
    )
    first = data.draw(st.integers(min_value=0, max_value=size))
    proof = prove_consistency(first, size, subtrees)
    assert proof == (naive_proof(first, leaves) if first else [])
    roots = subtrees.roots
    verify_consistency(first, size, first_root=roots[first], second_root=roots[size], proof=proof)


@given(SIZES, st.data())
def test_no_bent_proof_holds(size: int, data: st.DataObject) -> None:
    leaves = contents(size)
    subtrees = Subtrees(leaves)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    path = prove_inclusion(index, size, subtrees)
    for bent in bendings(path):
        with pytest.raises(ProofRefused):
            verify_inclusion(
                leaf_hash(leaves[index]), index=index, size=size, proof=bent, root=naive(leaves)
            )
    other = data.draw(st.integers(min_value=-1, max_value=size + 1).filter(lambda at: at != index))
    with pytest.raises(ProofRefused):
        verify_inclusion(
            leaf_hash(leaves[index]), index=other, size=size, proof=path, root=naive(leaves)
        )


@given(SIZES, st.data())
def test_no_consistency_is_shown_with_another_tree(size: int, data: st.DataObject) -> None:
    leaves = contents(size)
    subtrees, roots = Subtrees(leaves), Subtrees(leaves).roots
    first = data.draw(st.integers(min_value=1, max_value=size))
    changed = data.draw(st.integers(min_value=0, max_value=first - 1))
    other = Subtrees([*leaves[:changed], b"changed", *leaves[changed + 1 :]])
    with pytest.raises(ProofRefused):
        verify_consistency(
            first,
            size,
            first_root=roots[first],
            second_root=other.roots[size],
            proof=prove_consistency(first, size, other),
        )
    proof = prove_consistency(first, size, subtrees)
    for bent in bendings(proof):
        with pytest.raises(ProofRefused):
            verify_consistency(
                first, size, first_root=roots[first], second_root=roots[size], proof=bent
            )


def bendings(proof: list[bytes]) -> list[list[bytes]]:
    """One hash changed, left out, added or moved."""
    zero = bytes(32)
    changed = [[*proof[:at], zero, *proof[at + 1 :]] for at in range(len(proof))]
    shorter = [[*proof[:at], *proof[at + 1 :]] for at in range(len(proof))]
    longer = [[*proof, zero], [zero, *proof]]
    turned = [proof[::-1]] if len(proof) > 1 else []
    return [*changed, *shorter, *longer, *turned]


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_proof_is_made_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        prove_inclusion(index, size, Subtrees(contents(size)))
    with pytest.raises(ProofRefused):
        verify_inclusion(bytes(32), index=index, size=size, proof=[], root=bytes(32))

"""The tree of the trail: the published vectors, another library's trees, and proofs that hold or don't."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from domain.merkle import (
    EMPTY,
    Frontier,
    consistency_ranges,
    inclusion_ranges,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)

# Of the Certificate Transparency project: eight leaves, and the root after each.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [bytes.fromhex(text) for text in (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)]  # fmt: skip
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
# (leaf, size) → proof, and (first, second) → proof, of the same project.
INCLUDED = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENT = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def made(ranges: list[tuple[int, int]], leaves: list[bytes]) -> list[bytes]:
    return [root_of(leaves[low:high]) for low, high in ranges]


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(count)]


def test_the_roots_are_the_published_ones():
    tree = Frontier()
    assert tree.root() == EMPTY == hashlib.sha256().digest()
    for leaf, root in zip(HASHES, ROOTS, strict=True):
        tree.add(leaf)
        assert tree.root() == root


@pytest.mark.parametrize("case", INCLUDED)
def test_the_proofs_of_one_leaf_are_the_published_ones(case):
    index, size = case
    path = made(inclusion_ranges(index, size), HASHES)
    assert [step.hex() for step in path] == INCLUDED[case]
    assert is_included(HASHES[index], index, size, path, ROOTS[size - 1])


@pytest.mark.parametrize("case", CONSISTENT)
def test_the_proofs_of_growth_are_the_published_ones(case):
    first, second = case
    path = made(consistency_ranges(first, second), HASHES)
    assert [step.hex() for step in path] == CONSISTENT[case]
    assert is_consistent(first, second, ROOTS[first - 1], ROOTS[second - 1], path)


@given(st.integers(1, 200), st.data())
def test_another_library_makes_the_same_roots(size, data):
    other = InmemoryTree(algorithm="sha256")
    for number in range(size):
        other.append_entry(b"%d" % number)
    part = data.draw(st.integers(1, size))
    assert root_of(hashes(size)) == other.get_root()
    assert root_of(hashes(part)) == other.get_root(part)


@given(st.integers(1, 200), st.data())
def test_every_leaf_is_proved_and_no_other_one(size, data):
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = made(inclusion_ranges(index, size), leaves), root_of(leaves)
    assert is_included(leaves[index], index, size, path, root)
    assert not is_included(leaf_hash(b"another"), index, size, path, root)
    assert not is_included(leaves[index], index, size, [*path, EMPTY], root)
    if size > 1:
        assert not is_included(leaves[index], (index + 1) % size, size, path, root)
        assert not is_included(leaves[index], index, size, path[:-1], root)


@given(st.integers(1, 200), st.data())
def test_growth_is_proved_and_a_rewritten_beginning_is_not(size, data):
    leaves = hashes(size)
    first = data.draw(st.integers(1, size))
    path = made(consistency_ranges(first, size), leaves)
    old, new = root_of(leaves[:first]), root_of(leaves)
    assert is_consistent(first, size, old, new, path)
    assert not is_consistent(first, size, leaf_hash(b"another"), new, path)
    assert not is_consistent(first, size, old, leaf_hash(b"another"), path)


@given(st.integers(0, 200), st.integers(0, 100))
def test_a_tree_goes_on_from_its_peaks(size, more):
    leaves = hashes(size + more)
    tree = Frontier()
    for leaf in leaves[:size]:
        tree.add(leaf)
    later = Frontier(tree.size, tree.peaks)
    for leaf in leaves[size:]:
        later.add(leaf)
    assert later.root() == root_of(leaves)

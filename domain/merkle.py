"""The tree of RFC 6962: one root binds every leaf in its order, and short proofs say so of one leaf.

Hashes are 32 bytes of SHA-256. Leaves count from 0.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

EMPTY = hashlib.sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962 2.1: leaves and nodes begin with different bytes, so that neither passes for the other."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows by leaves and keeps only the roots of its full subtrees, the largest first."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError("as many peaks as the size has ones")
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> None:
        size, peaks = self.size, self.peaks
        while size & 1:
            leaf = node_hash(peaks.pop(), leaf)
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


Range = tuple[int, int]


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The leaves [from, to) under each hash of the proof that a leaf is in a tree of `size`, the deepest first."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    low, high, found = 0, size, list[Range]()
    while high - low > 1:
        middle = low + _split(high - low)
        found.append((middle, high) if index < middle else (low, middle))
        low, high = (low, middle) if index < middle else (middle, high)
    return found[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """The same for the proof that a tree of `first` leaves is the beginning of one of `second`."""
    if not 0 < first <= second:
        raise ValueError("the first tree is the smaller, and not empty")
    return list(_subproof(first, 0, second, whole=True))


def _subproof(first: int, low: int, high: int, *, whole: bool) -> Iterator[Range]:
    """RFC 6962 2.1.2; `whole`: the subtree at hand is the first tree, whose root the reader has."""
    if first == high:
        if not whole:
            yield low, high
        return
    middle = low + _split(high - low)
    if first <= middle:
        yield from _subproof(first, low, middle, whole=whole)
        yield middle, high
    else:
        yield from _subproof(first, middle, high, whole=False)
        yield low, middle


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof holds (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(step, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, step)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(first: int, second: int, old: bytes, new: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree of `first` leaves with root `old` is the beginning of the other (RFC 9162 2.1.4.2)."""
    if first == second:
        return not path and old == new
    if not 0 < first < second or not path:
        return False
    steps = [old, *path] if first & (first - 1) == 0 else list(path)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, step)
        node, last = node >> 1, last >> 1
    return last == 0 and before == old and after == new

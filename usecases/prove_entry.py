"""A proof that one entry stands in the trail, which anybody can check who trusts a checkpoint."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.checkpoints import Checkpoint, NoSuchEntry
from domain.merkle import Frontier, inclusion_ranges
from domain.trail import entry_text
from models.audit import ENTRY_COLUMNS, said_in_row
from models.trail_reading import Reading

from .checkpoint_files import newest_checkpoint

PIECE = 10_000
_ENTRY = f"""
    SELECT s.id, s.leaf, {ENTRY_COLUMNS} FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id
    WHERE s.entry_id = $1
    """  # nosec B608
_LEAVES = f"SELECT leaf FROM audit_seal WHERE id > $1 AND id <= $2 ORDER BY id LIMIT {PIECE}"  # nosec B608
_SIZE = "SELECT max(id) FROM audit_seal"


@dataclass(frozen=True, slots=True)
class Proof:
    """`text` is the entry as canonical JSON; SHA-256 of a zero byte and it is `leaf`, number `index` from 0.

    `path` leads from there to `root` (RFC 6962 2.1.1), which `checkpoint` signs; None where none is that new.
    """

    entry: int
    text: str
    leaf: str
    index: int
    size: int
    root: str
    path: tuple[str, ...]
    checkpoint: Checkpoint | None


async def prove_entry(reading: Reading, number: int, folders: Sequence[Path]) -> Proof:
    """Refusals: `NoSuchEntry`, `CheckpointUnreadable`. Reads every leaf once."""
    rows = await reading.rows(_ENTRY, number)
    if not rows:
        raise NoSuchEntry(number)
    position, leaf, entry_id, *said, tag = rows[0]
    checkpoint = newest_checkpoint(folders)
    if checkpoint and checkpoint.size < position:
        checkpoint = None
    size = checkpoint.size if checkpoint else (await reading.rows(_SIZE))[0][0]
    ranges = inclusion_ranges(position - 1, size)
    path = [(await _subtree(reading, low, high)).root().hex() for low, high in ranges]
    root = checkpoint.root if checkpoint else (await _subtree(reading, 0, size)).root().hex()
    text = entry_text(entry_id, said_in_row(said), tag)
    return Proof(entry_id, text, leaf, position - 1, size, root, tuple(path), checkpoint)


async def _subtree(reading: Reading, low: int, high: int) -> Frontier:
    """The tree of the leaves [low, high)."""
    tree = Frontier()
    while low + tree.size < high:
        rows = await reading.rows(_LEAVES, low + tree.size, high)
        if not rows:
            raise NoSuchEntry(low + tree.size + 1)
        for (leaf,) in rows:
            tree.add(bytes.fromhex(leaf))
    return tree


def proof_facts(proof: Proof) -> dict[str, object]:
    checkpoint = json.loads(proof.checkpoint.text()) if proof.checkpoint else None
    return {name: getattr(proof, name) for name in Proof.__slots__} | {"checkpoint": checkpoint}

"""The trail itself: each entry against its seal, each seal against the one before, the tree against checkpoints."""

from collections.abc import Callable, Sequence
from typing import Any

from domain.checkpoints import Checkpoint
from domain.merkle import Frontier
from domain.tampering import Deed, Findings, Tampering
from domain.trail import START, entry_leaf, link, read_json
from models.audit import ENTRY_COLUMNS, is_tag, said_as_stored, said_in_row
from models.trail_reading import Reading, pieces
from models.witness_index import WitnessIndex

PIECE = 2_000
ENTRY, SEAL, CHECKPOINT = "audit_entry", "audit_seal", "checkpoint"

_SEALED = f"""
    SELECT s.id, s.entry_id, s.leaf, s.chain, {ENTRY_COLUMNS}
    FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
    WHERE s.id > $1 ORDER BY s.id LIMIT {PIECE}
    """  # nosec B608
_UNSEALED = f"""
    SELECT {ENTRY_COLUMNS} FROM audit_entry e
    WHERE e.id > $1 AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
    ORDER BY e.id LIMIT {PIECE}
    """  # nosec B608
_COPIES = "SELECT max(id) FROM audit_entry WHERE tag <> '' GROUP BY tag HAVING count(*) > 1 ORDER BY 1"
_NEWEST = "SELECT max(entry_id) FROM audit_seal WHERE id <= $1"
# In an incremental check, as far back as an entry may have been committed late.
LOOK_BACK = 20_000
# Where somebody wrote what can't be read.
_ODD = (ValueError, TypeError, AttributeError)
Report = Callable[[int], None]
Said = Callable[[Sequence[Any]], str | None]


class SealCheck:
    """Walks the seals from where `since` stands, or from the start, and keeps the newest witness of each row."""

    def __init__(
        self,
        findings: Findings,
        index: WitnessIndex,
        checkpoints: Sequence[Checkpoint],
        since: Checkpoint | None,
    ) -> None:
        self.entries = 0
        self._findings = findings
        self._index = index
        self._tree = since.tree if since else Frontier()
        # Empty where a seal is missing and what follows can't be linked.
        self._chain = bytes.fromhex(since.chain) if since else START
        self._at_size = {one.size: one for one in checkpoints if one.size > self._tree.size}
        self._last_size = max([self._tree.size, *self._at_size])
        # Entries older than the sealed trail have no tag; after the first that has one, all have.
        self._tagged = since is not None
        # A leaf is missing, so no later root can be made.
        self._broken = False
        # What was named for seals whose entry isn't the one they were made for, by the leaf of that.
        self._misled: dict[str, tuple[int, Tampering]] = {}

    async def run(self, reading: Reading, report: Report) -> None:
        position = start = self._tree.size
        said = said_as_stored if reading.keeps_spelling else said_in_row
        async for rows in pieces(reading, _SEALED, position):
            for row in rows:
                if not self._is_whole(position + 1, row, said):
                    self._examine(position + 1, row)
                position = row[0]
            report(self.entries)
        if position < self._last_size:
            self._findings.add(SEAL, position + 1, Deed.TRUNCATED, self._last_size)
        if start:
            newest = (await reading.rows(_NEWEST, start))[0][0] or 0
            await self._unsealed(reading, max(0, newest - LOOK_BACK))
        else:
            await self._unsealed(reading, 0)
            for (copy,) in await reading.rows(_COPIES):
                self._findings.add(ENTRY, copy, Deed.INSERTED)

    def _is_whole(self, expected: int, row: Sequence[Any], said: Said) -> bool:
        """Whether entry and seal are as they were written, which nearly all are; then both are taken in."""
        position, entry_id, leaf, chain, found, *columns, tag = row
        if position != expected or found is None or not self._chain:
            return False
        try:
            text = said(columns)
            if text is None or (made := entry_leaf(found, text, tag)).hex() != leaf:
                return False
        except _ODD:
            return False
        linked = link(self._chain, made)
        if linked.hex() != chain or not self._is_ours(tag, text):
            return False
        self._chain = linked
        self._take_in(made)
        self._keep(entry_id, columns[-1])
        return True

    def _examine(self, expected: int, row: Sequence[Any]) -> None:
        """What exactly isn't as it was written."""
        position, entry_id, leaf, chain, found, *said, tag = row
        if position != expected:
            self._gap(expected, position)
        text = _said(said) if found is not None else None
        actual = "" if text is None else entry_leaf(entry_id, text, tag).hex()
        self._grow(position, leaf, chain, actual, entry_id, missing=found is None)
        if text is None:
            return
        # What was edited after it was sealed is named already, and mostly its witness is still the one written.
        if self._is_ours(tag, text) or actual != leaf:
            self._keep(entry_id, said[-1])
        else:
            self._findings.add(ENTRY, entry_id, Deed.INSERTED)

    def _gap(self, expected: int, position: int) -> None:
        for missing in range(expected, position):
            self._findings.add(SEAL, missing, Deed.DELETED)
        self._broken, self._chain = True, b""

    def _grow(
        self, position: int, leaf: str, chain: str, actual: str, entry_id: int, *, missing: bool
    ) -> None:
        """Name what differs: the entry, unless the chain says that it is the seal."""
        if actual != leaf:
            if actual and self._link(actual) == chain:
                self._findings.add(SEAL, position, Deed.EDITED)
                leaf = actual
            else:
                self._name(position, leaf, _differs(position, entry_id, missing=missing))
        expected = self._link(leaf) or chain
        if expected != chain:
            self._findings.add(SEAL, position, Deed.EDITED)
        self._chain = _bytes(expected)
        self._take_in(_bytes(leaf))

    def _name(self, position: int, leaf: str, deed: Tampering) -> None:
        self._findings.add(deed.table, deed.row_id, deed.deed)
        self._misled[leaf] = (position, deed)

    def _link(self, leaf: str) -> str:
        """The chain with this leaf, where it can be known."""
        return link(self._chain, _bytes(leaf)).hex() if self._chain else ""

    def _take_in(self, leaf: bytes) -> None:
        self.entries += 1
        if self._broken:
            return
        self._tree.add(leaf)
        there = self._at_size.pop(self._tree.size, None)
        if there and (self._tree.root().hex() != there.root or self._chain.hex() != there.chain):
            self._findings.add(CHECKPOINT, there.size, Deed.REWRITTEN)

    def _is_ours(self, tag: str, text: str) -> bool:
        if tag:
            self._tagged = True
            return isinstance(tag, str) and is_tag(tag, text)
        return not self._tagged

    def _keep(self, entry_id: int, witness: Any) -> None:
        digests = read_json(witness) if witness else {}
        if isinstance(digests, dict):
            self._index.add(entry_id, digests)

    async def _unsealed(self, reading: Reading, since: int) -> None:
        """Committed in the last seconds, or put there by somebody; or their seal was made to name another."""
        async for rows in pieces(reading, _UNSEALED, since):
            for entry_id, *said, tag in rows:
                self._one_unsealed(entry_id, said, tag)

    def _one_unsealed(self, entry_id: int, said: Sequence[Any], tag: str) -> None:
        self.entries += 1
        text = _said(said)
        if text is None or not self._is_ours(tag, text):
            self._findings.add(ENTRY, entry_id, Deed.INSERTED)
            return
        position, named = self._misled.pop(entry_leaf(entry_id, text, tag).hex(), (0, None))
        if named:
            self._findings.replace(named, Tampering(SEAL, position, Deed.EDITED))
        self._keep(entry_id, said[-1])


def _differs(position: int, entry_id: Any, *, missing: bool) -> Tampering:
    if not isinstance(entry_id, int):
        return Tampering(SEAL, position, Deed.EDITED)
    return Tampering(ENTRY, entry_id, Deed.DELETED if missing else Deed.EDITED)


def _said(row: Sequence[Any]) -> str | None:
    try:
        return said_in_row(row)
    except _ODD:
        return None


def _bytes(text: Any) -> bytes:
    try:
        return bytes.fromhex(text)
    except (ValueError, TypeError):
        return b""

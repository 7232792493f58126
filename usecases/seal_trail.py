"""Give committed entries of the trail their position, their leaf of the tree and their link of the chain."""

import asyncio
from collections.abc import Sequence
from typing import Any

from domain.trail import START, entry_leaf, link
from models.audit import ENTRY_COLUMNS, said_in_row
from models.statement import Statement, on_postgres, to_json
from models.transaction import atomic

# A piece this large keeps the loop for a few milliseconds.
PIECE = 400
# On PostgreSQL an entry may be committed after one with a higher id. Looking this far back finds it.
LOOK_BACK = 20_000

_LOCK = Statement("LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE")
_LAST = Statement("SELECT id, chain FROM audit_seal ORDER BY id DESC LIMIT 1")
_NEWEST = Statement("SELECT max(entry_id) AS id FROM audit_seal")
_UNSEALED = Statement(
    f"""
    SELECT {ENTRY_COLUMNS} FROM audit_entry e
    WHERE e.id > $1 AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
    ORDER BY e.id LIMIT {PIECE}
    """  # nosec B608
)
_SEAL = Statement(
    """
    INSERT INTO audit_seal (id, entry_id, leaf, chain)
    SELECT (w.value::json->>0)::bigint, (w.value::json->>1)::bigint, w.value::json->>2, w.value::json->>3
    FROM json_array_elements_text($1::json) AS w
    """
)


async def seal_trail(look_back: int = LOOK_BACK) -> int:
    """Seal what is committed and not sealed yet, in the order of ids; how many were.

    A late entry with a lower id comes at the next position. `look_back` is how many ids below the newest sealed one
    to look through for such; on SQLite, which commits one transaction after another, there are none.
    """
    row = await _NEWEST.row()
    newest = (row["id"] if row else None) or 0
    since, sealed = max(0, newest - look_back) if on_postgres() else newest, 0
    while True:
        since, count = await _seal_piece(since)
        sealed += count
        if count < PIECE:
            return sealed
        await asyncio.sleep(0)  # whoever is waiting for an answer comes first


async def _seal_piece(since: int) -> tuple[int, int]:
    """The last id sealed, and how many were."""
    async with atomic():
        if on_postgres():
            await _LOCK.run()
        rows = await _UNSEALED.rows(since)
        if not rows:
            return since, 0
        await _SEAL.run(to_json(_seals(rows, await _LAST.row())))
    return rows[-1]["id"], len(rows)


def _seals(rows: Sequence[dict[str, Any]], last: dict[str, Any] | None) -> list[tuple[int, int, str, str]]:
    size, chain = (last["id"], bytes.fromhex(last["chain"])) if last else (0, START)
    found = []
    for position, row in enumerate(rows, size + 1):
        entry_id, *said, tag = row.values()
        leaf = entry_leaf(entry_id, said_in_row(said), tag)
        chain = link(chain, leaf)
        found.append((position, entry_id, leaf.hex(), chain.hex()))
    return found

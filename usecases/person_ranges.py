"""All persons, a piece at a time, by key."""

import asyncio
from collections.abc import AsyncIterator

from models.statement import Statement

# Small enough that one piece holds up no message.
PIECE = 500

_LAST = Statement("SELECT coalesce(max(id), 0) AS last FROM person")


async def person_ranges(piece: int = PIECE) -> AsyncIterator[tuple[int, int]]:
    """The first and last id of each piece; others run between two pieces."""
    row = await _LAST.row()
    for low in range(1, (row["last"] if row else 0) + 1, piece):
        yield low, low + piece - 1
        await asyncio.sleep(0)

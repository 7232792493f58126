"""Many rows a piece at a time, so that others get their turn in between."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# Well below the number of values that either database takes in one statement.
PIECE = 500


async def pieces(rows: Sequence[T]) -> AsyncIterator[Sequence[T]]:
    for start in range(0, len(rows), PIECE):
        yield rows[start : start + PIECE]
        await asyncio.sleep(0)

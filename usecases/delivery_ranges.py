"""Outgoing messages a piece at a time by their numbers, so that no question over many of them holds up others."""

import asyncio
from collections.abc import AsyncIterator

from models.statement import Statement, on_postgres

from .address_notice import KEY

# Numbers in a piece. SQLite works on the event loop, where nothing may take long.
PIECE = 20_000
PIECE_INLINE = 1000

_NEWEST = Statement("SELECT 1 AS first, coalesce(max(id), 0) AS last FROM delivery")
# A notice addresses its recipients in their order, so the messages of the first and the last enclose the others.
_RECIPIENT = "(SELECT {which}(r.person_id) FROM receipt r WHERE r.notice_id = $1::int)"
_OF_NOTICE = Statement(
    f"""
    SELECT coalesce(min(id), 1) AS first, coalesce(max(id), 0) AS last FROM delivery
    WHERE key IN ({KEY.format(notice="$1::int", person=_RECIPIENT.format(which="min"))},
                  {KEY.format(notice="$1::int", person=_RECIPIENT.format(which="max"))})
    """  # nosec B608
)


async def delivery_ranges(notice: int = 0, *, before: int = 0) -> AsyncIterator[tuple[int, int]]:
    """The first and last number of each piece, the newest first, 0 for any notice; with `before` only those below."""
    row = await (_OF_NOTICE.row(notice) if notice else _NEWEST.row())
    first, last = (row["first"], row["last"]) if row else (1, 0)
    if notice and last:
        # Older versions left the order within a piece to PostgreSQL.
        first, last = max(first - PIECE, 1), last + PIECE
    last = min(last, before - 1) if before else last
    piece = PIECE if on_postgres() else PIECE_INLINE
    for high in range(last, first - 1, -piece):
        yield max(high - piece + 1, first), high
        await asyncio.sleep(0)

"""Agreements in training that have no deadlines yet, because they are older than deadlines are, get theirs."""

import asyncio
from datetime import datetime

from domain.clock import local_day
from domain.deadlines import FURTHEST_BEHIND
from domain.roles import Door
from models.statement import Statement

from .arrange_deadlines import arrange_deadlines

# Agreements looked at between two turns of the event loop.
PIECE = 1000

_LAST = Statement("SELECT coalesce(max(id), 0) AS last FROM apprenticeship")
# One that is long over reminds of nothing. One that has had any deadline was arranged.
_WITHOUT = Statement(
    """
    SELECT a.id FROM apprenticeship a
    WHERE a.id BETWEEN $1 AND $2 AND a.status = 'active' AND a.ends_on >= $3
      AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.apprenticeship_id = a.id AND d.kind <> 'certificate_expiry')
    ORDER BY a.id
    """
)


async def arrange_missing(*, now: datetime) -> int:
    """How many got theirs. Each piece is a transaction: cut off, the next call goes on, and once more finds none."""
    last = await _LAST.row()
    since = local_day(now) - FURTHEST_BEHIND
    arranged = 0
    for low in range(1, (last["last"] if last else 0) + 1, PIECE):
        rows = await _WITHOUT.rows(low, low + PIECE - 1, since)
        if rows:
            await arrange_deadlines(Door.TIMETABLE, [row["id"] for row in rows], now=now)
        arranged += len(rows)
        await asyncio.sleep(0)
    return arranged

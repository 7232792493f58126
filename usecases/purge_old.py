"""Forget messages once no retry of them can come any more."""

from datetime import datetime, timedelta

from models.statement import Statement
from models.transaction import atomic

KEPT = timedelta(days=7)
PIECE = 2000

_PURGE = Statement(
    """
    DELETE FROM inbound_message
    WHERE id IN (SELECT id FROM inbound_message WHERE received_at < $1 ORDER BY received_at LIMIT $2)
    """
)


async def purge_old(*, now: datetime, piece: int = PIECE) -> int:
    """Delete inbound messages after 7 days, a piece in each transaction; how many."""
    purged = 0
    while True:
        async with atomic():
            deleted = await _PURGE.run(now - KEPT, piece)
        purged += deleted
        if deleted < piece:
            return purged

"""Messages that were given up are tried again, when the operator of the machine wants it."""

import asyncio
from datetime import datetime

from domain.audit import Event
from domain.roles import Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

PIECE = 1000

_RETRY = """
    UPDATE delivery SET state = 'waiting', attempts = 0, crashes = 0, outcome = '', ended_at = NULL, due_at = $1
    WHERE id IN (SELECT d.id FROM delivery d LEFT JOIN notice n ON n.id = d.notice_id
                 WHERE d.state = 'dead' AND (n.id IS NULL OR n.state <> 'cancelled') AND {}
                 ORDER BY d.id LIMIT $2)
    RETURNING notice_id
"""
_ALL = Statement(_RETRY.format("true"))
_OF_NOTICE = Statement(_RETRY.format("d.notice_id = $3"))
# A notice that was done goes out once more, for them.
_REOPEN = Statement("UPDATE notice SET state = 'sending' WHERE id = $1 AND state = 'sent'")


async def retry_dead(number: int, *, now: datetime) -> int:
    """Those of notice `number`, 0 for all; how many. Of a cancelled notice none is tried again."""
    retried, piece = 0, PIECE
    while piece == PIECE:
        async with atomic():
            rows = await (_OF_NOTICE.rows(now, PIECE, number) if number else _ALL.rows(now, PIECE))
            for notice in sorted({row["notice_id"] for row in rows if row["notice_id"]}):
                await _REOPEN.run(notice)
            piece = len(rows)
            retried += piece
        await asyncio.sleep(0)
    if retried:
        subject, after = f"notice:{number}" if number else "delivery", {"deliveries": retried}
        await AuditEntry.record(Door.COMMAND_LINE, Event.DELIVERIES_RETRIED, subject, now=now, after=after)
    return retried

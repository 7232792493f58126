"""What time does to notices: a scheduled one begins, a finished one is sent, a cancelled one's messages end."""

import asyncio
from datetime import datetime

from domain.audit import Event
from domain.roles import Door
from models.audit import AuditEntry
from models.statement import Statement, on_postgres
from models.transaction import atomic

from .mass_sends import HAS_LEFT
from .right_of_way import piece

# Messages ended in one piece. SQLite works on the event loop, where nothing may take long.
PIECE = 1000
PIECE_INLINE = 250
WHY = "notice cancelled"

_BEGIN = Statement(
    """
    UPDATE notice SET state = 'sending', sent_at = $1 WHERE state = 'scheduled' AND scheduled_for <= $1
    RETURNING id, recipients
    """
)
_FINISH = Statement(
    """
    UPDATE notice SET state = 'sent'
    WHERE state = 'sending' AND addressed_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM delivery d WHERE d.notice_id = notice.id AND d.state IN ('waiting', 'sending'))
    """
)
_CANCELLED = Statement(
    """
    SELECT n.id FROM notice n WHERE n.state = 'cancelled' AND EXISTS (
        SELECT 1 FROM delivery d WHERE d.notice_id = n.id AND d.state = 'waiting')
    """
)
_STOP = Statement(
    f"""
    UPDATE delivery SET state = 'cancelled', outcome = '{WHY}', ended_at = $2
    WHERE id IN (SELECT id FROM delivery WHERE notice_id = $1 AND state = 'waiting'
                 AND NOT (channel = 'mass' AND {HAS_LEFT.format(notice="$1")}) LIMIT $3)
    """  # nosec B608
)


async def begin_scheduled(*, now: datetime) -> int:
    """Let those go whose time has come; how many. `address_notices` addresses them."""
    async with atomic():
        begun = await _BEGIN.rows(now)
        for row in begun:
            await AuditEntry.record(
                Door.TIMETABLE, Event.NOTICE_SENT, f"notice:{row['id']}", now=now,
                after={"recipients": row["recipients"]},
            )  # fmt: skip
    return len(begun)


async def finish_notices(*, now: datetime) -> int:
    """Mark what has gone out to everybody, and end the messages of what was cancelled; how many are sent."""
    sent = await _FINISH.run()
    for row in await _CANCELLED.rows():
        await _stop(row["id"], now)
    return sent


async def _stop(number: int, now: datetime) -> None:
    """Nothing of it leaves any more, so this has time: who is being answered goes first."""
    stopped = most = 0
    while stopped == most:
        most = PIECE if on_postgres() else piece(PIECE_INLINE)
        async with atomic():
            stopped = await _STOP.run(number, now, most)
        await asyncio.sleep(0)

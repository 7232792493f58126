"""A notice is sent when nothing of it waits any more."""

from models.statement import Statement

from .broadcast_notice import KEY

_FINISH = Statement(
    f"""
    UPDATE notice SET state = 'sent'
    WHERE state = 'sending' AND NOT EXISTS (
        SELECT 1 FROM receipt r JOIN delivery d ON d.key = {KEY}
        WHERE r.notice_id = notice.id AND d.state IN ('waiting', 'sending'))
    """  # nosec B608
)


async def finish_notices() -> int:
    """Mark what has gone out to everybody; how many notices that were."""
    return await _FINISH.run()

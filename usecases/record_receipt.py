"""What became of a template message after the platform took it."""

from datetime import datetime

from models.statement import Statement

ARRIVED = "success"
LONGEST_WHY = 200

_ARRIVED = Statement("UPDATE delivery SET outcome = 'arrived' WHERE platform_id = $1 AND state = 'sent'")
# Refused by the person's settings, or failed: it can still be read in the inbox.
_FAILED = Statement(
    """
    UPDATE delivery SET state = 'refused', outcome = $2, ended_at = $3
    WHERE platform_id = $1 AND state = 'sent' AND channel = 'template'
    """
)


async def record_receipt(platform_id: str, status: str, *, now: datetime) -> bool:
    """Join the platform's word to its delivery; False for one we don't know.

    `status` is "success", "failed:user block" or "failed: system failed".
    """
    if not platform_id:
        return False
    if status == ARRIVED:
        return bool(await _ARRIVED.run(platform_id))
    return bool(await _FAILED.run(platform_id, status[:LONGEST_WHY], now))

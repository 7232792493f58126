"""What became of a template message after the platform took it."""

from datetime import datetime

from domain.stored_text import storable
from models.statement import Statement

ARRIVED = "success"
ARRIVED_WORD = "arrived"
LONGEST_WHY = 200

# That the id isn't empty is said because only then the partial index is used.
_ARRIVED = Statement(
    """
    UPDATE delivery SET outcome = 'arrived', received_at = $2
    WHERE platform_id = $1 AND platform_id <> '' AND state = 'sent'
    """
)
# Refused by the person's settings, or failed: it can still be read in the inbox.
_FAILED = Statement(
    """
    UPDATE delivery SET state = 'refused', outcome = $2, ended_at = $3
    WHERE platform_id = $1 AND platform_id <> '' AND state = 'sent' AND channel = 'template'
    """
)

# The platform's answer to a subscription message names no id; its receipt belongs to the newest one.
_SUBSCRIBED = Statement(
    """
    UPDATE delivery SET state = $3, outcome = $4, received_at = $5,
           ended_at = CASE WHEN $3 = 'refused' THEN $6::timestamptz ELSE ended_at END
    WHERE id = (
        SELECT newest.id FROM (
            SELECT id, channel, state, platform_id, received_at FROM delivery
            WHERE person_id = (SELECT person_id FROM identity WHERE id = $1) ORDER BY id DESC LIMIT 20
        ) AS newest
        WHERE newest.channel IN ('subscribe', 'mini') AND newest.state = 'sent'
          AND newest.received_at IS NULL AND newest.platform_id IN ('', $2)
        ORDER BY newest.id DESC LIMIT 1)
    """
)


async def record_receipt(platform_id: str, status: str, *, now: datetime) -> bool:
    """Join the platform's word to its delivery; False for one we don't know.

    `status` is "success", "failed:user block" or "failed: system failed".
    """
    if not platform_id:
        return False
    if status == ARRIVED:
        return bool(await _ARRIVED.run(platform_id, now))
    return bool(await _FAILED.run(platform_id, storable(status, LONGEST_WHY), now))


async def record_subscription_receipt(
    identity_id: int, platform_id: str, problem: str, *, now: datetime
) -> bool:
    """As `record_receipt`, for a subscription message; `problem` is empty where it arrived."""
    state, outcome = ("refused", storable(problem, LONGEST_WHY)) if problem else ("sent", ARRIVED_WORD)
    received_at = None if problem else now
    return bool(await _SUBSCRIBED.run(identity_id, platform_id, state, outcome, received_at, now))

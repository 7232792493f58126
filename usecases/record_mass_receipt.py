"""MASSSENDJOBFINISH: what the platform says became of a mass send, in sums."""

from dataclasses import dataclass
from datetime import datetime

from domain.stored_text import storable
from models.statement import Statement
from models.transaction import atomic

LONGEST_STATUS = 60
LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class JobFinished:
    """`total` had the tag, `filtered` were left after the platform's filter, `sent` and `errors` make these up."""

    msg_id: str
    status: str
    total: int
    filtered: int
    sent: int
    errors: int


# Kept before it is known whose it is: it may overtake the answer to the call.
_KEEP = Statement(
    """
    INSERT INTO mass_receipt (msg_id, status, total, filtered, sent, errors, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (msg_id) DO NOTHING
    """
)
# What waits for it needn't wait the whole day.
_GO_ON = Statement(
    "UPDATE mass_send SET due_at = $2 WHERE msg_id = $1 AND state = 'clearing' AND due_at > $2"
)


async def record_mass_receipt(finished: JobFinished, *, now: datetime) -> None:
    """Keep it; one of a mass send from the platform's own console joins nothing."""
    msg_id = storable(finished.msg_id, LONGEST_ID)
    if not msg_id:
        return
    status = storable(finished.status, LONGEST_STATUS)
    sums = (finished.total, finished.filtered, finished.sent, finished.errors)
    async with atomic():
        await _KEEP.run(msg_id, status, *sums, now)
        await _GO_ON.run(msg_id, now)

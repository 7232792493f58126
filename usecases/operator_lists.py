"""What the operator of the machine looks at: the newest notices and outgoing messages of everybody."""

from dataclasses import dataclass
from datetime import datetime

from models.statement import Statement, as_instant

from .notice_report import LINES, NoticeLine, line_of


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One outgoing message. `outcome` is why it ended as it did, in the outbox's words."""

    number: int
    kind: str
    person: str
    state: str
    channel: str
    attempts: int
    outcome: str
    created_at: datetime | None
    ended_at: datetime | None


_NOTICES = Statement(LINES.format("SELECT * FROM notice ORDER BY id DESC LIMIT $1"))
_DELIVERIES = Statement(
    """
    SELECT d.id, d.kind, p.name, d.state, d.channel, d.attempts, d.outcome, d.created_at, d.ended_at
    FROM delivery d JOIN person p ON p.id = d.person_id
    WHERE $2::text = '' OR d.state = $2::text ORDER BY d.id DESC LIMIT $1
    """
)


async def latest_notices(limit: int) -> tuple[NoticeLine, ...]:
    """Drafts included, the newest first."""
    return tuple(line_of(row) for row in await _NOTICES.rows(limit))


async def latest_deliveries(limit: int, state: str = "") -> tuple[DeliveryLine, ...]:
    """Those in `state` (empty for any), the newest first."""
    return tuple(
        DeliveryLine(
            row["id"],
            row["kind"],
            row["name"],
            row["state"],
            row["channel"],
            row["attempts"],
            row["outcome"],
            as_instant(row["created_at"]),
            as_instant(row["ended_at"]),
        )
        for row in await _DELIVERIES.rows(limit, state)
    )

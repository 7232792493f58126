"""What all deliveries of a moment have in common: which notices go out, which channels are closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.deliveries import Channel, Closed
from domain.stored_text import storable
from models.statement import Statement, as_instant

from .mass_sends import HELD
from .outbox import Lanes

# What goes out by tag goes before, and the rest of it by itself afterwards.
_NOTICES = Statement(
    f"""
    SELECT id, urgent FROM notice WHERE state = 'sending' AND NOT {HELD.format(notice="notice.id")} ORDER BY id
    """  # nosec B608
)
_CLOSED = Statement(
    "SELECT channel, closed_until, why FROM channel_state WHERE app = $1 AND closed_until > $2"
)
_CLOSE = Statement(
    """
    INSERT INTO channel_state (app, channel, closed_until, why, tokens) VALUES ($1, $2, $3, $4, 0)
    ON CONFLICT (app, channel) DO UPDATE SET closed_until = excluded.closed_until, why = excluded.why
    """
)
LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Conditions:
    lanes: Lanes
    closed: Mapping[Channel, Closed]

    def lets_go(self, notice_id: int | None) -> bool:
        """Whether a message may leave: of a paused or cancelled notice none does."""
        return notice_id is None or notice_id in self.lanes.notices or notice_id in self.lanes.urgent_notices


async def look_at_conditions(app: str, *, now: datetime) -> Conditions:
    """As they are in the database, so that all processes see the same."""
    rows = await _NOTICES.rows()
    lanes = Lanes(
        [row["id"] for row in rows if row["urgent"]], [row["id"] for row in rows if not row["urgent"]]
    )
    closed = {
        Channel(row["channel"]): Closed(row["why"], until)
        for row in await _CLOSED.rows(app, now)
        if (until := as_instant(row["closed_until"]))
    }
    return Conditions(lanes, closed)


async def close_channel(app: str, channel: Channel, closed: Closed) -> None:
    """Let no process use this channel until `closed.until`."""
    await _CLOSE.run(app, str(channel), closed.until, storable(closed.why, LONGEST_WHY))

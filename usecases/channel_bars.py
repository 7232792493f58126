"""Channels on which the platform refused a person: not asked again until the person does something."""

from datetime import datetime

from domain.deliveries import Channel
from domain.stored_text import storable
from models.statement import Statement

LONGEST_WHY = 200

_BAR = Statement(
    """
    INSERT INTO channel_bar (identity_id, channel, since, why) VALUES ($1, $2, $3, $4)
    ON CONFLICT (identity_id, channel) DO UPDATE SET since = excluded.since, why = excluded.why
    """
)
_LIFT = Statement("DELETE FROM channel_bar WHERE identity_id = $1")


async def bar(identity_id: int, channel: Channel, why: str, *, now: datetime) -> None:
    await _BAR.run(identity_id, str(channel), now, storable(why, LONGEST_WHY))


async def lift_bars(identity_id: int) -> int:
    """The person wrote, followed, scanned or tapped: every channel may be tried again."""
    return await _LIFT.run(identity_id)


def is_barred(identity_id: str) -> str:
    """SQL that says whether this account has a bar."""
    return f"EXISTS (SELECT 1 FROM channel_bar b WHERE b.identity_id = {identity_id})"  # nosec B608

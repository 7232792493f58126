"""The rate of a channel, kept by all processes together: each draws a few messages' worth at a time."""

import asyncio
import math
from collections.abc import Callable, Mapping
from datetime import datetime

from domain.deliveries import Channel
from domain.token_bucket import Bucket, draw
from models.statement import Statement, as_instant
from models.transaction import atomic

# A process draws for this part of a second, so that the row isn't asked for each message.
DRAWN_FOR = 0.1

# Written first: it holds the row until the transaction ends.
_HOLD = Statement(
    """
    INSERT INTO channel_state (app, channel, why, tokens) VALUES ($1, $2, '', 0)
    ON CONFLICT (app, channel) DO UPDATE SET tokens = channel_state.tokens RETURNING tokens, filled_at
    """
)
_KEEP = Statement("UPDATE channel_state SET tokens = $3, filled_at = $4 WHERE app = $1 AND channel = $2")


class ChannelRates:
    """`rates` are messages a second; a channel without one is not slowed."""

    def __init__(self, app: str, rates: Mapping[Channel, float], clock: Callable[[], datetime]) -> None:
        self._app = app
        self._rates = rates
        self._clock = clock
        self._drawn: dict[Channel, int] = {}
        self._one = asyncio.Lock()

    async def take(self, channel: Channel) -> bool:
        """Whether a message may go through the channel now; if not, ask again in `DRAWN_FOR` seconds."""
        rate = self._rates.get(channel, 0)
        if rate <= 0:
            return True
        async with self._one:
            if not self._drawn.get(channel):
                self._drawn[channel] = await self._draw(channel, rate)
            if not self._drawn[channel]:
                return False
            self._drawn[channel] -= 1
            return True

    async def _draw(self, channel: Channel, rate: float) -> int:
        wanted = max(math.ceil(rate * DRAWN_FOR), 1)
        async with atomic():
            row = await _HOLD.row(self._app, str(channel))
            filled_at = as_instant(row["filled_at"]) if row else None
            bucket = Bucket(row["tokens"], filled_at) if row and filled_at else None
            granted, left = draw(bucket, wanted, rate, self._clock())
            await _KEEP.run(self._app, str(channel), left.tokens, left.filled_at)
        return granted

"""Outcomes of deliveries, written for those who wait for them: what arrives together shares one commit."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime

from domain.deliveries import DeliveryState, Outcome
from models.transaction import atomic

from .outbox import Leased, record_all, state_after

# A batch this long still is one short transaction.
LONGEST_BATCH = 500


class Recorder:
    """Writes while others send; who asks goes on once the outcome is on disk."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: deque[tuple[Leased, Outcome, asyncio.Future[bool]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def record(self, leased: Leased, outcome: Outcome) -> DeliveryState | None:
        """The delivery's state from now on; None if the lease was no longer ours. Raises the database's errors."""
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((leased, outcome, written))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())
        return state_after(outcome) if await written else None

    async def _write(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), LONGEST_BATCH))]
            try:
                async with atomic():
                    done = await record_all(
                        [(leased, outcome) for leased, outcome, _ in batch], now=self._clock()
                    )
            except Exception as failure:
                _fail(batch, failure)
            else:
                for leased, _, written in batch:
                    if not written.done():
                        written.set_result(leased.id in done)


def _fail(batch: list[tuple[Leased, Outcome, "asyncio.Future[bool]"]], failure: Exception) -> None:
    for _, _, written in batch:
        if not written.done():
            written.set_exception(failure)

"""Outcomes of deliveries, written for those who wait for them: what arrives together shares one commit."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import partial

from domain.deliveries import DeliveryState, Outcome
from models.transaction import commit_together

from .outbox import Leased, record_all, state_after

# A batch this long still is one short transaction.
LONGEST_BATCH = 500
_Waiting = tuple[Leased, Outcome, "asyncio.Future[bool]"]


class Recorder:
    """Writes while others send; who asks goes on once the outcome is on disk."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: deque[_Waiting] = deque()
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
            batch: list[_Waiting] = []
            try:
                done = await commit_together(partial(self._record, batch))
            except Exception as failure:
                # Whose transaction could not even begin is told so as well.
                _fail(batch or self._next(), failure)
            else:
                for leased, _, written in batch:
                    if not written.done():
                        written.set_result(leased.id in done)

    async def _record(self, batch: list[_Waiting]) -> set[int]:
        """Into `batch` goes also what came while the disk was busy with the one before."""
        batch += self._next()
        return await record_all([(leased, outcome) for leased, outcome, _ in batch], now=self._clock())

    def _next(self) -> list[_Waiting]:
        return [self._waiting.popleft() for _ in range(min(len(self._waiting), LONGEST_BATCH))]


def _fail(batch: list[_Waiting], failure: Exception) -> None:
    for _, _, written in batch:
        if not written.done():
            written.set_exception(failure)

"""Outcomes of deliveries, written for those who wait for them: what arrives together shares one commit."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from domain.deliveries import DeliveryState, Outcome
from models.transaction import commit_together

from .outbox import Leased, record_all, state_after
from .right_of_way import piece
from .take_flights import Flight

# A batch this long still is one short transaction.
LONGEST_BATCH = 500
_Waiting = tuple[Leased, Outcome, "asyncio.Future[bool]"]


class Recorder:
    """Writes while others send; who asks goes on once the outcome is on disk.

    The slots that become free so are filled in the same transaction: `take_more` leases for so many, and `launch`
    sends what was leased once that is on disk too.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        take_more: Callable[[int], Awaitable[list[Flight]]],
        launch: Callable[[list[Flight]], None],
    ) -> None:
        self._clock = clock
        self._take_more = take_more
        self._launch = launch
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
                done = await self._written(batch)
            except Exception as failure:
                # Whose transaction could not even begin is told so as well.
                _fail(batch or self._next(), failure)
            else:
                for leased, _, written in batch:
                    if not written.done():
                        written.set_result(leased.id in done)

    async def _written(self, batch: list[_Waiting]) -> set[int]:
        """The ids of those whose lease still was ours; `batch` are all that were meant."""
        try:
            done, following = await commit_together(partial(self._record_and_take, batch))
        except Exception:
            # Whatever kept others from being taken must not undo what has happened.
            return await commit_together(partial(self._record, batch))
        self._launch(following)
        return done

    async def _record_and_take(self, batch: list[_Waiting]) -> tuple[set[int], list[Flight]]:
        return await self._record(batch), await self._take_more(len(batch))

    async def _record(self, batch: list[_Waiting]) -> set[int]:
        """Into `batch` goes also what came while the disk was busy with the one before."""
        batch += self._next()
        return await record_all([(leased, outcome) for leased, outcome, _ in batch], now=self._clock())

    def _next(self) -> list[_Waiting]:
        return [self._waiting.popleft() for _ in range(min(len(self._waiting), piece(LONGEST_BATCH)))]


def _fail(batch: list[_Waiting], failure: Exception) -> None:
    for _, _, written in batch:
        if not written.done():
            written.set_exception(failure)

"""Take what is due in the outbox to the platform."""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby

from domain.channels import Limits
from domain.deliveries import Answer, Channel, DeliveryState, Later, Outcome
from models.transaction import commit_together

from .channel_rates import ChannelRates
from .fold_messages import fold, folds
from .notice_words import NoticeWords
from .outbox import Leased
from .record_outcomes import Recorder
from .right_of_way import Turns, piece
from .send_delivery import Parcel, Shipping, deliver
from .take_flights import Flight, Intake

__all__ = ["Parcel", "Post", "deliver_due"]

# While calls hang, new messages needn't wait for the last of them.
POLL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Post:
    """What deliveries go through: the official account, what it allows, and the sender.

    `concurrency` deliveries are on their way at once; `rates` are messages a second of a channel, none for as
    fast as it goes; `stopping` says that nothing more may begin.
    """

    app: str
    limits: Limits
    send: Callable[[Parcel], Awaitable[Answer]]
    concurrency: int = 8
    rates: Mapping[Channel, float] = field(default_factory=dict)
    stopping: Callable[[], bool] = lambda: False
    mini_app: str = ""


async def deliver_due(post: Post, *, clock: Callable[[], datetime]) -> Counter[DeliveryState]:
    """Send until nothing is due; how many deliveries came into which state.

    One person's messages go one after the other. Each outcome is on disk before its slot is used again, so a
    process that is killed leaves no more in doubt than were on their way.
    """
    return await _Round(post, clock).run()


class _Round:
    def __init__(self, post: Post, clock: Callable[[], datetime]) -> None:
        self._post = post
        self._clock = clock
        self._free = post.concurrency
        self._taking = False
        self._room = asyncio.Event()
        self._turns = Turns()
        self._persons: dict[int, deque[Flight]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: list[Exception] = []
        self._tally: Counter[DeliveryState] = Counter()
        self._intake = Intake(post.app, post.mini_app, post.limits, clock)
        self._shipping = Shipping(
            post.app,
            post.limits,
            post.send,
            ChannelRates(post.app, post.rates, clock),
            Recorder(clock, self._take_more, self._launch),
            NoticeWords(),
            clock,
            self._intake.look,
        )

    async def run(self) -> Counter[DeliveryState]:
        while not self._post.stopping():
            await self._intake.free_expired()
            suspected = self._intake.suspected
            flights = await self._take()
            # While one suspect was on its way, the next was not asked for.
            if not flights and not self._persons and not suspected:
                break
            self._launch(flights)
            await self._wait_for_room(more=bool(flights))
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._failures:
            raise self._failures[0]
        return self._tally

    async def _take(self) -> list[Flight]:
        if self._free <= 0:
            return []
        self._taking = True
        try:
            flights = await commit_together(partial(self._intake.take, piece(self._free)))
        finally:
            self._taking = False
        self._intake.took(flights)
        return flights

    async def _take_more(self, slots: int) -> list[Flight]:
        """What follows into slots whose outcomes are being written, in the same transaction."""
        if self._taking or self._post.stopping():
            return []
        return await self._intake.take_more(slots)

    def _launch(self, flights: list[Flight]) -> None:
        ordered = sorted(flights, key=lambda flight: flight.leased.person_id)
        for person_id, group in groupby(ordered, key=lambda flight: flight.leased.person_id):
            on_their_way = list(group)
            self._free -= len(on_their_way)
            if person_id in self._persons:
                self._persons[person_id].extend(on_their_way)
            else:
                self._persons[person_id] = deque(on_their_way)
                task = asyncio.create_task(self._fly(person_id))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _wait_for_room(self, *, more: bool) -> None:
        """Until half the slots are free, where nothing more was due until all are, and at most a second."""
        enough = (self._post.concurrency + 1) // 2 if more else self._post.concurrency
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                while self._persons and self._free < enough:
                    self._room.clear()
                    await self._room.wait()

    async def _fly(self, person_id: int) -> None:
        """One person's messages, in their order. A failure of ours leaves its message to the end of the lease."""
        waiting = self._persons[person_id]
        try:
            while waiting:
                try:
                    await self._deliver(waiting)
                except Exception as failure:
                    self._failures.append(failure)
                self._free += 1
                if waiting.popleft().leased.crashed:
                    self._intake.suspected = False
                self._room.set()
        finally:
            del self._persons[person_id]
            self._room.set()

    async def _deliver(self, waiting: deque[Flight]) -> None:
        await self._turns.take()
        flight = waiting[0]
        if self._post.stopping():
            outcome: Outcome = Later(self._clock(), "given back", counted=False)
            state = await self._shipping.recorder.record(flight.leased, outcome)
        else:
            now = self._clock()
            leased = await self._with_others(flight.leased, waiting, now)
            account = await self._intake.account(flight, now)
            state = await deliver(leased, account, self._shipping, now=now)
        for other in list(waiting)[1:]:
            other.found_at = None  # what has just been sent counts against the window of the next
        if state:
            self._tally[state] += 1

    async def _with_others(self, leased: Leased, waiting: deque[Flight], now: datetime) -> Leased:
        """The message that stands for those of its kind that are due to the same person."""
        if not folds(leased):
            return leased
        others = [flight for flight in list(waiting)[1:] if folds(flight.leased)]
        one = await fold(leased, [flight.leased for flight in others], now=now)
        for flight in others:
            waiting.remove(flight)
            self._free += 1
            self._tally[DeliveryState.CANCELLED] += 1
        return one

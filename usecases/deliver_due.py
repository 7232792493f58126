"""Take what is due in the outbox to the platform."""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from domain.channels import Limits
from domain.deliveries import Answer, Channel, DeliveryState, Later, Outcome
from domain.reminders import quiet_until

from .channel_rates import ChannelRates
from .conditions import Conditions, look_at_conditions
from .find_accounts import Account, find_accounts
from .fold_messages import fold, folds
from .notice_words import NoticeWords
from .outbox import Lanes, Leased, free_expired, take_due
from .record_outcomes import Recorder
from .send_delivery import Parcel, Shipping, deliver

__all__ = ["Parcel", "Post", "deliver_due"]

# How soon a paused notice, a closed channel or a message of higher priority is seen.
LOOK_EVERY = timedelta(seconds=0.5)
# How soon a message of higher priority is seen while a notice fills every slot.
AHEAD_EVERY = timedelta(seconds=0.1)
# What was found out about an account is asked again when a message leaves later than this.
FRESH = timedelta(seconds=5)
# How soon a round that goes on for hours takes over what another process held when it died.
FREE_EVERY = timedelta(seconds=10)
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
        self._room = asyncio.Event()
        self._persons: dict[int, deque[_Flight]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: list[Exception] = []
        self._tally: Counter[DeliveryState] = Counter()
        self._looked_at: datetime | None = None
        self._freed_at: datetime | None = None
        self._suspected = False
        self._empty_ahead_at: datetime | None = None
        self._conditions = Conditions(Lanes(), {})
        self._shipping = Shipping(
            post.app,
            post.limits,
            post.send,
            ChannelRates(post.app, post.rates, clock),
            Recorder(clock),
            NoticeWords(),
            clock,
            self._look,
        )

    async def run(self) -> Counter[DeliveryState]:
        while not self._post.stopping():
            await self._free_expired()
            suspected = self._suspected
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

    async def _free_expired(self) -> None:
        now = self._clock()
        if self._freed_at is None or not timedelta(0) <= now - self._freed_at < FREE_EVERY:
            self._freed_at = now
            await free_expired(now=now)

    async def _look(self) -> Conditions:
        """The conditions of this moment, at most half a second old."""
        now = self._clock()
        if self._looked_at is None or not timedelta(0) <= now - self._looked_at < LOOK_EVERY:
            self._looked_at = now
            self._conditions = await look_at_conditions(self._post.app, now=now)
        return self._conditions

    async def _take(self) -> list["_Flight"]:
        if not self._free:
            return []
        now = self._clock()
        lanes = (await self._look()).lanes
        if quiet_until(now):
            lanes = replace(lanes, notices=())
        due = await self._due(now, lanes)
        self._suspected |= any(leased.crashed for leased in due)
        accounts = await self._find([leased.person_id for leased in due])
        return [_Flight(leased, accounts[leased.person_id], now) for leased in due]

    async def _due(self, now: datetime, lanes: Lanes) -> list[Leased]:
        """As many as there are slots. Where the last lanes just filled them, those before them are empty."""
        at, free = self._empty_ahead_at, self._free
        if at and timedelta(0) <= now - at < AHEAD_EVERY:
            due = await take_due(free, now=now, lanes=lanes, ahead=False)
            if due:
                return due
        due = await take_due(free, now=now, lanes=lanes, suspect=not self._suspected)
        filled = len(due) == free and all(leased.notice_id in lanes.notices for leased in due)
        self._empty_ahead_at = now if filled else None
        return due

    async def _find(self, persons: list[int]) -> dict[int, Account]:
        post = self._post
        return await find_accounts(persons, post.app, post.limits, mini_app=post.mini_app, now=self._clock())

    def _launch(self, flights: list["_Flight"]) -> None:
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
                    self._suspected = False
                self._room.set()
        finally:
            del self._persons[person_id]
            self._room.set()

    async def _deliver(self, waiting: "deque[_Flight]") -> None:
        flight = waiting[0]
        if self._post.stopping():
            outcome: Outcome = Later(self._clock(), "given back", counted=False)
            state = await self._shipping.recorder.record(flight.leased, outcome)
        else:
            leased = await self._with_others(flight.leased, waiting)
            state = await deliver(leased, await self._account(flight), self._shipping)
        for other in list(waiting)[1:]:
            other.found_at = None  # what has just been sent counts against the window of the next
        if state:
            self._tally[state] += 1

    async def _with_others(self, leased: Leased, waiting: "deque[_Flight]") -> Leased:
        """The message that stands for those of its kind that are due to the same person."""
        if not folds(leased):
            return leased
        others = [flight for flight in list(waiting)[1:] if folds(flight.leased)]
        one = await fold(leased, [flight.leased for flight in others], now=self._clock())
        for flight in others:
            waiting.remove(flight)
            self._free += 1
            self._tally[DeliveryState.CANCELLED] += 1
        return one

    async def _account(self, flight: "_Flight") -> Account:
        now = self._clock()
        if flight.found_at is None or now - flight.found_at > FRESH:
            person_id = flight.leased.person_id
            return (await self._find([person_id]))[person_id]
        return flight.account


@dataclass(slots=True)
class _Flight:
    """A leased delivery and its account as it was at `found_at`; None where that holds no more."""

    leased: Leased
    account: Account
    found_at: datetime | None

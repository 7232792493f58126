"""How many callbacks are worked on at once, how many may wait, and who is asked to come again.

A service that takes more than it can do answers nobody: everyone waits beyond the platform's patience, comes again,
and what was done for them meanwhile was in vain. So those who could not be answered in time are told at once,
which costs a fraction of an answer, and whoever has gone while waiting is not worked for
(docs/decisions/0011-overload.md).
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

# The platform has five seconds, and a proxy that wants to ask another machine gives each two of them.
LONGEST_WAIT = 1.0
# Until somebody has waited so long, a burst or a cold start is no crowd.
CROWD_SECONDS = 0.25
# Over so long the pace is measured: longer than a commit, shorter than a person's patience.
MEMORY_SECONDS = 1.0
# As many as share a commit of the embedded database.
WIDTH = 100


class Full(Exception):
    """There is no answer in time. Nothing was done; the platform asks again by itself."""


class Gone(Exception):
    """Whoever asked has hung up while waiting."""


@dataclass(slots=True, eq=False)
class _Waiting:
    place: asyncio.Future[None]
    gone: Callable[[], bool]
    since: float


class Gate:
    """Lets `width` in; others wait in the order in which they came."""

    def __init__(self, width: int = WIDTH, clock: Callable[[], float] = time.monotonic) -> None:
        self._width = width
        self._clock = clock
        self._inside = 0
        self._waiting: deque[_Waiting] = deque()
        self._pace = Pace()

    @property
    def full(self) -> bool:
        """Whether one more would wait too long."""
        if not self._waiting or (now := self._clock()) - self._waiting[0].since < CROWD_SECONDS:
            return False
        return self._pace.seconds_for(len(self._waiting), now) > LONGEST_WAIT

    @asynccontextmanager
    async def place(self, gone: Callable[[], bool]) -> AsyncIterator[None]:
        """A place for the block. Raises `Full`, and `Gone` where `gone()` says so when the turn has come."""
        if self._inside >= self._width:
            await self._turn(gone)
        else:
            self._inside += 1
        try:
            yield
        except BaseException:
            self._leave()
            raise
        self._pace.answered()
        self._leave()

    async def _turn(self, gone: Callable[[], bool]) -> None:
        """Wait for a place, and take it."""
        if self.full:
            raise Full
        now = self._clock()
        if not self._waiting:
            self._pace.wait(True, now)
        loop = asyncio.get_running_loop()
        waiting = _Waiting(loop.create_future(), gone, now)
        self._waiting.append(waiting)
        too_late = loop.call_later(LONGEST_WAIT, self._give_up, waiting)
        try:
            await waiting.place
        except asyncio.CancelledError:
            if _given(waiting.place):
                self._leave()
            raise
        finally:
            too_late.cancel()

    def _give_up(self, waiting: _Waiting) -> None:
        if not waiting.place.done():
            waiting.place.set_exception(Full())
            self._forget_those_who_left()

    def _forget_those_who_left(self) -> None:
        while self._waiting and self._waiting[0].place.done():
            self._waiting.popleft()
        if not self._waiting:
            self._pace.wait(False, self._clock())

    def _leave(self) -> None:
        """Give the place to the first who still wants it."""
        waited = bool(self._waiting)
        if following := self._following():
            following.place.set_result(None)
        else:
            self._inside -= 1
        if waited and not self._waiting:
            self._pace.wait(False, self._clock())

    def _following(self) -> _Waiting | None:
        while self._waiting:
            first = self._waiting.popleft()
            if first.place.done():
                continue
            if not first.gone():
                return first
            first.place.set_exception(Gone())
        return None


def _given(place: asyncio.Future[None]) -> bool:
    return place.done() and not place.cancelled() and place.exception() is None


class Pace:
    """How many were answered while others waited, in the last moments; only then is it all that the service can."""

    def __init__(self) -> None:
        self._done = 0.0
        self._seconds = 0.0
        self._at = 0.0
        self._busy = False

    def wait(self, somebody: bool, now: float) -> None:
        """From now on somebody waits, or nobody."""
        self._pass(now)
        self._busy = somebody

    def answered(self) -> None:
        if self._busy:
            self._done += 1.0

    def seconds_for(self, count: int, now: float) -> float:
        """How long so many would take; nothing where that is not known yet."""
        self._pass(now)
        if self._done >= 1.0:
            return count * self._seconds / self._done
        return 0.0 if self._seconds < LONGEST_WAIT / 2 else float("inf")

    def _pass(self, now: float) -> None:
        """Forget by halves, so that the last second weighs most."""
        passed, self._at = max(now - self._at, 0.0), now
        kept = 0.5 ** (passed / MEMORY_SECONDS)
        self._done *= kept
        self._seconds = self._seconds * kept + (passed if self._busy else 0.0)

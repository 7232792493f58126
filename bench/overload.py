"""More messages than the service can answer: how many does it still answer, and does it recover?

    python -m bench.overload [--seconds 12] [--times 2 4] [--postgres]

The service has one core, the load the other (with --postgres the server shares the service's). Capacity is what
32 connections that wait for their answers get, before and after each flood. Tries come at fixed moments, so many
times the capacity, each given up after five seconds and sent again five seconds later, three tries in all, as the
platform does; a try again takes the place of a new message, so the rate holds. Counted are messages answered with
200 within their five seconds. The bar: at 2 and 4 times the capacity the service answers at least 0.7 of it.
"In vain" is work done for nobody: entries whose sender was not told. After each flood, messages at half the
capacity: how soon is each of them answered at the first try?
"""

import argparse
import asyncio
import heapq
import os
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from statistics import mean, quantiles

import uvloop

from bench.callback import LOAD_CPU, logged, messages, prepare, server, store
from bench.load import saturate

PATIENCE_SECONDS, AGAIN_SECONDS, TRIES = 5.0, 5.0, 3
# Enough to keep it busy, and so few that nobody is turned away.
CONNECTIONS, MEASURED = 32, 1500
AFTER_SECONDS = 8.0
# A flood is over when its last try has been answered or given up.
REST_SECONDS = PATIENCE_SECONDS + 0.5


@dataclass
class Seen:
    """What became of the tries: statuses (0: no answer in time), and of the messages answered, seconds of the try."""

    tries: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    first_tries_failed_at: list[float] = field(default_factory=list)


class Line(asyncio.Protocol):
    """One connection, one try at a time."""

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self.message, self.attempt, self.begun = -1, 0, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def send(self, message: int, attempt: int, raw: bytes) -> None:
        self.message, self.attempt, self.begun = message, attempt, time.monotonic()
        if self._transport:
            self._transport.write(raw)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(body) >= int(length or 0):
            self._buffer = b""
            self._crowd.ended(self, int(head[9:12]))

    def connection_lost(self, _error: Exception | None) -> None:
        if self.message >= 0:
            self._crowd.ended(self, 0)
        self._transport = None

    def hang_up(self) -> None:
        if self._transport:
            self._transport.abort()

    @property
    def usable(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()


class Crowd:
    """The platform with very many people behind it."""

    def __init__(self, port: int, prepared: list[bytes]) -> None:
        self._port = port
        self._prepared = prepared
        self._next = 0
        self._idle: list[Line] = []
        self._open: deque[tuple[float, Line, int, int]] = deque()
        self._again: list[tuple[float, int, int]] = []
        self.seen = Seen()

    async def flood(self, rate: float, seconds: float) -> None:
        """Tries at fixed moments; returns when the last is over."""
        begun = time.monotonic()
        for number in range(int(rate * seconds)):
            while time.monotonic() < begun + number / rate:
                self._give_up()
                await asyncio.sleep(max(begun + number / rate - time.monotonic(), 0))
            await self._try()
            if number % 16 == 0:
                await asyncio.sleep(0)
        until = time.monotonic() + REST_SECONDS
        while time.monotonic() < until:
            self._give_up()
            await asyncio.sleep(0.05)

    async def _try(self) -> None:
        if self._again and self._again[0][0] <= time.monotonic():
            _, message, attempt = heapq.heappop(self._again)
        else:
            message, attempt, self._next = self._next, 1, self._next + 1
        line = await self._line()
        line.send(message, attempt, self._prepared[message])
        self.seen.tries += 1
        self._open.append((line.begun + PATIENCE_SECONDS, line, message, attempt))

    async def _line(self) -> Line:
        while self._idle:
            if (line := self._idle.pop()).usable:
                return line
        loop = asyncio.get_running_loop()
        return (await loop.create_connection(lambda: Line(self), "127.0.0.1", self._port))[1]

    def _give_up(self) -> None:
        now = time.monotonic()
        while self._open and self._open[0][0] <= now:
            _, line, message, attempt = self._open.popleft()
            if (line.message, line.attempt) == (message, attempt):
                line.hang_up()

    def ended(self, line: Line, status: int) -> None:
        """A try was answered, or will not be."""
        now = time.monotonic()
        if now - line.begun > PATIENCE_SECONDS:
            status = 0  # what comes later is read by nobody
        self.seen.statuses[status] += 1
        if status == 200:
            self.seen.seconds.append(now - line.begun)
        else:
            if line.attempt == 1:
                self.seen.first_tries_failed_at.append(line.begun)
            if line.attempt < TRIES:
                heapq.heappush(self._again, (now + AGAIN_SECONDS, line.message, line.attempt + 1))
        line.message = -1
        if line.usable:
            self._idle.append(line)


class Load:
    """Messages that were not sent before."""

    def __init__(self, people: range) -> None:
        self._people = people
        self._sent = 0
        self.acknowledged = 0

    def take(self, count: float) -> list[bytes]:
        begun, self._sent = self._sent, self._sent + int(count) + 1
        return messages(int(count) + 1, self._people, begun)

    async def capacity(self, port: int) -> float:
        """Messages answered a second."""
        result = await saturate(port, self.take(MEASURED), CONNECTIONS)
        answered = len(result.latencies) - result.failures
        self.acknowledged += answered
        return answered / result.elapsed

    async def flood(self, port: int, rate: float, seconds: float) -> Seen:
        crowd = Crowd(port, self.take(rate * seconds))
        await crowd.flood(rate, seconds)
        self.acknowledged += len(crowd.seen.seconds)
        return crowd.seen


async def measure(arguments: argparse.Namespace) -> None:
    with store(arguments.postgres) as url:
        load = Load(await prepare(url, 5000, 50_000))
        before = await logged(url)
        async with server("service", url) as at:
            await load.capacity(at.port)  # what is read first is read from the disk
            shares = [await one_flood(load, at.port, times, arguments.seconds) for times in arguments.times]
        print(f"in vain: {await logged(url) - before - load.acknowledged}")
    if min(shares) < 0.7:
        raise SystemExit("below the bar")


async def one_flood(load: Load, port: int, times: float, seconds: float) -> float:
    """What part of the capacity, before and after, was still answered."""
    before = await load.capacity(port)
    seen = await load.flood(port, times * before, seconds)
    begun = time.monotonic()
    later = await load.flood(port, before / 2, AFTER_SECONDS)
    after = await load.capacity(port)
    share = len(seen.seconds) / seconds / mean((before, after))
    p99 = quantiles(seen.seconds, n=100)[98]
    print(f"capacity {before:.0f}/s before and {after:.0f}/s after")
    print(f"{times:g} times that: answered {share:.2f} of it, p99 {p99:.2f} s; {dict(seen.statuses)}")
    last = max(later.first_tries_failed_at, default=begun) - begun
    print(
        f"then half of it: {len(later.first_tries_failed_at)} first tries failed, the last {last:.1f} s after"
    )
    return share


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--times", type=float, nargs="+", default=[2.0, 4.0])
    parser.add_argument("--postgres", action="store_true")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(LOAD_CPU)})
    uvloop.run(measure(parser.parse_args()))

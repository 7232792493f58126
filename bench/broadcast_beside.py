"""Callbacks beside a running notice, and how soon a cancelled notice is silent, by a real clock over real sockets.

    python -m bench.broadcast_beside [--recipients 100000] [--seconds 10] [--rounds 3] [--rate 200] [--postgres]

The whole service is one process on one core: callback, timetable, addressing, deliveries at its default concurrency
and without a rate. On the other core a platform that says yes at once, and the load: sealed messages that log hours,
200 a second at fixed moments. A round is an idle stretch and one beside a notice that goes out meanwhile; then,
with no callbacks, the notice drains on at full speed and is cancelled. The bars: p99 at most twice that of the idle
stretch of the same round, and nothing of the notice leaves later than a second after it was cancelled.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median
from typing import Any

import aiohttp
import uvloop

from bench.broadcast import OUR_CPU, PLATFORM_CPU, platform
from bench.broadcast_service import in_the_noon_hour
from bench.broadcast_worker import make_administrator
from bench.callback import STEADY, messages, prepare, show, store
from bench.load import Result, pace
from jiangmiao import database as databases

CONNECTIONS = 64
# How long a notice drains on before it is cancelled, and after it until the platform is asked what came.
BEFORE_SECONDS, AFTER_SECONDS = 1.0, 2.0


class Service:
    """The process of bench.broadcast_service, and what one can say to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.port = 0

    async def say(self, *words: object) -> dict[str, Any]:
        if self._process.stdin:
            self._process.stdin.write(" ".join(map(str, words)).encode() + b"\n")
        return await self.hear()

    async def hear(self) -> dict[str, Any]:
        line = await self._process.stdout.readline() if self._process.stdout else b""
        return dict(json.loads(line))


@asynccontextmanager
async def service(url: str, address: str) -> AsyncIterator[Service]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.broadcast_service", url, address, OUR_CPU,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    running = Service(process)
    running.port = (await running.hear())["port"]
    try:
        yield running
    finally:
        if process.stdin:
            process.stdin.close()
        await process.wait()


class Load:
    """Messages that were not sent before, of one apprentice after the other."""

    def __init__(self, people: range) -> None:
        self._people = people
        self._clock = in_the_noon_hour()
        self._sent = 0

    def take(self, count: int) -> list[bytes]:
        self._sent += count
        return messages(count, self._people, self._sent - count, now=int(self._clock().timestamp()))

    async def steadily(self, port: int, rate: int, seconds: int) -> Result:
        return await pace(port, self.take(rate * seconds), rate, CONNECTIONS)


async def measure(arguments: argparse.Namespace) -> None:
    ratios: list[float] = []
    with store(arguments.postgres) as url:
        people = await prepare(url, arguments.recipients, arguments.recipients)
        async with databases.opened(url):
            await make_administrator()
        load = Load(people)
        async with platform() as address, service(url, address) as running:
            await load.steadily(running.port, arguments.rate, 2)  # what is read first is read from the disk
            for _ in range(arguments.rounds):
                ratio = await one_round(running, load, address, arguments)
                ratios += [ratio]
    print(f"median p99 beside the notice {median(ratios):.2f} times idle, {len(ratios)} rounds")


async def one_round(running: Service, load: Load, address: str, arguments: argparse.Namespace) -> float:
    """How many times the idle p99 the one beside the notice is."""
    rate = arguments.rate
    idle = await load.steadily(running.port, rate, arguments.seconds)
    prepared = load.take(rate * arguments.seconds)
    number = (await running.say("broadcast"))["number"]
    beside = await pace(running.port, prepared, rate, CONNECTIONS)
    then = await running.say("counts", number)
    ratio = beside.percentile(99) / idle.percentile(99)
    show(f"at {rate}/s, idle", idle)
    show(f"at {rate}/s, beside a notice", beside)
    print(
        f"p99 {ratio:.2f} times idle; meanwhile {then['sent']:,} of it left, {then['waiting']:,} waited",
        flush=True,
    )
    await cancelled(running, address, number)
    return ratio


async def cancelled(running: Service, address: str, number: int) -> None:
    await asyncio.sleep(BEFORE_SECONDS)
    moments = await running.say("cancel", number)
    await asyncio.sleep(AFTER_SECONDS)
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{address}/since/{moments['returned']!r}") as answer,
    ):
        late = await answer.json()
    last = max(late["last"] - moments["returned"], 0.0)
    took = moments["returned"] - moments["begun"]
    print(
        f"cancelled in {took * 1000:.0f} ms; {late['calls']} calls came after that, the last {last:.3f} s later",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recipients", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=int, default=STEADY)
    parser.add_argument("--postgres", action="store_true")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(PLATFORM_CPU)})
    uvloop.run(measure(parser.parse_args()))

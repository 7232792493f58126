"""Phone pages of a city: a mentor's queue and an apprentice's month, at 50 a second on one core.

    python -m bench.pages [--apprentices 100000] [--entries 5000000] [--seconds 20] [--postgres]

The bars: 99 of 100 answers of each page within 100 ms, and no page above 60 kB together with the script that a
phone fetches once. Each apprentice has four entries that wait, each mentor ten apprentices.
"""

import argparse
import gzip
import os
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import uvloop
from tortoise.connection import get_connection

from bench.callback import CONNECTIONS, LOAD_CPU, prepare, server, show, store
from bench.delivering import SECRET
from bench.load import pace
from bench.seed import APP
from handlers.seal import Seal
from handlers.session import COOKIE, Session
from jiangmiao import database as databases

PER_SECOND = 50
WAITING = 4
MOST_MILLISECONDS, MOST_BYTES = 100, 60_000
# The newest entries that are seeded lie some days back.
MONTH = f"/m/month?of={datetime.now(UTC) - timedelta(days=12):%Y-%m}"
QUEUE, TODAY, PROGRESS = "/m/queue", "/m/today", "/m/progress"
# What shows that it is the page, filled.
HOLDS = {QUEUE: b'name="seen"', MONTH: b'class="confirmed"'}
_WAIT = "UPDATE hours_entry SET status = 'submitted' WHERE number > {newest}"


def cookie(person: int) -> str:
    """Of a person who signed in just now."""
    held = Session("bench", APP, f"obench{person}", person, "None")
    sealed = Seal([SECRET]).close("session", asdict(held), datetime.now(UTC) + timedelta(hours=12))
    return f"{COOKIE}={sealed}"


def ask(path: str, person: int) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie(person)}\r\n\r\n".encode()


async def let_some_wait(url: str, per_person: int) -> None:
    async with databases.opened(url):
        await get_connection("default").execute_script(_WAIT.format(newest=per_person - WAITING))


async def measure(arguments: argparse.Namespace) -> None:
    with store(arguments.postgres) as url:
        people = await prepare(url, arguments.apprentices, arguments.entries)
        await let_some_wait(url, arguments.entries // arguments.apprentices)
        print(f"seeded {arguments.apprentices:,} apprentices with {arguments.entries:,} entries")
        mentors = range(1, people.start)
        async with server("service", url) as at:
            for path, who in ((QUEUE, mentors), (MONTH, people)):
                await paced(at.port, path, spread(who, PER_SECOND * 2))
                result = await paced(at.port, path, spread(who, PER_SECOND * arguments.seconds))
                show(f"{path} at {PER_SECOND}/s", result)
                late = result.percentile(99) * 1000 > MOST_MILLISECONDS
                print("  above the bar" if late or result.failures else "  within the bar")
            for path, person in ((QUEUE, 1), (MONTH, people[0]), (TODAY, people[0]), (PROGRESS, people[0])):
                await weigh(f"http://127.0.0.1:{at.port}", path, person)


def spread(people: range, count: int) -> list[int]:
    """So many, far apart, so that no page of the database stays warm by accident."""
    step = max(len(people) * 7 // 11, 1)
    return [people[number * step % len(people)] for number in range(count)]


async def paced(port: int, path: str, people: list[int]):
    return await pace(port, [ask(path, person) for person in people], PER_SECOND, CONNECTIONS, HOLDS[path])


async def weigh(site: str, path: str, person: int) -> None:
    async with aiohttp.ClientSession(headers={"Cookie": cookie(person)}) as phone:
        parts = [path, "/m/static/app.js"]
        bodies = [await (await phone.get(site + part)).read() for part in parts]
    whole = sum(map(len, bodies))
    packed = sum(len(gzip.compress(body)) for body in bodies)
    verdict = "within the bar" if whole <= MOST_BYTES else "above the bar"
    print(f"{path:22} {len(bodies[0]):7,} bytes, {whole:7,} in all ({packed:,} packed)  {verdict}")


def in_a_city(measure: Callable[[argparse.Namespace], Coroutine[Any, Any, None]], about: str | None) -> None:
    """Run a measurement as the command line asks, on the core of the load."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apprentices", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=5_000_000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(LOAD_CPU)})
    uvloop.run(measure(parser.parse_args()))


if __name__ == "__main__":
    in_a_city(measure, __doc__)

"""Deliveries under kill -9: what is lost, what comes twice, what a person sees twice.

    python -m bench.faults_kills [--deliveries 100000] [--kills 20] [--postgres] [--seed 1]

A platform in another process counts every call. Workers (one on SQLite, two on PostgreSQL) are killed at random
points and started anew. Leases are shortened from 2 minutes to 5 seconds, so that the run ends today; nothing
else differs from the service. "Seen twice" is what the platform's own de-duplication by client id lets through.
"""

import argparse
import asyncio
import random
import socket
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import aiohttp
import uvloop
from tortoise.connection import get_connection

from bench.callback import store
from bench.seed import seed
from jiangmiao import database as databases

LEASE_SECONDS = 5.0
CONCURRENCY = 64
CALL_SECONDS = 0.005
LONGEST_LIFE_SECONDS = 4.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def started(*words: object) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", *map(str, words), stdin=asyncio.subprocess.PIPE
    )


async def counts(platform: str) -> Counter[str]:
    async with aiohttp.ClientSession() as http, http.get(f"{platform}/counts") as answer:
        return Counter(await answer.json())


async def prepare(url: str, deliveries: int) -> None:
    """Everybody has one message in the outbox."""
    async with databases.opened(url):
        await databases.migrate()
        await seed(deliveries, 0, datetime.now(UTC))
        await get_connection("default").execute_script(
            f"""
            INSERT INTO delivery (key, person_id, kind, facts, urgent, priority, created_at, due_at, state, attempts,
                                  crashes, channel, outcome, platform_id)
            SELECT 'bench:' || id, id, 'deputy_ended', '{{"mentor": "P", "day": "2026-11-20"}}', true, 0,
                   '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00', 'waiting', 0, 0, '', '', ''
            FROM person WHERE id <= {deliveries}
            """
        )


async def states(url: str) -> dict[str, int]:
    async with databases.opened(url):
        rows = await get_connection("default").execute_query_dict(
            "SELECT state, count(*) AS messages FROM delivery GROUP BY state"
        )
    return {row["state"]: row["messages"] for row in rows}


async def run(arguments: argparse.Namespace) -> None:
    dice = random.Random(arguments.seed)
    port = free_port()
    platform = f"http://127.0.0.1:{port}"
    with store(arguments.postgres) as url:
        await prepare(url, arguments.deliveries)
        taker = await started("bench.counting_platform", port, CALL_SECONDS)
        worker = ("bench.delivering", url, platform, LEASE_SECONDS, CONCURRENCY)
        workers = [await started(*worker) for _ in range(2 if arguments.postgres else 1)]
        begun = time.monotonic()
        for _ in range(arguments.kills):
            await asyncio.sleep(dice.uniform(0.5, LONGEST_LIFE_SECONDS))
            victim = dice.randrange(len(workers))
            workers[victim].kill()
            await workers[victim].wait()
            workers[victim] = await started(*worker)
        left = await _drained(platform, arguments.deliveries)
        for process in workers:
            process.kill()
            await process.wait()
        told = await counts(platform)
        if taker.stdin:
            taker.stdin.close()
        await taker.wait()
        await report(arguments, url, told, time.monotonic() - begun, left)


async def _drained(platform: str, deliveries: int) -> int:
    """Wait until everybody was told and leases of the last kill have run out; how many were not told."""
    quiet, before = 0, -1
    while quiet < 3 * LEASE_SECONDS:
        now = (await counts(platform)).total()
        quiet = quiet + 1 if now == before else 0
        before = now
        await asyncio.sleep(1)
    return deliveries - len(await counts(platform))


async def report(
    arguments: argparse.Namespace, url: str, told: Counter[str], seconds: float, left: int
) -> None:
    twice = sum(number - 1 for number in told.values())
    by_person = Counter(key.split()[0] for key in told)
    print(
        f"{arguments.deliveries} deliveries, {arguments.kills} kills in {seconds:.0f} s, {told.total()} calls"
    )
    print(f"lost: {left}")
    print(f"came twice: {twice} (at most {arguments.kills} kills x {CONCURRENCY} in flight)")
    print(f"seen twice under the platform's de-duplication: {sum(n - 1 for n in by_person.values())}")
    print(f"states: {await states(url)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    uvloop.run(run(parser.parse_args()))

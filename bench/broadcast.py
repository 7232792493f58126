"""A notice to a million: how long it takes into the outbox and how much memory, and how fast it drains.

    python -m bench.broadcast [--recipients 1000000] [--calls 20000] [--rounds 3] [--concurrency 64] [--postgres]

The bars: into the outbox in 60 s under 300 MB; draining, each outcome on disk, at least half as fast as a bare
aiohttp loop of the same concurrency that keeps nothing. A platform that only says yes runs on the other core. The
rounds take turns and the ratio of a round is of neighbours in time, because these machines are noisy. Where others
use the processor too, the ratio of processor time says more than that of the rates, which also holds waiting.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from statistics import median
from typing import Any

import uvloop

from bench.callback import store
from bench.faults_kills import free_port
from bench.seed import seed
from jiangmiao import database as databases

OUR_CPU, PLATFORM_CPU = "0", "1"


@asynccontextmanager
async def platform() -> AsyncIterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "bench.lean_platform", str(port), PLATFORM_CPU]
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE)
    await asyncio.sleep(1)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.stdin:
            process.stdin.close()
        await process.wait()


async def worker(*words: object) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.broadcast_worker", *map(str, words),
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "BENCH_CPU": OUR_CPU},
    )  # fmt: skip
    out, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(process.returncode)
    return dict(json.loads(out.splitlines()[-1]))


async def measure(arguments: argparse.Namespace) -> None:
    with store(arguments.postgres) as url:
        async with databases.opened(url):
            await databases.migrate()
            await seed(arguments.recipients, 0, datetime.now(UTC))
        print(f"seeded {arguments.recipients:,} apprentices", flush=True)
        found = await worker("enqueue", url)
        print(
            f"into the outbox: {found['deliveries']:,} in {found['seconds']:.1f} s, at most {found['megabytes']:.0f} MB"
            f"   counted for the preview in {found['counting']:.1f} s",
            flush=True,
        )
        await drained(url, arguments)


async def drained(url: str, arguments: argparse.Namespace) -> None:
    rates, costs = [], []
    async with platform() as address:
        for _ in range(arguments.rounds):
            bare, ours = await one_round(url, address, arguments)
            rates.append(ours["rate"] / bare["rate"])
            costs.append(bare["micros"] / ours["micros"])
            print(
                f"bare loop {bare['rate']:7.0f}/s   service {ours['rate']:7.0f}/s   ratio {rates[-1]:.2f}"
                f"   calls {ours['calls']:,} on disk {ours['written']:,}"
                f"   processor {bare['micros']:.0f} and {ours['micros']:.0f} µs a message, ratio {costs[-1]:.2f}",
                flush=True,
            )
    print(
        f"median ratio {median(rates):.2f}, of processor time {median(costs):.2f}, over {len(rates)} rounds"
    )


async def one_round(
    url: str, address: str, arguments: argparse.Namespace
) -> tuple[dict[str, float], dict[str, Any]]:
    """The bare loop, half of its calls before the service and half after it, and the service."""
    half = ("bare", address, arguments.calls // 2, arguments.concurrency)
    before = await worker(*half)
    ours = await worker("drain", url, address, arguments.calls, arguments.concurrency)
    after = await worker(*half)
    seconds = 1 / before["rate"] + 1 / after["rate"]
    return {"rate": 2 / seconds, "micros": (before["micros"] + after["micros"]) / 2}, ours


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recipients", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--postgres", action="store_true")
    uvloop.run(measure(parser.parse_args()))

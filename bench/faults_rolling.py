"""Two `jiangmiao serve` behind a proxy, restarted in turn under load: is a message lost, doubled or refused?

    python -m bench.faults_rolling [--restarts 6] [--rate 50] [--nginx | --direct]

Sealed messages that log hours come at 50 a second from distinct people; one that is not answered is sent again
after five seconds, three times in all, as the platform does. SIGTERM each time; the next machine is told only
when the one before is ready again. `--nginx`: the real nginx by docs/deploy/nginx.conf instead of bench.front.
`--direct`: one machine and no proxy, so that only retries help.
"""

import argparse
import asyncio
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
import uvloop

from bench.callback import messages, prepare, store
from bench.faults_database import PEOPLE, RATE, Told, tell
from bench.faults_kills import free_port, started
from bench.front import front
from bench.machines import Machine, environment, machine
from bench.nginx import asked, nginx
from jiangmiao import database as databases
from models.statement import Statement

PAUSE_SECONDS = 6.0
MOST_MESSAGES = 30_000
ENTRIES = Statement(
    "SELECT count(*) AS entries, count(DISTINCT person_id || ':' || content) AS different FROM hours_entry"
)


class Fleet:
    """Machines at fixed ports; one that has stopped is followed by another at its place."""

    def __init__(self, stack: AsyncExitStack, url: str, platform: str, folder: Path) -> None:
        self._stack = stack
        self._given = (url, platform, folder)
        self.stops: list[float] = []
        self.starts: list[float] = []

    async def start(self, port: int) -> Machine:
        url, platform, folder = self._given
        one = await self._stack.enter_async_context(
            machine(str(port), environment(url, platform, port, folder))
        )
        self.starts.append(await one.ready(time.monotonic(), 60))
        return one

    async def restart(self, one: Machine) -> Machine:
        begun = one.signal(signal.SIGTERM)
        code = await one.process.wait()
        self.stops.append(time.monotonic() - begun)
        if code:
            raise SystemExit(f"ended with {code}: {dict(one.errors)}")
        return await self.start(one.port)


async def load(url: str, people: range, told: Told, over: asyncio.Event, rate: float) -> None:
    """Messages until it is over, and until the last has been answered or given up."""
    begun = time.monotonic()
    tasks = set()
    # Nginx's certificate is its own.
    connector = aiohttp.TCPConnector(limit=0, ssl=False)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5), connector=connector) as http:
        for number in range(MOST_MESSAGES):
            if over.is_set():
                break
            raw = messages(1, people, number)[0]
            tasks.add(asyncio.create_task(tell(http, url, raw, told, begun)))
            await asyncio.sleep(max(begun + (number + 1) / rate - time.monotonic(), 0))
        await asyncio.gather(*tasks)


@asynccontextmanager
async def entrance(arguments: argparse.Namespace, ports: Sequence[int]) -> AsyncIterator[str]:
    """Where the platform asks; at the end it tells what the proxy got from the machines."""
    if arguments.direct:
        yield f"http://127.0.0.1:{ports[0]}"
    elif arguments.nginx:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            port = free_port()
            async with nginx(ports, port, Path(folder)):
                yield f"https://127.0.0.1:{port}"
            print(f"nginx, what each request came to and what the machines said: {asked(Path(folder))}")
    else:
        async with front(ports) as (proxy, port):
            yield f"http://127.0.0.1:{port}"
            print(f"proxy: {dict(proxy.seen)}")


async def run(arguments: argparse.Namespace) -> None:
    told, over = Told(), asyncio.Event()
    with store(True) as url, tempfile.TemporaryDirectory() as folder:
        people = await prepare(url, PEOPLE, 0)
        platform = free_port()
        taker = await started("bench.counting_platform", platform, 0)
        async with AsyncExitStack() as stack:
            fleet = Fleet(stack, url, f"http://127.0.0.1:{platform}", Path(folder))
            ports = [free_port() for _ in range(1 if arguments.direct else 2)]
            fleet_now = [await fleet.start(port) for port in ports]
            address = await stack.enter_async_context(entrance(arguments, ports))
            loading = asyncio.create_task(load(address, people, told, over, arguments.rate))
            for turn in range(arguments.restarts):
                await asyncio.sleep(PAUSE_SECONDS)
                place = turn % len(ports)
                fleet_now[place] = await fleet.restart(fleet_now[place])
            await asyncio.sleep(PAUSE_SECONDS)
            over.set()
            await loading
        if taker.stdin:
            taker.stdin.close()
        await taker.wait()
        await report(url, told, fleet)


async def report(url: str, told: Told, fleet: Fleet) -> None:
    async with databases.opened(url):
        row = await ENTRIES.row() or {}
    sent, entries = told.outcomes.total(), row["entries"]
    print(
        f"{len(fleet.stops)} restarts: ended within {max(fleet.stops):.1f} s, ready within {max(fleet.starts):.1f} s"
    )
    print(f"HTTP statuses of all tries: {dict(told.statuses)}")
    print(f"{sent} messages: {dict(told.outcomes)}; entries {entries}, twice {entries - row['different']}")
    if told.outcomes["recorded"] != sent or entries != sent or row["different"] != sent:
        raise SystemExit("not each message exactly once")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--restarts", type=int, default=6)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--nginx", action="store_true")
    ways.add_argument("--direct", action="store_true")
    uvloop.run(run(parser.parse_args()))

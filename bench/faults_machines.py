"""Two machines on PostgreSQL, and the leader of the timetable goes: who leads then, and what was told twice.

    python -m bench.faults_machines stopped   the leader's process stands still, and later goes on
    python -m bench.faults_machines killed    it is killed
    python -m bench.faults_machines cut       its way to the database is cut silently, and later mended
                                    [--apprenticeships 20000]

Real `jiangmiao serve` processes, their clocks put to 18:00 of a working day, when reminders and deadlines are due.
The fault comes in the middle of the deadlines' sweep. At the end all firings are compared with what bare SQL
finds due, and all calls to a platform without de-duplication with the messages there were.
"""

import argparse
import asyncio
import signal
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import uvloop

from bench.callback import store
from bench.faults_kills import counts, free_port, started
from bench.machines import Machine, environment, machine, seconds_until
from bench.silent_proxy import SilentProxy, silent_proxy
from bench.sweep import EVENING, bare_daily, bare_deadlines, clear, count, fill
from jiangmiao import database as databases
from jiangmiao.leader import LOCK

CALL_SECONDS = 0.005
CONCURRENCY = 32
TAKE_OVER_SECONDS = 60.0
# A stopped process holds its messages until their leases end.
PATIENCE_SECONDS = 420.0
OPEN = "SELECT count(*) FROM delivery WHERE state IN ('waiting', 'sending')"
MORE_MESSAGES = 100
MORE = f"""
    INSERT INTO delivery (key, person_id, kind, facts, urgent, priority, created_at, due_at, state, attempts, crashes,
                          channel, outcome, platform_id)
    SELECT 'more:' || id, id, 'deputy_ended', '{{"mentor": "P", "day": "2026-11-20"}}', true, 0,
           '2026-01-01', '2026-01-01', 'waiting', 0, 0, '', '', '' FROM person WHERE id <= {MORE_MESSAGES}
"""
FIRED = "SELECT count(*) FROM firing WHERE rule IN ('daily', 'deadline')"


async def fired(connection: asyncpg.Connection) -> int:
    return int(await connection.fetchval(FIRED))


async def until(asked: str, wanted: int, connection: asyncpg.Connection, patience: float) -> None:
    """Wait until the number that `asked` finds has come to `wanted`."""
    end = time.monotonic() + patience
    while int(await connection.fetchval(asked)) != wanted:
        if time.monotonic() > end:
            rows = await connection.fetch("SELECT state, count(*) FROM delivery GROUP BY state")
            raise TimeoutError(f"{asked}: {rows}")
        await asyncio.sleep(0.2)


async def harm(fault: str, leader: Machine, way: SilentProxy) -> float:
    """Do it; the second at which it was done."""
    if fault == "cut":
        way.cut()
        return time.monotonic()
    return leader.signal(signal.SIGSTOP if fault == "stopped" else signal.SIGKILL)


async def mend(fault: str, leader: Machine, way: SilentProxy, at: float) -> None:
    """Let it go on, and see whether it knows that it leads no more."""
    begun = time.monotonic()
    if fault == "killed":
        return
    if fault == "stopped":
        leader.signal(signal.SIGCONT)
        print(
            f"continued: knew after {await leader.heard('leader.was', begun, 60):.1f} s that it leads no more"
        )
    else:
        known = await leader.heard("leader.was", at, 60)
        way.heal()
        print(f"cut off: knew after {known:.1f} s that it leads no more")
    print(f"mended: ready again after {await leader.ready(begun, PATIENCE_SECONDS):.1f} s")


async def run(arguments: argparse.Namespace) -> None:
    with store(True) as url, tempfile.TemporaryDirectory() as folder:
        async with databases.opened(url):
            await fill(arguments.apprenticeships)
            wanted = await due()
        port = free_port()
        platform = f"http://127.0.0.1:{port}"
        taker = await started("bench.counting_platform", port, CALL_SECONDS)
        connection = await asyncpg.connect(url)
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        async with AsyncExitStack() as stack:
            ways = [await stack.enter_async_context(silent_proxy(url)) for _ in range(2)]
            ahead = seconds_until(EVENING, datetime.now(UTC))
            leader, other = [
                await stack.enter_async_context(
                    machine(name, environment(way.url, platform, free_port(), Path(folder)), ahead)
                )
                for name, way in zip(("first", "second"), ways, strict=True)
            ]
            if await _second_leads(connection, leader, other):
                leader, other, ways = other, leader, ways[::-1]
            while await fired(connection) < arguments.firings:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            await lose(arguments.fault, connection, leader, other, ways[0], wanted)
            for one in (leader, other):
                print(f"{one.name} machine's warnings: {dict(one.errors)}")
        await connection.close()
        told = await counts(platform)
        if taker.stdin:
            taker.stdin.close()
        await taker.wait()
        await report(url, told, wanted)


async def lose(
    fault: str, connection: asyncpg.Connection, leader: Machine, other: Machine, way: SilentProxy, wanted: int
) -> None:
    """The leader goes, the other does everything, and the lost one comes back."""
    before = await fired(connection)
    at = await harm(fault, leader, way)
    taken = await other.heard("leader.is", at, TAKE_OVER_SECONDS)
    print(f"{fault} after {before} firings; another leads after {taken:.1f} s")
    await _all_fired(connection, wanted, at)
    await mend(fault, leader, way, at)
    await _all_told(connection)
    print(f"everything told {time.monotonic() - at:.0f} s after the fault")
    if fault != "killed":
        await _works_alone(connection, other)


async def _second_leads(connection: asyncpg.Connection, first: Machine, second: Machine) -> bool:
    """Let one of them lead as soon as both are ready, and not before."""
    for one in (first, second):
        await one.ready(time.monotonic(), 60)
    begun = time.monotonic()
    await connection.execute("SELECT pg_advisory_unlock($1)", LOCK)
    heard = {asyncio.create_task(one.heard("leader.is", begun, 60)): one for one in (first, second)}
    done, waiting = await asyncio.wait(heard, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    return heard[done.pop()] is second


async def _all_fired(connection: asyncpg.Connection, wanted: int, at: float) -> None:
    """While the lost machine is still away: what it held must not keep the other from anything."""
    await until(FIRED, wanted, connection, PATIENCE_SECONDS)
    print(f"all {wanted} reminders and deadlines fired {time.monotonic() - at:.1f} s after the fault")


async def _all_told(connection: asyncpg.Connection) -> None:
    """Nothing more is fired, and no message is open."""
    before, quiet = -1, 0
    while quiet < 10:
        now = await fired(connection)
        quiet = quiet + 1 if now == before else 0
        before = now
        await asyncio.sleep(0.5)
    await until(OPEN, 0, connection, PATIENCE_SECONDS)


async def _works_alone(connection: asyncpg.Connection, other: Machine) -> None:
    """The mended one delivers without the other, over connections that were lost."""
    other.signal(signal.SIGKILL)
    await connection.execute(MORE)
    begun = time.monotonic()
    await until(OPEN, 0, connection, PATIENCE_SECONDS)
    print(f"the mended one alone delivered {MORE_MESSAGES} more within {time.monotonic() - begun:.1f} s")


async def due() -> int:
    """Reminders and deadlines that the bare SQL of bench/sweep_sql.py finds."""
    await bare_daily()
    await bare_deadlines()
    return (await clear())[0]


async def report(url: str, told: Counter[str], wanted: int) -> None:
    async with databases.opened(url):
        messages, ours = await count("delivery"), await count("firing WHERE rule IN ('daily', 'deadline')")
    print(f"reminders and deadlines fired {ours}, bare SQL {wanted}")
    print(f"messages {messages}, told {len(told)}, lost {messages - len(told)}")
    print(f"came twice {told.total() - len(told)} (at most {CONCURRENCY} in flight)")
    if ours != wanted or len(told) != messages:
        raise SystemExit("not each firing exactly once")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fault", choices=("stopped", "killed", "cut"))
    parser.add_argument("--apprenticeships", type=int, default=20_000)
    parser.add_argument("--firings", type=int, default=3000, help="so many before the fault")
    uvloop.run(run(parser.parse_args()))

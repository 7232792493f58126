"""The sweeps over 1,000,000 apprenticeships against their bare SQL: the daily reminder, and deadlines.

    python -m bench.sweep [--apprenticeships 1000000] [--rounds 2] [--postgres]

A third of the apprentices wrote nothing today; every agreement has three deadlines, spread over a year. The
bare SQL asks the same question and writes the same rows in one transaction of two statements. The bar: 1.5
times, and memory that doesn't grow with the apprentices.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import getpagesize
from statistics import median

from tortoise.connection import get_connection

from bench.callback import store
from bench.delivering import SECRET
from bench.seed import seed
from bench.sweep_sql import BARE_DAILY, BARE_DEADLINES, FILL
from domain.calendar import Holidays
from domain.clock import instant, local_day
from domain.deadlines import TOLD_FROM, days_due
from jiangmiao import database as databases
from models import secrecy
from models.statement import Statement, to_json
from models.transaction import atomic
from usecases.remind_daily import remind_daily
from usecases.remind_deadlines import remind_deadlines

NOBODY_FREE = Holidays(frozenset(), frozenset(), frozenset())
MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
EVENING = datetime(2026, 11, 20, 10, tzinfo=UTC)
TODAY = local_day(MORNING)
MEGABYTE = 1 << 20


def resident() -> int:
    """Bytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


@dataclass(frozen=True)
class Run:
    """Seconds by the clock and of this process's processor time, and the most bytes it held meanwhile."""

    elapsed: float
    processor: float
    most: int


async def timed(work: Callable[[], Awaitable[object]]) -> Run:
    most = resident()

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, resident())
            await asyncio.sleep(0.05)

    watcher = asyncio.create_task(watch())
    begun, spent = time.perf_counter(), time.process_time()
    await work()
    run = Run(time.perf_counter() - begun, time.process_time() - spent, most)
    watcher.cancel()
    return run


async def ask_daily() -> None:
    await remind_daily(NOBODY_FREE, now=EVENING)


async def ask_deadlines() -> None:
    await remind_deadlines(NOBODY_FREE, now=MORNING)


async def bare_daily() -> None:
    async with atomic():
        for sql in BARE_DAILY:
            await Statement(sql).run(TODAY, TODAY - timedelta(days=TODAY.weekday()), EVENING)


async def bare_deadlines() -> None:
    due = to_json([[day.isoformat(), step] for day, step in days_due(TODAY, NOBODY_FREE)])
    until = instant(TODAY, TOLD_FROM)
    async with atomic():
        for sql in BARE_DEADLINES[get_connection("default").capabilities.dialect]:
            await Statement(sql).run(due, TODAY, until)


async def count(table: str) -> int:
    row = await Statement(f"SELECT count(*) AS rows FROM {table}").row()
    return int(row["rows"]) if row else 0


async def clear() -> tuple[int, int]:
    """Take away what was written; how many firings and deliveries there were."""
    written = await count("firing"), await count("delivery")
    client = get_connection("default")
    for table in ("delivery", "firing"):
        await client.execute_script(f"DELETE FROM {table}")
    if client.capabilities.dialect == "postgres":
        for table in ("delivery", "firing"):
            await client.execute_script(f"VACUUM {table}")
    return written


async def compare(
    name: str, ours: Callable[[], Awaitable[None]], bare: Callable[[], Awaitable[None]]
) -> float:
    """One round; the ratio of the times."""
    await clear()
    before = resident()
    run = await timed(ours)
    again = await timed(ours)
    written = await clear()
    plain = await timed(bare)
    expected = await clear()
    print(
        f"{name:10} {run.elapsed:6.1f} s   bare SQL {plain.elapsed:6.1f} s   ratio {run.elapsed / plain.elapsed:4.2f}"
        f"   processor {run.processor:6.1f} s and {plain.processor:6.1f} s   asked again {again.elapsed:5.1f} s"
        f"   firings {written[0]:,} messages {written[1]:,}"
        f"   memory {before // MEGABYTE} → {max(run.most, again.most) // MEGABYTE} MB"
    )
    if written != expected:
        raise SystemExit(f"the bare SQL wrote {expected}")
    return run.elapsed / plain.elapsed


async def fill(apprenticeships: int) -> None:
    await databases.migrate()
    await seed(apprenticeships, 0, MORNING)
    client = get_connection("default")
    sqlite = client.capabilities.dialect == "sqlite"
    day = (
        "date('{today}', (({number}) % 365 - 182) || ' days')"
        if sqlite
        else "date '{today}' + (({number}) % 365 - 182)::int"
    )
    for sql in FILL:
        facts = {
            "day": day.format(today=TODAY, number="a.id * 7 + k.n * 120"),
            "today": TODAY,
            "now": MORNING.isoformat(" "),
            "mentors": max(apprenticeships // 10, 1),
            "apprenticeships": apprenticeships,
        }
        await client.execute_script(sql.format(**facts))
    await client.execute_script("ANALYZE")


async def measure(arguments: argparse.Namespace) -> None:
    secrecy.use(SECRET)
    with store(arguments.postgres) as url:
        async with databases.opened(url):
            await fill(arguments.apprenticeships)
            print(
                f"seeded {await count('apprenticeship'):,} agreements, {await count('deadline'):,} deadlines"
            )
            for name, ours, bare in (
                ("daily", ask_daily, bare_daily),
                ("deadlines", ask_deadlines, bare_deadlines),
            ):
                ratios = [await compare(name, ours, bare) for _ in range(arguments.rounds)]
                print(f"{name:10} median ratio {median(ratios):.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--apprenticeships", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--postgres", action="store_true")
    asyncio.run(measure(parser.parse_args()))

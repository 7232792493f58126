"""Three years of the timetable in minutes: asked every quarter of an hour, against the list computed apart.

python -m bench.year [--days 1100] [--minutes 15] [--postgres]
"""

import argparse
import asyncio
import time
from datetime import timedelta

from bench.callback import store
from jiangmiao import database as databases
from models import secrecy
from tests.cast import STARTED, shop
from tests.outbox import bind_all
from tests.scheduler.year import DAY, Timetable, Writing, at, differences, fired, live, prepare


async def measure(arguments: argparse.Namespace) -> None:
    with store(arguments.postgres) as url:
        secrecy.use("a-secret-for-measurements-only-0123456789")
        async with databases.opened(url):
            await databases.migrate()
            cast = await bind_all(await shop.__wrapped__(url))
            await prepare(cast)
            last = STARTED + arguments.days * DAY
            step = timedelta(minutes=arguments.minutes)
            first, count = at(STARTED, 0), (at(last, 23, 59) - at(STARTED, 0)) // step + 1
            begun = time.perf_counter()
            await live((first + n * step for n in range(count)), Timetable(), Writing(cast))
            missing, extra = await differences(cast, STARTED, last)
            took = time.perf_counter() - begun
            print(f"{count:,} askings in {took:.0f} s: {len(await fired()):,} firings")
            if missing or extra:
                raise SystemExit(f"missing {sorted(missing)}, without need {sorted(extra)}")
            print("equal to the list computed apart")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=1100)
    parser.add_argument("--minutes", type=int, default=15)
    parser.add_argument("--postgres", action="store_true")
    asyncio.run(measure(parser.parse_args()))

"""Does a city slow a message down? 1,000 apprentices against 100,000 with 5 million entries.

    python -m bench.growth [--entries 5000000] [--rounds 3]

Both databases are measured in turn, round by round, at a steady rate and at saturation. The bar: latency
within 1.3 times.
"""

import argparse
import os
from contextlib import ExitStack
from statistics import median

import uvloop

from bench.callback import CONNECTIONS, LOAD_CPU, STEADY, messages, prepare, server, show, store
from bench.load import Result, pace, saturate


async def measure(arguments: argparse.Namespace) -> None:
    with ExitStack() as stack:
        small = stack.enter_context(store(postgres=arguments.postgres))
        large = stack.enter_context(store(postgres=arguments.postgres))
        few = await prepare(small, 1000, 50_000)
        many = await prepare(large, 100_000, arguments.entries)
        print(f"seeded 1,000 with 50,000 entries and 100,000 with {arguments.entries:,}")
        steady, full = [], []
        for number in range(arguments.rounds):
            a = await _one_round(small, few, number)
            b = await _one_round(large, many, number)
            for name, results in (("1,000 apprentices", a), ("100,000 apprentices", b)):
                show(f"{name} at {STEADY}/s", results[0])
                show(f"{name} at saturation", results[1])
            steady.append(b[0].percentile(50) / a[0].percentile(50))
            full.append(a[1].rate / b[1].rate)
        print(
            f"median ratio: latency at {STEADY}/s {median(steady):.2f}, time at saturation {median(full):.2f}"
        )


async def _one_round(url: str, people: range, number: int) -> tuple[Result, Result]:
    first = number * 20_000
    # Far apart in the people, so that no page stays warm by accident.
    spread = range(people.start, people.stop, max(len(people) // 1000, 1))
    async with server("service", url) as at:
        await saturate(at.port, messages(500, spread, first), CONNECTIONS)
        steady = await pace(at.port, messages(STEADY * 5, spread, first + 500), STEADY, CONNECTIONS)
        full = await saturate(at.port, messages(3000, spread, first + 10_000), CONNECTIONS)
    return steady, full


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres", action="store_true")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(LOAD_CPU)})
    uvloop.run(measure(parser.parse_args()))

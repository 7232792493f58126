"""Check a trail of a million entries, then find and name what is done behind its back.

    python -m bench.audit [--entries 1000000] [--tampers 1000] [--postgres]

Each entry tells of one row of hours. Entries are recorded, sealed and checkpointed as the service does it. The bar:
the whole is checked in 30 seconds, what came since the checkpoint in seconds, and every one of the edits and
deletions is named. Seconds are of the clock, beside them those of this process's processor time.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvloop
from tortoise.connection import get_connection

from bench.callback import store
from bench.seed import seed
from bench.tampering import tamper
from domain.audit import Event
from domain.roles import Door
from jiangmiao import database as databases
from jiangmiao.settings import KeyedSettings
from jiangmiao.trail_folders import whole_trail
from models import secrecy
from models.audit import AuditEntry, Change
from usecases.begin_trail import begin_anew
from usecases.checkpoint_trail import checkpoint_trail
from usecases.seal_trail import seal_trail
from usecases.verify_trail import Verified, verify_trail

SECRET = "a-secret-for-measuring-only-0123456789"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
PIECE = 500


@contextmanager
def timed(what: str) -> Iterator[None]:
    clock, used = time.perf_counter(), time.process_time()
    yield
    seconds, own = time.perf_counter() - clock, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:44} {seconds:8.2f} s  (processor {own:7.2f} s)   most memory so far {memory:5.0f} MB",
        flush=True,
    )


async def record(first: int, count: int) -> None:
    """One entry for each of the rows of hours from `first` on."""
    for start in range(first, first + count, PIECE):
        ids = range(start, min(start + PIECE, first + count))
        after = {"work_date": "2026-11-19", "minutes": 120, "category": "practice", "content": "turning"}
        changes = [Change(Event.HOURS_LOGGED, f"hours_entry:{number}", after=after) for number in ids]
        await AuditEntry.record_all(Door.CHAT, changes, now=NOW)


async def check(settings: KeyedSettings, folder: Path, *, since_checkpoint: bool = False) -> Verified:
    async with whole_trail(settings) as reading:
        return await verify_trail(
            reading, [folder], lambda what, done: None, since_checkpoint=since_checkpoint
        )


async def fill(url: str, folder: Path, entries: int) -> None:
    """One apprentice for each hundred rows; a thousand rows are told of after the checkpoint."""
    async with databases.opened(url):
        await databases.migrate()
        await seed(max(entries // 100, 10), entries, NOW)
        with timed(f"record {entries - 1000:,} entries"):
            await record(1, entries - 1000)
        with timed("seal them"):
            await seal_trail()
        await begin_anew_of_people()
        await checkpoint_trail([folder], now=NOW)
        await record(entries - 999, 1000)
        await seal_trail()
        await get_connection("default").execute_script("ANALYZE")


async def begin_anew_of_people() -> None:
    """People and agreements were made without the use cases; hours have their witness already."""
    await begin_anew(now=NOW, without=frozenset({"hours_entry"}))


async def measure(arguments: argparse.Namespace) -> None:
    secrecy.use(SECRET)
    with store(arguments.postgres) as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = KeyedSettings(environment="development", secret_key=SECRET, database_url=url)
        await fill(url, folder, arguments.entries)
        with timed("check what came since the checkpoint"):
            show(await check(settings, folder, since_checkpoint=True))
        with timed("check everything"):
            show(await check(settings, folder))
        with timed(f"tamper with {arguments.tampers:,} rows"):
            wanted = await tamper(url, arguments.tampers)
        with timed("check everything"):
            found = await check(settings, folder)
        show(found)
        named = {(one.table, one.row_id) for one in found.tamperings}
        missed = sorted(wanted - named)
        print(f"{len(wanted) - len(missed):,} of {len(wanted):,} edits and deletions found and named")
        print(
            f"named besides: {len(named - wanted):,} (rows whose only entry was deleted); missed: {missed[:10]}"
        )


def show(found: Verified) -> None:
    print(
        f"  {found.entries:,} entries, {found.rows:,} rows, {found.checkpoints} checkpoints: {found.found:,} found"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--tampers", type=int, default=1_000)
    parser.add_argument("--postgres", action="store_true")
    uvloop.run(measure(parser.parse_args()))

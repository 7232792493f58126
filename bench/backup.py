"""Back up a large database while people write, and put it back; beside it a plain copy of the same rows.

    python -m bench.backup [--entries 1000000] [--postgres]

Entries are hours, each with its entry in the trail. The service answers 200 messages a second, first alone, then
beside `jiangmiao backup`. The baseline copies the file of SQLite, or each table of PostgreSQL by a bare COPY,
neither packed nor checked. Memory is the most that the command held (Linux).
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import uvloop

from bench.audit import fill
from bench.callback import CONNECTIONS, STEADY, messages, server, show, store
from bench.delivering import SECRET
from bench.load import Result, pace
from jiangmiao.database import is_sqlite, postgres_url, sqlite_path
from models import secrecy

ROOT = Path(__file__).parent.parent
# The load is sent in parts of so many seconds until the backup is done.
PART_SECONDS = 5
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace('public')"


@dataclass(frozen=True, slots=True)
class Done:
    """Seconds of the clock and of the processor, and MB of memory; 0 where the system doesn't tell as Linux does."""

    seconds: float
    processor: float
    memory: float


async def command(folder: Path, url: str, *words: str) -> Done:
    """One command of the service's operator, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "jiangmiao", *words,
        cwd=folder, env=_settings(folder, url), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    started, most, ticks = time.perf_counter(), 0.0, 0.0
    while process.returncode is None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(process.wait()), 0.05)
        with contextlib.suppress(OSError, ProcessLookupError, IndexError):
            most, ticks = max(most, _memory(process.pid)), max(ticks, _processor(process.pid))
    if process.returncode:
        raise RuntimeError(f"{words[0]} failed")
    return Done(time.perf_counter() - started, ticks, most)


def _settings(folder: Path, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JIANGMIAO_ENVIRONMENT": "development",
        "JIANGMIAO_SECRET_KEY": SECRET,
        "JIANGMIAO_DATABASE_URL": url,
        "JIANGMIAO_FILES": str(folder / "files"),
    }


def _memory(number: int) -> float:
    lines = Path(f"/proc/{number}/status").read_text("utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _processor(number: int) -> float:
    fields = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


async def plain_copy(url: str, folder: Path) -> tuple[float, int]:
    """Seconds and bytes of what any backup must at least do."""
    started = time.perf_counter()
    if is_sqlite(url):
        copies = [folder / "copy"]
        await asyncio.to_thread(shutil.copyfile, sqlite_path(url), copies[0])
    else:
        copies = await _copy_tables(postgres_url(url), folder)
    for copy in copies:
        with copy.open("rb") as file:
            os.fsync(file.fileno())
    taken = time.perf_counter() - started, sum(copy.stat().st_size for copy in copies)
    for copy in copies:
        copy.unlink()
    return taken


async def _copy_tables(url: str, folder: Path) -> list[Path]:
    connection = await asyncpg.connect(url)
    copies = []
    for (table,) in await connection.fetch(TABLES):
        copies.append(folder / f"{table}.copy")
        await connection.copy_from_table(table, output=copies[-1], format="binary")
    await connection.close()
    return copies


class Load:
    """Sealed messages at a steady rate; each is sent once."""

    def __init__(self, port: int, people: range) -> None:
        self._port, self._people, self._next = port, people, 0

    async def part(self) -> Result:
        count = STEADY * PART_SECONDS
        sealed = messages(count, self._people, self._next)
        self._next += count
        return await pace(self._port, sealed, STEADY, CONNECTIONS)

    async def beside(self, work: Callable[[], Awaitable[Done]]) -> tuple[Done, list[Result]]:
        """While the work is done, at least once."""
        task, parts = asyncio.ensure_future(work()), list[Result]()
        while not parts or not task.done():
            parts.append(await self.part())
        return await task, parts


def tell(what: str, done: Done) -> None:
    print(
        f"{what:36} {done.seconds:8.2f} s  (processor {done.processor:7.2f} s)   most memory {done.memory:5.0f} MB",
        flush=True,
    )


async def measure(arguments: argparse.Namespace) -> None:
    secrecy.use(SECRET)
    with store(arguments.postgres) as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files").mkdir()
        await fill(url, folder / "checkpoints", arguments.entries)
        seconds, size = await plain_copy(url, folder)
        print(f"{'plain copy':36} {seconds:8.2f} s   {size / 1e6:,.0f} MB", flush=True)
        apprentices = max(arguments.entries // 100, 10)
        mentors = max(apprentices // 10, 1)
        file = folder / "backup.tar.gz"
        async with server("service", url) as at:
            load = Load(at.port, range(mentors + 1, mentors + apprentices + 1))
            await load.part()
            show(f"{STEADY}/s alone", await load.part())
            done, parts = await load.beside(lambda: command(folder, url, "backup", str(file)))
            for part in parts:
                show(f"{STEADY}/s beside the backup", part)
        tell(f"backup of {file.stat().st_size / 1e6:,.0f} MB", done)
        tell("restore", await command(folder, url, "restore", "--replace", str(file)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--postgres", action="store_true")
    uvloop.run(measure(parser.parse_args()))

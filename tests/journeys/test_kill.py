"""kill -9 between the commit and the answer: the platform's retry gets the one answer, and nothing is doubled."""

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from jiangmiao import database as databases
from models import secrecy
from tests.cast import APP, contact
from tests.cast import shop as make_shop
from tests.conftest import SECRET, Stores
from tests.envelopes import AES_KEY, TOKEN, opened_answer, sealed, text_xml

FOLDER = Path(__file__).parents[2]


@asynccontextmanager
async def served(environment: Mapping[str, str], port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """`jiangmiao serve` as an operator runs it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "jiangmiao",
        "serve",
        cwd=FOLDER,
        env=environment,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _until_listening(port, process)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _until_listening(port: int, process: asyncio.subprocess.Process) -> None:
    while process.returncode is None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            await writer.wait_closed()
            return
    raise AssertionError(f"serve ended with {process.returncode}")


def entries(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        return int(reader.execute("SELECT count(*) FROM hours_entry").fetchone()[0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def url(stores: Stores) -> str:
    return stores.sqlite()


async def test_a_kill_between_commit_and_answer_leaves_one_effect_and_one_answer(url: str, tmp_path: Path):
    secrecy.use(SECRET)
    async with databases.opened(url):
        shop = await make_shop.__wrapped__(url)
        openid = (await contact(shop.huang)).openid
    port = free_port()
    environment = _environment(url, port, tmp_path)
    now = datetime.now(UTC)
    query, body = sealed(text_xml("学时 昨天 1小时 理论 识图", openid, 99), at=now)
    async with served(environment, port) as process, aiohttp.ClientSession() as http:
        asking = asyncio.create_task(_post(http, port, query, body))
        # Only the file itself tells that the commit is done; the service has no event to wait for.
        while not entries(databases.sqlite_path(url)):  # noqa: ASYNC110
            await asyncio.sleep(0)
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.gather(asking, return_exceptions=True)
    async with served(environment, port), aiohttp.ClientSession() as http:
        first = await _post(http, port, query, body)
        assert "已记录，编号 1" in opened_answer(first, query)
        again = await _post(http, port, query, body)
        assert _content(opened_answer(again, query)) == _content(opened_answer(first, query))
    assert entries(databases.sqlite_path(url)) == 1


async def _post(http: aiohttp.ClientSession, port: int, query: Mapping[str, str], body: bytes) -> str:
    async with http.post(f"http://127.0.0.1:{port}/wechat", params=query, data=body) as response:
        assert response.status == 200
        return await response.text()


def _content(answer: str) -> str:
    return answer.split("<Content>")[1]


def _environment(url: str, port: int, folder: Path) -> dict[str, str]:
    settings = {
        "ENVIRONMENT": "production",
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "SOCKET": str(folder / "s.sock"),
        "FILES": str(folder / "files"),
        "PORT": str(port),
        "WECHAT_APP_ID": APP,
        "WECHAT_APP_SECRET": "0123456789abcdef",
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_API_URL": "http://127.0.0.1:9",
    }
    return {**os.environ, **{f"JIANGMIAO_{name}": value for name, value in settings.items()}}

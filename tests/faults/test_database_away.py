"""While the database is away nobody is told that something was recorded; the platform's retry finds it back."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import asyncpg
import pytest
from aiohttp.test_utils import TestClient, TestServer
from tortoise.connection import get_connection

from bot.envelope import Envelope
from jiangmiao.database import postgres_url
from jiangmiao.web import web_app
from models.hours import HoursEntry
from tests.cast import APP, NOON, contact
from tests.envelopes import AES_KEY, TOKEN, opened_answer, sealed, text_xml


@pytest.fixture
async def client(database: str) -> AsyncIterator[TestClient]:
    app = web_app(Envelope(APP, TOKEN, (AES_KEY,)), lambda: NOON)
    async with TestClient(TestServer(app)) as client:
        yield client


async def tell(client: TestClient, query: dict[str, str], body: bytes) -> tuple[int, str]:
    async with client.post("/wechat", params=query, data=body) as response:
        return response.status, await response.text()


async def recorded_after(client: TestClient, query: dict[str, str], body: bytes) -> None:
    status, answer = await tell(client, query, body)
    assert status == 200
    assert "已记录，编号 1" in opened_answer(answer, query)
    assert await HoursEntry.all().count() == 1


async def test_a_file_locked_by_another_program_is_not_now(client, shop, database):
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL has no file to lock")
    lin = await contact(shop.lin)
    query, body = sealed(text_xml("学时 1小时 实操 车床", openid=lin.openid))
    other = sqlite3.connect(database.removeprefix("sqlite://"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert (await tell(client, query, body))[0] == 503
    other.execute("ROLLBACK")
    other.close()
    await recorded_after(client, query, body)


async def test_a_file_that_cannot_grow_is_not_now(client, shop, database):
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL has no limit of pages")
    lin = await contact(shop.lin)
    connection = get_connection("default")
    [row] = await connection.execute_query_dict("PRAGMA page_count")
    await connection.execute_query_dict(f"PRAGMA max_page_count = {row['page_count']}")
    filler = "长" * 60
    statuses = set()
    for number in range(40):
        told = sealed(text_xml(f"学时 1分钟 实操 {filler}{number}", openid=lin.openid))
        statuses.add((await tell(client, *told))[0])
        if 503 in statuses:
            break
    assert 503 in statuses
    await connection.execute_query_dict("PRAGMA max_page_count = 1000000")
    assert (await tell(client, *told))[0] == 200


@pytest.mark.parametrize("room", [3, 8, 12])
async def test_who_shares_a_commit_with_the_one_that_fills_the_disk_is_told_nothing_false(
    client, shop, database, room
):
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL has no limit of pages")
    lin = await contact(shop.lin)
    connection = get_connection("default")
    [row] = await connection.execute_query_dict("PRAGMA page_count")
    await connection.execute_query_dict(f"PRAGMA max_page_count = {row['page_count'] + room}")
    filler = "长" * 60
    told = [sealed(text_xml(f"学时 1分钟 实操 {filler}{number}", openid=lin.openid)) for number in range(60)]
    answers = await asyncio.gather(*(tell(client, *one) for one in told))
    recorded = sum(
        status == 200 and "已记录" in opened_answer(answer, query)
        for (status, answer), (query, _) in zip(answers, told, strict=True)
    )
    assert {status for status, _ in answers} <= {200, 503}
    assert 503 in {status for status, _ in answers}
    assert recorded <= await HoursEntry.all().count()


async def test_connections_ended_by_the_server_are_not_now_or_replaced(client, shop, database):
    if database.startswith("sqlite"):
        pytest.skip("SQLite has no server")
    lin = await contact(shop.lin)
    query, body = sealed(text_xml("学时 1小时 实操 车床", openid=lin.openid))
    outside = await asyncpg.connect(postgres_url(database))
    await outside.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    await outside.close()
    first, _ = await tell(client, query, body)
    assert first in (200, 503)
    await recorded_after(client, query, body)

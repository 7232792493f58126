"""Among several machines one leads; another takes over when it is gone, and everybody hears of new messages."""

import asyncio
from contextlib import asynccontextmanager

import asyncpg
import pytest

from jiangmiao.database import postgres_url
from jiangmiao.leader import LOCK, Leadership, standing
from tests.outbox import enqueue

BEAT = 0.05


@pytest.fixture
def machine(database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("one process owns a SQLite file")

    @asynccontextmanager
    async def start():
        leadership, woken, elected = Leadership(database_url, BEAT), asyncio.Event(), asyncio.Event()
        async with standing(leadership, woken=woken.set, elected=elected.set):
            yield leadership, woken, elected

    return start


async def test_one_of_two_leads_and_the_other_takes_over(machine):
    async with machine() as (second, _, elected):
        await elected.wait()
        async with machine() as (third, _, third_elected):
            await asyncio.sleep(5 * BEAT)
            assert second()
            assert not third()
            assert not third_elected.is_set()
    async with machine() as (fourth, _, elected):
        await elected.wait()
        assert fourth()


async def test_who_loses_the_connection_leads_no_more_and_comes_back(machine, database_url):
    async with machine() as (leadership, _, elected):
        await elected.wait()
        elected.clear()
        outside = await asyncpg.connect(postgres_url(database_url))
        await outside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1",
            LOCK & 0xFFFFFFFF,
        )
        await outside.close()
        await elected.wait()
        assert leadership()


async def test_a_message_put_into_the_outbox_wakes_the_others(machine, database, shop):
    async with machine() as (_, woken, elected):
        await elected.wait()
        await enqueue(shop.wang)
        async with asyncio.timeout(20):
            await woken.wait()

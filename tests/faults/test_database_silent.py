"""Connections that go silent, and a process that stands still in the middle, hold nobody up for ever."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bench.silent_proxy import SilentProxy, silent_proxy
from jiangmiao import database as databases
from models.outages import passes
from models.statement import Statement
from models.transaction import atomic

PATIENCE = 0.3
MENDED_WITHIN = 10.0
FAULTS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
ASK = Statement("SELECT 1 AS one")


@pytest.fixture
async def way(stores, monkeypatch) -> AsyncIterator[SilentProxy]:
    """The way to PostgreSQL, with little patience at both ends."""
    monkeypatch.setattr(databases, "ANSWER_SECONDS", PATIENCE)
    monkeypatch.setattr(databases, "SESSION", {"idle_in_transaction_session_timeout": "300ms"})
    async with silent_proxy(await asyncio.to_thread(stores.postgres)) as proxy:
        yield proxy


async def asked() -> bool:
    """In a task of its own, as requests and the timetable's lines are."""
    return bool(await asyncio.create_task(ASK.row()))


async def written() -> None:
    async with atomic():
        await ASK.row()


async def test_a_service_whose_connections_went_silent_works_again_once_the_way_is_mended(way):
    async with databases.opened(way.url, serving=True):
        assert await asked()
        way.cut()
        with pytest.raises(FAULTS) as failure:
            await asyncio.create_task(written())
        assert passes(failure.value)
        way.heal()
        async with asyncio.timeout(MENDED_WITHIN):
            for attempt in range(1, 100):
                try:
                    assert await asked()
                    break
                except OSError:
                    assert attempt < 10


async def test_who_stands_still_in_a_transaction_loses_it_and_what_it_held(way):
    held = Statement("SELECT pg_advisory_xact_lock(5)")
    async with databases.opened(way.url, serving=True):
        other = await asyncpg.connect(databases.postgres_url(way.url))

        async def stand_still() -> None:
            async with atomic():
                await held.row()
                # The other waits for the lock that the one who says nothing more has.
                await asyncio.wait_for(other.execute("SELECT pg_advisory_lock(5)"), MENDED_WITHIN)
                await ASK.row()

        with pytest.raises(FAULTS) as failure:
            await asyncio.create_task(stand_still())
        assert passes(failure.value)
        await other.close()

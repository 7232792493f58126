"""/readyz tells what is wrong; checkpoints that can't be written are told and send nobody away."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from handlers import health
from handlers.keys import METRICS_TOKEN, READINESS
from jiangmiao.app import readiness
from scheduler import Tools, start
from scheduler.timetable import CHECKPOINTS, Line
from tests.outbox import Platform
from tests.scheduler.test_timetable import Errors, tools
from usecases.begin_trail import begin_anew


@pytest.fixture
async def platform(shop) -> Platform:
    platform = Platform()
    await begin_anew(now=platform.clock())
    return platform


@pytest.fixture
async def ticking(platform, tmp_path):
    """A file stands where the folder of checkpoints should be."""
    (tmp_path / "checkpoints").write_text("")
    handed = replace(tools(platform), checkpoints=(tmp_path / "checkpoints",))
    running = start(handed, Errors().note)
    await _asked(running)
    yield running
    await running.stop()


async def _asked(running) -> None:
    """All that was asked has been answered."""
    for task in list(running._busy.values()):
        await task


@pytest.fixture
async def client(platform, ticking) -> AsyncIterator[TestClient]:
    app = web.Application()
    app[READINESS] = partial(readiness, platform.clock, ticking)
    app[METRICS_TOKEN] = ""
    app.add_routes(health.routes)
    async with TestClient(TestServer(app)) as client:
        yield client


async def asked(client: TestClient) -> tuple[int, dict[str, str]]:
    async with client.get("/readyz") as response:
        return response.status, (await response.json())["parts"]


async def test_checkpoints_that_fail_are_told_and_people_served(client, ticking, platform, tmp_path):
    assert await asked(client) == (
        200,
        {
            "database": "ok",
            "migrations": "ok",
            "scheduler": "ok",
            "checkpoints": "CheckpointNotWritten",
        },
    )
    (tmp_path / "checkpoints").unlink()
    ticking.wake(CHECKPOINTS)
    await _asked(ticking)
    assert (await asked(client))[1]["checkpoints"] == "ok"


async def test_how_long_they_fail_is_told(client, ticking, platform, tmp_path):
    folder = tmp_path / "checkpoints"
    folder.unlink()
    ticking.wake(CHECKPOINTS)
    await _asked(ticking)
    well = platform.clock()
    for path in folder.iterdir():
        path.write_text("")
    platform.clock.turn(seconds=20)
    ticking.wake(CHECKPOINTS)
    await _asked(ticking)
    assert (await asked(client))[1]["checkpoints"] == f"CheckpointUnreadable, well until {well.isoformat()}"


async def test_a_timetable_that_stands_is_a_reason_to_go_elsewhere(client, platform):
    platform.clock.turn(minutes=30)
    status, parts = await asked(client)
    assert status == 503
    assert parts["scheduler"].startswith("last tick ")


async def test_a_long_round_of_deliveries_sends_nobody_away(platform):
    over = asyncio.Event()

    async def long(_: Tools) -> None:
        await over.wait()

    line = Line("deliver", timedelta(seconds=1), long)
    running = start(tools(platform), Errors().note, [line])
    assert (await readiness(platform.clock, running))["scheduler"] == ""
    platform.clock.turn(minutes=30)
    running.tick(line)
    assert (await readiness(platform.clock, running))["scheduler"] == ""
    over.set()
    await running.stop()


async def test_rounds_that_keep_failing_are_told(platform):
    async def fails(_: Tools) -> None:
        raise ValueError

    running = start(tools(platform), Errors().note, [Line("deliver", timedelta(seconds=1), fails)])
    await _asked(running)
    assert (await readiness(platform.clock, running))["scheduler"] == "ValueError"
    await running.stop()

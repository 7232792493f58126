"""A client before the sandbox, for tests of what goes out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.client import Client
from sandbox import Sandbox, SandboxSettings
from tests.cast import APP, NOON
from tests.outbox import Clock

SECRET = "secret"
SETTINGS = SandboxSettings(APP, SECRET, "token", finish_seconds=0.0)


@asynccontextmanager
async def platform(
    *, secret: str = SECRET, timeout_seconds: float = 10.0
) -> AsyncIterator[tuple[Sandbox, Client, Clock]]:
    """Both on one clock, which begins at noon."""
    clock = Clock(NOON)
    async with (
        Sandbox(SETTINGS, clock=lambda: clock.now.timestamp()) as sandbox,
        aiohttp.ClientSession() as http,
    ):
        yield sandbox, Client(http, sandbox.url, APP, secret, clock, timeout_seconds=timeout_seconds), clock

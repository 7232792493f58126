"""The part of the service that nobody calls: the timetable and the deliveries."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial

import structlog

import scheduler
from bot.client import Client, connected
from bot.fetch_media import fetch_media
from bot.mass import Masses
from bot.menu_tags import MenuTags
from bot.web_accounts import unionids_of

from .leader import Leadership, standing
from .sending import post
from .settings import Settings
from .trail_folders import checkpoint_folders

log = structlog.get_logger("service")


@asynccontextmanager
async def working(
    settings: Settings, client: Client, clock: Callable[[], datetime]
) -> AsyncIterator[scheduler.Running]:
    """The timetable, ticking for as long as the block runs; then flights end and the rest is given back.

    On PostgreSQL the processes agree on one leader, who alone asks most lines; everyone delivers.
    """
    async with AsyncExitStack() as stack:
        mini = await stack.enter_async_context(mini_program(settings, clock))
        stopping = asyncio.Event()
        leadership = None if settings.is_sqlite else Leadership(settings.database_url)
        sending = post(settings, client, mini, clock, stopping.is_set)
        fetch, dress = partial(fetch_media, client), MenuTags(client).dress
        masses, folders = Masses(client, clock), checkpoint_folders(settings)
        unionids = partial(unionids_of, client) if mini else None
        tools = scheduler.Tools(
            clock, sending, fetch, settings.files, dress, masses, leadership or _alone, folders, unionids
        )
        ticking = scheduler.start(tools, _on_error)
        stack.push_async_callback(ticking.stop)
        stack.callback(stopping.set)
        if leadership:
            await stack.enter_async_context(
                standing(leadership, woken=partial(ticking.wake, "deliver"), elected=ticking.ask_all)
            )
        yield ticking


def _alone() -> bool:
    """A process that owns the database file leads."""
    return True


@asynccontextmanager
async def mini_program(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Client | None]:
    """The mini-program's own client, where there is a mini-program."""
    if not settings.mini_app_id:
        yield None
        return
    secret = settings.mini_app_secret.get_secret_value()
    async with connected(settings.wechat_api_url, settings.mini_app_id, secret, clock) as client:
        yield client


def _on_error(line: str, failure: Exception) -> None:
    log.error("timetable.failed", line=line, exc_info=failure)

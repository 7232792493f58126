"""The service: database, callback, sender, timetable and the control socket, put together."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiohttp import web
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException

import scheduler
from bot.answers import PlatformError, Unanswered, Unreached
from bot.client import Client, connected
from bot.envelope import Envelope
from bot.menu import push_menu
from bot.menu_tags import MenuTags
from bot.mini_program import MiniProgram
from bot.template_fields import read_templates
from bot.web_accounts import user_of
from domain.networks import networks
from handlers.api import app as api
from handlers.gate import Gate
from handlers.pages import Setup
from handlers.seal import Seal
from scheduler.timetable import CHECKPOINTS

from . import control, logs, operation_tools
from .carry_out import clock as real_clock
from .carry_out import database
from .database import callbacks_at_once, missing_migrations
from .operations import operations
from .settings import Settings
from .web import SERVER, web_app
from .working import mini_program, working

# The timetable asks the outbox every second; silence this long means that it stands.
TIMETABLE_STANDS = timedelta(minutes=2)

log = structlog.get_logger("service")


@dataclass(frozen=True)
class Service:
    """A running service: where it listens, and its client to the platform."""

    url: str
    client: Client


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT. Raises `DatabaseInUse`, `SocketTaken`, `Refused` and OSError at the start."""
    logs.configure(settings.log_level)
    leave_start_alone()
    stopped = _told_to_stop()
    async with running(settings) as service:
        log.info("service.started", url=service.url)
        menu = asyncio.create_task(offer_menu(service.client))
        await stopped.wait()
        log.info("service.stopping")
        menu.cancel()
        await asyncio.gather(menu, return_exceptions=True)


async def work(settings: Settings) -> None:
    """The timetable and the deliveries alone, until SIGTERM or SIGINT. Raises as `serve` does."""
    logs.configure(settings.log_level)
    leave_start_alone()
    stopped = _told_to_stop()
    secret = settings.wechat_app_secret.get_secret_value()
    async with (
        database(settings),
        connected(settings.wechat_api_url, settings.wechat_app_id, secret, real_clock) as client,
        working(settings, client, real_clock),
    ):
        log.info("work.started")
        await stopped.wait()
        log.info("work.stopping")


def leave_start_alone() -> None:
    """What was imported lives as long as the process: looking through it for garbage, and often, costs a fifth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _told_to_stop() -> asyncio.Event:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


@asynccontextmanager
async def running(settings: Settings, clock: Callable[[], datetime] = real_clock) -> AsyncIterator[Service]:
    """The whole service for as long as the block runs; parts stop in the reverse order of their start."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(database(settings))
        secret = settings.wechat_app_secret.get_secret_value()
        client = await stack.enter_async_context(
            connected(settings.wechat_api_url, settings.wechat_app_id, secret, clock)
        )
        hands = operation_tools.Tools.of(settings, client, clock)
        if settings.is_sqlite:
            await stack.enter_async_context(control.serve(settings.socket_path, operations(hands)))
        ticking = None
        if settings.serve_works:
            ticking = await stack.enter_async_context(working(settings, client, clock))
        mini = await stack.enter_async_context(mini_program(settings, clock))
        url = await stack.enter_async_context(_listening(settings, client, hands, ticking, mini))
        yield Service(url, client)


@asynccontextmanager
async def _listening(
    settings: Settings,
    client: Client,
    hands: operation_tools.Tools,
    ticking: scheduler.Running | None,
    mini: Client | None,
) -> AsyncIterator[str]:
    envelope = Envelope(
        settings.wechat_app_id,
        settings.wechat_token.get_secret_value(),
        settings.aes_keys,
        window_seconds=settings.callback_window_seconds,
    )
    app = web_app(
        envelope,
        hands.clock,
        readiness=partial(readiness, hands.clock, ticking),
        metrics_token=settings.metrics_token.get_secret_value(),
        scene_url=client.scene_url,
        trusted_proxies=networks(settings.trusted_proxies),
        certificates=hands.certificates,
        phone_pages=_pages(settings, client),
        gate=Gate(callbacks_at_once(settings.database_url)),
        mini=_api(settings, mini) if mini else None,
    )
    runner = web.AppRunner(app, access_log=None, **SERVER)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        yield f"http://{settings.host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _pages(settings: Settings, client: Client) -> Setup:
    return Setup(
        app_id=settings.wechat_app_id,
        seal=Seal(settings.secret_keys),
        authorize_url=f"{settings.wechat_open_url}/connect/oauth2/authorize",
        user_of=partial(user_of, client),
        sandbox_url=settings.wechat_open_url if settings.environment == "development" else "",
        secure=settings.public_url.startswith("https:"),
        files=settings.files,
    )


def _api(settings: Settings, mini: Client) -> api.Setup:
    templates = {name: one.id for name, one in read_templates(settings.mini_subscriptions).items()}
    return api.Setup(MiniProgram(mini), Seal(settings.secret_keys), templates, settings.files)


async def readiness(clock: Callable[[], datetime], ticking: scheduler.Running | None) -> dict[str, str]:
    """What is wrong with each part; empty where nothing is."""
    parts = {"database": "", "migrations": "", "scheduler": "", "checkpoints": ""}
    try:
        await get_connection("default").execute_query("SELECT 1")
        parts["migrations"] = ", ".join(await missing_migrations())
    except (OSError, BaseORMException) as error:
        parts["database"] = type(error).__name__
    if ticking:
        parts["scheduler"] = _scheduler(ticking, clock() - TIMETABLE_STANDS)
        parts["checkpoints"] = _checkpoints(ticking)
    return parts


def _scheduler(ticking: scheduler.Running, lately: datetime) -> str:
    """A round that is long because much is to be delivered is no fault; one that keeps failing is."""
    asked, ended = ticking.last_asked["deliver"], ticking.last_ticks.get("deliver")
    if asked < lately:
        return f"last tick {asked.isoformat()}"
    return "" if ended and ended >= lately else ticking.failures.get("deliver", "")


def _checkpoints(ticking: scheduler.Running) -> str:
    """Without the folder, since anybody may ask; that stands in the log."""
    failure, last = ticking.failures.get(CHECKPOINTS, ""), ticking.last_ticks.get(CHECKPOINTS)
    return f"{failure}, well until {last.isoformat()}" if failure and last else failure


async def offer_menu(client: Client) -> None:
    """Put up the menus below the chat; a platform out of reach is no reason not to start."""
    try:
        if await push_menu(client, MenuTags(client)):
            log.info("menu.pushed")
    except (PlatformError, Unanswered, Unreached) as error:
        log.warning("menu.not_pushed", why=str(error))

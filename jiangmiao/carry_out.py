"""A command's operation: here on the opened database, or by the service that owns the SQLite file."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
from tortoise.exceptions import BaseORMException

from bot.client import connected
from models import secrecy
from texts import command_line, links
from usecases import ways

from . import control, sending
from .control import Refused, Report
from .database import DatabaseInUse, migrate, missing_migrations, opened
from .operation_tools import Tools
from .operations import operations
from .settings import Settings

# A service that is just starting owns the file before it listens, and another command has it for a moment.
PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.2
# Every other operation wants what is in the database, so a missing file means a mistyped name.
MAKES_DATABASE = frozenset({"import-roster"})

DATABASE_ERRORS = (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, BaseORMException)


def clock() -> datetime:
    return datetime.now(UTC)


async def carry_out(
    settings: Settings, name: str, arguments: dict[str, Any], report: Report
) -> dict[str, Any]:
    """The operation's result. Raises `Refused` with the sentence for whoever typed the command."""
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE_SECONDS
    while True:
        try:
            return await _here(settings, name, arguments, report)
        except DatabaseInUse as used:
            owner = used
        try:
            return await by_service(settings, name, arguments, report)
        except control.Unreachable:
            if loop.time() > until:
                raise Refused(command_line.database_busy(str(owner.path))) from owner
        await asyncio.sleep(PAUSE_SECONDS)


async def _here(settings: Settings, name: str, arguments: dict[str, Any], report: Report) -> dict[str, Any]:
    secret = settings.wechat_app_secret.get_secret_value()
    async with (
        database(settings, create=name in MAKES_DATABASE),
        connected(settings.wechat_api_url, settings.wechat_app_id, secret, clock) as client,
    ):
        return await operations(Tools.of(settings, client, clock))[name](arguments, report)


@asynccontextmanager
async def database(settings: Settings, *, create: bool = True) -> AsyncIterator[None]:
    """The opened database with its schema up to date. Raises `DatabaseInUse` and `Refused`."""
    secrecy.use(*settings.secret_keys)
    links.use(settings.public_url)
    ways.use(sending.ways(settings))
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(opened(settings.database_url, create=create, serving=True))
            await _bring_up_to_date(settings)
        except DATABASE_ERRORS as error:
            raise Refused(command_line.database_unreachable(str(error) or type(error).__name__)) from error
        yield


async def _bring_up_to_date(settings: Settings) -> None:
    """A SQLite file has no other user at this moment; a PostgreSQL database may have, so its operator decides."""
    if settings.is_sqlite:
        await migrate()
    elif missing := await missing_migrations():
        raise Refused(command_line.migrate_first(len(missing)))


async def by_service(
    settings: Settings, name: str, arguments: dict[str, Any], report: Report
) -> dict[str, Any]:
    """The same by the running service. Raises `Refused`, and `Unreachable` where none listens."""
    try:
        return await control.call(settings.socket_path, name, arguments, report)
    except control.OtherUser as error:
        raise Refused(command_line.other_user()) from error
    except control.OtherVersion as error:
        raise Refused(command_line.other_version()) from error
    except control.Interrupted as error:
        raise Refused(command_line.interrupted()) from error
    except control.Failed as error:
        raise Refused(command_line.failed_in_service(str(error))) from error

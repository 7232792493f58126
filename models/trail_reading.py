"""The whole database as of one moment, read beside the service, which goes on writing."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import quote

import asyncpg

from .statement import for_sqlite

PATIENCE_SECONDS = 60.0
Rows = Sequence[Sequence[Any]]


class Reading(Protocol):
    async def rows(self, sql: str, *values: Any) -> Rows:
        """Of SQL in PostgreSQL's words, as models/statement.py reads it."""


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: Any) -> Rows:
        return self._connection.execute(for_sqlite(sql), values).fetchall()


class _Postgres:
    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: Any) -> Rows:
        rows: Rows = await self._connection.fetch(sql, *values)
        return rows


@asynccontextmanager
async def sqlite_reading(path: str) -> AsyncIterator[Reading]:
    """A second, reading connection to the file of this absolute path, which writes nothing, not even to the log."""
    where = f"file:{quote(path)}?mode=ro"
    connection = sqlite3.connect(where, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN")
        yield _Sqlite(connection)
    finally:
        connection.close()


@asynccontextmanager
async def postgres_reading(url: str) -> AsyncIterator[Reading]:
    connection = await asyncpg.connect(url, timeout=PATIENCE_SECONDS)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            yield _Postgres(connection)
    finally:
        await connection.close()

"""The whole database as of one moment, read beside the service, which goes on writing."""

import asyncio
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
    # Whether a JSON column comes back as it was written.
    keeps_spelling: bool

    async def rows(self, sql: str, *values: Any) -> Rows:
        """Of SQL in PostgreSQL's words, as models/statement.py reads it."""


class _Sqlite:
    keeps_spelling = True

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: Any) -> Rows:
        try:
            return self._connection.execute(for_sqlite(sql), values).fetchall()
        except sqlite3.OperationalError as error:
            if "decode" not in str(error):
                raise
        # Somebody wrote bytes that are no text; they are to be found, not to end the check.
        self._connection.text_factory = _any_text
        try:
            return self._connection.execute(for_sqlite(sql), values).fetchall()
        finally:
            self._connection.text_factory = str


def _any_text(stored: bytes) -> str:
    return stored.decode(errors="replace")


class _Postgres:
    keeps_spelling = False

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection
        self._turn = asyncio.Lock()

    async def rows(self, sql: str, *values: Any) -> Rows:
        async with self._turn:
            rows: Rows = await self._connection.fetch(sql, *values)
        return rows


async def pieces(reading: Reading, sql: str, last: int) -> AsyncIterator[Rows]:
    """All rows with a higher id than `last`, piece by piece; the next is on its way while one is looked at.

    The SQL takes the id as $1, gives rows in its order and begins each with it.
    """
    rows = await reading.rows(sql, last)
    while rows:
        coming = asyncio.create_task(_rows(reading, sql, rows[-1][0]))
        # Let it set out: a task only begins when this one waits.
        await asyncio.sleep(0)
        try:
            yield rows
            rows = await coming
        finally:
            coming.cancel()


async def _rows(reading: Reading, sql: str, last: int) -> Rows:
    return await reading.rows(sql, last)


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

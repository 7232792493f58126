"""SQLite inside this process: statements run at once on the event loop, commits in a thread.

A statement on a local file takes microseconds, less than handing it to another thread costs; only
COMMIT waits for the disk, so only COMMIT leaves the loop. One process owns the file through this one
connection (docs/decisions/0002-embedded-sqlite.md).
"""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from tortoise.backends.sqlite.client import SqliteClient
from tortoise.exceptions import IntegrityError, OperationalError

CACHED_STATEMENTS = 512


class InlineConnection:
    """The part of aiosqlite's connection that Tortoise uses, without its thread."""

    def __init__(self, path: str) -> None:
        self._conn = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=CACHED_STATEMENTS
        )
        self._conn.row_factory = sqlite3.Row

    @property
    def total_changes(self) -> int:
        return self._conn.total_changes

    @property
    def in_transaction(self) -> bool:
        """False also after SQLite has ended one by itself, as it does when the disk is full."""
        return self._conn.in_transaction

    async def execute(self, sql: str, values: Sequence[Any] | None = None) -> sqlite3.Cursor:
        return self._conn.execute(sql, values or ())

    async def execute_insert(self, sql: str, values: Sequence[Any] | None = None) -> tuple[int]:
        return (self._conn.execute(sql, values or ()).lastrowid or 0,)

    async def execute_fetchall(self, sql: str, values: Sequence[Any] | None = None) -> list[sqlite3.Row]:
        return self._conn.execute(sql, values or ()).fetchall()

    async def executemany(self, sql: str, values: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        return self._conn.executemany(sql, values)

    async def executescript(self, sql: str) -> sqlite3.Cursor:
        return self._conn.executescript(sql)

    def rows(self, sql: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        """Of a statement inside a transaction: whoever holds that needn't queue for the connection again."""
        try:
            return list(map(dict, self._conn.execute(sql, values).fetchall()))
        except sqlite3.Error as error:
            raise _named(error) from error

    def first(self, sql: str, values: Sequence[Any]) -> list[Any] | None:
        """The columns of the first row, for the busiest path of all."""
        try:
            row = self._conn.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise _named(error) from error
        return None if row is None else list(row)

    def changed(self, sql: str, values: Sequence[Any]) -> int:
        """The number of rows an UPDATE or DELETE changed, inside a transaction."""
        try:
            return self._conn.execute(sql, values).rowcount
        except sqlite3.Error as error:
            raise _named(error) from error

    async def commit(self) -> None:
        if self._conn.in_transaction:
            # Shielded: a cancelled caller must not let the next one in while the disk still works.
            await asyncio.shield(asyncio.to_thread(self._conn.commit))

    async def rollback(self) -> None:
        self._conn.rollback()

    async def close(self) -> None:
        self._conn.close()


def _named(error: sqlite3.Error) -> Exception:
    """SQLite's errors by Tortoise's names, which are the same on PostgreSQL."""
    if isinstance(error, sqlite3.IntegrityError):
        return IntegrityError(error)
    return OperationalError(error) if isinstance(error, sqlite3.OperationalError) else error


class EmbeddedSqliteClient(SqliteClient):
    """Tortoise's SQLite client on an `InlineConnection`."""

    async def create_connection(self, with_db: bool) -> None:
        if self._connection:
            return
        connection = InlineConnection(self.filename)
        try:
            for pragma, value in self.pragmas.items():
                await connection.execute(f"PRAGMA {pragma}={value}")
        except sqlite3.Error:
            await connection.close()
            raise
        self._connection = connection  # type: ignore[assignment]
        await self._post_connect()


client_class = EmbeddedSqliteClient

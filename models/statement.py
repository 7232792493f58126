"""Statements that are written once and run as they stand, for the paths that must be fast.

They are written in PostgreSQL's words; the few that SQLite spells otherwise are replaced.
"""

import json
import re
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from tortoise import Model
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection

from .embedded_sqlite import InlineConnection

# The open transaction's connection, so that a statement needn't look it up; models/transaction.py sets it.
CURRENT: ContextVar[BaseDBAsyncClient | None] = ContextVar("current", default=None)

_SQLITE_WORDS = (
    (r"\$(\d+)", r"?\1"),
    (r"\bstring_agg\(", "group_concat("),
    (r"\bjson_array_elements_text\(", "json_each("),
    (r"::\w+", ""),
    (r" FOR (NO KEY )?UPDATE( SKIP LOCKED)?", ""),
)


class Statement:
    """SQL with `$1 …` placeholders."""

    def __init__(self, sql: str) -> None:
        self._texts = {"postgres": sql.strip(), "sqlite": for_sqlite(sql.strip())}

    async def rows(self, *values: Any) -> list[dict[str, Any]]:
        if inline := _inline():
            return inline.rows(self._texts["sqlite"], values)
        # Not execute_query: on PostgreSQL that forgets what RETURNING brings.
        client = CURRENT.get() or get_connection("default")
        return await client.execute_query_dict(self._texts[client.capabilities.dialect], list(values))

    async def row(self, *values: Any) -> dict[str, Any] | None:
        rows = await self.rows(*values)
        return rows[0] if rows else None

    async def columns(self, *values: Any) -> list[Any] | None:
        """Those of the first row, in their order."""
        if inline := _inline():
            return inline.first(self._texts["sqlite"], values)
        row = await self.row(*values)
        return list(row.values()) if row else None

    async def run(self, *values: Any) -> int:
        """Run an UPDATE or DELETE; the number of rows changed."""
        if inline := _inline():
            return inline.changed(self._texts["sqlite"], values)
        client = CURRENT.get() or get_connection("default")
        changed, _ = await client.execute_query(self._texts[client.capabilities.dialect], list(values))
        return int(changed)


def _inline() -> InlineConnection | None:
    """The embedded database's own connection, inside a transaction on it."""
    connection = getattr(CURRENT.get(), "_connection", None)
    return connection if isinstance(connection, InlineConnection) else None


class Insert:
    """An INSERT of the named columns that ignores no conflict and returns the new id."""

    def __init__(self, table: str, *columns: str, on_conflict: str = "") -> None:
        marks = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
        self._columns = columns
        self._statement = Statement(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {on_conflict} RETURNING id"  # nosec B608
        )

    async def row(self, **values: Any) -> int | None:
        """The new id, or None where `on_conflict` ignored the row."""
        found = await self._statement.columns(*[values[column] for column in self._columns])
        return int(found[0]) if found else None

    async def one(self, **values: Any) -> int:
        new = await self.row(**values)
        if new is None:
            raise LookupError("the row was there already")
        return new


def for_sqlite(sql: str) -> str:
    for pattern, word in _SQLITE_WORDS:
        sql = re.sub(pattern, word, sql)
    return sql


def on_postgres() -> bool:
    """Whether the database at hand is PostgreSQL; for what one statement can't say to both."""
    client = CURRENT.get() or get_connection("default")
    return client.capabilities.dialect == "postgres"


def table(model: type[Model]) -> str:
    return model._meta.db_table


def as_day(value: Any) -> date:
    """A DATE column as either database returns it."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def as_instant(value: Any) -> datetime | None:
    """A TIMESTAMPTZ column as either database returns it, in UTC."""
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value).astimezone(UTC)


def as_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: Any) -> str:
    return _TO_JSON.encode(value)

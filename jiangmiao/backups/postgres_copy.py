"""PostgreSQL: every table at one moment, and their way back through a schema aside."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg

from texts import command_backup

from ..control import Refused
from ..database import POSTGRES, migrate, opened, postgres_url
from .archive import Damaged, Manifest
from .taken import Taken

ASIDE = "jiangmiao_restoring"
MIGRATIONS = "tortoise_migrations"
TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace($1) ORDER BY relname"
)
COLUMNS = """
    SELECT attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relname = $1 AND relnamespace = to_regnamespace(current_schema()) AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum
"""
SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""
REFERENCES = """
    SELECT c.relname AS source, f.relname AS target FROM pg_constraint
    JOIN pg_class c ON c.oid = conrelid JOIN pg_class f ON f.oid = confrelid
    WHERE contype = 'f' AND c.relnamespace = to_regnamespace(current_schema()) AND c.oid <> f.oid
"""
FUNCTIONS = """
    SELECT format('%I(%s)', proname, pg_get_function_identity_arguments(oid)) FROM pg_proc
    WHERE pronamespace = to_regnamespace($1)
"""
OTHERS = """
    SELECT DISTINCT coalesce(nullif(host(client_addr), ''), 'local') FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND coalesce(backend_type, 'client backend') = 'client backend'
"""
PAUSE_SECONDS = 0.2
PAUSES = 25


async def take(url: str, folder: Path, report: Callable[[str], None]) -> Taken:
    """All tables as of one moment; who writes meanwhile doesn't wait."""
    rows: dict[str, int] = {}
    columns: dict[str, list[str]] = {}
    parts: dict[str, Path] = {}
    async with (
        _connected(url) as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        schema = await connection.fetchval("SELECT current_schema()")
        tables = await _column(connection, TABLES, schema)
        if MIGRATIONS not in tables:
            raise Refused(command_backup.nothing_there())
        migrations = await _column(connection, f"SELECT name FROM {MIGRATIONS} ORDER BY name")  # nosec B608
        for table in tables:
            report(command_backup.taking_table(table))
            path = parts[f"tables/{table}.copy"] = folder / f"{table}.copy"
            columns[table] = await _column(connection, COLUMNS, table)
            rows[table] = _copied(
                await connection.copy_from_table(table, columns=columns[table], output=path, format="binary")
            )
        # Sequences stand outside transactions; read last, they are beyond every row taken.
        sequences = dict(map(tuple, await connection.fetch(SEQUENCES)))
    return Taken(POSTGRES, migrations, rows, columns, sequences, parts)


async def put(
    url: str, folder: Path, manifest: Manifest, report: Callable[[str], None], *, replace: bool
) -> None:
    """The backup in the database's place, in one step at the end; until then the old rows stay as they are.

    Raises `Refused` where somebody else uses the database or people are in it, and `Damaged`.
    """
    async with _connected(url) as connection:
        await _nobody_else(connection)
        if not replace and await _is_used(connection):
            raise Refused(command_backup.not_empty())
        await connection.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE; CREATE SCHEMA {ASIDE}")
        try:
            await _migrate(url, manifest.migrations[-1])
            await _load(url, folder, manifest, report)
            await _migrate(url, "")
            await _nobody_else(connection, PAUSES)
            await _swap(connection)
        finally:
            await connection.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")


@asynccontextmanager
async def _connected(url: str, **server_settings: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(postgres_url(url), server_settings=server_settings)
    try:
        yield connection
    finally:
        await connection.close()


async def _column(connection: Any, sql: str, *values: str) -> list[Any]:
    return [row[0] for row in await connection.fetch(sql, *values)]


def _copied(status: str) -> int:
    """The number in PostgreSQL's `COPY 128`."""
    return int(status.split()[1])


async def _nobody_else(connection: Any, pauses: int = 0) -> None:
    """Raises `Refused` with where others sit; our own closed connections may linger for some pauses."""
    for _ in range(pauses):
        if not await _column(connection, OTHERS):
            return
        await asyncio.sleep(PAUSE_SECONDS)
    if others := await _column(connection, OTHERS):
        raise Refused(command_backup.others_connected(others))


async def _is_used(connection: Any) -> bool:
    tables = await _column(connection, TABLES, await connection.fetchval("SELECT current_schema()"))
    for table in tables:
        if table != MIGRATIONS and await connection.fetchval(f'SELECT 1 FROM "{table}" LIMIT 1'):  # nosec B608
            return True
    return False


async def _migrate(url: str, upto: str) -> None:
    """The schema aside as it was when the backup was taken, or up to date."""
    parts = urlsplit(url)
    query = urlencode([*parse_qsl(parts.query), ("schema", ASIDE)])
    async with opened(urlunsplit(parts._replace(query=query))):
        await migrate(upto)


async def _load(url: str, folder: Path, manifest: Manifest, report: Callable[[str], None]) -> None:
    async with _connected(url, search_path=ASIDE) as connection, connection.transaction():
        if set(manifest.rows) != set(await _column(connection, TABLES, ASIDE)):
            raise Damaged("tables")
        for table in await _in_order(connection, manifest.rows):
            report(command_backup.putting_table(table, manifest.rows[table]))
            await _fill(connection, folder, manifest, table)
        for sequence, last in manifest.sequences.items():
            await connection.execute("SELECT setval(to_regclass(quote_ident($1)), $2)", sequence, last)


async def _in_order(connection: Any, tables: dict[str, int]) -> list[str]:
    """Whoever is referred to comes before who refers."""
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tables, ()))
    for source, target in await connection.fetch(REFERENCES):
        order.add(source, target)
    return [table for table in order.static_order() if table != MIGRATIONS]


async def _fill(connection: Any, folder: Path, manifest: Manifest, table: str) -> None:
    await connection.execute(f'DELETE FROM "{table}"')  # what migrations put there  # nosec B608
    source, columns = folder / "tables" / f"{table}.copy", manifest.columns[table]
    status = await connection.copy_to_table(table, source=source, columns=columns, format="binary")
    if _copied(status) != manifest.rows[table]:
        raise Damaged(table)


async def _swap(connection: Any) -> None:
    """What stands aside takes the old one's place, or nothing happens."""
    schema = await connection.fetchval("SELECT quote_ident(current_schema())")
    async with connection.transaction():
        await connection.execute("SET LOCAL lock_timeout = '10s'")
        for kind, listing in (("TABLE", TABLES), ("FUNCTION", FUNCTIONS)):
            names = await _column(connection, listing, ASIDE)
            for name in names:
                await connection.execute(f"DROP {kind} IF EXISTS {schema}.{name} CASCADE")
            for name in names:
                await connection.execute(f"ALTER {kind} {ASIDE}.{name} SET SCHEMA {schema}")

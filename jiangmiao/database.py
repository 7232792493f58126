"""Opening the database: one process on a SQLite file, or many on PostgreSQL."""

import fcntl
import os
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tortoise import Tortoise
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationTarget

from handlers.gate import WIDTH
from models import migrations
from texts import command_line

from .schema_state import Executor

MODELS = [
    f"models.{name}"
    for name in (
        "organizations",
        "people",
        "training",
        "bonds",
        "hours",
        "lessons",
        "conversation",
        "notices",
        "deliveries",
        "mass_sends",
        "deadlines",
        "grading",
        "certificates",
        "audit",
        "trail",
        "api",
    )
]
SQLITE, POSTGRES = "sqlite", "postgres"
# A server that is silent for so long is out of reach, though nobody has said so: without this a process whose
# connections a firewall forgot would wait for ever. A request to cancel is given the same time.
ANSWER_SECONDS = 60.0
# And the server ends what a process that stands still has begun, so that its locks hold nobody up.
SESSION = {
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
MOST_CONNECTIONS = 12
# What a PostgreSQL URL says to the pool and not to the server.
OF_THE_POOL = {"minsize", "maxsize"}
APP = {"models": MODELS, "default_connection": "default", "migrations": "models.migrations"}

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    # Nobody else writes to our file; if somebody does all the same, nothing waits for them on the event loop.
    "busy_timeout": 200,
    "cache_size": -65536,
    "temp_store": "MEMORY",
}


class DatabaseInUse(Exception):
    """Another process owns the SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class NoDatabase(OSError):
    """There is no such file, and whoever asked wants to read what is in it."""


class NoFolder(OSError):
    """A file would be made in a folder that isn't there: more likely the name is mistyped."""


class SeveralNames(OSError):
    """Hard links: SQLite keeps its log beside one name and would not see it from the other."""


def is_sqlite(url: str) -> bool:
    return urlsplit(url).scheme == SQLITE


def sqlite_path(url: str) -> Path:
    return Path(url.split("://", 1)[1].split("?", 1)[0])


def config(url: str, *, serving: bool = False) -> dict[str, Any]:
    """Tortoise's configuration for `sqlite://PATH` or `postgres://…`."""
    return {
        "connections": {"default": _connection(url, serving)},
        "apps": {"models": APP},
        "use_tz": True,
        "timezone": "UTC",
    }


def _connection(url: str, serving: bool) -> dict[str, Any]:
    if is_sqlite(url):
        return {
            "engine": "models.embedded_sqlite",
            "credentials": {"file_path": str(sqlite_path(url)), **SQLITE_PRAGMAS},
        }
    found: dict[str, Any] = expand_db_url(_with_pool(url))
    if serving:
        found["credentials"] |= {"command_timeout": ANSWER_SECONDS, "server_settings": SESSION}
    return found


def _with_pool(url: str) -> str:
    """PostgreSQL with a pool whose size the URL may set (`?maxsize=20`)."""
    parts = urlsplit(url)
    query = {"minsize": "2", "maxsize": str(MOST_CONNECTIONS), **dict(parse_qsl(parts.query))}
    return urlunsplit(("asyncpg", parts.netloc, parts.path, urlencode(query), ""))


def callbacks_at_once(url: str) -> int:
    """How many callbacks may use the database: of PostgreSQL's pool two thirds.

    What else asks it, such as readiness and the timetable, never queues behind messages.
    """
    if is_sqlite(url):
        return WIDTH
    given = dict(parse_qsl(urlsplit(url).query)).get("maxsize", MOST_CONNECTIONS)
    return max(int(given) * 2 // 3, 1)


def postgres_url(url: str) -> str:
    """For a connection of one's own, without what the URL says to the pool."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in OF_THE_POOL]
    return urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(query), ""))


@asynccontextmanager
async def opened(url: str, *, create: bool = True, serving: bool = False) -> AsyncIterator[None]:
    """The database for as long as the block runs; a SQLite file belongs to this process meanwhile.

    `serving`: no statement takes long, so silence is a fault; only a change of the schema may take hours.
    Raises `DatabaseInUse`, `SeveralNames`, `NoFolder`, and `NoDatabase` where there is no file and none is wanted.
    """
    with owning(url, create=create):
        await Tortoise.init(config=config(url, serving=serving), _enable_global_fallback=True)
        try:
            yield
        finally:
            await Tortoise.close_connections()


@contextmanager
def owning(url: str, *, create: bool = True) -> Iterator[None]:
    """Hold the lock beside the SQLite file, or raise `DatabaseInUse`. The kernel frees it on any exit."""
    if not is_sqlite(url):
        yield
        return
    # Whatever link leads to the file, its lock stands beside the file itself.
    path = sqlite_path(url).resolve()
    if not create and not path.exists():
        raise NoDatabase(command_line.no_database(str(path)))
    if not path.parent.is_dir():
        raise NoFolder(command_line.no_folder(str(path.parent)))
    handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise DatabaseInUse(path) from None
    try:
        # Made here, because SQLite would let everybody on the machine read a file that it makes.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_nlink > 1:
            raise SeveralNames(command_line.several_names(str(path)))
        yield
    finally:
        os.close(handle)


async def migrate(upto: str = "") -> list[str]:
    """Apply what is missing to the opened database, all or up to that name; the names of those applied."""
    executor = Executor(get_connection("default"), {"models": APP})
    targets = [MigrationTarget("models", upto)] if upto else None
    missing = [step.migration.name for step in await _plan(executor, targets)]
    if missing:
        await executor.migrate(targets)
    return missing


async def missing_migrations() -> list[str]:
    return [step.migration.name for step in await _plan(Executor(get_connection("default"), {"models": APP}))]


def known_migrations() -> list[str]:
    """The names of all that this version has, in their order."""
    return sorted(found.name for found in pkgutil.iter_modules(migrations.__path__))


async def _plan(executor: Executor, targets: list[MigrationTarget] | None = None) -> Any:
    await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
    return await executor.plan(targets)

"""Every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tortoise.apps import Apps
from tortoise.backends.base.executor import EXECUTOR_CACHE

from jiangmiao import database as databases
from models import secrecy
from tests.cast import shop
from tests.stores import Stores
from texts import links

__all__ = ["Stores", "shop"]

SECRET = "a-secret-for-tests-only-0123456789abcdef"


@pytest.fixture(autouse=True)
def nowhere() -> Iterator[None]:
    """No test says to the next one where the service is reached."""
    yield
    links.use("")


@pytest.fixture(scope="session", autouse=True)
def _one_engine_after_the_other() -> Iterator[None]:
    """Tortoise writes its statements for the engine it opens first, and its querysets anew whenever it opens one."""
    build, latest = Apps._build_initial_querysets, ""

    def build_for_another(apps: Apps) -> None:
        nonlocal latest
        dialect = apps._connections.get("default").capabilities.dialect
        if dialect != latest:
            EXECUTOR_CACHE.clear()
            build(apps)
            latest = dialect

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Apps, "_build_initial_querysets", build_for_another)
        # What a test wrote needs to survive no power cut.
        patched.setitem(databases.SQLITE_PRAGMAS, "synchronous", "OFF")
        yield


@pytest.fixture(scope="session")
def stores() -> Iterator[Stores]:
    # The folder goes last: a server whose files have gone can no longer be told to stop.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        yield Stores(Path(folder), stack)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """For the whole session, so that pytest runs all tests on the one before those on the other."""
    return str(request.param)


@pytest.fixture
def database_url(engine: str, stores: Stores) -> str:
    return stores.sqlite() if engine == "sqlite" else stores.postgres()


@pytest.fixture
def unmigrated_url(engine: str, stores: Stores) -> str:
    return stores.unmigrated(engine)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    secrecy.use(SECRET)
    async with databases.opened(database_url):
        yield database_url

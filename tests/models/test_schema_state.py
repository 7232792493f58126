"""Building only the classes that a step asks for changes nothing of what the database is told."""

import logging

import pytest
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.schema_generator.state import ModelState
from tortoise.migrations.schema_generator.state_apps import StateApps

from jiangmiao import database as databases
from jiangmiao.schema_state import Executor, LazyState
from models.training import Apprenticeship


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def two_new(request, stores):
    return [stores.unmigrated(request.param) for _ in range(2)]


async def statements(kind, url, caplog):
    """All that a new database is told by this kind of executor, in its order."""
    caplog.clear()
    async with databases.opened(url):
        with caplog.at_level(logging.DEBUG, logger="tortoise.db_client"):
            await kind(get_connection("default"), {"models": databases.APP}).migrate()
    # But neither which step was taken when, nor that there is a connection.
    told = [line for line in caplog.messages if "tortoise_migrations" not in line]
    return [line for line in told if "connection pool" not in line]


async def test_a_new_database_is_told_what_tortoise_would_have_told_it(two_new, caplog, monkeypatch):
    ours = await statements(Executor, two_new[0], caplog)
    assert len(ours) > 100
    # They take half of Tortoise's time, and no statement is written with them.
    monkeypatch.setattr(StateApps, "_build_initial_querysets", lambda apps: None)
    assert ours == await statements(MigrationExecutor, two_new[1], caplog)


def test_a_step_that_refers_to_a_row_that_none_makes_is_refused():
    alone = LazyState.of({("models", "Apprenticeship"): ModelState.make_from_model("models", Apprenticeship)})
    with pytest.raises(RuntimeError, match="Person"):
        alone.validate_relations_initialized()

"""Building only the classes that a step asks for changes nothing of what the database is told."""

import pytest
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.schema_generator.state import ModelState
from tortoise.migrations.schema_generator.state_apps import StateApps

from jiangmiao import database as databases
from jiangmiao.schema_state import Executor, LazyState
from models.training import Apprenticeship


async def statements(kind):
    """All that a new database of either sort would be told by this kind of executor, in its order."""
    executor = kind(get_connection("default"), {"models": databases.APP})
    await executor.loader.build_graph()
    state = await executor._project_state(set())
    editors = (
        SqliteSchemaEditor(get_connection("default"), collect_sql=True),
        AsyncpgSchemaEditor(AsyncpgDBClient(connection_name="nowhere"), collect_sql=True),
    )
    for key in executor._full_plan():
        for operation in executor.loader.graph.nodes[key].operations:
            before = state.clone()
            operation.state_forward(key.app_label, state)
            for editor in editors:
                await operation.database_forward(key.app_label, before, state, editor)
    return [editor.collected_sql for editor in editors]


async def test_a_new_database_is_told_what_tortoise_would_have_told_it(stores, monkeypatch):
    # They take half of Tortoise's time, and no statement is written with them.
    monkeypatch.setattr(StateApps, "_build_initial_querysets", lambda apps: None)
    async with databases.opened(stores.unmigrated("sqlite")):
        ours = await statements(Executor)
        assert min(len(told) for told in ours) > 100
        assert ours == await statements(MigrationExecutor)


def test_a_step_that_refers_to_a_row_that_none_makes_is_refused():
    alone = LazyState.of({("models", "Apprenticeship"): ModelState.make_from_model("models", Apprenticeship)})
    with pytest.raises(RuntimeError, match="Person"):
        alone.validate_relations_initialized()

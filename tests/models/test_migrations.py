"""The schema that the migrations make is the one that the rows need."""

import pytest
from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.schema_generator.state_apps import StateApps

from jiangmiao import database as databases


async def test_a_migrated_database_misses_nothing(database):
    assert await databases.missing_migrations() == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_no_row_has_changed_since_the_last_migration(database, monkeypatch):
    """Rows and steps are compared with each other, whichever database is open."""
    # They take half of the time, and nothing is read by them.
    monkeypatch.setattr(StateApps, "_build_initial_querysets", lambda apps: None)
    changes = await MigrationAutodetector(Tortoise.apps, {"models": databases.APP}).changes()
    assert [writer.as_string() for writer in changes] == []


async def test_no_row_is_described_with_a_semicolon_which_breaks_migrations_on_sqlite(database):
    described = {model.__name__: model._meta.table_description for model in Tortoise.apps["models"].values()}
    assert {name: text for name, text in described.items() if ";" in text} == {}

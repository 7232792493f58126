"""A database that already holds rows takes every later step of the schema."""

from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from jiangmiao import database as databases


async def test_rows_of_the_first_schema_survive_all_later_steps(unmigrated_url):
    async with databases.opened(unmigrated_url):
        database = get_connection("default")
        executor = MigrationExecutor(database, {"models": databases.APP})
        await executor.migrate([MigrationTarget("models", "0001_first_schema")])
        await database.execute_script(
            "INSERT INTO person (id, name, phone, phone_index, last_entry_number, remind_at, reminders_on)"
            " VALUES (1, '李明', '', 'x', 0, 1080, true);"
            " INSERT INTO delivery (id, key, person_id, kind, facts, urgent, created_at, due_at, state, attempts,"
            " channel, outcome, platform_id) VALUES (1, 'k', 1, 'news', '{}', false, '2026-11-20 04:00:00+00:00',"
            " '2026-11-20 04:00:00+00:00', 'waiting', 0, '', '', '')"
        )
        assert await databases.migrate()
        rows = await database.execute_query_dict(
            "SELECT name, priority FROM person JOIN delivery ON person_id = person.id"
        )
        assert rows == [{"name": "李明", "priority": 0}]
        assert await databases.missing_migrations() == []

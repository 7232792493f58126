"""A database that already holds rows takes every later step of the schema."""

from tortoise.connection import get_connection

from jiangmiao import database as databases
from models import secrecy
from tests.cast import NOON
from tests.conftest import SECRET
from tests.trails import found, tamper
from usecases.begin_trail import begin_trail
from usecases.seal_trail import seal_trail

FIRST_PERSON = (
    "INSERT INTO person (id, name, phone, phone_index, last_entry_number, remind_at, reminders_on)"
    " VALUES (1, '李明', '', 'x', 0, 1080, true);"
)


async def test_rows_of_the_first_schema_survive_all_later_steps(unmigrated_url):
    async with databases.opened(unmigrated_url):
        database = get_connection("default")
        await databases.migrate("0001_first_schema")
        await database.execute_script(
            FIRST_PERSON
            + " INSERT INTO delivery (id, key, person_id, kind, facts, urgent, created_at, due_at, state, attempts,"
            " channel, outcome, platform_id) VALUES (1, 'k', 1, 'news', '{}', false, '2026-11-20 04:00:00+00:00',"
            " '2026-11-20 04:00:00+00:00', 'waiting', 0, '', '', '')"
        )
        assert await databases.migrate()
        rows = await database.execute_query_dict(
            "SELECT name, priority FROM person JOIN delivery ON person_id = person.id"
        )
        assert rows == [{"name": "李明", "priority": 0}]
        assert await databases.missing_migrations() == []


async def test_rows_older_than_the_sealed_trail_have_a_witness_and_an_edit_of_them_is_found(
    unmigrated_url, tmp_path
):
    secrecy.use(SECRET)
    async with databases.opened(unmigrated_url):
        await databases.migrate("0001_first_schema")
        await get_connection("default").execute_script(FIRST_PERSON)
        await databases.migrate()
        assert await begin_trail(now=NOON) == 1
        await seal_trail()
        assert await found(unmigrated_url, tmp_path) == []
        await tamper(unmigrated_url, "UPDATE person SET name = '李四' WHERE id = 1")
        assert await found(unmigrated_url, tmp_path) == [("person", 1, "edited")]

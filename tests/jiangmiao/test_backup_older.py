"""A backup that an older version made comes back with today's schema."""

from tortoise.connection import get_connection

from jiangmiao.database import known_migrations, migrate
from models.people import Person
from tests.jiangmiao.commanding import settle
from tests.jiangmiao.test_backup import backed_up, ran, the_database

OLD_PERSON = """
    INSERT INTO person (name, phone, phone_index, last_entry_number, remind_at, reminders_on)
    VALUES ('王建国', '', 'old', 0, 1080, true)
"""


async def test_a_backup_of_an_older_version_comes_back_with_todays_schema(
    unmigrated_url, tmp_path, monkeypatch
):
    settle(tmp_path, monkeypatch, database_url=unmigrated_url)
    async with the_database(unmigrated_url):
        await migrate(known_migrations()[0])
        await get_connection("default").execute_script(OLD_PERSON)
    await backed_up(tmp_path)
    async with the_database(unmigrated_url):
        await get_connection("default").execute_script("UPDATE person SET name = '无名'")
    code, _, err = await ran("restore", "b.tar.gz", "--replace")
    assert code == 0, err
    async with the_database(unmigrated_url):
        assert await migrate() == []
        wang = await Person.get(phone_index="old")
        assert wang.name == "王建国"
        assert (await Person.create(name="新人", phone="", phone_index="new")).id > wang.id

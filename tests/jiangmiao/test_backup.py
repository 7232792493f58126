"""A backup taken while people work is whole, comes back whole, and says so when it isn't or can't."""

import asyncio
import gzip
import io
import json
import stat
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path

import pytest
from tortoise.connection import get_connection

from jiangmiao import cli
from jiangmiao.database import migrate, opened
from models import secrecy
from models.people import Person
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.conversation import say
from tests.jiangmiao.commanding import settle, typed
from tests.jiangmiao.harm import climbing, cut, empty, halved, repacked, rewritten, turned

OTHER_KEY = "another-secret-for-tests-0123456789abcdef"
WITHOUT_TRAIL = """
    SELECT count(*) AS n FROM hours_entry e WHERE NOT EXISTS (
        SELECT 1 FROM audit_entry a WHERE a.subject = 'hours_entry:' || e.id)
"""


@asynccontextmanager
async def the_database(url: str):
    secrecy.use(SECRET)
    async with opened(url):
        yield


@pytest.fixture
def alone(stores, database_url):
    """Nobody else is connected."""
    stores.leave()
    return database_url


@pytest.fixture
async def place(tmp_path, monkeypatch, alone):
    """A service's folder with the cast in the database and one picture."""
    settle(tmp_path, monkeypatch, database_url=alone)
    async with the_database(alone):
        await make_shop.__wrapped__(alone)
    picture = tmp_path / "files" / "202611" / "1-abc.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\xff\xd8\xffpicture")
    return tmp_path


@pytest.fixture
def fresh_url(stores, database_url):
    """An empty database of the same kind."""
    return stores.unmigrated("sqlite" if database_url.startswith("sqlite") else "postgres")


@pytest.fixture
def other_url(stores, database_url):
    """A database of the other kind."""
    return stores.unmigrated("postgres" if database_url.startswith("sqlite") else "sqlite")


async def count(table: str) -> int:
    return int(
        (await get_connection("default").execute_query_dict(f"SELECT count(*) AS n FROM {table}"))[0]["n"]
    )


async def ran(*words: str) -> tuple[int, str, str]:
    """A command in this process, with a loop of its own; the database must not be open here."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = await asyncio.to_thread(cli.run, words)
    return code, out.getvalue(), err.getvalue()


async def backed_up(place: Path) -> Path:
    code, out, err = await ran("backup", "b.tar.gz")
    assert code == 0, err
    assert "已备份" in out
    return place / "b.tar.gz"


async def test_what_is_backed_up_comes_back_with_its_pictures(place, database_url):
    file = await backed_up(place)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(place.glob("*.part"))
    async with the_database(database_url):
        people = await count("person")
        await get_connection("default").execute_script("UPDATE person SET name = '无名'")
    (place / "files" / "202611" / "1-abc.jpg").unlink()
    code, out, err = await ran("restore", "b.tar.gz", "--replace")
    assert (code, "已恢复" in out) == (0, True), err
    async with the_database(database_url):
        assert await count("person") == people
        wang = await Person.get(name="王建国")
        assert wang.phone.startswith("170")
        new = await Person.create(name="新人", phone="17999999999", phone_index="x" * 64)
        assert new.id > people
        assert await migrate() == []
    assert (place / "files" / "202611" / "1-abc.jpg").read_bytes() == b"\xff\xd8\xffpicture"
    assert not list((place / "files").glob(".restoring*"))


async def test_a_backup_while_hours_are_logged_has_every_entry_with_its_trail(tmp_path, monkeypatch, alone):
    settle(tmp_path, monkeypatch, database_url=alone)
    async with the_database(alone):
        shop = await make_shop.__wrapped__(alone)
        done = asyncio.create_task(typed("backup", "b.tar.gz"))
        logged = 0
        while not done.done():
            # Ten minutes a day stay below every cap.
            moment = NOON + timedelta(days=logged % 200)
            await say(shop.huang, f"学时 今天 10分钟 理论 识图{logged}", now=moment)
            logged += 1
        assert (await done)[0] == 0
        assert await count("hours_entry") >= 1
    code, _, err = await ran("restore", "b.tar.gz", "--replace")
    assert code == 0, err
    async with the_database(alone):
        assert 0 <= await count("hours_entry") <= logged
        assert (await get_connection("default").execute_query_dict(WITHOUT_TRAIL))[0]["n"] == 0


async def test_a_database_with_people_is_replaced_only_when_told(place):
    await backed_up(place)
    code, _, err = await ran("restore", "b.tar.gz")
    assert code == 2
    assert "--replace" in err


async def test_a_service_that_runs_is_named(place, database_url):
    await backed_up(place)
    async with the_database(database_url):
        await count("person")
        code, _, err = await typed("restore", "b.tar.gz", "--replace")
    assert code == 2
    assert "请先停止" in err


async def test_another_key_is_told(place, monkeypatch):
    await backed_up(place)
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY", OTHER_KEY)
    code, _, err = await ran("restore", "b.tar.gz", "--replace")
    assert code == 2
    assert "JIANGMIAO_SECRET_KEY_OLD" in err


async def test_a_backup_from_before_the_key_changed_comes_back(place, database_url, fresh_url, monkeypatch):
    await backed_up(place)
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY", OTHER_KEY)
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY_OLD", SECRET)
    assert (await ran("rotate-secrets"))[0] == 0
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", fresh_url)
    code, out, err = await ran("restore", "b.tar.gz")
    assert code == 0, err
    assert "rotate-secrets" in out
    code, out, _ = await ran("rotate-secrets", "--json")
    async with the_database(fresh_url):
        assert (code, json.loads(out)["people"]) == (0, await count("person"))
    secrecy.use(SECRET)


@pytest.mark.parametrize("harm", [cut, halved, empty, turned, repacked, climbing])
async def test_a_harmed_file_is_refused_and_changes_nothing(place, database_url, harm):
    file = await backed_up(place)
    file.write_bytes(harm(file.read_bytes()))
    before = sorted(place.parent.iterdir())
    code, _, err = await ran("restore", "b.tar.gz", "--replace")
    assert (code, "不是完整的备份" in err) == (2, True), err
    async with the_database(database_url):
        assert await Person.filter(name="王建国").exists()
    assert sorted(place.parent.iterdir()) == before


async def test_a_backup_of_a_newer_version_is_told(place):
    file = await backed_up(place)

    def newer(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "manifest.json":
            content = json.dumps({**json.loads(content), "format": 99}).encode()
        return name, content

    file.write_bytes(rewritten(file.read_bytes(), newer))
    code, _, err = await ran("restore", "b.tar.gz", "--replace")
    assert (code, "更新的匠苗" in err) == (2, True), err


async def test_a_file_that_is_there_is_not_written_over(place):
    (place / "b.tar.gz").write_bytes(gzip.compress(b"mine"))
    code, _, err = await ran("backup", "b.tar.gz")
    assert (code, "已经存在" in err) == (2, True)
    assert gzip.decompress((place / "b.tar.gz").read_bytes()) == b"mine"


async def test_a_missing_database_and_a_missing_folder_are_named(place, monkeypatch):
    code, _, err = await ran("backup", "nowhere/b.tar.gz")
    assert (code, "nowhere" in err) == (2, True)
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", "sqlite://none.db")
    code, _, err = await ran("backup", "b.tar.gz")
    assert (code, "none.db" in err) == (2, True)
    assert not (place / "none.db").exists()


async def test_a_backup_comes_back_into_an_empty_database(fresh_url, place, monkeypatch):
    await backed_up(place)
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", fresh_url)
    code, _, err = await ran("restore", "b.tar.gz")
    assert code == 0, err
    async with the_database(fresh_url):
        assert await Person.filter(name="王建国").exists()
        assert await migrate() == []


async def test_a_backup_of_the_other_database_is_told(place, other_url, monkeypatch):
    await backed_up(place)
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", other_url)
    code, _, err = await ran("restore", "b.tar.gz", "--replace")
    assert (code, "同一种数据库" in err) == (2, True), err

"""One process owns the SQLite file, by whatever name it was found; and a mistyped name makes no file."""

import os
from pathlib import Path

import pytest

from jiangmiao import cli
from jiangmiao.carry_out import database
from jiangmiao.control import Refused
from jiangmiao.database import DatabaseInUse, SeveralNames, opened
from jiangmiao.settings import DEVELOPMENT_SECRET_KEY, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hours.db"


async def test_a_link_to_the_file_is_the_file(file):
    link = file.with_name("link.db")
    link.symlink_to(file)
    async with opened(f"sqlite://{link}"):
        with pytest.raises(DatabaseInUse):
            async with opened(f"sqlite://{file}"):
                pass
    async with opened(f"sqlite://{file}"):
        with pytest.raises(DatabaseInUse):
            async with opened(f"sqlite://{link}"):
                pass


async def test_a_file_of_two_names_is_not_opened(file):
    async with opened(f"sqlite://{file}"):
        os.link(file, file.with_name("hard.db"))
        with pytest.raises(SeveralNames, match="硬链接"):
            async with opened(f"sqlite://{file.with_name('hard.db')}"):
                pass
    file.with_name("hard.db").unlink()
    async with opened(f"sqlite://{file}"):
        pass


@pytest.fixture
def mistyped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIANGMIAO_ENVIRONMENT", "development")
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY", DEVELOPMENT_SECRET_KEY)
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", f"sqlite://{tmp_path}/nowhere/hours.db")
    return tmp_path


@pytest.mark.parametrize("command", ["notices", "deliveries"])
def test_a_command_that_reads_makes_no_database(mistyped, capsys, command):
    assert cli.run([command]) == cli.WRONG
    said = capsys.readouterr().err
    assert "nowhere/hours.db" in said
    assert "JIANGMIAO_DATABASE_URL" in said
    assert not (mistyped / "nowhere").exists()


def test_migrating_makes_one(mistyped):
    (mistyped / "nowhere").mkdir()
    assert cli.run(["migrate"]) == 0
    assert (mistyped / "nowhere" / "hours.db").exists()


def test_a_mistyped_folder_is_not_made(mistyped, capsys):
    assert cli.run(["migrate"]) == cli.WRONG
    assert f"mkdir -p {mistyped}/nowhere" in capsys.readouterr().err
    assert not (mistyped / "nowhere").exists()


async def test_a_mistyped_folder_is_no_new_and_empty_service(mistyped):
    with pytest.raises(Refused, match="mkdir -p"):
        async with database(Settings()):
            pass
    assert not (mistyped / "nowhere").exists()


def test_a_command_through_a_link_finds_the_service(mistyped, monkeypatch):
    (mistyped / "nowhere").mkdir()
    (mistyped / "nowhere" / "hours.db").touch()
    (mistyped / "link.db").symlink_to(mistyped / "nowhere" / "hours.db")
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", f"sqlite://{mistyped}/link.db")
    assert Settings().socket_path == (mistyped / "nowhere" / "hours.db.sock").resolve()


def test_settings_that_are_no_text_are_named(mistyped, capsys):
    (mistyped / ".env").write_bytes(b"JIANGMIAO_HOST=\xff\n")
    assert cli.run(["notices"]) == cli.WRONG
    assert ".env 不是 UTF-8" in capsys.readouterr().err


def test_words_that_are_no_text_are_refused(mistyped, stores, monkeypatch, capsys):
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", stores.sqlite())
    (mistyped / "n.md").write_text("# 通知\n正文\n", encoding="utf-8")
    told = ["broadcast", "--file", "n.md", "--to", "学徒", "--org", os.fsdecode(b"\xff"), "-y"]
    assert cli.run(told) == cli.WRONG
    assert "UTF-8" in capsys.readouterr().err

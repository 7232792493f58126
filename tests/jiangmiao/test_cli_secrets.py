"""rotate-secrets, at the command line, with the earlier key beside the new one."""

import asyncio
import json

import pytest

from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.people import Person
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle

NEW = "another-secret-for-tests-only-0123456789"


@pytest.fixture
def people(tmp_path, monkeypatch, database_url) -> int:
    """How many were sealed by the earlier key."""
    settle(tmp_path, monkeypatch, database_url=database_url, secret_key=NEW, secret_key_old=SECRET)
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    return asyncio.run(_settle(database_url))


async def _settle(url: str) -> int:
    secrecy.use(SECRET)
    async with opened(url):
        await make_shop.__wrapped__(url)
        return await Person.all().count()


def test_everybody_is_sealed_anew_once(people, capsys):
    assert cli.run(("rotate-secrets", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["people"] == people
    assert cli.run(("rotate-secrets",)) == 0
    assert "没有要改的" in capsys.readouterr().out


def test_an_earlier_key_that_is_too_short_is_told(people, capsys, monkeypatch):
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY_OLD", f"{SECRET},short")
    assert cli.run(("rotate-secrets",)) == 2
    assert "JIANGMIAO_SECRET_KEY_OLD" in capsys.readouterr().err

"""forget-person and export-person, at the command line."""

import asyncio
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.programmes import ApprenticeshipStatus
from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.people import Person
from models.training import Apprenticeship
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle


@pytest.fixture
def phones(tmp_path, monkeypatch, database_url) -> dict[str, str]:
    """Phones by name; 林子轩 has finished, with one entry whose content looks like a formula."""
    settle(tmp_path, monkeypatch, database_url=database_url)
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    return asyncio.run(_settle(database_url))


async def _settle(url: str) -> dict[str, str]:
    secrecy.use(SECRET)
    async with opened(url):
        shop = await make_shop.__wrapped__(url)
        await shop.entry(shop.lin, content="=1+1")
        await Apprenticeship.filter(id=shop.lin_training).update(status=ApprenticeshipStatus.FINISHED)
        return {person.name: person.phone for person in await Person.all()}


def forget(phones: dict[str, str], name: str, *words: str) -> int:
    reason = ("--by", phones["周敏"], "--reason", "本人申请")
    return cli.run(("forget-person", phones[name], *reason, *words))


def test_all_that_is_kept_is_given_as_a_workbook(phones, capsys):
    assert cli.run(("export-person", phones["林子轩"], "lin.xlsx", "--by", phones["周敏"])) == 0
    assert "已导出到 lin.xlsx" in capsys.readouterr().out
    assert Path("lin.xlsx").stat().st_mode & 0o077 == 0
    book = load_workbook("lin.xlsx")
    heading, entry = book["学时记录"].iter_rows()
    told = {name.value: cell for name, cell in zip(heading, entry, strict=True)}
    assert (told["内容"].value, told["内容"].quotePrefix, told["分钟"].value) == ("=1+1", True, 240)
    assert book["本人"]["B2"].value == phones["林子轩"]


def test_what_is_kept_is_listed_first_and_then_it_is_asked(phones, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("否\n"))
    assert forget(phones, "林子轩") == 1
    out = capsys.readouterr().out
    assert (
        out.index("依法保留")
        < out.index("学时记录 1条")
        < out.index("删除，不能恢复")
        < out.index("没有删除。")
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert forget(phones, "林子轩") == 2
    assert "请加 --yes" in capsys.readouterr().err


def test_it_is_done_once_and_then_nobody_has_the_phone(phones, capsys):
    assert forget(phones, "林子轩", "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["entries"] == 1
    assert forget(phones, "林子轩", "--yes") == 2
    assert "没有找到这个人" in capsys.readouterr().err


def test_a_running_agreement_is_told_with_its_end(phones, capsys):
    assert forget(phones, "黄雨桐", "--yes") == 2
    assert "到 2027-06-30" in capsys.readouterr().err

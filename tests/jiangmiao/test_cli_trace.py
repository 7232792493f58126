"""trace, at the command line: text, JSON and a paper for an auditor."""

import asyncio
import json
from pathlib import Path

import pytest

from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.certified import TRAINING, decided
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle
from usecases.issue_certificate import issue_certificate


@pytest.fixture
def number(tmp_path, monkeypatch, database_url) -> str:
    """林子轩's certificate."""
    settle(tmp_path, monkeypatch, database_url=database_url, public_url="https://jm.example")
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    return asyncio.run(_issued(database_url))


async def _issued(url: str) -> str:
    secrecy.use(SECRET)
    async with opened(url):
        shop = await make_shop.__wrapped__(url)
        assessment = await decided(shop, shop.lin)
        return (await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)).document.number


def test_the_walk_is_told_written_and_given_to_programs(number, capsys):
    assert cli.run(("trace", number, "--pdf", "walk.pdf")) == 0
    out = capsys.readouterr().out
    assert f"证书追溯 {number}" in out
    assert "查询 https://jm.example/v/" in out
    assert out.strip().endswith("PDF 在 walk.pdf。")
    assert Path("walk.pdf").read_bytes().startswith(b"%PDF")
    assert Path("walk.pdf").stat().st_mode & 0o077 == 0
    assert cli.run(("trace", number, "--json")) == 0
    walk = json.loads(capsys.readouterr().out)
    assert walk["certificate"]["number"] == number
    assert "site" not in walk


def test_a_file_that_is_there_is_not_overwritten(number, capsys):
    Path("walk.pdf").write_text("x")
    assert cli.run(("trace", number, "--pdf", "walk.pdf")) == 2
    assert "已经有 walk.pdf" in capsys.readouterr().err


def test_an_unknown_certificate_is_told_in_a_sentence(number, capsys):
    assert cli.run(("trace", "PX2026-0001-999999")) == 2
    assert "PX2026-0001-999999" in capsys.readouterr().err

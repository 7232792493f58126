"""deadlines and deadline add, move, cancel: each says in a sentence what it did, twice is once."""

import asyncio
import json
from datetime import timedelta

import pytest

from domain.clock import local_day
from domain.organizations import OrganizationKind
from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.organizations import Organization
from tests.cast import NOON
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle

DAY = local_day(NOON) + timedelta(days=41)
ADD = ("deadline", "add", "--day", DAY.isoformat(), "--title", "设备年检", "--todo", "请交检验报告")


@pytest.fixture
def firm(tmp_path, monkeypatch, database_url):
    settle(tmp_path, monkeypatch, database_url=database_url)
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    asyncio.run(_settle(database_url))


async def _settle(url: str) -> None:
    secrecy.use(SECRET)
    async with opened(url):
        await Organization.create(name="海晟智能装备", kind=OrganizationKind.ENTERPRISE)


def typed(capsys, *words: str) -> tuple[int, str]:
    """Exit code, and what was said on either stream."""
    code = cli.run(words)
    said = capsys.readouterr()
    return code, (said.out + said.err).strip()


def test_a_deadline_is_set_listed_moved_and_cancelled(firm, capsys):
    assert typed(capsys, "deadlines") == (0, "没有期限。")
    assert typed(capsys, *ADD, "--org", "海晟智能装备", "--role", "学徒") == (
        0,
        "已设好期限 1：2026年12月31日 周四 设备年检。",
    )
    assert typed(capsys, *ADD, "--org", "海晟智能装备", "--role", "学徒")[1].startswith("已设好期限 1：")
    _, said = typed(capsys, "deadlines", "--json")
    assert json.loads(said) == [
        {
            "number": 1,
            "kind": "own",
            "day": "2026-12-31",
            "title": "设备年检",
            "todo": "请交检验报告",
            "source": "",
            "person": "",
            "organization": "海晟智能装备",
            "role": "apprentice",
            "state": "open",
            "revision": 1,
        }
    ]
    assert "设备年检" in typed(capsys, "deadlines")[1]
    assert typed(capsys, "deadline", "move", "1", "1月15日") == (
        0,
        "期限 1“设备年检”已从 2026年12月31日 周四 改到 2027年1月15日 周五，会重新提醒。",
    )
    assert typed(capsys, "deadline", "cancel", "1") == (
        0,
        "已取消期限 1“设备年检”（2027年1月15日 周五），不再提醒。",
    )
    assert typed(capsys, "deadlines", "--json") == (0, "[]")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("deadline", "cancel", "7"),
            "没有编号 7 的期限，或者已经办完、已经取消。编号请看 jiangmiao deadlines。",
        ),
        (("deadline", "move", "7", "2027-01-15"), "没有编号 7 的期限"),
        (("deadline", "move", "7", "哪天"), "没看懂日期“哪天”。请这样写：2026-12-31、12月31日、下周五。"),
        (("deadline", "move", "7", "2027-02-30"), "没看懂日期“2027-02-30”。请这样写："),
        (("deadline", "move", "7", "2020-01-01"), "2020年1月1日 周三不能作为期限"),
        ((*ADD, "--org", "没有的单位"), "没有找到单位“没有的单位”"),
        ((*ADD, "--role", "路人"), "没看懂“路人”是发给谁"),
        (("deadline", "add", "--day", "哪天", "--title", "年检"), "没看懂日期“哪天”"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_code_2(firm, capsys, words, sentence):
    code, said = typed(capsys, *words)
    assert code == 2
    assert said.startswith(sentence)


def test_signing_and_applications_have_the_days_that_the_operator_sets(firm, capsys):
    day = ("deadline", "add", "--day", DAY.isoformat())
    assert typed(capsys, *day, "--kind", "签订协议") == (
        0,
        "已设好期限 1：2026年12月31日 周四 签订培养协议。",
    )
    assert typed(capsys, *day, "--kind", "申报", "--title", "稳岗补贴") == (
        0,
        "已设好期限 2：2026年12月31日 周四 申报截止：稳岗补贴。",
    )
    _, said = typed(capsys, "deadlines", "--json")
    assert [line["kind"] for line in json.loads(said)] == ["agreement_to_sign", "application"]


def test_an_unknown_kind_and_a_missing_title_are_told(firm, capsys):
    day = ("deadline", "add", "--day", DAY.isoformat())
    code, said = typed(capsys, *day, "--kind", "中期")
    assert (code, "没有“中期”这种期限" in said) == (2, True)
    code, said = typed(capsys, *day)
    assert (code, "标题不能空" in said) == (2, True)


def test_what_was_done_is_told_as_json_too(firm, capsys):
    done = {"number": 1, "kind": "own", "day": "2026-12-31", "title": "设备年检"}
    assert json.loads(typed(capsys, *ADD, "--json")[1]) == done
    _, said = typed(capsys, "deadline", "move", "1", "2027-01-08", "--json")
    moved = done | {"day": "2027-01-08", "before": "2026-12-31", "revision": 2}
    assert json.loads(said) == moved
    _, said = typed(capsys, "deadline", "cancel", "1", "--json")
    assert json.loads(said) == moved | {"before": "2027-01-08"}

"""grades record, withdraw, list, name, import: each says in a sentence what it did, twice is once."""

import asyncio
import json

import pytest

from domain.organizations import OrganizationKind
from domain.roles import Role
from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.organizations import Organization
from models.people import Person, RoleHeld
from tests.cast import NOON
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle

LIN = "17100000002"
FIRM = "海晟智能装备"
SOURCE = "《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（三）4"
RECORD = ("grades", "record", LIN, "--occupation", "数控车工", "--on", "2026-11-20")
APPOINTED = (*RECORD, "--grade", "技师", "--way", "评聘", "--org", FIRM)


@pytest.fixture
def firm(tmp_path, monkeypatch, database_url):
    settle(tmp_path, monkeypatch, database_url=database_url)
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    asyncio.run(_settle(database_url))
    return tmp_path


async def _settle(url: str) -> None:
    secrecy.use(SECRET)
    async with opened(url):
        firm = await Organization.create(name=FIRM, kind=OrganizationKind.ENTERPRISE)
        person = await Person.create(name="林子轩", phone=LIN, phone_index=secrecy.keyring().index(LIN))
        await RoleHeld.create(person=person, role=Role.APPRENTICE, organization=firm)


def typed(capsys, *words: str) -> tuple[int, str]:
    """Exit code, and what was said on either stream."""
    code = cli.run(words)
    said = capsys.readouterr()
    return code, (said.out + said.err).strip()


def test_a_grade_is_recorded_once_listed_and_withdrawn(firm, capsys):
    assert typed(capsys, "grades", "list") == (0, "没有等级记录。")
    code, said = typed(capsys, *APPOINTED)
    assert (code, said) == (
        0,
        f"已登记 1：林子轩 数控车工 技师，评聘，2026-11-20。依据：{SOURCE}。",
    )
    assert typed(capsys, *APPOINTED)[1].startswith("已登记 1：")
    [line] = json.loads(typed(capsys, "grades", "list", "--phone", LIN, "--json")[1])
    assert (line["number"], line["grade"], line["way"], line["withdrawn_at"]) == (1, 5, "appointment", None)
    assert "粤人社规〔2022〕26号 二（三）4" in typed(capsys, "grades", "list")[1]
    assert typed(capsys, "grades", "withdraw", "1", "--reason", "程序有误") == (
        0,
        "已撤销等级记录 1，记录和原因都保留。",
    )
    assert "已撤销：程序有误" in typed(capsys, "grades", "list")[1]
    assert typed(capsys, *APPOINTED)[1].startswith("已登记 2：")


def test_a_certificate_from_elsewhere(firm, capsys):
    told = (
        *RECORD,
        "--grade",
        "3",
        "--way",
        "等级评价",
        "--decided-by",
        "外地评价机构",
        "--certificate",
        "S01",
    )
    assert typed(capsys, *told) == (
        0,
        "已登记 1：林子轩 数控车工 中级工，等级评价，2026-11-20。证书编号：S01。",
    )


def test_a_firm_names_the_grades_and_they_are_understood(firm, capsys):
    assert typed(capsys, "grades", "names", FIRM)[1].startswith("没有自定的等级名称")
    assert typed(capsys, "grades", "name", FIRM, "技师", "蓝领专家") == (0, "单位自定的等级名称现在有 1 个。")
    assert typed(capsys, "grades", "name", FIRM, "5", "蓝领专家二档", "--step", "2")[0] == 0
    told = (*RECORD, "--grade", "蓝领专家二档", "--way", "评聘", "--org", FIRM)
    assert "技师（蓝领专家二档）" in typed(capsys, *told)[1]
    assert json.loads(typed(capsys, "grades", "names", FIRM, "--json")[1]) == [
        {"grade": 5, "step": 0, "name": "蓝领专家"},
        {"grade": 5, "step": 2, "name": "蓝领专家二档"},
    ]
    assert typed(capsys, "grades", "name", FIRM, "技师")[1] == "单位自定的等级名称现在有 1 个。"


def test_names_come_from_a_file_whole_or_not_at_all(firm, capsys):
    file = firm / "names.csv"
    file.write_text("等级,层级,名称\n中级工,,三级技工\n中级工,1,三级甲\n", encoding="utf-8-sig")
    assert typed(capsys, "grades", "import", FIRM, str(file)) == (0, "单位自定的等级名称现在有 2 个。")
    file.write_text("等级,层级,名称\n高级工,,四级技工\n高级工,1,三级技工\n", encoding="utf-8")
    assert typed(capsys, "grades", "import", FIRM, str(file)) == (
        2,
        "没有改：第 2 个名称“三级技工”已经是另一个等级的。",
    )
    file.write_text("等级,层级,名称\n高级工,甲,四级技工\n", encoding="utf-8")
    assert typed(capsys, "grades", "import", FIRM, str(file))[1].endswith("第 2 行要有 3 列，层级是数字。")
    assert "四级技工" not in typed(capsys, "grades", "names", FIRM)[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*RECORD, "--grade", "神仙", "--way", "评聘", "--org", FIRM), "没有“神仙”这个等级"),
        ((*RECORD, "--grade", "技师", "--way", "靠脸", "--org", FIRM), "没看懂“靠脸”"),
        ((*RECORD, "--grade", "技师", "--way", "评聘", "--org", "没有的"), "没有“没有的”这个单位"),
        (("grades", "name", "没有的", "中级工", "三级"), "没有“没有的”这个单位，或者不归您管理。"),
        (("grades", "names", "没有的"), "没有“没有的”这个单位"),
        (
            ("grades", "name", FIRM, "中级工", "金牌🏅"),
            "没有改：第 1 个名称“金牌”里有表情或看不见的字符，请只用文字、数字和标点。",
        ),
        ((*RECORD, "--grade", "技师", "--way", "评聘"), "没有登记：请写决定的单位"),
        (
            (*RECORD, "--grade", "3", "--way", "竞赛", "--org", FIRM, "--contest", "省级3"),
            "没有登记：2026-11-20 没有",
        ),
        ((*RECORD, "--grade", "3", "--way", "存量认定", "--org", FIRM), "没有登记：用“存量认定”取得中级工"),
        ((*RECORD, "--grade", "3", "--way", "竞赛", "--org", FIRM, "--contest", "第三"), "没看懂“第三”"),
        (("grades", "withdraw", "7", "--reason", "错"), "没有编号 7 的等级记录"),
        (("grades", "name", FIRM, "中级工", "高级工"), "没有改：第 1 个名称“高级工”已经是另一个等级的"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_code_2(firm, capsys, words, sentence):
    code, said = typed(capsys, *words)
    assert code == 2
    assert said.startswith(sentence)

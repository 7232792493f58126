"""assess, assessments and reverse-hours, from the empty sheet to the result."""

import asyncio
import json
import stat
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from domain.entries import EntryStatus
from domain.roles import Door
from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.people import Person
from tests.cast import NOON, Shop, shop
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle
from usecases.arrange_deadlines import arrange_deadlines

# The day on which the midterms of the cast are due.
DUE = NOON + timedelta(days=30)


@pytest.fixture
def school(tmp_path, monkeypatch, database_url):
    """The cast in a database that commands open; its people's phones by name."""
    settle(tmp_path, monkeypatch, database_url=database_url)
    monkeypatch.setattr(carry_out, "clock", lambda: DUE)
    return asyncio.run(_settle(database_url))


async def _settle(url: str) -> dict[str, str]:
    secrecy.use(SECRET)
    async with opened(url):
        cast: Shop = await shop.__wrapped__(url)
        await arrange_deadlines(Door.COMMAND_LINE, [cast.lin_training, cast.huang_training], now=NOON)
        await cast.entry(cast.lin, status=EntryStatus.CONFIRMED)
        return {person.name: person.phone for person in await Person.all()}


def typed(capsys, *words: str) -> tuple[int, str]:
    """Exit code, and what was said on either stream."""
    code = cli.run(words)
    said = capsys.readouterr()
    return code, (said.out + said.err).strip()


def filled(path, rows: dict[str, dict[str, object]]) -> None:
    """Write into the rows of these people, and delete the others."""
    book = load_workbook(path)
    sheet = book["评价成绩"]
    header = [cell.value for cell in sheet[1]]
    for number in range(sheet.max_row, 1, -1):
        name = sheet.cell(number, header.index("姓名") + 1).value
        if name and name not in rows:
            sheet.delete_rows(number)
        for column, value in rows.get(name, {}).items():
            sheet.cell(number, header.index(column) + 1).value = value
    book.save(path)


def template(school, capsys, tmp_path):
    """An empty sheet on disk, with what was said of it."""
    said = typed(capsys, "assess", "--template", "成绩.xlsx")
    return tmp_path / "成绩.xlsx", said


def results(school) -> dict[str, dict[str, object]]:
    row = {"日期": date(2026, 12, 18), "分数": 85.5, "结果": "合格", "评价员手机": school["赵磊"]}
    return {"林子轩": row, "黄雨桐": row | {"结果": "不合格", "备注": "图纸识读不熟练"}}


def test_the_empty_sheet_lists_who_is_due_and_offers_the_words(school, capsys, tmp_path):
    path, said = template(school, capsys, tmp_path)
    assert said == (
        0,
        "空成绩单已写到 成绩.xlsx，列出 2 人。填好后运行：jiangmiao assess --sheet 成绩.xlsx",
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    sheet = load_workbook(path)["评价成绩"]
    assert [cell.value for cell in sheet[2]][:2] == [school["林子轩"], "中期评估"]
    assert {cell.number_format for row in sheet["A2:A100"] for cell in row} == {"@"}
    assert typed(capsys, "assess", "--template", "成绩.xlsx")[1].startswith("已经有 成绩.xlsx 这个文件")
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert lists == ['"中期评估,终结性评价,等级评价"', '"合格,不合格"']


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"备注": None}, "备注：不合格要写明原因"),
        (
            {"评价员手机": "王建国"},
            "评价员手机：评价员不能只有学徒自己的导师。请至少加一位不带这位学徒的评价员。",
        ),
    ],
)
def test_a_wrong_row_refuses_the_whole_sheet(school, capsys, tmp_path, cells, sentence):
    path, _ = template(school, capsys, tmp_path)
    rows = results(school)
    rows["黄雨桐"] |= {column: school.get(value, value) for column, value in cells.items()}
    filled(path, rows)
    code, said = typed(capsys, "assess", "--sheet", "成绩.xlsx")
    assert (code, said.splitlines()) == (
        2,
        ["成绩单有 1 处不对，什么都没有登记。请改好后再登记：", f"评价成绩 第3行 {sentence}"],
    )
    assert typed(capsys, "assessments") == (0, "没有评价。")


def test_a_filled_sheet_is_recorded_once(school, capsys, tmp_path):
    path, _ = template(school, capsys, tmp_path)
    filled(path, results(school))
    _, said = typed(capsys, "assess", "--sheet", "成绩.xlsx", "--dry-run")
    assert said.splitlines()[:2] == [
        "试运行，没有登记。正式登记将会：登记 2 人（合格 1，不合格 1）。",
        "第2行 林子轩 中期评估 2026-12-18 合格 85.5分，将登记",
    ]
    assert typed(capsys, "assessments") == (0, "没有评价。")
    code, said = typed(capsys, "assess", "--sheet", "成绩.xlsx", "--by", school["周敏"])
    assert (code, said.splitlines()) == (
        0,
        [
            "登记完成：登记 2 人（合格 1，不合格 1）。",
            "第2行 林子轩 中期评估 2026-12-18 合格 85.5分，已登记",
            "第3行 黄雨桐 中期评估 2026-12-18 不合格 85.5分，已登记",
        ],
    )
    assert typed(capsys, "assess", "--sheet", "成绩.xlsx") == (0, "登记完成：没有变化 2 人。")
    _, said = typed(capsys, "assess", "--sheet", "成绩.xlsx", "--json")
    assert [row["change"] for row in json.loads(said)["rows"]] == ["unchanged", "unchanged"]
    _, said = typed(capsys, "assessments", "--json", "--phone", school["黄雨桐"])
    (found,) = json.loads(said)
    assert (found["state"], found["score"], found["assessors"]) == ("failed", 8550, ["赵磊"])
    assert "图纸识读不熟练" in typed(capsys, "assessments")[1]
    assert "列出 1 人" in typed(capsys, "assess", "--template", "再来.xlsx")[1]


def test_a_slip_on_the_sheet_is_voided_and_recorded_rightly(school, capsys, tmp_path):
    path, _ = template(school, capsys, tmp_path)
    rows = results(school)
    filled(path, rows)
    typed(capsys, "assess", "--sheet", "成绩.xlsx")
    filled(path, {name: row | {"分数": 58} for name, row in rows.items()})
    assert (
        "请先作废：jiangmiao assessments --void 1 --reason 原因"
        in typed(capsys, "assess", "--sheet", "成绩.xlsx")[1]
    )
    void = ("assessments", "--void", "2", "--reason", "分数录错")
    assert typed(capsys, *void, "--by", school["周敏"]) == (
        0,
        "黄雨桐的中期评估结果（编号 2）已作废，已通知学徒和导师。\n请再登记正确的结果：jiangmiao assess --sheet 文件.xlsx",
    )
    assert typed(capsys, *void) == (0, "黄雨桐的中期评估结果（编号 2）之前已经作废，没有变化。")
    both = ("assessments", "--void", "1", "--void", "2", "--reason", "分数录错")
    assert "没有编号 7 的评价" in typed(capsys, *both, "--void", "7")[1]
    found = json.loads(typed(capsys, *both, "--json")[1])
    assert [(one["number"], one["again"]) for one in found] == [(2, True), (1, False)]
    _, said = typed(capsys, "assess", "--sheet", "成绩.xlsx")
    assert said.splitlines()[0] == "登记完成：登记 2 人（合格 1，不合格 1）。"
    assert "补评" not in said
    _, said = typed(capsys, "assessments", "--json", "--phone", school["黄雨桐"])
    assert [(one["state"], one["score"], one["reasons"]) for one in json.loads(said)] == [
        ("failed", 5800, "图纸识读不熟练"),
        ("voided", 8550, "分数录错"),
    ]


def test_one_is_planned_moved_and_cancelled(school, capsys):
    plan = ("assess", "plan", "--phone", school["林子轩"], "--kind", "中期评估", "--day")
    said = typed(capsys, *plan, "12月30日")
    assert said == (0, "林子轩的中期评估安排在 2026年12月30日 周三（编号 1），已通知学徒和导师。")
    assert "没有变化" in typed(capsys, *plan, "2026-12-30")[1]
    _, moved = typed(capsys, *plan, "2026-12-31", "--json")
    assert json.loads(moved)["before"] == "2026-12-30"
    assert "2026-12-31" in typed(capsys, "assessments")[1]
    _, said = typed(capsys, "assess", "cancel", "1", "--reason", "设备检修")
    assert said == "林子轩的中期评估（编号 1）已取消，已通知学徒和导师。"
    assert "之前已经取消" in typed(capsys, "assess", "cancel", "1", "--reason", "设备检修")[1]


def test_hours_are_reversed_by_an_administrator(school, capsys):
    words = ("reverse-hours", school["林子轩"], "1", "--reason", "当天停产")
    assert typed(capsys, *words, "--by", school["周敏"]) == (
        0,
        "已冲销林子轩编号 1（4小时），记为编号 2，已通知学徒和导师。",
    )
    assert "之前已由编号 2 冲销" in typed(capsys, *words, "--by", school["周敏"])[1]
    _, said = typed(capsys, *words, "--by", school["周敏"], "--json")
    assert json.loads(said)["again"] is True


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("assess",), "请写明 --sheet"),
        (("assess", "--sheet", "没有.xlsx"), "没有这个文件：没有.xlsx"),
        (("assess", "--template", "没有/成绩.xlsx"), "没有这个文件夹：没有"),
        (("assess", "--template", "成绩.xlsx", "--org", "没有的"), "没有“没有的”这个单位"),
        (("assess", "cancel", "7", "--reason", "写错"), "没有编号 7 的评价"),
        (("assess", "plan", "--phone", "1", "--kind", "期末", "--day", "12月30日"), "没有“期末”这种评价"),
        (("assess", "plan", "--phone", "1", "--kind", "中期评估", "--day", "哪天"), "没看懂日期“哪天”"),
        (
            ("assess", "plan", "--phone", "1", "--kind", "中期评估", "--day", "12月30日"),
            "没有找到这个人的培养协议",
        ),
        (("assessments", "--phone", "17012345678"), "没有"),
        (("assessments", "--void", "7", "--reason", "写错"), "没有编号 7 的评价"),
        (("assessments", "--void", "7"), "请写明原因（--reason）"),
        (("assessments", "--reason", "写错"), "--reason 要和 --void 一起用"),
        (("reverse-hours", "1", "1", "--reason", "停产", "--by", "17012345678"), "没有"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_code_2(school, capsys, words, sentence):
    code, said = typed(capsys, *words)
    assert code == 2
    assert said.startswith(sentence), said

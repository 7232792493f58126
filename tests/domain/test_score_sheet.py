"""Reading a score sheet: every wrong cell at once, by row and column."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessments import ItemScore
from domain.grading import AssessmentKind
from domain.roster_cells import grade
from domain.roster_sheets import CellWrong, Problem, Sheet
from domain.score_sheet import read_scores
from domain.score_words import MOST_ROWS, score_of
from tests.rosters import GRADES
from tests.scores import ROW, scores

TODAY = date(2026, 11, 20)


def read(sheets):
    return read_scores(sheets, grade(GRADES), today=TODAY)


def only(sheets):
    found = read(sheets)
    assert found.problems == ()
    (row,) = found.rows
    return row


def wrong(sheets) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.reason) for problem in read(sheets).problems]


def test_a_row_says_who_when_and_what():
    row = only(scores(ROW))
    assert (row.row, row.phone, row.kind, row.day) == (
        2,
        "17000000004",
        AssessmentKind.MIDTERM,
        date(2026, 11, 19),
    )
    assert (row.passed, row.score, row.assessors, row.remark) == (True, 8550, ("17000000003",), "操作规范")


def test_several_assessors_stand_in_one_cell():
    row = only(scores(ROW | {"评价员手机": "170 0000 0003、+86 17000000001，17000000003"}))
    assert row.assessors == ("17000000003", "17000000001")


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("终结性评价", AssessmentKind.FINAL),
        ("终结性岗位胜任力评价", AssessmentKind.FINAL),
        ("等级评价", AssessmentKind.GRADE),
    ],
)
def test_kinds_have_the_names_of_the_papers(kind, meant):
    assert only(scores(ROW | {"评价类型": kind})).kind is meant


def test_a_row_without_a_result_plans_a_day_to_come():
    row = only(scores({"手机": ROW["手机"], "评价类型": "中期评估", "日期": "2026-12-18"}))
    assert (row.day, row.passed) == (date(2026, 12, 18), None)


def test_item_columns_carry_their_weight():
    row = only(scores(ROW | {"分数": "", "理论（40%）": "70.5", "实操(60%)": "90"}))
    assert row.items == (ItemScore("理论", 40, 7050), ItemScore("实操", 60, 9000))
    assert row.score is None


def test_who_has_no_item_is_told_as_a_whole():
    found = read(scores(ROW, ROW | {"手机": "17000000005", "分数": "", "理论(40%)": "70", "实操(60%)": "90"}))
    assert [len(row.items) for row in found.rows] == [0, 2]


def test_more_columns_say_more():
    row = only(scores(ROW | {"姓名": "林子轩", "工种": "数控车工", "等级": "四级", "评价机构": "市评价中心"}))
    assert (row.name, row.occupation, row.grade, row.body) == ("林子轩", "数控车工", 3, "市评价中心")


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"手机": ""}, "手机", "required"),
        ({"手机": "1700000000"}, "手机", "phone"),
        ({"手机": "1.7E+10"}, "手机", "phone"),
        ({"评价类型": "期末"}, "评价类型", "unknown_word"),
        ({"日期": "昨天"}, "日期", "day"),
        ({"日期": "2026-02-30"}, "日期", "no_such_day"),
        ({"日期": "2026-11-21"}, "日期", "day_to_come"),
        ({"分数": "101"}, "分数", "score"),
        ({"分数": "-1"}, "分数", "score"),
        ({"分数": "优"}, "分数", "score"),
        ({"分数": "85.555"}, "分数", "score"),
        ({"结果": "良"}, "结果", "unknown_word"),
        ({"结果": ""}, "结果", "required"),
        ({"评价员手机": ""}, "评价员手机", "required"),
        ({"评价员手机": "17000000003、12"}, "评价员手机", "phone"),
        ({"结果": "不合格", "备注": ""}, "备注", "failed_without_reason"),
        ({"备注": "长" * 501}, "备注", "too_long"),
        ({"等级": "大师"}, "等级", "unknown_word"),
        ({"理论(40%)": "70", "实操(60%)": ""}, "实操(60%)", "required"),
        ({"理论(40%)": "70", "实操(60%)": "90"}, "分数", "score_differs"),
    ],
)
def test_a_wrong_cell_is_named(cells, column, reason):
    assert wrong(scores(ROW | cells)) == [(2, column, reason)]


def test_everything_wrong_is_named_at_once():
    found = wrong(scores(ROW | {"手机": "1", "分数": "200"}, ROW | {"评价类型": "期末"}))
    assert found == [(2, "手机", "phone"), (2, "分数", "score"), (3, "评价类型", "unknown_word")]


def test_the_same_assessment_twice_is_named():
    assert wrong(scores(ROW, ROW | {"分数": "60"})) == [(3, "手机", "repeated")]


@pytest.mark.parametrize("weights", [("理论(40%)", "实操(50%)"), ("理论(0%)", "实操(100%)"), ("理论(150%)",)])
def test_weights_make_up_the_whole(weights):
    assert wrong(scores(ROW | dict.fromkeys(weights, "80")))[0][::2] == (1, "weights")


def test_a_sheet_without_its_columns_or_rows_is_named():
    assert [reason for *_, reason in wrong((Sheet("成绩", ("手机",), ()),))] == ["column_missing"] * 6
    assert wrong(()) == [(0, "", "sheet_missing")]
    assert wrong(scores(name="随便")) == [(0, "", "no_rows")]


def test_a_row_that_was_left_as_the_empty_sheet_has_it_says_nothing():
    untouched = {"手机": "17000000005", "评价类型": "中期评估", "姓名": "黄雨桐"}
    found = read(scores(ROW, untouched))
    assert ([row.phone for row in found.rows], found.left_out) == ([ROW["手机"]], 1)
    assert wrong(scores(untouched)) == [(0, "", "no_rows")]


def test_a_formula_is_no_score():
    (sheet,) = scores(ROW)
    spoiled = Sheet(sheet.name, sheet.header, sheet.rows, {(2, 3): "formula"})
    assert read((spoiled,)).problems == (Problem("评价成绩", 2, "分数", "formula"),)


def test_a_formula_for_who_and_when_hides_nothing_else():
    (sheet,) = scores(ROW | {"结果": "不合格", "评价员手机": "", "备注": ""})
    spoiled = Sheet(sheet.name, sheet.header, sheet.rows, {(2, 0): "formula", (2, 2): "formula"})
    assert wrong((spoiled,)) == [
        (2, "手机", "formula"),
        (2, "日期", "formula"),
        (2, "评价员手机", "required"),
        (2, "备注", "failed_without_reason"),
    ]


@given(st.integers(0, 10_000))
def test_a_score_is_read_as_it_is_written(score):
    assert score_of(f"{score / 100:.2f}") == score


@given(st.text(max_size=8))
def test_no_score_is_misread(text):
    with suppress(CellWrong):
        assert 0 <= score_of(text) <= 10_000


def test_one_sheet_is_of_one_class():
    many = [ROW | {"手机": f"138{number:08}"} for number in range(MOST_ROWS + 1)]
    assert len(read(scores(*many[:-1])).rows) == MOST_ROWS
    assert wrong(scores(*many)) == [(MOST_ROWS + 2, "", "too_many_rows")]

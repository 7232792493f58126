"""The progress and the grade in words."""

from datetime import date, timedelta

from domain.grades import Ladder
from domain.progress import Line, Progress
from texts import replies_progress
from usecases.show_grades import Grades
from usecases.show_progress import TrainingProgress

STARTS, ENDS, TODAY = date(2026, 7, 1), date(2027, 6, 30), date(2026, 11, 20)


def training(*lines: tuple[str, int, int, int], today: date = TODAY, per: int = 45) -> TrainingProgress:
    """Lines of category, required, confirmed and waiting minutes."""
    progress = Progress(tuple(Line(*line) for line in lines), STARTS, ENDS, today)
    return TrainingProgress("数控车工", 3, "student_apprenticeship", "海晟", per, progress)


def said(*lines, **facts):
    return replies_progress.progress([training(*lines, **facts)]).splitlines()


def test_more_than_enough_of_one_hides_no_other():
    told = said(("practice", 4500, 9000, 0), ("theory", 4500, 0, 0))
    assert told[1] == "已确认 200学时（计入要求 100学时）· 待确认 0学时 · 要求 200学时（50%，按进度应为 39%）"
    assert told[3] == "实操 200/100 ▓▓▓▓▓▓▓▓"
    assert told[-1] == "还差：理论 100学时。回“等级”看目标等级。"


def test_a_missing_minute_never_looks_done():
    told = said(("practice", 9000, 8999, 0))
    assert "已确认 199.9学时" in told[1]
    assert "（99%" in told[1]
    assert told[3] == "实操 199.9/200 ▓▓▓▓▓▓▓░"
    assert "还差：实操 0.1学时" in told[-1]


def test_all_done():
    assert said(("practice", 9000, 9000, 0))[-1] == "规定学时已全部确认。回“等级”看目标等级。"


def test_nothing_done_yet_promises_no_date():
    told = said(("practice", 9000, 0, 90))
    assert told[3] == "实操 0/200 ░░░░░░░░ 待确认 2"
    assert told[4] == "还差：实操 200学时。回“等级”看目标等级。"


def test_on_time_and_a_little_late():
    assert "能按期完成" in said(("practice", 900, 400, 0))[4]
    days = (TODAY - STARTS).days + 1
    assert "比期限稍晚" in said(("practice", 3700, days * 10, 0))[4]


def test_before_the_start():
    told = said(("practice", 9000, 0, 0), today=STARTS - timedelta(days=1))
    assert "按进度应为 0%" in told[1]
    assert told[4] == "培养从 2026-07-01 开始。"


def test_after_the_end():
    told = said(("practice", 9000, 4500, 0), today=ENDS + timedelta(days=1))
    assert "（50%，按进度应为 100%）" in told[1]
    assert told[4].startswith("培养期已于 2027-06-30 结束。")


def test_lessons_are_as_long_as_the_plan_says():
    assert said(("practice", 4000, 200, 0), per=40)[3] == "实操 5/100 ░░░░░░░░"


def test_a_plan_without_categories_says_nothing_false():
    assert said()[-1] == "培养方案还没有规定学时。"


def test_of_many_agreements_the_newest_fit_into_one_answer():
    full = [
        (name, 99_999, 12_345, 678) for name in ("theory", "practice", "on_the_job", "public_base", "safety")
    ]
    answer = replies_progress.progress([training(*full)] * 5)
    assert answer.endswith("另有 3 份更早的培养协议。")
    assert len(answer.encode()) < 2048


LADDER = Ladder(("学徒工", "初级工", "中级工"), "《通知》（粤〔2022〕26号）二（三）2", date(2022, 10, 31))


def test_the_grade_with_what_is_missing_and_where_it_comes_from():
    grades = Grades(2, LADDER, (training(("practice", 9000, 4500, 0), ("theory", 900, 900, 0)),))
    assert replies_progress.grades(grades, TODAY) == (
        "学徒工 → 初级工 → 中级工\n"
        "您现在：初级工（第 2 级）\n"
        "目标：数控车工 中级工（第 3 级）\n"
        "学时已确认 54%，还差：实操 100学时。\n"
        "取得等级还要通过评价。评价和证书现在还不在这里登记，请留意单位和评价机构的通知。\n"
        "等级依据：《通知》（粤〔2022〕26号）二（三）2。企业可以另定名称、再细分。"
    )


def test_without_a_paper_in_force_no_source_is_claimed():
    answer = replies_progress.grades(Grades(None, None, (training(("practice", 9000, 9000, 0)),)), TODAY)
    assert answer.splitlines()[0].count("→") == 7
    assert "规定学时已全部确认。" in answer
    assert "依据" not in answer
    assert "您现在" not in answer


def test_an_agreement_that_is_over_is_no_target_beside_one_that_runs():
    past, now = (
        training(("practice", 900, 0, 0), today=ENDS + timedelta(days=9)),
        training(("theory", 900, 0, 0)),
    )
    answer = replies_progress.grades(Grades(None, None, (past, now)), ENDS)
    assert answer.count("目标：") == 2
    assert (
        replies_progress.grades(Grades(None, None, (past, now)), ENDS + timedelta(days=1)).count("目标：")
        == 1
    )

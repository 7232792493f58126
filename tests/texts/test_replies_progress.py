"""The progress and the grade in words."""

from dataclasses import replace
from datetime import date, timedelta

from domain.grading import AssessmentKind
from domain.limits import Limits
from domain.programmes import Programme
from domain.progress import Line, Progress
from texts import replies_progress
from usecases.show_progress import Due, TrainingProgress

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
    assert told[-1] == "还差：理论 100学时。回“等级”看条件和依据。"


def test_a_missing_minute_never_looks_done():
    told = said(("practice", 9000, 8999, 0))
    assert "已确认 199.9学时" in told[1]
    assert "（99%" in told[1]
    assert told[3] == "实操 199.9/200 ▓▓▓▓▓▓▓░"
    assert "还差：实操 0.1学时" in told[-1]


def test_all_done():
    assert said(("practice", 9000, 9000, 0))[-1] == "规定学时已全部确认。回“等级”看条件和依据。"


def test_nothing_done_yet_promises_no_date():
    told = said(("practice", 9000, 0, 90))
    assert told[3] == "实操 0/200 ░░░░░░░░ 待确认 2"
    assert told[4] == "还差：实操 200学时。回“等级”看条件和依据。"


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
    due = (Due(AssessmentKind.MIDTERM, date(2027, 1, 31)), Due(AssessmentKind.FINAL, date(2027, 6, 23)))
    worst = replace(training(*full), limits=CAPS, due=due, passed=(AssessmentKind.GRADE,))
    worst = replace(worst, progress=replace(worst.progress, room=1))
    assert replies_progress.progress([training(*full)] * 5).endswith("另有 3 份更早的培养协议。")
    answer = replies_progress.progress([worst] * 5)
    assert answer.endswith("另有 4 份更早的培养协议。")
    assert len(answer.encode()) < 2048


CAPS = Limits(
    frozenset({Programme.STUDENT_APPRENTICESHIP}),
    480,
    2400,
    None,
    "学生学徒每日实习不超过 8小时",
    "《职业学校学生实习管理规定》（教职成〔2021〕4号）第十七条",
    date(2021, 12, 31),
    "学生学徒每周实习不超过 40小时",
)


def with_room(room: int, **facts) -> TrainingProgress:
    usual = training(("practice", 9000, 0, 0))
    return replace(usual, progress=replace(usual.progress, room=room), limits=CAPS, **facts)


def test_what_can_not_be_reached_any_more_is_said_with_the_rule():
    beyond, missing = replies_progress.progress([with_room(8955)]).splitlines()[4:]
    assert beyond == (
        "到 2027-06-30 每天记满也还差 1学时，已不能按期完成。请尽快联系单位管理员。"
        "依据：学生学徒每日实习不超过 8小时，学生学徒每周实习不超过 40小时（教职成〔2021〕4号 第十七条）。"
    )
    assert missing == "还差：实操 200学时。回“等级”看条件和依据。"
    assert "已不能按期完成" not in replies_progress.progress([with_room(9000)])


def test_assessments_come_first_with_their_days_and_passed_ones_stand_apart():
    due = (Due(AssessmentKind.MIDTERM, date(2026, 12, 31)), Due(AssessmentKind.FINAL, date(2027, 6, 23)))
    told = replies_progress.progress([with_room(9000, due=due)]).splitlines()[-1]
    assert told.startswith("还差：中期评估（12月31日前）、终结性评价（2027年6月23日前）、实操 200学时。")
    told = replies_progress.progress([with_room(9000, due=due[1:], passed=(AssessmentKind.MIDTERM,))])
    assert "中期评估已合格。\n还差：终结性评价" in told


def test_an_assessment_that_should_have_been_is_still_missing():
    late = (Due(AssessmentKind.MIDTERM, date(2026, 11, 19)),)
    assert "还差：中期评估（原定 11月19日前）" in replies_progress.progress([with_room(9000, due=late)])


def test_with_all_hours_done_the_final_assessment_is_what_is_left():
    due = (Due(AssessmentKind.FINAL, date(2026, 11, 30)),)
    told = replies_progress.progress([replace(training(("practice", 9000, 9000, 0)), due=due)])
    assert told.endswith("规定学时已全部确认。还差：终结性评价（11月30日前）。回“等级”看条件和依据。")

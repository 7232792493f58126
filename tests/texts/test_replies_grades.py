"""The ladder, where one stands, and what the next grade asks for, in words."""

from dataclasses import replace
from datetime import date

from domain.grade_conditions import VOCABULARY, Condition
from domain.grade_facts import PersonFacts
from domain.grade_rules import GradeRule, Judged
from domain.grades import Ladder
from domain.grading import AssessmentKind, GradeWay
from domain.progress import Line, Progress
from texts import replies_grades
from texts.findings import WORDS, short_source
from usecases.show_grades import Grades, Held, Next
from usecases.show_progress import TrainingProgress

SINCE, LAPSED, TODAY = date(2022, 10, 31), date(2026, 12, 31), date(2026, 11, 20)
SOURCE = "《通知》（粤〔2022〕26号）二（三）1"
LADDER = Ladder(("学徒工", "初级工", "中级工"), "《通知》（粤〔2022〕26号）二（三）2", SINCE, LAPSED)
TRAINING = TrainingProgress(
    "数控车工",
    3,
    "student_apprenticeship",
    "海晟",
    45,
    Progress((Line("practice", 9000, 4500, 0),), date(2026, 7, 1), date(2027, 6, 30), TODAY),
)
CONDITIONS = (
    Condition("hours_confirmed", {"percent": 100}, SOURCE),
    Condition("assessment_passed", {"kind": AssessmentKind.GRADE}, "《通知》（粤〔2022〕26号）二（一）6"),
)
RULE = GradeRule("own", GradeWay.ASSESSMENT, frozenset({3}), CONDITIONS, SOURCE, SINCE, LAPSED)
FACTS = PersonFacts(TODAY, 3, lines=TRAINING.progress.lines, passed=frozenset({AssessmentKind.GRADE}))


def judged(facts: PersonFacts = FACTS, rule: GradeRule = RULE) -> Judged:
    return Judged(rule, tuple(condition.check(facts) for condition in rule.conditions))


def test_every_condition_of_the_next_grade_with_its_clause():
    held = Held(2, "数控车工", GradeWay.ASSESSMENT, date(2025, 3, 1), "海晟智能装备")
    assert replies_grades.grades(Grades(2, LADDER, (held,), (Next(TRAINING, 3, (judged(),)),))) == (
        "学徒工 → 初级工 → 中级工\n"
        "您现在：数控车工 初级工（第 2 级，2025-03-01 等级评价，海晟智能装备）\n"
        "目标：数控车工 中级工（第 3 级）\n"
        "学时已确认 50%，回“进度”看明细。\n"
        "等级评价（粤〔2022〕26号 二（三）1）还差 1 项：\n"
        "✗ 各类学时确认 100%（最少的一类 50%）\n"
        "✓ 等级评价合格（已合格）（粤〔2022〕26号 二（一）6）\n"
        "等级依据：《通知》（粤〔2022〕26号）二（三）2，有效至 2026-12-31。企业可以另定名称、再细分。"
    )


def test_a_grade_known_only_from_the_roster_is_told_too():
    assert "您现在：初级工（第 2 级）" in replies_grades.grades(Grades(2, LADDER))


def test_a_firm_that_names_and_divides_its_grades_is_followed():
    held = Held(2, "数控车工", GradeWay.DIRECT, date(2025, 3, 1), "海晟智能装备", "二级技工乙")
    target = Next(TRAINING, 3, (judged(),), None, "三级技工", ("三级甲", "三级乙"))
    answer = replies_grades.grades(Grades(2, LADDER, (held,), (target,)))
    assert "初级工（第 2 级，单位称“二级技工乙”，2025-03-01 直接认定，海晟智能装备）" in answer
    assert "目标：数控车工 中级工（第 3 级，单位称“三级技工”，分 三级甲、三级乙）" in answer


def test_a_lapsed_paper_says_so():
    answer = replies_grades.grades(Grades(None, None, (), (Next(TRAINING, 3, (), RULE),)))
    assert "规定怎样取得的 粤〔2022〕26号 二（三）1 已于 2026-12-31 失效，请问单位管理员新的规定。" in answer
    assert "等级依据" not in answer
    assert answer.splitlines()[0].count("→") == 7


def test_when_all_is_met_the_firm_is_next():
    facts = replace(FACTS, lines=(Line("practice", 9000, 9000, 0),))
    answer = replies_grades.grades(Grades(None, LADDER, (), (Next(TRAINING, 3, (judged(facts),)),)))
    assert "等级评价（粤〔2022〕26号 二（三）1）条件已齐，请联系单位办理：" in answer


def test_many_ways_of_many_agreements_fit_into_one_answer():
    rule = replace(RULE, conditions=CONDITIONS * 8, source=SOURCE * 2)
    many = tuple(Next(TRAINING, 3, (judged(rule=rule),) * 4) for _ in range(4))
    answer = replies_grades.grades(Grades(None, LADDER, (), many))
    assert len(answer.encode()) <= 2048
    assert "另有 3 种途径，由单位办理。" in answer


def test_every_condition_has_its_words():
    assert WORDS.keys() == VOCABULARY.keys()


def test_a_source_in_short():
    assert short_source(SOURCE) == "粤〔2022〕26号 二（三）1"

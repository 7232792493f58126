"""Conditions for a grade: each says what is the case and what is required, passed or not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grade_conditions import VOCABULARY, Condition, Finding
from domain.grade_facts import ContestLevel, ContestPlace, HeldGrade, Merit, PersonFacts
from domain.grade_rules import GradeConditionsUnmet, GradeRule, NoPaperForGrade, demand, judge
from domain.grading import AssessmentKind, GradeWay
from domain.organizations import OrganizationKind
from domain.paper_conditions import readers
from domain.programmes import Programme
from domain.progress import Line

DAY = date(2026, 11, 20)
SINCE, UNTIL = date(2022, 10, 31), date(2026, 12, 31)
LINES = (Line("theory", 100, 60, 0), Line("practice", 100, 300, 0))
HELD = (HeldGrade(2, date(2024, 11, 20), GradeWay.STOCK),)
STUDENT, HIRE = Programme.STUDENT_APPRENTICESHIP, Programme.TRAINEE_HIRE
FIRM = (OrganizationKind.ENTERPRISE,)
CONTEST = (ContestPlace(ContestLevel.PROVINCIAL, 4),)
TOP_THREE = {"level": ContestLevel.PROVINCIAL, "place": 3}


def found(name: str, parameters=None, **facts) -> Finding:
    return Condition(name, parameters or {}, "条款").check(PersonFacts(DAY, facts.pop("grade", 3), **facts))


@pytest.mark.parametrize(
    ("name", "parameters", "facts", "passed", "fact"),
    [
        ("age_at_least", {"years": 16}, {"born_on": date(2010, 11, 20)}, True, 16),
        ("age_at_least", {"years": 16}, {"born_on": date(2010, 11, 21)}, False, 15),
        ("age_at_least", {"years": 16}, {}, False, None),
        ("grade_held", {"grade": 2}, {"held": HELD}, True, 2),
        ("grade_held", {"grade": 3}, {"held": HELD}, False, 2),
        ("ungraded", {}, {}, True, 0),
        ("ungraded", {}, {"held": HELD}, False, 2),
        ("not_held_yet", {}, {"held": HELD}, True, 2),
        ("not_held_yet", {}, {"held": HELD, "grade": 2}, False, 2),
        ("years_in_occupation", {"years": 2}, {"since": date(2024, 11, 20)}, True, 2),
        ("years_in_occupation", {"years": 2}, {"since": date(2024, 11, 21)}, False, 1),
        ("years_in_occupation", {"years": 1}, {}, False, 0),
        ("years_since_grade", {"grade": 2, "years": 2}, {"held": HELD}, True, 2),
        ("years_since_grade", {"grade": 3, "years": 0}, {"held": HELD}, False, 0),
        ("in_programme", {"programmes": (STUDENT,)}, {"programme": STUDENT}, True, "student_apprenticeship"),
        ("in_programme", {"programmes": (STUDENT,)}, {"programme": HIRE}, False, "trainee_hire"),
        ("outside_programme", {"programmes": (STUDENT,)}, {"programme": HIRE}, True, "trainee_hire"),
        ("outside_programme", {"programmes": (STUDENT,)}, {}, True, None),
        (
            "outside_programme",
            {"programmes": (STUDENT,)},
            {"programme": STUDENT},
            False,
            "student_apprenticeship",
        ),
        ("training_over", {}, {"ends_on": DAY}, True, "2026-11-20"),
        ("training_over", {}, {"ends_on": DAY + timedelta(days=1)}, False, "2026-11-20"),
        ("training_over", {}, {}, False, "2026-11-20"),
        ("hours_confirmed", {"percent": 60}, {"lines": LINES}, True, 60),
        ("hours_confirmed", {"percent": 100}, {"lines": LINES}, False, 60),
        ("hours_confirmed", {"percent": 1}, {}, False, 0),
        (
            "assessment_passed",
            {"kind": AssessmentKind.FINAL},
            {"passed": {AssessmentKind.FINAL}},
            True,
            "final",
        ),
        (
            "assessment_passed",
            {"kind": AssessmentKind.FINAL},
            {"passed": {AssessmentKind.GRADE}},
            False,
            None,
        ),
        ("contest_entered", {"level": ContestLevel.MUNICIPAL}, {"contests": CONTEST}, True, 3),
        ("contest_entered", {"level": ContestLevel.NATIONAL}, {"contests": CONTEST}, False, 3),
        ("contest_place", TOP_THREE, {"contests": CONTEST}, False, 4),
        ("contest_place", TOP_THREE, {"contests": (ContestPlace(ContestLevel.NATIONAL, 3),)}, True, 3),
        ("contest_place", TOP_THREE, {"contests": (ContestPlace(ContestLevel.MUNICIPAL, 1),)}, False, None),
        (
            "vouched",
            {"any_of": (Merit.OUTSTANDING,)},
            {"merits": {Merit.OUTSTANDING}},
            True,
            ("outstanding",),
        ),
        ("vouched", {"any_of": (Merit.OUTSTANDING,)}, {"merits": {Merit.PERFORMANCE}}, False, ()),
        ("decided_by", {"kinds": FIRM}, {"decider": OrganizationKind.ENTERPRISE}, True, "enterprise"),
        ("decided_by", {"kinds": FIRM}, {"decider": OrganizationKind.SCHOOL}, False, "school"),
        ("firm_new_to_grading", {}, {}, True, None),
        ("firm_new_to_grading", {}, {"firm_graded_on": DAY}, True, "2026-11-20"),
        ("firm_new_to_grading", {}, {"firm_graded_on": DAY - timedelta(days=1)}, False, "2026-11-19"),
    ],
)
def test_a_condition_says_what_is_the_case(name, parameters, facts, passed, fact):
    finding = found(name, parameters, **facts)
    assert (finding.condition, finding.passed, finding.fact, finding.clause) == (name, passed, fact, "条款")


def test_every_word_of_the_vocabulary_says_how_it_is_written():
    assert {name: set(readers(name)) for name in VOCABULARY}["contest_place"] == {"level", "place"}


def rule(number: str, since: date, until: date | None, *conditions: Condition, grade: int = 3) -> GradeRule:
    return GradeRule(number, GradeWay.DIRECT, frozenset({grade}), conditions, f"《{number}》一", since, until)


UNGRADED = Condition("ungraded", {}, "一")
OLD_ENOUGH = Condition("age_at_least", {"years": 16}, "二")


def test_of_two_papers_the_one_whose_conditions_are_met_lets_the_grade_be():
    strict, mild = rule("strict", SINCE, None, UNGRADED, OLD_ENOUGH), rule("mild", SINCE, None, UNGRADED)
    assert demand([strict, mild], PersonFacts(DAY, 3), GradeWay.DIRECT).rule is mild
    with pytest.raises(GradeConditionsUnmet) as refused:
        demand([strict], PersonFacts(DAY, 3), GradeWay.DIRECT)
    assert [found.passed for found in refused.value.judged.findings] == [True, False]


def test_a_lapsed_paper_is_named_with_its_last_day():
    rules = [rule("older", date(2020, 1, 1), date(2021, 1, 1)), rule("newer", SINCE, UNTIL)]
    with pytest.raises(NoPaperForGrade) as refused:
        demand(rules, PersonFacts(UNTIL + timedelta(days=1), 3), GradeWay.DIRECT)
    assert (refused.value.lapsed, refused.value.until) == ("《newer》一", UNTIL)
    with pytest.raises(NoPaperForGrade) as refused:
        demand(rules, PersonFacts(DAY, 4), GradeWay.DIRECT)
    assert (refused.value.lapsed, refused.value.until) == ("", None)


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_rule_is_asked_exactly_within_its_days(day, since, until):
    asked = judge([rule("paper", since, until)], PersonFacts(day, 3))
    assert bool(asked) == (since <= day and (until is None or day <= until))


@given(
    st.integers(1, 8),
    st.lists(st.builds(HeldGrade, st.integers(1, 8), DAYS, st.sampled_from(GradeWay)), max_size=5),
    st.lists(st.builds(Line, st.just("x"), *[st.integers(0, 500)] * 3), max_size=4),
)
def test_any_facts_get_the_full_list_of_findings(grade, held, lines):
    conditions = [UNGRADED, OLD_ENOUGH, Condition("hours_confirmed", {"percent": 100}, "三")]
    conditions.append(Condition("years_since_grade", {"grade": grade, "years": 1}, "四"))
    facts = PersonFacts(DAY, grade, held=tuple(held), lines=tuple(lines))
    [judged] = judge([rule("paper", SINCE, None, *conditions, grade=grade)], facts)
    assert [found.clause for found in judged.findings] == ["一", "二", "三", "四"]
    assert judged.met == (judged.unmet == ())

"""The deadlines that an agreement brings."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import DeadlineKind
from domain.programmes import Programme
from domain.training_deadlines import AssessmentRule, Term, plan_deadlines

YEAR = Term(Programme.STUDENT_APPRENTICESHIP, date(2026, 7, 1), date(2027, 6, 30))
RULE = AssessmentRule(
    DeadlineKind.MIDTERM,
    frozenset({Programme.STUDENT_APPRENTICESHIP}),
    "甲文件 第一条",
    date(2022, 1, 1),
    date(2026, 12, 31),
    percent=40,
)


def planned(term=YEAR, *rules):
    return {one.kind: one for one in plan_deadlines(term, rules)}


def test_without_a_paper_the_midterm_is_in_the_middle_and_the_final_a_week_before_the_end():
    found = planned()
    assert [(one.day, one.source) for one in found.values()] == [
        (date(2026, 12, 31), ""),
        (date(2027, 6, 23), ""),
        (date(2027, 6, 30), ""),
    ]


def test_a_paper_says_when_and_is_named():
    found = planned(YEAR, RULE)[DeadlineKind.MIDTERM]
    assert (found.day, found.source) == (date(2026, 11, 24), "甲文件 第一条")


def test_a_paper_holds_for_its_programmes_and_for_agreements_that_begin_while_it_is_in_force():
    for term in (
        Term(Programme.NEW_APPRENTICESHIP, date(2026, 7, 1), date(2027, 6, 30)),
        Term(Programme.STUDENT_APPRENTICESHIP, date(2027, 1, 1), date(2027, 12, 31)),
        Term(Programme.STUDENT_APPRENTICESHIP, date(2021, 7, 1), date(2022, 6, 30)),
    ):
        assert planned(term, RULE)[DeadlineKind.MIDTERM].source == ""


def test_a_final_may_be_on_the_last_day():
    rule = AssessmentRule(
        DeadlineKind.FINAL, frozenset(Programme), "乙文件", date(2022, 1, 1), days_before_end=0
    )
    assert planned(YEAR, rule)[DeadlineKind.FINAL].day == YEAR.ends_on


@given(st.sampled_from(Programme), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1500))
def test_all_days_are_within_the_term(programme, starts_on, length):
    term = Term(programme, starts_on, starts_on + timedelta(days=length))
    assert all(term.starts_on <= one.day <= term.ends_on for one in plan_deadlines(term, [RULE]))


def test_an_unsigned_agreement_has_the_day_that_the_paper_names_or_its_first():
    assert DeadlineKind.AGREEMENT_TO_SIGN not in planned()
    unsigned = replace(YEAR, unsigned_on=date(2026, 6, 1))
    found = planned(unsigned)[DeadlineKind.AGREEMENT_TO_SIGN]
    assert (found.day, found.source) == (date(2026, 7, 1), "")
    rule = AssessmentRule(
        DeadlineKind.AGREEMENT_TO_SIGN,
        frozenset({Programme.STUDENT_APPRENTICESHIP}),
        "甲文件 第二条",
        date(2022, 1, 1),
        days_after_start=30,
    )
    found = planned(unsigned, rule)[DeadlineKind.AGREEMENT_TO_SIGN]
    assert (found.day, found.source) == (date(2026, 7, 31), "甲文件 第二条")


def test_an_agreement_unsigned_after_its_day_is_to_be_signed_at_once():
    found = planned(replace(YEAR, unsigned_on=date(2026, 11, 20)))[DeadlineKind.AGREEMENT_TO_SIGN]
    assert found.day == date(2026, 11, 20)

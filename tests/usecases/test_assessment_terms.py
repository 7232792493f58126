"""What a paper says of assessments holds for agreements that begin while it is in force."""

from datetime import date

import pytest

from domain.assessments import USUAL_ATTEMPTS, Terms
from domain.grading import AssessmentKind
from domain.paper_format import PaperUnfit, check_paper
from domain.programmes import Programme
from usecases.assessment_terms import terms_in, terms_of

STUDENT, NEW = Programme.STUDENT_APPRENTICESHIP, Programme.NEW_APPRENTICESHIP
FINAL, GRADE = AssessmentKind.FINAL, AssessmentKind.GRADE
BEGAN = date(2026, 7, 1)
PAPER = {
    "title": "试行办法",
    "number": "试〔2027〕1号",
    "in_force_from": date(2027, 1, 1),
    "assessments": [
        {"kind": "grade", "programmes": ["student_apprenticeship"], "clause": "三", "attempts": 3},
    ],
}


def test_students_are_assessed_once_the_training_is_complete():
    terms = terms_of(FINAL, STUDENT, BEGAN)
    assert (terms.attempts, terms.hours_complete) == (USUAL_ATTEMPTS, True)
    assert terms.source.endswith("二（一）6")


def test_where_no_paper_speaks_the_usual_holds():
    assert terms_of(FINAL, NEW, BEGAN) == Terms()
    assert terms_of(FINAL, STUDENT, date(2027, 1, 1)) == Terms()


def test_a_paper_may_allow_a_third_attempt_while_it_is_in_force():
    check_paper("paper.toml", PAPER)
    assert terms_in([PAPER], GRADE, STUDENT, date(2027, 3, 1)).attempts == 3
    assert (
        terms_in([PAPER], GRADE, STUDENT, BEGAN) == terms_in([PAPER], GRADE, NEW, date(2027, 3, 1)) == Terms()
    )


def test_the_newest_paper_in_force_holds():
    newer = PAPER | {
        "in_force_from": date(2027, 2, 1),
        "assessments": [PAPER["assessments"][0] | {"attempts": 4}],
    }
    assert terms_in([newer, PAPER], GRADE, STUDENT, date(2027, 3, 1)).attempts == 4


@pytest.mark.parametrize("row", [{"attempts": "many"}, {"hours_complete": 1}, {"kind": "oral"}])
def test_a_slip_of_the_pen_is_found(row):
    spoiled = PAPER | {"assessments": [PAPER["assessments"][0] | row]}
    with pytest.raises(PaperUnfit):
        check_paper("paper.toml", spoiled)

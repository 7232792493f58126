"""How a grade is reached, and the states of an assessment."""

from enum import StrEnum


class GradeWay(StrEnum):
    """The ways to a grade (粤人社规〔2022〕26号 二（四）)."""

    ASSESSMENT = "assessment"
    DIRECT = "direct"
    STOCK = "stock"
    CONTEST = "contest"
    APPOINTMENT = "appointment"


class AssessmentKind(StrEnum):
    MIDTERM = "midterm"
    FINAL = "final"
    GRADE = "grade"


class AssessmentState(StrEnum):
    PLANNED = "planned"
    PASSED = "passed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    VOIDED = "voided"

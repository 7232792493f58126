"""What assessments are called, and how their scores are written."""

from domain.grading import AssessmentKind, AssessmentState

KINDS = {
    AssessmentKind.MIDTERM: "中期评估",
    AssessmentKind.FINAL: "终结性评价",
    AssessmentKind.GRADE: "等级评价",
}
STATES = {
    AssessmentState.PLANNED: "已安排",
    AssessmentState.PASSED: "合格",
    AssessmentState.FAILED: "不合格",
    AssessmentState.CANCELLED: "已取消",
    AssessmentState.VOIDED: "已作废",
}


def kind(code: str) -> str:
    return KINDS[AssessmentKind(code)]


def score(hundredths: int | None) -> str:
    """8550 → 85.5; empty where there is none."""
    if hundredths is None:
        return ""
    return f"{hundredths / 100:.2f}".rstrip("0").removesuffix(".")


def nth(attempt: int) -> str:
    """（补评） from the second attempt on."""
    return "（补评）" if attempt > 1 else ""

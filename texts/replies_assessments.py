"""What people read of assessments in the chat."""

from collections.abc import Sequence
from datetime import date

from domain.grading import AssessmentState
from usecases.assessments_due import DueAssessment
from usecases.list_assessments import AssessmentLine

from .assessments import KINDS, nth, score
from .format import GRADES, excerpt
from .notices_deadlines import dated

MOST_LINES = 10


HOW = "安排和登记结果，请用成绩单（Excel）交系统运维人员办理。"


def nothing_behind(*, administrator: bool) -> str:
    """For whoever wrote something behind the word."""
    if administrator:
        return f"“评价”后面不用写别的。回“评价”看 30天内该评价的人。\n{HOW}"
    return "“评价”后面不用写别的。回“评价”看您的评价；日期和结果由单位管理员登记，登记后会通知您。"


def due(lines: Sequence[DueAssessment], today: date) -> str:
    """Whom an administrator has assessed next, the nearest first."""
    if not lines:
        return f"30天内没有该评价的人。\n{HOW}"
    shown = [_due(line, today) for line in lines[:MOST_LINES]]
    more = ["（后面还有，空成绩单里列全部。）"] if len(lines) > MOST_LINES else []
    return "\n".join(["该评价的（30天内到期或已过期）：", *shown, *more, HOW])


def _due(line: DueAssessment, today: date) -> str:
    planned = "已安排" if line.planned_on else "还没有安排"
    what = f"{KINDS[line.kind]}{nth(line.attempt)}"
    return f"· {excerpt(line.name, 10)} {what} {dated(line.day, today)}，{planned}"


def own(lines: Sequence[AssessmentLine], today: date) -> str:
    """An apprentice's assessments, those of the newest agreement first."""
    if not lines:
        return "您还没有评价。定下日期后会通知您，回“期限”看什么时候要评。"
    return "\n".join(["您的评价：", *(_own(line, today) for line in lines[:MOST_LINES])])


def _own(line: AssessmentLine, today: date) -> str:
    grade = f"（{GRADES[line.grade]}）" if line.grade else ""
    what = f"· {excerpt(line.occupation, 12)} {KINDS[line.kind]}{nth(line.attempt)}{grade}"
    if line.state is AssessmentState.PLANNED and line.planned_on:
        return f"{what}：安排在 {dated(line.planned_on, today)}"
    if line.state is AssessmentState.VOIDED:
        return f"{what}：{line.sat_on} 的结果已作废，原因：{excerpt(line.reasons, 40)}"
    points = f" {score(line.score)}分" if line.score is not None else ""
    if line.state is AssessmentState.PASSED:
        return f"{what}：{line.sat_on} 合格{points}"
    return f"{what}：{line.sat_on} 不合格{points}，原因：{excerpt(line.reasons, 40)}"

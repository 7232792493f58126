"""The words of a score sheet: its columns, what may stand in them, and what a row says."""

import re
from dataclasses import dataclass
from datetime import date

from .assessments import FULL_SCORE, LONGEST_REASONS, ItemScore
from .grading import AssessmentKind
from .numerals import plain
from .roster_cells import SHOWN
from .roster_sheets import CellWrong, Problem

SHEET = "评价成绩"
# The reason of a row that says of the same person, kind and day what another says.
REPEATED = "repeated"
PHONE, KIND, DAY, SCORE, RESULT, ASSESSORS, REMARK = (
    "手机", "评价类型", "日期", "分数", "结果", "评价员手机", "备注",
)  # fmt: skip
COLUMNS = (PHONE, KIND, DAY, SCORE, RESULT, ASSESSORS, REMARK)
# Beyond the seven, where the sheet has them: whom the phone should belong to, and which agreement is meant.
NAME, OCCUPATION, GRADE, BODY = "姓名", "工种", "等级", "评价机构"
OTHERS = (NAME, OCCUPATION, GRADE, BODY)
KINDS = {
    "中期评估": AssessmentKind.MIDTERM,
    "终结性评价": AssessmentKind.FINAL,
    "等级评价": AssessmentKind.GRADE,
    "中期评价": AssessmentKind.MIDTERM,
    "终结性岗位胜任力评价": AssessmentKind.FINAL,
    "转正定级考核": AssessmentKind.FINAL,
    "职业技能等级评价": AssessmentKind.GRADE,
}
RESULTS = {"合格": True, "不合格": False, "通过": True, "未通过": False, "不通过": False}
# A class. More in one transaction would keep others waiting: a row takes some 5 ms with 300 entries to freeze.
MOST_ROWS = 300
ITEM = re.compile(r"(.+?)\(([0-9]{1,3})%\)")
_SCORE = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2})0*)?分?")


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """A column such as 理论(40%): its header as written, the item's name, the weight in percent."""

    header: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One row. Without a result it plans the assessment for that day. `score` in hundredths of a point."""

    row: int
    phone: str
    kind: AssessmentKind
    day: date
    passed: bool | None
    score: int | None
    items: tuple[ItemScore, ...]
    assessors: tuple[str, ...]
    remark: str
    name: str = ""
    occupation: str = ""
    grade: int | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Of a row that can't be read whose phone can, and the name beside it."""

    row: int
    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """What can be read, and everything wrong with the cells in `problems`, in the order of the rows.

    A row is among `rows` when its person, kind and day can be read, among `named` when its person can. `sheet` is its
    name in the file. `left_out` rows name somebody and say nothing, as an empty sheet does of those not assessed.
    """

    sheet: str
    rows: tuple[ScoreRow, ...]
    left_out: int = 0
    problems: tuple[Problem, ...] = ()
    named: tuple[NamedRow, ...] = ()


def score_of(text: str) -> int:
    """Hundredths of a point, from 0 to 100 points: 85, 85.5, 85.25分."""
    found = _SCORE.fullmatch(plain(text))
    score = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0") or 0) if found else FULL_SCORE + 1
    if score > FULL_SCORE:
        raise CellWrong("score", text=text[:SHOWN])
    return score


def remark_of(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST_REASONS:
        raise CellWrong("too_long", most=LONGEST_REASONS)
    return words

"""Why a grade can't be put on record or taken back, and what still can be done."""

from collections.abc import Callable
from typing import Any

from domain.grade_rules import GradeConditionsUnmet, NoPaperForGrade

from .findings import LEVELS, MERITS, WAYS, requirement
from .format import GRADES, excerpt

PARTS = {"occupation": "工种", "decided_by": "决定的单位", "number": "证书编号"}


def _no_paper(refusal: NoPaperForGrade) -> str:
    lapsed = f"{refusal.lapsed}已于 {refusal.until} 失效。" if refusal.lapsed else ""
    return (
        f"没有登记：{refusal.day} 没有生效的文件规定用“{WAYS[refusal.way]}”取得{GRADES[refusal.grade]}。{lapsed}"
        "其他机构已经发证的，请写证书编号登记。"
    )


def _unmet(refusal: GradeConditionsUnmet) -> str:
    lines = "\n".join(
        f"{'✓' if found.passed else '✗'} {requirement(found)}，{found.clause}"
        for found in refusal.judged.findings
    )
    return f"没有登记：用“{WAYS[refusal.way]}”取得{GRADES[refusal.grade]}，条件还不齐：\n{lines}"


WORDS = {
    "way": f"请用：{'、'.join(WAYS.values())}。",
    "merit": f"请用：{'、'.join(MERITS.values())}。",
    "contest": f"请写级别和名次，例如：省级3。级别有：{'、'.join(LEVELS[1:])}。",
    "day": "请写日期，例如：2026-11-20。",
}
UNFIT_NAMES = {
    "grade": "等级“{}”要在 1 到 8 之间。",
    "step": "层级“{}”要在 0 到 20 之间。",
    "name": "名称“{}”太长，最多 30 个字，前后不留空格。",
    "characters": "名称“{}”里有表情或看不见的字符，请只用文字、数字和标点。",
    "taken": "名称“{}”已经是另一个等级的。",
    "twice": "名称“{}”的等级和层级写了两次。",
}
SENTENCES: dict[str, Callable[[Any], str]] = {
    "grades.no_paper": _no_paper,
    "grades.conditions_unmet": _unmet,
    "grades.unknown": lambda r: (
        f"没有“{r.name}”这个等级。请用：{'、'.join(GRADES[1:])}，或者单位自定的名称。"
    ),
    "grades.firm_unknown": lambda r: (
        f"没有“{excerpt(r.name)}”这个单位，或者不归您管理。请写名册里的单位全称。"
    ),
    "grades.day_to_come": lambda r: f"没有登记：{r.day} 还没有到。请写已经决定的日期。",
    "grades.undescribed": lambda r: f"没有登记：请写{PARTS[r.part]}，最多 {r.most} 个字。",
    "grades.word_unknown": lambda r: f"没看懂“{r.text}”。{WORDS[r.part]}",
    "grades.name_unfit": lambda r: f"没有改：第 {r.line} 个{UNFIT_NAMES[r.part].format(r.value)}",
    "grades.record_unknown": lambda r: (
        f"没有编号 {r.number} 的等级记录，或者已经撤销。请用 jiangmiao grades list 看编号。"
    ),
    "grades.withdrawal_unexplained": lambda r: f"没有撤销：请写原因，最多 {r.most} 个字。",
}

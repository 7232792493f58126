"""Examples of hours, in categories that the reader's plan has."""

from collections.abc import Sequence

from .format import CATEGORIES, categories

# Every sentence that shows how to write hours uses one of these two.
PRACTICE, THEORY = "实操 车床外圆", "理论 识图"
_CONTENTS = {
    "practice": PRACTICE,
    "theory": THEORY,
    "on_the_job": "岗位 装配",
    "public_base": "公共实训 数控铣",
    "safety": "安全 操作规程",
}


def has_example(text: str) -> bool:
    return PRACTICE in text or THEORY in text


def fit(text: str, plan: Sequence[str]) -> str:
    """With examples of the plan's own categories in place of those it hasn't; `plan` are codes."""
    own = [_example(code) for code in (*CATEGORIES, *sorted(set(plan) - CATEGORIES.keys())) if code in plan]
    if not own:
        return text
    # The training itself rather than its lessons stands for 实操, the lessons for 理论.
    trained = [example for example in own if example != THEORY] or own
    practice = PRACTICE if "practice" in plan else trained[0]
    theory = THEORY if "theory" in plan else practice
    return theory.join(part.replace(PRACTICE, practice) for part in text.split(THEORY))


def _example(code: str) -> str:
    return _CONTENTS.get(code) or f"{categories((code,))} 操作练习"

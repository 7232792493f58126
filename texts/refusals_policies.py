"""Why the file of a policy paper can't be used: which file, which entry, and how to mend it."""

from collections.abc import Callable
from typing import Any

from domain.paper_format import PaperUnfit, Problem

WHY: dict[Problem, str] = {
    Problem.NOT_TOML: "不是有效的 TOML：{}。",
    Problem.UNKNOWN_KEY: "不认识“{}”这一项，请检查拼写。",
    Problem.NO_SOURCE: "缺少出处“{}”，请写明来自哪个文件、哪一条。",
    Problem.MISSING: "缺少“{}”这一项。",
    Problem.WRONG_VALUE: "“{}”的值不对。",
    Problem.UNKNOWN_CONDITION: "不认识条件“{}”，请用 docs/policies.md 里列出的条件。",
    Problem.OVERLAP: "生效时间与“{}”重叠，请让前一条先结束。",
}


def _unfit(refusal: PaperUnfit) -> str:
    where = f"（{refusal.entry}）" if refusal.entry else ""
    return f"政策文件 policies/{refusal.file}{where} 不能用：{WHY[refusal.problem].format(refusal.word)}"


SENTENCES: dict[str, Callable[[Any], str]] = {"policies.unfit": _unfit}

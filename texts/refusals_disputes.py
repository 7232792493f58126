"""Why a dispute can't be settled."""

from collections.abc import Callable
from typing import Any

SENTENCES: dict[str, Callable[[Any], str]] = {
    "disputes.unknown": lambda r: f"没有申诉 {r.dispute}，或者它不归您处理。回“申诉”看要处理的。",
    "disputes.over": lambda r: (
        f"申诉 {r.dispute} 已由{r.by}处理过了。回“申诉”看要处理的。"
        if r.by
        else f"申诉 {r.dispute} 不用再处理：那条学时已经改过、撤回或确认了。回“申诉”看要处理的。"
    ),
}

"""Why a preference can't be set."""

from collections.abc import Callable
from typing import Any

from .format import clock

SENTENCES: dict[str, Callable[[Any], str]] = {
    "roster.outdated": lambda r: "导入时名册涉及的数据刚好有变化，什么都没有导入。请再导入一次。",
    "preferences.quiet_hours": lambda r: (
        f"没有改：{clock(r.quiet_from)} 到次日 {clock(r.quiet_until)} 不打扰，"
        f"请选 {clock(r.quiet_until)} 到 {clock(r.quiet_from)} 之间的时间。"
    ),
    "preferences.pause_too_long": lambda r: f"没有改：可以暂停 1 到 {r.most} 天。要一直不提醒，回“提醒 关”。",
}

"""Why a preference can't be set."""

from collections.abc import Callable
from typing import Any

SENTENCES: dict[str, Callable[[Any], str]] = {
    "roster.outdated": lambda r: "导入时名册涉及的数据刚好有变化，什么都没有导入。请再导入一次。",
    "preferences.quiet_hours": lambda r: (
        f"没有改：{r.quiet_from:%H:%M} 到次日 {r.quiet_until:%H:%M} 不打扰，{r.at:%H:%M} 不能提醒。"
        f"请选 {r.quiet_until:%H:%M} 到 {r.quiet_from:%H:%M} 之间的时间，例如：提醒 20:00"
    ),
    "preferences.pause_too_long": lambda r: f"没有改：可以暂停 1 到 {r.most} 天。要一直不提醒，回“提醒 关”。",
}

"""Why a deadline can't be set, moved or cancelled, and what still can be done."""

from collections.abc import Callable
from typing import Any

from .format import long_day

SENTENCES: dict[str, Callable[[Any], str]] = {
    "deadlines.unknown": lambda r: f"没有编号 {r.number} 的期限，或者已经办完、已经取消。回“期限”看编号。",
    "deadlines.day_over": lambda r: (
        f"{r.day.year}年{long_day(r.day)}不能作为期限：要在今天以后、十年以内。请换一个日期。"
    ),
    "deadlines.day_missing": lambda r: (
        f"没看懂日期“{r.text}”。日期写在最前面，例如：期限 12月31日 设备年检 请交检验报告"
    ),
    "deadlines.kind_unknown": lambda r: (
        f"没有“{r.text}”这种期限。可以写：签订协议、申报；不写就是自定的期限。"
    ),
    "deadlines.title_unfit": lambda r: (
        "标题最多 30个字，要做的事最多 100个字，标题不能空。例如：期限 12月31日 设备年检 请交检验报告"
    ),
}

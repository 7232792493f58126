"""What could not be read in a sentence, and how to write it."""

from collections.abc import Callable
from typing import Any

from domain import sentence_refusals as refused
from domain import spans

from .examples import PRACTICE
from .format import hours, long_day


def _span_unclear(r: spans.SpanUnclear) -> str:
    return f"没看懂时间“{r.text}”。请用 24小时制写清起止，例如 8:30-12:00 或 13:00-17:30，也可以写 下午1点到5点。"


def _two_amounts(r: refused.TwoAmounts) -> str:
    both = f" {hours(r.first)}和 {hours(r.second)}" if r.first != r.second else f"两次 {hours(r.first)}"
    return f"这一句里有{both}，不知道该记哪个。一次只记一条，两段请分两条发，例如：学时 4小时 {PRACTICE}"


SENTENCES: dict[str, Callable[[Any], str]] = {
    "amount.unreadable": lambda r: (
        f"没看懂时长“{r.text}”。请这样写：4小时、一个半小时、240分钟、5学时，或 8:30-12:00。"
    ),
    "amount.unclear": lambda r: (
        f"“{r.number}”是几小时还是几学时？请写单位，例如 {r.number}小时 或 {r.number}学时。"
    ),
    "span.unclear": _span_unclear,
    "day.unreadable": lambda r: (
        f"没看懂日期“{r.text}”，或一年内没有这一天。请这样写：昨天、周三、11-20、11月20日。"
    ),
    "sentence.two_amounts": _two_amounts,
    "sentence.too_long": lambda r: (
        f"这一句有 {r.length} 个字，最多 {r.most} 个。请写短一些再发，例如：学时 4小时 {PRACTICE}"
    ),
    "sentence.amount_doubtful": lambda r: (
        f"“{r.text}”会改变时长吗？不知道该记多少。请只写最后算好的时长，例如：学时 4小时 {PRACTICE}"
    ),
    "sentence.break_inside": lambda r: (
        f"“{r.text}”要扣掉吗？中间有休息请分两条记，例如先发：学时 8:00-12:00 {PRACTICE}，"
        f"再发：学时 13:00-17:00 {PRACTICE}"
    ),
    "sentence.day_in_content": lambda r: (
        f"“{r.text}”是训练的日期吗？请把日期写在最前面，例如：学时 {r.text} 4小时 {PRACTICE}。"
        "不是日期的话，请在最前面写明训练的那天，例如“今天”。"
    ),
    "sentence.two_days": lambda r: (
        f"这一句里有 {long_day(r.first)}和 {long_day(r.second)}，不知道该记哪天。请一次只写一天，例如：学时 昨天 4小时 {PRACTICE}"
    ),
    "sentence.entry_number_unreadable": lambda r: (
        f"没看懂编号“{r.text}”。请只写数字，例如 128。不知道编号，请回“我的学时”。"
    ),
}

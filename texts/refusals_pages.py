"""Why a form on a page could not be taken."""

from collections.abc import Callable
from typing import Any

FIELDS = {
    "day": "日期",
    "amount": "时长",
    "category": "类别",
    "content": "内容",
    "starts": "开始时间",
    "ends": "结束时间",
    "at": "提醒时间",
    "organization": "单位",
    "person": "学生",
}
SENTENCES: dict[str, Callable[[Any], str]] = {
    "form.missing": lambda r: f"请填写{FIELDS[r.field]}。",
    "form.unreadable": lambda r: f"没看懂{FIELDS[r.field]}，请再填一次。",
    "form.amount_outside_times": lambda r: (
        "起止时间要写全，时长不能比起止之间还长。中间有休息，就把时长写短一些。"
    ),
    "form.used": lambda r: (
        f"这张表已经交过，记成了编号 {r.number}，这次的内容没有记。要另记一条，请再点一次“提交”。"
    ),
}

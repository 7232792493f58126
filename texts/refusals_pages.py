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
    "deputy": "代理人",
    "days": "天数",
    "since": "代理从哪一天",
    "until": "代理到哪一天",
    "why": "原因",
    "picture": "照片",
}
SENTENCES: dict[str, Callable[[Any], str]] = {
    "form.missing": lambda r: f"请填写{FIELDS[r.field]}。",
    "form.unreadable": lambda r: f"没看懂{FIELDS[r.field]}，请再填一次。",
    "form.amount_outside_times": lambda r: (
        "起止时间要写全，时长不能比起止之间还长。中间有休息，就把时长写短一些。"
    ),
    "form.picture_too_large": lambda r: f"照片太大，最多 {r.megabytes} MB。请选小一点的照片，或截图后再传。",
    "form.picture_unfit": lambda r: "这个文件不是能打开的照片。请选 JPG 或 PNG 格式的照片。",
    "evidence.closed": lambda r: f"编号 {r.number} 已经确认或撤回，不能再加照片。",
    "evidence.too_many": lambda r: f"一条学时最多附 {r.most} 份照片或视频。",
    "evidence.gone": lambda r: "没有这张照片，或者已经取不到了。",
    "form.used": lambda r: (
        f"这张表已经交过，记成了编号 {r.number}，这次的内容没有记。要另记一条，请再点一次“提交”。"
    ),
}

"""Why a mentor can't confirm, return or hand over, and what still can be done."""

from collections.abc import Callable
from typing import Any

from .format import days, long_day

SENTENCES: dict[str, Callable[[Any], str]] = {
    "signing.only_mentors": lambda r: "只有导师和教师有待确认的名单。回“帮助”看看您能做什么。",
    "signing.own_hours": lambda r: "自己的学时不能自己确认或退回，要由您的导师来办。",
    "signing.not_yours": lambda r: (
        "没有办：其中有的学时不由您确认（只有当天的导师、有效的代理人和单位管理员可以；理论学时院校教师也可以）。"
        "回“待确认”看最新的名单。"
    ),
    "signing.undo_too_late": lambda r: "已经过了可以撤销的时间。要改，请让学徒改了再交。",
    "signing.reason_required": lambda r: "请写明原因，例如：时间不符",
    "signing.reason_too_long": lambda r: f"原因有 {r.length} 个字，最多 {r.most} 个。请写短一些再发。",
    "apprentices.only_trainers": lambda r: "只有导师和教师可以看学徒名单。回“帮助”看看您能做什么。",
    "numbers.unreadable": lambda r: f"没看懂“{r.text}”。请写名单里的号码，例如 2，或 1 3。",
    "deputy.period_unreadable": lambda r: (
        f"没看懂“{r.text}”是哪几天。可以写：3天、到11-25、11月24日到28日、明天起一周、下周。"
    ),
    "deputy.period_too_long": lambda r: (
        f"代理一次最多 {r.most}天，从{long_day(r.since)}起，最晚可以到{long_day(r.latest)}。"
    ),
    "deputy.period_past": lambda r: f"{long_day(r.day)}已经过去了。请写今天或以后的日期。",
    "deputy.period_too_far": lambda r: f"最多提前 {r.most}天安排代理，开始的一天最晚是{long_day(r.latest)}。",
    "deputy.period_backwards": lambda r: (
        f"最后一天（{long_day(r.until)}）早于第一天（{long_day(r.since)}）。请写：从哪一天到哪一天，例如 11月24日到28日"
    ),
    "deputy.unknown": lambda r: f"本单位没有叫“{r.name}”的导师。代理人必须是本单位的其他导师，请写全名。",
    "deputy.self": lambda r: "不能请自己代理。请写本单位另一位导师的名字，例如：代理 陈志明 3天",
    "deputy.apprentice": lambda r: f"{r.name}是您的学徒，学徒不能代理确认。请写本单位另一位导师的名字。",
    "deputy.away": lambda r: (
        f"{r.name}自己也请了代理（{days(r.since, r.until)}），代理不能再转。请另请一位导师。"
    ),
    "deputy.none": lambda r: "您现在没有请人代理。要请人代，回“代理 姓名 3天”。",
}

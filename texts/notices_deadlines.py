"""What people are told of deadlines."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from .format import excerpt, long_day
from .wording import Facts, Notice, Wording, reminder

# The platform takes 2,048 bytes; the frame around the lines takes up to 200.
MOST_BYTES = 1800
# What the deadline is of, and what to do about it: for the person whose agreement it is, and for the others.
KINDS = {
    "agreement_to_sign": ("签订培养协议", "请看过协议后签字，交给单位。", "请安排学徒和院校签字并归档。"),
    "midterm": ("中期评估", "请和师傅约好时间，补齐学时。", "请安排评估，并确认好学时。"),
    "final": ("终结性岗位胜任力评价", "请回“进度”看还差什么，做好准备。", "请安排评价，并确认好学时。"),
    "agreement_end": (
        "培养协议到期",
        "请在到期前补记学时，回“进度”看还差多少。",
        "请确认好学时，办理评价或续签。",
    ),
    "application": ("申报截止", "请备齐材料，按时提交。", "请备齐材料，按时提交。"),
    "certificate_expiry": ("证书到期", "请联系单位办理换发。", "请为持证人办理换发。"),
    "policy_expiry": ("政策文件到期", "请在到期前办完按它办理的事项，并留意新文件。", ""),
    "own": ("期限", "", ""),
}


def name_of(kind: str, title: str) -> str:
    """What the deadline is called; a paper is named, and an own one has only its title."""
    usual = KINDS[kind][0]
    if kind == "own":
        return title
    return f"{usual}：{title}" if title else usual


def left(day: date, today: date) -> str:
    """还有 7天, 就是今天, 已过 1天."""
    days = (day - today).days
    if days == 0:
        return "就是今天"
    return f"还有 {days}天" if days > 0 else f"已过 {-days}天"


def dated(day: date, today: date) -> str:
    """12月31日 周四（还有 7天）, with the year where it isn't this one."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{long_day(day)}（{left(day, today)}）"


def _deadlines(facts: Facts) -> Wording:
    today, lines = date.fromisoformat(facts["day"]), facts["lines"]
    shown = _fitting([_line(line, today) for line in lines])
    hidden = bool(facts["full_until"]) or len(shown) < len(lines)
    more = ["后面还有别的期限。"] if hidden else []
    text = "\n".join(["期限提醒", *shown, *more, "回“期限”看全部。"])
    first = lines[0]
    about = name_of(first["kind"], first.get("title", ""))
    return reminder(
        "期限提醒",
        text,
        about=f"{excerpt(about, 14)}等期限" if len(lines) > 1 else about,
        on=date.fromisoformat(first["day"]),
        todo="回“期限”看要做的事",
    )


def _fitting(lines: Sequence[str]) -> list[str]:
    """The first, and as many more as one message takes."""
    sizes = accumulate(len(line.encode()) + 1 for line in lines)
    return [line for line, size in zip(lines, sizes, strict=True) if size <= MOST_BYTES or line is lines[0]]


def _line(line: Mapping[str, Any], today: date) -> str:
    _, mine, theirs = KINDS[line["kind"]]
    todo = line.get("todo") or (theirs if line["names"] else mine)
    source = f"（依据：{line['source']}）" if line.get("source") else ""
    day = date.fromisoformat(line["day"])
    what = name_of(line["kind"], line.get("title", ""))
    return f"· {dated(day, today)} {_whose(line['names'], line['count'])}{what}{source}。{todo}"


def _whose(names: Sequence[str], count: int) -> str:
    if not names:
        return ""
    return f"{'、'.join(names)}{f'等 {count}人' if count > len(names) else ''}的"


NOTICES: dict[str, Notice] = {"deadlines": _deadlines}

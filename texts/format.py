"""Figures and days as people here write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from domain.clock import local
from domain.flags import Flag
from domain.roles import Role

# The platform drops an answer of more than 2,048 bytes.
MOST_BYTES = 2000
WEEKDAYS = "一二三四五六日"
CATEGORIES = {
    "theory": "理论",
    "practice": "实操",
    "on_the_job": "岗位",
    "public_base": "公共实训",
    "safety": "安全",
}
PROGRAMMES = {
    "student_apprenticeship": "学生学徒制",
    "trainee_hire": "技培生",
    "new_apprenticeship": "企业新型学徒制",
}
# By number, from 1 up; a paper in force may name them otherwise.
GRADES = ("", "学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
# Why a mentor must open an entry first: in words, and as short as a line needs it.
FLAGS = {
    Flag.LATE: ("补记超过7天", "补记"),
    Flag.LONG: ("连续超过6小时无休息", "超6小时"),
    Flag.LONG_UNTIMED: ("一条超过6小时，没有写起止", "超6小时"),
    Flag.REPEATED: ("内容与以前的记录相同", "内容重复"),
    Flag.SAME_WORDS: ("内容与别人的记录相同", "与人相同"),
    Flag.AMENDED: ("改过", "改过"),
}
# Signs that turn what follows around, or that nobody sees.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
STATUSES = {"submitted": "待确认", "confirmed": "已确认", "returned": "已退回", "withdrawn": "已撤回"}


def hours(minutes: int) -> str:
    """240 → 4小时, 90 → 1.5小时, 80 → 1小时20分, 20 → 20分钟."""
    whole, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    if rest == 0:
        return f"{sign}{whole}小时"
    if whole and rest == 30:
        return f"{sign}{whole}.5小时"
    return f"{sign}{whole}小时{rest}分" if whole else f"{sign}{rest}分钟"


def lessons(minutes: int, lesson_minutes: int) -> str:
    """学时 with one decimal at most: 240 → 5.3, 180 → 4."""
    return f"{minutes / lesson_minutes:.1f}".removesuffix(".0")


def lessons_at_most(minutes: int, lesson_minutes: int) -> str:
    """学时 rounded down, so that one missing minute never looks done: 8999 of 9000 → 199.9."""
    return _tenths(minutes * 10 // lesson_minutes)


def lessons_at_least(minutes: int, lesson_minutes: int) -> str:
    """学时 rounded up, so that one missing minute is seen: 1 → 0.1."""
    return _tenths(-(-minutes * 10 // lesson_minutes))


def _tenths(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def long_day(day: date) -> str:
    """11月20日 周五."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def days(since: date, until: date) -> str:
    """11月24日 周二到11月28日 周六; one day alone once."""
    return long_day(since) if since == until else f"{long_day(since)}到{long_day(until)}"


def short_day(day: date) -> str:
    """11-20."""
    return f"{day.month:02}-{day.day:02}"


def clock(minute: int) -> str:
    """510 → 8:30."""
    return f"{minute // 60 % 24}:{minute % 60:02}"


def span(starts: int | None, ends: int | None) -> str:
    """8:30-12:00, or nothing where only a duration was given."""
    return f"{clock(starts)}-{clock(ends)}" if starts is not None and ends is not None else ""


def category(code: str) -> str:
    return CATEGORIES.get(code, code)


def categories(codes: tuple[str, ...]) -> str:
    return "、".join(category(code) for code in in_order(codes))


def in_order(codes: Iterable[str]) -> list[str]:
    """In the plan's usual order."""
    order = list(CATEGORIES)
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order))


def flags(raised: Iterable[Flag]) -> str:
    return "、".join(FLAGS[flag][0] for flag in raised)


def flags_shortly(raised: Iterable[Flag]) -> str:
    return "、".join(FLAGS[flag][1] for flag in raised)


def one_line(text: str) -> str:
    """What a person wrote, so that no part of it can pass for a line of ours."""
    return " ".join(_HIDDEN.sub("", text).split())


def excerpt(text: str, most: int = 24) -> str:
    """One line of at most `most` characters."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def organizations(seat: str, organizations: int) -> str:
    """海晟智能装备 or 海晟智能装备等 9个单位."""
    return f"{seat}等 {organizations}个单位" if organizations > 1 else seat


def master(name: str) -> str:
    """王佳怡 → 王师傅."""
    return f"{name[:1]}师傅"


def taken_back(name: str, role: str) -> str:
    """王师傅撤销了确认."""
    return f"{signer(name, role)}撤销了确认"


def moment(instant: datetime) -> str:
    """11-20 12:00."""
    return f"{local(instant):%m-%d} {clock_time(instant)}"


def clock_time(instant: datetime) -> str:
    """09:05."""
    return f"{local(instant):%H:%M}"


def signer(name: str, role: str) -> str:
    """王师傅, 何老师 for one who decided as teacher, 管理员周敏 for one who did as administrator."""
    if role == Role.TEACHER:
        return f"{name[:1]}老师"
    return f"管理员{name}" if role == Role.ADMINISTRATOR else master(name)

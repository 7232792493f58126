"""Why a lesson can't be opened or scanned, and what still can be done."""

from collections.abc import Callable
from typing import Any

from domain.clock import local

from .format import hours, long_day, one_line

SENTENCES: dict[str, Callable[[Any], str]] = {
    "lessons.only_hosts": lambda r: "只有院校的教师、公共实训基地的教师和管理员可以开课签到。",
    "lessons.times_unfit": lambda r: (
        f"结束时间要晚于开始时间，一次课最长 {hours(r.most)}。更长的请分上午、下午开。"
    ),
    "lessons.day_unfit": lambda r: f"只能开还没有结束的课，最晚可以开到{long_day(r.latest)}。",
    "lessons.unknown": lambda r: "没有找到这次课。",
    "lessons.code_over": lambda r: (
        "这个签到码已经过期，没有签到。请在教室里再扫一次屏幕上的新码（每 20 秒换一次）。"
    ),
    "lessons.too_early": lambda r: f"还没有到签到的时间。{local(r.scanned_from):%H:%M} 起可以扫码签到。",
    "lessons.too_late": lambda r: "这次课的签到已经结束。确实在场的，请找任课教师，或自己记学时请导师确认。",
    "lessons.not_of_class": lambda r: f"没有签到：您不是{r.host}的学生。有疑问请找任课教师。",
    "lessons.struck_out": lambda r: (
        f"任课教师已把您从这次课的名单上划去：{one_line(r.reason)}。有疑问请找任课教师。"
    ),
    "classes.only_teachers": lambda r: "只有院校的教师可以看班级。回“帮助”看看您能做什么。",
}

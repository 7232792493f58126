"""What a person wants of the daily reminder, as people say it: 关, 开, 20:00, 暂停 3天."""

import re
from dataclasses import dataclass
from datetime import time

from .errors import Refusal
from .numerals import BLANK, BLANKS, WHOLE, plain, read_whole
from .reminders import QUIET_FROM, QUIET_UNTIL
from .spans import read_time

LONGEST_PAUSE = 60
_ON = frozenset({"开", "打开", "开启", "恢复", "要"})
_OFF = frozenset({"关", "关闭", "关掉", "不要", "取消", "停"})
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7}
_PAUSE = re.compile(rf"(?:暂停|停){BLANK}*(?P<number>{WHOLE}){BLANK}*(?P<unit>{'|'.join(_DAYS)})")
_LEAD = re.compile(rf"(?:时间|改到|改为|改成|每天|每日|在|{BLANK})*")


@dataclass(frozen=True, slots=True)
class Wish:
    """One of three: turn on or off, remind at a time, pause for so many days from today."""

    on: bool = True
    at: time | None = None
    pause_days: int = 0


@dataclass(eq=False)
class QuietHours(Refusal):
    """Nobody is disturbed then (`domain.reminders`)."""

    code = "preferences.quiet_hours"
    at: time
    quiet_from: time
    quiet_until: time


@dataclass(eq=False)
class PauseTooLong(Refusal):
    code = "preferences.pause_too_long"
    days: int
    most: int


def read_wish(text: str) -> Wish | None:
    """None for words that say none of it. Refusals: `QuietHours`, `PauseTooLong`."""
    words = plain(text).strip(f"{BLANKS}。.!")
    if words in _ON | _OFF:
        return Wish(on=words in _ON)
    if pause := _PAUSE.fullmatch(words):
        return Wish(pause_days=_checked_pause((read_whole(pause["number"]) or 0) * _DAYS[pause["unit"]]))
    at = read_time(_LEAD.sub("", words, count=1))
    return Wish(at=check_time(at)) if at else None


def _checked_pause(days: int) -> int:
    if not 1 <= days <= LONGEST_PAUSE:
        raise PauseTooLong(days, LONGEST_PAUSE)
    return days


def check_time(at: time) -> time:
    """Raises `QuietHours`."""
    if not QUIET_UNTIL <= at < QUIET_FROM:
        raise QuietHours(at, QUIET_FROM, QUIET_UNTIL)
    return at

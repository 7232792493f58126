"""The lines above the keyboards of the demo's phones, to tap and try."""

from datetime import datetime

from domain.clock import local
from domain.lessons import usual_times
from domain.roles import Role
from texts import demo as texts
from texts.replies import ROLE_NAMES

NIGHT_ENDS = 2
# Students are taught between these: minutes after midnight, and an hour.
DAY_BEGINS, DAY_ENDS = 6 * 60, 22
HINTS = {
    ROLE_NAMES[Role.APPRENTICE]: [texts.FIRST_SENTENCE, "我的学时", "进度", "等级", "证书"],
    ROLE_NAMES[Role.MENTOR]: ["待确认", "确认 1", "看 2", "退回 2", "我的学徒"],
    ROLE_NAMES[Role.ADMINISTRATOR]: ["统计", "广播", "通知"],
    ROLE_NAMES[Role.TEACHER]: ["待确认", "签到", "我的学徒", "通知"],
}


def first_sentence(now: datetime) -> str:
    """Of an hour that is over by now."""
    return texts.FIRST_AT_NIGHT if local(now).hour < NIGHT_ENDS else texts.FIRST_SENTENCE


def lesson_step(now: datetime) -> str:
    """For those who may have a lesson that ends now."""
    starts, _ = usual_times(now)
    by_day = starts >= DAY_BEGINS and local(now).hour < DAY_ENDS
    return texts.LESSON if by_day else texts.LESSON_AT_NIGHT


def hints(now: datetime) -> dict[str, list[str]]:
    """By the name of the role; all work at this hour."""
    first = first_sentence(now)
    return {
        role: [first if line == texts.FIRST_SENTENCE else line for line in lines]
        for role, lines in HINTS.items()
    }

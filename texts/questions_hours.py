"""What an apprentice is asked about hours: for what is missing, and anew for what a rule refused."""

from datetime import date

from domain.sentence import Draft

from .examples import PRACTICE, THEORY
from .format import CATEGORIES, category, excerpt, hours, short_day, span

# Longer content isn't repeated to its writer.
SHOWN_AGAIN = 60
LEAVE = "不办了，请回“取消”。"
_ANEW = {
    "minutes": "只回新的时长或时间段就行，例如 2小时、13:00-15:00。",
    "day": "只回另一个日期就行，例如 昨天、11-20。",
    "content": "只回新的内容就行。",
    "place": "只回新的地点就行。",
    "reason": "只回原因就行。",
}


def in_order(codes: tuple[str, ...]) -> list[str]:
    """Categories as they are numbered in a choice."""
    return [code for code in CATEGORIES if code in codes] + sorted(set(codes) - set(CATEGORIES))


def ask_for(missing: str, offered: tuple[str, ...], *, misheard: str = "") -> str:
    """The question for what a line of hours left out; `misheard` is an answer that brought nothing."""
    return (
        f"没看懂“{excerpt(misheard, 20)}”。{_question(missing, offered)}"
        if misheard
        else _question(missing, offered)
    )


def _question(missing: str, offered: tuple[str, ...]) -> str:
    if missing == "minutes":
        return "训练了多久？请写时长或时间段，例如 4小时、8:30-12:00、5学时。（回“取消”可退出）"
    if missing == "category":
        choices = "　".join(f"{n}. {category(code)}" for n, code in enumerate(in_order(offered), 1))
        return f"是哪一类？回序号或名称：\n{choices}"
    if missing == "day":
        return "是哪一天？例如 昨天、周三、11-20。（回“取消”可退出）"
    return "做了什么？用几个字写下内容，例如：车床外圆"


def ask_anew(part: str, offered: tuple[str, ...]) -> str:
    """The question below a refusal, for the one part of a line that has to be another."""
    if part == "category":
        return f"{_question(part, offered)}\n不记了，请回“取消”。"
    return f"{_ANEW[part]}不记了，请回“取消”。"


def ask_reason(draft: Draft, today: date) -> str:
    """The question for the reason of a late entry; the whole line may be sent again instead."""
    line = written(draft, today)
    whole = f"；也可以整句再发：\n{line} 原因：当时手机坏了\n" if line else "。"
    return f"只回原因就行{whole}不记了，请回“取消”。"


def written(draft: Draft, today: date) -> str:
    """The line that says what a draft holds; empty where it would be too long to show."""
    if draft.minutes is None or draft.category is None or len(draft.content) > SHOWN_AGAIN:
        return ""
    amount = span(draft.span.starts, draft.span.ends) if draft.span else hours(draft.minutes)
    place = f" @{draft.place}" if draft.place else ""
    return f"学时 {short_day(draft.day or today)} {amount} {category(draft.category)} {draft.content}{place}"


def which_number(word: str) -> str:
    return f"要{word}哪一条？请回编号，例如 128。不知道编号，请回“我的学时”。（回“取消”可退出）"


def what_to_change(number: int) -> str:
    return f"编号 {number} 要改成什么？写要改的部分就行，例如：3小时，或 昨天 {THEORY}。（回“取消”可退出）"


def why_dispute(number: int) -> str:
    return f"编号 {number} 为什么申诉？请写原因，例如：当天确实在岗，有同事作证。（回“取消”可退出）"


def why_no_training(weeks_ago: int) -> str:
    week = "上周" if weeks_ago else "这周"
    return f"{week}为什么没有训练？请写原因，例如：车间停产、学校考试、请假。（回“取消”可退出）"


def picture_waits(count: int) -> str:
    return f"收到 {count}份，写完这条就附上。请接着回上面的问题。（回“取消”可退出）"


def gave_up(misheard: str) -> str:
    """The answer to the second miss in a row, which closes the question."""
    return (
        f"还是没看懂“{excerpt(misheard, 20)}”，这条先不记了。要记时一句写全就行，例如：学时 4小时 {PRACTICE}\n"
        "回“帮助”看看能做什么。"
    )

"""What an apprentice reads about the own hours."""

from datetime import date

from domain.hours import Flag
from domain.progress import Line
from usecases.add_evidence import EvidenceAdded
from usecases.amend_hours import Amended
from usecases.close_week import WeekClosed
from usecases.dispute_hours import Disputed
from usecases.list_hours import OwnHours
from usecases.log_hours import Logged
from usecases.own_entry import OwnEntry
from usecases.press_mentor import Pressed
from usecases.show_progress import TrainingProgress
from usecases.training_of import Mentor
from usecases.withdraw_hours import Withdrawn

from .format import (
    CATEGORIES,
    PROGRAMMES,
    STATUSES,
    category,
    excerpt,
    hours,
    lessons,
    long_day,
    master,
    short_day,
    span,
)

GRADES = ("", "学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
BAR = 8
FLAGS = {
    Flag.LATE: "补记超过 7天",
    Flag.LONG: "连续超过 6小时",
    Flag.REPEATED: "内容与以前的记录相同",
    Flag.SAME_WORDS: "内容与别人的记录相同",
}


def in_order(codes: tuple[str, ...]) -> list[str]:
    """Categories as they are numbered in a choice."""
    return [code for code in CATEGORIES if code in codes] + sorted(set(codes) - set(CATEGORIES))


def ask_for(missing: str, offered: tuple[str, ...]) -> str:
    """The question for what a line of hours left out."""
    if missing == "minutes":
        return "训练了多久？请写时长或时间段，例如 4小时、8:30-12:00、5学时。（回“取消”可退出）"
    if missing == "category":
        choices = "　".join(f"{n}. {category(code)}" for n, code in enumerate(in_order(offered), 1))
        return f"是哪一类？回序号或名称：\n{choices}"
    return "做了什么？用几个字写下内容，例如：车床外圆"


def which_number(word: str) -> str:
    return f"要{word}哪一条？请回编号，例如 128。不知道编号，请回“我的学时”。"


def how_to_amend(number: str) -> str:
    return f"请写编号和要改的内容，例如：改 {number or 128} 3小时，或 改 {number or 128} 昨天 理论 识图"


def how_to_dispute(number: str) -> str:
    return f"请写编号和原因，例如：申诉 {number or 128} 当天确实在岗，有同事作证"


def why_no_training() -> str:
    return "这周为什么没有训练？请写原因，例如：车间停产、学校考试、请假。（回“取消”可退出）"


def logged(entry: Logged, today: date) -> str:
    number = entry.number
    return "\n".join(
        [
            f"已记录，编号 {number}",
            _what(entry),
            f"{_day_total(entry, today)}{_awaited(entry.mentors)}",
            *_flag_note(entry.flags),
            f"改：改 {number} 3小时　　撤：撤回 {number}",
        ]
    )


def _what(entry: Logged) -> str:
    times = span(entry.starts, entry.ends)
    amount = f"{hours(entry.minutes)}（{lessons(entry.minutes, entry.lesson_minutes)}学时）"
    parts = [long_day(entry.day), f"{category(entry.category)} {amount}", times, entry.place, excerpt(entry.content, 60)]
    return " · ".join(part for part in parts if part)


def _day_total(entry: Logged, today: date) -> str:
    day = "今天" if entry.day == today else "当天"
    still = f"还可记 {hours(entry.room.left)}" if entry.room.left else "已记满"
    return f"{day}共 {hours(entry.room.day_total)}，{still}。"


def _awaited(mentors: tuple[Mentor, ...]) -> str:
    if not mentors:
        return "您还没有导师，请联系管理员安排。"
    return f"等待{'、'.join(map(_mentor, mentors))}确认。"


def _mentor(mentor: Mentor) -> str:
    name = master(mentor.name)
    return f"{mentor.deputy_name}（代{name}）" if mentor.deputy_name else name


def _flag_note(flags: tuple[Flag, ...]) -> list[str]:
    return [f"⚑ {'、'.join(FLAGS[flag] for flag in flags)}，师傅会打开细看。"] if flags else []


def amended(result: Amended, today: date) -> str:
    entry = result.after
    note = "之前的确认已留在历史里，" if result.was_confirmed else ""
    return "\n".join(
        [
            f"已改，编号 {entry.number}（原为 {_brief(result.before)}）",
            _what(entry),
            f"{note}{_day_total(entry, today)}{_awaited(entry.mentors)}",
            *_flag_note(entry.flags),
        ]
    )


def _brief(entry: OwnEntry) -> str:
    times = span(entry.starts, entry.ends)
    parts = [short_day(entry.day), category(entry.category), hours(entry.minutes), times, excerpt(entry.content)]
    return " ".join(part for part in parts if part)


def withdrawn(result: Withdrawn) -> str:
    entry = result.entry
    before = "这条之前就" if result.again else ""
    return f"{before}已撤回，编号 {entry.number}：{_brief(entry)}。"


def own_hours(page: OwnHours) -> str:
    if not page.entries:
        return "还没有学时记录。发一句就能记，例如：学时 4小时 实操 车床外圆"
    week = f"本周已确认 {hours(page.week_confirmed)}，待确认 {hours(page.week_waiting)}"
    lines = [f"{entry.number} {_brief(entry)} · {STATUSES[entry.status]}" for entry in page.entries]
    more = [f"更早的：我的学时 {page.entries[-1].number}"] if page.older else []
    return "\n".join([week, *lines, *more])


def pressed(result: Pressed) -> str:
    names = "、".join(map(_mentor, result.mentors)) or "导师"
    return f"已提醒{names}：编号 {result.entry.number} 已等 {result.waited} 天。每条每天可以催一次。"


def disputed(result: Disputed) -> str:
    told = f"已通知 {result.administrators} 位管理员" if result.administrators else "单位还没有管理员，申诉已留存"
    return f"已申诉，编号 {result.entry.number}。{told}，处理后会告诉您。"


def week_closed(result: WeekClosed) -> str:
    before = "之前已经" if result.again else "已"
    return (
        f"{before}登记：{short_day(result.monday)} 至 {short_day(result.sunday)} 无训练。"
        "如果后来有训练，直接记学时就行。"
    )


def evidence_added(added: EvidenceAdded) -> str:
    return f"收到，已附在编号 {added.number}，共 {added.count} 份材料。"


def progress(trainings: list[TrainingProgress]) -> str:
    return "\n\n".join(map(_progress, trainings))


def _progress(training: TrainingProgress) -> str:
    now = training.progress
    per = training.lesson_minutes
    head = (
        f"{training.occupation} → {GRADES[training.target_grade]}"
        f"（{PROGRAMMES[training.programme]}，{now.starts_on} 至 {now.ends_on}）"
    )
    sums = (
        f"已确认 {lessons(now.confirmed, per)}学时 · 待确认 {lessons(now.waiting, per)}学时 · "
        f"要求 {lessons(now.required, per)}学时（{now.done_percent}%，按进度应为 {now.expected_percent}%）"
    )
    return "\n".join([head, sums, *(_line(line, per) for line in now.lines), *_outlook(training)])


def _line(line: Line, per: int) -> str:
    filled = min(line.confirmed * BAR // line.required, BAR) if line.required else BAR
    waiting = f" 待确认{lessons(line.waiting, per)}" if line.waiting else ""
    bar = "▓" * filled + "░" * (BAR - filled)
    return f"{category(line.category)} {lessons(line.confirmed, per)}/{lessons(line.required, per)} {bar}{waiting}"


def _outlook(training: TrainingProgress) -> list[str]:
    now, per = training.progress, training.lesson_minutes
    missing = [f"{category(line.category)} {lessons(line.missing, per)}学时" for line in now.lines if line.missing]
    if not missing:
        return ["规定学时已全部完成。"]
    return [*_forecast(now.forecast, now.ends_on), f"还差：{'、'.join(missing)}。"]


def _forecast(forecast: date | None, ends_on: date) -> list[str]:
    if forecast is None:
        return []
    months = (forecast.year - ends_on.year) * 12 + forecast.month - ends_on.month
    if forecast <= ends_on:
        verdict = "能按期完成"
    else:
        verdict = f"比期限晚 {months}个月" if months else "比期限稍晚"
    return [f"照现在的速度预计 {forecast:%Y-%m} 完成，{verdict}。"]

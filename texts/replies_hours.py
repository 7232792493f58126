"""What an apprentice reads about the own hours."""

from datetime import date

from domain.flags import Flag
from domain.roles import Role
from usecases.add_evidence import EvidenceAdded
from usecases.amend_hours import Amended
from usecases.close_week import WeekClosed
from usecases.dispute_hours import Disputed
from usecases.list_hours import OwnHours
from usecases.log_hours import Logged
from usecases.own_entry import OwnEntry
from usecases.press_mentor import Pressed
from usecases.training_of import Mentor
from usecases.withdraw_hours import Withdrawn

from .examples import PRACTICE
from .format import (
    STATUSES,
    category,
    clock_time,
    excerpt,
    flags,
    hours,
    lessons,
    long_day,
    master,
    moment,
    one_line,
    short_day,
    signer,
    span,
)

# Who of the school confirms, whoever it may be.
SCHOOL = "学校老师"


def logged(entry: Logged, today: date, pictures: EvidenceAdded | None = None) -> str:
    number = entry.number
    return "\n".join(
        [
            f"刚才已经记过，编号 {number}，没有重复记" if entry.twice else f"已记录，编号 {number}",
            _what(entry),
            f"{_day_total(entry, today)}{_awaited(entry)}",
            *_flag_note(entry.flags),
            *([f"附有 {pictures.count}份照片或视频。"] if pictures else []),
            *(["真的还有同样的一条，回“再记一条”。"] if entry.twice else []),
            f"改：改 {number} 3小时　　撤：撤回 {number}",
        ]
    )


def _what(entry: Logged) -> str:
    times = span(entry.starts, entry.ends)
    amount = f"{hours(entry.minutes)}（{lessons(entry.minutes, entry.lesson_minutes)}学时）"
    parts = [
        long_day(entry.day),
        f"{category(entry.category)} {amount}",
        times,
        entry.place,
        excerpt(entry.content, 60),
    ]
    return " · ".join(part for part in parts if part).replace("） ·", "）·")


def _day_total(entry: Logged, today: date) -> str:
    day = "今天" if entry.day == today else "当天"
    still = f"还可记 {hours(entry.room.left)}" if entry.room.left else "已记满"
    return f"{day}共 {hours(entry.room.day_total)}，{still}。"


def _awaited(entry: Logged) -> str:
    names = [*map(_mentor, entry.mentors), *([SCHOOL] if entry.school else [])]
    if not names:
        return "您还没有导师，请联系管理员安排。"
    return f"等待{'或'.join(names)}确认。"


def _mentor(mentor: Mentor) -> str:
    name = master(mentor.name)
    return f"{mentor.deputy_name}（代{name}）" if mentor.deputy_name else name


def _flag_note(raised: tuple[Flag, ...]) -> list[str]:
    return [f"⚑ {flags(raised)}，师傅会打开细看。"] if raised else []


def amended(result: Amended, today: date) -> str:
    entry = result.after
    note = "之前的确认已留在历史里，" if result.was_confirmed else ""
    return "\n".join(
        [
            f"已改，编号 {entry.number}（原为 {_brief(result.before)}）",
            _what(entry),
            f"{note}{_day_total(entry, today)}{_awaited(entry)}",
            *_times_gone(result),
            *_flag_note(entry.flags),
        ]
    )


def _times_gone(result: Amended) -> list[str]:
    """A new length without times drops the times; nobody should lose them unawares."""
    before = span(result.before.starts, result.before.ends)
    if not before or result.after.starts is not None:
        return []
    return [f"没有写起止，原来的 {before} 已去掉。要留，请写起止：改 {result.after.number} {before}"]


def _brief(entry: OwnEntry) -> str:
    times = span(entry.starts, entry.ends)
    parts = [
        short_day(entry.day),
        category(entry.category),
        hours(entry.minutes),
        times,
        excerpt(entry.content),
    ]
    return " ".join(part for part in parts if part)


def withdrawn(result: Withdrawn) -> str:
    entry = result.entry
    before = "这条之前就" if result.again else ""
    return f"{before}已撤回，编号 {entry.number}：{_brief(entry)}。"


def own_hours(page: OwnHours) -> str:
    if not page.entries and page.below:
        return f"没有比编号 {page.below} 更早的记录了。"
    if not page.entries:
        return f"还没有学时记录。发一句就能记，例如：学时 4小时 {PRACTICE}"
    lines = [f"{entry.number} {_brief(entry)} · {_status(entry, page)}" for entry in page.entries]
    more = [f"更早的：我的学时 {page.entries[-1].number}"] if page.older else []
    return "\n".join([*_sums(page), *lines, *more])


def _status(entry: OwnEntry, page: OwnHours) -> str:
    before = page.reversed.get(entry.number)
    return f"冲销编号 {before}" if before else STATUSES[entry.status]


def _sums(page: OwnHours) -> list[str]:
    """The week's sums above the newest entries, and what else waits, which the week doesn't show."""
    if page.below:
        return []
    week = f"本周已确认 {hours(page.week_confirmed)}，待确认 {hours(page.week_waiting)}"
    earlier = page.waiting - page.week_waiting
    return [week, *([f"其他日期还有 {hours(earlier)}待确认"] if earlier else [])]


def pressed(result: Pressed) -> str:
    if not result.mentors and not result.teachers:
        return "您还没有导师，没有人可以催。请联系管理员安排。"
    names = "、".join(
        [*map(_mentor, result.mentors), *(signer(name, Role.TEACHER) for name in result.teachers)]
    )
    if result.again:
        when = f" {clock_time(result.at)} " if result.at else ""
        return f"编号 {result.entry.number} 今天{when}已经催过了，{names}收到过提醒。明天可以再催。"
    return f"已提醒{names}：编号 {result.entry.number} 已等 {result.waited} 天。每条每天可以催一次。"


def disputed(result: Disputed) -> str:
    if result.again:
        return _disputed_before(result)
    told = (
        f"已通知 {result.administrators}位管理员，处理后会告诉您。"
        if result.administrators
        else "单位还没有管理员，申诉已经留存，请先与导师沟通。"
    )
    return f"已申诉，编号 {result.entry.number}。{told}"


def _disputed_before(result: Disputed) -> str:
    number = result.entry.number
    if result.settlement:
        return (
            f"编号 {number} 的申诉，管理员已处理：{one_line(result.settlement)}\n改好再交以后，可以再申诉。"
        )
    return f"编号 {number} 在 {moment(result.at)} 已经申诉过了（{excerpt(result.reason)}），管理员会处理。"


def week_closed(result: WeekClosed) -> str:
    before = "之前已经" if result.again else "已"
    return (
        f"{before}登记：{short_day(result.monday)} 至 {short_day(result.sunday)} 无训练。"
        "如果后来有训练，直接记学时就行。"
    )


def evidence_added(added: EvidenceAdded) -> str:
    number = added.number
    return (
        f"收到，已附在编号 {number}，共 {added.count}份照片或视频。附错了，请回“撤回 {number}”，重新记一条。"
    )

"""One entry opened by its mentor: everything that was written, and what changed."""

from datetime import date

from domain.differences import Difference, changed_parts
from domain.entries import EntryStatus
from domain.roles import Role
from usecases.open_entry import NotInList, Opened
from usecases.waiting_hours import EntryLine

from .format import (
    category,
    clock,
    flags,
    hours,
    long_day,
    master,
    moment,
    one_line,
    signer,
    span,
    taken_back,
)
from .replies_mentor import VERBS, not_in_list, waited

# So that the longest content and everything around it fit one answer of 2,048 bytes.
PAGE = 400
FIELDS = {
    "work_date": "日期",
    "minutes": "时长",
    "starts": "开始",
    "ends": "结束",
    "category": "类别",
    "place": "地点",
    "content": "内容",
}
EARLIER = {
    EntryStatus.CONFIRMED: "上次确认的",
    EntryStatus.RETURNED: "上次退回的",
    EntryStatus.SUBMITTED: "之前的",
}


def opened(entry: Opened, page: int, today: date) -> str:
    line = entry.line
    away = [f"代{master(line.instead_of)}"] if line.instead_of else []
    return "\n".join(
        [
            f"{entry.number}. {line.name} {long_day(line.day)}",
            " · ".join(part for part in _facts(line) if part),
            *_content(entry, page),
            *([f"补记原因：{one_line(line.late_reason)}"] if line.late_reason else []),
            *([f"⚑ {flags(line.flags)}"] if line.flags else []),
            *_changes(entry),
            " · ".join([*_besides(entry), waited(line, today), *away]),
            _what_next(entry),
        ]
    )


def _besides(entry: Opened) -> list[str]:
    """What there is beside the words, and how often they were changed."""
    pictures = [f"附照片或视频 {entry.evidence}份"] if entry.evidence else []
    changed = [f"改过 {entry.line.amended}次"] if entry.line.amended else []
    return [*pictures, *changed]


def _facts(line: EntryLine) -> list[str]:
    return [
        f"{category(line.category)} {hours(line.minutes)}",
        span(line.starts, line.ends),
        one_line(line.place),
    ]


def _content(entry: Opened, page: int) -> list[str]:
    text = one_line(entry.line.content)
    pages = max(-(-len(text) // PAGE), 1)
    shown = min(max(page, 1), pages)
    part = text[(shown - 1) * PAGE : shown * PAGE]
    following = f"，回“看 {entry.number} 第{shown + 1}页”看下一页" if shown < pages else ""
    return [f"内容：{part}", *([f"（第{shown}页，共 {pages}页{following}）"] if pages > 1 else [])]


def _changes(entry: Opened) -> list[str]:
    before = entry.compared
    if before is None:
        return []
    if by := entry.line.undone:
        return [f"{taken_back(by.signer, by.role)}，内容没有改"]
    if not before.changes:
        return [f"与{EARLIER[before.status]}内容相同"]
    return [f"与{EARLIER[before.status]}相比：", *map(change, before.changes)]


def change(found: Difference) -> str:
    """时长 4小时 → 3小时."""
    if found.field == "content":
        before, after = changed_parts(str(found.before), str(found.after))
        return f"内容 “{_clipped(before)}” → “{_clipped(after)}”"
    return f"{FIELDS[found.field]} {_value(found.field, found.before)} → {_value(found.field, found.after)}"


def _clipped(text: str, most: int = 60) -> str:
    """The rest is in the content above; the whole of the earlier one stays in the history."""
    text = one_line(text)
    return text if len(text) <= most else f"{text[:most]}…（共 {len(text)}字）"


def _value(field: str, value: object) -> str:
    if value is None or value == "":
        return "（无）"
    match field, value:
        case "minutes", int(minutes):
            return hours(minutes)
        case (("starts" | "ends"), int(minute)):
            return clock(minute)
        case "category", str(code):
            return category(code)
    return one_line(str(value))


def _what_next(entry: Opened) -> str:
    if entry.decision:
        return f"这条已由{signer(entry.decided_by, entry.decided_as)}{VERBS[entry.decision]}。"
    if entry.line.status is EntryStatus.WITHDRAWN:
        when = f"于 {moment(entry.withdrawn.at)} " if entry.withdrawn else ""
        return f"这条学徒已{when}撤回。"
    if entry.right is Role.ADMINISTRATOR:
        return f"回“代确认 {entry.number} 原因”确认，或“代退回 {entry.number} 原因”退回。"
    return f"回“确认 {entry.number}”确认，或“退回 {entry.number} 原因”退回。"


def no_such_line(found: NotInList, word: str) -> str:
    """`word` is the command that shows this person's list."""
    if not found.seen:
        return f"还没有打开名单。请先回“{word}”，再回“看 1”。"
    return "\n".join([*not_in_list([found.number], found.seen), f"回“{word}”看最新的名单。"])


def which_to_open() -> str:
    return "要看第几条？例如：看 2"

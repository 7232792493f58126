"""What people read of their deadlines, and administrators of those they set."""

from collections.abc import Sequence
from datetime import date

from domain.roles import Role
from usecases.deadlines_of import DeadlineLine
from usecases.move_deadline import Changed
from usecases.store_deadlines import Stored

from .format import excerpt
from .notices_deadlines import KINDS, dated, name_of
from .replies_notices import AUDIENCES

MOST_LINES = 8


def own(lines: Sequence[DeadlineLine], today: date, *, administrator: bool) -> str:
    """The nearest first; administrators see the numbers that they need."""
    if not lines:
        text = "现在没有期限。"
    else:
        shown = [_line(line, today, administrator) for line in lines[:MOST_LINES]]
        more = ["（后面还有，到时会提醒您。）"] if len(lines) > MOST_LINES else []
        text = "\n".join(["您的期限：", *shown, *more])
    return f"{text}\n{how_to()}" if administrator else text


def how_to() -> str:
    return "加一个：期限 12月31日 标题 要做的事\n改日期：期限 改 编号 日期　取消：期限 取消 编号"


def _line(line: DeadlineLine, today: date, numbered: bool) -> str:
    _, mine, theirs = KINDS[line.kind]
    todo = line.todo or (theirs if line.name else mine)
    whose = f"{line.name}{f'等 {line.count}人' if line.count > 1 else ''}的" if line.name else ""
    number = f"{line.number} " if numbered and line.count == 1 else "· "
    source = f"\n  依据：{excerpt(line.source, 60)}" if line.source else ""
    what = excerpt(name_of(line.kind, line.title), 40)
    return f"{number}{dated(line.day, today)} {whose}{what}。{excerpt(todo, 60)}{source}"


def preview(day: date, title: str, todo: str, role: Role | None, today: date) -> str:
    """Before the question whether to set it."""
    what = f"\n要做的事：{todo}" if todo else ""
    return (
        f"将给您单位的{AUDIENCES[role]}设一个期限：\n{dated(day, today)} {title}{what}\n"
        "前 30、14、7、3、1天和当天会提醒，过期 1、3、7天再提醒。\n回“确定”设好，回“取消”不设。"
    )


def set_or_cancel() -> str:
    return "还没有设。回“确定”设好，回“取消”不设；要改内容，请重新发“期限 日期 标题 要做的事”。"


def added(stored: Sequence[Stored], title: str, today: date) -> str:
    numbers = "、".join(str(one.id) for one in stored)
    first = stored[0]
    return (
        f"已设好，编号 {numbers}：{dated(first.day, today)} {title}。\n"
        f"改日期：期限 改 {first.id} 日期　取消：期限 取消 {first.id}"
    )


def moved(found: Changed, today: date) -> str:
    name = name_of(found.kind, found.title)
    return f"期限 {found.number}“{excerpt(name)}”改到 {dated(found.day, today)}，会按新日期重新提醒。"


def cancelled(found: Changed) -> str:
    return f"已取消期限 {found.number}“{excerpt(name_of(found.kind, found.title))}”，不再提醒。"


def which(word: str) -> str:
    """A number is missing behind 改 or 取消."""
    rest = " 12月31日" if word == "改" else ""
    return f"请写期限的编号，例如：期限 {word} 12{rest}　回“期限”看编号。"


def only_administrators() -> str:
    return "期限由管理员设置。回“期限”看您自己的期限。"

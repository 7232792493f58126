"""What the operator reads at the command line of deadlines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.roles import Role

from .format import excerpt, long_day
from .notices_deadlines import name_of
from .replies_notices import AUDIENCES

DEADLINE = "设置、改期或取消期限。"
DEADLINES = "列出最近的期限，最早的在前。"
ADD = "给一个单位（或全部单位）的人设一个期限。同一天重复运行只设一个。"
MOVE = "把期限改到另一天，按新日期重新提醒。"
CANCEL = "取消期限，不再提醒。"
NUMBER = "期限的编号（见 jiangmiao deadlines）。"
DAY = "日期，例如 2026-12-31 或 12月31日。"
TITLE = "标题，最多 30 个字；写了种类的可以不写。"
KIND = "种类：签订协议、申报；不写就是自定的期限。"
TO_DO = "要做的事，最多 100 个字。"
ORG = "只给这个单位的人；不写就给所有单位。"
ROLE = "给谁：全部、学徒、导师、教师；不写就是全部。"

COLUMNS = ("编号", "日期", "期限", "学徒", "单位", "给谁", "要做的事", "依据")
ROLES = {str(role): name for role, name in AUDIENCES.items() if role} | {str(Role.ADMINISTRATOR): "管理员"}


def row(line: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        str(line["number"]),
        line["day"],
        excerpt(name_of(line["kind"], line["title"]), 30),
        line["person"],
        line["organization"],
        "" if line["person"] else ROLES.get(line["role"], AUDIENCES[None]),
        excerpt(line["todo"], 30),
        line["source"],
    )


def none() -> str:
    return "没有期限。"


def added(done: Mapping[str, Any]) -> str:
    return f"已设好期限 {done['number']}：{_day(done['day'])} {_name(done)}。"


def moved(done: Mapping[str, Any]) -> str:
    return f"期限 {done['number']}“{_name(done)}”已从 {_day(done['before'])} 改到 {_day(done['day'])}，会重新提醒。"


def cancelled(done: Mapping[str, Any]) -> str:
    return f"已取消期限 {done['number']}“{_name(done)}”（{_day(done['day'])}），不再提醒。"


def no_day(text: str) -> str:
    return f"没看懂日期“{text}”。请这样写：2026-12-31、12月31日、下周五。"


def unknown(number: int) -> str:
    return f"没有编号 {number} 的期限，或者已经办完、已经取消。编号请看 jiangmiao deadlines。"


def _name(done: Mapping[str, Any]) -> str:
    return excerpt(name_of(done["kind"], done["title"]))


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}年{long_day(day)}"

"""Why hours can't be recorded, and what still can."""

from collections.abc import Callable
from typing import Any

from domain import hours_refusals as refused
from domain.clock import week_start
from domain.flags import FREE_DAYS
from domain.hours import REASON_DAYS
from usecases.dispute_hours import DISPUTE_FROM
from usecases.press_mentor import PRESS_FROM

from .examples import PRACTICE
from .format import categories, category, clock, hours, long_day, short_day, span

FIELDS = {"content": "内容", "place": "地点", "reason": "原因"}


def _over_daily(r: refused.OverDailyCap) -> str:
    day = "今天" if r.day == r.today else long_day(r.day)
    left = max(r.cap - r.already, 0)
    still = f"{day}还可记 {hours(left)}" if left else f"{day}已经记满"
    return f"没有记录：当天最多 {hours(r.cap)}，已记 {hours(r.already)}，{still}。\n依据：{r.rule}。"


def _over_weekly(r: refused.OverWeeklyCap) -> str:
    left = max(r.cap - r.already, 0)
    week = "本周" if r.monday == week_start(r.today) else f"{short_day(r.monday)} 那一周"
    still = f"{week}还可记 {hours(left)}" if left else f"{week}已经记满"
    return f"没有记录：一周最多 {hours(r.cap)}，已记 {hours(r.already)}，{still}。\n依据：{r.rule}。"


def _in_future(r: refused.InFuture) -> str:
    if r.ends is not None:
        last_night = f"\n是昨晚的，请写：昨天 {span(r.starts, r.ends)}" if r.tonight else ""
        return f"没有记录：{long_day(r.day)} {clock(r.ends)} 还没有到。请在训练结束后再记。{last_night}"
    return f"没有记录：{long_day(r.day)}还没有到。请在训练当天或之后再记。"


def _not_yet_lived(r: refused.NotYetLived) -> str:
    already = f"已记 {hours(r.already)}，" if r.already else ""
    return (
        f"没有记录：今天到现在才过了 {hours(r.lived)}，{already}加上这条就超过了。请做完再记。\n"
        "如果是昨天的班，请写“昨天”；夜班请写起止时间，例如：学时 昨天 22:00-6:00 岗位 内容"
    )


def _night(r: refused.NightShift) -> str:
    return f"没有记录：{clock(r.night[0])} 到次日 {clock(r.night[1])} 不安排训练，其余时间可以记。\n依据：{r.rule}。"


def _not_in_plan(r: refused.CategoryNotInPlan) -> str:
    return f"没有记录：您的培养方案里没有“{category(r.category)}”。可以记的类别：{categories(r.allowed)}。"


def _reason_needed(r: refused.ReasonNeeded) -> str:
    return (
        f"没有记录：{long_day(r.day)}已过去 {FREE_DAYS}天以上，补记要写原因。"
        "写在末尾就行，例如：原因：当时手机坏了"
    )


SENTENCES: dict[str, Callable[[Any], str]] = {
    "hours.only_apprentices": lambda r: "只有学徒可以记学时。回“帮助”看看您能做什么。",
    "hours.before_start": lambda r: f"没有记录：您的培养从 {r.starts_on} 开始，之前的日期不能记。",
    "hours.after_end": lambda r: f"没有记录：您的培养到 {r.ends_on} 结束，可以补记结束日及之前的学时。",
    "hours.suspended": lambda r: "没有记录：您的培养目前暂停或已结束。如有疑问，请联系单位管理员。",
    "hours.in_future": _in_future,
    "hours.not_yet_lived": _not_yet_lived,
    "hours.too_long_ago": lambda r: (
        f"没有记录：只能补记 {REASON_DAYS}天以内（{r.earliest} 起）的学时。更早的请联系单位管理员补录。"
    ),
    "hours.reason_needed": _reason_needed,
    "hours.category_not_in_plan": _not_in_plan,
    "hours.over_entry_cap": lambda r: (
        f"没有记录：一条最多 {hours(r.cap)}，您写的是 {hours(r.minutes)}。请检查时长，或分几条记。"
    ),
    "hours.over_daily_cap": _over_daily,
    "hours.over_weekly_cap": _over_weekly,
    "hours.night_shift": _night,
    "hours.overlapping": lambda r: (
        f"没有记录：与编号 {r.number}（{short_day(r.day)} {clock(r.starts)}-{clock(r.ends)}）时间重叠。"
        f"请换一个时间段，或先回“撤回 {r.number}”。"
    ),
    "hours.text_too_long": lambda r: (
        f"没有记录：{FIELDS[r.field]}有 {r.length} 个字，最多 {r.most} 个。请写短一些再发。"
    ),
    "hours.unstorable": lambda r: f"没有记录：{FIELDS[r.field]}里有无法保存的字符，请删去后再发。",
    "training.none": lambda r: "您还没有培养协议，不能记学时。请联系单位管理员登记。",
    "hours.no_such_entry": lambda r: f"没有找到编号 {r.number}。回“我的学时”查看编号。",
    "hours.confirmed_already": lambda r: (
        f"编号 {r.number} 已由{r.signer}确认，不能撤回。如有错误，回“改 {r.number} …”更正，更正后重新确认。"
    ),
    "hours.withdrawn_already": lambda r: f"编号 {r.number} 已经撤回了，不能再改。请重新记一条。",
    "hours.changed_meanwhile": lambda r: f"没有改：编号 {r.number} 刚刚有变化，请看一下现在的内容再改。",
    "hours.nothing_changed": lambda r: (
        f"编号 {r.number} 没有变化。请写明要改成什么，例如“改 {r.number} 3小时”。"
    ),
    "hours.not_waiting": lambda r: f"编号 {r.number} 不在等待确认。回“我的学时”查看现在的状态。",
    "hours.too_early_to_press": lambda r: (
        f"编号 {r.number} 等满 {PRESS_FROM}天才可以催办，{long_day(r.possible_on)}起可以催。"
    ),
    "hours.too_early_to_dispute": lambda r: (
        f"编号 {r.number} 还不能申诉：等满 {DISPUTE_FROM}天（{long_day(r.possible_on)}起）或被退回后可以申诉。"
    ),
    "hours.nothing_to_repeat": lambda r: (
        f"最近 10分钟没有记过学时，没有可以再记的。请写一句，例如：学时 4小时 {PRACTICE}"
    ),
    "evidence.media_unknown": lambda r: "这张照片没有收到，请再发一次。",
    "week.has_hours": lambda r: (
        f"这一周已记 {hours(r.minutes)}，不能报“无训练”。如果记错了，请先撤回那些学时。"
    ),
    "week.outside_training": lambda r: "这一周不在您的培养期内，不需要报。",
}

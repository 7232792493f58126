"""Why a notice can't be sent, read or acknowledged, and what still can be done."""

from collections.abc import Callable
from typing import Any

from domain.notices import NoticeState
from usecases.cancel_notice import NothingToCancel

from .replies_notices import day_and_time


def _nothing_to_cancel(r: NothingToCancel) -> str:
    if r.state is NoticeState.CANCELLED:
        return f"通知 {r.number} 之前已经取消了。"
    if r.state is None:
        return f"没有取消：没有通知 {r.number}，或者它不归您管理。回“统计”看最近的通知和编号。"
    return f"通知 {r.number} 已经发完，不能再取消。看它的情况：统计 {r.number}"


SENTENCES: dict[str, Callable[[Any], str]] = {
    "notices.only_administrators": lambda r: "只有管理员可以发通知和看统计。回“帮助”看看您能做什么。",
    "notices.administrator_unknown": lambda r: (
        "没有找到用这个手机号的管理员。请核对手机号，或先在名册里把角色设为管理员再导入。"
    ),
    "notices.administrator_unclear": lambda r: (
        "还没有管理员，请先导入名册。"
        if not r.count
        else f"有 {r.count} 位管理员，不知道以谁的名义发送。请加上 --by 手机号。"
    ),
    "notices.audience_unknown": lambda r: f"没看懂“{r.text}”是发给谁。可以写：全部、学徒、导师、教师。",
    "notices.organization_unknown": lambda r: (
        f"没有找到单位“{r.name}”，或者它不归您管理。请写单位全名；不写单位就发给您管理的所有单位。"
    ),
    "notices.nobody": lambda r: "没有发送：您管理的单位里没有这样的人。请换一个发送对象。",
    "notices.title_missing": lambda r: "通知还没有内容。第一行写标题，从第二行起写正文。",
    "notices.title_too_long": lambda r: (
        f"标题有 {r.length} 个字，最多 {r.most} 个。第一行是标题，正文请从第二行写起。"
    ),
    "notices.body_too_long": lambda r: (
        f"正文有 {r.length} 个字，最多 {r.most} 个。请写短一些，或分成几条通知。"
    ),
    "notices.text_unstorable": lambda r: "内容里有无法保存的字符。请删掉乱码再发一次。",
    "notices.draft_gone": lambda r: "没有发送：这条通知的草稿已经失效。请重新发“广播”。",
    "notices.nothing_to_cancel": _nothing_to_cancel,
    "notices.approver_is_author": lambda r: "批准的人不能是写通知的人。请换一位管理员。",
    "notices.nobody_listed": lambda r: (
        f"名单里的 {r.count} 个手机号都没有对应的人。请核对手机号，或先导入名册。"
    ),
    "moments.unreadable": lambda r: (
        f"没看懂“{r.text}”是什么时候。请写日期和时间，例如：明天 9:00、11月25日 14:30。"
    ),
    "moments.over": lambda r: f"{day_and_time(r.at)} 已经过了。请写以后的时间，例如：明天 9:00。",
    "moments.too_far": lambda r: f"{day_and_time(r.at)} 超过一年了。请核对日期。",
    "notices.number_unreadable": lambda r: f"没看懂“{r.text}”。请写通知的编号，例如 12。",
    "notices.nothing_to_approve": lambda r: f"通知 {r.number} 不等您批准：没有请您批准，或者已经有了结果。",
    "notices.not_going_out": lambda r: (
        f"通知 {r.number} 现在没有在发送，也没有暂停。看它的情况：统计 {r.number}"
    ),
    "notices.not_to_acknowledge": lambda r: (
        f"通知 {r.number} 没有要求已阅，或者还没有发出，不用提醒。看它的情况：统计 {r.number}"
    ),
    "notices.unknown": lambda r: f"没有这条通知（{r.number}）。回“通知”看看发给您的通知。",
}

"""Why a roster, an invitation or a preference is refused."""

from collections.abc import Callable
from typing import Any

SENTENCES: dict[str, Callable[[Any], str]] = {
    "roster.outdated": lambda r: "导入时名册涉及的数据刚好有变化，什么都没有导入。请再导入一次。",
    "people.unknown": lambda r: "没有找到这个人，或者不在您管理的单位里。请核对手机号。",
    "people.already_bound": lambda r: "这个人已经绑定了微信，不用再发邀请码。如果要换微信，请先解绑。",
    "people.no_code": lambda r: "这个人没有还能用的邀请码，不用作废。",
    "people.not_bound": lambda r: "这个人还没有绑定微信，不用解绑。",
    "people.unbind_reason": lambda r: f"没有解绑：请写明原因（--reason），最多 {r.most} 个字。",
    "people.forget_reason": lambda r: f"没有删除：请写明原因（--reason），最多 {r.most} 个字。",
    "people.still_in_training": lambda r: (
        f"没有删除：还有培养协议在进行（到 {r.until:%Y-%m-%d}），学时和评价还要用到本人信息。协议结束后再办。"
    ),
    "people.forgotten_already": lambda r: "这个人的信息已经删除过了。",
    "people.guardian_unnamed": lambda r: f"没有登记：请写监护人的姓名，最多 {r.most} 个字。",
    "people.guardian_missing": lambda r: (
        "未满 14岁需要监护人同意：请监护人在书面同意书上签字，交给单位或院校的管理员登记。"
    ),
    "people.no_guardian_needed": lambda r: "没有登记：这个人已满 14岁，或者没有出生日期，不用监护人同意。",
    "requests.key_reused": lambda r: "这次提交和之前的内容不一样，没有处理。请刷新后重新提交。",
    "preferences.quiet_hours": lambda r: (
        f"没有改：{r.quiet_from:%H:%M} 到次日 {r.quiet_until:%H:%M} 不打扰，{r.at:%H:%M} 不能提醒。"
        f"请选 {r.quiet_until:%H:%M} 到 {r.quiet_from:%H:%M} 之间的时间，例如：提醒 20:00"
    ),
    "preferences.pause_too_long": lambda r: f"没有改：可以暂停 1 到 {r.most} 天。要一直不提醒，回“提醒 关”。",
}

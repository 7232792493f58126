"""Why a mentor can't be taken by QR, and what still can be done."""

from collections.abc import Callable
from typing import Any

from domain.clock import local

from .format import master

SENTENCES: dict[str, Callable[[Any], str]] = {
    "bond.code_unknown": lambda r: "没有找到这位导师，请让师傅回“我的二维码”，再扫一次新的。",
    "bond.self": lambda r: "这是您自己的二维码，请让您的学徒来扫。",
    "bond.no_agreement": lambda r: "没有办：您现在没有进行中的学徒培养，不能拜师。请联系单位的管理员。",
    "bond.other_employer": lambda r: (
        f"没有办：{master(r.mentor)}是其他单位的导师，只能拜本单位的师傅。如果有误，请联系单位的管理员。"
    ),
    "bond.declined_lately": lambda r: (
        f"{master(r.mentor)}刚谢绝过。请先和师傅说好，{local(r.again_at):%m-%d %H:%M} 以后可以再扫。"
    ),
    "bond.no_such_proposal": lambda r: (
        f"没有编号 {r.number} 的拜师申请。回“接受”看看有没有在等您的。"
        if r.number
        else "现在没有在等您答复的拜师申请。"
    ),
    "bond.expired": lambda r: f"{r.apprentice}的拜师申请已过期（7天内有效）。请让学徒再扫一次您的二维码。",
    "bond.not_possible_now": lambda r: (
        f"没有办：{r.apprentice}的单位或培养情况已经变了，不能再接受。请联系单位的管理员。"
    ),
}

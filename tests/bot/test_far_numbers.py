"""Numbers that no row has, however large: each command says so, on both databases, and none fails."""

import pytest

from domain.roles import Role
from tests.conversation import say

BY_NUMBER = {
    Role.APPRENTICE: ("撤回", "改", "催办", "申诉", "通知", "已阅"),
    Role.MENTOR: ("看", "确认", "退回", "接受", "谢绝"),
    Role.ADMINISTRATOR: (
        "处理", "批准", "不批准", "催阅", "统计", "通知", "广播 取消", "广播 更正", "期限 取消", "期限 改",
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", ["2147483648", "9223372036854775808"])
async def test_a_number_that_nothing_has_is_answered(shop, number):
    for actor in (shop.lin, shop.wang, shop.admin):
        ((role, _),) = actor.roles
        for command in BY_NUMBER[role]:
            for words in ("", " 原因不明"):
                assert "系统" not in await say(actor, f"{command} {number}{words}"), command
            await say(actor, "取消")

"""帮助 and words nobody understands."""

from dataclasses import replace

import pytest

from bot.commands import routers
from bot.router import Router
from bot.words import find_command
from domain.roles import Role
from tests.conversation import say
from texts import replies


async def test_help_is_for_the_own_role(shop):
    apprentice, mentor = await say(shop.lin, "帮助"), await say(shop.wang, "？")
    assert "学时 4小时 实操 车床外圆" in apprentice
    assert "待确认" in mentor
    assert "学时 4小时" not in mentor


async def test_unknown_words_are_answered_with_help(shop):
    answer = await say(shop.lin, "今天好累啊")
    assert answer.startswith("没看懂这句。您可以这样写：\n")
    assert answer.endswith(await say(shop.lin, "帮助"))


async def test_cancelling_nothing(shop):
    assert await say(shop.lin, "取消") == "现在没有要取消的。回“帮助”看看能做什么。"


@pytest.mark.parametrize("role", list(Role))
def test_every_example_of_the_help_is_a_command_of_that_role(role):
    commands = Router(*routers()).commands
    for line in (*replies.HELP[role], replies.FOR_ALL):
        for example in line.split("　"):
            if "：" not in example:
                continue
            found = find_command(example.partition("：")[2], commands)
            assert found, example
            assert not commands[found[0]].roles or role in commands[found[0]].roles


async def test_who_holds_two_roles_reads_both(shop):
    both = replace(shop.lin, roles=shop.lin.roles | shop.wang.roles)
    answer = replies.help_for(both)
    assert "学时 4小时" in answer
    assert "确认 全部" in answer
    assert len(replies.not_understood(both).encode()) < 2048

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
    assert answer.endswith("\n看全部：帮助")
    assert len(answer.splitlines()) == 5
    assert "看进度：进度" in await say(shop.lin, "帮助")


async def test_no_line_of_the_help_breaks_on_a_phone():
    lines = [line for role in Role for line in replies.HELP[role]] + list(replies.FOR_ALL)
    assert [line for line in lines if sum(2 if sign > "ÿ" else 1 for sign in line) > 40] == []


@pytest.mark.parametrize("word", ["你好", "您好！", "在吗？"])
async def test_a_greeting_is_greeted(shop, word):
    assert (await say(shop.wang, word)).startswith("王建国，您好。")


@pytest.mark.parametrize("word", ["收到", "好的。", "谢谢！", "OK"])
async def test_what_asks_for_nothing_gets_no_lesson(shop, word):
    assert await say(shop.lin, word) == "好的。"
    assert "要确认学时，请先回“待确认”" in await say(shop.wang, word)


@pytest.mark.parametrize("words", ["政策", "政策 工伤"])
async def test_that_the_papers_are_not_here_yet_is_said(shop, words):
    assert "还没有政策原文" in await say(shop.lin, words)


async def test_cancelling_nothing(shop):
    assert await say(shop.lin, "取消") == "现在没有要取消的。回“帮助”看看能做什么。"


@pytest.mark.parametrize("role", list(Role))
def test_every_example_of_the_help_is_a_command_of_that_role(role):
    commands = Router(*routers()).commands
    for line in (*replies.HELP[role], *replies.FOR_ALL):
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

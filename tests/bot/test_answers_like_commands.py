"""An answer may begin with a command's word; only what is surely a command leaves the question."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import routers
from bot.router import Router
from models.hours import Dispute, HoursEntry
from tests.conversation import say

COMMANDS = sorted(Router(*routers()).commands)


@pytest.mark.parametrize(
    "content", ["进度检查和整改", "通知张贴", "学时统计表填写", "等级评定讲座", "我的学时表"]
)
async def test_content_may_begin_with_the_word_of_a_command(shop, content):
    await say(shop.lin, "学时 4小时 实操")
    assert "已记录" in await say(shop.lin, content)
    assert (await HoursEntry.get()).content == content


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.sampled_from(COMMANDS), rest=st.text("检查整改车床图纸讲座", min_size=1, max_size=6))
async def test_any_command_word_may_begin_content(shop, word, rest):
    await HoursEntry.all().delete()
    await say(shop.lin, "学时 10分钟 实操")
    assert "已记录" in await say(shop.lin, word + rest)
    assert (await HoursEntry.get()).content == word + rest


@pytest.mark.parametrize("content", ["确认 图纸", "退回 3号料", "看 2号床", "广播 听讲"])
async def test_a_command_of_others_is_no_command(shop, content):
    await say(shop.lin, "学时 4小时 实操")
    assert "已记录" in await say(shop.lin, content)
    assert (await HoursEntry.get()).content == content


async def test_a_reason_may_begin_with_the_word_of_a_command(shop):
    await shop.entry(shop.lin, status="returned")
    await say(shop.lin, "申诉 1")
    assert "已申诉" in await say(shop.lin, "学时没有记错")
    assert (await Dispute.get()).reason == "学时没有记错"


@pytest.mark.parametrize("line", ["进度", "进度 ", "学时4小时理论识图", "学时 4小时 理论 识图"])
async def test_a_command_beats_the_question(shop, line):
    await say(shop.lin, "学时 2小时 实操")
    await say(shop.lin, line)
    assert not await HoursEntry.filter(category="practice").exists()


async def test_without_a_question_words_may_follow_at_once(shop):
    assert "要求 1400学时" in await say(shop.lin, "进度怎么样")

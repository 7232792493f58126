"""An answer that a rule refuses: only its part is asked for again, or nothing where no words help."""

from datetime import timedelta

import pytest

from models.hours import HoursEntry
from tests.cast import NOON
from tests.conversation import say
from usecases.confirm_hours import confirm_hours
from usecases.queue_seen import Seen


async def test_a_refused_change_is_asked_for_again(shop):
    await shop.entry(shop.lin)
    assert "要改哪一条" in await say(shop.lin, "改 9小时")
    assert (await say(shop.lin, "7")).startswith("没有找到编号 7。")
    answer = await say(shop.lin, "1")
    assert answer.startswith("没有改：当天最多 8小时")
    assert answer.endswith("不办了，请回“取消”。")
    assert "编号 1 没有变化" in await say(shop.lin, "4小时")
    assert "已改，编号 1" in await say(shop.lin, "3小时")
    assert (await HoursEntry.get()).revision == 2


async def test_no_change_is_asked_for_where_none_helps(shop):
    await shop.entry(shop.lin, status="withdrawn")
    assert await say(shop.lin, "改 1") == "编号 1 已经撤回了，不能再改。请重新记一条。"
    assert "没看懂这句" in await say(shop.lin, "2小时")


async def test_a_reason_that_is_too_long_is_asked_for_again(shop):
    await shop.entry(shop.lin, status="returned")
    assert "要申诉哪一条" in await say(shop.lin, f"申诉 {'长' * 201}")
    assert "原因有 201 个字，最多 200 个" in await say(shop.lin, "1")
    assert "已申诉，编号 1" in await say(shop.lin, "时间没有错")


async def test_a_dispute_that_comes_too_early_ends_the_dialog(shop):
    await shop.entry(shop.lin)
    assert "还不能申诉" in await say(shop.lin, "申诉 1")
    assert "没看懂这句" in await say(shop.lin, "不公平")


async def test_a_week_with_hours_asks_for_no_other_reason(shop):
    await shop.entry(shop.lin)
    assert "不能报“无训练”" in await say(shop.lin, "本周无训练")
    assert "没看懂这句" in await say(shop.lin, "放假")


async def test_what_was_confirmed_is_not_disputed(shop):
    await shop.entry(shop.lin, status="confirmed")
    assert "不在等待确认" in await say(shop.lin, "申诉 1")


async def test_what_was_disputed_is_not_asked_about_again(shop):
    await shop.entry(shop.lin, status="returned")
    await say(shop.lin, "申诉 1 没有错")
    assert "已经申诉过了" in await say(shop.lin, "申诉 1")


async def test_a_wrong_number_in_a_dialog_is_asked_for_again(shop):
    await shop.entry(shop.lin, status="returned")
    await say(shop.lin, "申诉")
    assert "没有找到编号 8" in await say(shop.lin, "8")
    assert "为什么申诉" in await say(shop.lin, "1")


@pytest.mark.parametrize(
    ("mentor", "word"), [("wang", "退回 1"), ("admin", "代退回 1"), ("admin", "代确认 1")]
)
async def test_no_reason_is_asked_for_what_was_decided_meanwhile(shop, mentor, word):
    entry = await shop.entry(shop.lin, entered_at=NOON - timedelta(days=20))
    actor = getattr(shop, mentor)
    await say(actor, "待确认" if mentor == "wang" else "未确认")
    await confirm_hours(shop.wang, [Seen(entry.id, 1)], batch="m", now=NOON)
    answer = await say(actor, word)
    assert "为什么" not in answer
    assert "确认" in answer
    assert answer.startswith("这次没有")


async def test_a_reason_is_asked_where_one_line_can_be_returned(shop):
    first, _ = await shop.entry(shop.lin), await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    await confirm_hours(shop.wang, [Seen(first.id, 1)], batch="m", now=NOON)
    assert "为什么退回" in await say(shop.wang, "退回 1 2")

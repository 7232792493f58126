"""An answer that a rule refuses: only its part is asked for again, or nothing where no words help."""

from models.hours import HoursEntry
from tests.conversation import say


async def test_a_refused_change_is_asked_for_again(shop):
    await shop.entry(shop.lin)
    assert "要改哪一条" in await say(shop.lin, "改 9小时")
    assert (await say(shop.lin, "7")).startswith("没有找到编号 7。")
    answer = await say(shop.lin, "1")
    assert answer.startswith("没有记录：当天最多 8小时")
    assert answer.endswith("不办了，请回“取消”。")
    assert "编号 1 没有变化" in await say(shop.lin, "4小时")
    assert "已改，编号 1" in await say(shop.lin, "3小时")
    assert (await HoursEntry.get()).revision == 2


async def test_no_change_is_asked_for_where_none_helps(shop):
    await shop.entry(shop.lin, status="withdrawn")
    await say(shop.lin, "改 1")
    assert await say(shop.lin, "3小时") == "编号 1 已经撤回了，不能再改。请重新记一条。"
    assert "没看懂这句" in await say(shop.lin, "2小时")


async def test_a_reason_that_is_too_long_is_asked_for_again(shop):
    await shop.entry(shop.lin, status="returned")
    assert "要申诉哪一条" in await say(shop.lin, f"申诉 {'长' * 201}")
    assert "原因有 201 个字，最多 200 个" in await say(shop.lin, "1")
    assert "已申诉，编号 1" in await say(shop.lin, "时间没有错")


async def test_a_dispute_that_comes_too_early_ends_the_dialog(shop):
    await shop.entry(shop.lin)
    await say(shop.lin, "申诉 1")
    assert "还不能申诉" in await say(shop.lin, "不公平")
    assert "没看懂这句" in await say(shop.lin, "不公平")


async def test_a_week_with_hours_asks_for_no_other_reason(shop):
    await shop.entry(shop.lin)
    await say(shop.lin, "本周无训练")
    assert "不能报“无训练”" in await say(shop.lin, "停产")
    assert "没看懂这句" in await say(shop.lin, "放假")

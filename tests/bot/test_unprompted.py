"""Hours told in plain words, by hand or by voice, and other words for what people do."""

import pytest

from models.hours import HoursEntry
from tests.bot.test_open_questions import send
from tests.conversation import say


@pytest.mark.parametrize(
    "line",
    [
        "今天 4小时 实操 车床",
        "实操4小时车床",
        "学时 4小时 实操 车床",
        "补记 4小时 实操 车床",
        "我今天做了4小时实操，车床",
    ],
)
async def test_the_daily_sentence_needs_no_word_before_it(shop, line):
    assert "已记录，编号 1" in await say(shop.lin, line)
    entry = await HoursEntry.get()
    assert (entry.minutes, entry.category, entry.content) == (240, "practice", "车床")


async def test_what_is_missing_is_asked_for(shop):
    assert "做了什么" in await say(shop.lin, "4小时岗位")
    assert "已记录" in await say(shop.lin, "装配")


async def test_a_voice_is_heard_alike(shop):
    assert "做了什么" in await send(shop.lin, "voice", Recognition="今天下午实操三个小时。")
    assert "已记录" in await send(shop.lin, "voice", Recognition="车床外圆。")
    assert (await HoursEntry.get()).minutes == 180


@pytest.mark.parametrize("line", ["4小时实操够吗", "还差4小时实操", "师傅说 4小时 实操", "今天好累"])
async def test_talk_about_hours_is_no_entry(shop, line):
    assert "没看懂这句" in await say(shop.lin, line)
    assert not await HoursEntry.exists()


async def test_hours_of_one_who_trains_nobody_knows_are_talk(shop):
    assert "没看懂这句" in await say(shop.wang, "今天 4小时 实操 车床")


async def test_the_rules_hold_as_with_the_word(shop):
    assert "最多 8小时" in await say(shop.lin, "今天 9小时 岗位 装配")
    assert "两段请分两条发" in await say(shop.lin, "理论4小时 实操3小时 车床")
    assert not await HoursEntry.exists()


async def test_how_long_may_be_told_with_a_verb(shop):
    await say(shop.lin, "学时 理论 识图")
    assert "已记录" in await say(shop.lin, "上课2小时")
    assert (await HoursEntry.get()).minutes == 120


@pytest.mark.parametrize("word", ["全部确认", "都确认", "全部确认。", "都确认了", "全都确认吧", "确认全部"])
async def test_all_may_be_confirmed_in_either_order(shop, word):
    await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    assert "已确认 1 条" in await say(shop.wang, word)


@pytest.mark.parametrize("word", ["撤销 1", "删除 1", "撤回 上一条", "取消上一条", "删除上一条"])
async def test_hours_are_withdrawn_in_other_words(shop, word):
    await shop.entry(shop.lin)
    assert "已撤回，编号 1" in await say(shop.lin, word)


async def test_the_last_one_is_withdrawn_once(shop):
    first, _ = await shop.entry(shop.lin), await shop.entry(shop.lin)
    await say(shop.lin, "取消上一条")
    assert "之前就已撤回，编号 2" in await say(shop.lin, "取消上一条")
    assert (await HoursEntry.get(id=first.id)).status == "submitted"


async def test_there_may_be_no_last_one(shop):
    assert "还没有学时记录" in await say(shop.lin, "取消上一条")

"""An answer speaks of what was asked: no sentence of another command, no sum of another week."""

from datetime import timedelta

from tests.cast import NOON, TODAY
from tests.conversation import say
from usecases.cancel_notice import cancel_notice


async def test_a_change_that_is_refused_was_not_changed(shop):
    await shop.entry(shop.lin)
    assert (await say(shop.lin, "改 1 明天")).startswith("没有改：11月21日 周六还没有到")


async def test_statistics_of_another_day_are_said_not_to_exist(shop):
    answer = await say(shop.admin, "统计 昨天")
    assert "统计只有今天的" in answer
    assert "已阅" not in answer


async def test_statistics_of_an_unknown_notice(shop):
    assert "没有通知 99，或者它不归您管理。回“统计”" in await say(shop.admin, "统计 99")


async def test_why_a_notice_is_not_cancelled(shop):
    assert "没有通知 3" in await say(shop.admin, "广播 取消 3")
    await say(shop.admin, "广播 学徒 放假")
    number = (await say(shop.admin, "发送")).partition("通知编号 ")[2].partition("，")[0]
    await cancel_notice(shop.admin, int(number), now=NOON)
    assert "之前已经取消了" in await say(shop.admin, f"广播 取消 {number}")


async def test_an_apprentice_is_found_by_name(shop):
    answer = await say(shop.wang, "我的学徒 林子轩")
    assert "林子轩" in answer
    assert "黄雨桐" not in answer
    assert "您名下没有叫“郑铭泽”的学徒" in await say(shop.wang, "我的学徒 郑铭泽")


async def test_the_weeks_sums_say_what_waits_besides(shop):
    await shop.entry(shop.lin, work_date=TODAY - timedelta(days=10), minutes=120)
    await shop.entry(shop.lin, work_date=TODAY, minutes=60, status="confirmed")
    answer = await say(shop.lin, "我的学时")
    assert answer.startswith("本周已确认 1小时，待确认 0小时\n其他日期还有 2小时待确认\n")


async def test_an_earlier_page_says_nothing_of_this_week(shop):
    for _ in range(12):
        await shop.entry(shop.lin, minutes=10)
    assert (await say(shop.lin, "我的学时 3")).startswith("2 11-19")


async def test_hours_of_last_week_handed_in_today_are_said_to_be(shop):
    await shop.entry(shop.lin, work_date=TODAY - timedelta(days=10))
    assert "（都是今天交的）" in await say(shop.wang, "待确认")


async def test_times_that_a_change_drops_are_named(shop):
    await shop.entry(shop.lin, starts=480, ends=720)
    answer = await say(shop.lin, "改 1 2小时 订正")
    assert "没有写起止，原来的 8:00-12:00 已去掉。" in answer
    assert "去掉" not in await say(shop.lin, "改 1 8:00-10:00")

"""A sentence sent twice has one effect and the same answer; who means it again says so."""

from datetime import timedelta

from models.deliveries import Delivery
from models.hours import HoursEntry
from models.people import Person
from tests.cast import NOON
from tests.conversation import say

LINE = "学时 1小时 岗位 装配"
SOON = NOON + timedelta(seconds=59)


async def numbers() -> list[int]:
    return await HoursEntry.all().order_by("number").values_list("number", flat=True)


async def test_a_double_tap_records_one_entry_and_says_how_to_record_another(shop):
    first = await say(shop.lin, LINE)
    second = await say(shop.lin, LINE, now=NOON + timedelta(milliseconds=500))
    assert second.startswith("刚才已经记过，编号 1，没有重复记\n")
    assert second.splitlines()[1:3] == first.splitlines()[1:3]
    assert "回“再记一条”" in second
    assert await numbers() == [1]
    assert await Delivery.filter(kind="hours_to_confirm").count() == 1
    assert (await Person.get(id=shop.lin.person_id)).last_entry_number == 1


async def test_one_more_is_recorded_on_the_word_for_it_once(shop):
    await say(shop.lin, LINE)
    await say(shop.lin, LINE)
    assert "已记录，编号 2" in await say(shop.lin, "再记一条")
    assert "编号 2，没有重复记" in await say(shop.lin, "再记一条")
    assert await numbers() == [1, 2]


async def test_other_words_for_the_same_are_the_same(shop):
    await say(shop.lin, LINE)
    assert "没有重复记" in await say(shop.lin, "打卡 岗位 60分钟 装配", now=SOON)


async def test_a_minute_later_it_is_another_entry(shop):
    await say(shop.lin, LINE)
    assert "已记录，编号 2" in await say(shop.lin, LINE, now=NOON + timedelta(seconds=61))


async def test_anything_else_is_another_entry(shop):
    await say(shop.lin, LINE)
    for line in (
        "学时 昨天 1小时 岗位 装配",
        "学时 61分钟 岗位 装配",
        "学时 1小时 理论 装配",
        "学时 1小时 岗位 装配 @二号车间",
    ):
        assert "已记录" in await say(shop.lin, line)
    assert await numbers() == [1, 2, 3, 4, 5]


async def test_what_was_withdrawn_may_be_recorded_at_once(shop):
    await say(shop.lin, LINE)
    await say(shop.lin, "撤回 1")
    assert "已记录，编号 2" in await say(shop.lin, LINE)


async def test_the_same_times_told_twice_are_no_overlap(shop):
    await say(shop.lin, "学时 8:00-10:00 岗位 装配")
    assert "没有重复记" in await say(shop.lin, "学时 8:00-10:00 岗位 装配")


async def test_a_full_day_told_twice_is_no_refusal(shop):
    await say(shop.lin, "学时 8小时 岗位 装配")
    assert "没有重复记" in await say(shop.lin, "学时 8小时 岗位 装配")


async def test_nothing_is_repeated_that_was_not_just_written(shop):
    assert "没有可以再记的" in await say(shop.lin, "再记一条")
    await say(shop.lin, LINE)
    assert "没有可以再记的" in await say(shop.lin, "再记一条", now=NOON + timedelta(minutes=11))

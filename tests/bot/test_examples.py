"""Whoever learns how to write hours learns it with what the own plan holds."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.sentence import Draft, read_hours
from models.hours import HoursEntry
from models.training import PlanItem
from tests.bot.test_open_questions import send
from tests.cast import NOON, TODAY
from tests.conversation import say
from texts import examples, questions_hours


async def on_the_job_only(shop) -> None:
    await PlanItem.filter(plan_id=shop.plan).exclude(category="on_the_job").delete()


@pytest.mark.parametrize("line", ["帮助", "今天好累啊", "再记一条", "学时 理论2小时 岗位3小时 装配"])
async def test_examples_are_of_the_own_plan(shop, line):
    await on_the_job_only(shop)
    answer = await say(shop.lin, line)
    assert "岗位 装配" in answer
    assert "实操" not in answer.replace("理论2小时", "")


@pytest.mark.parametrize("kind", ["voice", "location"])
async def test_examples_below_what_is_no_words_too(shop, kind):
    await on_the_job_only(shop)
    assert "学时 4小时 岗位 装配" in await send(shop.lin, kind)


async def test_whoever_trains_in_practice_reads_of_practice(shop):
    assert "学时 4小时 实操 车床外圆" in await say(shop.lin, "帮助")


def test_a_plan_of_own_categories_has_examples_of_them():
    assert examples.fit("学时 4小时 实操 车床外圆", ("welding",)) == "学时 4小时 welding 操作练习"
    assert examples.fit(examples.PRACTICE, ()) == examples.PRACTICE
    both = f"{examples.PRACTICE}；{examples.THEORY}"
    assert examples.fit(both, ("theory",)) == f"{examples.THEORY}；{examples.THEORY}"
    assert examples.fit(both, ("practice",)) == f"{examples.PRACTICE}；{examples.PRACTICE}"


async def test_a_late_line_is_repeated_with_its_reason_and_can_be_sent_so(shop):
    answer = await say(shop.lin, "学时 11-10 90分钟 岗位 装配")
    (line,) = [line for line in answer.splitlines() if line.startswith("学时")]
    assert line == "学时 11-10 1.5小时 岗位 装配 原因：当时手机坏了"
    assert "已记录" in await say(shop.lin, line)
    assert (await HoursEntry.get()).late_reason == "当时手机坏了"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    days=st.integers(8, 30),
    minutes=st.integers(1, 720),
    category=st.sampled_from(["theory", "practice", "on_the_job", "public_base", "safety"]),
    place=st.sampled_from(["", "三号车间"]),
)
def test_a_repeated_line_says_the_same(days, minutes, category, place):
    draft = Draft(TODAY - timedelta(days), minutes, None, category, "车床外圆", place)
    line = questions_hours.written(draft, TODAY).removeprefix("学时 ")
    assert read_hours(line, today=TODAY) == draft


async def test_a_night_that_has_not_been_says_which_morning_is_meant(shop):
    evening = NOON + timedelta(hours=6)
    answer = await say(shop.huang, "学时 22:00-06:00 岗位 夜班", now=evening)
    assert "11月21日 周六 6:00 还没有到" in answer
    assert "昨天 22:00-6:00" in answer


async def test_a_shift_of_yesterday_that_goes_on_is_not_taken_for_last_nights(shop):
    answer = await say(shop.huang, "学时 昨天 22:00-06:00 岗位 夜班", now=NOON - timedelta(hours=8))
    assert "11月20日 周五 6:00 还没有到" in answer
    assert "是昨晚的" not in answer

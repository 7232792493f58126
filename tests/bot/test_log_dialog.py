"""学时: one line is enough; a dialog asks only for what is missing."""

from datetime import timedelta

import pytest

from models.hours import HoursEntry
from models.training import Apprenticeship, PlanItem, TrainingPlan
from tests.cast import NOON
from tests.conversation import say

AMOUNT, CATEGORY, CONTENT = "训练了多久", "是哪一类", "做了什么"


async def talk(actor, *lines):
    """The answers to what someone says line by line."""
    return [await say(actor, line) for line in lines]


async def stored(number=1):
    """Day, minutes, category and content of an entry."""
    entry = await HoursEntry.get(number=number)
    return f"{entry.work_date:%m-%d}", entry.minutes, entry.category, entry.content


async def test_one_line_is_recorded_as_in_the_sample(shop):
    await shop.entry(shop.lin, minutes=120)
    assert await say(shop.lin, "学时 昨天 4小时 实操 车床外圆") == (
        "已记录，编号 2\n"
        "11月19日 周四 · 实操 4小时（5.3学时）· 车床外圆\n"
        "当天共 6小时，还可记 2小时。等待王师傅确认。\n"
        "改：改 2 3小时　　撤：撤回 2"
    )


async def test_too_much_is_refused_as_in_the_sample(shop):
    await shop.entry(shop.lin, minutes=360, work_date=NOON.date())
    assert await say(shop.lin, "学时 9小时 实操 车床") == (
        "没有记录：当天最多 8小时，已记 6小时，今天还可记 2小时。\n依据：学生学徒每日实习不超过 8小时。\n"
        "只回新的时长或时间段就行，例如 2小时、13:00-15:00。不记了，请回“取消”。"
    )
    assert "今天共 8小时，已记满。" in await say(shop.lin, "学时 2小时 实操 车床")


@pytest.mark.parametrize(
    "line",
    [
        "学时 8:00-12:00 实操 车床外圆",
        "打卡 今天 4h 实操 车床外圆",
        "学时四小时实操车床外圆",
        "学时，4小时，实操，车床外圆",
        "记学时 实操 车床外圆 4小时",
        "学时：４小时　实操　车床外圆",
    ],
)
async def test_the_usual_ways_to_say_it_are_understood(shop, line):
    assert "已记录，编号 1" in await say(shop.lin, line)
    assert await stored() == ("11-20", 240, "practice", "车床外圆")


async def test_step_by_step(shop):
    answers = await talk(shop.lin, "学时", "4小时", "2", "车床外圆")
    for answer, expected in zip(answers, (AMOUNT, CATEGORY, CONTENT, "已记录，编号 1"), strict=True):
        assert expected in answer
    assert "1. 理论　2. 实操　3. 岗位　4. 公共实训　5. 安全" in answers[1]
    assert await stored() == ("11-20", 240, "practice", "车床外圆")


@pytest.mark.parametrize("category", ["实操", "２", "2.", "第二个", "二", "實操"])
async def test_a_category_is_chosen_by_number_or_name(shop, category):
    await talk(shop.lin, "学时 4小时", category, "车床外圆")
    assert await stored() == ("11-20", 240, "practice", "车床外圆")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["学时 昨天", "4小时 实操 车床外圆"], ("11-19", 240, "practice", "车床外圆")),
        (["学时 实操", "昨天 4小时", "车床外圆"], ("11-19", 240, "practice", "车床外圆")),
        (["学时 车床外圆", "4小时 实操"], ("11-20", 240, "practice", "车床外圆")),
        (["学时 4小时", "实操 车床外圆"], ("11-20", 240, "practice", "车床外圆")),
        (["学时", "实操 车床外圆", "8:00-12:00"], ("11-20", 240, "practice", "车床外圆")),
        (["学时 4小时 实操", "昨天 车床外圆"], ("11-19", 240, "practice", "车床外圆")),
        (["学时 4小时 实操", "5小时 岗位 装配"], ("11-20", 300, "on_the_job", "装配")),
        (["学时 4小时 实操", "3小时", "车床外圆"], ("11-20", 180, "practice", "车床外圆")),
    ],
)
async def test_an_answer_may_hold_several_parts(shop, lines, expected):
    await talk(shop.lin, *lines)
    assert await stored() == expected


@pytest.mark.parametrize(
    "content",
    ["安全教育", "车 20个螺丝", "3号机床保养", "练习3小时工件", "8", "-", "👩‍🔧", "理论联系实际", "11-20"],
)
async def test_content_is_taken_word_for_word(shop, content):
    await talk(shop.lin, "学时 4小时 实操", content)
    assert await stored() == ("11-20", 240, "practice", content)


async def test_place_and_reason_are_read_behind_the_content(shop):
    await talk(shop.lin, "学时 11-10 4小时 实操", "车床外圆 @三号车间 原因：手机坏了")
    entry = await HoursEntry.get()
    assert (entry.content, entry.place, entry.late_reason) == ("车床外圆", "三号车间", "手机坏了")


async def test_a_bare_number_is_asked_for_its_unit(shop):
    answers = await talk(shop.lin, "学时 4 实操 车床外圆", "小时")
    assert "“4”是几小时还是几学时？" in answers[0]
    assert await stored() == ("11-20", 240, "practice", "车床外圆")


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["学时 4 实操 车床外圆", "4学时"], 180),
        (["学时 4 实操 车床外圆", "学时 5小时 实操 车床外圆"], 300),
        (["学时 4 实操 车床外圆", "5小时 实操 车床外圆"], 300),
        (["学时 11-20 4 实操 车床外圆", "四个小时"], 240),
        (["学时 实操 车床外圆", "4", "小时"], 240),
    ],
)
async def test_the_unit_is_given_in_any_way(shop, lines, minutes):
    await talk(shop.lin, *lines)
    assert await stored() == ("11-20", minutes, "practice", "车床外圆")


@pytest.mark.parametrize("wrong", ["很久", "不知道", "🤷"])
async def test_a_wrong_amount_is_asked_again_and_loses_nothing(shop, wrong):
    answers = await talk(shop.lin, "学时 昨天 实操 车床外圆", wrong, "4小时")
    assert answers[1].startswith(f"没看懂“{wrong}”。{AMOUNT}")
    assert "例如 4小时" in answers[1]
    assert await stored() == ("11-19", 240, "practice", "车床外圆")


@pytest.mark.parametrize("wrong", ["-8小时", "25点到26点", "0小时", "1e3小时"])
async def test_an_unreadable_amount_is_answered_with_an_example_and_loses_nothing(shop, wrong):
    answers = await talk(shop.lin, "学时 昨天 实操 车床外圆", wrong, "4小时")
    assert "没看懂" in answers[1]
    assert "8:30-12:00" in answers[1]
    assert await stored() == ("11-19", 240, "practice", "车床外圆")


@pytest.mark.parametrize("wrong", ["7", "0", "车床", "-8小时", "焊接"])
async def test_a_wrong_category_is_asked_again_and_loses_nothing(shop, wrong):
    answers = await talk(shop.lin, "学时 昨天 4小时", wrong, "实操", "车床外圆")
    assert answers[1].startswith(f"没看懂“{wrong}”。{CATEGORY}")
    assert await stored() == ("11-19", 240, "practice", "车床外圆")


@pytest.mark.parametrize("said", [["学时"], ["学时 4小时"], ["学时 4小时 实操"], ["学时 4 实操 车床"]])
async def test_every_step_can_be_left(shop, said):
    await talk(shop.lin, *said)
    assert await say(shop.lin, "取消") == "好的，已取消。"
    assert "没看懂这句" in await say(shop.lin, "4小时")
    assert await HoursEntry.all().count() == 0


@pytest.mark.parametrize("said", [["学时"], ["学时 4小时"], ["学时 4小时 实操"]])
async def test_a_command_beats_an_open_question(shop, said):
    await talk(shop.lin, *said)
    assert "要求 1400学时" in await say(shop.lin, "进度")
    assert "没看懂这句" in await say(shop.lin, "车床外圆")
    assert await HoursEntry.all().count() == 0


async def test_a_new_line_begins_anew(shop):
    await talk(shop.lin, "学时 昨天 4小时 实操", "学时 2小时 理论 识图")
    assert await stored() == ("11-20", 120, "theory", "识图")


async def test_a_question_stays_open_for_half_an_hour(shop):
    await say(shop.lin, "学时 4小时 实操")
    assert "没看懂这句" in await say(shop.lin, "车床外圆", now=NOON + timedelta(minutes=31))


async def test_the_answer_told_twice_is_recorded_once(shop):
    await say(shop.lin, "学时 4小时 实操")
    first = await say(shop.lin, "车床外圆", key="told")
    assert await say(shop.lin, "车床外圆", key="told") == first
    assert await HoursEntry.all().count() == 1


async def test_a_lesson_is_as_long_as_the_plan_says(shop):
    plan = await TrainingPlan.create(name="四十分钟", lesson_minutes=40)
    await PlanItem.create(plan=plan, category="practice", minutes=4000)
    await PlanItem.create(plan=plan, category="企业文化", minutes=400)
    await Apprenticeship.filter(id=shop.lin_training).update(plan_id=plan.id)
    assert "实操 3小时20分（5学时）" in await say(shop.lin, "学时 5学时 实操 车床外圆")
    assert "1. 实操　2. 企业文化" in await say(shop.lin, "学时 1小时")
    assert "已记录" in (await talk(shop.lin, "2", "参观"))[1]
    assert "已记录" in await say(shop.lin, "学时 1小时 企业文化 讲座")


async def test_without_an_agreement_nothing_is_asked(shop):
    await Apprenticeship.filter(id=shop.lin_training).delete()
    assert "您还没有培养协议" in await say(shop.lin, "学时")


async def test_a_mentor_is_told_whose_command_it_is(shop):
    assert await say(shop.wang, "学时 4小时 实操 车床") == "“学时”是给学徒用的。回“帮助”看看您能做什么。"


@pytest.mark.parametrize("content", ["𠮷野 👩‍🔧", "\u202eنص عربي\u202c", "车\u200b床\u200d圆", "]]><x>&amp;"])
async def test_words_of_any_kind_are_stored_as_they_are(shop, content):
    await talk(shop.lin, f"学时 1小时 实操 {content}", "学时 1小时 理论", content)
    assert await HoursEntry.all().values_list("content", flat=True) == [content, content]


async def test_too_many_words_are_refused_and_none_are_lost_on_the_way(shop):
    assert "最多 2000 个" in await say(shop.lin, f"学时 1小时 实操 {'字' * 2001}")
    answer = await say(shop.lin, f"学时 1小时 实操 {'字' * 2000}")
    assert len(answer.encode()) < 2048
    assert len((await HoursEntry.get()).content) == 2000

"""What apprentices say about entries they wrote: list, withdraw, amend, press, dispute, close a week, progress."""

from datetime import timedelta

import pytest

from models.deliveries import Delivery
from models.hours import ClosedWeek, Dispute, HoursEntry
from models.people import Person, RoleHeld
from models.training import Apprenticeship, Mentorship
from tests.cast import NOON, TODAY
from tests.conversation import say
from usecases.confirm_hours import confirm_hours
from usecases.queue_seen import Seen


async def test_nothing_written_yet(shop):
    assert await say(shop.lin, "我的学时") == "还没有学时记录。发一句就能记，例如：学时 4小时 实操 车床外圆"


async def test_the_list_shows_the_newest_first_with_its_state(shop):
    await shop.entry(shop.lin, minutes=90, category="theory", content="识图", status="confirmed")
    await shop.entry(shop.lin, starts=480, ends=720)
    assert await say(shop.lin, "我的学时") == (
        "本周已确认 1.5小时，待确认 4小时\n"
        "2 11-19 实操 4小时 8:00-12:00 车床外圆 · 待确认\n"
        "1 11-19 理论 1.5小时 识图 · 已确认"
    )


async def test_older_entries_are_a_page_away(shop):
    for _ in range(12):
        await shop.entry(shop.lin, minutes=10, content="𠮷" * 500)
    answer = await say(shop.lin, "我的学时")
    assert answer.endswith("更早的：我的学时 3")
    assert len(answer.encode()) < 2048
    assert (await say(shop.lin, "我的学时 3")).startswith("2 11-19")
    assert await say(shop.lin, "我的学时 1") == "没有比编号 1 更早的记录了。"


@pytest.mark.parametrize("words", ["撤回 1", "撤回1", "撤 1", "撤回 编号1", "撤回 #１"])
async def test_an_entry_is_withdrawn(shop, words):
    await shop.entry(shop.lin)
    assert await say(shop.lin, words) == "已撤回，编号 1：11-19 实操 4小时 车床外圆。"
    assert (await HoursEntry.get()).status == "withdrawn"


async def test_withdrawing_asks_for_the_number_and_for_one_that_can_be_read(shop):
    await shop.entry(shop.lin)
    assert "请回编号，例如 128" in await say(shop.lin, "撤回")
    assert "没看懂编号“那条”" in await say(shop.lin, "那条")
    assert "已撤回，编号 1" in await say(shop.lin, "1")
    assert await say(shop.lin, "撤回 1") == "这条之前就已撤回，编号 1：11-19 实操 4小时 车床外圆。"


async def test_what_is_confirmed_can_only_be_amended(shop):
    entry = await shop.entry(shop.lin)
    await confirm_hours(shop.wang, [Seen(entry.id, 1)], batch="b", now=NOON)
    assert await say(shop.lin, "撤回 1") == (
        "编号 1 已由王建国确认，不能撤回。如有错误，回“改 1 …”更正，更正后重新确认。"
    )
    answer = await say(shop.lin, "改 1 3小时")
    assert answer.startswith("已改，编号 1（原为 11-19 实操 4小时 车床外圆）")
    assert "之前的确认已留在历史里，当天共 3小时，还可记 5小时。等待王师傅确认。" in answer


@pytest.mark.parametrize(
    "words", ["改 1 3小时", "改1 3小时", "改 编号1，三小时", "更正 1：3小时", "改 1　3h", "修改1 180分钟"]
)
async def test_an_entry_is_amended(shop, words):
    await shop.entry(shop.lin)
    assert "已改，编号 1" in await say(shop.lin, words)
    assert (await HoursEntry.get()).minutes == 180


async def test_several_parts_are_amended_at_once(shop):
    await shop.entry(shop.lin, work_date=TODAY)
    await say(shop.lin, "改 1 昨天 8:00-10:00 理论 识图 @二楼教室")
    entry = await HoursEntry.get()
    assert (entry.work_date, entry.starts, entry.ends) == (TODAY - timedelta(days=1), 480, 600)
    assert (entry.minutes, entry.category, entry.content, entry.place) == (120, "theory", "识图", "二楼教室")


async def test_amending_step_by_step(shop):
    await shop.entry(shop.lin)
    assert "要改哪一条" in await say(shop.lin, "改")
    assert "编号 1 要改成什么" in await say(shop.lin, "1")
    assert "“3”是几小时还是几学时" in await say(shop.lin, "3")
    assert "已改，编号 1" in await say(shop.lin, "3小时")


@pytest.mark.parametrize("words", ["改成3小时", "改为 3小时", "3小时"])
async def test_the_change_may_be_said_in_full(shop, words):
    await shop.entry(shop.lin)
    await say(shop.lin, "改 1")
    assert "已改，编号 1" in await say(shop.lin, words)
    assert (await HoursEntry.get()).minutes == 180


async def test_a_change_without_its_number_is_kept_until_the_number_comes(shop):
    await shop.entry(shop.lin)
    assert "要改哪一条" in await say(shop.lin, "改 3小时")
    assert "要改哪一条" in await say(shop.lin, "昨天那条")
    assert "已改，编号 1" in await say(shop.lin, "1")
    assert (await HoursEntry.get()).minutes == 180


async def test_amending_can_be_left(shop):
    await shop.entry(shop.lin)
    await say(shop.lin, "改 1")
    assert await say(shop.lin, "取消") == "好的，已取消。"
    assert (await HoursEntry.get()).revision == 1


async def test_putting_off_is_not_amending(shop):
    assert "没看懂这句" in await say(shop.lin, "改天再记")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("改 1 4小时", "编号 1 没有变化。请写明要改成什么，例如“改 1 3小时”。"),
        ("改 9 3小时", "没有找到编号 9。回“我的学时”查看编号。"),
        ("撤回 9", "没有找到编号 9。回“我的学时”查看编号。"),
        (
            "改 1 9小时",
            "没有改：当天最多 8小时，已记 0小时，11月19日 周四还可记 8小时。\n依据：学生学徒每日实习不超过 8小时。",
        ),
        ("催办 1", "编号 1 等满 3天才可以催办，11月23日 周一起可以催。"),
        ("申诉 1 不公平", "编号 1 还不能申诉：等满 10天（11月30日 周一起）或被退回后可以申诉。"),
        ("本周无训练 停产", "这一周已记 4小时，不能报“无训练”。如果记错了，请先撤回那些学时。"),
    ],
)
async def test_a_refusal_says_what_is_possible(shop, words, answer):
    await shop.entry(shop.lin)
    assert await say(shop.lin, words) == answer


async def test_the_mentor_is_pressed(shop):
    await shop.entry(shop.lin, entered_at=NOON - timedelta(days=4))
    assert await say(shop.lin, "催办1") == "已提醒王师傅：编号 1 已等 4 天。每条每天可以催一次。"
    assert await say(shop.lin, "催 1") == ("编号 1 今天 12:00 已经催过了，王师傅收到过提醒。明天可以再催。")
    assert await Delivery.filter(kind="hours_pressed").count() == 1


async def test_without_a_mentor_there_is_nobody_to_press(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).delete()
    await shop.entry(shop.lin, entered_at=NOON - timedelta(days=4))
    assert await say(shop.lin, "催办 1") == "您还没有导师，没有人可以催。请联系管理员安排。"


async def test_a_dispute_goes_to_the_administrators(shop):
    await shop.entry(shop.lin, status="returned")
    assert "编号 1 为什么申诉" in await say(shop.lin, "申诉 1")
    assert await say(shop.lin, "当天确实在岗") == "已申诉，编号 1。已通知 1位管理员，处理后会告诉您。"
    assert (await Dispute.get()).reason == "当天确实在岗"
    assert await say(shop.lin, "申诉 1 当天确实在岗") == (
        "编号 1 在 11-20 12:00 已经申诉过了（当天确实在岗），管理员会处理。"
    )


async def test_a_dispute_without_an_administrator_promises_nothing(shop):
    await RoleHeld.filter(role="administrator").delete()
    await shop.entry(shop.lin, status="returned")
    assert await say(shop.lin, "申诉 1 当天确实在岗") == (
        "已申诉，编号 1。单位还没有管理员，申诉已经留存，请先与导师沟通。"
    )


async def test_a_dispute_asks_for_the_number_too(shop):
    await shop.entry(shop.lin, status="returned")
    assert "要申诉哪一条" in await say(shop.lin, "申诉 时间没有错")
    assert "已申诉，编号 1" in await say(shop.lin, "1")
    assert (await Dispute.get()).reason == "时间没有错"


async def test_a_week_is_closed_with_its_reason(shop):
    assert "这周为什么没有训练" in await say(shop.lin, "本周无训练")
    assert (
        await say(shop.lin, "车间停产") == "已登记：11-16 至 11-22 无训练。如果后来有训练，直接记学时就行。"
    )
    assert (await say(shop.lin, "本周无训练 考试")).startswith("之前已经登记：11-16 至 11-22 无训练")
    assert "已记录" in await say(shop.lin, "学时 2小时 实操 车床")
    assert await ClosedWeek.all().count() == 0


async def test_last_week_is_closed_too(shop):
    assert "上周为什么没有训练" in await say(shop.lin, "上周无训练")
    assert "11-09 至 11-15" in await say(shop.lin, "学校考试")


async def test_a_week_outside_the_training(shop):
    await Apprenticeship.filter(id=shop.lin_training).update(starts_on=TODAY + timedelta(days=7))
    assert await say(shop.lin, "本周无训练 停产") == "这一周不在您的培养期内，不需要报。"


async def test_progress_as_in_the_sample(shop):
    for category, lessons in {"theory": 52, "practice": 150, "on_the_job": 210}.items():
        await shop.entry(shop.lin, minutes=lessons * 45, category=category, status="confirmed")
    await shop.entry(shop.lin, minutes=9 * 45)
    assert await say(shop.lin, "进度") == (
        "数控车工 → 中级工（学生学徒制，2026-07-01 至 2027-06-30）\n"
        "已确认 412学时 · 待确认 9学时 · 要求 1400学时（29%，按进度应为 39%）\n"
        "各类 已确认/要求（学时）\n"
        "理论 52/200 ▓▓░░░░░░\n"
        "实操 150/320 ▓▓▓░░░░░ 待确认 9\n"
        "岗位 210/800 ▓▓░░░░░░\n"
        "公共实训 0/60 ░░░░░░░░\n"
        "安全 0/20 ░░░░░░░░\n"
        "照现在的速度预计 2027-10 完成，比期限晚 4个月。\n"
        "还差：理论 148学时、实操 170学时、岗位 590学时、公共实训 60学时、安全 20学时。回“等级”看条件和依据。\n\n"
        "看图：进度图"
    )


async def test_the_grade_is_told_apart_from_the_progress(shop):
    await Person.filter(id=shop.lin.person_id).update(grade=2)
    answer = await say(shop.lin, "等级")
    assert "学徒工 → 初级工 → 中级工 → 高级工 → 技师 → 高级技师 → 特级技师 → 首席技师" in answer
    assert "您现在：初级工（第 2 级）" in answer
    assert "目标：数控车工 中级工（第 3 级）" in answer
    assert "✗ 各类学时确认 100%（最少的一类 0%）" in answer
    assert "粤人社规〔2022〕26号" in answer

"""Teachers hear once on a school day of theory that has waited: those of the class, or where nobody is, all of the school."""

import asyncio
from datetime import timedelta

import pytest

from domain.roles import Role
from domain.teaching import taking_turns
from models.deliveries import Delivery
from models.hours import HoursEntry
from models.lessons import ClassTaught
from models.organizations import Organization
from models.people import Person, RoleHeld
from tests.cast import NOON, TODAY, contact, person
from tests.conversation import say
from tests.outbox import Platform, bind_all, days_ago, ids, told
from texts.notices import word
from usecases.confirm_hours import confirm_hours
from usecases.press_mentor import press_mentor
from usecases.queue_seen import Seen
from usecases.remind_teachers import remind_teachers
from usecases.working_days import holidays

SCHOOL_IS_OVER = NOON + timedelta(hours=4, minutes=30)
KIND = "teacher_digest"


@pytest.fixture
async def cast(shop):
    return await bind_all(shop)


async def remind(now=SCHOOL_IS_OVER):
    return await remind_teachers(holidays(), now=now)


async def another_teacher(cast, name="钱老师"):
    found = await person(name, Role.TEACHER, await Organization.get(id=cast.school))
    await contact(found)
    return found


async def test_theory_that_waits_two_days_is_told_when_school_is_over(cast):
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(3))
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(1))
    await cast.entry(cast.lin, entered_at=days_ago(3))  # the firm's
    await cast.entry(cast.huang, category="theory", entered_at=days_ago(3))  # of no school
    await press_mentor(cast.lin, 1, now=NOON)
    assert await remind(SCHOOL_IS_OVER - timedelta(minutes=1)) == 0
    assert await remind() == 1
    row = await Delivery.get(kind=KIND)
    assert row.person_id == cast.teacher.person_id
    assert row.facts == {
        "day": "2026-11-20", "total": 2, "pressed": 1, "oldest": "2026-11-17",
        "classes": [[cast.school, "数控车工", "2026-07-01"]],
    }  # fmt: skip


async def test_it_comes_once_a_day_and_not_at_the_weekend(cast):
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await asyncio.gather(*(remind() for _ in range(3)))
    await remind(SCHOOL_IS_OVER + timedelta(hours=2))
    assert await told(KIND) == ids(cast.teacher)
    assert await remind(SCHOOL_IS_OVER + timedelta(days=1)) == 0
    assert await remind(SCHOOL_IS_OVER + timedelta(days=3)) == 1


async def test_until_somebody_teaches_the_class_all_are_told_and_then_whoever_does(cast):
    other = await another_teacher(cast)
    entry = await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await remind()
    assert await told(KIND) == ids(cast.teacher, other)
    await confirm_hours(other, [Seen(entry.id, 1)], batch="b", now=NOON)
    await Delivery.filter(kind=KIND).delete()
    await remind(SCHOOL_IS_OVER + timedelta(days=3))
    assert await told(KIND) == ids(other)
    await Person.filter(id=other.person_id).update(reminders_on=False)
    await Delivery.filter(kind=KIND).delete()
    await remind(SCHOOL_IS_OVER + timedelta(days=4))
    assert await told(KIND) == ids(cast.teacher)


async def test_who_is_unbound_paused_or_teaches_no_more_is_not_told(cast):
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await person("无微信", Role.TEACHER, await Organization.get(id=cast.school))
    await Person.filter(id=cast.teacher.person_id).update(reminders_paused_until=TODAY + timedelta(days=1))
    assert await remind() == 0
    await Person.filter(id=cast.teacher.person_id).update(reminders_paused_until=None)
    await RoleHeld.filter(person_id=cast.teacher.person_id).delete()
    assert await remind() == 0


async def test_what_was_confirmed_before_it_is_sent_is_dropped(cast):
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await remind()
    await HoursEntry.all().update(status="confirmed")
    platform = Platform()
    platform.clock.now = SCHOOL_IS_OVER
    assert await platform.round() == {"cancelled": 1}


async def test_the_digest_leads_to_the_queue(cast):
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    await remind()
    platform = Platform()
    platform.clock.now = SCHOOL_IS_OVER
    assert await platform.round() == {"sent": 1}
    wording = word(KIND, (await Delivery.get(kind=KIND)).facts)
    assert wording.text.startswith("学校有 1条理论学时等待确认，最早的从11月18日 周三开始等。\n回“待确认”")
    assert wording.path == "/m/queue"


async def test_pressing_reaches_the_mentor_and_the_teacher_of_the_class(cast):
    other = await another_teacher(cast)
    first = await cast.entry(cast.lin, category="theory", entered_at=days_ago(4))
    await confirm_hours(other, [Seen(first.id, 1)], batch="b", now=NOON)
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(3))
    assert "已提醒王师傅、钱老师：编号 2" in await say(cast.lin, "催办 2")
    assert await told("hours_pressed") == ids(cast.wang, other)
    assert (await ClassTaught.get()).month == TODAY.replace(day=1)


async def test_pressing_a_class_of_nobody_reaches_a_few_of_the_school_in_turn(cast):
    for number in range(4):
        await another_teacher(cast, f"教师{number}")
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(3))
    await press_mentor(cast.lin, 1, now=NOON)
    assert len(set(await told("hours_pressed")) - {cast.wang.person_id}) == 3
    every = range(5)
    assert {one for day in range(5) for one in taking_turns(every, 7, TODAY + timedelta(days=day), 3)} == {
        *every
    }


async def test_practice_is_pressed_with_the_mentor_alone(cast):
    await cast.entry(cast.lin, entered_at=days_ago(3))
    await press_mentor(cast.lin, 1, now=NOON)
    assert await told("hours_pressed") == ids(cast.wang)


async def test_an_apprentice_reads_that_the_school_may_confirm_theory(shop):
    assert "等待王师傅确认。" in await say(shop.lin, "学时 1小时 理论 识图")  # no teacher can be reached
    await contact(shop.teacher)
    assert "等待王师傅或学校老师确认。" in await say(shop.lin, "学时 昨天 1小时 理论 公差")
    assert "等待王师傅确认。" in await say(shop.lin, "学时 昨天 1小时 实操 车床外圆")
    assert "或学校老师确认。" in await say(shop.lin, "改 3 1小时 理论")
    assert "学校老师" not in await say(shop.huang, "学时 1小时 理论 识图")


async def test_a_teacher_reads_when_the_digest_comes_and_turns_it_off(cast):
    await cast.entry(cast.lin, category="theory", entered_at=days_ago(2))
    said = await say(cast.teacher, "提醒")
    assert "16:30 汇总提醒" in said
    assert "训练日" not in said
    await say(cast.teacher, "提醒 关")
    assert await remind() == 0

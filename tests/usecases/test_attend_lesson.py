"""Lessons that are attended by scanning: who is there has the hours, confirmed by whoever holds the lesson, once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Refusal
from domain.hours_refusals import CategoryNotInPlan, OverDailyCap, Overlapping
from domain.lessons import (
    Lesson,
    NoSuchLesson,
    NotOfClass,
    OnlyHosts,
    StruckOut,
    TimesUnfit,
    TooEarly,
    TooLate,
)
from domain.organizations import OrganizationKind
from domain.roles import Role
from domain.signing import ReasonRequired, digest
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from models.lessons import Attendance
from models.organizations import Organization
from models.people import RoleHeld
from models.training import Apprenticeship, PlanItem
from models.transaction import commit_together
from tests.cast import NOON, TODAY, person
from tests.conversation import say
from tests.trails import found
from texts.notices import word
from texts.trace_words import door
from usecases.attend_lesson import attend_lesson
from usecases.begin_trail import begin_anew
from usecases.decide_hours import entry_line
from usecases.held_lesson import held_lesson, list_lessons, look_at_lesson
from usecases.log_hours import OnlyApprentices
from usecases.open_lesson import close_lesson, open_lesson
from usecases.show_progress import show_progress
from usecases.sign_entry import protected
from usecases.strike_attendance import strike_attendance

LESSON = Lesson(TODAY, 10 * 60 + 30, 12 * 60, "theory", "机械识图", "201教室")
EARLIER = NOON - timedelta(hours=2)


async def opened(shop, lesson=LESSON, by=None, at=0, ref="lesson"):
    return await open_lesson(by or shop.teacher, at or shop.school, lesson, ref=ref, now=EARLIER)


async def theory_confirmed(shop) -> int:
    (training,) = await show_progress(shop.lin, now=NOON)
    return next(line.confirmed for line in training.progress.lines if line.category == "theory")


async def test_whoever_scans_has_the_hours_confirmed_by_the_teacher(shop):
    lesson = await opened(shop)
    number = await attend_lesson(shop.lin, lesson, now=NOON)
    entry = await HoursEntry.get(person_id=shop.lin.person_id, number=number)
    assert (entry.minutes, entry.starts, entry.ends, entry.category, entry.content, entry.place) == (
        90, 630, 720, "theory", "机械识图", "201教室",
    )  # fmt: skip
    assert (str(entry.status), entry.flags) == ("confirmed", "")
    signed = await Confirmation.get(entry_id=entry.id)
    assert (signed.signer_id, signed.signer_role, signed.signer_employer, signed.batch) == (
        shop.teacher.person_id, "teacher", "滨海技师学院", f"lesson:{lesson}",
    )  # fmt: skip
    assert signed.digest == digest(protected(await entry_line(entry.id)))
    assert await theory_confirmed(shop) == 90


async def test_the_trail_tells_the_scan_from_the_confirmation_and_by_which_door(shop, database, tmp_path):
    await begin_anew(now=EARLIER)
    lesson = await opened(shop)
    await attend_lesson(shop.lin, lesson, now=NOON)
    entries = await AuditEntry.filter(at=NOON).order_by("id").values_list("event", "door", "actor_id")
    assert entries == [
        ("hours.logged", "chat", shop.lin.person_id),
        ("hours.confirmed", "lesson", shop.teacher.person_id),
        ("lesson.attended", "chat", shop.lin.person_id),
    ]
    assert door("lesson") == "课堂签到码"
    await strike_attendance(shop.teacher, lesson, shop.lin.person_id, "中途离开", now=NOON)
    await close_lesson(shop.teacher, lesson, now=NOON)
    assert await found(database, tmp_path) == []


async def test_scanning_again_is_scanning_once_also_at_the_same_moment(shop):
    lesson = await opened(shop)

    async def scan():
        return await commit_together(lambda: attend_lesson(shop.lin, lesson, now=NOON))

    assert await asyncio.gather(scan(), scan(), scan()) == [1, 1, 1]
    assert await attend_lesson(shop.lin, lesson, now=NOON + timedelta(hours=3)) == 1
    assert (await HoursEntry.all().count(), await Attendance.all().count()) == (1, 1)
    assert (await shop.entry(shop.lin)).number == 2


async def test_one_lesson_opened_twice_by_a_form_is_one(shop):
    assert await opened(shop) == await opened(shop)
    assert len((await list_lessons(shop.teacher)).lines) == 1


async def test_who_is_not_of_the_class_or_no_apprentice_is_refused(shop):
    lesson = await opened(shop)
    with pytest.raises(NotOfClass):
        await attend_lesson(shop.huang, lesson, now=NOON)
    with pytest.raises(OnlyApprentices):
        await attend_lesson(shop.wang, lesson, now=NOON)
    with pytest.raises(NoSuchLesson):
        await attend_lesson(shop.lin, 4711, now=NOON)
    assert await HoursEntry.all().count() == 0


async def test_it_can_be_too_early_too_late_or_closed(shop):
    lesson = await opened(shop)
    for minutes, refusal in ((-10, TooEarly), (31, TooLate)):
        with pytest.raises(refusal):
            await attend_lesson(shop.lin, lesson, now=NOON + timedelta(minutes=minutes))
    await close_lesson(shop.teacher, lesson, now=NOON)
    await close_lesson(shop.teacher, lesson, now=NOON)
    with pytest.raises(TooLate):
        await attend_lesson(shop.lin, lesson, now=NOON)
    assert await AuditEntry.filter(event="lesson.closed").count() == 1


async def test_a_teacher_who_is_none_any_more_vouches_for_nobody(shop):
    lesson = await opened(shop)
    await RoleHeld.filter(person_id=shop.teacher.person_id).delete()
    with pytest.raises(TooLate):
        await attend_lesson(shop.lin, lesson, now=NOON)


async def test_the_rules_of_hours_hold_here_too(shop):
    lesson = await opened(shop)
    entry = await shop.entry(shop.lin, work_date=TODAY, starts=11 * 60, ends=12 * 60, minutes=60)
    with pytest.raises(Overlapping):
        await attend_lesson(shop.lin, lesson, now=NOON)
    await HoursEntry.filter(id=entry.id).update(starts=None, ends=None, minutes=450)
    with pytest.raises(OverDailyCap):
        await attend_lesson(shop.lin, lesson, now=NOON)
    await entry.delete()
    await PlanItem.filter(plan_id=shop.plan, category="theory").delete()
    with pytest.raises(CategoryNotInPlan):
        await attend_lesson(shop.lin, lesson, now=NOON)
    await Apprenticeship.filter(id=shop.lin_training).update(status="suspended")
    with pytest.raises(Refusal):
        await attend_lesson(shop.lin, lesson, now=NOON)
    assert await Attendance.all().count() == 0


async def test_only_teachers_and_bases_open_lessons_that_make_sense(shop):
    for actor in (shop.admin, shop.wang, shop.lin):
        with pytest.raises(OnlyHosts):
            await opened(shop, by=actor, at=shop.firm)
        with pytest.raises(OnlyHosts):
            await opened(shop, by=actor)
    with pytest.raises(OnlyHosts):
        await opened(shop, at=shop.firm)
    with pytest.raises(TimesUnfit):
        await opened(shop, replace(LESSON, ends=10 * 60))
    for fault in ({"category": "practice"}, {"content": "长" * 2001}, {"place": "\x00"}):
        with pytest.raises(Refusal):
            await opened(shop, replace(LESSON, **fault))


async def test_a_training_base_holds_lessons_for_its_chain(shop):
    firm = await Organization.get(id=shop.firm).prefetch_related("chain")
    base = await Organization.create(
        name="公共实训中心", kind=OrganizationKind.TRAINING_BASE, chain=firm.chain
    )
    keeper = await person("马强", Role.ADMINISTRATOR, base)
    lesson = await opened(shop, replace(LESSON, category="public_base"), by=keeper, at=base.id)
    for apprentice in (shop.lin, shop.huang):
        await attend_lesson(apprentice, lesson, now=NOON)
    assert set(await Confirmation.all().values_list("signer_role", "signer_employer")) == {
        ("administrator", "公共实训中心")
    }
    await Organization.filter(id=base.id).update(chain_id=None)
    outsider = await opened(shop, replace(LESSON, category="safety"), by=keeper, at=base.id, ref="2")
    with pytest.raises(NotOfClass):
        await attend_lesson(shop.huang, outsider, now=NOON)


async def test_who_was_not_there_is_struck_out_and_the_hours_are_reversed(shop):
    lesson = await opened(shop)
    await attend_lesson(shop.lin, lesson, now=NOON)
    with pytest.raises(ReasonRequired):
        await strike_attendance(shop.teacher, lesson, shop.lin.person_id, " ", now=NOON)
    for _ in range(2):
        await strike_attendance(shop.teacher, lesson, shop.lin.person_id, "中途离开", now=NOON)
    assert await theory_confirmed(shop) == 0
    reversing = await HoursEntry.get(number=2)
    assert (reversing.minutes, await HoursEntry.all().count()) == (-90, 2)
    signed = await Confirmation.get(entry_id=reversing.id)
    assert (signed.signer_name, signed.signer_role, signed.reason) == ("何静", "teacher", "中途离开")
    told = await Delivery.get(kind="hours_reversed", person_id=shop.lin.person_id)
    assert "何老师冲销了您编号 1" in word(told.kind, told.facts).text
    (one,) = (await look_at_lesson(shop.teacher, lesson)).attendees
    assert (one.name, one.struck_reason) == ("林子轩", "中途离开")
    with pytest.raises(StruckOut):
        await attend_lesson(shop.lin, lesson, now=NOON)


async def test_what_was_amended_meanwhile_is_struck_out_and_waits_for_the_mentor(shop):
    lesson = await opened(shop)
    await attend_lesson(shop.lin, lesson, now=NOON)
    await say(shop.lin, "改 1 1小时")
    await strike_attendance(shop.teacher, lesson, shop.lin.person_id, "中途离开", now=NOON)
    assert await HoursEntry.all().values_list("number", "status") == [(1, "submitted")]
    assert (await shop.entry(shop.lin)).number == 2


async def test_a_lesson_of_another_school_is_out_of_reach(shop):
    lesson = await opened(shop)
    school = await Organization.create(name="西区技校", kind=OrganizationKind.SCHOOL)
    foreign = await person("钱老师", Role.TEACHER, school)
    await attend_lesson(shop.lin, lesson, now=NOON)
    for act in (
        held_lesson(foreign, lesson),
        close_lesson(foreign, lesson, now=NOON),
        strike_attendance(foreign, lesson, shop.lin.person_id, "不认识", now=NOON),
        strike_attendance(shop.teacher, lesson, shop.huang.person_id, "不认识", now=NOON),
    ):
        with pytest.raises(NoSuchLesson):
            await act
    assert await Attendance.filter(struck_at=None).count() == 1

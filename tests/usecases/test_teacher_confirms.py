"""The school's half: theory may be confirmed by the mentor or by a teacher of the school, once."""

from datetime import date, timedelta

import pytest

from domain.roles import Role
from domain.signing import NotYours, Obstacle
from domain.undoing import UNDO_HELD
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from models.organizations import Organization
from models.people import RoleHeld
from models.training import Apprenticeship, Deputyship
from tests.cast import NOON, TODAY, person
from tests.conversation import say
from usecases.confirm_hours import confirm_hours
from usecases.look_at_student import look_at_student
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours
from usecases.show_class import OnlyTeachers, show_class
from usecases.undo_confirmation import undo_confirmation
from usecases.waiting_hours import look_at_queue


async def confirm(actor, entry):
    (outcome,) = await confirm_hours(
        actor, [Seen(entry.id, entry.revision)], batch=f"b:{actor.person_id}", now=NOON, hold=UNDO_HELD
    )
    return outcome


async def test_both_see_theory_and_only_the_mentor_the_rest(shop):
    theory = await shop.entry(shop.lin, category="theory")
    practice = await shop.entry(shop.lin)
    await shop.entry(shop.huang, category="theory")  # of no school

    async def seen(actor):
        return {line.entry_id for line in (await look_at_queue(actor, now=NOON)).lines}

    assert await seen(shop.teacher) == {theory.id}
    assert {theory.id, practice.id} <= await seen(shop.wang)


async def test_the_teacher_signs_as_such_for_the_school(shop):
    entry = await shop.entry(shop.lin, category="theory")
    await confirm(shop.teacher, entry)
    signed = await Confirmation.get(entry_id=entry.id)
    assert (signed.signer_name, signed.signer_role, signed.signer_employer) == (
        "何静",
        "teacher",
        "滨海技师学院",
    )
    told = await Delivery.get(kind="hours_confirmed")
    assert (told.facts["signer"], told.facts["role"]) == ("何静", "teacher")


async def test_of_two_who_confirm_one_does_and_the_other_is_told_who(shop):
    entry = await shop.entry(shop.lin, category="theory")
    await confirm(shop.teacher, entry)
    late = await confirm(shop.wang, entry)
    assert (late.obstacle, late.decided_by, str(late.role)) == (Obstacle.DECIDED, "何静", "teacher")
    assert await Confirmation.all().count() == 1


async def test_a_teacher_decides_on_no_practice_and_of_no_other_school(shop):
    practice = await shop.entry(shop.lin)
    foreign = await shop.entry(shop.huang, category="theory")
    elsewhere = await person("钱老师", Role.TEACHER, await Organization.get(id=shop.other_firm))
    theory = await shop.entry(shop.lin, category="theory")
    for actor, entry in ((shop.teacher, practice), (shop.teacher, foreign), (elsewhere, theory)):
        with pytest.raises(NotYours):
            await confirm(actor, entry)
    await RoleHeld.filter(person_id=shop.teacher.person_id).delete()
    with pytest.raises(NotYours):
        await confirm(shop.teacher, theory)
    assert await Confirmation.all().count() == 0


async def test_a_teacher_takes_a_confirmation_back_and_returns_with_a_reason(shop):
    entry = await shop.entry(shop.lin, category="theory")
    await confirm(shop.teacher, entry)
    assert await undo_confirmation(shop.teacher, [Seen(entry.id, 1)], now=NOON + timedelta(seconds=5)) == 1
    await return_hours(shop.teacher, [Seen(entry.id, 2)], "内容不清楚", batch="r", now=NOON)
    assert str((await HoursEntry.get(id=entry.id)).status) == "returned"
    assert await AuditEntry.filter(actor_id=shop.teacher.person_id).count() == 3


async def test_a_mentors_deputy_is_no_teachers(shop):
    entry = await shop.entry(shop.lin, category="theory")
    await Deputyship.create(
        mentor_id=shop.teacher.person_id, deputy_id=shop.zhao.person_id, since=TODAY, until=TODAY, ref="x"
    )
    with pytest.raises(NotYours):
        await confirm(shop.zhao, entry)


async def test_a_teacher_confirms_in_the_chat(shop):
    await say(shop.lin, "学时 昨天 2小时 理论 识图")
    await say(shop.lin, "学时 昨天 2小时 实操 车床外圆")
    queue = await say(shop.teacher, "待确认")
    assert "林子轩 11-19 理论 2小时" in queue
    assert "实操" not in queue
    assert "已确认 1 条" in await say(shop.teacher, "确认 全部")
    thread = await say(shop.wang, "待确认")
    assert "理论" not in thread
    told = await Delivery.get(kind="hours_confirmed")
    assert told.person_id == shop.lin.person_id


async def test_the_class_shows_who_is_farthest_behind_first_and_pages_by_key(shop):
    school = await Organization.get(id=shop.school)
    for number in range(25):
        pupil = await person(f"学生{number:02}", Role.APPRENTICE, school)
        training = await Apprenticeship.get(id=shop.lin_training)
        row = await Apprenticeship.create(
            person_id=pupil.person_id, programme=training.programme, employer_id=shop.firm, school_id=shop.school,
            occupation="数控车工", target_grade=3, starts_on=training.starts_on, ends_on=training.ends_on,
            plan_id=shop.plan,
        )  # fmt: skip
        await HoursEntry.create(
            person_id=pupil.person_id, number=1, apprenticeship=row, work_date=date(2026, 11, 19), entered_at=NOON,
            waiting_since=NOON, minutes=60 * (number + 1), category="theory", content="识图", status="confirmed",
            ref=f"pupil:{number}",
        )  # fmt: skip
    await shop.entry(shop.lin, category="theory")
    first = await show_class(shop.teacher, None, now=NOON)
    assert (first.shown.students, first.late, len(first.lines), first.lines[0].name) == (26, 26, 20, "林子轩")
    assert (first.lines[0].taught.waiting, first.lines[0].entries) == (240, 1)
    second = await show_class(shop.teacher, None, after=first.after, now=NOON)
    names = [line.name for line in (*first.lines, *second.lines)]
    assert (len(names), len(set(names)), second.after) == (26, 26, None)
    assert first.entries == second.entries == 1
    short = [line.short for line in (*first.lines, *second.lines)]
    assert short == sorted(short, reverse=True)


async def test_only_teachers_look_at_classes_and_at_their_own_students(shop):
    with pytest.raises(OnlyTeachers):
        await show_class(shop.wang, None, now=NOON)
    page = await look_at_student(shop.teacher, shop.lin_training, now=NOON)
    assert (page.name, page.mentors, page.employer) == ("林子轩", ("王建国",), "海晟智能装备")
    for actor, training in ((shop.teacher, shop.huang_training), (shop.wang, shop.lin_training)):
        with pytest.raises(NotYours):
            await look_at_student(actor, training, now=NOON)

"""Where one stands on the ladder, what comes next, and what can't be reached any more."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.deadlines import DeadlineKind
from domain.grade_claims import FirmUnknown, GradeClaim
from domain.grade_facts import Merit
from domain.grade_names import GradeNameUnfit, GradeNaming
from domain.grading import AssessmentKind, AssessmentState, GradeWay
from domain.roles import Door, Role
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.grading import Assessment
from models.organizations import Organization
from models.training import Apprenticeship, PlanItem
from tests.cast import NOON, TODAY, person
from tests.conversation import say
from usecases.administered import OnlyAdministrators
from usecases.arrange_deadlines import arrange_deadlines
from usecases.name_grades import grade_names_of, name_grades, read_grade
from usecases.record_grade import record_grade
from usecases.show_grades import show_grades
from usecases.show_progress import show_progress

FIRM = "海晟智能装备"


async def passed(training: int, kind: AssessmentKind, **facts) -> None:
    usual = {
        "state": AssessmentState.PASSED,
        "sat_on": TODAY,
        "created_at": NOON,
        "ref": f"{training}:{kind}",
    }
    await Assessment.create(apprenticeship_id=training, kind=kind, **{**usual, **facts})


async def appoint(shop, grade: int, **facts) -> int:
    claim = GradeClaim(
        shop.huang.person_id, grade, "数控车工", GradeWay.APPOINTMENT, TODAY, f"g:{grade}", shop.firm, **facts
    )
    return await record_grade(Door.COMMAND_LINE, claim, now=NOON)


async def test_a_student_reads_first_what_was_written_for_students(shop):
    [following] = (await show_grades(shop.lin, now=NOON)).nexts
    assert [way.rule.id for way in following.ways][:2] == ["student-assessment", "first-grading"]
    assert [found.condition for found in following.ways[0].unmet] == ["hours_confirmed", "assessment_passed"]


async def test_who_is_no_student_reads_nothing_of_students(shop):
    [following] = (await show_grades(shop.huang, now=NOON)).nexts
    assert {way.rule.id for way in following.ways} == {"own-assessment", "stock"}


async def test_what_is_met_is_found_in_the_rows(shop):
    await PlanItem.filter(plan_id=shop.plan).exclude(category="practice").delete()
    await shop.entry(shop.lin, minutes=320 * 45, status="confirmed")
    await passed(shop.lin_training, AssessmentKind.GRADE, grade=3)
    [following] = (await show_grades(shop.lin, now=NOON)).nexts
    assert following.ways[0].met


async def test_beyond_the_target_the_next_grade_is_shown(shop):
    await appoint(shop, 5)
    [following] = (await show_grades(shop.huang, now=NOON)).nexts
    assert following.grade == 6
    await appoint(shop, 8, merits=frozenset({Merit.OUTSTANDING}))
    assert (await show_grades(shop.huang, now=NOON)).nexts == ()


async def test_after_the_paper_the_way_is_closed_and_says_since_when(shop):
    [following] = (await show_grades(shop.lin, now=datetime(2027, 1, 1, 4, tzinfo=UTC))).nexts
    assert following.ways == ()
    assert following.lapsed.until == date(2026, 12, 31)


async def test_the_names_of_the_firm_reach_the_chat(shop):
    namings = [
        GradeNaming(5, 0, "蓝领专家"),
        GradeNaming(5, 2, "蓝领专家二档"),
        GradeNaming(6, 0, "首席工匠"),
    ]
    await name_grades(shop.admin, FIRM, namings, now=NOON)
    assert await read_grade("蓝领专家二档", shop.firm) == (5, 2)
    await appoint(shop, 5, step=2)
    answer = await say(shop.huang, "等级")
    assert "您现在：数控车工 技师（第 5 级，单位称“蓝领专家二档”，2026-11-20 评聘，海晟智能装备）" in answer
    assert "下一级：数控车工 高级技师（第 6 级，单位称“首席工匠”）" in answer


async def test_a_firm_is_named_by_its_own_administrators_and_each_change_is_in_the_trail(shop):
    naming = [GradeNaming(3, 0, "三级技工")]
    stranger = await person("吴刚", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    with pytest.raises(OnlyAdministrators):
        await name_grades(shop.wang, FIRM, naming, now=NOON)
    with pytest.raises(FirmUnknown):
        await name_grades(stranger, FIRM, naming, now=NOON)
    await name_grades(shop.admin, FIRM, naming, now=NOON)
    await name_grades(shop.admin, FIRM, naming, now=NOON)
    await name_grades(shop.admin, FIRM, [GradeNaming(3, 0, "")], now=NOON)
    entries = await AuditEntry.filter(event="grade.named").order_by("id")
    assert [(entry.before, entry.after) for entry in entries] == [
        (None, {"grade": 3, "step": 0, "name": "三级技工"}),
        ({"grade": 3, "step": 0, "name": "三级技工"}, None),
    ]
    assert (await grade_names_of(shop.firm)).names == {}


async def test_names_exchange_in_one_go_and_a_slip_changes_nothing(shop):
    await name_grades(shop.admin, FIRM, [GradeNaming(3, 1, "甲"), GradeNaming(3, 2, "乙")], now=NOON)
    await name_grades(shop.admin, FIRM, [GradeNaming(3, 1, "乙"), GradeNaming(3, 2, "甲")], now=NOON)
    with pytest.raises(GradeNameUnfit):
        await name_grades(shop.admin, FIRM, [GradeNaming(4, 1, "丙"), GradeNaming(4, 2, "甲")], now=NOON)
    assert (await grade_names_of(shop.firm)).names == {(3, 1): "乙", (3, 2): "甲"}


async def test_assessments_are_missing_until_they_are_passed(shop):
    await arrange_deadlines(Door.TIMETABLE, [shop.lin_training], now=NOON)
    [progress] = await show_progress(shop.lin, now=NOON)
    assert [due.kind for due in progress.due] == [AssessmentKind.MIDTERM, AssessmentKind.FINAL]
    midterm = await Deadline.get(apprenticeship_id=shop.lin_training, kind=DeadlineKind.MIDTERM)
    assert progress.due[0].day == midterm.day
    await passed(shop.lin_training, AssessmentKind.MIDTERM)
    [progress] = await show_progress(shop.lin, now=NOON)
    assert [due.kind for due in progress.due] == [AssessmentKind.FINAL]
    assert progress.passed == (AssessmentKind.MIDTERM,)


async def test_what_the_caps_leave_no_room_for_is_known_months_before_the_end(shop):
    [progress] = await show_progress(shop.lin, now=NOON)
    assert progress.progress.out_of_reach == 0
    late = datetime(2027, 3, 5, 4, tzinfo=UTC)
    [progress] = await show_progress(shop.lin, now=late)
    # From 3 February, 30 days back, to 30 June: 21 weeks, the first of five days, and three days.
    assert progress.progress.room == (21 * 40 + 3 * 8) * 60
    assert progress.progress.out_of_reach == 1400 * 45 - progress.progress.room
    assert "每天记满也还差" in await say(shop.lin, "进度", now=late)


async def test_hours_that_wait_take_room_too(shop):
    await Apprenticeship.filter(id=shop.huang_training).update(ends_on=TODAY)
    [before] = await show_progress(shop.huang, now=NOON)
    await shop.entry(shop.huang, work_date=TODAY - timedelta(days=1), minutes=600)
    [after] = await show_progress(shop.huang, now=NOON)
    assert before.progress.room - after.progress.room == 600

"""What follows from a final or a grade assessment: hours, deadlines, the grade on record."""

import pytest

from domain.assessment_refusals import HoursIncomplete
from domain.deadlines import DeadlineState
from domain.grade_rules import GradeConditionsUnmet
from domain.grading import AssessmentKind
from domain.roles import Door
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.grading import Assessment, GradeRecord
from tests.cast import LESSONS, NOON, TODAY
from tests.usecases.assessing import SAT, confirmed, failed, result
from usecases.arrange_deadlines import arrange_deadlines
from usecases.decide_assessment import decide_assessment
from usecases.plan_assessment import plan_assessment


async def decide(shop, told):
    return await decide_assessment(shop.admin, shop.lin_training, told, now=NOON)


async def test_a_students_final_is_passed_only_with_the_plans_hours(shop):
    final = result(shop, kind=AssessmentKind.FINAL)
    await confirmed(shop, LESSONS | {"public_base": 50})
    with pytest.raises(HoursIncomplete) as refusal:
        await decide(shop, final)
    assert {code: left for code, left in refusal.value.missing.items() if left} == {"public_base": 450}
    assert "二（一）6" in refusal.value.source
    await confirmed(shop, {"public_base": 10})
    done = await decide(shop, final)
    assert (await Assessment.get(id=done.assessment_id)).grade == 3


async def test_a_passed_grade_assessment_puts_the_grade_on_record(shop):
    await confirmed(shop)
    grade = result(shop, kind=AssessmentKind.GRADE)
    done = await decide(shop, grade)
    kept = await GradeRecord.get(assessment_id=done.assessment_id)
    assert (kept.person_id, kept.grade, kept.occupation) == (shop.lin.person_id, 3, "数控车工")
    assert (kept.decided_on, kept.decided_by_name) == (SAT, "海晟智能装备")
    assert (await decide(shop, grade)).again
    assert await GradeRecord.all().count() == 1


async def test_a_student_reaches_a_grade_by_the_students_rule_only(shop):
    with pytest.raises(GradeConditionsUnmet) as refusal:
        await decide(shop, result(shop, kind=AssessmentKind.GRADE))
    assert "二（一）6" in refusal.value.judged.rule.source
    assert "hours_confirmed" in [found.condition for found in refusal.value.judged.unmet]
    assert await Assessment.all().count() == 0


async def test_a_passed_final_ends_the_midterm_that_was_not_done(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    await confirmed(shop)
    await decide(shop, result(shop, kind=AssessmentKind.FINAL))
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.DONE
    entries = await AuditEntry.filter(event="deadline.done")
    assert {(entry.after["kind"], entry.after.get("reason")) for entry in entries} == {
        ("final", None),
        ("midterm", "final_passed"),
    }


async def test_a_midterm_that_has_its_day_is_still_awaited_after_the_final(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    await confirmed(shop)
    await plan_assessment(shop.admin, shop.lin_training, AssessmentKind.MIDTERM, TODAY, now=NOON)
    await decide(shop, result(shop, kind=AssessmentKind.FINAL))
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.OPEN


async def test_a_passed_grade_leaves_the_midterm_due(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    await confirmed(shop)
    await decide(shop, result(shop, kind=AssessmentKind.GRADE))
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.OPEN


async def test_a_failed_grade_assessment_puts_nothing_on_record(shop):
    await decide(shop, failed(shop, kind=AssessmentKind.GRADE))
    assert await GradeRecord.all().count() == 0

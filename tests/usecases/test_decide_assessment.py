"""Recording what came of an assessment: second chances, assessors, frozen hours."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.assessment_refusals import (
    AssessedBefore,
    AssessedInFuture,
    AssessorIsApprentice,
    AssessorsAllMentors,
    AssessorsMissing,
    DecidedOtherwise,
    FailedWithoutReason,
    NoAttemptLeft,
    PassedAlready,
    TrainingUnknown,
)
from domain.assessments import ItemScore
from domain.deadlines import DeadlineState
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Door
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.deliveries import Delivery
from models.grading import Assessment, AssessmentItem, Assessor
from tests.cast import NOON, TODAY
from tests.usecases.assessing import SAT, failed, result
from usecases.arrange_deadlines import arrange_deadlines
from usecases.decide_assessment import decide_assessment
from usecases.export_person import export_person
from usecases.plan_assessment import plan_assessment


async def decide(shop, told, now=NOON):
    return await decide_assessment(shop.admin, shop.lin_training, told, now=now)


async def test_a_passed_one_keeps_its_score_its_people_and_ends_the_deadline(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    done = await decide(shop, result(shop, remarks="操作规范"))
    kept = await Assessment.get(id=done.assessment_id)
    assert (kept.state, kept.sat_on, kept.score) == (AssessmentState.PASSED, SAT, 8550)
    assert (kept.remarks, kept.grade) == ("操作规范", None)
    assert "二（二）5" in kept.source
    assessor = await Assessor.get(assessment=kept)
    assert (assessor.person_id, assessor.name, assessor.employer) == (
        shop.chen.person_id,
        "陈志明",
        "海晟智能装备",
    )
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.DONE
    told = await Delivery.filter(kind="assessment_decided").order_by("id").values_list("person_id", flat=True)
    assert told == [shop.lin.person_id, shop.wang.person_id]
    entry = await AuditEntry.get(event="assessment.decided")
    assert (entry.subject, entry.after["state"]) == (f"assessment:{kept.id}", "passed")


async def test_the_planned_attempt_takes_the_result(shop):
    planned = await plan_assessment(shop.admin, shop.lin_training, AssessmentKind.MIDTERM, TODAY, now=NOON)
    done = await decide(shop, result(shop, sat_on=TODAY))
    assert (done.assessment_id, done.attempt) == (planned.assessment_id, 1)


async def test_the_same_result_again_changes_nothing(shop):
    items = (ItemScore("理论", 40, 8000), ItemScore("实操", 60, 9000))
    told = result(shop, score=None, items=items)
    first = await decide(shop, told)
    assert first.score == 8600
    again = await decide(shop, told)
    assert (again.assessment_id, again.again) == (first.assessment_id, True)
    assert await AuditEntry.filter(event="assessment.decided").count() == 1
    assert await AssessmentItem.filter(assessment_id=first.assessment_id).count() == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"score": 8000},
        {"passed": False, "reasons": "缺考"},
        {"remarks": "补充"},
        {"items": (ItemScore("理论", 100, 8550),)},
    ],
)
async def test_another_result_of_the_same_day_is_refused(shop, facts):
    await decide(shop, result(shop))
    with pytest.raises(DecidedOtherwise):
        await decide(shop, result(shop, **facts))
    assert await Assessment.all().count() == 1


async def test_a_second_chance_and_no_third(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    first = await decide(shop, failed(shop, sat_on=SAT - timedelta(days=10)))
    assert (first.attempt, first.attempts_left) == (1, 1)
    second = await decide(shop, failed(shop))
    assert (second.attempt, second.attempts_left) == (2, 0)
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.DONE
    with pytest.raises(NoAttemptLeft) as refusal:
        await decide(shop, result(shop, sat_on=TODAY))
    assert refusal.value.attempts == 2


async def test_the_second_chance_is_passed(shop):
    await decide(shop, failed(shop, sat_on=SAT - timedelta(days=10)))
    second = await decide(shop, result(shop))
    assert (second.attempt, second.passed) == (2, True)
    with pytest.raises(PassedAlready):
        await decide(shop, result(shop, sat_on=TODAY))


async def test_the_second_is_not_sat_before_the_first(shop):
    await decide(shop, failed(shop))
    with pytest.raises(AssessedBefore):
        await decide(shop, result(shop, sat_on=SAT - timedelta(days=1)))


async def test_each_grade_has_its_own_attempts(shop):
    grade = {"kind": AssessmentKind.GRADE}
    for days in (3, 2):
        await decide(shop, failed(shop, sat_on=SAT - timedelta(days=days), **grade))
    third = await decide(shop, failed(shop, grade=2, **grade))
    assert (third.attempt, third.attempts_left) == (1, 1)


async def test_the_own_mentor_assesses_only_with_others(shop):
    with pytest.raises(AssessorsAllMentors):
        await decide(shop, result(shop, assessors=(shop.wang.person_id,)))
    both = (shop.wang.person_id, shop.zhao.person_id)
    done = await decide(shop, result(shop, assessors=both))
    assert await Assessor.filter(assessment_id=done.assessment_id).count() == 2


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"assessors": ()}, AssessorsMissing),
        ({"sat_on": TODAY + timedelta(days=1)}, AssessedInFuture),
        ({"sat_on": date(2026, 6, 30)}, AssessedBefore),
        ({"passed": False}, FailedWithoutReason),
    ],
)
async def test_what_can_not_be_is_refused_whole(shop, facts, refusal):
    with pytest.raises(refusal):
        await decide(shop, result(shop, **facts))
    assert await Assessment.all().count() == 0


async def test_nobody_assesses_themselves(shop):
    with pytest.raises(AssessorIsApprentice):
        await decide(shop, result(shop, assessors=(shop.lin.person_id, shop.zhao.person_id)))


async def test_an_agreement_that_does_not_exist_is_refused(shop):
    with pytest.raises(TrainingUnknown):
        await decide_assessment(shop.admin, shop.huang_training + 1, result(shop), now=NOON)


async def test_two_administrators_at_once_record_one_result(shop):
    both = [decide(shop, result(shop)), decide(shop, result(shop, score=9000))]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DecidedAssessment", "DecidedOtherwise"]
    assert await Assessment.all().count() == 1


async def test_the_operator_records_too(shop):
    done = await decide_assessment(
        Door.COMMAND_LINE,
        shop.huang_training,
        replace(result(shop), assessors=(shop.zhao.person_id,)),
        now=NOON,
    )
    assert (await Assessment.get(id=done.assessment_id)).recorded_by_id is None  # type: ignore[attr-defined]


async def test_a_person_exports_the_own_assessments(shop):
    items = (ItemScore("理论", 40, 8000), ItemScore("实操", 60, 9000))
    await decide(shop, result(shop, score=None, items=items))
    mine = await export_person(shop.admin, shop.lin.person_id, now=NOON)
    assert [(one["kind"], one["state"], one["score"]) for one in mine["assessments"]] == [
        ("midterm", "passed", 8600)
    ]
    assert len(mine["assessment_items"]) == 2
    theirs = await export_person(shop.admin, shop.chen.person_id, now=NOON)
    assert [one["name"] for one in theirs["assessed"]] == ["陈志明"]

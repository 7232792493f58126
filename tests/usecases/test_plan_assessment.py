"""Planning an assessment: its deadline goes along, the people hear of it, and it can be given up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.assessment_refusals import (
    AssessmentUnknown,
    DecidedAlready,
    OwnAssessment,
    PassedAlready,
    PlannedDayUnfit,
    TrainingUnknown,
)
from domain.clock import local_day
from domain.deadlines import DeadlineState
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Door, Role
from domain.signing import ReasonRequired
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.deliveries import Delivery
from models.grading import Assessment
from models.organizations import Organization
from models.people import RoleHeld
from tests.cast import NOON, TODAY, person
from tests.usecases.assessing import failed, result
from usecases.administered import OnlyAdministrators
from usecases.arrange_deadlines import arrange_deadlines
from usecases.cancel_assessment import cancel_assessment
from usecases.decide_assessment import decide_assessment
from usecases.plan_assessment import plan_assessment, still_planned

DAY = date(2026, 12, 18)
MIDTERM = AssessmentKind.MIDTERM


async def told(kind: str) -> list[int]:
    return await Delivery.filter(kind=kind).order_by("id").values_list("person_id", flat=True)


async def deadline(shop) -> Deadline:
    return await Deadline.get(kind="midterm", subject=f"apprenticeship:{shop.lin_training}")


async def test_a_planned_day_moves_the_deadline_and_is_told(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    assert (await deadline(shop)).day != DAY
    planned = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    assert (planned.name, planned.attempt, planned.day, planned.before) == ("林子轩", 1, DAY, None)
    assert (await deadline(shop)).day == DAY
    assert await told("assessment_planned") == [shop.lin.person_id, shop.wang.person_id]
    entry = await AuditEntry.get(event="assessment.planned")
    assert entry.subject == f"assessment:{planned.assessment_id}"
    assert "二（二）5" in entry.rule


async def test_the_same_day_again_changes_nothing(shop):
    first = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    again = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    assert (again.assessment_id, again.again) == (first.assessment_id, True)
    assert await AuditEntry.filter(event="assessment.planned").count() == 1
    assert len(await told("assessment_planned")) == 2


async def test_another_day_moves_it_and_takes_back_what_was_told(shop):
    first = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    later = DAY + timedelta(days=7)
    moved = await plan_assessment(
        shop.admin, shop.lin_training, MIDTERM, later, now=NOON + timedelta(hours=1)
    )
    assert (moved.assessment_id, moved.before) == (first.assessment_id, DAY)
    assert (await deadline(shop)).day == later
    old, new = [one.facts for one in await Delivery.filter(person_id=shop.lin.person_id).order_by("id")]
    assert not await still_planned(shop.lin.person_id, old, NOON)
    assert await still_planned(shop.lin.person_id, new, NOON)


async def test_a_roster_imported_again_leaves_the_planned_day(shop):
    await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    assert (await deadline(shop)).day == DAY


async def test_a_cancelled_one_gives_the_usual_deadline_back_and_can_be_planned_again(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    usual = (await deadline(shop)).day
    planned = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    cancelled = await cancel_assessment(shop.admin, planned.assessment_id, "设备检修", now=NOON)
    assert (cancelled.day, cancelled.again) == (DAY, False)
    assert (await deadline(shop)).day == usual
    assert await told("assessment_cancelled") == [shop.lin.person_id, shop.wang.person_id]
    assert (await cancel_assessment(shop.admin, planned.assessment_id, "设备检修", now=NOON)).again
    assert await AuditEntry.filter(event="assessment.cancelled").count() == 1
    anew = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    assert (anew.assessment_id, anew.attempt, anew.before) == (planned.assessment_id, 1, None)
    assert (await Assessment.get(id=anew.assessment_id)).state is AssessmentState.PLANNED


async def test_a_grade_assessment_has_no_deadline(shop):
    planned = await plan_assessment(shop.admin, shop.lin_training, AssessmentKind.GRADE, DAY, now=NOON)
    assert (await Assessment.get(id=planned.assessment_id)).grade == 3
    assert await Deadline.all().count() == 0


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=4000)])
async def test_a_day_that_is_over_or_too_far_ahead_is_refused(shop, day):
    with pytest.raises(PlannedDayUnfit):
        await plan_assessment(shop.admin, shop.lin_training, MIDTERM, day, now=NOON)
    assert await Assessment.all().count() == 0


async def test_what_was_passed_is_not_planned_again(shop):
    await decide_assessment(shop.admin, shop.lin_training, result(shop), now=NOON)
    with pytest.raises(PassedAlready) as refusal:
        await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    assert refusal.value.day < local_day(NOON)


async def test_who_failed_is_planned_a_second_chance_and_the_deadline_stays_open(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    await decide_assessment(shop.admin, shop.lin_training, failed(shop), now=NOON)
    assert (await deadline(shop)).state is DeadlineState.OPEN
    second = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    assert second.attempt == 2


async def test_only_administrators_in_charge_plan_and_cancel(shop):
    stranger = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    planned = await plan_assessment(shop.admin, shop.lin_training, MIDTERM, DAY, now=NOON)
    with pytest.raises(TrainingUnknown):
        await plan_assessment(stranger, shop.lin_training, MIDTERM, DAY, now=NOON)
    with pytest.raises(AssessmentUnknown):
        await cancel_assessment(stranger, planned.assessment_id, "设备检修", now=NOON)
    with pytest.raises(OnlyAdministrators):
        await plan_assessment(shop.wang, shop.lin_training, MIDTERM, DAY, now=NOON)
    dean = await person("许主任", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    assert (await plan_assessment(dean, shop.lin_training, MIDTERM, DAY, now=NOON)).again


async def test_nobody_plans_the_own(shop):
    await RoleHeld.create(person_id=shop.lin.person_id, role=Role.ADMINISTRATOR, organization_id=shop.firm)
    lin = replace(shop.lin, roles=shop.lin.roles | shop.admin.roles)
    with pytest.raises(OwnAssessment):
        await plan_assessment(lin, shop.lin_training, MIDTERM, DAY, now=NOON)


async def test_a_result_can_not_be_cancelled_and_a_reason_is_asked(shop):
    decided = await decide_assessment(shop.admin, shop.lin_training, result(shop), now=NOON)
    with pytest.raises(DecidedAlready):
        await cancel_assessment(shop.admin, decided.assessment_id, "写错了", now=NOON)
    with pytest.raises(ReasonRequired):
        await cancel_assessment(shop.admin, decided.assessment_id, " ", now=NOON)
    for missing in (0, decided.assessment_id + 1, 2**70):
        with pytest.raises(AssessmentUnknown):
            await cancel_assessment(shop.admin, missing, "写错了", now=NOON)

"""Taking back a result that was recorded wrongly: what stood on it no longer does, and nothing is lost."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.assessment_refusals import AssessmentUnknown, LaterAttempt, NotDecided
from domain.certificate_states import CertificateState
from domain.certificates import AssessmentVoided, ReasonUnfit
from domain.deadlines import DeadlineState
from domain.grade_claims import GradeClaim
from domain.grading import AssessmentKind, AssessmentState, GradeWay
from domain.roles import Door
from models.audit import AuditEntry
from models.certificates import Certificate
from models.deadlines import Deadline
from models.deliveries import Delivery
from models.grading import Assessment, Assessor, FrozenHours, GradeRecord
from models.people import Person
from models.transaction import atomic
from tests.cast import NOON, TODAY
from tests.certified import TRAINING
from tests.usecases.assessing import SAT, confirmed, failed, result, training
from usecases.administered import OnlyAdministrators
from usecases.arrange_deadlines import arrange_deadlines
from usecases.cancel_assessment import cancel_assessment
from usecases.decide_assessment import decide_assessment
from usecases.issue_certificate import issue_certificate
from usecases.list_assessments import assessments_of
from usecases.plan_assessment import plan_assessment
from usecases.record_grade import record_grade
from usecases.suspend_certificates import restore_certificate, suspend_certificate
from usecases.void_assessment import void_assessment

FINAL, GRADE = AssessmentKind.FINAL, AssessmentKind.GRADE
SLIP = "成绩录错了人"


async def decide(shop, told):
    return await decide_assessment(shop.admin, shop.lin_training, told, now=NOON)


async def void(shop, number, reason=SLIP):
    return await void_assessment(shop.admin, number, reason, now=NOON)


async def test_a_voided_result_stays_on_file_and_the_right_one_takes_its_place(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    wrong = await decide(shop, result(shop))
    done = await void(shop, wrong.assessment_id)
    assert (done.name, done.day, done.grades, done.suspended, done.again) == ("林子轩", SAT, 0, (), False)
    kept = await Assessment.get(id=wrong.assessment_id)
    assert (kept.state, kept.score, kept.voided_reason) == (AssessmentState.VOIDED, 8550, SLIP)
    assert await Assessor.filter(assessment=kept).count() == 1
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.OPEN
    entry = await AuditEntry.get(event="assessment.voided")
    assert (entry.before["state"], entry.after["reason"]) == ("passed", SLIP)
    right = await decide(shop, result(shop, score=5850))
    assert (right.attempt, right.attempts_left, right.again) == (1, 0, False)
    assert (await Deadline.get(kind="midterm")).state is DeadlineState.DONE
    assert [(line.state, line.attempt) for line in await assessments_of(shop.lin.person_id)] == [
        (AssessmentState.VOIDED, 1),
        (AssessmentState.PASSED, 1),
    ]


async def test_the_apprentice_and_the_mentor_hear_why(shop):
    wrong = await decide(shop, result(shop))
    await void(shop, wrong.assessment_id)
    told = await Delivery.filter(kind="assessment_voided").order_by("id")
    assert [row.person_id for row in told] == [shop.lin.person_id, shop.wang.person_id]  # type: ignore[attr-defined]
    assert (told[0].facts["reason"], told[0].facts["passed"]) == (SLIP, True)


async def test_voiding_twice_is_voiding_once(shop):
    wrong = await decide(shop, result(shop))
    await void(shop, wrong.assessment_id)
    assert (await void(shop, wrong.assessment_id)).again
    assert await AuditEntry.filter(event="assessment.voided").count() == 1


async def test_a_failed_one_that_is_voided_takes_no_chance_away(shop):
    wrong = await decide(shop, failed(shop))
    await void(shop, wrong.assessment_id)
    again = await decide(shop, failed(shop))
    assert (again.attempt, again.attempts_left) == (1, 1)


async def test_a_grade_and_its_certificate_go_with_the_result(shop):
    await confirmed(shop)
    await decide(shop, result(shop, kind=FINAL))
    grade = await decide(shop, result(shop, kind=GRADE))
    final = await Assessment.get(kind="final")
    issued = await issue_certificate(shop.admin, final.id, TRAINING, now=NOON)
    assert (await void(shop, grade.assessment_id)).grades == 1
    record = await GradeRecord.get(assessment_id=grade.assessment_id)
    assert (record.withdrawn_reason, record.withdrawn_at is None) == (SLIP, False)
    assert (await Person.get(id=shop.lin.person_id)).grade is None
    done = await void(shop, final.id)
    assert done.suspended == (issued.document.number,)
    assert (await Certificate.get(number=issued.document.number)).state is CertificateState.SUSPENDED
    with pytest.raises(AssessmentVoided):
        await restore_certificate(shop.admin, issued.document.number, "核对无误", now=NOON)
    assert (await Certificate.get(number=issued.document.number)).state is CertificateState.SUSPENDED


@pytest.mark.parametrize("voided_first", [True, False])
async def test_a_certificate_that_is_restored_meanwhile_does_not_hold(shop, voided_first):
    await confirmed(shop)
    final = await decide(shop, result(shop, kind=FINAL))
    issued = await issue_certificate(shop.admin, final.assessment_id, TRAINING, now=NOON)
    number, first_is_done = issued.document.number, asyncio.Event()
    await suspend_certificate(shop.admin, number, "核对", now=NOON)

    async def first(deed):
        async with atomic():
            await deed
            first_is_done.set()
            # The other one comes while this is not committed.
            await asyncio.sleep(0.05)

    async def second(deed):
        await first_is_done.wait()
        await deed

    voiding = void(shop, final.assessment_id)
    restoring = restore_certificate(shop.admin, number, "核对无误", now=NOON)
    order = (voiding, restoring) if voided_first else (restoring, voiding)
    outcomes = await asyncio.gather(first(order[0]), second(order[1]), return_exceptions=True)
    assert isinstance(outcomes[1], AssessmentVoided) is voided_first, outcomes
    assert (await Certificate.get(number=number)).state is CertificateState.SUSPENDED


async def test_the_corrected_result_gives_grade_and_certificate_anew(shop):
    await confirmed(shop)
    wrong = await decide(shop, result(shop, kind=FINAL))
    first = await issue_certificate(shop.admin, wrong.assessment_id, TRAINING, now=NOON)
    await void(shop, wrong.assessment_id)
    right = await decide(shop, result(shop, kind=FINAL, score=9000))
    second = await issue_certificate(shop.admin, right.assessment_id, TRAINING, now=NOON)
    assert (second.new, second.document.number != first.document.number) == (True, True)


async def test_a_grade_recorded_by_hand_on_a_final_goes_with_it(shop):
    await training(shop, programme="trainee_hire", ends_on=SAT)
    final = await decide(shop, result(shop, kind=FINAL))
    claim = GradeClaim(
        shop.lin.person_id,
        3,
        "数控车工",
        GradeWay.ASSESSMENT,
        TODAY,
        "by-hand",
        decided_by_name="海晟智能装备",
    )
    await record_grade(shop.admin, claim, now=NOON)
    assert (await void(shop, final.assessment_id)).grades == 1
    assert (await GradeRecord.get(ref="by-hand")).withdrawn_reason == SLIP


async def test_a_voided_final_brings_the_midterm_back(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    await confirmed(shop)
    final = await decide(shop, result(shop, kind=FINAL))
    await void(shop, final.assessment_id)
    assert {row.state for row in await Deadline.filter(kind__in=("midterm", "final"))} == {DeadlineState.OPEN}


async def test_a_grade_certified_elsewhere_stays(shop):
    await confirmed(shop)
    grade = await decide(shop, result(shop, kind=GRADE))
    claim = GradeClaim(
        shop.lin.person_id, 2, "数控车工", GradeWay.ASSESSMENT, SAT, "elsewhere",
        decided_by_name="省技能鉴定中心", number="S000044",
    )  # fmt: skip
    await record_grade(shop.admin, claim, now=NOON)
    assert (await void(shop, grade.assessment_id)).grades == 1
    assert (await GradeRecord.get(ref="elsewhere")).withdrawn_at is None
    assert (await Person.get(id=shop.lin.person_id)).grade == 2


async def test_its_frozen_hours_stay_and_can_be_amended_again(shop):
    await confirmed(shop)
    final = await decide(shop, result(shop, kind=FINAL))
    await void(shop, final.assessment_id)
    kept = await Assessment.get(id=final.assessment_id)
    assert kept.hours_digest
    assert await FrozenHours.filter(assessment=kept).count() == 5


async def test_results_are_voided_from_the_newest_on(shop):
    first = await decide(shop, failed(shop, sat_on=SAT - timedelta(days=10)))
    second = await decide(shop, failed(shop))
    with pytest.raises(LaterAttempt) as refusal:
        await void(shop, first.assessment_id)
    assert (refusal.value.later, refusal.value.planned) == (second.assessment_id, False)
    await void(shop, second.assessment_id)
    assert not (await void(shop, first.assessment_id)).again


async def test_a_second_chance_that_is_planned_is_cancelled_first(shop):
    first = await decide(shop, failed(shop))
    planned = await plan_assessment(
        shop.admin, shop.lin_training, AssessmentKind.MIDTERM, date(2026, 12, 18), now=NOON
    )
    with pytest.raises(LaterAttempt) as refusal:
        await void(shop, first.assessment_id)
    assert refusal.value.planned
    await cancel_assessment(shop.admin, planned.assessment_id, SLIP, now=NOON)
    await void(shop, first.assessment_id)
    right = await decide(shop, result(shop))
    assert (right.attempt, right.assessment_id) == (1, planned.assessment_id)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
async def test_a_reason_is_needed(shop, reason):
    done = await decide(shop, result(shop))
    with pytest.raises(ReasonUnfit):
        await void(shop, done.assessment_id, reason)


async def test_only_what_was_decided_and_is_within_reach_is_voided(shop):
    planned = await plan_assessment(shop.admin, shop.lin_training, AssessmentKind.MIDTERM, TODAY, now=NOON)
    with pytest.raises(NotDecided):
        await void(shop, planned.assessment_id)
    with pytest.raises(AssessmentUnknown):
        await void(shop, planned.assessment_id + 1)
    with pytest.raises(OnlyAdministrators):
        await void_assessment(shop.wang, planned.assessment_id, SLIP, now=NOON)

"""Assessments, frozen and reversed hours are witnessed: an honest history is found whole, a rewritten one is named."""

from datetime import date, timedelta

import pytest

from domain.assessments import ItemScore
from domain.grading import AssessmentKind
from domain.roles import Door
from tests.cast import NOON
from tests.certified import TRAINING
from tests.trails import found, tamper, verify
from tests.usecases.assessing import SAT, confirmed, failed, result
from usecases.arrange_deadlines import arrange_deadlines
from usecases.begin_trail import begin_anew
from usecases.cancel_assessment import cancel_assessment
from usecases.checkpoint_trail import checkpoint_trail
from usecases.decide_assessment import decide_assessment
from usecases.issue_certificate import issue_certificate
from usecases.plan_assessment import plan_assessment
from usecases.reverse_hours import reverse_hours
from usecases.void_assessment import void_assessment

MIDTERM, FINAL, GRADE = AssessmentKind.MIDTERM, AssessmentKind.FINAL, AssessmentKind.GRADE
ITEMS = (ItemScore("理论", 40, 8000), ItemScore("实操", 60, 9000))


@pytest.fixture
async def trail(shop, tmp_path):
    """All that can happen to an apprentice's assessments; the folder of checkpoints."""
    entry, *_ = await confirmed(shop)
    await begin_anew(now=NOON)
    training = shop.lin_training
    await arrange_deadlines(Door.COMMAND_LINE, [training], now=NOON)
    planned = await plan_assessment(shop.admin, training, MIDTERM, date(2026, 12, 18), now=NOON)
    await plan_assessment(shop.admin, training, MIDTERM, date(2026, 12, 21), now=NOON)
    await cancel_assessment(shop.admin, planned.assessment_id, "设备检修", now=NOON)
    await decide_assessment(shop.admin, training, failed(shop, sat_on=SAT - timedelta(days=9)), now=NOON)
    await decide_assessment(shop.admin, training, result(shop, score=None, items=ITEMS), now=NOON)
    wrong = await decide_assessment(shop.admin, training, result(shop, kind=GRADE), now=NOON)
    await void_assessment(shop.admin, wrong.assessment_id, "成绩录错了人", now=NOON)
    await decide_assessment(shop.admin, training, result(shop, kind=GRADE), now=NOON)
    final = await decide_assessment(shop.admin, training, result(shop, kind=FINAL), now=NOON)
    await issue_certificate(shop.admin, final.assessment_id, TRAINING, now=NOON)
    await reverse_hours(shop.admin, shop.lin.person_id, entry.number, "当天停产", now=NOON)
    await checkpoint_trail([tmp_path], now=NOON)
    return tmp_path


async def test_an_honest_history_is_found_whole(trail, database):
    assert (await verify(database, trail)).tamperings == ()


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE assessment SET score = 9900 WHERE kind = 'final'", ("assessment", "edited")),
        ("UPDATE assessment SET state = 'passed' WHERE state = 'failed'", ("assessment", "edited")),
        ("UPDATE assessment SET state = 'passed' WHERE state = 'voided'", ("assessment", "edited")),
        ("UPDATE assessment SET voided_reason = '另有原因' WHERE state = 'voided'", ("assessment", "edited")),
        ("UPDATE assessment_item SET score = 10000 WHERE id = 1", ("assessment_item", "edited")),
        ("UPDATE assessor SET name = '赵磊' WHERE id = 1", ("assessor", "edited")),
        ("UPDATE frozen_hours SET minutes = minutes + 1 WHERE id = 1", ("frozen_hours", "edited")),
        ("DELETE FROM frozen_hours WHERE id = 1", ("frozen_hours", "deleted")),
        ("UPDATE hours_entry SET minutes = -1 WHERE reverses_id IS NOT NULL", ("hours_entry", "edited")),
        ("UPDATE deadline SET state = 'open' WHERE kind = 'midterm'", ("deadline", "edited")),
    ],
)
async def test_what_was_done_behind_its_back_is_named(trail, database, sql, named):
    await tamper(database, sql)
    assert [(table, deed) for table, _, deed in await found(database, trail)] == [named]

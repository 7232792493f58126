"""Grades and their names are witnessed: an honest one is found whole, a rewritten one is named."""

import pytest

from domain.grade_claims import GradeClaim
from domain.grade_names import GradeNaming
from domain.grading import GradeWay
from tests.cast import NOON, TODAY
from tests.trails import found, tamper, verify
from usecases.begin_trail import begin_anew
from usecases.checkpoint_trail import checkpoint_trail
from usecases.name_grades import name_grades
from usecases.record_grade import record_grade
from usecases.withdraw_grade import withdraw_grade


@pytest.fixture
async def trail(shop, tmp_path):
    """A grade withdrawn, one that stands, two names of which one was taken away; the folder of checkpoints."""
    await begin_anew(now=NOON)
    namings = [GradeNaming(5, 0, "蓝领专家"), GradeNaming(5, 1, "一档")]
    await name_grades(shop.admin, "海晟智能装备", namings, now=NOON)
    await name_grades(shop.admin, "海晟智能装备", [GradeNaming(5, 1, "")], now=NOON)
    for grade in (5, 6):
        who = (
            shop.huang.person_id,
            grade,
            "数控车工",
            GradeWay.APPOINTMENT,
            TODAY,
            f"trail:{grade}",
            shop.firm,
        )
        number = await record_grade(shop.admin, GradeClaim(*who), now=NOON)
    await withdraw_grade(shop.admin, number, "程序有误", now=NOON)
    await checkpoint_trail([tmp_path], now=NOON)
    return tmp_path


async def test_an_honest_history_of_grades_is_found_whole(trail, database):
    assert (await verify(database, trail)).tamperings == ()


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE grade_record SET grade = 8 WHERE id = 1", ("grade_record", "edited")),
        ("UPDATE grade_record SET step = 1 WHERE id = 1", ("grade_record", "edited")),
        ("UPDATE grade_record SET withdrawn_at = NULL WHERE id = 2", ("grade_record", "edited")),
        ("DELETE FROM grade_record WHERE id = 2", ("grade_record", "deleted")),
        ("UPDATE grade_name SET grade = 8 WHERE step = 0", ("grade_name", "edited")),
    ],
)
async def test_what_was_done_to_it_behind_its_back_is_named(trail, database, sql, named):
    await tamper(database, sql)
    assert [(table, deed) for table, _, deed in await found(database, trail)] == [named]

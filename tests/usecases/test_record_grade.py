"""Grades are put on record under the paper in force on their day, and taken back with a reason."""

import asyncio
import itertools
from datetime import date

import pytest

from domain.grade_claims import (
    GradeClaim,
    GradeDayToCome,
    GradeRecordUnknown,
    GradeUndescribed,
    GradeUnknown,
    WithdrawalUnexplained,
)
from domain.grade_facts import ContestLevel, ContestPlace, Merit
from domain.grade_rules import GradeConditionsUnmet, NoPaperForGrade
from domain.grading import AssessmentKind, AssessmentState, GradeWay
from domain.roles import Door, Role
from models.audit import AuditEntry
from models.grading import Assessment, GradeRecord
from models.organizations import Organization
from models.people import Person
from tests.cast import NOON, TODAY, person
from usecases.administered import OnlyAdministrators
from usecases.manages import PersonUnknown
from usecases.record_grade import record_grade
from usecases.withdraw_grade import withdraw_grade

_refs = itertools.count(1)


def claim(shop, grade=3, way=GradeWay.APPOINTMENT, on=TODAY, **facts):
    """黄雨桐 reaches a grade as a lathe operator by her firm's decision, unless told otherwise."""
    usual = {"decided_by": shop.firm, "ref": f"grade:{next(_refs)}"}
    return GradeClaim(shop.huang.person_id, grade, "数控车工", way, on, **{**usual, **facts})


async def passed(training, kind=AssessmentKind.GRADE, on=TODAY, grade=3):
    return await Assessment.create(
        apprenticeship_id=training,
        kind=kind,
        state=AssessmentState.PASSED,
        sat_on=on,
        grade=grade,
        created_at=NOON,
        ref=f"assessment:{next(_refs)}",
    )


async def on_file(shop):
    return (await Person.get(id=shop.huang.person_id)).grade


async def test_a_passed_assessment_gives_its_grade(shop):
    sat = await passed(shop.huang_training)
    number = await record_grade(
        shop.admin, claim(shop, way=GradeWay.ASSESSMENT, assessment_id=sat.id), now=NOON
    )
    record = await GradeRecord.get(id=number)
    assert (record.grade, record.occupation, record.decided_by_name) == (3, "数控车工", "海晟智能装备")
    assert record.source == "《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（三）1"
    assert await on_file(shop) == 3


async def test_telling_twice_records_once(shop):
    said = claim(shop, 5)
    first = await record_grade(shop.admin, said, now=NOON)
    assert await record_grade(shop.admin, said, now=NOON) == first
    assert await GradeRecord.all().count() == 1


async def test_telling_twice_at_once_records_once_too(shop):
    said = claim(shop, 5)
    first, second = await asyncio.gather(*(record_grade(shop.admin, said, now=NOON) for _ in range(2)))
    assert first == second
    assert await GradeRecord.all().count() == 1


async def test_of_two_grades_at_once_the_newer_is_on_file(shop):
    newer, older = claim(shop, 6), claim(shop, 5, on=date(2026, 1, 1))
    await asyncio.gather(*(record_grade(shop.admin, said, now=NOON) for said in (newer, older)))
    assert await on_file(shop) == 6


async def test_without_an_assessment_the_missing_one_is_named_with_its_clause(shop):
    with pytest.raises(GradeConditionsUnmet) as refused:
        await record_grade(shop.admin, claim(shop, way=GradeWay.ASSESSMENT), now=NOON)
    [found] = refused.value.judged.unmet
    assert (found.condition, found.passed, found.required) == ("assessment_passed", False, "grade")
    assert found.clause.endswith("（粤人社规〔2022〕26号）二（三）1")
    assert await GradeRecord.all().count() == 0


async def test_an_assessment_for_a_lower_grade_is_not_enough(shop):
    await passed(shop.huang_training, grade=2)
    with pytest.raises(GradeConditionsUnmet):
        await record_grade(shop.admin, claim(shop, way=GradeWay.ASSESSMENT), now=NOON)


@pytest.mark.parametrize(("day", "says"), [(date(2025, 12, 31), ""), (date(2026, 1, 1), "2025-12-31")])
async def test_direct_recognition_ends_with_its_paper(shop, day, says):
    said = claim(shop, 4, GradeWay.DIRECT, day, merits=frozenset({Merit.SOLVED_PROBLEM}))
    if not says:
        record = await GradeRecord.get(id=await record_grade(shop.admin, said, now=NOON))
        assert "珠府办函〔2023〕100号" in record.source
        return
    with pytest.raises(NoPaperForGrade) as refused:
        await record_grade(shop.admin, said, now=NOON)
    assert (str(refused.value.until), "珠府办函" in refused.value.lapsed) == (says, True)


async def test_a_contest_of_the_city_gives_the_third_grade_and_not_the_second(shop):
    entered = (ContestPlace(ContestLevel.MUNICIPAL, 7),)
    on = date(2025, 5, 1)
    await record_grade(shop.admin, claim(shop, 3, GradeWay.CONTEST, on, contests=entered), now=NOON)
    with pytest.raises(NoPaperForGrade):
        await record_grade(shop.admin, claim(shop, 2, GradeWay.CONTEST, on, contests=entered), now=NOON)
    with pytest.raises(GradeConditionsUnmet):
        await record_grade(shop.admin, claim(shop, 3, GradeWay.CONTEST, on), now=NOON)


async def test_stock_is_recognised_only_by_a_firm_that_is_new_to_grading(shop):
    filed = frozenset({Merit.SCHEME_FILED})
    await record_grade(shop.admin, claim(shop, 2, GradeWay.STOCK, merits=filed), now=NOON)
    await record_grade(shop.admin, claim(shop, 5, on=date(2026, 11, 1)), now=NOON)
    with pytest.raises(GradeConditionsUnmet) as refused:
        await record_grade(shop.admin, claim(shop, 4, GradeWay.STOCK, merits=filed), now=NOON)
    assert [found.condition for found in refused.value.judged.unmet] == ["firm_new_to_grading"]


async def test_a_certificate_made_elsewhere_is_recorded_by_its_number(shop):
    said = claim(
        shop,
        4,
        GradeWay.ASSESSMENT,
        date(2019, 6, 1),
        decided_by=None,
        decided_by_name="外地评价机构",
        number="S0001",
    )
    record = await GradeRecord.get(id=await record_grade(shop.admin, said, now=NOON))
    assert (record.decided_by_name, record.number, record.source) == ("外地评价机构", "S0001", "")


async def test_the_newest_standing_grade_is_the_one_on_file(shop):
    newer = await record_grade(shop.admin, claim(shop, 6), now=NOON)
    await record_grade(shop.admin, claim(shop, 5, on=date(2025, 1, 1)), now=NOON)
    assert await on_file(shop) == 6
    await withdraw_grade(shop.admin, newer, "评聘程序有误", now=NOON)
    assert await on_file(shop) == 5
    assert (await GradeRecord.get(id=newer)).withdrawn_reason == "评聘程序有误"


async def test_what_was_taken_back_can_not_be_taken_back_again(shop):
    number = await record_grade(shop.admin, claim(shop, 5), now=NOON)
    await withdraw_grade(shop.admin, number, "登记错了", now=NOON)
    with pytest.raises(GradeRecordUnknown):
        await withdraw_grade(shop.admin, number, "登记错了", now=NOON)
    with pytest.raises(WithdrawalUnexplained):
        await withdraw_grade(shop.admin, number, " ", now=NOON)
    assert await on_file(shop) is None


async def test_only_an_administrator_of_the_person_records_and_withdraws(shop):
    with pytest.raises(OnlyAdministrators):
        await record_grade(shop.wang, claim(shop, 5), now=NOON)
    stranger = await person("吴刚", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    with pytest.raises(PersonUnknown):
        await record_grade(stranger, claim(shop, 5), now=NOON)
    number = await record_grade(shop.admin, claim(shop, 5), now=NOON)
    with pytest.raises(GradeRecordUnknown):
        await withdraw_grade(stranger, number, "不是我们的人", now=NOON)


async def test_the_operator_may_record_and_the_trail_keeps_the_findings(shop):
    number = await record_grade(Door.COMMAND_LINE, claim(shop, 5), now=NOON)
    entry = await AuditEntry.get(subject=f"grade_record:{number}")
    assert entry.event == "grade.recorded"
    assert entry.after["findings"] == [
        {
            "condition": "decided_by",
            "passed": True,
            "fact": "chain_lead",
            "required": ["chain_lead", "enterprise"],
        }
    ]
    assert (await AuditEntry.get(event="person.changed")).after == {"grade": 5}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"grade": 9}, GradeUnknown),
        ({"on": date(2026, 11, 21)}, GradeDayToCome),
        ({"decided_by": None}, GradeUndescribed),
        ({"number": "1" * 61}, GradeUndescribed),
    ],
)
async def test_what_is_wrong_with_a_claim_is_named(shop, facts, refusal):
    with pytest.raises(refusal):
        await record_grade(shop.admin, claim(shop, **facts), now=NOON)

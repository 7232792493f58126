"""A class's score sheet: whole or not at all, the same once or twice."""

from datetime import date, timedelta

import pytest

from domain import assessment_refusals as refused
from domain.clock import local_day
from domain.roles import Door, Role
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.grading import Assessment, AssessmentItem, Assessor
from models.organizations import Organization
from models.people import Person
from models.training import Apprenticeship
from tests.cast import NOON, TODAY, Shop, person
from tests.scores import ROW, scores
from usecases.arrange_deadlines import arrange_deadlines
from usecases.assessments_due import assessments_due, phones_of
from usecases.import_scores import Change, RowRefused, import_scores, read_sheet
from usecases.list_assessments import assessments_of, list_assessments
from usecases.plan_assessment import plan_assessment


async def phone(actor) -> str:
    return (await Person.get(id=actor.person_id)).phone


async def row(shop: Shop, apprentice=None, **cells: str) -> dict[str, str]:
    """黄雨桐's or 林子轩's midterm, assessed by 赵师傅, who trains neither."""
    who = await phone(apprentice or shop.lin)
    return ROW | {"手机": who, "评价员手机": await phone(shop.zhao)} | cells


async def entered(shop: Shop, *rows, by=None, dry_run=False):
    sheet = read_sheet(scores(*rows), today=local_day(NOON))
    return await import_scores(by or shop.admin, sheet, now=NOON, dry_run=dry_run)


async def test_a_class_is_recorded(shop):
    other = await row(shop, shop.huang, 结果="不合格", 分数="50", 备注="图纸识读不熟练")
    lines = await entered(shop, await row(shop), other)
    assert [(line.name, line.passed, line.score, line.change) for line in lines] == [
        ("林子轩", True, 8550, Change.RECORDED),
        ("黄雨桐", False, 5000, Change.RECORDED),
    ]
    (mine,) = await assessments_of(shop.huang.person_id)
    assert (mine.reasons, mine.assessors) == ("图纸识读不熟练", ("赵磊",))


async def test_the_same_sheet_again_changes_nothing(shop):
    rows = [
        await row(shop),
        await row(shop, shop.huang, **{"分数": "", "理论(40%)": "70", "实操(60%)": "90"}),
    ]
    await entered(shop, *rows)
    before = [
        await model.all().count() for model in (Assessment, AssessmentItem, Assessor, AuditEntry, Delivery)
    ]
    again = await entered(shop, *rows)
    assert {line.change for line in again} == {Change.UNCHANGED}
    after = [
        await model.all().count() for model in (Assessment, AssessmentItem, Assessor, AuditEntry, Delivery)
    ]
    assert after == before


async def test_a_dry_run_records_nothing(shop):
    lines = await entered(shop, await row(shop), dry_run=True)
    assert [line.change for line in lines] == [Change.RECORDED]
    assert await Assessment.all().count() == await Delivery.all().count() == 0


async def test_one_wrong_row_undoes_all_and_every_one_is_named(shop):
    stranger = await row(shop, 手机="17099999999")
    own = await row(shop, shop.huang, 评价员手机=await phone(shop.wang))
    found = await entered(shop, await row(shop), stranger, own)
    assert [(one.row, one.column, type(one.refusal)) for one in found] == [
        (3, "手机", refused.TrainingUnknown),
        (4, "评价员手机", refused.AssessorsAllMentors),
    ]
    assert await Assessment.all().count() == 0


@pytest.mark.parametrize(
    ("cells", "column", "refusal"),
    [
        ({"评价员手机": "17088888888"}, "评价员手机", refused.AssessorUnknown),
        ({"日期": "2026-06-01"}, "日期", refused.AssessedBefore),
        ({"姓名": "林子涵"}, "姓名", refused.NameDiffers),
        ({"工种": "焊工"}, "工种", refused.OccupationDiffers),
        ({"评价机构": "没有的机构"}, "评价机构", refused.BodyUnknown),
        ({"评价类型": "终结性评价"}, "结果", refused.HoursIncomplete),
    ],
)
async def test_what_a_rule_refuses_is_named_by_its_column(shop, cells, column, refusal):
    (found,) = await entered(shop, await row(shop, **cells))
    assert isinstance(found, RowRefused)
    assert (found.row, found.column, type(found.refusal)) == (2, column, refusal)


async def test_all_that_is_wrong_with_a_row_is_named_at_once(shop):
    final = {"评价类型": "终结性评价", "姓名": "林子涵", "工种": "焊工", "评价机构": "没有的机构"}
    spoiled = final | {
        "评价员手机": f"17088888888、{await phone(shop.wang)}、17088888889",
        "日期": "2026-06-01",
    }
    found = await entered(shop, await row(shop, **spoiled))
    assert [(one.column, type(one.refusal)) for one in found] == [
        ("日期", refused.AssessedBefore),
        ("结果", refused.HoursIncomplete),
        ("评价员手机", refused.AssessorUnknown),
        ("姓名", refused.NameDiffers),
        ("评价机构", refused.BodyUnknown),
    ]
    assert found[2].refusal.phone == "17088888888、17088888889"


async def test_wrong_cells_and_what_rules_refuse_are_named_in_one_go(shop):
    rows = [
        await row(shop, 分数="101", 姓名="林子涵"),
        await row(shop, shop.huang, 日期="昨天", 姓名="黄雨彤"),
        await row(shop, 姓名="林子寒", 分数="60"),
        await row(shop, shop.huang, 评价员手机=await phone(shop.wang)),
        await row(shop, 手机="17099999999"),
    ]
    found = await entered(shop, *rows)
    assert [(one.row, one.column) for one in found] == [
        (2, "分数"),
        (2, "姓名"),
        (3, "日期"),
        (3, "姓名"),
        (4, "手机"),
        (4, "姓名"),
        (5, "评价员手机"),
        (6, "手机"),
    ]
    assert await Assessment.all().count() == 0


async def test_a_mentor_is_no_apprentice(shop):
    (found,) = await entered(shop, await row(shop, shop.chen))
    assert isinstance(found.refusal, refused.TrainingUnknown)


async def test_a_second_chance_in_the_same_sheet_follows_the_first(shop):
    first = await row(shop, 日期="2026-11-10", 结果="不合格", 分数="40", 备注="缺考")
    lines = await entered(shop, first, await row(shop))
    assert [line.attempt for line in lines] == [1, 2]


async def test_rows_without_a_result_plan(shop):
    plan = {"手机": await phone(shop.lin), "评价类型": "中期评估", "日期": "2026-12-18"}
    assert [line.change for line in await entered(shop, plan)] == [Change.PLANNED]
    assert [line.change for line in await entered(shop, plan)] == [Change.UNCHANGED]
    assert [line.change for line in await entered(shop, plan | {"日期": "2026-12-21"})] == [Change.MOVED]
    (line,) = await assessments_of(shop.lin.person_id)
    assert line.planned_on == date(2026, 12, 21)


async def test_of_two_agreements_the_occupation_tells_which(shop):
    first = await Apprenticeship.get(id=shop.lin_training)
    facts = {
        name: getattr(first, name) for name in ("person_id", "programme", "starts_on", "ends_on", "plan_id")
    }
    other = await Apprenticeship.create(
        **facts, employer_id=shop.other_firm, occupation="模具工", target_grade=2
    )
    (found,) = await entered(shop, await row(shop), by=Door.COMMAND_LINE)
    assert (found.column, type(found.refusal)) == ("工种", refused.TrainingUnclear)
    await entered(shop, await row(shop, 工种="模具工"), by=Door.COMMAND_LINE)
    assert (await Assessment.get()).apprenticeship_id == other.id


async def test_an_assessment_body_is_named(shop):
    body = await Organization.create(name="滨海技能评价中心", kind="assessment_body")
    await entered(shop, await row(shop, 评价机构="滨海技能评价中心"))
    assert (await Assessment.get()).body_id == body.id


async def test_those_in_charge_see_who_is_due(shop):
    both = [shop.lin_training, shop.huang_training]
    await arrange_deadlines(Door.COMMAND_LINE, both, now=NOON)
    assert await assessments_due(shop.admin, most=9, now=NOON) == ()
    near = NOON + timedelta(days=30)
    assert [line.name for line in await assessments_due(shop.admin, most=9, now=near)] == ["林子轩", "黄雨桐"]
    await entered(shop, await row(shop))
    (line,) = await assessments_due(Door.COMMAND_LINE, most=9, now=near)
    assert (line.name, line.attempt, line.planned_on) == ("黄雨桐", 1, None)
    assert await phones_of([line.person_id]) == {shop.huang.person_id: await phone(shop.huang)}
    stranger = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    assert await assessments_due(stranger, most=9, now=near) == ()


async def test_the_planned_grade_assessment_is_due_and_a_school_asks_for_its_own(shop):
    day = TODAY + timedelta(days=9)
    await plan_assessment(shop.admin, shop.lin_training, "grade", day, now=NOON)
    (line,) = await assessments_due(shop.admin, organization="滨海技师学院", most=9, now=NOON)
    assert (line.kind, line.day, line.planned_on) == ("grade", day, day)
    assert await assessments_due(shop.admin, organization="云帆精密模具", most=9, now=NOON) == ()


async def test_the_list_is_newest_first_and_within_reach(shop):
    await entered(shop, await row(shop), await row(shop, shop.huang))
    lines = await list_assessments(shop.admin)
    assert [line.name for line in lines] == ["黄雨桐", "林子轩"]
    (older,) = await list_assessments(shop.admin, before=lines[0].number, most=1)
    assert older.name == "林子轩"
    assert [line.name for line in await list_assessments(shop.admin, person_id=shop.lin.person_id)] == [
        "林子轩"
    ]
    stranger = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    assert await list_assessments(stranger) == ()

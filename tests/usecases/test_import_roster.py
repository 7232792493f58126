"""A roster comes in whole; a second time it changes nothing; a changed row changes what it says."""

from datetime import date, timedelta

import pytest

from domain.programmes import Programme
from domain.roles import Door, Role
from domain.roster_rows import Roster
from models.audit import AuditEntry
from models.organizations import Organization, SkillChain
from models.people import Invitation, Person, RoleHeld
from models.training import Mentorship, PlanItem
from tests import rosters
from tests.rosters import (
    FIRM,
    LIN,
    LINS_ROW,
    NOW,
    OTHER_FIRM,
    PEOPLE,
    PLAN,
    SCHOOL,
    WANG,
    with_lin,
)
from tests.usecases.rosters_in import bring_in, lin, lins_mentors, lins_training
from texts import roster as texts
from usecases.administered import OnlyAdministrators
from usecases.import_roster import RosterOutdated, check_roster, import_roster


@pytest.fixture(autouse=True)
def _database(database: str) -> None:
    """Every test here has its own."""


async def test_people_firms_plans_and_agreements_are_there():
    report = await bring_in()
    assert report.counts == {
        "organization": (3, 0, 0),
        "plan": (1, 0, 0),
        "person": (5, 0, 0),
        "apprenticeship": (2, 0, 0),
        "invitation": (5, 0, 0),
    }
    person, training = await lin(), await lins_training()
    assert (person.phone, person.id_number, person.born_on) == (LIN, rosters.LIN_ID, date(2008, 5, 6))
    assert (training.programme, training.target_grade) == (Programme.STUDENT_APPRENTICESHIP, 3)
    assert (training.employer.name, training.school.name, training.plan.name) == (FIRM, SCHOOL, PLAN)
    assert (training.starts_on, training.ends_on) == (date(2026, 7, 1), date(2027, 6, 30))
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), None)]
    assert dict(await PlanItem.all().values_list("category", "minutes")) == {
        "theory": 9000,
        "practice": 14400,
    }
    assert (
        await Organization.get(name=FIRM).prefetch_related("chain")
    ).chain.name == "智能装备产业技能生态链"
    assert await RoleHeld.filter(person=person, role=Role.APPRENTICE, organization__name=FIRM).count() == 1


async def test_phones_and_identity_numbers_are_sealed_and_stay_out_of_the_trail():
    await bring_in()
    trail = str(await AuditEntry.all().values())
    assert LIN not in trail
    assert rosters.LIN_ID not in trail
    assert "person.created" in trail


async def test_a_second_time_changes_nothing():
    await bring_in()
    before = [
        await model.all().order_by("id").values() for model in (Person, Mentorship, Invitation, AuditEntry)
    ]
    report = await bring_in(now=NOW + timedelta(days=1))
    assert {count[:2] for count in report.counts.values()} == {(0, 0)}
    assert report.changes == ()
    after = [
        await model.all().order_by("id").values() for model in (Person, Mentorship, Invitation, AuditEntry)
    ]
    assert after == before


async def test_a_dry_run_says_what_would_happen_and_does_nothing():
    report = await bring_in(dry_run=True)
    assert report.counts["person"] == (5, 0, 0)
    assert [await model.all().count() for model in (Person, Organization, SkillChain, AuditEntry)] == [
        0,
        0,
        0,
        0,
    ]
    assert "试运行，没有写入" in texts.report(report, dry_run=True)


async def test_a_changed_row_changes_what_it_says():
    await bring_in()
    report = await bring_in(with_lin(工种="数控铣工", 目标等级="高级工", 结束日期="2027-08-31"))
    assert report.counts["apprenticeship"] == (0, 1, 1)
    training = await lins_training()
    assert (training.occupation, training.target_grade, training.ends_on) == (
        "数控铣工",
        4,
        date(2027, 8, 31),
    )
    said = texts.report(report, dry_run=False)
    assert "变更 培养协议 林子轩：工种 数控车工 → 数控铣工" in said
    assert "目标等级 中级工 → 高级工" in said
    entry = await AuditEntry.get(event="apprenticeship.changed")
    assert entry.before == {"occupation": "数控车工", "target_grade": 3, "ends_on": "2027-06-30"}


async def test_an_empty_cell_overwrites_nothing():
    await bring_in()
    row = dict.fromkeys(LINS_ROW, "") | {"角色": "学徒", "手机": LIN, "单位": FIRM, "培养项目": "学生学徒制"}
    firms = tuple({"名称": name} for name in (FIRM, OTHER_FIRM, SCHOOL))
    report = await bring_in(rosters.roster((row,), organizations=firms, plans=()))
    assert {count[:2] for count in report.counts.values()} == {(0, 0)}
    assert (await lin()).id_number == rosters.LIN_ID
    assert (await lins_training()).school.name == SCHOOL


async def test_an_identity_number_can_be_given_later():
    await bring_in(with_lin(证件号=""))
    assert (await lin()).born_on is None
    report = await bring_in()
    assert report.counts["person"] == (0, 1, 4)
    assert (await lin()).born_on == date(2008, 5, 6)
    assert "变更 人员 林子轩：证件号 （空） → 4404**********" in texts.report(report, dry_run=False)


async def test_a_firm_may_change_its_kind_and_a_plan_its_hours():
    await bring_in()
    firms = ({"名称": OTHER_FIRM, "类型": "园区"}, {"名称": FIRM}, {"名称": SCHOOL})
    plans = (
        {"方案": PLAN, "类别": "理论", "要求学时": "220"},
        {"方案": PLAN, "类别": "安全", "要求学时": "20"},
    )
    said = texts.report(await bring_in(rosters.roster(organizations=firms, plans=plans)), dry_run=False)
    assert "变更 单位 云帆精密模具：类型 生态企业 → 产业园区" in said
    assert "变更 培养方案 数控车工一年制：理论 150小时 → 165小时" in said
    assert "安全 （空） → 15小时" in said
    assert (await PlanItem.get(category="practice")).minutes == 14400


async def test_a_role_can_be_added():
    await bring_in()
    administrator = {"角色": "管理员", "手机": WANG, "单位": FIRM}
    report = await bring_in(rosters.roster((*PEOPLE, administrator)))
    assert "变更 人员 王建国：角色 （空） → 管理员（海晟智能装备）" in texts.report(report, dry_run=False)
    roles = await RoleHeld.filter(person__name="王建国").order_by("id").values_list("role", flat=True)
    assert roles == ["mentor", "administrator"]


async def test_one_wrong_cell_keeps_everything_out():
    found = await check_roster(with_lin(手机="1700000"), now=NOW)
    assert not isinstance(found, Roster)
    assert [texts.problem(one) for one in found] == ["人员 第5行 手机：不是 11 位手机号（1700000）"]
    assert await Person.all().count() == 0


async def test_what_changed_since_the_check_is_not_overrun():
    found = await check_roster(rosters.roster(), now=NOW)
    await bring_in()
    before = await AuditEntry.all().count()
    with pytest.raises(RosterOutdated):
        await import_roster(found, Door.COMMAND_LINE, now=NOW)
    assert await AuditEntry.all().count() == before


async def test_only_administrators_import(shop):
    found = await check_roster(rosters.roster(), now=NOW)
    with pytest.raises(OnlyAdministrators):
        await import_roster(found, shop.wang, now=NOW)

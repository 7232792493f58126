"""A roster comes in whole; a second time it changes nothing; a changed row changes what it says."""

from datetime import date, timedelta

import pytest

from domain.programmes import Programme
from domain.roles import Door, Role
from domain.roster_rows import Roster
from domain.roster_sheets import Sheet
from models.audit import AuditEntry
from models.organizations import Organization, SkillChain
from models.people import Identity, Invitation, Person, RoleHeld
from models.training import Apprenticeship, Mentorship, PlanItem
from tests import rosters
from tests.rosters import (
    CHEN,
    FIRM,
    LIN,
    LINS_ROW,
    NOW,
    OTHER_FIRM,
    PEOPLE,
    PLAN,
    SCHOOL,
    TODAY,
    WANG,
    with_lin,
)
from texts import roster as texts
from usecases.administered import OnlyAdministrators
from usecases.import_roster import RosterOutdated, check_roster, import_roster
from usecases.invitation_codes import invitation_codes
from usecases.roster_report import ImportReport


@pytest.fixture(autouse=True)
def _database(database: str) -> None:
    """Every test here has its own."""


async def bring_in(sheets: tuple[Sheet, ...] = (), *, now=NOW, dry_run: bool = False) -> ImportReport:
    found = await check_roster(sheets or rosters.roster(), now=now)
    assert isinstance(found, Roster), found
    return await import_roster(found, Door.COMMAND_LINE, now=now, dry_run=dry_run)


async def lin() -> Person:
    return await Person.get(name="林子轩")


async def lins_training() -> Apprenticeship:
    return await Apprenticeship.get(person__name="林子轩").prefetch_related("school", "plan", "employer")


async def lins_mentors() -> list[tuple[str, date, date | None]]:
    rows = Mentorship.filter(apprenticeship__person__name="林子轩").order_by("id")
    return await rows.values_list("mentor__name", "since", "until")


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


async def test_another_mentor_begins_today_and_the_former_keeps_the_days_before():
    await bring_in()
    report = await bring_in(with_lin(导师手机=CHEN))
    yesterday = TODAY - timedelta(days=1)
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), yesterday), ("陈志明", TODAY, None)]
    assert "导师 王建国 → 陈志明" in texts.report(report, dry_run=False)
    await bring_in()
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), yesterday), ("王建国", TODAY, None)]


async def test_before_the_start_another_mentor_takes_the_place_whole():
    await bring_in(now=NOW - timedelta(days=365))
    await bring_in(with_lin(导师手机=CHEN), now=NOW - timedelta(days=300))
    assert await lins_mentors() == [("陈志明", date(2026, 7, 1), None)]


async def test_a_second_mentor_joins():
    await bring_in()
    await bring_in(with_lin(导师手机=f"{WANG}、{CHEN}"))
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), None), ("陈志明", TODAY, None)]


async def test_when_the_start_moves_the_mentor_moves_with_it():
    await bring_in()
    await bring_in(with_lin(开始日期="2026-06-15"))
    assert (await lins_training()).starts_on == date(2026, 6, 15)
    assert await lins_mentors() == [("王建国", date(2026, 6, 15), None)]


async def test_a_later_agreement_is_another_one():
    await bring_in()
    await bring_in(with_lin(开始日期="2027-09-01", 结束日期="2028-06-30"))
    assert await Apprenticeship.filter(person__name="林子轩").count() == 2


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


async def test_a_live_code_is_kept_and_one_that_ran_out_is_replaced():
    await bring_in()
    first = (await Invitation.get(person=await lin())).code
    await bring_in(now=NOW + timedelta(days=29))
    assert await Invitation.filter(person=await lin()).count() == 1
    report = await bring_in(now=NOW + timedelta(days=31))
    assert report.counts["invitation"] == (5, 0, 0)
    later = await invitation_codes([(await lin()).id], now=NOW + timedelta(days=31))
    assert later[0].code not in ("", first)


async def test_who_is_bound_or_was_revoked_gets_no_code():
    await bring_in()
    await Invitation.filter(person__name="陈志明").update(revoked_at=NOW)
    await Invitation.filter(person__name="林子轩").update(used_at=NOW)
    await Identity.create(app="wx", openid="o", person=await lin())
    report = await bring_in()
    assert report.counts["invitation"] == (0, 0, 5)
    codes = {
        row.name: (row.code, texts.no_code(row)) for row in await invitation_codes(report.people, now=NOW)
    }
    assert (codes["林子轩"], codes["陈志明"]) == (("", "已绑定"), ("", "已作废"))


async def test_codes_come_in_the_order_of_the_file():
    report = await bring_in()
    rows = await invitation_codes(report.people, now=NOW)
    assert [row.name for row in rows] == [person["姓名"] for person in PEOPLE]
    assert (rows[3].phone, rows[3].roles, len(rows[3].code)) == (LIN, (Role.APPRENTICE,), 8)
    assert len({row.code for row in rows}) == 5

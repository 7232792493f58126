"""A roster is refused with everything that is wrong in it, each by sheet, row, column and reason."""

from dataclasses import replace
from datetime import date

import pytest

from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.roles import Role
from domain.roster import check
from domain.roster_mentions import mentions
from domain.roster_rows import Roster
from domain.roster_sheets import Sheet
from tests import rosters
from tests.rosters import (
    CHEN,
    FIRM,
    HUANG,
    LIN,
    LIN_ID,
    LINS_NUMBER,
    LINS_ROW,
    NOTHING_KNOWN,
    ORGANIZATIONS,
    OTHER_FIRM,
    PEOPLE,
    PLAN,
    PLANS,
    SCHOOL,
    TODAY,
    WANG,
    ZHAO,
    roster,
    with_fault,
    with_lin,
)


def wrong(sheets: tuple[Sheet, ...]) -> list[tuple[str, int, str, str]]:
    found = check(sheets, NOTHING_KNOWN, today=TODAY)
    assert not isinstance(found, Roster)
    return [(problem.sheet, problem.row, problem.column, problem.reason) for problem in found]


def right(sheets: tuple[Sheet, ...]) -> Roster:
    found = check(sheets, NOTHING_KNOWN, today=TODAY)
    assert isinstance(found, Roster), found
    return found


def test_a_right_roster_says_who_trains_whom():
    found = right(roster())
    lin = found.people[3]
    assert (lin.name, lin.phone, lin.born_on, lin.organization) == ("林子轩", LIN, date(2008, 5, 6), FIRM)
    assert lin.training
    assert (lin.training.programme, lin.training.target_grade) == (Programme.STUDENT_APPRENTICESHIP, 3)
    assert (lin.training.mentors, lin.training.plan) == ((WANG,), PLAN)
    assert found.plans[0].lessons == {"theory": 200, "practice": 320}
    assert next(row.kind for row in found.organizations) is OrganizationKind.CHAIN_LEAD
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"角色": "家长"}, "角色", "unknown_word"),
        ({"角色": ""}, "角色", "required"),
        ({"姓名": ""}, "姓名", "required"),
        ({"姓名": "=1+1"}, "姓名", "formula"),
        ({"姓名": "林" * 51}, "姓名", "too_long"),
        ({"姓名": "林\n子轩"}, "姓名", "unprintable"),
        ({"手机": "1700000"}, "手机", "phone"),
        ({"手机": "27000000004"}, "手机", "phone"),
        ({"手机": ""}, "手机", "required"),
        ({"手机": CHEN}, "手机", "repeated"),
        ({"证件号": rosters.HUANG_ID[:17] + "Y"}, "证件号", "id_form"),
        ({"证件号": "440499200805060121"}, "证件号", "id_check_digit"),
        ({"证件号": "440499203005060121"}, "证件号", "id_birth"),
        ({"单位": ""}, "单位", "required"),
        ({"单位": "没有的公司"}, "单位", "organization_unknown"),
        ({"院校": ""}, "院校", "required"),
        ({"院校": "没有的学校"}, "院校", "organization_unknown"),
        ({"院校": OTHER_FIRM}, "院校", "not_a_school"),
        ({"培养项目": "学徒"}, "培养项目", "unknown_word"),
        ({"培养项目": ""}, "培养项目", "required"),
        ({"工种": ""}, "工种", "required"),
        ({"目标等级": "九级"}, "目标等级", "unknown_word"),
        ({"开始日期": "2026-13-40"}, "开始日期", "no_such_day"),
        ({"开始日期": "下个月"}, "开始日期", "day"),
        ({"开始日期": "46204"}, "开始日期", "day"),
        ({"开始日期": ""}, "开始日期", "required"),
        ({"结束日期": "2026-01-01"}, "结束日期", "ends_before_start"),
        ({"导师手机": ""}, "导师手机", "required"),
        ({"导师手机": "17099999999"}, "导师手机", "mentor_unknown"),
        ({"导师手机": HUANG}, "导师手机", "mentor_unknown"),
        ({"导师手机": LIN}, "导师手机", "mentor_self"),
        ({"导师手机": "王建国"}, "导师手机", "phone"),
        ({"培养方案": "不存在的方案"}, "培养方案", "plan_unknown"),
        ({"培养方案": ""}, "培养方案", "required"),
    ],
)
def test_one_wrong_cell_is_named_once(cells, column, reason):
    assert wrong(with_lin(**cells)) == [("人员", LINS_NUMBER, column, reason)]


@pytest.mark.parametrize("fault", ["formula", "broken_cell", "long_number"])
def test_a_cell_that_is_no_text_is_named(fault):
    assert wrong(with_fault(fault, "证件号")) == [("人员", LINS_NUMBER, "证件号", fault)]


def test_all_that_is_wrong_is_named_in_the_order_of_the_rows():
    people = (PEOPLE[0] | {"手机": "1"}, *PEOPLE[1:3], LINS_ROW | {"角色": "家长", "证件号": "1"}, PEOPLE[4])
    plans = (*PLANS, {"方案": PLAN, "类别": "体育", "要求学时": "-8"})
    found = [(sheet, row, column) for sheet, row, column, _ in wrong(roster(people, plans=plans))]
    assert found == [
        ("人员", 2, "手机"),
        ("人员", 5, "角色"),
        ("人员", 5, "证件号"),
        ("培养方案", 4, "类别"),
        ("培养方案", 4, "要求学时"),
    ]


def test_one_identity_number_is_one_persons():
    assert wrong(with_lin(证件号=rosters.HUANG_ID)) == [("人员", 6, "证件号", "repeated")]


def test_a_person_may_stand_in_two_roles_but_not_twice_in_one():
    administrator = {"角色": "管理员", "姓名": "王建国", "手机": WANG, "单位": FIRM}
    assert [row.role for row in right(roster((*PEOPLE, administrator))).people][-1] is Role.ADMINISTRATOR
    assert wrong(roster((*PEOPLE, PEOPLE[0]))) == [("人员", 7, "手机", "repeated")]
    assert wrong(roster((*PEOPLE, administrator | {"姓名": "王小国"}))) == [("人员", 7, "手机", "repeated")]


def test_a_mentor_of_another_firm_is_worth_a_look():
    found = right(with_lin(导师手机=ZHAO))
    assert [(one.row, one.column, one.reason) for one in found.warnings] == [
        (5, "导师手机", "mentor_elsewhere")
    ]


def test_two_mentors_may_share_a_cell():
    assert right(with_lin(导师手机=f"{WANG}、{CHEN}")).people[3].training.mentors == (WANG, CHEN)


@pytest.mark.parametrize(
    "cells",
    [
        {"手机": " １７０００００００４４ ".replace("４４", "０４"), "姓名": "林子轩\u3000"},
        {"手机": "+86 170-0000-0004", "证件号": f" {LIN_ID.lower()}\u200b"},
        {"开始日期": "2026/7/1", "结束日期": "2027年6月30日"},
        {"开始日期": "20260701", "结束日期": "2027.6.30"},
        {"目标等级": "四级/中级工", "导师手机": f"{WANG} "},
        {"目标等级": "四级"},
        {"目标等级": "中级工（四级）"},
    ],
)
def test_small_differences_of_writing_say_the_same(cells):
    assert right(with_lin(**cells)).people[3] == right(roster()).people[3]


def test_columns_may_stand_in_another_order_beside_others():
    people, *others = roster()
    turned = replace(
        people,
        header=("备注", *reversed(people.header)),
        rows=tuple((number, ("请勿外传", *reversed(cells))) for number, cells in people.rows),
    )
    assert right((turned, *others)) == right(roster())


def test_empty_rows_are_no_rows():
    people, *others = roster()
    padded = replace(
        people, rows=(*people.rows, (7, ()), (8, ("", " ", "\u3000")), (9, ("",) * 14 + ("备注",)))
    )
    assert right((padded, *others)) == right(roster())


def test_of_two_sheets_of_one_name_neither_counts():
    people, *others = roster()
    assert wrong((people, replace(people, name="人员 "), *others)) == [("人员", 0, "", "sheet_twice")]


def test_missing_sheets_and_columns_are_named_before_anything_else():
    people, organizations, plans = roster()
    assert wrong((people,)) == [("单位", 0, "", "sheet_missing"), ("培养方案", 0, "", "sheet_missing")]
    short = replace(people, header=people.header[:2])
    assert {(sheet, row, reason) for sheet, row, _, reason in wrong((short, organizations, plans))} == {
        ("人员", 1, "column_missing")
    }
    twice = replace(people, header=(*people.header, "手机"))
    assert wrong((twice, organizations, plans)) == [("人员", 1, "手机", "column_twice")]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"名称": ""}, "名称", "required"),
        ({"名称": FIRM}, "名称", "repeated"),
        ({"类型": "商店"}, "类型", "unknown_word"),
        ({"类型": ""}, "类型", "required"),
        ({"统一社会信用代码": "9" * 19}, "统一社会信用代码", "too_long"),
    ],
)
def test_a_wrong_organization_is_named(row, column, reason):
    new = {"名称": "新来的公司", "类型": "生态企业"} | row
    assert wrong(roster(organizations=(*ORGANIZATIONS, new))) == [("单位", 5, column, reason)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"方案": ""}, "方案", "required"),
        ({"类别": "体育"}, "类别", "unknown_word"),
        ({"类别": "理论课"}, "类别", "repeated"),
        ({"类别": ""}, "类别", "required"),
        ({"要求学时": "-8"}, "要求学时", "lessons"),
        ({"要求学时": "0"}, "要求学时", "lessons"),
        ({"要求学时": "1e3"}, "要求学时", "lessons"),
        ({"要求学时": "4.5"}, "要求学时", "lessons"),
        ({"要求学时": "10001"}, "要求学时", "lessons"),
        ({"要求学时": ""}, "要求学时", "required"),
    ],
)
def test_a_wrong_item_of_a_plan_is_named(row, column, reason):
    item = {"方案": PLAN, "类别": "安全", "要求学时": "20"} | row
    assert wrong(roster(plans=(*PLANS, item))) == [("培养方案", 4, column, reason)]


def test_everything_named_is_looked_up_first():
    found = mentions(with_lin(导师手机="17088888888", 证件号="1"), today=TODAY)
    assert {*found.phones} >= {WANG, CHEN, LIN, HUANG, "17088888888"}
    assert {*found.organizations} == {FIRM, OTHER_FIRM, SCHOOL}
    assert {*found.plans} == {PLAN}
    assert {*found.id_numbers} == {rosters.HUANG_ID}

"""A roster against what is on file: what may be left out, what it corrects, and what it contradicts."""

from datetime import date

import pytest

from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.roles import Role
from domain.roster import check
from domain.roster_rows import Known, KnownPerson, KnownTraining, Roster
from domain.roster_sheets import Sheet
from tests import rosters
from tests.rosters import FIRM, GRADES, LIN, LIN_ID, LINS_ROW, PEOPLE, PLAN, SCHOOL, TODAY, WANG, roster

KNOWN_LIN = KnownPerson(
    7,
    "林子轩",
    True,
    frozenset({(Role.APPRENTICE, FIRM)}),
    (KnownTraining(70, Programme.STUDENT_APPRENTICESHIP, FIRM, date(2026, 7, 1), date(2027, 6, 30)),),
)
KNOWN = Known(
    GRADES,
    {FIRM: OrganizationKind.CHAIN_LEAD, SCHOOL: OrganizationKind.SCHOOL},
    frozenset({PLAN}),
    {LIN: KNOWN_LIN, WANG: KnownPerson(1, "王建国", False, frozenset({(Role.MENTOR, FIRM)}))},
    {LIN_ID: 7},
)


def wrong(sheets: tuple[Sheet, ...]) -> list[tuple[str, int, str, str]]:
    found = check(sheets, KNOWN, today=TODAY)
    assert not isinstance(found, Roster)
    return [(problem.sheet, problem.row, problem.column, problem.reason) for problem in found]


def right(sheets: tuple[Sheet, ...]) -> Roster:
    found = check(sheets, KNOWN, today=TODAY)
    assert isinstance(found, Roster), found
    return found


def test_what_is_on_file_may_be_named_without_its_row():
    lin = LINS_ROW | {
        "姓名": "",
        "证件号": "",
        "工种": "",
        "开始日期": "",
        "结束日期": "",
        "导师手机": "",
        "培养方案": "",
    }
    found = right(roster((lin,), organizations=(), plans=()))
    assert found.people[0].name == "林子轩"
    assert found.people[0].training.known_id == 70
    assert found.people[0].training.starts_on is None


def test_a_row_may_leave_out_where_and_in_what_if_that_is_the_only_one():
    lin = {"角色": "学徒", "手机": LIN, "结束日期": "2027-08-31"}
    found = right(roster((lin,), organizations=(), plans=()))
    assert (found.people[0].organization, found.people[0].training.known_id) == (FIRM, 70)


@pytest.mark.parametrize(
    ("cells", "known_id"),
    [
        ({"开始日期": "2026-07-06"}, 70),
        ({"开始日期": "2026-06-01"}, 70),
        ({"开始日期": "2027-09-01", "结束日期": "2028-06-30"}, None),
        ({"培养项目": "技培生"}, None),
    ],
)
def test_another_start_corrects_the_agreement_or_begins_another(cells, known_id):
    assert right(roster((LINS_ROW | cells,))).people[0].training.known_id == known_id


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"姓名": "林子煊"}, "姓名", "name_differs"),
        ({"证件号": rosters.identity("20080506", 99)}, "证件号", "id_differs"),
        ({"手机": "17000000099"}, "证件号", "id_taken"),
        ({"结束日期": "2026-01-01"}, "结束日期", "ends_before_start"),
        ({"开始日期": "", "结束日期": "2026-01-01"}, "结束日期", "ends_before_start"),
    ],
)
def test_what_contradicts_the_file_is_refused(cells, column, reason):
    people = (PEOPLE[0], LINS_ROW | cells)
    assert wrong(roster(people)) == [("人员", 3, column, reason)]

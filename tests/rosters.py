"""A small roster, as its sheets' rows, for tests to spoil or change."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.idcard import check_digit
from domain.roster_rows import Known
from domain.roster_sheets import Sheet
from domain.roster_words import ORGANIZATION_COLUMNS, PEOPLE_COLUMNS, PLAN_COLUMNS

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)
GRADES = {
    "学徒工": 1,
    "初级工": 2,
    "中级工": 3,
    "高级工": 4,
    "技师": 5,
    "高级技师": 6,
    "特级技师": 7,
    "首席技师": 8,
}
NOTHING_KNOWN = Known(GRADES)

FIRM, OTHER_FIRM, SCHOOL, PLAN = "海晟智能装备", "云帆精密模具", "滨海技师学院", "数控车工一年制"
WANG, CHEN, ZHAO, LIN, HUANG = (f"1700000000{number}" for number in range(1, 6))


def identity(born: str, serial: int) -> str:
    first = f"440499{born}{serial:03}"
    return first + check_digit(first)


LIN_ID, HUANG_ID = identity("20080506", 12), identity("19990809", 34)
LINS_ROW = {
    "角色": "学徒",
    "姓名": "林子轩",
    "手机": LIN,
    "证件号": LIN_ID,
    "单位": FIRM,
    "院校": SCHOOL,
    "培养项目": "学生学徒制",
    "工种": "数控车工",
    "目标等级": "中级工",
    "开始日期": "2026-07-01",
    "结束日期": "2027-06-30",
    "导师手机": WANG,
    "培养方案": PLAN,
}
PEOPLE = (
    {"角色": "导师", "姓名": "王建国", "手机": WANG, "单位": FIRM},
    {"角色": "导师", "姓名": "陈志明", "手机": CHEN, "单位": FIRM},
    {"角色": "导师", "姓名": "赵磊", "手机": ZHAO, "单位": OTHER_FIRM},
    LINS_ROW,
    LINS_ROW
    | {
        "姓名": "黄雨桐",
        "手机": HUANG,
        "证件号": HUANG_ID,
        "院校": "",
        "培养项目": "企业新型学徒制",
        "导师手机": CHEN,
    },
)
LINS_PLACE = 3
LINS_NUMBER = LINS_PLACE + 2
ORGANIZATIONS = (
    {
        "名称": FIRM,
        "类型": "链主单位",
        "产业技能生态链": "智能装备产业技能生态链",
        "统一社会信用代码": "914404MA0000001X",
    },
    {"名称": OTHER_FIRM, "类型": "生态企业", "产业技能生态链": "智能装备产业技能生态链"},
    {"名称": SCHOOL, "类型": "院校"},
)
PLANS = (
    {"方案": PLAN, "类别": "理论", "要求学时": "200"},
    {"方案": PLAN, "类别": "实操", "要求学时": "320"},
)


def sheet(name: str, columns: tuple[str, ...], rows: tuple[dict[str, str], ...]) -> Sheet:
    cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
    return Sheet(name, columns, tuple(enumerate(cells, 2)))


def roster(
    people: tuple[dict[str, str], ...] = PEOPLE,
    organizations: tuple[dict[str, str], ...] = ORGANIZATIONS,
    plans: tuple[dict[str, str], ...] = PLANS,
) -> tuple[Sheet, ...]:
    return (
        sheet("人员", PEOPLE_COLUMNS, people),
        sheet("单位", ORGANIZATION_COLUMNS, organizations),
        sheet("培养方案", PLAN_COLUMNS, plans),
    )


def with_person(place: int, **cells: str) -> tuple[Sheet, ...]:
    """The roster with other cells in one person's row."""
    people = list(PEOPLE)
    people[place] = people[place] | cells
    return roster(tuple(people))


def with_lin(**cells: str) -> tuple[Sheet, ...]:
    return with_person(LINS_PLACE, **cells)


def with_fault(fault: str, column: str) -> tuple[Sheet, ...]:
    """林子轩's row with a cell that is no text."""
    people, *others = roster()
    return (replace(people, faults={(LINS_NUMBER, PEOPLE_COLUMNS.index(column)): fault}), *others)

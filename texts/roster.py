"""What an administrator reads about a roster: what is wrong with it, and what came of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from domain.roles import Role
from domain.roster_sheets import Problem
from domain.roster_words import KINDS as KIND_WORDS
from usecases.invitation_codes import CodeRow
from usecases.policies import grade_numbers
from usecases.roster_report import Change, ImportReport

from .format import category, hours
from .replies import ROLE_NAMES

Facts = Mapping[str, str | int]

UNREADABLE: dict[str, str] = {
    "no_xlsx": "不是 xlsx 表格。请用 Excel 或 WPS 另存为“Excel 工作簿（*.xlsx）”再导入。",
    "old_or_locked": "是旧格式的 xls，或者加了密码。请去掉密码，另存为“Excel 工作簿（*.xlsx）”再导入。",
    "damaged": "已损坏，读不出来。请用 Excel 或 WPS 打开，另存一份再导入。",
    "too_large": "超过 {most} MB。请删去图片和多余的内容，或者分成几个文件导入。",
    "unpacks_too_large": "解开后超过 {most} MB，没有读。请删去图片和多余的内容，或者分成几个文件导入。",
    "too_costly": "内容太多，读它要用的时间或内存超过了限度。请删去多余的行、列和格式，或者分成几个文件导入。",
    "too_many_rows": "有一张表超过 {most} 行。请分成几个文件导入。",
}
REASONS: dict[str, Callable[[Facts], str]] = {
    "sheet_missing": lambda f: "缺少这张表",
    "sheet_twice": lambda f: "有两张同名的表，请留一张",
    "column_missing": lambda f: "表头缺少这一列",
    "column_twice": lambda f: "表头有两个同名的列，请留一个",
    "required": lambda f: "没有填写",
    "formula": lambda f: "是公式，请改为直接填写的文字",
    "broken_cell": lambda f: "单元格出错（如 #N/A、#REF!），请改为直接填写的文字",
    "long_number": lambda f: "数字太长，Excel 已丢失末尾几位，请把单元格格式设为文本后重新填写",
    "unprintable": lambda f: "含有换行或看不见的字符，请重新填写",
    "too_long": lambda f: f"太长，最多 {f['most']} 个字",
    "unknown_word": lambda f: f"没有“{f['text']}”这一项，可以填：{f['choices']}",
    "phone": lambda f: f"不是 11 位手机号（{f['text']}）",
    "repeated": lambda f: f"与第{f['row']}行重复（{f['text']}）",
    "id_form": lambda f: "不是 18 位证件号，请核对；如果显示成 4.4E+17 的样子，请设为文本后重新填写",
    "id_birth": lambda f: "证件号里的出生日期不对，请核对",
    "id_check_digit": lambda f: "证件号的校验码不对，请核对",
    "id_differs_in_file": lambda f: f"与第{f['row']}行同一个人的证件号不同",
    "id_taken": lambda f: "这个证件号已登记在另一个手机号名下，请核对",
    "id_differs": lambda f: "与已登记的证件号不同，请核对",
    "name_differs": lambda f: f"姓名不符：这个手机号登记的是“{f['name']}”，名册写的是“{f['text']}”",
    "day": lambda f: f"看不懂日期“{f['text']}”，请写成 2026-07-01 的样子",
    "no_such_day": lambda f: f"没有“{f['text']}”这一天",
    "signed_ahead": lambda f: f"签订日期 {f['text']} 还没有到，未签的请留空",
    "ends_before_start": lambda f: f"结束日期 {f['text']} 早于开始日期 {f['starts']}",
    "lessons": lambda f: f"“{f['text']}”不对，应是 1 到 {f['most']} 的整数（学时）",
    "organization_unknown": lambda f: f"“单位”表里没有“{f['text']}”，系统里也没有",
    "not_a_school": lambda f: f"“{f['text']}”的类型不是院校",
    "plan_unknown": lambda f: f"“培养方案”表里没有“{f['text']}”，系统里也没有",
    "mentor_self": lambda f: f"不能是学徒自己（{f['text']}）",
    "mentor_unknown": lambda f: f"没有这位导师（{f['text']}），名册和系统里都没有",
    "mentor_elsewhere": lambda f: f"这位导师是其他单位的（{f['text']}），请确认没有写错",
}
KINDS = {
    "organization": "单位",
    "plan": "培养方案",
    "person": "人员",
    "apprenticeship": "培养协议",
    "invitation": "邀请码",
}
FIELDS = {
    "kind": "类型",
    "chain": "产业技能生态链",
    "credit_code": "统一社会信用代码",
    "id_number": "证件号",
    "role": "角色",
    "school": "院校",
    "occupation": "工种",
    "target_grade": "目标等级",
    "starts_on": "开始日期",
    "ends_on": "结束日期",
    "signed_on": "签订日期",
    "plan": "培养方案",
    "mentors": "导师",
}
CHANGES_SHOWN = 200
CODES_HEADER = ("姓名", "手机", "角色", "邀请码")


def roles(held: Iterable[Role]) -> str:
    return "、".join(ROLE_NAMES[role] for role in held)


def no_code(row: CodeRow) -> str:
    """What stands in place of a code."""
    return "已绑定" if row.bound else "已作废"


def unreadable(file: str, reason: str, facts: Mapping[str, int]) -> str:
    """Why a file is no roster."""
    return f"{file} {UNREADABLE[reason].format(**facts)}"


def problem(found: Problem) -> str:
    """人员 第19行 手机：与第18行重复（17000000017）."""
    place = [found.sheet, f"第{found.row}行" if found.row else "", found.column]
    return f"{' '.join(filter(None, place))}：{REASONS[found.reason](found.facts)}"


def refused(problems: tuple[Problem, ...]) -> str:
    """What stands above the list of problems."""
    return f"名册有 {len(problems)} 处不对，什么都没有导入。请改好后再导入："


def warned(warnings: tuple[Problem, ...]) -> str:
    return f"有 {len(warnings)} 处请再看一眼（不影响导入）："


def report(result: ImportReport, *, dry_run: bool) -> str:
    """What came of an import, or would."""
    head = "试运行，没有写入。正式导入将会：" if dry_run else "导入完成："
    lines = [f"{KINDS[kind]}：{_count(*count)}" for kind, count in result.counts.items()]
    listed = [line for change in result.changes[:CHANGES_SHOWN] for line in _change(change)]
    more = len(result.changes) - CHANGES_SHOWN
    return "\n".join([head, *lines, *listed, *([f"……另有 {more} 处变更"] if more > 0 else [])])


def _count(created: int, changed: int, unchanged: int) -> str:
    return f"新增 {created}，变更 {changed}，不变 {unchanged}"


def _change(change: Change) -> Iterator[str]:
    for field, before, after in change.fields:
        name = FIELDS.get(field, category(field))
        yield f"变更 {KINDS[change.kind]} {change.name}：{name} {_value(field, before)} → {_value(field, after)}"


def _value(field: str, value: object) -> str:
    if value in (None, ""):
        return "（空）"
    match field:
        case "kind":
            return next(word for word, kind in KIND_WORDS.items() if kind == value)
        case "role":
            role, _, organization = str(value).partition(":")
            return f"{ROLE_NAMES[Role(role)]}（{organization}）"
        case "target_grade":
            return next((name for name, number in grade_numbers().items() if number == value), str(value))
    return hours(value) if isinstance(value, int) else str(value)

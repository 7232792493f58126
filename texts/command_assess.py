"""What the operator reads at the command line of assessments and reversed hours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.roster_sheets import Problem
from domain.score_words import MOST_ROWS
from usecases.import_scores import Change, RowRefused, ScoreLine

from . import roster
from .assessments import KINDS, STATES, kind, nth, score
from .format import GRADES, excerpt, hours, long_day
from .refusals import sentence

ASSESS = "登记评价：用成绩单登记一个班，或安排、取消一次评价。"
SHEET = "成绩单（xlsx）。有一处不对就全部不登记；再运行一次不会重复。"
TEMPLATE = "写一张空成绩单，列出该评价的人，填好后用 --sheet 登记。"
DRY_RUN = "只检查，不登记。"
ORG = "空成绩单只列这个单位（用人单位或院校）的人。"
BY = "以哪位管理员的名义（手机号）；不写就是运维人员。"
BY_REQUIRED = "以哪位管理员的名义（手机号）。"
PLAN = "安排一次评价，已安排的改到这一天；期限跟着改，并通知学徒和导师。"
CANCEL = "取消已安排、还没有评的评价。"
ASSESSMENTS = "列出评价，最近登记的在前；用 --void 作废登记错的结果。"
VOID = (
    "作废这个编号的结果（可以写几次）：保留并注明，不再计入；由它取得的等级撤销，证书暂停，并通知学徒和导师。"
)
VOID_REASON = "作废的原因，会通知学徒和导师。"
REVERSE = "冲销一条已确认的学时：记一条负的，并暂停以它为依据的证书。"
PHONE = "学徒的手机号。"
KIND = "评价类型：中期评估、终结性评价、等级评价。"
DAY = "日期，例如 2026-12-31 或 12月31日。"
OCCUPATION = "工种，这一天有几份培养协议时要写。"
NUMBER = "评价的编号（见 jiangmiao assessments）。"
ENTRY = "学时的编号（学徒的“我的学时”里）。"
REASON = "原因，会通知学徒和导师。"
ONLY_PHONE = "只列这个人的。"
BEFORE = "只列编号小于它的。"

SHEET_EXPLAINED = "说明"
RESULTS = "合格,不合格"
EXPLAINED = (
    "每行一个人、一次评价。手机、评价类型、日期必填。",
    "填了结果就是登记结果：日期是评价当天，评价员手机必填，几位评价员用 、 隔开，至少一位不是学徒自己的导师。",
    "没有填结果、日期在今天以后，就是安排评价：会通知学徒和导师，期限跟着改到这一天。",
    "不合格要在备注写明原因。分数 0 到 100，可以不填。",
    "要分项记分，就在后面加列，列名写成“理论(40%)”“实操(60%)”的样子，比例合计 100%，分数可以留空，由系统计算。",
    f"一张最多 {MOST_ROWS} 行。还可以加列：等级（评的不是协议的目标等级时）、评价机构（不是用人单位自己评价时）。",
    "没有评的人不用填，后面都空着的行不登记。姓名和工种供核对，可以删去这两列。",
    "登记：jiangmiao assess --sheet 文件.xlsx（加 --dry-run 只检查）。有一处不对就全部不登记；再运行一次不会重复。",
)
OFFERED = {"分数": "请填 0 到 100 的数。"}
REASONS: Mapping[str, Any] = {
    **roster.REASONS,
    "no_rows": lambda f: "没有要登记的人",
    "too_many_rows": lambda f: f"超过 {f['most']} 行，请分成几个文件",
    "weights": lambda f: f"各项的比例加起来是 {f['total']}%，应为 100%，每项至少 1%",
    "score": lambda f: f"“{f['text']}”不对，应是 0 到 100 的数，最多两位小数",
    "day_to_come": lambda f: f"{f['text']} 还没有到，不能填结果；要安排评价，请把结果留空",
    "failed_without_reason": lambda f: "不合格要写明原因",
    "score_differs": lambda f: (
        f"{score(int(f['score']))} 与各项加权得出的 {score(int(f['weighted']))} 不符，可以留空"
    ),
}
LINES_SHOWN = 200
CHANGES = {
    Change.PLANNED: "已安排",
    Change.MOVED: "已改期",
    Change.RECORDED: "已登记",
    Change.UNCHANGED: "没有变化",
}
WOULD = {
    Change.PLANNED: "将安排",
    Change.MOVED: "将改期",
    Change.RECORDED: "将登记",
    Change.UNCHANGED: "没有变化",
}
COLUMNS = ("编号", "学徒", "单位", "工种", "评价", "结果", "日期", "分数", "评价员", "原因")


def offered(column: str) -> str:
    return OFFERED.get(column, "请从列表里选。")


def unreadable(file: str, reason: str, facts: Mapping[str, int]) -> str:
    return roster.unreadable(file, reason, facts)


def refused(problems: Sequence[Problem | RowRefused]) -> str:
    """Every problem on a line of its own."""
    head = f"成绩单有 {len(problems)} 处不对，什么都没有登记。请改好后再登记："
    return "\n".join([head, *map(_problem, problems)])


def _problem(found: Problem | RowRefused) -> str:
    place = [found.sheet, f"第{found.row}行" if found.row else "", found.column]
    why = sentence(found.refusal) if isinstance(found, RowRefused) else REASONS[found.reason](found.facts)
    return f"{' '.join(filter(None, place))}：{why}"


def report(lines: Sequence[ScoreLine], left_out: int, *, dry_run: bool) -> str:
    """What came of the sheet, or would."""
    head = "试运行，没有登记。正式登记将会：" if dry_run else "登记完成："
    changes = WOULD if dry_run else CHANGES
    listed = [_line(line, changes) for line in lines if line.change is not Change.UNCHANGED]
    more = [f"……另有 {len(listed) - LINES_SHOWN} 人"] if len(listed) > LINES_SHOWN else []
    empty = [f"另有 {left_out} 行没有填写，没有登记。"] if left_out else []
    return "\n".join([head + _sums(lines), *listed[:LINES_SHOWN], *more, *empty])


def _sums(lines: Sequence[ScoreLine]) -> str:
    recorded = [line for line in lines if line.change is Change.RECORDED]
    passed = sum(bool(line.passed) for line in recorded)
    counts = {change: sum(line.change is change for line in lines) for change in Change}
    planned = counts[Change.PLANNED] + counts[Change.MOVED]
    parts = [
        f"登记 {len(recorded)} 人（合格 {passed}，不合格 {len(recorded) - passed}）" if recorded else "",
        f"安排 {planned} 人" if planned else "",
        f"没有变化 {counts[Change.UNCHANGED]} 人" if counts[Change.UNCHANGED] else "",
    ]
    return "，".join(filter(None, parts)) + "。"


def _line(line: ScoreLine, changes: Mapping[Change, str]) -> str:
    what = f"{KINDS[line.kind]}{nth(line.attempt)}"
    verdict = {None: "", True: " 合格", False: " 不合格"}[line.passed]
    points = f" {score(line.score)}分" if line.score is not None else ""
    return f"第{line.row}行 {line.name} {what} {line.day}{verdict}{points}，{changes[line.change]}"


def progress(done: int, rows: int) -> str:
    return f"已检查 {done}/{rows} 行"


def template_written(file: str, people: int, *, more: bool) -> str:
    rest = "还有没列出的，登记好这些后再写一张，或用 --org 分单位。" if more else ""
    if people:
        return f"空成绩单已写到 {file}，列出 {people} 人。{rest}填好后运行：jiangmiao assess --sheet {file}"
    return f"空成绩单已写到 {file}。30 天内没有该评价的人，可以自己填。"


def file_exists(path: str) -> str:
    return f"已经有 {path} 这个文件，没有覆盖。请换一个文件名。"


def sheet_or_template() -> str:
    return "请写明 --sheet 成绩单.xlsx 或 --template 文件.xlsx；也可以用 assess plan、assess cancel。"


def kind_unknown(text: str) -> str:
    return f"没有“{text}”这种评价，可以写：{'、'.join(KINDS.values())}。"


def day_unreadable(text: str) -> str:
    return f"没看懂日期“{excerpt(text, 20)}”，请写成 2026-12-31 的样子。"


def planned(done: Mapping[str, Any]) -> str:
    what = f"{done['name']}的{kind(done['kind'])}{nth(done['attempt'])}"
    if done["again"]:
        return f"{what}已经安排在 {_day(done['day'])}，没有变化（编号 {done['number']}）。"
    moved = f"从 {_day(done['before'])} 改到" if done["before"] else "安排在"
    return f"{what}{moved} {_day(done['day'])}（编号 {done['number']}），已通知学徒和导师。"


def cancelled(done: Mapping[str, Any]) -> str:
    before = "之前已经取消" if done["again"] else "已取消，已通知学徒和导师"
    return f"{done['name']}的{kind(done['kind'])}（编号 {done['number']}）{before}。"


def reason_without_void() -> str:
    return "--reason 要和 --void 一起用：jiangmiao assessments --void 编号 --reason 原因。"


def voided(results: Sequence[Mapping[str, Any]]) -> str:
    """A line each, and what is left to do."""
    lines = [_voided(one) for one in results]
    again = all(one["again"] for one in results)
    return "\n".join([*lines, *([] if again else ["请再登记正确的结果：jiangmiao assess --sheet 文件.xlsx"])])


def _voided(done: Mapping[str, Any]) -> str:
    what = f"{done['name']}的{kind(done['kind'])}结果（编号 {done['number']}）"
    if done["again"]:
        return f"{what}之前已经作废，没有变化。"
    grades = f"已撤销 {done['grades']} 条由它取得的等级。" if done["grades"] else ""
    suspended = f"已暂停证书：{'、'.join(done['suspended'])}。" if done["suspended"] else ""
    return f"{what}已作废，已通知学徒和导师。{grades}{suspended}"


def reversed_hours(done: Mapping[str, Any]) -> str:
    if done["again"]:
        return f"{done['name']}编号 {done['number']} 之前已由编号 {done['by_number']} 冲销，没有变化。"
    suspended = f"已暂停证书：{'、'.join(done['suspended'])}。" if done["suspended"] else ""
    return (
        f"已冲销{done['name']}编号 {done['number']}（{hours(-done['minutes'])}），"
        f"记为编号 {done['by_number']}，已通知学徒和导师。{suspended}"
    )


def row(line: Mapping[str, Any]) -> tuple[str, ...]:
    """One assessment for the table."""
    grade = f" {GRADES[line['grade']]}" if line["grade"] else ""
    return (
        str(line["number"]),
        line["name"],
        line["employer"],
        line["occupation"],
        f"{kind(line['kind'])}{nth(line['attempt'])}{grade}",
        next(name for state, name in STATES.items() if state == line["state"]),
        line["sat_on"] or line["planned_on"] or "",
        score(line["score"]),
        _several(line["assessors"]),
        excerpt(line["reasons"], 30),
    )


def _several(names: Iterable[str]) -> str:
    return "、".join(names)


def none() -> str:
    return "没有评价。"


def older(before: int) -> str:
    return f"更早的：jiangmiao assessments --before {before}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}年{long_day(day)}"

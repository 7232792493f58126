"""What the operator reads at the command line about grades."""

from collections.abc import Mapping
from typing import Any

from .findings import MERITS, WAYS, short_source
from .format import GRADES

GRADES_HELP = "登记、撤销、查看职业技能等级，设置单位自定的等级名称。"
RECORD = "登记一个人取得的等级，按当天生效的文件核对条件。重复运行只登记一次。"
WITHDRAW = "撤销一条等级记录；记录和原因都保留。"
LIST = "列出等级记录，最近登记的在前。"
NAME = "设置单位对一个等级（或其中一层）的叫法；不写名称就取消。"
NAMES = "列出单位自定的等级名称。"
IMPORT = "从 CSV 文件导入单位自定的等级名称，列是：等级,层级,名称。有一行不对就都不导入。"
PHONE = "这个人登记的手机号。"
ONE_PHONE = "只列这个人的：手机号。"
GRADE = "等级，例如 中级工、3，或单位自定的名称。"
OCCUPATION = "工种，例如 数控车工。"
WAY = f"取得方式：{'、'.join(WAYS.values())}。"
DAY = "决定的日期，例如 2026-11-20。"
ORG = "作出决定的单位（在本服务里登记的）。"
ELSEWHERE = "作出决定的单位不在本服务里时，写它的名称。"
CERTIFICATE = "其他机构已发证书的编号；写了就不再核对条件。"
CONTEST = "竞赛的级别和名次，例如 省级3。"
MERIT = f"单位认可的依据，可以写几次：{'、'.join(MERITS.values())}。"
NUMBER = "等级记录的编号（见 jiangmiao grades list）。"
REASON = "撤销的原因，会留痕。"
FIRM = "单位名称。"
OWN_NAME = "单位的叫法，最多 30 个字。"
STEP = "等级内的第几层；0 是等级本身。"
FILE = "CSV 文件（UTF-8），第一行是列名。"

COLUMNS = ("编号", "姓名", "工种", "等级", "方式", "日期", "决定单位", "依据", "状态")
NAME_COLUMNS = ("等级", "层级", "单位的叫法")
HEADER = ["等级", "层级", "名称"]
Line = Mapping[str, Any]


def row(line: Line) -> tuple[str, ...]:
    return (
        str(line["number"]),
        line["person"],
        line["occupation"],
        grade(line),
        WAYS[line["way"]],
        line["decided_on"],
        line["decided_by"],
        short_source(line["source"]) if line["source"] else line["certificate"],
        f"已撤销：{line['reason']}" if line["withdrawn_at"] else "有效",
    )


def grade(line: Line) -> str:
    """中级工, or 中级工（三级技工） where the firm has a name of its own."""
    own = f"（{line['name']}）" if line["name"] and line["name"] != GRADES[line["grade"]] else ""
    return f"{GRADES[line['grade']]}{own}"


def recorded(line: Line) -> str:
    source = f"依据：{line['source']}。" if line["source"] else f"证书编号：{line['certificate']}。"
    return f"已登记 {line['number']}：{line['person']} {line['occupation']} {grade(line)}，{WAYS[line['way']]}，{line['decided_on']}。{source}"


def withdrawn(number: int) -> str:
    return f"已撤销等级记录 {number}，记录和原因都保留。"


def none() -> str:
    return "没有等级记录。"


def name_row(line: Line) -> tuple[str, ...]:
    return GRADES[line["grade"]], str(line["step"] or ""), line["name"]


def named(count: int) -> str:
    return f"单位自定的等级名称现在有 {count} 个。"


def no_names() -> str:
    return "没有自定的等级名称，用文件里的名称。"


def wrong_header(path: str) -> str:
    return f"没有导入：{path} 的第一行要是“{','.join(HEADER)}”。"


def wrong_row(path: str, line: int) -> str:
    return f"没有导入：{path} 第 {line} 行要有 3 列，层级是数字。"

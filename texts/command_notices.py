"""What the operator reads at the command line of notices and outgoing messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.notices import NoticeState

from . import mass_sends
from .command_lists import NOTICE_COLUMNS, notice_row
from .format import excerpt, organizations
from .notices import word
from .replies_notices import AUDIENCES, WAYS, day_and_time, inbox_line
from .replies_statistics import REASONS, STATES, SUMS
from .wording import linked

NOTICE = "暂停、继续、取消一条通知，提醒未阅的人，看送达情况。"
PAUSE = "暂停：还没送出的先不送。"
RESUME = "继续：接着送出暂停的通知。"
CANCEL = "取消：还没送出的不再送。"
REMIND = "提醒还没有回“已阅”的人，每人每天最多一次。"
REPORT = "看一条通知的送达、已读和已阅；可以存成 Excel。"
NUMBER = "通知的编号（见 jiangmiao notices）。"
PROGRAMME = "只发给这种培养方式的人：学生学徒制、技培生、企业新型学徒制。"
OCCUPATION = "只发给这个工种的学徒和他们的导师。"
GRADE = "只发给目标等级是这一级的学徒和他们的导师：1 到 8。"
LIST = "只发给这个 CSV 文件里的手机号。"
AT = "定时发送，例如 2026-11-25 09:00、明天 9:00。"
APPROVE_BY = "请这个手机号的管理员批准后再发。"
CORRECTS = "更正这个编号的通知：发给收到它的同一批人。"
EXCEL = "把送达情况和收件人名单存成这个 .xlsx 文件。"
OF_NOTICE = "只列出这条通知的。"
BEFORE = "从这个编号往前列（上一页最后给出的编号）。"
RETRY_DEAD = "把多次发送失败的重新排队。"
STATE = f"只列出这种状态的：{'、'.join(SUMS)}。"
RECIPIENT_COLUMNS = ("编号", "收件人", "单位", "状态", "渠道", "次数", "原因", "已读", "已阅")


def preview(title: str, role: str, found: Mapping[str, Any]) -> str:
    """The number, whom it reaches on which way, and how it will look; before the question whether to send."""
    to = next(name for known, name in AUDIENCES.items() if (known or "") == role)
    where = f"{organizations(**found['scope'])}的"
    head = f"通知 {found['number']}《{excerpt(title, 60)}》将以{found['author']}的名义发给{where}{to} {found['people']} 人。"
    ways = [f"  {WAYS[way]} {people} 人" for way, people in found["ways"].items() if people]
    return "\n".join([head, *ways, *_conditions(found), *samples(found["facts"])])


def _conditions(found: Mapping[str, Any]) -> list[str]:
    corrects = found["facts"]["corrects"]
    return [
        *([mass_sends.will_go()] if found["by_mass"] else []),
        *([mass_sends.propose_option(found["following"])] if found["proposes_mass"] else []),
        *([f"名单里有 {found['unknown']} 个手机号没有对应的人。"] if found["unknown"] else []),
        *([f"代替通知 {corrects}，发给收到它的人。"] if corrects else []),
        *([f"定时：{day_and_time(datetime.fromisoformat(found['at']))} 发出。"] if found["at"] else []),
        *([f"要由{found['approver']}批准后才发出。"] if found["approver"] else []),
    ]


def samples(facts: Mapping[str, Any]) -> list[str]:
    """The same notice as a message, as a card and in the inbox."""
    wording = word("notice", facts)
    card = "　".join(wording.fields.values())
    return ["── 聊天消息", linked(wording), "── 模板卡片", card, "── 回“通知”看到", inbox_line(wording), "──"]


def really() -> str:
    return "现在发送吗？请回“是”或“否”："


def nobody_answers() -> str:
    return "没有发送：没有人回答。不需要询问时，请加上 -y 再运行一次。"


def not_sent() -> str:
    return "没有发送。"


def addressing(people: int, percent: int) -> str:
    done = f" {percent}%" if percent else ""
    return f"正在为 {people} 人登记……{done}"


def progress(found: Mapping[str, Any]) -> str:
    sums = found["sums"]
    waiting = sums["waiting"] + sums["sending"]
    people = found["notice"]["recipients"]
    return f"已登记 {people} 人，送出 {people - waiting}，等待 {waiting}"


def goes_on(number: int) -> str:
    return f"其余的由服务继续发送，不用等。看进度：jiangmiao notice report {number}"


def broadcast(sent: Mapping[str, Any]) -> str:
    number, people, state = sent["number"], sent["recipients"], sent["state"]
    if sent["again"]:
        return f"这条通知今天已经发过（编号 {number}，{people} 人，{_state(state)}），没有重复发送。"
    if state == NoticeState.PROPOSED:
        return f"已请{sent['approver']}批准，通知编号 {number}，批准后发给 {people} 人。"
    if state == NoticeState.SCHEDULED:
        at = day_and_time(datetime.fromisoformat(sent["scheduled_for"]))
        return f"已定时，通知编号 {number}，{at} 发给 {people} 人。取消：jiangmiao notice cancel {number}"
    return f"已发送，通知编号 {number}，共 {people} 人。用 jiangmiao notice report {number} 查看已读和已阅。"


def paused(done: Mapping[str, Any]) -> str:
    return f"已暂停通知 {done['number']}《{done['title']}》，{done['waiting']} 人还没有送出。"


def resumed(done: Mapping[str, Any]) -> str:
    return f"通知 {done['number']}《{done['title']}》继续发送，还有 {done['waiting']} 人。"


def cancelled(done: Mapping[str, Any]) -> str:
    left = mass_sends.cannot_take_back(done["left"]) if done["left"] else ""
    return f"已取消通知 {done['number']}《{done['title']}》，{done['stopped']} 人的不再送出。{left}"


def reminded(done: Mapping[str, Any]) -> str:
    if not done["people"]:
        return f"通知 {done['number']} 没有要提醒的人：都已阅，或今天已经提醒过。"
    return f"会提醒 {done['people']} 人回“已阅 {done['number']}”。"


Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


def report(found: Mapping[str, Any], when: str) -> list[Table]:
    """Tables with their columns: the notice, the sums, and the reasons where there are any."""
    tables: list[Table] = [
        (NOTICE_COLUMNS, [notice_row(found["notice"], when)]),
        (("状态", "人数"), [(SUMS[state], str(count)) for state, count in found["sums"].items()]),
    ]
    if found["failures"]:
        reasons = [
            (REASONS.get(one["reason"], one["reason"]), str(one["messages"])) for one in found["failures"]
        ]
        tables.append((("原因", "人数"), [*reasons]))
    if found["mass"]:
        lines = mass_sends.lines(mass_sends.as_report(found["mass"]))
        tables.append((("群发",), [(line,) for line in lines]))
    return tables


def sums(found: Mapping[str, Any]) -> str:
    """What the messages of a list came to: those of a notice add up to its recipients."""
    shown = "，".join(f"{SUMS.get(state, state)} {count}" for state, count in found["sums"].items() if count)
    whole = f"通知 {found['notice']}，收件 {found['recipients']} 人：" if "notice" in found else "全部："
    return f"{whole}{shown or '0'}"


def next_page(number: int) -> str:
    return f"后面还有，加上 --before {number} 接着看。"


def retried(count: int) -> str:
    return f"已把 {count} 条重新排队。" if count else "没有多次发送失败的消息。"


def is_state(name: str) -> bool:
    return name in SUMS


def no_such_state(state: str) -> str:
    return f"没有“{state}”这种状态。可以写：{'、'.join(SUMS)}。"


def no_such_programme(name: str, known: str) -> str:
    return f"没有“{name}”这种培养方式。可以写：{known}。"


def no_phones(path: str) -> str:
    return f"{path} 里没有手机号。请每行写一个，或用一列“手机号”。"


def list_too_large(path: str) -> str:
    return f"{path} 太大了。名单最多 20 MB；要发给更多人，请用 --to、--org 等选项。"


def excel_written(path: str, people: int) -> str:
    return f"已写入 {path}（{people} 人）。里面有姓名，请妥善保管。"


def excel_name(path: str) -> str:
    return f"文件名请以 .xlsx 结尾：{path}"


def excel_not_written(path: str, why: str) -> str:
    return f"写不了 {path}：{why}"


SHEET_REPORT = "送达情况"
SHEET_PEOPLE = "收件人"


def _state(state: str) -> str:
    return next(name for known, name in STATES.items() if known == state)

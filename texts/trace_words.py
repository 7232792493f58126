"""Words that every part of a trace uses: doors, events, messages, positions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.clock import local

from .command_lists import CHANNELS
from .replies_statistics import SUMS

DOORS = {
    "chat": "微信",
    "page": "手机页面",
    "mini_program": "小程序",
    "lesson": "课堂签到码",
    "command_line": "命令行",
    "timetable": "定时任务",
    "public": "公开页面",
}
EVENTS = {
    "hours.logged": "记录学时",
    "hours.amended": "修改学时",
    "hours.withdrawn": "撤回学时",
    "hours.confirmed": "确认学时",
    "hours.confirmation_undone": "撤销确认",
    "hours.returned": "退回学时",
    "hours.pressed": "催办",
    "hours.disputed": "申诉",
    "hours.reversed": "冲销学时",
    "evidence.added": "添加证明材料",
    "evidence.kept": "保存证明材料",
    "assessment.planned": "安排评价",
    "assessment.decided": "录入评价结果",
    "assessment.cancelled": "取消评价",
    "assessment.voided": "作废评价结果",
    "certificate.issued": "颁发证书",
    "certificate.reissued": "换发证书",
    "certificate.suspended": "暂停证书",
    "certificate.restored": "恢复证书",
    "certificate.revoked": "撤销证书",
    "credential.signed": "签发电子凭证",
}
MESSAGES = {
    "hours_to_confirm": "请确认学时",
    "hours_pressed": "催办",
    "hours_confirmed": "学时已确认",
    "hours_returned": "学时被退回",
    "hours_reversed": "学时已冲销",
    "hours_disputed": "学时申诉",
    "dispute_settled": "申诉处理结果",
    "assessment_planned": "评价安排",
    "assessment_decided": "评价结果",
    "assessment_cancelled": "评价取消",
    "assessment_voided": "评价作废",
    "certificate_issued": "证书已颁发",
    "certificate_decided": "证书状态变化",
}
AGREES = {True: "（一致）", False: "（不一致）"}
OPERATOR = "系统"


def moment(instant: str) -> str:
    """2026-11-20 12:00 in China."""
    return f"{local(datetime.fromisoformat(instant)):%Y-%m-%d %H:%M}"


def door(code: str) -> str:
    return DOORS.get(code, code)


def event(code: str) -> str:
    return EVENTS.get(code, code)


def at_position(trail_id: int | None, position: int | None) -> str:
    """Where in the trail it stands; one that no checkpoint has sealed yet has a number only."""
    if trail_id is None:
        return "留痕中没有"
    return f"留痕 {trail_id}（第 {position} 位）" if position else f"留痕 {trail_id}（待封存）"


def messages(sent: Sequence[Mapping[str, Any]], level: int) -> Iterator[tuple[int, str]]:
    """One line a message: when, what, to whom, what became of it."""
    for one in sent:
        state = SUMS.get(one["state"], one["state"])
        way = CHANNELS.get(one["channel"], one["channel"])
        became = f"{state}·{way}" if way else state
        what = MESSAGES.get(one["kind"], one["kind"])
        yield level, f"消息 {moment(one['created_at'])} {what} → {one['receiver']}：{became}"


def trail(entries: Sequence[Mapping[str, Any]], level: int) -> Iterator[tuple[int, str]]:
    """One line an entry of the trail."""
    for one in entries:
        where = at_position(one["id"], one["position"])
        who = one["actor"] or OPERATOR
        yield level, f"{where} {moment(one['at'])} {event(one['event'])}，{who}，{door(one['door'])}"

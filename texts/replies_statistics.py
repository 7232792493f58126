"""What an administrator reads: today's figures, and what became of a notice."""

from collections.abc import Sequence
from datetime import datetime

from domain.clock import local_day
from domain.notices import NoticeState
from usecases.notice_report import NoticeLine, NoticeReport
from usecases.statistics import Statistics

from . import mass_sends
from .format import excerpt, hours, long_day, moment, organizations, short_day
from .replies_notices import night

STATES = {
    NoticeState.DRAFT: "草稿",
    NoticeState.PROPOSED: "等批准",
    NoticeState.SCHEDULED: "定时",
    NoticeState.SENDING: "发送中",
    NoticeState.PAUSED: "已暂停",
    NoticeState.SENT: "已发送",
    NoticeState.CANCELLED: "已取消",
}
SUMS = {
    "waiting": "等待发送",
    "sending": "正在发送",
    "sent": "微信已发",
    "received": "已送达",
    "read": "已读",
    "inbox": "仅站内",
    "refused": "送不到",
    "expired": "已过期",
    "cancelled": "已取消",
    "dead": "多次发送失败",
}
# Outcomes the outbox writes, in the words of an administrator; others are shown as they are.
REASONS = {
    "notice cancelled": "通知已取消",
    "cancelled": "已取消",
    "person.unbound": "还没有绑定",
    "person.erased": "已注销",
    "expired": "已过期",
    "refused": "微信拒收",
    "dead": "多次发送失败",
    **mass_sends.PROBLEMS,
}


def statistics(found: Statistics) -> str:
    missing = found.apprentices - found.logged
    return "\n".join(
        [
            f"今天（{long_day(found.day)}）",
            f"范围：{organizations(found.scope.seat, found.scope.organizations)}",
            f"在训学徒 {found.apprentices}人：已记 {found.logged}人，还没记 {missing}人",
            *_named("还没记", found.missing, missing),
            f"今天共记 {hours(found.minutes) if found.minutes else '0小时'}",
            *_queue(found),
            *_notices(found.notices),
        ]
    )


def only_today(text: str) -> str:
    return f"统计只有今天的，没有“{excerpt(text, 20)}”的。看今天：统计　看一条通知的送达：统计 通知编号"


def no_such_notice(number: int) -> str:
    return f"没有通知 {number}，或者它不归您管理。回“统计”看最近的通知和编号。"


def _named(what: str, names: Sequence[str], count: int) -> list[str]:
    """The names there is room for."""
    more = " 等" if count > len(names) else ""
    return [f"　{what}：{'、'.join(excerpt(name, 6) for name in names)}{more}"] if names else []


def _queue(found: Statistics) -> list[str]:
    overdue = f"，其中 {found.overdue}条超过3天" if found.overdue else ""
    late = [f"{excerpt(name, 6)} {entries}条" for name, entries in found.late]
    return [
        f"待确认 {found.waiting}条{overdue}",
        *([f"　超过3天的导师：{'、'.join(late)}"] if late else []),
        *(["　要提醒导师，回“广播 导师”；要代办，回“未确认”"] if found.overdue else []),
        *([f"申诉 {found.disputes}条，回“申诉”处理"] if found.disputes else []),
    ]


def _notices(lines: tuple[NoticeLine, ...]) -> list[str]:
    if not lines:
        return ["还没有发过通知。要发通知，回“广播”。"]
    return ["最近的通知", *map(_line, lines), f"看一条的送达情况：统计 {lines[0].number}"]


def _line(line: NoticeLine) -> str:
    day = f"（{short_day(local_day(line.sent_at))}）" if line.sent_at else ""
    stopped = "，已取消" if line.state is NoticeState.CANCELLED else ""
    return f"{line.number} {excerpt(line.title, 16)}{day}：{_counts(line)}{stopped}"


def _counts(line: NoticeLine) -> str:
    acknowledged = f"，已阅 {line.acknowledged}" if line.needs_acknowledgement else ""
    return f"{line.recipients}人，已读 {line.read}{acknowledged}"


def report(found: NoticeReport, quiet: datetime | None = None) -> str:
    """`quiet`: when the quiet hours end, if these are."""
    line = found.line
    sent_at = f" · {moment(line.sent_at)}" if line.sent_at else ""
    return "\n".join(
        [
            f"通知 {line.number} {line.title}",
            f"{STATES[line.state]}{sent_at}{_progress(found)}",
            f"收件 {line.recipients}人：{_became(found)}",
            *_held(found, quiet),
            *[f"　{REASONS.get(why, why)} {count}人" for why, count in found.failures[:5]],
            *(mass_sends.lines(found.mass) if found.mass else []),
            f"已读 {line.read}人" + (f"，已阅 {line.acknowledged}人" if line.needs_acknowledgement else ""),
            *_next_step(line),
        ]
    )


def _held(found: NoticeReport, quiet: datetime | None) -> list[str]:
    waits = found.line.state is NoticeState.SENDING and not found.line.urgent and found.sums["waiting"]
    return [f"　{night(quiet)}"] if quiet and waits else []


def _progress(found: NoticeReport) -> str:
    """How far it is, while it goes out."""
    line = found.line
    if line.state not in {NoticeState.SENDING, NoticeState.PAUSED} or not line.recipients:
        return ""
    gone = line.recipients - found.sums["waiting"] - found.sums["sending"]
    return f" · 已送出 {gone}/{line.recipients}（{gone * 100 // line.recipients}%）"


def _next_step(line: NoticeLine) -> list[str]:
    number = line.number
    match line.state:
        case NoticeState.SENDING:
            return [f"先停一停：广播 暂停 {number}　不再发：广播 取消 {number}"]
        case NoticeState.PAUSED:
            return [f"接着发：广播 继续 {number}　不再发：广播 取消 {number}"]
        case NoticeState.PROPOSED | NoticeState.SCHEDULED:
            return [f"不发了：广播 取消 {number}"]
        case NoticeState.SENT if line.needs_acknowledgement and line.acknowledged < line.recipients:
            return [f"提醒还没阅的：催阅 {number}　更正：广播 更正 {number}"]
    return []


def _became(found: NoticeReport) -> str:
    """Only what there is, so that a finished notice is one short line."""
    shown = [f"{word} {found.sums[name]}" for name, word in SUMS.items() if found.sums[name]]
    return "，".join(shown) or "0"

"""What an administrator reads about disputes to be settled."""

from datetime import datetime

from domain.clock import local_day
from domain.entries import EntryStatus
from domain.reminders import days_waited
from usecases.open_disputes import OpenDispute, OpenDisputes
from usecases.settle_dispute import SettledDispute

from .format import STATUSES, category, excerpt, hours, master, short_day


def open_disputes(found: OpenDisputes, now: datetime) -> str:
    if not found.total:
        return "没有要处理的申诉。"
    first = found.lines[0].dispute
    more = (
        [f"还有 {found.total - len(found.lines)}条，处理了前面的再看。"]
        if found.total > len(found.lines)
        else []
    )
    return "\n".join(
        [
            f"{found.total}条申诉等您处理",
            *[line for dispute in found.lines for line in _lines(dispute, now)],
            *more,
            f"了解情况后，回“处理 {first} 说明”，学徒和导师都会收到您的话。",
        ]
    )


def _lines(found: OpenDispute, now: datetime) -> list[str]:
    what = f"{short_day(found.day)} {category(found.category)} {hours(found.minutes)} {excerpt(found.content, 16)}"
    return [
        f"{found.dispute}. {found.name} 编号 {found.number}：{what}".rstrip(),
        f"　{_state(found, now)}",
        f"　申诉（{short_day(local_day(found.opened_at))}）：{excerpt(found.reason, 60)}",
    ]


def _state(found: OpenDispute, now: datetime) -> str:
    if found.status is EntryStatus.RETURNED:
        return f"{master(found.returned_by)}退回：{excerpt(found.returned_because, 40)}"
    return f"等待确认，已等 {days_waited(found.waiting_since, now)}天"


def which_dispute() -> str:
    return "要处理哪一条？请写申诉前面的数字，例如：处理 12 已与师傅核实。回“申诉”看全部。"


def how_settled(dispute: int) -> str:
    return f"怎样处理申诉 {dispute}？请写一句说明，学徒和导师都会收到。（回“取消”可退出）"


def settled(result: SettledDispute) -> str:
    state = STATUSES[str(result.status)]
    return (
        f"申诉 {result.dispute} 已处理，已告诉{result.name}"
        f"{'和导师' if result.told > 1 else ''}。{result.name} 的编号 {result.number} 现在仍是“{state}”。"
    )

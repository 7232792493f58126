"""What pages say of what was just done; the rest of their words stands in handlers/templates/."""

from collections.abc import Sequence

from domain.entries import Decision
from domain.signing import Obstacle
from usecases.decide_hours import Outcome

from .format import category, hours, short_day, signer
from .replies_mentor import VERBS


def confirmed(count: int, kept: int = 0) -> str:
    """`kept`: so many the same person had confirmed before."""
    if not count:
        return f"这 {kept} 条您之前已经确认过了"
    return f"已确认 {count} 条{f'，另外 {kept} 条您之前已经确认过' if kept else ''}"


def undone(count: int, kept: int = 0) -> str:
    stays = f"；另外 {kept} 条是之前确认的，没有撤销" if kept else ""
    return f"已撤销确认，{count} 条又在等您确认{stays}"


def returned(count: int, kept: int = 0) -> str:
    if not count:
        return f"这 {kept} 条您之前已经退回过了"
    return f"已退回 {count} 条，学徒会收到通知"


def troubles(outcomes: Sequence[Outcome], decision: Decision) -> list[str]:
    """Why lines were passed over; nothing of those on which the same person had decided the same before."""
    return [
        f"{_which(one)}{_why(one)}"
        for one in outcomes
        if one.obstacle is not None and not one.repeats(decision)
    ]


def _which(outcome: Outcome) -> str:
    line = outcome.line
    return f"{line.name} {short_day(line.day)} {category(line.category)} {hours(line.minutes)}："


def _why(outcome: Outcome) -> str:
    match outcome.obstacle:
        case Obstacle.AMENDED:
            return "刚被学徒改过，请看新的内容。"
        case Obstacle.MUST_OPEN:
            return "有 ⚑，请先打开看。"
        case Obstacle.WITHDRAWN:
            return "学徒已撤回。"
        case _ if outcome.again:
            return f"您之前已经{VERBS[outcome.line.status]}过了。"
        case _:
            return f"已由{signer(outcome.decided_by, outcome.role)}{VERBS[outcome.line.status]}。"

"""What an administrator reads about hours that are decided in the mentor's place."""

from collections.abc import Sequence

from domain.entries import Decision
from domain.signing import Obstacle
from usecases.administrator_queue import STUCK_DAYS, Troubled
from usecases.decide_hours import Outcome
from usecases.return_hours import Chosen

from .format import category, excerpt, flags_shortly, hours, short_day
from .replies_mentor import VERBS, not_in_list, obstacle

WORDS = {Decision.CONFIRMED: "代确认", Decision.RETURNED: "代退回"}


def queue(found: Troubled) -> str:
    if not found.lines:
        return _nothing(found.name)
    whose = f"{found.name}的" if found.name else ""
    head = f"{whose}未确认学时 {len(found.lines)}条（最早已等 {found.waited}天）"
    lines = [
        f"{number}. {excerpt(line.name, 6)} 编号{line.number} {short_day(line.day)} {category(line.category)} "
        f"{hours(line.minutes)} {excerpt(line.content, 10)}{' ⚑ ' + flags_shortly(line.flags) if line.flags else ''}"
        for number, line in enumerate(found.lines, 1)
    ]
    more = ["后面还有，办完这些再回“未确认”。"] if found.more else []
    how = "先了解情况：看 1。再回“代确认 1 原因”或“代退回 1 原因”，学徒和导师都会收到原因。"
    return "\n".join([head, *lines, *more, how])


def _nothing(name: str) -> str:
    if name:
        return f"您管理的单位里，没有叫“{excerpt(name, 20)}”的学徒有待确认的学时。"
    return f"没有要您代办的学时（有申诉的，或等了 {STUCK_DAYS}天以上的）。要看某位学徒的：未确认 姓名"


def which(chosen: Chosen, decision: Decision) -> str:
    """Asked where no line of the list was named."""
    example = f"请写第几条和原因，例如：{WORDS[decision]} 1 已向导师核实"
    return "\n".join([*not_in_list(chosen.missing, chosen.seen), example])


def why(chosen: Chosen, decision: Decision) -> str:
    listed = "、".join(map(str, chosen.numbers))
    return f"为什么{WORDS[decision]}第{listed}条？请写原因，最多 200 个字，学徒和导师都会看到。"


def decided(
    outcomes: Sequence[Outcome], numbers: Sequence[int], missing: Sequence[int], seen: int, decision: Decision
) -> str:
    done = [outcome.line for outcome in outcomes if outcome.obstacle is None]
    listed = "、".join(f"{line.name} 编号{line.number}" for line in done[:5]) + (
        " 等" if len(done) > 5 else ""
    )
    verb = VERBS[decision]
    head = (
        f"已{WORDS[decision]} {len(done)} 条（{listed}），会告诉学徒和导师。" if done else f"这次没有{verb}。"
    )
    numbered = zip(numbers, outcomes, strict=True)
    troubles = [said for number, outcome in numbered if (said := _trouble(number, outcome, verb))]
    return "\n".join([head, *troubles, *not_in_list(missing, seen)])


def _trouble(number: int, outcome: Outcome, verb: str) -> str:
    if outcome.obstacle is Obstacle.MUST_OPEN:
        return f"第{number}条有 ⚑，请先回“看 {number}”打开，再办。"
    if outcome.obstacle is Obstacle.AMENDED:
        return f"第{number}条刚被学徒改过，没有{verb}。请回“未确认”看新的内容。"
    return obstacle(number, outcome)

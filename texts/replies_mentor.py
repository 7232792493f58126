"""What a mentor reads about hours that wait: the list, one entry, and what became of a decision."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from domain.clock import local_day
from domain.flags import Flag
from domain.numerals import plain
from domain.signing import Obstacle
from domain.undoing import UNDO_OFFERED
from usecases.confirm_hours import ConfirmedBatch, Numbered
from usecases.decide_hours import Outcome
from usecases.return_hours import Chosen, ReturnedBatch
from usecases.waiting_hours import PAGE, EntryLine, Queue

from . import links
from .format import (
    MOST_BYTES,
    category,
    excerpt,
    flags,
    flags_shortly,
    hours,
    master,
    short_day,
    signer,
    span,
    taken_back,
)

VERBS = {"confirmed": "确认", "returned": "退回"}
REASONS = ("内容不清楚", "时间不符", "类别不对", "重复记录")
OTHER_REASON = "其他"
# With so many lines a page is quicker than numbers.
PAGE_HELPS = 5


def queue(page: Queue, *, asked_to_confirm: bool = False) -> str:
    """The list as it stands; every line of the page is in it."""
    if not page.lines:
        return "后面没有了。回“待确认”从头看。" if page.total else "现在没有待确认的学时。"
    first = "请先看一下名单，再确认。\n" if asked_to_confirm else ""
    oldest = f"最早已等 {page.waited}天" if page.waited else "都是今天交的"
    head = f"{first}{page.total}条待确认（{oldest}）"
    return _fitting([head], page, [*_more(page), *_how_to_decide(page)])


def _fitting(head: list[str], page: Queue, tail: list[str]) -> str:
    """With as many words a line as fit: a line that is cut off was not seen."""
    for content, note in ((24, _why), (12, _why_shortly), (6, _why_shortly), (0, _only_flag)):
        lines = [_line(number, line, content, note) for number, line in enumerate(page.lines, page.first)]
        text = "\n".join([*head, *lines, *tail])
        if len(text.encode()) <= MOST_BYTES:
            break
    return text


def _line(number: int, line: EntryLine, content: int, note: Callable[[EntryLine], str]) -> str:
    words = [excerpt(line.name, 6), short_day(line.day), category(line.category), hours(line.minutes)]
    if content and (times := span(line.starts, line.ends)):
        words.append(times)
    if content and line.content.strip():
        words.append(excerpt(line.content, content))
    away = f"〔代{master(line.instead_of)}〕" if line.instead_of else ""
    return f"{number}. {' '.join(words)}{away}{_history(line)}{note(line) if line.flags else ''}"


def _history(line: EntryLine) -> str:
    """What became of it before it waited; a flag says by itself that it was amended."""
    if line.undone:
        return f"〔{taken_back(line.undone.signer, line.undone.role)}〕"
    return "〔改过〕" if line.amended and Flag.AMENDED not in line.flags else ""


def _why(line: EntryLine) -> str:
    return f" ⚑ {flags(line.flags)}，请打开查看"


def _why_shortly(line: EntryLine) -> str:
    return f" ⚑ {flags_shortly(line.flags)}"


def _only_flag(line: EntryLine) -> str:
    return " ⚑"


def _more(page: Queue) -> list[str]:
    next_page = -(-(page.first - 1 + len(page.lines)) // PAGE) + 1
    return [f"还有 {page.more} 条，回“待确认 {next_page}”"] if page.more > 0 else []


def _how_to_decide(page: Queue) -> list[str]:
    numbered = list(enumerate(page.lines, page.first))
    plain = [number for number, line in numbered if not line.flags]
    flagged = [number for number, line in numbered if line.flags]
    confirm = f"回“确认 {' '.join(map(str, plain[:2]))}”或“确认 全部”；" if plain else ""
    look = f"有 ⚑ 的先回“看 {flagged[0]}”打开；" if flagged else ""
    by_hand = f"{confirm}{look}回“退回 {numbered[min(1, len(numbered) - 1)][0]} 原因”退回。"
    return [by_hand, *([f"网页上逐条看：{links.to('/m/queue')}"] if len(page.lines) >= PAGE_HELPS else [])]


def confirmed(batch: ConfirmedBatch) -> str:
    done = batch.confirmed
    head = (
        f"已确认 {len(done)} 条（{_by_person(n.outcome.line for n in done)}）。" if done else "这次没有确认。"
    )
    troubles = [*_amended(batch), *_obstacles(batch.lines), *_to_open(batch.lines)]
    return "\n".join(
        [head, *troubles, *not_in_list(batch.missing, batch.seen), _left(batch.waiting, batch.unseen)]
    )


def _by_person(lines: Iterable[EntryLine]) -> str:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.name] = counts.get(line.name, 0) + 1
    named = [f"{name} {count}条" for name, count in list(counts.items())[:5]]
    return "、".join(named) + (" 等" if len(counts) > 5 else "")


def _amended(batch: ConfirmedBatch) -> list[str]:
    lines = [(n.number, n.outcome.line) for n in batch.shown_anew]
    if not lines:
        return []
    note = "下面的刚被学徒改过，没有确认。请看新的内容："
    after = f"没问题就回“{'看' if lines[0][1].flags else '确认'} {lines[0][0]}”。"
    return [note, *(_line(number, line, 24, _why) for number, line in lines), after]


def _obstacles(lines: Sequence[Numbered]) -> list[str]:
    said = (obstacle(n.number, n.outcome) for n in lines)
    return [sentence for sentence in said if sentence]


def obstacle(number: int, outcome: Outcome) -> str:
    """Why a line was passed over; empty for what is told otherwise."""
    if outcome.obstacle is Obstacle.WITHDRAWN:
        return f"第{number}条学徒已撤回。"
    if outcome.obstacle is Obstacle.DECIDED:
        verb = VERBS[outcome.line.status]
        by = "您之前已经" if outcome.again else f"已由{signer(outcome.decided_by, outcome.role)}"
        return f"第{number}条{by}{verb}{'过了' if outcome.again else ''}。"
    return ""


def _to_open(lines: Sequence[Numbered]) -> list[str]:
    numbers = [n.number for n in lines if n.outcome.obstacle is Obstacle.MUST_OPEN]
    if not numbers:
        return []
    listed = "、".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
    count = f"（共 {len(numbers)}条）" if len(numbers) > 1 else ""
    return [f"第{listed}条有 ⚑{count}，请先回“看 {numbers[0]}”打开，再确认。"]


def not_in_list(missing: Sequence[int], seen: int) -> list[str]:
    if not missing:
        return []
    listed = "、".join(map(str, missing[:10])) + ("…" if len(missing) > 10 else "")
    return [f"名单里没有第{listed}条（共 {seen}条）。"]


def _left(waiting: int, unseen: int = 0) -> str:
    if not waiting:
        return "没有待确认的了。"
    new = f"，其中 {unseen}条您还没有看过" if unseen else ""
    return f"还有 {waiting} 条待确认{new}。回“待确认”查看。"


def decided_for_good() -> str:
    """To a mentor who wants to take back what was confirmed or returned in the chat."""
    return (
        "在聊天里确认、退回，马上告诉学徒，撤不回。\n"
        "处理错了，请让学徒改一改，例如：改 128 3小时，会再请您确认。\n"
        f"在网页上确认，{UNDO_OFFERED.seconds} 秒内可以撤销。还没处理的，回“待确认”看。"
    )


def which_to_return(chosen: Chosen) -> str:
    """Asked where no line of the list was named."""
    return "\n".join([*not_in_list(chosen.missing, chosen.seen), "请写要退回第几条，例如：退回 2 时间不符"])


def why_return(chosen: Chosen) -> str:
    canned = "　".join(f"{number} {reason}" for number, reason in enumerate((*REASONS, OTHER_REASON), 1))
    asked = f"为什么退回第{'、'.join(map(str, chosen.numbers))}条？回数字，或直接写原因："
    return "\n".join([*not_in_list(chosen.missing, chosen.seen), asked, canned])


def canned_reason(text: str) -> str | None:
    """The reason of that number, empty for 其他; None for own words."""
    by_word = {str(number): reason for number, reason in enumerate(REASONS, 1)}
    other = dict.fromkeys((str(len(REASONS) + 1), OTHER_REASON), "")
    return (by_word | other).get(plain(text).strip(" .。、"))


def write_reason() -> str:
    return "请写明原因，最多 200个字。"


def returned(batch: ReturnedBatch, numbers: Sequence[int], missing: Sequence[int] = (), seen: int = 0) -> str:
    numbered = list(zip(numbers, batch.lines, strict=True))
    done = [_brief(line) for line in batch.returned]
    head = f"已退回 {len(done)} 条：{'；'.join(done[:5])}。" if done else "这次没有退回。"
    told = [f"原因：{batch.reason}。学徒会收到通知，改好后再请您确认。"] if done else []
    amended = [
        f"第{number}条刚被学徒改过，没有退回。回“待确认”看新的。"
        for number, outcome in numbered
        if outcome.obstacle is Obstacle.AMENDED
    ]
    others = [sentence for number, outcome in numbered if (sentence := obstacle(number, outcome))]
    return "\n".join([head, *told, *amended, *others, *not_in_list(missing, seen), _left(batch.waiting)])


def _brief(outcome: Outcome) -> str:
    line = outcome.line
    return f"{line.name} {short_day(line.day)} {category(line.category)} {hours(line.minutes)}"


def waited(line: EntryLine, today: date) -> str:
    days = (today - local_day(line.waiting_since)).days
    return f"已等 {days}天" if days else "今天写的"

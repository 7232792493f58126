"""What an administrator reads who writes a notice, lets it go, holds it or approves it."""

from collections.abc import Sequence
from datetime import datetime

from domain.audiences import CHOICES
from domain.notices import NoticeState
from domain.roles import Role
from usecases.approve_notice import Decided
from usecases.broadcast_notice import Broadcast
from usecases.cancel_notice import CancelledNotice
from usecases.draft_notice import Preview
from usecases.pause_notice import Held
from usecases.proposed_notices import Proposed
from usecases.remind_unacknowledged import Asked

from . import mass_sends
from .format import excerpt, organizations
from .notices import word
from .replies_notices import AUDIENCES, WAYS, day_and_time, inbox_line, night, pages


def ask_audience() -> str:
    choices = "　".join(f"{number} {AUDIENCES[role]}" for number, role in enumerate(CHOICES, 1))
    return f"这条通知发给谁？回数字：\n{choices}"


def ask_text(role: Role | None) -> str:
    return f"发给{AUDIENCES[role]}。请写通知：第一行是标题，从第二行起是正文。"


def ask_correction(number: int, title: str) -> str:
    return f"更正通知 {number}“{excerpt(title)}”，会发给收到它的同一批人。请写新的通知：第一行是标题，从第二行起是正文。"


def preview(found: Preview) -> str:
    """Whom it reaches on which way, and the same notice as a message, as a card and in the inbox."""
    body = found.wish.text.body
    rest = [] if found.facts["whole"] else [f"（正文共 {len(body)} 字，聊天里只显示开头）"]
    bare = [] if body else ["（只有标题，没有正文。要写正文，请重新发“广播”，标题下面另起一行写。）"]
    return "\n".join([_to_whom(found), *_ways(found), *_mass(found), *_samples(found), *rest, *bare, _how()])


def _mass(found: Preview) -> list[str]:
    return [mass_sends.propose(found.headcount.following)] if found.proposes_mass else []


def _to_whom(found: Preview) -> str:
    number, people, corrects = found.number, found.headcount.people, found.wish.corrects
    if corrects:
        return f"通知 {number} 代替通知 {corrects}，将发给收到它的 {people}人。"
    where = organizations(found.scope.seat, found.scope.organizations)
    return f"通知 {number} 将发给{where}的{AUDIENCES[found.wish.audience.role]} {people}人。"


def _ways(found: Preview) -> list[str]:
    return [f"　{WAYS[way]} {people}人" for way, people in found.ways.items() if people]


def _samples(found: Preview) -> list[str]:
    wording = word("notice", found.facts)
    card = "　".join(wording.fields.values())
    return ["—— 聊天消息", wording.text, "—— 模板卡片", card, "—— 回“通知”看到", inbox_line(wording), "——"]


def _how() -> str:
    return "回“发送”马上发出。\n定时发：定时 明天 9:00\n请另一位管理员批准后发：送审 手机号\n不发：取消"


def by_mass() -> str:
    return f"已改为群发。{mass_sends.chosen()}回“发送”发出，回“取消”不发。"


def send_or_cancel() -> str:
    return "还没有发送。回“发送”发出，回“定时 明天 9:00”定时发，回“取消”不发；要改内容，请重新发“广播”。"


def broadcast(sent: Broadcast) -> str:
    number = sent.number
    if sent.again:
        return f"通知 {number}“{excerpt(sent.title)}”之前已经发给 {sent.recipients}人，没有重复发送。"
    if sent.state is NoticeState.PROPOSED:
        return f"已请{sent.approver}批准通知 {number}，批准后发给 {sent.recipients}人。不发了：广播 取消 {number}"
    if sent.state is NoticeState.SCHEDULED:
        return _scheduled(number, sent.scheduled_for, sent.recipients)
    return (
        f"{_started(sent)}\n"
        f"看进度、谁已阅：统计 {number}\n先停一停：广播 暂停 {number}\n停发还没送出的：广播 取消 {number}"
    )


def _started(sent: Broadcast) -> str:
    if sent.held_until:
        return f"已安排，通知编号 {sent.number}，共 {sent.recipients}人。{night(sent.held_until)}"
    return f"已发送，通知编号 {sent.number}，共 {sent.recipients}人。"


def _scheduled(number: int, at: datetime | None, recipients: int) -> str:
    when = day_and_time(at) if at else ""
    return f"已定时：通知 {number} 将在 {when} 发给 {recipients}人。\n不发了：广播 取消 {number}"


def which(word: str) -> str:
    example = "催阅 12" if word == "催阅" else f"广播 {word} 12"
    return f"请写通知的编号，例如：{example}。编号看“统计”。"


def paused(held: Held) -> str:
    return f"已暂停通知 {held.number}“{excerpt(held.title)}”，{held.waiting}人还没有送出。\n接着发：广播 继续 {held.number}"


def resumed(held: Held) -> str:
    return f"通知 {held.number}“{excerpt(held.title)}”继续发送，还有 {held.waiting}人。看进度：统计 {held.number}"


def cancelled(found: CancelledNotice) -> str:
    left = mass_sends.cannot_take_back(found.left) if found.left else ""
    return f"已取消通知 {found.number}“{excerpt(found.title)}”，{found.stopped}条还没送出的不再发送。{left}"


def reminded(asked: Asked) -> str:
    if not asked.people:
        return f"通知 {asked.number}“{excerpt(asked.title)}”没有要提醒的人：都已阅，或今天已经提醒过。"
    return f"会提醒 {asked.people}人看通知 {asked.number}“{excerpt(asked.title)}”并回“已阅”。看结果：统计 {asked.number}"


def proposed(found: Sequence[Proposed]) -> str:
    if not found:
        return "现在没有等您批准的通知。"
    lines = [f"{one.number} {excerpt(one.title, 20)}（{one.author}，{one.recipients}人）" for one in found]
    first = found[0].number
    how = f"先看：批准 {first} 查看　同意：批准 {first}　不同意：不批准 {first} 原因"
    return "\n".join([f"等您批准的通知 {len(found)}条：", *lines, how])


def proposed_notice(found: Proposed) -> str:
    number = found.number
    shown = pages(found.body)
    urgent = "紧急，夜间也发。" if found.urgent else ""
    mass = mass_sends.will_go() if found.by_mass else ""
    at = f"{day_and_time(found.scheduled_for)} 发出。" if found.scheduled_for else "批准后马上发出。"
    rest = [f"（正文共 {len(found.body)} 字，这里只显示开头）"] if len(shown) > 1 else []
    return "\n".join(
        [
            f"{found.author}请您批准通知 {number}，发给{AUDIENCES[found.role]} {found.recipients}人。{urgent}{mass}{at}",
            "——",
            found.title,
            *shown[:1],
            *rest,
            "——",
            f"同意：批准 {number}　不同意：不批准 {number} 原因",
        ]
    )


def approve_or_not(number: int) -> str:
    return (
        f"没有批准，也没有退回。看内容：批准 {number} 查看　同意：批准 {number}　不同意：不批准 {number} 原因"
    )


def why_not(number: int) -> str:
    return f"为什么不批准通知 {number}？请写原因，写通知的人会看到。"


def approved(done: Decided) -> str:
    if done.state is NoticeState.SCHEDULED:
        return f"已批准。{_scheduled(done.number, done.scheduled_for, done.recipients)}"
    name = f"通知 {done.number}“{excerpt(done.title)}”"
    return f"已批准，{name}正在发给 {done.recipients}人。看进度：统计 {done.number}"


def rejected(done: Decided) -> str:
    return f"没有批准通知 {done.number}“{excerpt(done.title)}”，不会发送，写通知的人会收到原因。"

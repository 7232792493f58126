"""What a recipient reads about a notice, and how notices are spoken of."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.clock import local, local_day
from domain.roles import Role
from usecases.acknowledge_notice import Acknowledged, OpenNotice
from usecases.read_notice import NoticeView

from .format import excerpt, long_day, moment, short_day
from .wording import Wording

# The platform drops an answer of more than 2,048 bytes; the frame around a body takes up to 500.
BODY_BYTES = 1400
WAYS = {
    "mass": "群发消息",
    "customer": "现在就能收到聊天消息",
    "template": "模板消息",
    "subscribe": "订阅消息",
    "inbox": "只能回“通知”看",
    "unbound": "还没有绑定",
}
AUDIENCES = {None: "全部人员", Role.APPRENTICE: "学徒", Role.MENTOR: "导师", Role.TEACHER: "教师"}


def opened(view: NoticeView, page: int = 1) -> str:
    """The notice to its recipient, one page of it."""
    parts = pages(view.body)
    here = min(max(page, 1), max(len(parts), 1))
    gone = ["（这条通知已被取消，内容仅供参考）"] if view.cancelled else []
    body = [parts[here - 1]] if parts else []
    more = (
        [f"（第 {here}/{len(parts)} 页，回“通知 {view.number} 第{here + 1}页”看下一页）"]
        if here < len(parts)
        else []
    )
    return "\n".join([*gone, view.title, _from(view), *body, *more, *_to_do(view)])


def _from(view: NoticeView) -> str:
    return f"{view.author} {moment(view.sent_at)} · 通知 {view.number}"


def _to_do(view: NoticeView) -> list[str]:
    if view.acknowledged_at:
        return [f"您已于 {moment(view.acknowledged_at)} 确认已阅。"]
    return [f"看完请回“已阅 {view.number}”。"] if view.needs_acknowledgement and not view.cancelled else []


def acknowledged(found: Sequence[Acknowledged]) -> str:
    return "\n".join(_acknowledged(each) for each in found)


def _acknowledged(found: Acknowledged) -> str:
    name = f"通知 {found.number}“{excerpt(found.title)}”"
    return f"{name}您在 {moment(found.at)} 已经确认过了。" if found.again else f"已阅，谢谢。{name}已记下。"


def open_ones(found: Sequence[OpenNotice], today: date) -> str:
    if not found:
        return "现在没有等您确认的通知。回“通知”看看收到的通知。"
    lines = [f"{each.number} {excerpt(each.title, 20)}（{_day(each.sent_at, today)}）" for each in found]
    first = found[0].number
    return "\n".join(
        [f"有 {len(found)}条通知等您确认：", *lines, f"先看：通知 {first}　看过了：已阅 {first}"]
    )


def _day(at: datetime, today: date) -> str:
    day = local_day(at)
    return "今天" if day == today else short_day(day)


def day_and_time(at: datetime) -> str:
    """2026年11月25日 周三 9:00."""
    here = local(at)
    return f"{here.year}年{long_day(local_day(at))} {here.hour}:{here.minute:02}"


def night(until: datetime) -> str:
    """Why nothing leaves now; `until` is in UTC."""
    here = local(until)
    return f"现在是免打扰时间，{long_day(here.date())} {here.hour}:{here.minute:02} 起送出。"


def inbox_line(wording: Wording) -> str:
    """The beginning of a message in the inbox."""
    return f"● {wording.title}　{excerpt(wording.text, 40)}"


def pages(body: str) -> list[str]:
    """The body in pieces that fit an answer, cut between lines where there are any."""
    found: list[str] = []
    rest = body
    while rest:
        cut = _fitting(rest)
        found.append(rest[:cut].strip("\n"))
        rest = rest[cut:].lstrip("\n")
    return found


def _fitting(text: str) -> int:
    """How many characters of `text` make a page."""
    size = len(text.encode()[:BODY_BYTES].decode(errors="ignore"))
    line = text.rfind("\n", 0, size)
    return size if size == len(text) or line < size // 2 else line

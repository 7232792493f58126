"""What a person reads about messages that WeChat did not carry."""

from datetime import date

from domain.clock import local
from usecases.inbox import Inbox, InboxItem, Mark

from .format import MOST_BYTES, clock, short_day
from .notices import word

_MARKS = {None: "", Mark.UNREAD: "（未读）", Mark.READ: "（已读）", Mark.ACKNOWLEDGED: "（已阅）"}


def inbox(found: Inbox, today: date) -> str:
    """Every message of the page, with as many words each as fit into one answer."""
    if not found.items:
        return "还没有通知。" if found.page == 1 else "没有更早的了。"
    more = [f"还有 {found.more}条新的，再回“通知”查看。"] if found.more else []
    if found.older:
        more.append(f"更早的：通知 第{found.page + 1}页")
    for most in (400, 200, 120, 80):
        text = "\n\n".join([*(_item(item, today, most) for item in found.items), *more])
        if len(text.encode()) <= MOST_BYTES:
            break
    return text


def _item(item: InboxItem, today: date, most: int) -> str:
    wording = word(item.kind, item.facts)
    here = local(item.at)
    when = clock(here.hour * 60 + here.minute) if here.date() == today else short_day(here.date())
    text = wording.text if len(wording.text) <= most else f"{wording.text[: most - 1]}…"
    return f"{'● ' if item.new else ''}{when} {wording.title}{_MARKS[item.mark]}\n{text}"


def unseen(count: int) -> str:
    """Goes below an answer when something could not be pushed."""
    return f"（您有 {count}条通知没能推送，回“通知”查看。）"

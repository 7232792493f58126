"""通知: the inbox, and one notice in full."""

from domain.clock import local_day
from domain.notice_numbers import read_notice_numbers, split_page
from texts import replies_inbox, replies_notices
from usecases.inbox import open_inbox
from usecases.read_notice import read_notice

from ..router import Answer, Router, Turn

router = Router()


@router.command("通知")
async def show_inbox(turn: Turn) -> Answer:
    """通知"""
    words, page = split_page(turn.text)
    if numbers := read_notice_numbers(words):
        return replies_notices.opened(await read_notice(turn.actor, numbers[0], now=turn.now), page)
    return replies_inbox.inbox(await open_inbox(turn.actor, page=page, now=turn.now), local_day(turn.now))

"""通知: the inbox, and one notice in full."""

import re

from domain.clock import local_day
from domain.notice_numbers import read_notice_numbers
from domain.numerals import BLANKS, plain, read_whole
from texts import replies_inbox, replies_notices
from usecases.inbox import open_inbox
from usecases.read_notice import read_notice

from ..router import Answer, Router, Turn

router = Router()
_PAGE = re.compile("第?([^第]{1,4})页$")


@router.command("通知")
async def show_inbox(turn: Turn) -> Answer:
    """通知"""
    words, page = _page(plain(turn.text).strip(BLANKS))
    numbers = read_notice_numbers(words)
    if numbers:
        return replies_notices.opened(await read_notice(turn.actor, numbers[0], now=turn.now), page)
    return replies_inbox.inbox(await open_inbox(turn.actor, now=turn.now), local_day(turn.now))


def _page(words: str) -> tuple[str, int]:
    """通知 12 第2页 is page 2 of number 12; without a page, the first."""
    match = _PAGE.search(words)
    number = read_whole(match[1].strip(BLANKS)) if match else None
    return (words[: match.start()], number) if match and number else (words, 1)

"""待确认, 看: what waits for a mentor, and one entry in full."""

import re

from domain.clock import local_day
from domain.number_lists import read_numbers, split_numbers
from domain.numerals import plain, read_whole
from domain.roles import Role
from texts import replies_mentor, replies_opened
from usecases.open_entry import NotInList, open_seen
from usecases.waiting_hours import Queue, waiting_hours

from ..router import Answer, Router, Turn

router = Router()
_PAGE = re.compile("第?(.{1,4})页")


@router.command("待确认", roles=(Role.MENTOR, Role.TEACHER))
async def show_queue(turn: Turn) -> Answer:
    """待确认"""
    page = (read_numbers(turn.text) or (1,))[0]
    return replies_mentor.queue(await _queue(turn, max(page, 1)))


async def look_first(turn: Turn) -> Answer:
    """The answer to a decision about a list that was never shown."""
    return replies_mentor.queue(await _queue(turn, 1), asked_to_confirm=True)


async def _queue(turn: Turn, page: int) -> Queue:
    return await waiting_hours(turn.actor, turn.contact.app, turn.contact.openid, page=page, now=turn.now)


@router.command("看", "查看", "打开", roles=(Role.MENTOR, Role.TEACHER, Role.ADMINISTRATOR))
async def open_line(turn: Turn) -> Answer:
    """看 2"""
    numbers, rest = split_numbers(turn.text)
    if not numbers:
        return replies_opened.which_to_open()
    found = await open_seen(turn.actor, turn.contact.app, turn.contact.openid, numbers[0], now=turn.now)
    if isinstance(found, NotInList):
        has_queue = turn.actor.is_a(Role.MENTOR) or turn.actor.is_a(Role.TEACHER)
        return replies_opened.no_such_line(found, "待确认" if has_queue else "未确认")
    return replies_opened.opened(found, _page(rest), local_day(turn.now))


def _page(words: str) -> int:
    match = _PAGE.fullmatch(plain(words))
    return (read_whole(match[1]) if match else None) or 1

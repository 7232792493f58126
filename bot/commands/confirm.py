"""确认: a mentor confirms lines of the list seen."""

from dataclasses import replace

from domain.number_lists import means_all, read_numbers
from domain.roles import Role
from texts import replies_mentor
from usecases.confirm_hours import confirm_seen

from ..router import Answer, Router, Turn
from .queue import look_first

router = Router()
ALL = "全部"


@router.command("全部确认", "都确认", "全都确认", roles=(Role.MENTOR, Role.TEACHER))
async def confirm_all(turn: Turn) -> Answer:
    """确认 全部"""
    return await confirm(turn if turn.text.strip("了吧。.!！ ") else replace(turn, text=ALL))


@router.command("确认", roles=(Role.MENTOR, Role.TEACHER))
async def confirm(turn: Turn) -> Answer:
    """确认 1 3"""
    numbers = None if means_all(turn.text) else read_numbers(turn.text)
    if numbers == ():
        return await look_first(turn)
    contact = turn.contact
    batch = await confirm_seen(turn.actor, contact.app, contact.openid, numbers, batch=turn.ref, now=turn.now)
    return replies_mentor.confirmed(batch) if batch else await look_first(turn)

"""我的学徒: an overview for mentors and teachers."""

from domain.number_lists import NumbersUnreadable, read_numbers
from domain.roles import Role
from texts import replies_deputies
from usecases.list_apprentices import list_apprentices

from ..router import Answer, Router, Turn

router = Router()


@router.command("我的学徒", roles=(Role.MENTOR, Role.TEACHER))
async def show_apprentices(turn: Turn) -> Answer:
    """我的学徒"""
    try:
        page, name = max((read_numbers(turn.text) or (1,))[0], 1), ""
    except NumbersUnreadable:
        page, name = 1, turn.text
    return replies_deputies.apprentices(
        await list_apprentices(turn.actor, name=name, page=page, now=turn.now)
    )

"""签到: where lessons are opened and their code is shown."""

from domain.roles import Role
from texts import replies_lessons
from usecases.held_lesson import list_lessons

from ..router import Answer, Router, Turn

router = Router()


@router.command("签到", "课堂签到", roles=(Role.TEACHER, Role.ADMINISTRATOR))
async def show_lessons(turn: Turn) -> Answer:
    """签到"""
    return replies_lessons.where(await list_lessons(turn.actor))

"""进度 and 等级: how far the training has come, and where its grade stands."""

from domain.roles import Role
from texts import replies_grades, replies_progress
from usecases.show_grades import show_grades
from usecases.show_progress import show_progress

from ..router import Answer, Router, Turn

router = Router()


@router.command("进度", roles=(Role.APPRENTICE,))
async def progress(turn: Turn) -> Answer:
    """进度"""
    return replies_progress.progress(await show_progress(turn.actor, now=turn.now))


@router.command("等级", roles=(Role.APPRENTICE,))
async def grades(turn: Turn) -> Answer:
    """等级"""
    return replies_grades.grades(await show_grades(turn.actor, now=turn.now))

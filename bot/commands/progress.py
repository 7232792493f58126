"""进度, also as a picture, and 等级: how far the training has come, and where its grade stands."""

from domain.roles import Role
from texts import replies_grades, replies_progress
from usecases.chat_pictures import Shows, send_picture
from usecases.show_grades import show_grades
from usecases.show_progress import show_progress

from ..router import Answer, Router, Turn

router = Router()


@router.command("进度", roles=(Role.APPRENTICE,))
async def progress(turn: Turn) -> Answer:
    """进度"""
    return replies_progress.progress(await show_progress(turn.actor, now=turn.now))


# A picture costs one of the few messages that a person's own message allows, so it comes when it is asked for.
@router.command("进度图", "进度图片", roles=(Role.APPRENTICE,))
async def progress_picture(turn: Turn) -> Answer:
    """进度图"""
    said = replies_progress.progress(await show_progress(turn.actor, now=turn.now))
    person = turn.actor.person_id
    await send_picture(person, Shows.PROGRESS, ref=turn.ref, now=turn.now, person=person)
    return said


@router.command("等级", roles=(Role.APPRENTICE,))
async def grades(turn: Turn) -> Answer:
    """等级"""
    return replies_grades.grades(await show_grades(turn.actor, now=turn.now))

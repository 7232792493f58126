"""进度, also as a picture, and 等级: how far the training has come, and where its grade stands."""

from domain.clock import local_day
from domain.numerals import plain
from domain.roles import Role
from texts import replies_grades, replies_progress
from usecases.chat_pictures import Shows, send_picture
from usecases.show_grades import running, show_grades
from usecases.show_progress import show_progress

from ..router import Answer, Router, Turn

router = Router()


@router.command("进度", roles=(Role.APPRENTICE,))
async def progress(turn: Turn) -> Answer:
    """进度"""
    trainings = await show_progress(turn.actor, now=turn.now)
    pictures = len(running(trainings, local_day(turn.now)))
    return replies_progress.progress(trainings, replies_progress.pictures(pictures))


# A picture costs one of the few messages that a person's own message allows, so it comes when it is asked for.
@router.command("进度图", "进度图片", roles=(Role.APPRENTICE,))
async def progress_picture(turn: Turn) -> Answer:
    """进度图 2"""
    trainings = await show_progress(turn.actor, now=turn.now)
    pictures = len(running(trainings, local_day(turn.now)))
    place = _place(turn.text, pictures)
    if place is None:
        return replies_progress.no_such_picture(pictures)
    person = turn.actor.person_id
    await send_picture(person, Shows.PROGRESS, ref=turn.ref, now=turn.now, person=person, place=place)
    return replies_progress.progress(trainings[place - 1 :], replies_progress.other_pictures(pictures, place))


def _place(text: str, most: int) -> int | None:
    """The first without a number; None for what is none of them."""
    words = plain(text).strip()
    if not words:
        return 1
    return int(words) if words in {str(place) for place in range(1, most + 1)} else None


@router.command("等级", roles=(Role.APPRENTICE,))
async def grades(turn: Turn) -> Answer:
    """等级"""
    return replies_grades.grades(await show_grades(turn.actor, now=turn.now))

"""提醒: the daily reminder's time, on, off, or paused."""

from domain.preferences import read_wish
from texts import replies_people
from usecases.set_preferences import set_preferences, show_preferences

from ..router import Answer, Router, Turn

router = Router()


@router.command("提醒")
async def reminders(turn: Turn) -> Answer:
    """提醒 20:00"""
    if not turn.text:
        return replies_people.preferences(await show_preferences(turn.actor, now=turn.now), turn.actor)
    wish = read_wish(turn.text)
    if wish is None:
        return replies_people.how_to_set()
    return replies_people.preferences(await set_preferences(turn.actor, wish, now=turn.now), turn.actor)

"""提醒: the daily reminder's time, on, off, or paused."""

import re
import unicodedata
from datetime import time

from texts import replies_people
from usecases import set_preferences
from usecases.set_preferences import Preferences

from ..router import Answer, Router, Turn

router = Router()
ON, OFF = frozenset({"开", "打开", "开启", "恢复"}), frozenset({"关", "关闭", "关掉", "不要"})
_PAUSE = re.compile(r"暂停\s*(?P<days>[0-9]{1,3})\s*天")
_TIME = re.compile(
    r"(?P<half>上午|早上|下午|晚上|中午)?\s*(?P<hour>[0-9]{1,2})\s*(?:[:点](?P<minute>[0-9]{2})分?|点(?P<thirty>半)?)"
)


@router.command("提醒")
async def reminders(turn: Turn) -> Answer:
    """提醒 20:00"""
    words = unicodedata.normalize("NFKC", turn.text).strip()
    found = await _set(turn, words)
    return replies_people.preferences(found) if found else replies_people.how_to_set()


async def _set(turn: Turn, words: str) -> Preferences | None:
    """What the words ask for, done; None if they ask for nothing known."""
    actor, now = turn.actor, turn.now
    if not words:
        return await set_preferences.show_preferences(actor, now=now)
    if words in ON | OFF:
        return await set_preferences.turn_reminders(actor, words in ON, now=now)
    if pause := _PAUSE.fullmatch(words):
        return await set_preferences.pause_reminders(actor, int(pause["days"]), now=now)
    at = read_time(words)
    return await set_preferences.remind_at(actor, at, now=now) if at else None


def read_time(words: str) -> time | None:
    """20:00, 20点, 20点半, 晚上8点; None for anything else."""
    match = _TIME.fullmatch(words)
    if not match:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or (30 if match["thirty"] else 0))
    if match["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None

"""已阅: a notice was read."""

from domain.clock import local_day
from domain.notice_numbers import read_notice_numbers
from texts import replies_notices
from usecases.acknowledge_notice import acknowledge_notices, acknowledge_only_one

from ..router import Answer, Router, Turn

router = Router()


@router.command("已阅", "已读", "阅")
async def acknowledge(turn: Turn) -> Answer:
    """已阅 12"""
    numbers = read_notice_numbers(turn.text)
    if numbers:
        return replies_notices.acknowledged(await acknowledge_notices(turn.actor, numbers, now=turn.now))
    found = await acknowledge_only_one(turn.actor, now=turn.now)
    if found.acknowledged:
        return replies_notices.acknowledged(found.acknowledged)
    return replies_notices.open_ones(found.still_open, local_day(turn.now))

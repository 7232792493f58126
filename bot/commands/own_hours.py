"""What apprentices do with entries they wrote: list, withdraw, amend, press, dispute, close a week."""

from domain.clock import local_day
from domain.roles import Role
from domain.sentence import CATEGORIES, read_entry_number, read_hours
from texts import replies_hours
from usecases.amend_hours import Change, amend_hours
from usecases.close_week import close_week
from usecases.dispute_hours import dispute_hours
from usecases.list_hours import list_hours
from usecases.press_mentor import press_mentor
from usecases.show_progress import show_progress
from usecases.withdraw_hours import withdraw_hours

from ..router import Answer, Ask, Router, Turn
from .log import span_minutes

router = Router()
APPRENTICES = (Role.APPRENTICE,)


@router.command("我的学时", roles=APPRENTICES)
async def list_own(turn: Turn) -> Answer:
    """我的学时"""
    below = {"below": read_entry_number(turn.text)} if turn.text else {}
    return replies_hours.own_hours(await list_hours(turn.actor, now=turn.now, **below))


@router.command("撤回", "撤", roles=APPRENTICES)
async def withdraw(turn: Turn) -> Answer:
    """撤回 128"""
    if not turn.text:
        return Ask(replies_hours.which_number("撤回"), "withdraw")
    return replies_hours.withdrawn(await withdraw_hours(turn.actor, read_entry_number(turn.text), now=turn.now))


router.question("withdraw")(withdraw)


@router.command("改", "更正", "修改", roles=APPRENTICES)
async def amend(turn: Turn) -> Answer:
    """改 128 3小时"""
    number, _, rest = turn.text.partition(" ")
    if not rest.strip():
        return replies_hours.how_to_amend(turn.text)
    result = await amend_hours(turn.actor, read_entry_number(number), _change(turn, rest), now=turn.now)
    return replies_hours.amended(result, local_day(turn.now))


def _change(turn: Turn, words: str) -> Change:
    draft = read_hours(words, today=local_day(turn.now), categories=CATEGORIES)
    starts, ends = span_minutes(draft.span)
    return Change(
        draft.day,
        draft.minutes,
        starts,
        ends,
        draft.category,
        draft.place or None,
        draft.content or None,
        draft.reason or None,
    )


@router.command("催办", "催", roles=APPRENTICES)
async def press(turn: Turn) -> Answer:
    """催办 128"""
    if not turn.text:
        return Ask(replies_hours.which_number("催办"), "press")
    return replies_hours.pressed(await press_mentor(turn.actor, read_entry_number(turn.text), now=turn.now))


router.question("press")(press)


@router.command("申诉", roles=APPRENTICES)
async def dispute(turn: Turn) -> Answer:
    """申诉 128 原因"""
    number, _, reason = turn.text.partition(" ")
    if not reason.strip():
        return replies_hours.how_to_dispute(turn.text)
    result = await dispute_hours(turn.actor, read_entry_number(number), reason.strip(), now=turn.now)
    return replies_hours.disputed(result)


@router.command("本周无训练", roles=APPRENTICES)
async def close_this_week(turn: Turn) -> Answer:
    """本周无训练 原因"""
    return await _close(turn, turn.text, 0)


@router.command("上周无训练", roles=APPRENTICES)
async def close_last_week(turn: Turn) -> Answer:
    """上周无训练 原因"""
    return await _close(turn, turn.text, 1)


@router.question("close_week")
async def give_reason(turn: Turn) -> Answer:
    """Why the week holds no training."""
    return await _close(turn, turn.text, int(str(turn.facts["weeks_ago"])))


async def _close(turn: Turn, reason: str, weeks_ago: int) -> Answer:
    if not reason:
        return Ask(replies_hours.why_no_training(), "close_week", {"weeks_ago": weeks_ago})
    return replies_hours.week_closed(await close_week(turn.actor, reason, now=turn.now, weeks_ago=weeks_ago))


@router.command("进度", "等级", roles=APPRENTICES)
async def progress(turn: Turn) -> Answer:
    """进度"""
    return replies_hours.progress(await show_progress(turn.actor, now=turn.now))

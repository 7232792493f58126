"""本周无训练: say that a week holds no hours, and why."""

from domain.errors import Refusal
from domain.roles import Role
from texts import questions_hours, refusals, replies_hours
from usecases.attempt import attempt
from usecases.close_week import OutsideTraining, WeekHasHours, check_closable, close_week

from ..router import Answer, Ask, Router, Turn

router = Router()
QUESTION = "close_week"


@router.command("本周无训练", "这周无训练", "本周没训练", "这周没训练", roles=(Role.APPRENTICE,))
async def close_this_week(turn: Turn) -> Answer:
    """本周无训练 原因"""
    return await _close(turn, weeks_ago=0)


@router.command("上周无训练", "上周没训练", roles=(Role.APPRENTICE,))
async def close_last_week(turn: Turn) -> Answer:
    """上周无训练 原因"""
    return await _close(turn, weeks_ago=1)


@router.question(QUESTION)
async def give_reason(turn: Turn) -> Answer:
    """Why the week holds no training."""
    return await _close(turn, weeks_ago=int(str(turn.facts["weeks_ago"])))


async def _close(turn: Turn, *, weeks_ago: int) -> Answer:
    if not turn.text:
        await check_closable(turn.actor, now=turn.now, weeks_ago=weeks_ago)
        return Ask(questions_hours.why_no_training(weeks_ago), QUESTION, {"weeks_ago": weeks_ago})
    said = await attempt(lambda: close_week(turn.actor, turn.text, now=turn.now, weeks_ago=weeks_ago))
    if isinstance(said, WeekHasHours | OutsideTraining):
        # No other reason would help, so the question doesn't stay open.
        return refusals.sentence(said)
    if isinstance(said, Refusal):
        raise said
    return replies_hours.week_closed(said)

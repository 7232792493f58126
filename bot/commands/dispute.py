"""申诉: ask the administrators to look at an entry."""

from domain.roles import Role
from texts import replies_hours
from usecases.dispute_hours import dispute_hours

from ..router import Answer, Ask, Router, Turn
from ..words import take_number

router = Router()
QUESTION = "dispute"


@router.command("申诉", roles=(Role.APPRENTICE,))
async def dispute(turn: Turn) -> Answer:
    """申诉 128 原因"""
    return await _dispute(turn, *take_number(turn.text))


@router.question(QUESTION)
async def fill_in(turn: Turn) -> Answer:
    """The number or the reason, whichever was missing."""
    number, reason = int(str(turn.facts["number"])), str(turn.facts["reason"])
    if number:
        return await _dispute(turn, number, turn.text)
    number, rest = take_number(turn.text)
    return await _dispute(turn, number, reason or rest)


async def _dispute(turn: Turn, number: int, reason: str) -> Answer:
    if not number or not reason:
        question = replies_hours.why_dispute(number) if number else replies_hours.which_number("申诉")
        return Ask(question, QUESTION, {"number": number, "reason": reason})
    return replies_hours.disputed(await dispute_hours(turn.actor, number, reason, now=turn.now))

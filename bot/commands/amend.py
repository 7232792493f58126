"""改: correct an entry by its number; a dialog asks for the number or the change if one is missing."""

import re
from dataclasses import replace

from domain.clock import local_day
from domain.roles import Role
from texts import replies_hours
from usecases.amend_hours import Change, amend_hours

from ..drafts import read, span_minutes
from ..router import Answer, Ask, Router, Turn
from ..words import take_number

router = Router()
QUESTION = "amend"
# 改成3小时 answers the question and changes to 3小时.
_INTO = re.compile("改成|改为|换成|改到")


@router.command("改", "更正", "修改", roles=(Role.APPRENTICE,))
async def amend(turn: Turn) -> Answer:
    """改 128 3小时"""
    return await _amend(turn, *take_number(turn.text))


@router.question(QUESTION)
async def fill_in(turn: Turn) -> Answer:
    """The number or the change, whichever was missing."""
    number, change = int(str(turn.facts["number"])), str(turn.facts["change"])
    if number:
        return await _amend(turn, number, turn.text)
    number, rest = take_number(turn.text)
    return await _amend(turn, number, change or rest)


async def _amend(turn: Turn, number: int, change: str) -> Answer:
    if not number or not change:
        question = replies_hours.what_to_change(number) if number else replies_hours.which_number("改")
        return Ask(question, QUESTION, {"number": number, "change": change})
    into = _INTO.match(change)
    told = replace(turn, text=change[into.end() :].strip() if into else change)
    result = await amend_hours(turn.actor, number, await _change(told), now=turn.now)
    return replies_hours.amended(result, local_day(turn.now))


async def _change(turn: Turn) -> Change:
    draft = await read(turn)
    starts, ends = span_minutes(draft.span)
    return Change(
        day=draft.day,
        minutes=draft.minutes,
        starts=starts,
        ends=ends,
        category=draft.category,
        place=draft.place or None,
        content=draft.content or None,
        reason=draft.reason or None,
    )

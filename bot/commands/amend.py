"""改: correct an entry by its number; a dialog asks for the number or the change if one is missing."""

from dataclasses import replace

from domain.amounts import SHOWN
from domain.clock import local_day
from domain.doubts import refuse_time_as_content
from domain.errors import Refusal
from domain.numerals import plain
from domain.roles import Role
from domain.sentence_refusals import EntryNumberUnreadable
from texts import questions_hours, refusals, replies_hours
from usecases.amend_hours import Amended, Change, WithdrawnAlready, amend_hours, check_amendable
from usecases.attempt import attempt

from ..drafts import changed_to, read, span_minutes
from ..entry_dialog import ask, ask_anew, number_and_words
from ..router import Answer, Router, Turn
from ..words import names_an_entry

router = Router()
QUESTION = "amend"


@router.question(QUESTION)
@router.command("改", "更正", "修改", roles=(Role.APPRENTICE,))
async def amend(turn: Turn) -> Answer:
    """改 128 3小时"""
    number, change = number_and_words(turn)
    if not number:
        return ask(questions_hours.which_number("改"), QUESTION, 0, change)
    if not change:
        refused = await attempt(lambda: check_amendable(turn.actor, number))
        if refused:
            return ask_anew(turn, refused, QUESTION, number, "", final=(WithdrawnAlready,))
        return ask(questions_hours.what_to_change(number), QUESTION, number, "")
    said = await attempt(lambda: _amend(turn, number, change))
    if isinstance(said, Refusal):
        return ask_anew(
            turn,
            said,
            QUESTION,
            number,
            change,
            final=(WithdrawnAlready,),
            sentence=refusals.sentence_of_change,
        )
    return replies_hours.amended(said, local_day(turn.now))


async def _amend(turn: Turn, number: int, words: str) -> Amended:
    if names_an_entry(words):
        raise EntryNumberUnreadable(f"{number} {words}"[:SHOWN])
    told = replace(turn, text=changed_to(words))
    return await amend_hours(turn.actor, number, await _change(told), now=turn.now)


async def _change(turn: Turn) -> Change:
    draft = await read(turn)
    if draft.minutes is None:
        refuse_time_as_content(plain(draft.content))
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

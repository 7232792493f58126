"""退回: a mentor returns lines of the list seen; a dialog asks for the reason."""

from domain.number_lists import split_numbers
from domain.roles import Role
from texts import replies_mentor
from usecases.queue_seen import Seen
from usecases.return_hours import Chosen, choose_seen, none_returnable, return_hours

from ..router import Answer, Ask, Router, Turn
from .queue import look_first

router = Router()
QUESTION = "return_reason"


@router.command("退回", "打回", roles=(Role.MENTOR, Role.TEACHER))
async def send_back(turn: Turn) -> Answer:
    """退回 2 时间不符"""
    numbers, reason = split_numbers(turn.text)
    chosen = await choose_seen(turn.contact.app, turn.contact.openid, numbers)
    if not chosen.seen:
        return await look_first(turn)
    if not chosen.lines:
        return replies_mentor.which_to_return(chosen)
    if not reason:
        # Nobody is asked for a reason that could not be used.
        if refused := await none_returnable(turn.actor, chosen.lines, now=turn.now):
            return replies_mentor.returned(refused, chosen.numbers, chosen.missing, chosen.seen)
        return Ask(replies_mentor.why_return(chosen), QUESTION, _facts(chosen))
    batch = await return_hours(turn.actor, chosen.lines, reason, batch=turn.ref, now=turn.now)
    return replies_mentor.returned(batch, chosen.numbers, chosen.missing, chosen.seen)


@router.question(QUESTION)
async def give_reason(turn: Turn) -> Answer:
    """Why: by the number of an offered reason, or in own words."""
    canned = replies_mentor.canned_reason(turn.text)
    if canned == "":
        return Ask(replies_mentor.write_reason(), QUESTION, turn.facts)
    lines = [Seen(entry_id, revision) for _, entry_id, revision in turn.facts["lines"]]
    numbers = [number for number, _, _ in turn.facts["lines"]]
    batch = await return_hours(turn.actor, lines, canned or turn.text, batch=turn.ref, now=turn.now)
    return replies_mentor.returned(batch, numbers)


def _facts(chosen: Chosen) -> dict[str, object]:
    """The lines as they were seen when the question was asked."""
    lines = zip(chosen.numbers, chosen.lines, strict=True)
    return {"lines": [[number, line.entry_id, line.revision] for number, line in lines]}

"""申诉: an apprentice asks the administrators to look at an entry; they see what is to be settled."""

from domain.errors import Refusal
from domain.roles import Role
from texts import questions_hours, replies_disputes, replies_hours
from usecases.attempt import attempt
from usecases.dispute_hours import TooEarlyToDispute, check_disputable, dispute_hours
from usecases.open_disputes import open_disputes
from usecases.press_mentor import NotWaiting

from ..entry_dialog import ask, ask_anew, number_and_words
from ..router import Answer, Router, Turn

router = Router()
QUESTION = "dispute"
FINAL = (NotWaiting, TooEarlyToDispute)


@router.question(QUESTION)
@router.command("申诉", roles=(Role.APPRENTICE, Role.ADMINISTRATOR))
async def dispute(turn: Turn) -> Answer:
    """申诉 128 原因"""
    number, reason = number_and_words(turn)
    if turn.actor.is_a(Role.ADMINISTRATOR) and not (number and turn.actor.is_a(Role.APPRENTICE)):
        return replies_disputes.open_disputes(await open_disputes(turn.actor), turn.now)
    if not number:
        return ask(questions_hours.which_number("申诉"), QUESTION, 0, reason)
    if not reason:
        found = await attempt(lambda: check_disputable(turn.actor, number, now=turn.now))
        if isinstance(found, Refusal):
            return ask_anew(turn, found, QUESTION, number, "", final=FINAL)
        if found:
            return replies_hours.disputed(found)
        return ask(questions_hours.why_dispute(number), QUESTION, number, "")
    said = await attempt(lambda: dispute_hours(turn.actor, number, reason, now=turn.now))
    if isinstance(said, Refusal):
        return ask_anew(turn, said, QUESTION, number, reason, final=FINAL)
    return replies_hours.disputed(said)

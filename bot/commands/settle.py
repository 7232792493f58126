"""处理: an administrator settles a dispute; a dialog asks for the words."""

from domain.errors import Refusal
from domain.roles import Role
from texts import replies_disputes
from usecases.attempt import attempt
from usecases.settle_dispute import DisputeOver, NoSuchDispute, check_dispute, settle_dispute

from ..entry_dialog import ask, ask_anew, number_and_words
from ..router import Answer, Router, Turn

router = Router()
QUESTION = "settle"
FINAL = (NoSuchDispute, DisputeOver)


@router.question(QUESTION)
@router.command("处理", roles=(Role.ADMINISTRATOR,))
async def settle(turn: Turn) -> Answer:
    """处理 12 说明"""
    dispute, words = number_and_words(turn)
    if not dispute:
        return ask(replies_disputes.which_dispute(), QUESTION, 0, words)
    if not words:
        await check_dispute(turn.actor, dispute)
        return ask(replies_disputes.how_settled(dispute), QUESTION, dispute, "")
    said = await attempt(lambda: settle_dispute(turn.actor, dispute, words, now=turn.now))
    if isinstance(said, Refusal):
        return ask_anew(turn, said, QUESTION, dispute, words, final=FINAL)
    return replies_disputes.settled(said)
